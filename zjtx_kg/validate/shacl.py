"""Validity in the closed world: the graph of one policy against the SHACL shapes of `shapes/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, SKOS
from rdflib.term import Node

from zjtx_kg.errors import VocabularyError
from zjtx_kg.iris import GRAPH, ZJTX
from zjtx_kg.model import Finding, Severity, Span
from zjtx_kg.resources import resource

OA = Namespace("http://www.w3.org/ns/oa#")
SHAPES = Namespace("https://w3id.org/zjtx/shapes#")
SEVERITIES: Final[dict[Node, Severity]] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}
VALUE_LENGTH = 60  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes, and what they need to know: the classes of all concepts and which class lies in which."""

    graph: Graph
    classes: Graph


@cache
def load_shapes() -> Shapes:
    """The project's own shapes; `VocabularyError` where a file is broken."""
    ontology = _parse("ontology")
    classes = Graph()
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        for kind in ontology.objects(concept, RDF.type):
            classes.add((concept, RDF.type, kind))
    for below, above in ontology.subject_objects(RDFS.subClassOf):
        if str(above).startswith(str(ZJTX)):
            classes.add((below, RDFS.subClassOf, above))
    return Shapes(_parse("shapes"), classes)


def validate_policy(data: Graph, shapes: Shapes) -> tuple[Finding, ...]:
    """What the shapes find wrong in the graph of one policy, in the order of the text.

    The rule of a finding is `shape.` with the shape's name; its span is the quote of the statement it concerns.
    """
    union = Graph()
    union += data
    union += shapes.classes
    _, report, _ = pyshacl.validate(union, shacl_graph=shapes.graph, inplace=True)
    if not isinstance(report, Graph):
        raise VocabularyError(f"the shapes cannot be used ({report})", where="shapes", remedy="Mend the shape named.")
    found = {_finding(data, report, result) for result in report.objects(None, SH.result)}
    return tuple(sorted(found, key=lambda finding: (finding.span or Span(0, 0), finding.rule, finding.message)))


def _parse(folder: str) -> Graph:
    graph = Graph()
    for path in sorted(resource(folder).rglob("*.ttl")):
        try:
            graph.parse(path, format="turtle")
        except SyntaxError as error:
            raise VocabularyError(f"no valid Turtle ({error})", where=str(path), remedy="Mend the line.") from error
    return graph


def _finding(data: Graph, report: Graph, result: Node) -> Finding:
    focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    # A SPARQL constraint looks at the whole policy and names the thing that is wrong as value.
    subject = value if isinstance(value, URIRef) and (value, None, None) in data else focus
    messages = [m for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal) and m.language == "en"]
    shown = f" = {str(value)[:VALUE_LENGTH]}" if value is not None and value != focus else ""
    return Finding(
        rule=f"shape.{str(shape).removeprefix(str(SHAPES))}",
        message=f"{' '.join(sorted(messages))} <{focus}>{shown}",
        severity=SEVERITIES[report.value(result, SH.resultSeverity) or SH.Violation],
        span=next(_spans(data, subject), None) if subject is not None else None,
        document=str(data.identifier).removeprefix(str(GRAPH["policy/"])),
    )


def _spans(data: Graph, subject: Node) -> Iterator[Span]:
    """Places of the text that `subject` concerns: its own quote, else those of the statements that point to it."""
    yield from _quoted(data, subject)
    for above in sorted(data.subjects(None, subject), key=str):
        yield from _quoted(data, above)


def _quoted(data: Graph, subject: Node) -> Iterator[Span]:
    for quote in (subject, *data.objects(subject, PROV.wasQuotedFrom)):
        for selector in data.objects(quote, OA.hasSelector):
            start, end = (_offset(data.value(selector, place)) for place in (OA.start, OA.end))
            if start is not None and end is not None and start <= end:
                yield Span(start, end)


def _offset(node: Node | None) -> int | None:
    value = node.toPython() if isinstance(node, Literal) else None
    return value if isinstance(value, int) and value >= 0 else None
