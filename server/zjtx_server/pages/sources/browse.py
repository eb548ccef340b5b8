"""The index of the graph as the pages read it: rows of SQL (docs/browse.md)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from werkzeug.exceptions import BadGateway

NOT_MADE = "The store of this server did not answer as it should when its lists were to be made; start it again."
CACHE_KIB = 32768

Row = Mapping[str, Any]


class Browse:
    """An index, opened to be read; made in the process that asks it.

    Args:
        path: its file, which nobody writes any more; None where it could not be made.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @cached_property
    def index(self) -> sqlite3.Connection:
        """The file, opened.

        Raises:
            BadGateway: there is none, since the store elsewhere did not answer when it was to be made.
        """
        if self._path is None:
            raise BadGateway(NOT_MADE)
        index = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        index.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return index

    def rows(self, sql: str, **given: Any) -> tuple[Row, ...]:
        """The rows of a query, each without the columns that are empty; `:NAME` in it stands for what is given.

        Raises:
            BadGateway: as of `index`.
        """
        cursor = self.index.execute(sql, given)
        names = [column[0] for column in cursor.description]
        return tuple(
            {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in cursor
        )
