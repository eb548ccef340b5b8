"""The front's handle of the nursery, the process that holds the graph of a release and forks workers."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Thread
from typing import IO, Any

from zjtx_kg.errors import ReleaseError
from zjtx_server.front.query import Limits, QueryRefusedError
from zjtx_server.messages import LENGTH_BYTES, unpack
from zjtx_server.release import Release

ANSWER_BYTES = 1 << 20
LINE_BYTES = 1 << 12
RELAY_SECONDS = 1.0  # for the last words of the processes

log = logging.getLogger(__name__)


class Nursery:
    """The process; its commands are given one at a time, in a thread, since it answers in milliseconds.

    Args:
        release: what it is to hold.
        limits: what queries may use.
    """

    def __init__(self, release: Release, limits: Limits) -> None:
        self._release = release
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-P", "-m", "zjtx_server.work.nursery", str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE)
        self._relay = Thread(target=_relay, args=(self._process.stderr,), daemon=True)
        self._relay.start()
        self._thread = ThreadPoolExecutor(1)
        settings = {
            "source": str(release.source.resolve()),
            "endpoint": _elsewhere(release) if release.endpoint else None,
            "graph_bytes": limits.graph_bytes,
            "memory_bytes": limits.memory_bytes,
            "seconds": limits.seconds,
        }
        self._control.send(json.dumps(settings).encode())

    async def loaded(self) -> dict[str, Any]:
        """What the process says of the graph once it has loaded it.

        Raises:
            ReleaseError: it could not be loaded.
        """
        message = await asyncio.get_running_loop().run_in_executor(self._thread, self._control.recv, ANSWER_BYTES)
        told = unpack(message[LENGTH_BYTES:])[0] if message else {"failed": "the process that loads it has ended"}
        if "failed" in told:
            self.close()
            raise ReleaseError(told["failed"], where=self._release.endpoint or str(self._release.data))
        return told

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    async def fork(self, kind: str) -> tuple[int, socket.socket]:
        """A new worker of a kind: its process id, and the socket on which it answers."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = await self._tell(kind.encode(), theirs.fileno())
        except QueryRefusedError:
            ours.close()
            raise
        ours.setblocking(False)
        return pid, ours

    async def end(self, pid: int) -> int:
        """Ends a worker; returns the signal that it died of."""
        return await self._tell(str(pid).encode())

    async def _tell(self, command: bytes, *fds: int) -> int:
        def ask() -> int:
            socket.send_fds(self._control, [command], fds)
            return int(self._control.recv(ANSWER_BYTES))

        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, ask)
        except (OSError, ValueError, RuntimeError):  # closed, or ended by someone else
            raise QueryRefusedError("failed", "The query workers have ended.") from None

    def close(self) -> None:
        """Ends the process and with it all workers."""
        self._thread.shutdown(cancel_futures=True)
        self._control.close()
        self._process.wait()
        self._relay.join(RELAY_SECONDS)


def _elsewhere(release: Release) -> dict[str, str]:
    """What the process must know of a release in a store elsewhere."""
    names = ("id", "digest", "endpoint")
    return {name: getattr(release, name) for name in names}


def _relay(lines: IO[bytes]) -> None:
    """Writes down what the process and its workers say, since a worker may not write to a log that is a file."""
    for line in iter(partial(lines.readline, LINE_BYTES), b""):
        log.warning("%s", line.decode("utf-8", "replace").rstrip())
