"""Workers killed from outside while others ask: nobody may notice.

Usage: python -m hostile.kills [TIMES], in the folder `tests`; prints how many requests were answered and lost.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from time import monotonic, sleep

import psutil

from hostile.attack import PATIENCE, Bystander
from hostile.target import RIGHT, SMALL, Target, attacked

CLIENTS = 4


@dataclass(frozen=True)
class Toll:
    """What the kills did to those who asked meanwhile."""

    kills: int
    asked: int
    lost: tuple[str, ...]
    slowest: float


def family(target: Target) -> list[psutil.Process]:
    """All processes of the server, itself first."""
    front = psutil.Process(target.server.process.pid)
    return [front, *front.children(recursive=True)]


def query_workers(target: Target) -> list[psutil.Process]:
    """The living processes that answer queries: those that can open no file."""
    return [one for one in family(target)[1:] if _confined_and_alive(one)]


def _confined_and_alive(process: psutil.Process) -> bool:
    try:
        return process.rlimit(psutil.RLIMIT_NOFILE)[1] == 0 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it may end between two looks
        return False


def kill_workers(target: Target, times: int) -> Toll:
    """Kills one query worker after the other, each when there are as many as before, while clients ask."""
    usual = len(await_workers(target, 2))
    with ExitStack() as stack:
        clients = [stack.enter_context(Bystander(target.place, SMALL, RIGHT)) for _ in range(CLIENTS)]
        for which in islice(cycle(range(usual)), times):
            workers = await_workers(target, usual)
            workers[which].kill()
    await_workers(target, usual)
    lost = tuple(failure for client in clients for failure in client.failures)
    return Toll(times, sum(client.asked for client in clients), lost, max(client.slowest for client in clients))


def await_workers(target: Target, count: int) -> list[psutil.Process]:
    """The query workers, once there are `count` of them that live."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        workers = query_workers(target)
        if len(workers) >= count:
            return workers
        sleep(0.01)
    raise AssertionError(f"{len(workers)} query workers, not {count}")


if __name__ == "__main__":
    with attacked(seconds=PATIENCE) as target:
        toll = kill_workers(target, int(sys.argv[1]) if len(sys.argv) > 1 else 50)
    print(f"{toll.kills} kills, {toll.asked} requests, {len(toll.lost)} lost, the slowest {toll.slowest * 1000:.0f} ms")
    print(*toll.lost[:5], sep="\n")
    sys.exit(min(1, len(toll.lost)))
