"""Tasks: the rows of a table that splits measures into tasks with responsible units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from zjtx_kg.extract.units import read_list
from zjtx_kg.model import Document, Finding, Measure, Outline, Quote, Role, Row, Span, Task
from zjtx_kg.outline.tables import column_kinds
from zjtx_kg.rules import load_rules

NAMES = ("number", "text")  # kinds of the columns by which a row names its measure
ROLES: dict[str, Role] = {"lead": "lead", "responsible": "responsible"}


def read_tasks(outline: Outline, measures: Sequence[Measure]) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """The tasks of all task tables, and findings on rows whose measure is not known."""
    tasks: list[Task] = []
    findings: list[Finding] = []
    by_heading = _unique((measure.heading, measure.id) for measure in measures)
    by_number = _unique((measure.number, measure.id) for measure in measures)
    for table in outline.tables:
        kinds = column_kinds(table.header, load_rules("outline"))
        for row in table.rows if "lead" in kinds or "responsible" in kinds else ():
            cells = [[cell.text for cell in column] for column in row.cells]
            named = {kind: ["".join(t) for t, k in zip(cells, kinds, strict=True) if k == kind] for kind in NAMES}
            names = [name for kind in NAMES for name in named[kind]]
            measure = next((by_heading[name] for name in names if name in by_heading), None) or by_number.get(names[0])
            if measure is None:
                findings.append(Finding("tasks.measure", f"row {names[0]} belongs to no known measure", span=row.span))
            if task := _task(outline.document, row, kinds, measure):
                tasks.append(task)
    return tuple(tasks), tuple(findings)


def _unique(pairs: Iterator[tuple[str | None, str]]) -> dict[str, str]:
    """The ids by keys that stand for one id only."""
    known = [(key, id_) for key, id_ in pairs if key]
    counts = Counter(key for key, _ in known)
    return {key: id_ for key, id_ in known if counts[key] == 1}


def _task(document: Document, row: Row, kinds: Sequence[str], measure: str | None) -> Task | None:
    """The task of a row: its units, and the words of the last column of words before them, or of the last at all."""
    first_units = min(index for index, kind in enumerate(kinds) if kind in ROLES)
    texts = [(at, column) for at, (column, kind) in enumerate(zip(row.cells, kinds, strict=True)) if kind == "text"]
    words = [column for at, column in texts if at < first_units] or [column for _, column in texts]
    spans = [cell.span for cell in words[-1] if cell.span] if words else []
    if not spans:
        return None
    units = [
        unit
        for column, kind in zip(row.cells, kinds, strict=True)
        for cell in column
        if kind in ROLES
        for unit in (read_list(document, cell.span, ROLES[kind]) if cell.span else ())
    ]
    place = Span(spans[0].start, spans[-1].end)
    text = "".join(cell.text for cell in words[-1])
    return Task(measure, text, tuple(units), Quote(place, place.of(document.text), "tasks.row"))
