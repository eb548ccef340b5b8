"""One worker process as the front sees it, and the jobs that it was given."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, cast

from zjtx_server.front.query import QueryRefusedError
from zjtx_server.messages import Frames

LOW_PRIORITY = 15  # "nice" of a process whose query is no longer quick


@dataclass(eq=False, slots=True)
class Job:
    """A message for a worker and the future of its answer.

    Args:
        message: packed.
        answer: the worker's message, or the refusal.
        asked: the loop's time when it came.
        on_slow: called once it is no longer quick.
        client: whose it is.
        killed: how many workers were killed from outside while it was their first.
    """

    message: bytes
    answer: asyncio.Future[bytes]
    asked: float
    on_slow: Callable[[Job], None] | None = None
    client: str = ""
    killed: int = 0

    def refuse(self, error: QueryRefusedError) -> None:
        """Ends the job without an answer."""
        if not self.answer.done():
            self.answer.set_exception(error)
            self.answer.exception()  # asyncio need not tell of it where nobody waits any longer


class Foreman(Protocol):
    """Who gives a worker its jobs."""

    def answered(self, worker: Worker) -> None:
        """Called when a worker has answered."""

    def lost(self, worker: Worker) -> None:
        """Called when a worker has left."""


class Worker(asyncio.Protocol):
    """Answers its jobs one after the other; those behind the first wait in its socket, so that it never idles."""

    def __init__(self, pid: int, foreman: Foreman) -> None:
        self.pid = pid
        self.jobs: deque[Job] = deque()
        self.since = 0.0  # when the first of its jobs became the first
        self._foreman = foreman
        self._frames = Frames()
        self._outgoing: list[bytes] = []
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way to the process."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop has its own

    def give(self, job: Job) -> None:
        """Puts a job behind those it has."""
        if not self.jobs:
            self.since = self._loop.time()
        self.jobs.append(job)
        if not self._outgoing:
            self._loop.call_soon(self._send)
        self._outgoing.append(job.message)

    def _send(self) -> None:
        """Sends what one turn of the loop gave: fewer calls of the system, and the process wakes once."""
        if not self._transport.is_closing():
            self._transport.write(b"".join(self._outgoing))
        self._outgoing.clear()

    def data_received(self, data: bytes) -> None:
        """Hands out the answers that are whole."""
        for message in self._frames.feed(data):
            if self.jobs:  # else it was relieved of the others
                job = self.jobs.popleft()
                self.since = self._loop.time()
                if not job.answer.done():
                    job.answer.set_result(message)
                self._foreman.answered(self)

    def connection_lost(self, error: Exception | None) -> None:
        """Tells that the process has left."""
        self._foreman.lost(self)

    def relieve(self) -> list[Job]:
        """Takes the jobs behind the first from it, to be given to others."""
        first, *others = self.jobs
        self.jobs = deque([first])
        return others

    def step_back(self) -> None:
        """Lets the process run only where others leave time."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, LOW_PRIORITY)

    def leave(self) -> None:
        """Cuts the way to the process."""
        self._transport.abort()
