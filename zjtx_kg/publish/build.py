"""The main job: sources to release. Documents go in parallel; only their finished lines come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rdflib import RDF

from zjtx_kg.browse import FILE, write_browse
from zjtx_kg.catalogue import CatalogueEntry, load_publications
from zjtx_kg.correct import Corrections, load_corrections
from zjtx_kg.errors import ValidationError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.link import LinkDocument, link, link_document, link_lines
from zjtx_kg.parallel import Progress, in_parallel
from zjtx_kg.publish.catalogue import catalogue_graph
from zjtx_kg.publish.document import check_document
from zjtx_kg.publish.dumps import QUADS, knowledge_graphs, quad_lines, stored_types, write_store, write_trig
from zjtx_kg.publish.query import rows_of
from zjtx_kg.publish.release import open_store, put_in_force, staging
from zjtx_kg.publish.report import DocumentReport, count_things, line, release_report, write_report
from zjtx_kg.read import read_source
from zjtx_kg.records import dump_record
from zjtx_kg.withdrawals import read_withdrawals


@dataclass(frozen=True, slots=True)
class Processed:
    """One document, done: what goes into the release and into the report, and what links are made of."""

    report: DocumentReport
    record: str
    text: str
    quads: str
    linkable: LinkDocument


Work = Callable[[CatalogueEntry], Processed]


def build(data: Path, out: Path, progress: Progress, jobs: int | None = None) -> Path:
    """Build a release of all sources in `data` and put it in force in `out`.

    Args:
        data: folder with `catalogue.toml` and the sources it names.
        out: folder of releases.
        progress: called with the step's name, what is done and what there is.
        jobs: processes; as many as processors when None, at most one for each document.

    Returns:
        The directory of the release.

    Raises:
        CatalogueError, SourceError: the input is not what the catalogue says, or a correction does not fit it.
        VocabularyError: an ontology, vocabulary, shape or rule file is broken.
        ProcessingError: a document was not processed to its end.
        ValidationError: a policy violates its shapes; the release in force is untouched.
        ReleaseError: the release cannot be written; the one in force is untouched.
    """
    entries = load_publications(data)
    withdrawals = read_withdrawals(data, {entry.id for entry in entries})
    corrections = load_corrections(data, {entry.id for entry in entries})
    work = partial(process, data=data, corrections=corrections)
    with staging(out) as stage:
        reports, linkable = _write_documents(stage, work, entries, progress, jobs)
        _refuse_violations(reports)
        progress("links", 0, 1)
        links = link(linkable, load_knowledge())
        progress("links", 1, 1)
        with (stage / QUADS).open("a", encoding="utf-8", newline="\n") as dump:
            dump.writelines(f"{line}\n" for line in link_lines(links, linkable))
            dump.writelines(f"{line}\n" for line in quad_lines(catalogue_graph(entries, reports, withdrawals)))
        progress("store", 0, 1)
        write_trig(stage / QUADS, stage / "data.trig")
        quads = write_store(stage / QUADS, stage / "store")
        counts = count_things(stored_types(stage / "store"))
        progress("store", 1, 1)
        progress("index", 0, 1)
        write_browse(stage / FILE, rows_of(open_store(stage)))
        progress("index", 1, 1)
        report = release_report(stage, reports, quads, counts)
        write_report(stage, report)
        return put_in_force(stage, report["id"])


def process(entry: CatalogueEntry, data: Path, corrections: Corrections) -> Processed:
    """One document from its file to its lines: depends on the file, its corrections and the vocabularies alone."""
    checked = check_document(read_source(data / entry.file, entry.id), corrections.get(entry.id, ()))
    record = checked.reading.record
    counts = count_things((str(each), str(kind)) for each, kind in checked.graph.subject_objects(RDF.type))
    return Processed(
        report=DocumentReport(
            entry.id, record.fields.title, entry.sha256, counts, checked.findings, checked.reading.coverage
        ),
        record=dump_record(record),
        text=checked.reading.document.text,
        quads="\n".join(quad_lines(checked.graph)) + "\n",
        linkable=link_document(checked.graph),
    )


def _write_documents(
    stage: Path, work: Work, entries: Sequence[CatalogueEntry], progress: Progress, jobs: int | None
) -> tuple[list[DocumentReport], list[LinkDocument]]:
    """Write dump, records and texts document by document, in the catalogue's order."""
    reports, linkable = [], []
    for folder in ("records", "texts"):
        (stage / folder).mkdir()
    with (stage / QUADS).open("w", encoding="utf-8", newline="\n") as dump:
        for graph in knowledge_graphs():
            dump.writelines(f"{line}\n" for line in quad_lines(graph))
        names = [entry.id for entry in entries]
        for processed in in_parallel(work, entries, names=names, jobs=jobs, progress=progress):
            name = processed.report.id
            dump.write(processed.quads)
            (stage / "records" / f"{name}.json").write_text(processed.record, encoding="utf-8")
            (stage / "texts" / f"{name}.txt").write_text(processed.text, encoding="utf-8")
            reports.append(processed.report)
            linkable.append(processed.linkable)
    return reports, linkable


def _refuse_violations(reports: Sequence[DocumentReport]) -> None:
    violations = [finding for report in reports for finding in report.findings if finding.severity == "error"]
    if violations:
        listed = "\n".join(f"  {line(violation)}" for violation in violations[:20])
        raise ValidationError(
            f"{len(violations)} violations; nothing was published\n{listed}\n",
            remedy="Mend the source's reading or the data named; the release in force is unchanged.",
        )
