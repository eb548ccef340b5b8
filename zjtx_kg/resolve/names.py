"""What the printed stem of a unit is short for, and what replaced a kind of department (data/departments.md)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zjtx_kg.errors import VocabularyError
from zjtx_kg.resources import resource

ENDINGS = {"委员会": "委员会", "委": "委员会", "局": "局", "厅": "厅", "分局": "分局"}


@dataclass(frozen=True, slots=True)
class Entry:
    """The full form of a stem, and the provinces (two digits) where it does not hold."""

    full: str
    not_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class Succession:
    """What replaced a kind of department in the reform of the year `effective`, by the plan of that title."""

    effective: int
    successor: str
    provinces: frozenset[str]
    plan: str


@dataclass(frozen=True, slots=True)
class DepartmentNames:
    """The tables of names: `entries` by kind and printed stem, `successions` by full stem."""

    entries: Mapping[tuple[str, str], Entry]
    successions: Mapping[str, tuple[Succession, ...]]

    def full(self, stem: str, province: str = "") -> str:
        """The stem written out, perhaps with `{region}` or `{short}` in it; as printed where the tables have none."""
        for kind, words, ending in (("whole", stem, ""), *(("body", stem.removesuffix(end), end) for end in ENDINGS)):
            entry = self.entries.get((kind, words)) if stem.endswith(ending) else None
            if entry is not None and province not in entry.not_in and (kind == "whole" or words != stem):
                return entry.full + ENDINGS.get(ending, "")
        return stem

    def national(self, printed: str) -> str | None:
        """The whole name of a unit of the central government; None where `printed` is none."""
        entry = self.entries.get(("national", printed))
        return entry.full if entry else None

    def prefix(self, printed: str) -> tuple[str, str] | None:
        """Of a branch: the body's whole name and what follows it; None where `printed` begins with no such body."""
        begun = (words for kind, words in self.entries if kind == "prefix" and printed.startswith(words))
        words = max(begun, key=len, default=None)
        return (self.entries["prefix", words].full, printed.removeprefix(words)) if words else None

    def template(self, kind: str) -> str:
        """How a unit of that kind is written out, with `{region}` in it."""
        return self.entries["template", kind].full

    def successor(self, full_stem: str, province: str) -> Succession | None:
        """What replaced a kind of department in a province; None where it stands or that is not known."""
        holds = (s for s in self.successions.get(full_stem, ()) if not s.provinces or province in s.provinces)
        return next(holds, None)


@lru_cache(maxsize=1)
def load_department_names(folder: Path | None = None) -> DepartmentNames:
    """The tables of `data/`; `VocabularyError` where one is broken."""
    folder = folder or resource("data")
    entries = {
        (row["kind"], row["printed"]): Entry(row["full"], frozenset(row["not_in"].split()))
        for _, row in rows_of(folder / "department-names.csv", ("kind", "printed", "full", "not_in"))
    }
    successions: dict[str, tuple[Succession, ...]] = {}
    for place, row in rows_of(
        folder / "department-successions.csv", ("name", "effective", "successor", "provinces", "plan")
    ):
        if not re.fullmatch(r"(19|20)\d\d", row["effective"]):
            raise VocabularyError(f"no year: {row['effective']!r}", where=place, remedy="Write four digits.")
        one = Succession(int(row["effective"]), row["successor"], frozenset(row["provinces"].split()), row["plan"])
        successions[row["name"]] = (*successions.get(row["name"], ()), one)
    return DepartmentNames(entries, successions)


def rows_of(path: Path, columns: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """The rows of a table, each with its file and line."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(f"{path}:{line}", row) for line, row in enumerate(csv.DictReader(file), 2)]
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"cannot be read ({error})", where=str(path), remedy="Restore the file.") from error
    for place, row in rows:
        if tuple(row) != columns or None in row.values():
            raise VocabularyError(f"not the columns {columns}", where=place, remedy="Mend the line.")
    return rows
