"""The tables of a text: which of its lines lie in which cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.things.places import Lines, line_at

HEADED = 12  # lines above the first row among which those of the header are looked for


class Cell(NamedTuple):
    """A cell: the numbers of its lines, none where it is empty or merged with the one above."""

    lines: list[int]
    is_heading: bool = False
    columns: int = 1


class Table(NamedTuple):
    """A table in a text: the numbers of its first line and its last, its header and its rows."""

    first: int
    last: int
    label: str
    header: list[Cell]
    rows: list[list[Cell]]


def tables_of(text: str, lines: Lines, rows: Iterable[Row]) -> dict[int, Table]:
    """The tables of a text by the numbers of their first lines; one whose cells share lines is none."""
    found = (_table(text, lines, row) for row in rows)
    return {table.first: table for table in found if table}


def _table(text: str, lines: Lines, row: Row) -> Table | None:
    try:
        layout = json.loads(row["layout"])
        columns = list(map(str, layout["columns"]))
        cells = [[[line_at(lines, int(start)) for start, _ in cell] for cell in cells] for cells in layout["rows"]]
    except (ValueError, KeyError, TypeError):  # of a file that is not ours
        return None
    taken = list(chain.from_iterable(chain.from_iterable(cells)))
    if not taken or sorted(set(taken)) != taken or not columns:
        return None
    first = _header(text, lines, columns, taken[0])
    header = [Cell([number], True) for number in range(first, first + len(columns))] if first < taken[0] else []
    body = _rows(cells, first + len(header), len(columns))
    return Table(first, taken[-1], row["title"], header, body)


def _header(text: str, lines: Lines, columns: Sequence[str], below: int) -> int:
    """The number of the line where the columns' names stand one after the other; else of the first row."""
    for first in range(below - len(columns), max(below - len(columns) - HEADED, -1), -1):
        if first >= 0 and [text[slice(*line)] for line in lines[first : first + len(columns)]] == columns:
            return first
    return below


def _rows(cells: Sequence[Sequence[list[int]]], at: int, columns: int) -> list[list[Cell]]:
    """All rows, with lines that lie in no cell as rows of their own."""
    rows: list[list[Cell]] = []
    for row in cells:
        own = sorted(chain.from_iterable(row))
        if own and own[0] > at:
            rows.append([Cell(list(range(at, own[0])), True, columns)])
        within = set(own)
        loose = [number for number in range(own[0], own[-1]) if number not in within] if own else []
        rows.append([Cell(list(cell)) for cell in row])
        if loose:
            rows.append([Cell(loose, True, columns)])
        at = own[-1] + 1 if own else at
    return rows
