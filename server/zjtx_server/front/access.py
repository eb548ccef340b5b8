"""The access log: one JSON object a line, written in batches beside the requests."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from json import JSONEncoder
from typing import TextIO

from zjtx_server.front.request import Request

FLUSH_SECONDS = 0.2
HASH_DIGITS = 16
MOST_TEXT = 2000  # characters of a path or a query in a line

encode = JSONEncoder(ensure_ascii=False).encode


class AccessLog:
    """Lines about requests.

    Args:
        file: where they go; None for nowhere.
        with_queries: whether the text of queries is told; else only the start of its SHA-256.
    """

    def __init__(self, file: TextIO | None, *, with_queries: bool) -> None:
        self._file, self._with_queries = file, with_queries
        self._lines: list[str] = []

    def note(self, request: Request, status: int, size: int, seconds: float) -> None:
        """Notes a request that was answered.

        Args:
            request: what was asked.
            status: of the response; 499 where the client had gone.
            size: bytes of the body.
            seconds: time from the request to its response.
        """
        if not self._file:
            return
        client = request.scope.get("client")
        line = {
            "time": _moment(time.time()),
            "client": client[0] if client else "",
            "method": request.method,
            "path": request.raw_path.decode("latin-1")[:MOST_TEXT],
            "status": status,
            "bytes": size,
            "ms": round(seconds * 1000, 2),
        }
        if request.query_text:
            line["query_sha256"] = sha256(request.query_text.encode()).hexdigest()[:HASH_DIGITS]
            if self._with_queries:
                line["query"] = request.query_text[:MOST_TEXT]
        if request.reused:
            line["kept"] = True
        if not self._lines:
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self.flush)
        self._lines.append(encode(line))

    def flush(self) -> None:
        """Writes what was noted."""
        if self._file and self._lines:
            lines, self._lines = self._lines, []
            self._file.write("\n".join(lines) + "\n")
            self._file.flush()


def _moment(seconds: float) -> str:
    """A time of the system's clock in UTC, to the millisecond."""
    return f"{_second(int(seconds))}.{int(seconds % 1 * 1000):03}Z"


@lru_cache(2)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
