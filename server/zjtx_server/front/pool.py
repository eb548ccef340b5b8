"""A pool of worker processes: a query runs in one, alone; the worker of a query that went too far is replaced."""

from __future__ import annotations

import json
import queue
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from zjtx_kg.errors import ReleaseError
from zjtx_server.front.query import Answer, Limits, Query, QueryRefusedError, Reason

HEAD_BYTES = 1 << 16
DEATHS: dict[int, tuple[Reason, str]] = {
    signal.SIGABRT: ("memory", "The query needs more memory than is allowed."),
    signal.SIGSEGV: ("depth", "The query is too deeply nested or too long to be evaluated."),
    signal.SIGXCPU: ("time", "The query took longer than is allowed."),
}
BUSY: tuple[Reason, str] = ("busy", "All query workers are busy; try again later.")
KILLED: tuple[Reason, str] = ("failed", "The query ended its worker process.")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that waits for a query."""

    pid: int
    connection: Connection


class Nursery:
    """The process that holds the graph and forks workers; its commands are given one at a time."""

    def __init__(self, data: Path, limits: Limits) -> None:
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            fd = theirs.fileno()
            command = [sys.executable, "-P", "-m", "zjtx_server.work.nursery", str(fd)]
            self._process = subprocess.Popen(command, pass_fds=[fd])
        settings = {"data": str(data.resolve()), "memory_bytes": limits.memory_bytes, "seconds": limits.seconds}
        self._control.send(json.dumps(settings).encode())
        if self._control.recv(16) != b"ready":
            raise ReleaseError(
                "the query workers could not load the data", where=str(data), remedy="See the message above this one."
            )

    def fork(self) -> Worker:
        """A new worker with the graph loaded."""
        ours, theirs = socket.socketpair()
        with theirs:
            pid = self._tell(b"fork", theirs.fileno())
        return Worker(pid, Connection(ours.detach()))

    def end(self, worker: Worker) -> int:
        """Ends a worker; returns the signal that it died of."""
        worker.connection.close()
        return self._tell(str(worker.pid).encode())

    def _tell(self, command: bytes, *fds: int) -> int:
        try:
            with self._lock:
                socket.send_fds(self._control, [command], fds)
                return int(self._control.recv(16))
        except (OSError, ValueError):  # closed, or ended by someone else
            raise QueryRefusedError("failed", "The query workers have ended.") from None

    def close(self) -> None:
        """Ends the process and with it all workers."""
        with self._lock:
            self._control.close()
            self._process.wait()


class QueryPool:
    """Runs queries, as many at a time as there are workers.

    Args:
        data: RDF file that every worker holds.
        limits: what one query may use.

    Raises:
        ReleaseError: the workers cannot load the data.
    """

    def __init__(self, data: Path, limits: Limits) -> None:
        self.limits = limits
        self._nursery = Nursery(data, limits)
        self._admitted = threading.BoundedSemaphore(limits.workers + limits.waiting)
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(limits.workers):
            self._idle.put(self._nursery.fork())

    def __enter__(self) -> QueryPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, also those that are busy."""
        self._nursery.close()

    def run(self, query: Query) -> Answer:
        """The answer to a query.

        Raises:
            QueryRefusedError: it is wrong, passed a limit or found no free worker in time.
        """
        if not self._admitted.acquire(blocking=False):
            raise QueryRefusedError(*BUSY)
        try:
            return self._run(query)
        finally:
            self._admitted.release()

    def _run(self, query: Query) -> Answer:
        try:
            worker = self._idle.get(timeout=self.limits.wait_seconds)
        except queue.Empty:
            raise QueryRefusedError(*BUSY) from None
        try:
            message = self._ask(worker, query)
        except BaseException:
            worker = self._nursery.fork()
            raise
        finally:
            self._idle.put(worker)
        return _answer(message, query)

    def _ask(self, worker: Worker, query: Query) -> bytes:
        """The worker's message; a worker that gives none in time, or dies, is ended."""
        try:
            worker.connection.send_bytes(query.to_bytes())
            if worker.connection.poll(self.limits.seconds):
                return worker.connection.recv_bytes(query.answer_bytes + HEAD_BYTES)
        except (EOFError, OSError):
            raise QueryRefusedError(*DEATHS.get(self._nursery.end(worker), KILLED)) from None
        self._nursery.end(worker)
        raise QueryRefusedError("time", f"The query took longer than {self.limits.seconds:g} seconds.")


def _answer(message: bytes, query: Query) -> Answer:
    line, _, body = message.partition(b"\n")
    head = json.loads(line)
    if "reason" in head:
        raise QueryRefusedError(head["reason"], head["message"])
    return Answer(head["kind"], head["media_type"], body)
