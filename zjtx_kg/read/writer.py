"""Text under construction: one paragraph a line, with the places of the tables and their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from zjtx_kg.model import Finding, Grid, GridCell, Span

WHITE = re.compile("[ \t\n\r\f]+")
FEWEST_CELLS = 2  # a table of one cell only frames its words


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader takes out of a file; the fields mean what they mean in `Source`."""

    encoding: str
    text: str
    tables: tuple[Grid, ...] = ()
    findings: tuple[Finding, ...] = ()
    media_type: str = "text/plain"


class Writer:
    """Takes words in reading order, and tables row by row.

    What parts words from those before them, a line break, a space, or the tab before the next cell of a row, is
    written only when words follow: so no line is blank and none ends in white space.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._pending = ""
        self._cells: list[list[GridCell]] = []  # of each table that is open
        self._tables: list[Grid] = []
        self._findings: list[Finding] = []

    def write(self, words: str) -> None:
        """Words as they are."""
        if not words:
            return
        if self._length:
            words = self._pending + words
        self._pieces.append(words)
        self._length += len(words)
        self._pending = ""

    def inline(self, words: str) -> None:
        """Words of a paragraph in which any run of white space is one space."""
        spaced = WHITE.sub(" ", words)
        if spaced.startswith(" "):
            self._pending = self._pending or " "
        bare = spaced.strip(" ")
        self.write(bare)
        if bare and spaced.endswith(" "):
            self._pending = " "

    def tab(self) -> None:
        """What follows is set apart in the line by a tab."""
        if self._pending in ("", " "):
            self._pending = "\t"

    def end_line(self) -> None:
        """What follows stands on a line of its own, unless it opens a cell."""
        if not self._opens_cell():
            self._pending = "\n"

    def _opens_cell(self) -> bool:
        cells = self._cells[-1] if self._cells else []
        return bool(cells) and cells[-1].span.start == cells[-1].span.end == self._length

    def open_table(self) -> None:
        """What follows belongs to a table; it may stand in the cell of another."""
        self._pending = "\n"
        self._cells.append([])

    def open_row(self) -> None:
        """What follows belongs to the next row of the innermost table."""
        self._pending = "\n"

    def open_cell(self, row: int, column: int, height: int = 1, width: int = 1) -> None:
        """What follows belongs to a cell of the innermost table."""
        cells = self._cells[-1]
        self._pending = "\t" if cells and cells[-1].row == row else "\n"
        cells.append(GridCell(Span(self._length, self._length), row, column, height, width))

    def close_cell(self) -> None:
        """The cell that was opened last is read."""
        cell = self._cells[-1][-1]
        opened = cell.span.start
        start = opened + (0 < opened < self._length)  # what parts it from the words before it is one character
        self._cells[-1][-1] = replace(cell, span=Span(start, self._length))

    def close_table(self) -> None:
        """The innermost table is read; what is merged beyond its last row ends there."""
        self._pending = "\n"
        cells = self._cells.pop()
        rows = cells[-1].row + 1 if cells else 0
        if len(cells) >= FEWEST_CELLS:
            self._tables.append(Grid(tuple(replace(one, height=min(one.height, rows - one.row)) for one in cells)))

    def report(self, rule: str, message: str) -> None:
        """Something of the file that is not in the text, at the place that is reached."""
        self._findings.append(Finding(rule, message, span=Span(self._length, self._length)))

    def extracted(self, encoding: str, media_type: str) -> Extracted:
        """All that was written, the tables in the order in which they begin."""
        tables = sorted(self._tables, key=lambda table: table.cells[0].span.start)
        return Extracted(encoding, "".join(self._pieces), tuple(tables), tuple(self._findings), media_type)
