"""Putting documents into a folder of sources: the bytes as received first, then the catalogue in one rename."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zjtx_kg.catalogue import CATALOGUE, CatalogueEntry, read_entries
from zjtx_kg.collect.entries import with_entries
from zjtx_kg.collect.plan import Examined, Plan, clash
from zjtx_kg.collect.withdraw import forget
from zjtx_kg.errors import CatalogueError, SourceError
from zjtx_kg.files import locked, write_whole

SOURCES = "sources"
SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
EMPTY = "# The sources as received: where each comes from, and the digest of its bytes.\n"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is said of all documents that are added at once: where they come from and on what terms."""

    origin: str | None = None
    licence: str | None = None
    note: str | None = None


def add(plan: Plan, terms: Terms) -> tuple[CatalogueEntry, ...]:
    """Write what was planned; returns the new entries of the catalogue.

    A process that is killed on the way leaves the catalogue as it was, and at most files that no entry names; adding
    again goes on from there.

    Raises:
        CatalogueError: the plan's own, another process has meanwhile given an id away, another file lies where a
            source belongs, or the folder cannot be written. The catalogue is as it was.
        SourceError: a file is gone or has changed since it was read.
    """
    if plan.error:
        raise plan.error
    if not plan.new:
        return ()
    with _writing(plan.folder):
        (plan.folder / SOURCES).mkdir(parents=True, exist_ok=True)
        with locked(plan.folder):
            return _add(plan, terms)


def _add(plan: Plan, terms: Terms) -> tuple[CatalogueEntry, ...]:
    catalogue = plan.folder / CATALOGUE
    text = catalogue.read_bytes().decode() if catalogue.exists() else EMPTY
    present = read_entries(plan.folder) if catalogue.exists() else ()
    there = {entry.sha256 for entry in present}
    new = [each for each in plan.new if each.file.sha256 not in there]
    if error := clash(new, present, plan.folder):
        raise error
    if not new:
        return ()
    entries = tuple(_entry(each, terms) for each in new)
    with _files_of(plan.folder, entries, new):
        write_whole(catalogue, with_entries(text, entries).encode())
    forget({entry.id for entry in entries}, plan.folder)
    return entries


def _entry(new: Examined, terms: Terms) -> CatalogueEntry:
    suffix = new.file.path.suffix.lower()
    return CatalogueEntry(
        id=new.id,
        file=f"{SOURCES}/{new.id}{suffix if SUFFIX.fullmatch(suffix) else ''}",
        sha256=new.file.sha256,
        origin=terms.origin or f"File {new.file.path.name}, as received",
        licence=terms.licence or "Not stated",
        note=terms.note or "",
    )


@contextmanager
def _files_of(folder: Path, entries: Sequence[CatalogueEntry], new: Sequence[Examined]) -> Iterator[None]:
    """The files of new entries in their places; those that were written go again if the catalogue cannot follow."""
    written = []
    try:
        for entry, each in zip(entries, new, strict=True):
            place = folder / entry.file
            if place.exists():
                _check_same(place, entry)
                continue
            written.append(place)
            write_whole(place, _bytes_of(each))
        yield
    except BaseException:
        for place in written:
            place.unlink(missing_ok=True)
        raise


def _bytes_of(new: Examined) -> bytes:
    """The bytes as they were read and shown."""
    try:
        data = new.file.path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != new.file.sha256:
        raise SourceError("the file has changed since it was read.", where=str(new.file.path), remedy="Add it again.")
    return data


def _check_same(place: Path, entry: CatalogueEntry) -> None:
    """A file without an entry may be what a killed process left; other bytes are somebody's own."""
    if not place.is_file() or hashlib.sha256(place.read_bytes()).hexdigest() != entry.sha256:
        raise CatalogueError(
            "there is another file, which no entry of the catalogue names.",
            where=str(place),
            remedy="Move it away, or choose another --id.",
        )


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "The catalogue is as it was. Make room, or choose another folder with --data."
        raise CatalogueError(f"cannot be written ({error.strerror}).", where=str(folder), remedy=remedy) from error
