"""Tables of goals and tasks that a plain text prints one row a line, their cells apart by tabs, bars or spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zjtx_kg.clean.fold import fold
from zjtx_kg.clean.mapped import lines
from zjtx_kg.model import Grid, GridCell, Span
from zjtx_kg.rules import RuleSet, load_rules

# What parts the cells of a row, the surest first.
GAPS = tuple(
    map(re.compile, (r"[ \u3000]*\t\s*", r"[ \t\u3000]*[|｜│][ \t\u3000]*", r"[ \xa0\u3000]{2,}", r"[ \xa0\u3000]+"))
)
KINDS = ("number", "lead", "responsible", "amount", "remark", "text", "time")
TELLING = {"lead", "responsible", "amount"}
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2


def printed_tables(text: str) -> tuple[Grid, ...]:
    """The tables of a source text: a line that names columns, years or units among them, and rows that fit below it."""
    header = load_rules("clean-layout")["printed-header"]
    if not header.search(text):
        return ()
    rules, rows = load_rules("outline"), lines(text)
    found, at = [], 0
    while at < len(rows):
        grid = _table(text, rows, at, rules) if header.search(rows[at].of(text)) else []
        if len(grid) > FEWEST_ROWS:
            found.append(Grid(tuple(cell for row in grid for cell in row)))
        at += max(len(grid), 1)
    return tuple(found)


def row_gaps(tables: Sequence[Grid]) -> Iterator[Span]:
    """What parts the cells of the rows, in reading order."""
    for table in tables:
        for left, right in pairwise(table.cells):
            if left.row == right.row:
                yield Span(left.span.end, right.span.start)


def _table(text: str, rows: Sequence[Span], first: int, rules: RuleSet) -> list[list[GridCell]]:
    """The rows of the table whose header is the line `first`; empty where that names no columns."""
    for gap in GAPS:
        names = _cells(text, rows[first], gap)
        kinds = [_kind(fold(name.of(text)), rules) for name in names]
        if len(names) >= FEWEST_COLUMNS and all(kinds) and TELLING & {*kinds} and "text" in kinds:
            break
    else:
        return []
    remarked = 0  # the last row that prints a remark
    found = [[GridCell(name, 0, column) for column, name in enumerate(names)]]
    for at in range(first + 1, len(rows)):
        printed = _cells(text, rows[at], gap)
        if all(_kind(fold(cell.of(text)), rules) for cell in printed):  # another header, or the same on the next page
            return found
        cells = _fitted(printed, kinds, text, rules)
        if not cells and kinds[-1] == "remark":
            cells = _fitted(printed, kinds[:-1], text, rules)
            remark = found[remarked][-1]
            if cells and remarked:  # printed once for this row too
                found[remarked][-1] = replace(remark, height=remark.height + 1)
        if not cells:
            # rows of tasks that lack a merged cell are told apart by the kinds of all cells, one a line
            return found if "amount" in kinds or len(printed) < FEWEST_COLUMNS else []
        remarked = len(found) if len(cells) == len(kinds) else remarked
        found.append([GridCell(cell, len(found), column) for column, cell in enumerate(cells)])
    return found


def _cells(text: str, row: Span, gap: re.Pattern[str]) -> list[Span]:
    """The runs between the gaps of a row."""
    places = [Span(*found.span()).shift(row.start) for found in gap.finditer(row.of(text))]
    edges = zip(
        [row.start, *(place.end for place in places)], [*(place.start for place in places), row.end], strict=True
    )
    return [Span(start, end) for start, end in edges if start < end]


def _kind(name: str, rules: RuleSet) -> str:
    return next((kind for kind in KINDS if rules[f"column-{kind}"].search(name)), "")


def _fitted(cells: list[Span], kinds: Sequence[str], text: str, rules: RuleSet) -> list[Span]:
    """The cells in their columns; empty where they do not fit."""
    words = kinds.index("text")
    extra = len(cells) - len(kinds)
    if extra > 0:  # spaces inside the words of the first column of words
        cells = [*cells[:words], Span(cells[words].start, cells[words + extra].end), *cells[words + extra + 1 :]]
    if len(cells) != len(kinds):
        return []
    figures = (cell for cell, kind in zip(cells, kinds, strict=True) if kind == "amount")
    return cells if all(rules["cell-amount"].search(fold(cell.of(text))) for cell in figures) else []
