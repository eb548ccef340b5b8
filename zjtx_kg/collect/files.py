"""Which files a user means: those named, and all of a folder that may be documents, in a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zjtx_kg.errors import SourceError
from zjtx_kg.files import sha256
from zjtx_kg.read.html import SUFFIXES as HTML

SUFFIXES = (".txt", ".htm", ".html", ".mht", ".mhtml", ".pdf", ".docx")
PARTS = ("_files", ".files")  # folder of pictures and scripts that a browser saves beside a page


@dataclass(frozen=True, slots=True)
class File:
    """A file that may be a document; `named` when the user named it, not its folder."""

    path: Path
    sha256: str
    named: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is left out, and why."""

    path: Path
    reason: str


def find_files(paths: Sequence[Path]) -> tuple[list[File], list[Skipped]]:
    """The files meant, each once, and those of folders that are left out.

    Raises:
        SourceError: a path does not exist or is neither a plain file nor a folder, or a file cannot be read.
    """
    files: dict[Path, File] = {}
    skipped: list[Skipped] = []
    for path in paths:
        if path.is_dir():
            found = _inside(path)
        elif path.is_file() or not path.exists():
            found = [path]
        else:
            raise SourceError("is no plain file.", where=str(path), remedy="Give a file or a folder.")
        for each in found:
            if isinstance(each, Skipped):
                skipped.append(each)
            else:
                files.setdefault(each.resolve(), File(each, _digest(each), each == path))
    return list(files.values()), skipped


def _inside(folder: Path) -> Iterable[Path | Skipped]:
    """The files below a folder, those that cannot be documents with the reason."""
    for path in sorted(each for each in folder.rglob("*") if not each.is_dir()):
        reason = _reason(path, folder)
        yield Skipped(path, reason) if reason else path


def _reason(path: Path, folder: Path) -> str:
    """Why a file of a folder is left out; empty where it may be a document."""
    below = path.relative_to(folder).parts
    if any(part.startswith(".") for part in below):
        return "hidden"
    if any(_is_part_of_page(parent) for parent in path.parents if folder in parent.parents):
        return "part of a saved page"
    if not path.is_file():
        return "no plain file"
    if path.suffix.lower() not in SUFFIXES:
        return f"no kind of document that is read ({', '.join(SUFFIXES)})"
    return ""


def _is_part_of_page(folder: Path) -> bool:
    """Whether a folder holds the parts of a page that a browser saved beside it."""
    for ending in PARTS:
        if folder.name.endswith(ending):
            page = folder.with_name(folder.name.removesuffix(ending))
            return any(page.with_name(page.name + suffix).is_file() for suffix in HTML)
    return False


def _digest(path: Path) -> str:
    try:
        return sha256(path)
    except FileNotFoundError as error:
        raise SourceError("there is no such file.", where=str(path), remedy="Check the path.") from error
    except OSError as error:
        remedy = "Give a readable file."
        raise SourceError(f"cannot be read ({error.strerror}).", where=str(path), remedy=remedy) from error
