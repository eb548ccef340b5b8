"""What adding documents would do, before anything is written: each file read and checked, ids found, clashes told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zjtx_kg.catalogue import CATALOGUE, ID, CatalogueEntry, read_entries
from zjtx_kg.collect.files import File, Skipped, find_files
from zjtx_kg.collect.ids import free_id, id_of_name, id_of_record
from zjtx_kg.correct import Corrections, load_corrections
from zjtx_kg.coverage import Coverage
from zjtx_kg.errors import CatalogueError, SourceError, ValidationError, ZjtxError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Finding, Record
from zjtx_kg.parallel import Progress, in_parallel
from zjtx_kg.pipeline import read_document
from zjtx_kg.publish.document import check_document
from zjtx_kg.publish.report import line
from zjtx_kg.read import read_source

MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Examined:
    """A file read as it would be after it was added.

    Args:
        file: where it lies, and its digest.
        id: the id it would have.
        encoding: the encoding of its bytes.
        text: its clean text, which the record's quotes index.
        record: what was read from it.
        coverage: the account of its numbers, dates, cues and lists.
        findings: what could not be read or decided, and what is wrong in its graph (severity error).
    """

    file: File
    id: str
    encoding: str
    text: str
    record: Record
    coverage: Coverage
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding would do.

    Args:
        folder: the folder of sources.
        new: documents to be added, in the order given.
        known: files whose bytes are there already, each with the id they have.
        skipped: files of folders that are left out, and why.
        error: why nothing can be added; None where nothing stands against it.
    """

    folder: Path
    new: tuple[Examined, ...]
    known: tuple[tuple[Path, str], ...]
    skipped: tuple[Skipped, ...]
    error: ZjtxError | None


def plan(paths: Sequence[Path], folder: Path, id: str | None, progress: Progress, jobs: int | None = None) -> Plan:
    """Read and check the files meant, as they would be added to `folder`; nothing is written.

    Args:
        paths: files, and folders of files.
        folder: folder of sources; it need not exist yet.
        id: the id of the one file; found from each document or file name when None.
        progress: told of each document done.
        jobs: processes; as many as processors when None.

    Raises:
        SourceError: a named file cannot be read, or there is no document at all.
        CatalogueError: the folder's catalogue or corrections are broken, or `id` is no id or given for several files.
        ProcessingError: a document was not processed to its end.
    """
    files, skipped = find_files(paths)
    _check_id(id, files)
    entries = read_entries(folder) if (folder / CATALOGUE).exists() else ()
    ids = {entry.sha256: entry.id for entry in entries}
    fresh = {file.sha256: file for file in reversed(files) if file.sha256 not in ids}
    todo = [file for file in files if fresh.get(file.sha256) is file]
    names = [str(file.path) for file in todo]
    work = _Examination(id, load_corrections(folder))
    read = list(in_parallel(work, todo, names=names, jobs=jobs, progress=progress)) if todo else []
    new = tuple(each for each in read if isinstance(each, Examined))
    skipped += [each for each in read if isinstance(each, Skipped)]
    ids |= {each.file.sha256: each.id for each in new}
    known = tuple((file.path, ids[file.sha256]) for file in files if file not in todo and file.sha256 in ids)
    if not new and not known:
        listed = "; ".join(f"{each.path}: {each.reason}" for each in skipped[:MOST_LISTED])
        remedy = "Name the files, or a folder of files."
        raise SourceError(f"there is no document to read{f' ({listed})' if listed else ''}.", remedy=remedy)
    return Plan(folder, new, known, tuple(skipped), clash(new, entries, folder) or _violation(new))


@dataclass(frozen=True, slots=True)
class _Examination:
    """The examination of one file, as a value that processes can be sent."""

    id: str | None
    corrections: Corrections

    def __call__(self, file: File) -> Examined | Skipped:
        try:
            source = read_source(file.path, self.id or id_of_name(file.path.stem, file.sha256))
        except SourceError as error:
            if file.named:
                raise
            return Skipped(file.path, error.problem)
        if self.id is None:
            knowledge = load_knowledge()
            first = read_document(source, knowledge)
            source = replace(source, id=id_of_record(first.record, first.findings, knowledge.regions) or source.id)
        checked = check_document(source, self.corrections.get(source.id, ()))
        reading = checked.reading
        return Examined(
            file=file,
            id=source.id,
            encoding=source.encoding,
            text=reading.document.text,
            record=reading.record,
            coverage=reading.coverage,
            findings=checked.findings,
        )


def clash(new: Sequence[Examined], entries: Sequence[CatalogueEntry], folder: Path) -> CatalogueError | None:
    """The error that names each new document whose id is taken, and what to do; None where none is."""
    holders = {entry.id: entry.file for entry in entries}
    taken = {entry.id for entry in entries} | {each.id for each in new}
    said = []
    for each in new:
        if holder := holders.get(each.id):
            name = free_id(each.id, taken)
            taken.add(name)
            said.append(f"  {each.file.path}: {each.id} is {holder}, which has other bytes; free is --id {name}")
        holders.setdefault(each.id, str(each.file.path))
    if not said:
        return None
    return CatalogueError(
        "an id stands for one document; nothing was added\n" + "\n".join(said) + "\n",
        where=str(folder),
        remedy="First add each by itself with an --id of its own, or take out what is there: zjtx-kg remove ID",
    )


def _violation(new: Sequence[Examined]) -> ValidationError | None:
    wrong = [finding for each in new for finding in each.findings if finding.severity == "error"]
    if not wrong:
        return None
    listed = "\n".join(f"  {line(finding)}" for finding in wrong[:MOST_LISTED])
    return ValidationError(
        f"{len(wrong)} violations; nothing was added\n{listed}\n",
        remedy="Leave the document out, or correct what was read (docs/corrections.md).",
    )


def _check_id(id: str | None, files: Sequence[File]) -> None:
    if id is None:
        return
    if not ID.fullmatch(id):
        remedy = "Use small letters, digits and hyphens, e.g. wuhan-2021."
        raise CatalogueError("this id is no name.", where=f"--id {id}", remedy=remedy)
    if len({file.sha256 for file in files}) > 1:
        remedy = "Add the files one by one, or leave --id out."
        raise CatalogueError("one id cannot stand for several files.", where=f"--id {id}", remedy=remedy)
