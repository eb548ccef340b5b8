"""Targets of goal tables: one row for each indicator, columns for the years, perhaps a unit and a remark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zjtx_kg.extract.quantities import Quantity, find_quantities
from zjtx_kg.extract.targets import find_targets
from zjtx_kg.extract.targets.figures import rules
from zjtx_kg.model import Binding, Cell, Document, Passage, Row, Span, Table, Target
from zjtx_kg.vocabulary import Vocabulary

RULE = "targets.goal-table"
WORDS_OF_SIGN = {"≤": "不超过", "<": "不超过"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, by its index: the indicator, the starting point, the goals by year, unit and remark."""

    indicator: int
    base: tuple[int, int] | None
    goals: tuple[tuple[int, int], ...]
    unit: int | None
    remark: int | None


def read_goal_table(table: Table, document: Document, tiers: Vocabulary, province_level: bool) -> tuple[Target, ...]:
    """The targets of a goal table, one for each row and year to come; none of a table of another kind.

    Args:
        table: a table of `document`; the remark of a merged cell stands in each of its rows.
        document: the clean text, for the quotes.
        tiers: the vocabulary of tiers.
        province_level: as in `find_targets`.
    """
    columns = _columns(table.header)
    if columns is None:
        return ()
    return tuple(target for row in table.rows for target in _row_targets(row, columns, document, tiers, province_level))


def _columns(header: Sequence[str]) -> Columns | None:
    """The columns by their headers; None where no column names an indicator or none a year."""
    years = [(i, int(found["year"])) for i, name in enumerate(header) if (found := rules()["table-year"].search(name))]
    indicator = _column(header, "table-indicator", {i for i, _ in years})
    if indicator is None or not years:
        return None
    first = header[years[0][0]]
    has_base = bool(rules()["table-base"].search(first)) or (len(years) > 1 and not rules()["table-goal"].search(first))
    unit, remark = _column(header, "table-unit", set()), _column(header, "table-remark", set())
    return Columns(indicator, years[0] if has_base else None, tuple(years[has_base:]), unit, remark)


def _column(header: Sequence[str], rule: str, taken: set[int]) -> int | None:
    return next((i for i, name in enumerate(header) if i not in taken and rules()[rule].search(name)), None)


def _row_targets(
    row: Row, columns: Columns, document: Document, tiers: Vocabulary, province_level: bool
) -> Iterator[Target]:
    cells = row.cells[columns.indicator]
    first = next((cell.span for cell in cells if cell.span), None)
    if first is None:
        return
    words = "".join(cell.text for cell in cells).rstrip("。;")
    base = _figure(row, columns.base[0], columns, words) if columns.base else None
    for column, year in columns.goals:
        printed = _printed(row, column, columns, words)
        read = _read(words, printed, tiers, province_level) if printed else None
        place = _span(row.cells[column])
        if read is None or place is None:
            continue
        value = _quantity(printed)
        yield replace(
            read,
            source="table",
            value=value.value if value else read.value,
            unit=(value.unit if value else None) or read.unit,
            year=year,
            baseline=base.value if base else None,
            baseline_year=columns.base[1] if base and columns.base else None,
            binding=_binding(row, columns),
            quote=document.quote(_between(first, place), RULE),
        )


def _read(words: str, printed: str, tiers: Vocabulary, province_level: bool) -> Target | None:
    """The target that the words of a row tell, alone or, where they only name what is counted, with the figure."""
    name = rules()["table-bracketed-unit"].pattern.sub("", words)
    for text in (words, f"{name}{'' if printed.startswith('不超过') else '达到'}{printed}"):
        if found := find_targets([Passage(text, 0, None)], tiers, province_level):
            return found[0]
    return None


def _printed(row: Row, column: int, columns: Columns, words: str) -> str:
    """The figure of a cell with its unit, which another column or a bracket may print; empty where there is none."""
    found = rules()["table-number"].search("".join(cell.text for cell in row.cells[column]).strip())
    if not found:
        return ""
    sign = WORDS_OF_SIGN.get(found["sign"], "")
    unit = "" if re.match(r"[一-龥%‰]", found["rest"]) and not _is_bound(found["rest"]) else _unit(row, columns, words)
    return f"{sign}{found['number']}{unit}{found['rest']}"


def _is_bound(rest: str) -> bool:
    return bool(rules()["bound"].search(rest))


def _unit(row: Row, columns: Columns, words: str) -> str:
    if columns.unit is not None and row.cells[columns.unit]:
        printed = row.cells[columns.unit][0].text
        return "" if rules()["table-no-unit"].search(printed) else printed
    bracketed = rules()["table-bracketed-unit"].search(words)
    return bracketed["unit"] if bracketed else ""


def _figure(row: Row, column: int, columns: Columns, words: str) -> Quantity | None:
    return _quantity(_printed(row, column, columns, words))


def _quantity(printed: str) -> Quantity | None:
    found = find_quantities(f"达到{printed}")
    return found[0] if found else None


def _span(cells: Sequence[Cell]) -> Span | None:
    return next((cell.span for cell in reversed(cells) if cell.span), None)


def _between(first: Span, last: Span) -> Span:
    return Span(min(first.start, last.start), max(first.end, last.end))


def _binding(row: Row, columns: Columns) -> Binding | None:
    remark = "".join(cell.text for cell in row.cells[columns.remark]) if columns.remark is not None else ""
    if rules()["binding"].search(remark):
        return "binding"
    return "guiding" if rules()["guiding"].search(remark) else None
