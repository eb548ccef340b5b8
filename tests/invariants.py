"""What holds of any text whatever on its way to a record; tried by the sturdiness tests and `fuzz.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from math import isfinite
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from zjtx_kg.clean import clean
from zjtx_kg.clean.fold import INVISIBLE, fold
from zjtx_kg.coverage import KINDS, OUTCOMES, UNREAD, Coverage, account, named_quotes
from zjtx_kg.describe import describe
from zjtx_kg.extract import Extraction, read_record
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import (
    Award,
    Document,
    Fields,
    Finding,
    LadderTier,
    Measure,
    Node,
    Outline,
    Quote,
    Record,
    Source,
    Span,
    Target,
    Unit,
)
from zjtx_kg.outline import outline
from zjtx_kg.records import dump_record, record_json
from zjtx_kg.resolve import resolve
from zjtx_kg.validate import load_shapes, validate_policy

DAYS = ("issued", "published", "valid_until")


@dataclass(frozen=True, slots=True)
class Read:
    """A source with all that was made of it up to its coverage account."""

    source: Source
    outline: Outline
    extraction: Extraction
    coverage: Coverage

    @property
    def document(self) -> Document:
        return self.outline.document

    @property
    def record(self) -> Record:
        return self.extraction.record


def read(source: Source) -> Read:
    """The way from source to coverage, without the frame that turns crashes into errors for users."""
    parts = outline(clean(source))
    extraction = read_record(parts, load_knowledge())
    return Read(source, parts, extraction, account(parts, extraction))


def check(found: Read) -> None:
    """`AssertionError` where something does not hold that holds of every text."""
    check_origins(found.document)
    check_document(found.document)
    check_outline(found.outline)
    check_record(found.record, found.document)
    check_coverage(found.coverage, found.document.text)
    check_findings((*found.document.findings, *found.record.findings), found.document.text)
    check_json(found.record)


def check_graph(found: Read) -> set[str]:
    """That the record can be described, and that its graph is valid, since a build refuses one that is not.

    Returns:
        The shapes that doubt something; none of an empty text, which is refused before.
    """
    if not found.document.text:
        return set()
    knowledge = load_knowledge()
    resolved = resolve(found.record, knowledge)
    graph = describe(found.document, resolved, knowledge.regions)
    check_findings(resolved.findings, found.document.text)
    doubts = validate_policy(graph, load_shapes())
    violations = [each for each in doubts if each.severity == "error"]
    assert not violations, violations[:3]
    return {each.rule for each in doubts}


# --- text ---


def check_origins(document: Document) -> None:
    """Each character stands for the source character at its origin, or a repair says why it does not."""
    source, origin = document.source.text, document.origin
    assert len(origin) == len(document.text)
    assert all(a <= b for a, b in pairwise(origin))
    assert not origin or 0 <= origin[0] <= origin[-1] < len(source)
    repaired = covered(repair.source for repair in document.repairs)
    for character, at in zip(document.text, origin, strict=True):
        assert fold(source[at]) == character or at in repaired or fold(source[at]) in " \t\n", (at, character)


def check_nothing_lost(document: Document) -> None:
    """Each character of the source that is no white space stands in the text, or a repair or an omission names it."""
    kept = set(document.origin) | covered(one.source for one in (*document.repairs, *document.omissions))
    for at, character in enumerate(document.source.text):
        assert at in kept or not fold(character).strip() or INVISIBLE.match(character), (at, character)


def covered(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def check_document(document: Document) -> None:
    """One paragraph a line, nothing changed or left out outside the source, tables inside the text."""
    text, source = document.text, document.source.text
    assert text == text.strip() and "\n\n" not in text
    for one in (*document.repairs, *document.omissions):
        assert one.source.start < one.source.end <= len(source) and one.rule, one
    cells = [cell.span for grid in document.tables for cell in grid.cells]
    assert all(span.end <= len(text) for span in cells)


def check_outline(parts: Outline) -> None:
    """Parts and paragraphs lie in the text in reading order, each inside the part around it."""
    text = parts.document.text
    for name in ("front", "title", "preamble", "closing", "back"):
        _check_order(getattr(parts, name), len(text), name)
    _check_nodes(parts.nodes, Span(0, len(text)))
    for table in parts.tables:
        for row in table.rows:
            assert len(row.cells) == len(table.header), row
            spans = [(cell.text, cell.span) for cells in row.cells for cell in cells if cell.span]
            assert all(span.end <= len(text) and span.start < span.end for _, span in spans), row


def _check_nodes(nodes: Iterable[Node], around: Span) -> None:
    nodes = tuple(nodes)
    _check_order([node.span for node in nodes], around.end, "nodes")
    for node in nodes:
        assert around.covers(node.span), node.printed
        assert node.heading is None or node.span.covers(node.heading), node.printed
        assert all(node.span.covers(paragraph) for paragraph in node.body), node.printed
        _check_nodes(node.children, node.span)


def _check_order(spans: Iterable[Span], end: int, name: str) -> None:
    spans = list(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans)), name
    assert not spans or spans[-1].end <= end, name


# --- record ---


def check_record(record: Record, document: Document) -> None:
    """Quotes in place, ids in order, references that resolve, values that the contract knows, figures that are some."""
    for name, quote in (*named_quotes(record), *((measure.id, measure.quote) for measure in record.measures)):
        check_quote(name, quote, document)
    assert [measure.id for measure in record.measures] == [f"m{at}" for at, _ in enumerate(record.measures, 1)]
    measures = {measure.id: measure for measure in record.measures}
    for measure in record.measures:
        assert measure.text == "".join(run.of(document.text) for run in measure.runs).strip()
        _check_order(measure.runs, measure.quote.span.end, measure.id)
        assert measure.quote.span.start <= measure.runs[0].start
    for each in (*record.awards, *record.targets):
        assert each.measure is None or measures[each.measure].quote.span.covers(each.quote.span), each
    assert all(task.measure is None or task.measure in measures for task in record.tasks)
    for entry in _entries(record):
        check_values(entry)


def check_quote(name: str, quote: Quote, document: Document) -> None:
    assert quote.text == quote.span.of(document.text), (name, quote)
    assert quote.text.strip() and quote.rule, (name, quote)
    source = document.source_span(quote.span)
    assert source.start < source.end <= len(document.source.text), (name, quote)


def _entries(record: Record) -> Iterator[Any]:
    """The document's fields and all entries, the units of measures and tasks among them."""
    yield record.fields
    yield from (*record.measures, *record.tasks, *record.awards, *record.targets)
    yield from (unit for entry in (*record.measures, *record.tasks) for unit in entry.departments)
    yield from (tier for step in record.ladder for tier in step)


