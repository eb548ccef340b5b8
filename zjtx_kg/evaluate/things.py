"""What printed names stand for, held against tables made by reading: a row for each document and name."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from zjtx_kg.errors import SourceError
from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.tally import Tally, tally_same
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Record
from zjtx_kg.resolve import department_reader, home_of, resolve

FUNCTIONS, INDICATORS = "functions.csv", "indicators.csv"
NONE = "none"

Pair = tuple[tuple[str, str], tuple[str, str]]
"""Two indicators, each by document and printed words."""


def evaluate_things(case: Case, record: Record, knowledge: Knowledge) -> Evaluation:
    """The functions of the units of one document, as `record` places it."""
    return Evaluation({"functions": _functions(case, record, knowledge)})


def _functions(case: Case, record: Record, knowledge: Knowledge) -> Tally:
    """The main function of each unit that the document prints; `none` of those who govern."""
    home = home_of(record.fields, knowledge.regions)
    reader = department_reader(record, home, knowledge.regions, knowledge.functions)
    rows = load_rows(case.tables / FUNCTIONS, case.id, ("document", "printed", "function"))
    gold = Counter((row["printed"], row["function"] or NONE) for row in rows)
    return tally_same(gold, Counter((row["printed"], reader.read(row["printed"]).function or NONE) for row in rows))


def evaluate_indicators(cases: Sequence[Case], records: Mapping[str, Record], knowledge: Knowledge) -> list[Evaluation]:
    """For each case the pairs of its printed indicators, with each other and with those of later cases, that meet."""
    printed: list[tuple[str, str]] = []
    gold: dict[tuple[str, str], object] = {}
    read: dict[tuple[str, str], object] = {}
    for case in cases:
        found = resolve(records[case.id], knowledge).indicators
        for row in load_rows(case.tables / INDICATORS, case.id, ("document", "printed", "key")):
            here = (case.id, row["printed"])
            printed.append(here)
            gold[here] = row["key"]
            read[here] = found[row["printed"]].key if row["printed"] in found else here
    pairs = list(combinations(printed, 2))
    return [
        Evaluation({"indicators": tally_same(_meeting(pairs, gold, case.id), _meeting(pairs, read, case.id))})
        for case in cases
    ]


def _meeting(pairs: Iterable[Pair], keys: Mapping[tuple[str, str], object], document: str) -> Counter[tuple[Any, ...]]:
    """The pairs of one key whose first indicator this document prints."""
    return Counter((a[1], *b) for a, b in pairs if a[0] == document and keys[a] == keys[b])


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
