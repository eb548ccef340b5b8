"""The way of one document, from source to graph and findings: a pure function, so that documents go in parallel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb

from rdflib import Graph

from zjtx_kg.clean import clean
from zjtx_kg.correct import correct
from zjtx_kg.coverage import Coverage, account
from zjtx_kg.describe import describe
from zjtx_kg.errors import ProcessingError, SourceError, ZjtxError
from zjtx_kg.extract import read_record
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Correction, Document, Finding, Record, Source, Table
from zjtx_kg.outline import outline
from zjtx_kg.resolve import Resolved, resolve


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read as far as its record, with the account of what was read and all that is worth reporting."""

    document: Document
    record: Record
    coverage: Coverage
    findings: tuple[Finding, ...]
    tables: tuple[Table, ...] = ()


def read_document(source: Source, knowledge: Knowledge, corrections: Sequence[Correction] = ()) -> Reading:
    """Clean, outline, extract and correct one source.

    Raises:
        CatalogueError: a correction does not fit what was read.
        ProcessingError: a step fails.
        SourceError: nothing is left of the text when it is clean.
    """
    with step("clean", source.id):
        document = clean(source)
    if not document.text:
        problem = "no text is left without markup, navigation and spam."
        raise SourceError(problem, where=source.id, remedy="Look into the file, or leave it out.")
    with step("outline", source.id):
        parts = outline(document)
    with step("extract", source.id):
        extraction = read_record(parts, knowledge)
    with step("correct", source.id):
        extraction = replace(extraction, record=correct(document, extraction.record, corrections))
    with step("coverage", source.id):
        coverage = account(parts, extraction)
    record = extraction.record
    findings = (*document.findings, *record.findings, *coverage.findings())
    return Reading(document, record, coverage, _signed(findings, source.id), parts.tables)


def resolve_and_describe(reading: Reading, knowledge: Knowledge) -> tuple[Resolved, Graph]:
    """The record with canonical things, and its graph; `ProcessingError` where a step fails."""
    with step("resolve", reading.record.id):
        resolved = resolve(reading.record, knowledge)
    with step("describe", reading.record.id):
        return resolved, describe(reading.document, resolved, knowledge.regions, reading.tables)


@contextmanager
def step(name: str, document: str) -> Iterator[None]:
    """Turn what a step did not expect into an error that names document, step and line of the program."""
    try:
        yield
    except ZjtxError:
        raise
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        raise ProcessingError(
            f"the step {name} failed with {error!r} in {place}.",
            where=document,
            remedy="Leave the document out for now, and report this with its file.",
        ) from error


def _signed(findings: tuple[Finding, ...], document: str) -> tuple[Finding, ...]:
    return tuple(replace(finding, document=document) for finding in findings)
