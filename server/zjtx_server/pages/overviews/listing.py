"""The rows of a query, asked for when they are needed, and how many regions stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from zjtx_server.pages.asking.rows import Rows
from zjtx_server.pages.sources.browse import Browse, Row

REGIONS_ACROSS = 10  # columns of a table
SQL = Path(__file__).with_name("sql")


class Listing(Rows):
    """The rows of the query `sql/NAME.sql`.

    Args:
        browse: the index.
        name: of the query.
        given: what stands for `:NAME` in it.
    """

    def __init__(self, browse: Browse, name: str, given: Mapping[str, Any]) -> None:
        self._browse = browse
        self._sql = sql_text(name)
        self._given = given

    def read(self, part: slice) -> Iterable[Row]:
        """Some of them; only those are made."""
        start, stop = part.start or 0, -1 if part.stop is None else part.stop
        limit = f" LIMIT {stop - start if stop > 0 else -1} OFFSET {start}" if (start, stop) != (0, -1) else ""
        return self._browse.rows(self._sql + limit, **self._given)

    def of(self, columns: str, more: str = "") -> tuple[Row, ...]:
        """What is asked of the rows together, such as `COUNT(*) AS total`; `more` is what stands behind FROM."""
        return self._browse.rows(f"SELECT {columns} FROM ({self._sql}) {more}", **self._given)

    def __len__(self) -> int:
        return self._total

    @cached_property
    def _total(self) -> int:
        unordered, _order, _by = self._sql.rpartition("ORDER BY")  # what is only counted needs no order
        return int(self._browse.rows(f"SELECT COUNT(*) AS total FROM ({unordered})", **self._given)[0]["total"])


@cache
def sql_text(name: str) -> str:
    """The text of `sql/NAME.sql`."""
    return (SQL / f"{name}.sql").read_text("utf-8").rstrip()
