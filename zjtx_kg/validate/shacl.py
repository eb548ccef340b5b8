"""Validity in the closed world: the graph of one policy against the SHACL shapes of `shapes/`.

pyshacl checks the core constraints. It would parse each SPARQL constraint anew for each policy, and rdflib answers them
slowly (3 s of 4 for a policy of 3,000 triples), so those go to Oxigraph; quotes are compared in Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pyshacl
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from zjtx_kg.errors import VocabularyError
from zjtx_kg.iris import SHAPES, ZJTX
from zjtx_kg.model import Finding, Span
from zjtx_kg.resources import resource
from zjtx_kg.validate.findings import finding
from zjtx_kg.validate.quotes import misplaced_quotes

THIS = pyoxigraph.Variable("this")


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL constraint: nodes that `target` reaches by `predicate` are bound to $this."""

    shape: URIRef
    predicate: URIRef
    text: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes ready for use.

    Args:
        graph: all shapes as they stand in the files.
        core: those without SPARQL.
        queries: those with SPARQL.
        prefixes: what the queries may abbreviate.
        classes: what the shapes need to know of ontology and vocabularies: classes of concepts, subclasses.
    """

    graph: Graph
    core: Graph
    queries: tuple[Query, ...]
    prefixes: dict[str, str]
    classes: Graph


@cache
def load_shapes() -> Shapes:
    """The project's own shapes; `VocabularyError` where a file is broken."""
    graph = _parse("shapes")
    core = Graph()
    core += graph
    core.remove((None, SH.sparql, None))
    declared = list(graph.objects(None, SH.declare))
    prefixes = {str(graph.value(each, SH.prefix)): str(graph.value(each, SH.namespace)) for each in declared}
    return Shapes(graph, core, tuple(_queries(graph)), prefixes, _classes(_parse("ontology")))


def validate_policy(data: Graph, shapes: Shapes) -> tuple[Finding, ...]:
    """What is wrong in the graph of one policy, in the order of the text.

    The rule of a finding is `shape.` with the shape's name; its span is the quote of the statement it concerns.
    """
    wrong = {*_core_results(data, shapes), *_query_results(data, shapes)}
    wrong |= {(SHAPES["quote.in-place"], quote, None) for quote in misplaced_quotes(data)}
    found = {finding(data, shapes.graph, *each) for each in wrong}
    return tuple(sorted(found, key=lambda each: (each.span or Span(0, 0), each.rule, each.message)))


def _core_results(data: Graph, shapes: Shapes) -> Iterator[tuple[Node, Node, Node | None]]:
    """Shape, focus node and value of each result of the core constraints."""
    union = Graph()
    union += data
    union += shapes.classes
    _, report, _ = pyshacl.validate(union, shacl_graph=shapes.core, inplace=True)
    if not isinstance(report, Graph):
        raise VocabularyError(f"the shapes cannot be used ({report})", where="shapes", remedy="Mend the shape named.")
    for result in report.objects(None, SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        shape = report.value(result, SH.sourceShape)
        assert shape is not None and focus is not None, "SHACL requires both of every result"
        yield shape, focus, None if value == focus else value


def _query_results(data: Graph, shapes: Shapes) -> Iterator[tuple[Node, Node, Node | None]]:
    """Shape and offending node of each answer to a SPARQL constraint."""
    store = pyoxigraph.Store()
    store.load(data.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    for query in shapes.queries:
        for focus in sorted(set(data.subjects(query.predicate)), key=str):
            rows = store.query(
                query.text, prefixes=shapes.prefixes, substitutions={THIS: pyoxigraph.NamedNode(str(focus))}
            )
            assert isinstance(rows, pyoxigraph.QuerySolutions), "SHACL requires a SELECT query"
            for row in rows:
                yield query.shape, URIRef(row["value"].value), None


def _queries(graph: Graph) -> Iterator[Query]:
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        if (shape, SH.deactivated, None) in graph:
            continue
        predicate = graph.value(shape, SH.targetSubjectsOf)
        if not isinstance(predicate, URIRef):
            raise VocabularyError(f"{shape} has no target", where="shapes", remedy="Give it a sh:targetSubjectsOf.")
        yield Query(URIRef(str(shape)), predicate, str(graph.value(constraint, SH.select)))


def _classes(ontology: Graph) -> Graph:
    classes = Graph()
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        for kind in ontology.objects(concept, RDF.type):
            classes.add((concept, RDF.type, kind))
    for below, above in ontology.subject_objects(RDFS.subClassOf):
        if str(above).startswith(str(ZJTX)):
            classes.add((below, RDFS.subClassOf, above))
    return classes


def _parse(folder: str) -> Graph:
    graph = Graph()
    for path in sorted(resource(folder).rglob("*.ttl")):
        try:
            graph.parse(path, format="turtle")
        except SyntaxError as error:
            raise VocabularyError(f"no valid Turtle ({error})", where=str(path), remedy="Mend the line.") from error
    return graph
