"""Taking documents out of a folder of sources: first that they are withdrawn, then the catalogue, then their files."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from zjtx_kg.catalogue import CATALOGUE, CatalogueEntry, read_entries
from zjtx_kg.collect.entries import without_entries
from zjtx_kg.collect.withdraw import record
from zjtx_kg.correct import load_corrections
from zjtx_kg.errors import CatalogueError
from zjtx_kg.files import locked, write_whole
from zjtx_kg.withdrawals import Withdrawal


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry to be taken out of a folder's catalogue.

    Args:
        entry: the entry.
        file: its file; None where that stays, outside the folder or named by another entry, or is gone already.
        corrections: number of corrections of the document, which nobody takes out.
    """

    entry: CatalogueEntry
    file: Path | None
    corrections: int

    def way_back(self, folder: Path) -> str:
        """The command that adds the document again, from a copy of its file."""
        entry = self.entry
        terms = [("--origin", entry.origin), ("--licence", entry.licence), ("--note", entry.note)]
        options = [part for name, value in terms if value for part in (name, value)]
        return shlex.join(["zjtx-kg", "add", "FILE", "--data", str(folder), "--id", entry.id, *options])


def plan_removal(ids: Sequence[str], folder: Path) -> tuple[Removal, ...]:
    """What taking these ids out of `folder` would do.

    Raises:
        CatalogueError: one of them is not there, or catalogue or corrections are broken.
    """
    entries = read_entries(folder)
    by_id = {entry.id: entry for entry in entries}
    for id in ids:
        if id not in by_id:
            near = get_close_matches(id, by_id, n=3, cutoff=0.4)
            known = f"Near are {', '.join(near)}." if near else f"There are {', '.join(by_id) or 'none'}."
            raise CatalogueError(f"there is no document {id}.", where=str(folder / CATALOGUE), remedy=known)
    kept = {(folder / entry.file).resolve() for entry in entries if entry.id not in ids}
    corrections = load_corrections(folder)
    return tuple(
        Removal(by_id[id], _file(by_id[id], folder, kept), len(corrections.get(id, ()))) for id in dict.fromkeys(ids)
    )


def _file(entry: CatalogueEntry, folder: Path, kept: set[Path]) -> Path | None:
    """The file that goes with an entry, if it lies below the folder, beside no catalogue, and is no other entry's."""
    file = folder / entry.file
    place = file.parent.resolve() / file.name  # a link itself, not what it points to
    below = place.is_relative_to(folder.resolve()) and place.parent != folder.resolve()
    goes = below and file.is_file() and file.resolve() not in kept
    return file if goes else None


def remove(removals: Sequence[Removal], folder: Path, date: datetime.date, reason: str = "") -> None:
    """Take the entries and their files out, and write down that published ones were withdrawn.

    Args:
        removals: what to take out.
        folder: folder of sources.
        date: the day on which they are withdrawn.
        reason: why, in words for everybody.

    Raises:
        CatalogueError: an entry is gone meanwhile, or the folder cannot be written; the catalogue is as it was.
    """
    catalogue = folder / CATALOGUE
    ids = [removal.entry.id for removal in removals]
    try:
        with locked(folder):
            now = plan_removal(ids, folder)
            published = [each.entry.id for each in now if each.entry.use == "publication"]
            record([Withdrawal(id, date, reason) for id in published], folder)
            write_whole(catalogue, without_entries(catalogue.read_bytes().decode(), ids).encode())
            for removal in now:
                if removal.file is not None:
                    removal.file.unlink(missing_ok=True)
    except OSError as error:
        remedy = "Give the right to write there, and see what is left with zjtx-kg remove."
        raise CatalogueError(f"cannot be written ({error.strerror}).", where=str(folder), remedy=remedy) from error
