"""The index of the graph as the pages read it: rows of SQL (docs/browse.md)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CACHE_KIB = 32768

Row = Mapping[str, Any]


class Browse:
    """An index, opened to be read; made in the process that asks it.

    Args:
        path: its file, which nobody writes any more.
    """

    def __init__(self, path: Path) -> None:
        self.index = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self.index.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    def rows(self, sql: str, **given: Any) -> tuple[Row, ...]:
        """The rows of a query, each without the columns that are empty; `:NAME` in it stands for what is given."""
        cursor = self.index.execute(sql, given)
        names = [column[0] for column in cursor.description]
        return tuple(
            {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in cursor
        )
