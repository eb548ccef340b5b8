"""The catalogue of a folder of sources: where each file comes from, on what terms, and the digest of its bytes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from zjtx_kg.errors import CatalogueError
from zjtx_kg.files import sha256

Use = Literal["publication", "evaluation"]

CATALOGUE = "catalogue.toml"
ID = re.compile("[a-z0-9][a-z0-9-]*")  # it names files and stands in IRIs


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A source as the catalogue describes it.

    Args:
        id: key of the document, small letters, digits and hyphens, e.g. `tongling-2018`.
        file: path of the file from the catalogue's folder.
        sha256: hexadecimal digest of its bytes as received.
        origin: who published it and how it came here.
        licence: on what terms it may be used.
        note: what else is to know.
        use: "publication" in releases, or "evaluation" alone.
    """

    id: str
    file: str
    sha256: str
    origin: str
    licence: str
    note: str = ""
    use: Use = "publication"


def load_catalogue(folder: Path) -> tuple[CatalogueEntry, ...]:
    """The entries of `catalogue.toml` in `folder`, each checked against the bytes of its file.

    Raises:
        CatalogueError: as `read_entries`; there are none; or a file is missing or has another SHA-256.
    """
    path = folder / CATALOGUE
    entries = read_entries(folder)
    if not entries:  # a release of nothing must not take the place of the one in force
        remedy = f"Add a document: zjtx-kg add FILE --data {folder}"
        raise CatalogueError("it names no sources.", where=str(path), remedy=remedy)
    for number, entry in enumerate(entries, 1):
        _check_bytes(entry, folder, f"{path}, entry {number} ({entry.id})")
    return entries


def read_entries(folder: Path) -> tuple[CatalogueEntry, ...]:
    """The entries of `catalogue.toml` in `folder`, perhaps none, whatever became of their files.

    Raises:
        CatalogueError: the file is missing or no TOML, an entry lacks a key, has one that is not known or of no
            known use, repeats an id or has one that is no name.
    """
    path = folder / CATALOGUE
    data = read_toml(path)
    check_keys(data, {"sources"}, set(), str(path))
    raw = data.get("sources", [])
    if not isinstance(raw, list):
        raise CatalogueError("it names no sources.", where=str(path), remedy="Write one [[sources]] per file.")
    entries = tuple(_entry(each, f"{path}, entry {number}") for number, each in enumerate(raw, 1))
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CatalogueError(
                "this id stands twice.", where=f"{path}, {entry.id}", remedy="Give each source its own."
            )
        seen.add(entry.id)
    return entries


def load_publications(folder: Path) -> tuple[CatalogueEntry, ...]:
    """The entries for publication alone: `CatalogueError` as `load_catalogue`, and where there are none."""
    entries = tuple(entry for entry in load_catalogue(folder) if entry.use == "publication")
    if not entries:  # a release of nothing must not take the place of the one in force
        raise CatalogueError(
            "it names no sources for publication.",
            where=str(folder / "catalogue.toml"),
            remedy='Take use = "evaluation" out of an entry, or add one without it.',
        )
    return entries


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file of a folder of sources; `CatalogueError` where it is missing or broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        remedy = f"Add a document: zjtx-kg add FILE --data {path.parent}"
        raise CatalogueError("there is no catalogue.", where=str(path), remedy=remedy) from error
    except OSError as error:
        raise CatalogueError(
            f"cannot be read ({error.strerror}).", where=str(path), remedy="Give a readable file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueError(f"not valid TOML ({error}).", where=str(path), remedy="Mend the line named.") from error


def _entry(raw: Mapping[str, Any], where: str) -> CatalogueEntry:
    known = {one.name for one in fields(CatalogueEntry)}
    check_keys(raw, known, known - {"note", "use"}, where)
    if odd := [key for key, value in raw.items() if not isinstance(value, str)]:
        raise CatalogueError(f"{', '.join(odd)} is no text.", where=where, remedy="Put the value in quotation marks.")
    where = f"{where} ({raw['id']})"
    if not ID.fullmatch(raw["id"]):
        raise CatalogueError(
            "this id is no name.", where=where, remedy="Use small letters, digits and hyphens, e.g. wuhan-2021."
        )
    if raw.get("use", "publication") not in get_args(Use):
        raise CatalogueError("this use is not known.", where=where, remedy=f"Known are {', '.join(get_args(Use))}.")
    return CatalogueEntry(**raw)


def _check_bytes(entry: CatalogueEntry, folder: Path, where: str) -> None:
    path = folder / entry.file
    try:
        found = sha256(path)
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        raise CatalogueError(
            f"its file {path} cannot be read.",
            where=where,
            remedy=f"Put the file there, or take the entry out: zjtx-kg remove {entry.id} --data {folder}",
        ) from error
    if found != entry.sha256:
        remedy = f'Put back the file as received, or write sha256 = "{found}" if the new one is meant.'
        raise CatalogueError(f"{path} is not the file that was catalogued.", where=where, remedy=remedy)


def check_keys(raw: object, known: set[str], needed: set[str], where: str) -> None:
    """`CatalogueError` where `raw` is no table with the needed keys and no others."""
    keys = set(raw) if isinstance(raw, Mapping) else set()
    if strange := sorted(keys - known):
        raise CatalogueError(
            f"unknown key {', '.join(strange)}.", where=where, remedy=f"Known are {', '.join(sorted(known))}."
        )
    if missing := sorted(needed - keys):
        raise CatalogueError(f"key {', '.join(missing)} is missing.", where=where, remedy="Add it to the entry.")
