"""Gives jobs to worker processes; a query that goes too far costs its own worker, and nobody else notices.

Quick workers take up to `DEPTH` jobs at a time. Whoever works at one job for longer than `Limits.slow_seconds` is no
longer quick: the jobs behind go to others, it goes on alone at low priority, a new worker takes its place, and it is
ended when its job is. Where all the workers that may exist are slow and somebody waits, the one that has worked longest
gives way. Clients have their turns one after the other. So a quick query is answered soon, whatever else is asked.
"""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from zjtx_server.front.nursery import Nursery
from zjtx_server.front.query import Limits, QueryRefusedError, Reason
from zjtx_server.front.turns import Turns
from zjtx_server.front.worker import Job, Worker
from zjtx_server.messages import Head, pack, unpack

DEPTH = 4  # jobs of a quick worker; the deeper, the fewer switches between processes
TICK_SECONDS = 0.05
KILLS = 3  # workers killed from outside that a job survives; the system may do so when memory runs out
DEATHS: dict[int, tuple[Reason, str]] = {
    signal.SIGABRT: ("memory", "The query needs more memory than is allowed; ask for less, or in parts."),
    signal.SIGSEGV: ("depth", "The query is too deeply nested or too long to be evaluated."),
    signal.SIGXCPU: ("time", "The query took longer than is allowed; ask for less, or in parts."),
}
BUSY: tuple[Reason, str] = ("busy", "All query workers are busy; try again later.")
GAVE_WAY: tuple[Reason, str] = (
    "busy",
    "The server is busy; this query was ended for shorter ones. Try again later.",
)
KILLED: tuple[Reason, str] = ("failed", "The query ended its worker process.")
CLOSED: tuple[Reason, str] = ("busy", "The server is going down; try again later.")


