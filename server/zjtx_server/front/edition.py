"""A release as it is served: its graph in a nursery, the pools of workers over it, and the answers kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from zjtx_server.front.access import Exchange
from zjtx_server.front.cache import Cache, Response
from zjtx_server.front.nursery import Nursery
from zjtx_server.front.pool import Pool
from zjtx_server.front.query import Limits
from zjtx_server.release import Release

PACKAGE = Path(__file__).parent.parent
DRAINED_SECONDS = 0.05
PLACES = {
    "memory": "in memory, some {} MiB",
    "disk": "asked on disk, since it would take some {} MiB of memory",
    "elsewhere": "in a store elsewhere",
}
REPEATS_PART = 4  # of the bytes of the cache, for whole responses to requests that come again and again


@dataclass(frozen=True, slots=True)
class Repeat:
    """The response to a request that may come again, byte for byte.

    Args:
        exchange: what is told of it.
        head: of the response, but for the date.
        body: of the response.
    """

    exchange: Exchange
    head: bytes
    body: bytes


log = logging.getLogger(__name__)


class Edition:
    """What serves one release; made by `open_edition`.

    Args:
        release: what is served.
        nursery: the process with its graph, loaded.
        told: what that process says of the graph.
        limits: what queries may use.
        cache_bytes: answers kept.
    """

    def __init__(
        self, release: Release, nursery: Nursery, told: dict[str, Any], limits: Limits, cache_bytes: int
    ) -> None:
        self.release = release
        self.quads = int(told["quads"])
        self.tag = sha256(f"{release.digest} {_program()}".encode()).hexdigest()[:16]
        self.cache: Cache[Response] = Cache(cache_bytes)
        self.repeats: Cache[Repeat] = Cache(cache_bytes // REPEATS_PART)
        self.queries = Pool(nursery, "query", limits)
        self.pages = Pool(nursery, "page", replace(limits, slow_workers=1, slow_seconds=2.0))
        self._nursery = nursery
        self._users = 0

    @property
    def alive(self) -> bool:
        """Whether it can go on for long."""
        return self._nursery.alive

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keeps it from retiring while a request is answered."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1

    async def retire(self) -> None:
        """Ends it once nobody uses it, or nobody can."""
        while self._users and self.alive:
            await asyncio.sleep(DRAINED_SECONDS)
        self._close_pools()
        await asyncio.to_thread(self._nursery.close)  # to free a large graph takes seconds

    def hand_over(self, other: Edition) -> None:
        """Gives what waits here to another edition."""
        self.queries.hand_over(other.queries)
        self.pages.hand_over(other.pages)

    def close(self) -> None:
        """Ends it at once; what runs is refused."""
        self._close_pools()
        self._nursery.close()

    def _close_pools(self) -> None:
        self.queries.close()
        self.pages.close()


async def open_edition(release: Release, limits: Limits, cache_bytes: int) -> Edition:
    """The release with its graph loaded.

    Raises:
        ReleaseError: it cannot be loaded.
    """
    nursery = Nursery(release, limits)
    told = await nursery.loaded()
    place = PLACES[told["storage"]].format(told["expected_bytes"] >> 20)
    log.info("release %s: %s quads, %s", release.id, told["quads"], place)
    return Edition(release, nursery, told, limits, cache_bytes)


@cache
def _program() -> str:
    """A digest of the server's own files, on which pages depend as well."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()
