"""The rows of a table, recovered from the kinds of its cells: number, words, units, figures, remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_kg.model import Cell, Finding, Row, Span
from zjtx_kg.outline.entries import entries_of
from zjtx_kg.outline.numbering import Line
from zjtx_kg.rules import RuleSet, load_rules

MOST_NAME_LINES = 3
UNIT_KINDS = ("lead", "responsible")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines from one row number to the next; the block before the first number has none, nor has an unnumbered."""

    number: Line | None
    lines: list[Line]
    unnumbered: bool = False


class RowReader:
    """Reads the blocks of one table in order; keeps the group and the remark that hold for the rows that follow."""

    def __init__(self, kinds: Sequence[str], headings: frozenset[str], rules: RuleSet) -> None:
        self.kinds = tuple(kinds)
        self.headings = headings
        self.rules = rules
        self.findings: list[Finding] = []
        self.group = ""
        self.remark = ""

    def is_number(self, text: str, following: str, expected: int, block: Block) -> bool:
        """Whether a line numbers the next row: it counts on, or begins anew, and is no figure that is due in `block`.

        Where words follow and no remark may, it is no figure even if one is due: a cell was lost.
        """
        if not self.rules["cell-number"].search(text) or int(text.rstrip(".、")) not in (expected, 1):
            return False
        if "remark" not in self.kinds and not self.rules["cell-amount"].search(following):
            return True
        figures = sum(self._is_amount(line) for line in block.lines)
        return block.number is None or figures >= self.kinds.count("amount")

    def read(self, block: Block) -> list[Row]:
        """The rows of a block."""
        if block.number is None and not block.unnumbered:
            self._take_groups(block.lines)
            return []
        number = [block.number] if block.number else []
        if "amount" in self.kinds:
            return self._read_goal(number, block.lines)
        if any(kind in UNIT_KINDS for kind in self.kinds):
            return self._read_tasks(number, block.lines)
        self._report("a table of another kind is not read", [*number, *block.lines])
        return []

    def is_full(self, block: Block, following: Line) -> bool:
        """Whether a row of goals without a number has all its figures, so that a line after it is of the next row."""
        if "amount" not in self.kinds or self._is_amount(following):
            return False
        last = block.lines[-1] if block.lines else following
        remarked = "remark" in self.kinds and self.rules["cell-remark"].search(following.text) is not None
        figures = sum(self._is_amount(line) for line in block.lines)
        return figures >= self.kinds.count("amount") and not (remarked and self._is_amount(last))

    # --- goals: words, figures, a remark ---

    def _read_goal(self, number: Sequence[Line], lines: Sequence[Line]) -> list[Row]:
        first = next((index for index, line in enumerate(lines) if index and self._is_amount(line)), len(lines))
        if self._prints_no_unit(lines[first:]):
            first += 1
        amounts = [line for line in lines[first:] if self._is_amount(line)]
        rest = [line for line in lines[first:] if not self._is_amount(line)]
        remark = rest[:1] if "remark" in self.kinds and rest and not self._is_group(rest[0]) else []
        others = [line for line in rest[len(remark) :] if not self._is_group(line)]
        wanted = self.kinds.count("amount")
        if len(amounts) != wanted:
            self._report(f"{len(amounts)} figures for {wanted} columns", [*number, *lines])
            amounts = []
        elif others:
            self._report("cells that fit in no row", others)
        cells = {
            "number": [[_cell(line) for line in number]],
            "text": self._columns_of_words(lines[:first]),
            "amount": [[_cell(line)] for line in amounts],
            "remark": [self._remark(remark)],
        }
        row = self._row(cells, [*number, *lines[:first], *amounts, *remark])
        self._take_groups([line for line in rest if self._is_group(line)])
        return [row]

    def _prints_no_unit(self, lines: Sequence[Line]) -> bool:
        """Whether a dash before the figures stands in the column of words before them, which holds the unit."""
        figures = sum(self._is_amount(line) for line in lines)
        return (
            self.kinds.count("text") > 1
            and figures == self.kinds.count("amount") + 1
            and bool(self.rules["cell-dash"].search(lines[0].text))
        )

    def _is_amount(self, line: Line) -> bool:
        return bool(self.rules["cell-amount"].search(line.text))

    def _remark(self, lines: Sequence[Line]) -> list[Cell]:
        """The remark of a row; one printed for a merged cell holds for the rows after it."""
        if lines:
            self.remark = lines[0].text
            return [_cell(lines[0])]
        return [Cell(self.remark, None)]

    def _columns_of_words(self, lines: Sequence[Line]) -> list[list[Cell]]:
        """Words in their columns: the later columns hold one line each, the first what is left."""
        later = self.kinds.count("text") - 1
        cut = max(len(lines) - later, min(len(lines), 1))
        return [[_cell(line) for line in lines[:cut]], *([_cell(line)] for line in lines[cut:])]

    # --- tasks: a name for several rows, then words and units by turns ---

    def _read_tasks(self, number: Sequence[Line], lines: Sequence[Line]) -> list[Row]:
        cut = next(index for index, kind in enumerate(self.kinds) if kind in UNIT_KINDS)
        early, late = self.kinds[:cut].count("time"), self.kinds[cut:].count("time")
        name = self._name_length(lines) if number and self.kinds[:cut].count("text") > 1 else 0
        names = [[_cell(line) for line in lines[:name]]] if name else []
        own = [*number, *lines[:name]]
        rows: list[Row] = []
        entries = list(entries_of(lines[name:], load_rules("units")))
        for index, (before, units) in enumerate(entries):
            words = before[late if index else 0 :]
            if not units:
                self._take_groups(words)
                continue
            after = entries[index + 1][0][:late] if index + 1 < len(entries) else []
            limits = [*words[len(words) - early :], *after]
            cells = {
                "number": [[Cell(line.text, None if rows else line.span) for line in number]],
                "text": [*names, [_cell(line) for line in words[: len(words) - early]]],
                "time": [[_cell(line)] for line in limits],
                **self._units_by_column(units),
            }
            rows.append(self._row(cells, [*own, *words, *units, *after]))
            names, own = [[Cell(cell.text, None) for cell in column] for column in names], []
        if not rows:
            self._report("a row without units", [*number, *lines])
        return rows

    def _name_length(self, lines: Sequence[Line]) -> int:
        """How many lines the name of the task takes: those that make up a heading of the main text, else one."""
        joined = ""
        for count, line in enumerate(lines[:MOST_NAME_LINES], 1):
            joined += line.text
            if joined in self.headings:
                return count
        return min(len(lines), 1)

    def _units_by_column(self, units: Sequence[Line]) -> dict[str, list[list[Cell]]]:
        """The lines of units in their columns: of several, those before the line joined by 、 belong to the lead."""
        if "lead" not in self.kinds or "responsible" not in self.kinds:
            only = "lead" if "lead" in self.kinds else "responsible"
            return {only: [[_cell(line) for line in units]]}
        joined = next((index for index, line in enumerate(units) if "、" in line.text), 1)
        cut = max(joined, 1) if len(units) > 2 else 1
        return {"lead": [[_cell(line) for line in units[:cut]]], "responsible": [[_cell(line) for line in units[cut:]]]}

    # --- both ---

    def _is_group(self, line: Line) -> bool:
        return line.text in self.headings or bool(self.rules["cell-group"].search(line.text))

    def _take_groups(self, lines: Sequence[Line]) -> None:
        """Lines between rows: the heads of groups; any other is reported."""
        for line in lines:
            if self._is_group(line):
                self.group = line.text
            else:
                self._report("a cell that fits in no row", [line])

    def _row(self, cells: dict[str, list[list[Cell]]], lines: Sequence[Line]) -> Row:
        """The row with its cells in the order of the header; columns without a cell are empty."""
        left = {kind: list(columns) for kind, columns in cells.items()}
        ordered = tuple(tuple(left[kind].pop(0)) if left.get(kind) else () for kind in self.kinds)
        return Row(ordered, Span(lines[0].span.start, max(line.span.end for line in lines)), self.group)

    def _report(self, problem: str, lines: Sequence[Line]) -> None:
        span = Span(lines[0].span.start, lines[-1].span.end)
        self.findings.append(
            Finding("outline.table", f"{problem}: {' / '.join(line.text for line in lines)}", span=span)
        )


def _cell(line: Line) -> Cell:
    return Cell(line.text, line.span)
