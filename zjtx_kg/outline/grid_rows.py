"""The rows of a table whose cells are known: which column each cell lies in, what is merged, what heads a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_kg.model import Cell, Finding, Grid, GridCell, Row, Span, Table
from zjtx_kg.outline.entries import mended
from zjtx_kg.outline.numbering import Line
from zjtx_kg.rules import RuleSet, load_rules

UNIT_KINDS = ("lead", "responsible")
MOST_PLACES = 1_000_000  # of cells in rows: what has more is no table of a policy


class Places:
    """A table as rows of cells, one that is merged in each of its rows; offsets index `text`."""

    def __init__(self, grid: Grid, text: str) -> None:
        self.text = text
        self.span = Span(grid.cells[0].span.start, max(cell.span.end for cell in grid.cells))
        self.width = max(cell.column + cell.width for cell in grid.cells)
        self.rows: list[list[GridCell]] = []
        if sum(cell.height for cell in grid.cells) <= MOST_PLACES:
            self.rows = [[] for _ in range(max(cell.row + cell.height for cell in grid.cells))]
        for cell in sorted(grid.cells, key=lambda cell: cell.column) if self.rows else ():
            for row in range(cell.row, cell.row + cell.height):
                self.rows[row].append(cell)

    def words(self, cell: GridCell) -> str:
        """The words of a cell, its lines joined."""
        return cell.span.of(self.text).replace("\n", "")

    def lines(self, cell: GridCell) -> list[Line]:
        """The lines of a cell."""
        lines, start = [], cell.span.start
        for words in cell.span.of(self.text).split("\n"):
            if words:
                lines.append(Line(Span(start, start + len(words)), words))
            start += len(words) + 1
        return lines


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: from which to which place each reaches, its name and its kind."""

    places: tuple[tuple[int, int], ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]

    def touched(self, cell: GridCell) -> list[int]:
        """The columns that a cell lies in."""
        begin, end = cell.column, cell.column + cell.width
        return [at for at, (first, last) in enumerate(self.places) if first < end and begin < last]


class GridReader:
    """Reads the rows of one table, which may go on in another grid behind a page break."""

    def __init__(self, title: str, columns: Columns, rules: RuleSet) -> None:
        self.title = title
        self.columns = columns
        self.rules = rules
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self.group = ""

    def table(self) -> Table:
        """The table as far as it is read."""
        return Table(self.title, self.columns.names, tuple(self.rows))

    def read(self, places: Places, first: int, goes_on: bool = False) -> None:
        """The rows from `first` on; where the table goes on, cells that stand empty at its top are merged ones."""
        for at in range(first, len(places.rows)):
            cells = [cell for cell in places.rows[at] if places.words(cell)]
            own = [cell for cell in cells if cell.row == at]
            if not own or [places.words(cell) for cell in own] == list(self.columns.names):
                continue
            if len(cells) == 1 and self._heads_group(cells[0], places):
                self.group = places.words(cells[0])
            else:
                self._take(self._by_column(cells, places), Span(own[0].span.start, own[-1].span.end), goes_on)
                goes_on = False

    def _heads_group(self, cell: GridCell, places: Places) -> bool:
        wide = len(self.columns.touched(cell)) > 1
        return wide or bool(self.rules["cell-group"].search(places.words(cell)))

    def _by_column(self, cells: Sequence[GridCell], places: Places) -> list[tuple[Cell, ...]]:
        """The lines of each column; of a cell over several columns they stand in the first."""
        lines: list[list[Line]] = [[] for _ in self.columns.kinds]
        for cell in cells:
            if touched := self.columns.touched(cell):
                lines[touched[0]] += places.lines(cell)
        units = load_rules("units")
        whole = (
            list(mended(column, units)) if kind in UNIT_KINDS and column else column
            for column, kind in zip(lines, self.columns.kinds, strict=True)
        )
        return [tuple(Cell(line.text, line.span) for line in column) for column in whole]

    def _take(self, cells: list[tuple[Cell, ...]], span: Span, goes_on: bool) -> None:
        """A row; without figures or units it is reported, unless the row before the page break goes on in it."""
        kinds = self.columns.kinds
        wanted = ("amount",) if "amount" in kinds else UNIT_KINDS
        found = any(column for column, kind in zip(cells, kinds, strict=True) if kind in wanted)
        if goes_on and not found and self.rows and not cells[0]:
            before = self.rows.pop()
            cells = [first + second for first, second in zip(before.cells, cells, strict=True)]
            span = Span(before.span.start, span.end)
        elif not found:
            words = " / ".join(cell.text for column in cells for cell in column)
            self.findings.append(Finding("outline.table", f"a row without figures or units: {words}", span=span))
            return
        self.rows.append(Row(tuple(self._with_names_above(cells, goes_on)), span, self.group))

    def _with_names_above(self, cells: Sequence[tuple[Cell, ...]], goes_on: bool) -> list[tuple[Cell, ...]]:
        """The cells of a row, those that stand empty since they hold for several rows filled from the row above."""
        above = self.rows[-1].cells if self.rows else [()] * len(cells)
        return [
            own or (before if self._holds_on(at, goes_on) else ())
            for at, (own, before) in enumerate(zip(cells, above, strict=True))
        ]

    def _holds_on(self, at: int, goes_on: bool) -> bool:
        """Whether an empty cell of a column stands for the one above: numbers and names of a task with several rows."""
        kinds = self.columns.kinds
        if "amount" in kinds:
            return goes_on and kinds[at] != "amount"
        units = next(index for index, kind in enumerate(kinds) if kind in UNIT_KINDS)
        *names, words = [index for index, kind in enumerate(kinds[:units]) if kind in ("number", "text")] or [-1]
        return at in names or (goes_on and at == words)
