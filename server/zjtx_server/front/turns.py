"""The jobs that wait for a worker; one client after the other has its turn, so that nobody keeps all others waiting."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator

from zjtx_server.front.worker import Job


class Turns:
    """Jobs in one line for each client."""

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[Job]] = OrderedDict()
        self._number = 0  # of jobs in all lines

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Job]:
        return (job for line in self._lines.values() for job in line)

    def of(self, client: str) -> int:
        """How many jobs of a client wait."""
        return len(self._lines.get(client, ()))

    def put(self, job: Job) -> None:
        """Puts a job at the end of its client's line."""
        self._lines.setdefault(job.client, deque()).append(job)
        self._number += 1

    def put_back(self, jobs: Iterable[Job]) -> None:
        """Puts jobs that were taken, in their order, where they stood; the first has the next turn."""
        for job in reversed(list(jobs)):
            self._lines.setdefault(job.client, deque()).appendleft(job)
            self._lines.move_to_end(job.client, last=False)
            self._number += 1

    def take(self) -> Job:
        """The first job of the client whose turn it is; one must wait."""
        client, line = self._lines.popitem(last=False)
        job = line.popleft()
        self._number -= 1
        if line:
            self._lines[client] = line
        return job

    def take_late(self, time: float) -> list[Job]:
        """All jobs that were asked before a time."""
        late = [job for job in self if job.asked < time]
        for job in late:
            self._lines[job.client].remove(job)
            if not self._lines[job.client]:
                del self._lines[job.client]
        self._number -= len(late)
        return late

    def take_all(self) -> list[Job]:
        """All jobs."""
        jobs = list(self)
        self._lines.clear()
        self._number = 0
        return jobs

    def waits_since(self) -> float | None:
        """When the job was asked that waits longest; None where none waits."""
        return min((line[0].asked for line in self._lines.values()), default=None)
