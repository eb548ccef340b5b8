"""Tables that the file itself marks as such, taken out of the lines and read from the places of their cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from zjtx_kg.model import Document, Finding, GridCell, Table
from zjtx_kg.outline.grid_rows import UNIT_KINDS, Columns, GridReader, Places
from zjtx_kg.outline.numbering import Line
from zjtx_kg.outline.tables import annex_title, column_kind, column_kinds
from zjtx_kg.rules import RuleSet

FEWEST_COLUMNS, MOST_COLUMNS = 2, 50
MOST_ROWS_ABOVE = 4  # rows of a title over the header
MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a table from `top` up to `below` that name its columns."""

    top: int
    below: int
    columns: Columns


@dataclass(frozen=True, slots=True)
class Marked:
    """The tables of tasks and goals that a file marks, the lines outside them, and findings on their rows."""

    tables: tuple[Table, ...]
    rest: list[Line]
    findings: tuple[Finding, ...]


def read_grids(document: Document, lines: Sequence[Line], rules: RuleSet) -> Marked:
    """The tables of `document` whose header names units or years, and all lines outside them.

    Other tables stay among the lines: they may lay out the page, hold a portal's fields or a part of the text.
    """
    starts = [line.span.start for line in lines]
    readers: list[GridReader] = []
    taken: set[int] = set()
    last = 0  # index of the line behind the table that was read last
    for grid in document.tables:
        places = Places(grid, document.text)
        first, behind = bisect_left(starts, places.span.start), bisect_left(starts, places.span.end)
        if readers and first < last:  # it stands in a cell of that table
            continue
        header = find_header(places, rules)
        goes_on = bool(readers) and first == last and _goes_on(readers[-1], places, header)
        if not goes_on and header:
            titled = first > 0 and rules["table-title"].search(lines[first - 1].text)
            title = _title(places, header) or annex_title(lines, first, rules)
            readers.append(GridReader(title, header.columns, rules))
            taken.update(range(first - bool(titled), first))
        elif not goes_on:
            continue
        readers[-1].read(places, header.below if header else 0, goes_on)
        taken.update(range(first, behind))
        last = behind
    rest = [line for at, line in enumerate(lines) if at not in taken]
    findings = chain.from_iterable(reader.findings for reader in readers)
    return Marked(tuple(reader.table() for reader in readers), rest, tuple(findings))


def _goes_on(reader: GridReader, places: Places, header: Header | None) -> bool:
    """Whether the table right before goes on behind a page break, with its header printed again or none."""
    if header:
        return header.columns.names == reader.columns.names
    return bool(places.rows) and places.width == reader.columns.places[-1][1]


def find_header(places: Places, rules: RuleSet) -> Header | None:
    """The header of a table of tasks or goals: rows near the top that name columns of units or years beside others."""
    for top, row in enumerate(places.rows[:MOST_ROWS_ABOVE]):
        below = top + max((cell.height for cell in row), default=0)
        too_many = len(row) > MOST_COLUMNS or below - top > MOST_HEADER_ROWS
        if too_many or any(cell.row != top for cell in row):
            continue
        columns = _columns(places, range(top, min(below, len(places.rows))), rules)
        known = {column_kind(name, rules) for name in columns.names}
        if len(columns.names) >= FEWEST_COLUMNS and known & {*UNIT_KINDS, "amount"} and known & {"number", "text"}:
            return Header(top, below, columns)
    return None


def _columns(places: Places, rows: range, rules: RuleSet) -> Columns:
    """The columns under the cells of the last row of a header."""
    above: dict[int, list[GridCell]] = {}
    for row in rows:
        for cell in places.rows[row]:
            for column in range(cell.column, cell.column + cell.width):
                if cell not in above.setdefault(column, []):
                    above[column].append(cell)
    leaves = places.rows[rows[-1]] if rows else []
    stacks = [[places.words(cell) for cell in above[leaf.column]] for leaf in leaves]
    names = [_name([words for words in stack if words], rules) for stack in stacks]
    reach = tuple((leaf.column, leaf.column + leaf.width) for leaf in leaves)
    return Columns(reach, tuple(names), column_kinds(names, rules))


def _name(stack: Sequence[str], rules: RuleSet) -> str:
    """The name of a column under several header cells: the last one, with those above where a year is told so."""
    last = stack[-1] if stack else ""
    if column_kind(last, rules) not in (None, "amount"):
        return last
    joined = ("".join(reversed(stack)), "".join(stack))
    return next((name for name in (*joined, *reversed(stack)) if column_kind(name, rules)), joined[0])


def _title(places: Places, header: Header) -> str:
    """The words of the rows over the header."""
    return "".join(places.words(cell) for row in places.rows[: header.top] for cell in row)
