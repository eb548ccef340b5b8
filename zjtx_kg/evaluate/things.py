"""What printed names stand for, held against tables made by reading: a row for each document and name."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from zjtx_kg.errors import SourceError
from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.tally import Tally, tally_same
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Record
from zjtx_kg.resolve import department_reader, home_of

FUNCTIONS = "functions.csv"
NONE = "none"


def evaluate_things(case: Case, record: Record, knowledge: Knowledge) -> Evaluation:
    """The kinds of `THING_KINDS` of one document, as `record` places it."""
    return Evaluation({"functions": _functions(case, record, knowledge)})


def _functions(case: Case, record: Record, knowledge: Knowledge) -> Tally:
    """The main function of each unit that the document prints; `none` of those who govern."""
    home = home_of(record.fields, knowledge.regions)
    reader = department_reader(record, home, knowledge.regions, knowledge.functions)
    rows = load_rows(case.tables / FUNCTIONS, case.id, ("document", "printed", "function"))
    gold = Counter((row["printed"], row["function"] or NONE) for row in rows)
    return tally_same(gold, Counter((row["printed"], reader.read(row["printed"]).function or NONE) for row in rows))


def load_rows(table: Path, document: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a document in a table, none where there is no such table; `SourceError` where it is broken."""
    return [row for row in load_table(table, columns) if row["document"] == document]


def load_table(table: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """All rows of a table, none where there is no such table; `SourceError` where it is broken."""
    if not table.is_file():
        return []
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in enumerate(rows, 2):
        if tuple(row) != columns or None in row.values():
            raise SourceError(f"not the columns {columns}", where=f"{table}:{line}", remedy="Mend the line.")
    return rows
