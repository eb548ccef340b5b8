"""The rows of an overview: all of them for a download, those of one page for a page, asked for when they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, NotFound

from zjtx_server.pages.sources.browse import Browse, Row

SQL = Path(__file__).with_name("sql")
ON_A_PAGE = 100  # rows


class Part(NamedTuple):
    """The rows of one page; pages count from 1."""

    rows: tuple[Row, ...]
    total: int
    number: int
    last: int


class Listing:
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

    def __iter__(self) -> Iterator[Row]:
        return iter(self._browse.rows(self._sql, **self._given))

    def of(self, columns: str, more: str = "") -> tuple[Row, ...]:
        """What is asked of the rows together, such as `COUNT(*) AS total`; `more` is what stands behind FROM."""
        return self._browse.rows(f"SELECT {columns} FROM ({self._sql}) {more}", **self._given)

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        unordered, _order, _by = self._sql.rpartition("ORDER BY")  # what is only counted needs no order
        return int(self._browse.rows(f"SELECT COUNT(*) AS total FROM ({unordered})", **self._given)[0]["total"])

    def part(self, size: int = ON_A_PAGE) -> Part:
        """The rows of the page that the address asks for.

        Raises:
            BadRequest: it asks for no number.
            NotFound: there is no such page.
        """
        number, last = page_number(), max(1, -(-self.total // size))
        if number > last:
            raise NotFound(_("只有 %(last)s 页。", last=last))
        rows = self._browse.rows(f"{self._sql} LIMIT {size} OFFSET {(number - 1) * size}", **self._given)
        return Part(rows, self.total, number, last)


def page_number() -> int:
    """The page that the address asks for, from 1."""
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 6 and int(asked) > 0):
        raise BadRequest(_("页码应是从 1 起的整数；给的是“%(page)s”。", page=asked[:40]))
    return int(asked)


def here(**changed: object) -> str:
    """The query of this address with some parameters changed, from the first page on where it is not told."""
    pairs = {name: value for name, value in request.args.items() if name != "page"} | changed
    return "?" + urlencode([(name, value) for name, value in pairs.items() if value is not None])


@cache
def sql_text(name: str) -> str:
    """The text of `sql/NAME.sql`."""
    return (SQL / f"{name}.sql").read_text("utf-8").rstrip()
