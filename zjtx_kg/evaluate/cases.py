"""Documents with their annotations: the sources of a catalogue, or composed pages with the annotations beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from zjtx_kg.catalogue import load_catalogue
from zjtx_kg.errors import SourceError

FirstSight = Mapping[str, Mapping[str, str]]
"""Set of pages → kind → exact F1 when extraction first saw the set, as printed."""


@dataclass(frozen=True, slots=True)
class Case:
    """A document that is evaluated.

    Args:
        id: what the figures call it: a catalogue's id, of a page `SET/NAME`.
        source: its file as received.
        annotation: the record made by reading it.
        tables: folder of the tables that say for all its documents what printed names stand for.
    """

    id: str
    source: Path
    annotation: Path
    tables: Path


def catalogued(data: Path, gold: Path) -> tuple[Case, ...]:
    """The documents of the catalogue in `data` that have an annotation `gold/ID.json`, in the catalogue's order.

    Raises:
        CatalogueError: as `load_catalogue`.
        SourceError: no document of the catalogue has an annotation there.
    """
    cases = (Case(entry.id, data / entry.file, gold / f"{entry.id}.json", gold) for entry in load_catalogue(data))
    return _some((case for case in cases if case.annotation.is_file()), gold, "Name them ID.json after the catalogue.")


def composed(folder: Path) -> tuple[Case, ...]:
    """The pages `SET/NAME.txt` of `folder`, each with its annotation `SET/NAME.json`, by set and name.

    Raises:
        SourceError: there are none, or one has no annotation.
    """
    pages = sorted(folder.glob("*/*.txt"))
    for page in pages:
        if not page.with_suffix(".json").is_file():
            raise SourceError("it has no annotation", where=str(page), remedy=f"Write {page.stem}.json beside it.")
    cases = (Case(f"{page.parent.name}/{page.stem}", page, page.with_suffix(".json"), folder) for page in pages)
    return _some(cases, folder, "Put pages and their annotations in a folder for each set.")


def load_first_sight(folder: Path) -> FirstSight:
    """The table `first-sight.csv` of a folder of pages: a column `set`, and one for each kind that was measured."""
    table = folder / "first-sight.csv"
    if not table.is_file():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return {row.pop("set"): row for row in csv.DictReader(file)}


def _some(cases: Iterable[Case], where: Path, remedy: str) -> tuple[Case, ...]:
    found = tuple(cases)
    if not found:
        raise SourceError("no annotated document", where=str(where), remedy=remedy)
    return found