TIERS = frozenset(load_knowledge().tiers.concepts)


def check_values(entry: Any) -> None:
    """Each field of an entry holds one of the values that its type allows, and words where it needs some."""
    for name, allowed in get_type_hints(type(entry)).items():
        value = getattr(entry, name)
        if options := set(_options(allowed)):
            assert value in options, (name, entry)
        if name == "tier" and value is not None:
            assert value in TIERS, entry
        if isinstance(value, int | float):
            assert isfinite(value) and value >= 0, (name, entry)
        assert value != "", (name, entry)
    match entry:
        case Award():
            assert (entry.bound is None) == (entry.amount is None and entry.ratio is None), entry
        case Fields():
            assert all(date.fromisoformat(day) for name in DAYS if (day := getattr(entry, name))), entry
        case Target():
            assert all(year is None or 1900 < year < 2200 for year in (entry.year, entry.baseline_year)), entry
        case Measure():
            assert entry.number and entry.text, entry
        case Unit() | LadderTier():
            pass


def _options(allowed: Any) -> Iterator[object]:
    """The values of a type that allows some literals only, and None; none of any other type."""
    if get_origin(allowed) is Literal:
        yield from get_args(allowed)
    elif get_origin(allowed) in (Union, UnionType):
        inside = get_args(allowed)
        if all(each is type(None) or get_origin(each) is Literal for each in inside):
            yield from (None, *(option for each in inside for option in _options(each)))


def check_json(record: Record) -> None:
    """The record survives being written and read, in the only encoding in which records are written."""
    written = dump_record(record).encode("utf-8")
    assert json.loads(written) == record_json(record)
    json.dumps(record_json(record), allow_nan=False)
    assert {field.name for field in fields(Record)} > {"measures", "awards"}


# --- account and findings ---


def check_coverage(coverage: Coverage, text: str) -> None:
    """What holds for any account: ascending places in the text without overlap, and one outcome for each."""
    end = 0
    for item in coverage.items:
        assert end <= item.span.start < item.span.end <= len(text)
        assert item.words == item.span.of(text)
        assert item.outcome in OUTCOMES and item.kind in KINDS
        assert bool(item.entry) == (item.outcome == "recorded")
        assert (item.outcome == "unread") == (item.rule == UNREAD[item.kind])
        end = item.span.end
    counted = [number for outcomes in coverage.counts().values() for number in outcomes.values()]
    assert sum(counted) == len(coverage.items) == sum(map(coverage.count, OUTCOMES))
    assert len(coverage.findings()) == len(coverage.unread) == coverage.count("unread")


def check_findings(findings: Iterable[Finding], text: str) -> None:
    for finding in findings:
        assert finding.rule and finding.message, finding
        assert finding.span is None or finding.span.end <= len(text), finding
