"""The tables of a source: their cells kept apart while the text is cleaned, and found again in the clean text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from zjtx_kg.clean.fold import fold
from zjtx_kg.clean.labels import is_field_line, narrowed
from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.clean.printed import row_gaps
from zjtx_kg.model import Grid, GridCell, Span


def part_cells(text: MappedText, tables: Sequence[Grid], printed: Sequence[Grid] = ()) -> MappedText:
    """Each cell on lines of its own, which no later step joins with others; a row of a portal's fields stays a line.

    Args:
        text: a source text.
        tables: the tables that the file marks, whose cells tabs part.
        printed: those that its lines print, where there are none of the former.
    """
    if printed:
        walls = {wall for table in printed for cell in table.cells for wall in (cell.span.start, cell.span.end)}
        parted = text.edit(Edit(gap, "\n") for gap in row_gaps(printed))
        return replace(parted, walls=tuple(sorted(walls)))
    tabs = {tab for table in tables for tab in _tabs(table, text.text)}
    walls = {wall for table in tables for cell in table.cells for wall in (cell.span.start, cell.span.end)}
    parted = text.edit(Edit(Span(tab, tab + 1), "\n") for tab in sorted(tabs))
    return replace(parted, walls=tuple(sorted(walls)))


def _tabs(table: Grid, text: str) -> Iterator[int]:
    """The places of the tabs that part the cells of a row."""
    for _, cells in groupby(table.cells, key=lambda cell: cell.row):
        row = [cell.span for cell in cells if cell.span.start < cell.span.end]
        if row and not _is_field_row(text[row[0].start : row[-1].end]):
            yield from (span.start - 1 for span in row[1:] if text[span.start - 1] == "\t")


def _is_field_row(words: str) -> bool:
    return "\n" not in words and is_field_line(narrowed(fold(words)))


def tables_in_clean_text(tables: Sequence[Grid], origin: Sequence[int]) -> tuple[Grid, ...]:
    """The tables with the places of their cells in the clean text."""
    return tuple(Grid(tuple(_in_clean_text(cell, origin) for cell in table.cells)) for table in tables)


def _in_clean_text(cell: GridCell, origin: Sequence[int]) -> GridCell:
    return replace(cell, span=Span(bisect_left(origin, cell.span.start), bisect_left(origin, cell.span.end)))