class Pool:
    """The workers of one kind over one graph.

    Args:
        nursery: forks them.
        kind: `query` or `page`.
        limits: how many, and what each job may take.
    """

    def __init__(self, nursery: Nursery, kind: str, limits: Limits) -> None:
        self._nursery, self._kind, self._limits = nursery, kind, limits
        self._loop = asyncio.get_running_loop()
        self._quick: set[Worker] = set()
        self._slow: set[Worker] = set()
        self._waiting = Turns()
        self._forking = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.closed = False
        self._tick()

    async def run(
        self, head: Head, body: bytes = b"", on_slow: Callable[[Job], None] | None = None, client: str = ""
    ) -> tuple[Head, bytes]:
        """A worker's answer to a message.

        Args:
            head: head of the message.
            body: body of the message.
            on_slow: called when the job is no longer quick; cancelling its `answer` ends it.
            client: whose job it is; each client has its turn.

        Raises:
            QueryRefusedError: it passed a limit, found no worker in time, or the worker refused it.
        """
        if self.closed:
            raise QueryRefusedError(*CLOSED)
        most = self._limits.waiting
        if len(self._waiting) >= most or self._waiting.of(client) >= (most + 1) // 2:  # room is left for others
            raise QueryRefusedError(*BUSY)
        job = Job(pack(head, body), self._loop.create_future(), self._loop.time(), on_slow, client)
        self._waiting.put(job)
        self._hand_out()
        try:
            answer, sent = unpack(await job.answer)
        except asyncio.CancelledError:
            self._forsake(job)
            raise
        if "reason" in answer:
            place = (answer["line"], answer["column"]) if "line" in answer else None
            raise QueryRefusedError(answer["reason"], answer["message"], place)
        return answer, sent

    @property
    def counts(self) -> dict[str, int]:
        """How many workers are idle, busy and slow, and how many jobs wait."""
        busy = sum(bool(worker.jobs) for worker in self._quick)
        return {
            "idle": len(self._quick) - busy,
            "busy": busy,
            "slow": len(self._slow),
            "waiting": len(self._waiting),
        }

    def close(self) -> None:
        """Refuses what waits and what runs."""
        self.closed = True
        self._timer.cancel()
        running = [job for worker in self._quick | self._slow for job in worker.jobs]
        for job in [*self._waiting.take_all(), *running]:
            job.refuse(QueryRefusedError(*CLOSED))
        for worker in self._quick | self._slow:
            worker.leave()

    def hand_over(self, other: Pool) -> None:
        """Gives the jobs that wait to another pool, where this one will get no more workers."""
        other._again(self._waiting.take_all())

    # --- called by workers

    def answered(self, worker: Worker) -> None:
        """Gives a quick worker new work; a slow one has done its last."""
        if worker in self._slow:
            self._end(worker)
        self._hand_out()

    def lost(self, worker: Worker) -> None:
        """Finds out what a worker died of; its first job dies with it, unless somebody killed it from outside."""
        if worker in self._quick or worker in self._slow:
            self._remove(worker)
            self._start(self._mourn(worker))
            self._replenish()

    # --- handing out

    def _hand_out(self) -> None:
        while self._waiting and (worker := self._free()):
            job = self._waiting.take()
            if not job.answer.done():
                worker.give(job)

    def _free(self) -> Worker | None:
        """The quick worker with the fewest jobs, if it takes another."""
        worker = min(self._quick, key=_load, default=None)
        return worker if worker and len(worker.jobs) < DEPTH else None

    def _again(self, jobs: list[Job]) -> None:
        """Puts jobs at the head of those that wait."""
        self._waiting.put_back(jobs)
        if self.closed:
            self.close()
        self._hand_out()

    # --- watching over time

    def _tick(self) -> None:
        now, limits = self._loop.time(), self._limits
        for worker in [one for one in self._quick if one.jobs and now - one.since > limits.slow_seconds]:
            self._slow_down(worker)
        for worker in [one for one in self._slow if now - one.since > limits.seconds]:
            self._stop(
                worker, "time", f"The query took longer than {limits.seconds:g} seconds; ask for less, or in parts."
            )
        for job in self._waiting.take_late(now - limits.wait_seconds):
            job.refuse(QueryRefusedError(*BUSY))
        self._make_way(now)
        self._replenish()
        self._timer = self._loop.call_later(TICK_SECONDS, self._tick)

    def _slow_down(self, worker: Worker) -> None:
        self._quick.discard(worker)
        self._slow.add(worker)
        worker.step_back()
        others, first = worker.relieve(), worker.jobs[0]
        if first.on_slow:
            first.on_slow(first)
        self._again(others)

    def _make_way(self, now: float) -> None:
        """Ends a slow query where nobody else could take what waits: the oldest of the client that has most of them."""
        since = self._waiting.waits_since()
        stuck = since is not None and now - since > self._limits.slow_seconds
        if stuck and self._slow and not self._quick and not self._forking and not self._room():
            share = Counter(worker.jobs[0].client for worker in self._slow)
            self._stop(min(self._slow, key=lambda one: (-share[one.jobs[0].client], one.since)), *GAVE_WAY)

    def _stop(self, worker: Worker, reason: Reason, message: str) -> None:
        worker.jobs[0].refuse(QueryRefusedError(reason, message))
        self._end(worker)

    def _forsake(self, job: Job) -> None:
        """Ends the worker of a job that nobody waits for any longer; one that waits is passed over later."""
        for worker in [one for one in self._slow if one.jobs and one.jobs[0] is job]:
            self._end(worker)

    # --- the workers' coming and going

    def _room(self) -> int:
        """How many more workers there may be."""
        limits = self._limits
        return limits.workers + limits.slow_workers - len(self._quick) - len(self._slow) - self._forking

    def _replenish(self) -> None:
        missing = self._limits.workers - len(self._quick) - self._forking
        if not self.closed and self._nursery.alive:
            for _ in range(min(missing, self._room())):
                self._forking += 1
                self._start(self._fork())

    async def _fork(self) -> None:
        try:
            pid, way = await self._nursery.fork(self._kind)
            _, worker = await self._loop.create_unix_connection(lambda: Worker(pid, self), sock=way)
            self._quick.add(worker)
        except (QueryRefusedError, OSError):
            pass  # the nursery has ended; whoever opened it sees to that
        finally:
            self._forking -= 1
        self._hand_out()

    def _remove(self, worker: Worker) -> None:
        self._quick.discard(worker)
        self._slow.discard(worker)

    def _end(self, worker: Worker) -> None:
        self._remove(worker)
        worker.leave()
        self._start(self._reap(worker))
        self._replenish()

    async def _reap(self, worker: Worker) -> None:
        with suppress(QueryRefusedError):
            await self._nursery.end(worker.pid)

    async def _mourn(self, worker: Worker) -> None:
        try:
            death = await self._nursery.end(worker.pid)
        except QueryRefusedError:
            death = signal.SIGKILL
        jobs = list(worker.jobs)
        if jobs and (death != signal.SIGKILL or jobs[0].killed == KILLS):
            jobs.pop(0).refuse(QueryRefusedError(*DEATHS.get(death, KILLED)))
        elif jobs:
            jobs[0].killed += 1
        self._again(jobs)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _load(worker: Worker) -> int:
    return len(worker.jobs)
