"""Bytes of a source file → `Source`, and the catalogue that says where each file comes from."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from charset_normalizer import from_bytes

from zjtx_kg.errors import CatalogueError, SourceError
from zjtx_kg.model import Source

ID = re.compile("[a-z0-9][a-z0-9-]*")  # it names files and stands in IRIs
MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The most frequent characters of official Chinese, simplified and traditional: a text read in a wrong encoding hardly
# has any of them.
FREQUENT = re.compile("[的和业業企发發展政市国國中人一有在新产產经經工等]")
FEWEST_FREQUENT = 0.04
SAMPLE = 200_000
MOST_BYTES = 32 * 2**20  # a minute's work or more; the longest real documents have less than one of these MiB
BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


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
    """

    id: str
    file: str
    sha256: str
    origin: str
    licence: str
    note: str = ""


def read_source(path: Path, id: str | None = None) -> Source:
    """The text of a file; the id is the file's stem unless given.

    Raises:
        SourceError: the file is missing, no plain file, empty, too large, binary or in no known encoding.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # no more, since /dev/zero has no end
    except FileNotFoundError as error:
        raise SourceError("there is no such file.", where=str(path), remedy="Check the path.") from error
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror}).", where=str(path), remedy="Give a readable file."
        ) from error
    return read_bytes(data, path.name, path.stem if id is None else id)


def read_bytes(data: bytes, name: str, id: str) -> Source:
    """The text of a file's bytes with line ends as `\\n`; `SourceError` where they are no text."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError("the file is empty.", where=name, remedy="Fetch it again or leave it out.")
    if len(data) > MOST_BYTES:
        remedy = "Cut it into its documents, one a file."
        raise SourceError(f"the file is larger than {MOST_BYTES // 2**20} MiB.", where=name, remedy=remedy)
    if data.startswith(BINARY):
        raise _binary(name)
    encoding, text = _decode(data, name)
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 100:
        raise SourceError(
            "the file is binary, not text.", where=name, remedy="Save the document as plain text or HTML."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(id, name, hashlib.sha256(data).hexdigest(), encoding, text)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Encoding and text: by byte order mark, as strict UTF-8, else by the one reading that is Chinese."""
    marked = next((encoding for mark, encoding in MARKED if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", *_guesses(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\0" in text[:SAMPLE]:  # UTF-16 of Latin text and binary files are valid UTF-8 too
            continue
        if marked or encoding == "utf-8" or _is_chinese(text):
            return encoding, text
    if b"\0" in data[:SAMPLE]:
        raise _binary(name)
    raise SourceError(
        f"the encoding is not known for certain; tried UTF-8, {', '.join(CANDIDATES)}.",
        where=name,
        remedy="Save the document as UTF-8 text.",
    )


def _binary(name: str) -> SourceError:
    return SourceError("the file is binary, not text.", where=name, remedy="Save the document as plain text or HTML.")


def _guesses(data: bytes) -> list[str]:
    """The encodings that the bytes may be in, the likeliest first."""
    ranked = from_bytes(data, cp_isolation=list(CANDIDATES), threshold=1.0, enable_fallback=False)
    return [match.encoding for match in ranked]


def _is_chinese(text: str) -> bool:
    sample = re.sub(r"[\x00-\x7f]", "", text[:SAMPLE])
    return bool(sample) and len(FREQUENT.findall(sample)) >= FEWEST_FREQUENT * len(sample)


def load_catalogue(folder: Path) -> tuple[CatalogueEntry, ...]:
    """The entries of `catalogue.toml` in `folder`, each checked against the bytes of its file.

    Raises:
        CatalogueError: the file is missing or no TOML, names no source, an entry lacks a key, has one that is not
            known, repeats an id or has one that is no name, or its file is missing or has another SHA-256.
    """
    path = folder / "catalogue.toml"
    data = _toml(path)
    _check_keys(data, {"sources"}, {"sources"}, str(path))
    if not isinstance(data["sources"], list) or not data["sources"]:
        raise CatalogueError("it names no sources.", where=str(path), remedy="Write one [[sources]] per file.")
    entries = tuple(_entry(raw, folder, f"{path}, entry {i}") for i, raw in enumerate(data["sources"], 1))
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise CatalogueError(
                "this id stands twice.", where=f"{path}, {entry.id}", remedy="Give each source its own."
            )
        seen.add(entry.id)
    return entries


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CatalogueError(
            "there is no catalogue.", where=str(path), remedy="Write one [[sources]] per file."
        ) from error
    except OSError as error:
        raise CatalogueError(
            f"cannot be read ({error.strerror}).", where=str(path), remedy="Give a readable file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CatalogueError(f"not valid TOML ({error}).", where=str(path), remedy="Mend the line named.") from error


def _entry(raw: Mapping[str, Any], folder: Path, where: str) -> CatalogueEntry:
    known = {one.name for one in fields(CatalogueEntry)}
    _check_keys(raw, known, known - {"note"}, where)
    if odd := [key for key, value in raw.items() if not isinstance(value, str)]:
        raise CatalogueError(f"{', '.join(odd)} is no text.", where=where, remedy="Put the value in quotation marks.")
    where = f"{where} ({raw['id']})"
    if not ID.fullmatch(raw["id"]):
        raise CatalogueError(
            "this id is no name.", where=where, remedy="Use small letters, digits and hyphens, e.g. wuhan-2021."
        )
    path = folder / raw["file"]
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        raise CatalogueError(
            f"its file {path} cannot be read.", where=where, remedy="Put the file there or take the entry out."
        ) from error
    if found != raw["sha256"]:
        remedy = f'Put back the file as received, or write sha256 = "{found}" if the new one is meant.'
        raise CatalogueError(f"{path} is not the file that was catalogued.", where=where, remedy=remedy)
    return CatalogueEntry(**raw)


def _check_keys(raw: object, known: set[str], needed: set[str], where: str) -> None:
    """`CatalogueError` where `raw` is no table with the needed keys and no others."""
    keys = set(raw) if isinstance(raw, Mapping) else set()
    if strange := sorted(keys - known):
        raise CatalogueError(
            f"unknown key {', '.join(strange)}.", where=where, remedy=f"Known are {', '.join(sorted(known))}."
        )
    if missing := sorted(needed - keys):
        raise CatalogueError(f"key {', '.join(missing)} is missing.", where=where, remedy="Add it to the entry.")
