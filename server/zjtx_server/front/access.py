"""The access log: one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple, TextIO

import orjson

HASH_DIGITS = 16
MOST_TEXT = 2000  # characters of a path or a query in a line


class Exchange(NamedTuple):
    """A request and its response, as far as they are told of.

    Args:
        route: `sparql`, `graph` and the like, or `pages`.
        client: its address.
        method: of HTTP.
        path: as it was sent.
        query: text of a query; empty where there was none, or its answer was kept.
        status: of the response; 499 where the client had gone.
        size: bytes of the body.
        kept: whether the response was kept from before.
    """

    route: str
    client: str
    method: str
    path: str
    query: str
    status: int
    size: int
    kept: bool


class AccessLog:
    """Lines about requests.

    Args:
        file: where they go; None for nowhere.
        with_queries: whether the text of queries is told; else only the start of its SHA-256.
    """

    def __init__(self, file: TextIO | None, *, with_queries: bool) -> None:
        self._file, self._with_queries = file, with_queries

    def write(self, noted: Iterable[tuple[float, float, Exchange]]) -> None:
        """Writes a line for each exchange; with it come the time when it ended and how many seconds it took."""
        if self._file and (lines := [self._line(*one) for one in noted]):
            self._file.write("".join(lines))
            self._file.flush()

    def _line(self, moment: float, seconds: float, exchange: Exchange) -> str:
        line = {
            "time": _moment(moment),
            "client": exchange.client,
            "method": exchange.method,
            "path": exchange.path[:MOST_TEXT],
            "status": exchange.status,
            "bytes": exchange.size,
            "ms": round(seconds * 1000, 2),
        }
        if exchange.query:
            line["query_sha256"] = sha256(exchange.query.encode()).hexdigest()[:HASH_DIGITS]
            if self._with_queries:
                line["query"] = exchange.query[:MOST_TEXT]
        if exchange.kept:
            line["kept"] = True
        return orjson.dumps(line).decode() + "\n"


def _moment(seconds: float) -> str:
    """A time of the system's clock in UTC, to the millisecond."""
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03}Z"


@lru_cache(2)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
