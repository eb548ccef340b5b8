"""The way of one document, from source to graph and findings: a pure function, so that documents go in parallel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rdflib import Graph

from zjtx_kg.clean import clean
from zjtx_kg.describe import describe
from zjtx_kg.extract import extract
from zjtx_kg.extract.coverage import unread
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Document, Finding, Record, Source
from zjtx_kg.outline import outline
from zjtx_kg.resolve import Resolved, resolve


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read as far as its record, with all that was found worth reporting."""

    document: Document
    record: Record
    findings: tuple[Finding, ...]


def read_document(source: Source, knowledge: Knowledge) -> Reading:
    """Clean, outline and extract one source."""
    document = clean(source)
    record = extract(outline(document), knowledge)
    findings = (*document.findings, *record.findings, *unread(document, record))
    return Reading(document, record, _signed(findings, source.id))


def resolve_and_describe(reading: Reading, knowledge: Knowledge) -> tuple[Resolved, Graph]:
    """The record with canonical things, and its graph."""
    resolved = resolve(reading.record, knowledge.regions, knowledge.functions)
    return resolved, describe(reading.document, resolved, knowledge.regions)


def _signed(findings: tuple[Finding, ...], document: str) -> tuple[Finding, ...]:
    return tuple(replace(finding, document=document) for finding in findings)
