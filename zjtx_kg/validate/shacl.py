"""Validity in the closed world: the graph of one policy against the SHACL shapes of `shapes/`.

pyshacl checks the core constraints. It would parse each SPARQL constraint anew for each policy, and rdflib answers them
slowly (3 s of 4 for a policy of 3,000 triples), so those go to Oxigraph; quotes and terms are compared in Python.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import DCTERMS, RDF, RDFS, SH, Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

from zjtx_kg.errors import VocabularyError
from zjtx_kg.iris import SHAPES, ZJTX
from zjtx_kg.model import Finding, Span
from zjtx_kg.resources import read_turtle, resource
from zjtx_kg.validate.findings import OA, finding
from zjtx_kg.validate.quotes import misplaced_quotes, read_quotes
from zjtx_kg.validate.terms import Terms, Wrong, malformed_literals, misused_terms, terms_of
from zjtx_kg.validate.words import unlike_quotes

Triple = tuple[Node, Node, Node]

TEXTS = (ZJTX.cleanText, ZJTX.text)
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
        core: those without SPARQL that a policy's graph is checked with.
        shared: those of what policies share: vocabularies, links, the catalogue.
        queries: those with SPARQL.
        prefixes: what the queries may abbreviate.
        classes: what the shapes need to know of ontology and vocabularies: classes of concepts, subclasses.
        terms: the properties and classes that there are.
    """

    graph: Graph
    core: Graph
    shared: Graph
    queries: tuple[Query, ...]
    prefixes: dict[str, str]
    classes: Graph
    terms: Terms


@cache
def load_shapes() -> Shapes:
    """The project's own shapes; `VocabularyError` where a file is broken."""
    files = sorted(resource("shapes").glob("*.ttl"))
    graph = read_turtle(files)
    ontology = read_turtle(sorted(resource("ontology").rglob("*.ttl")))
    for file in files:
        _report(Graph(), _core(read_turtle([file])), str(file))
    declared = list(graph.objects(None, SH.declare))
    prefixes = {str(graph.value(each, SH.prefix)): str(graph.value(each, SH.namespace)) for each in declared}
    queries = tuple(_queries(graph, prefixes))
    core, shared = _core(graph), Graph()
    for shape in graph.subjects(SH.group, SHAPES["of-release"]):
        shared += core.triples((shape, None, None))
        core.remove((shape, None, None))
    shared += core.triples((None, RDF.first, None))
    shared += core.triples((None, RDF.rest, None))
    return Shapes(graph, core, shared, queries, prefixes, _classes(ontology), terms_of(ontology, graph))


def validate_policy(data: Graph, shapes: Shapes) -> tuple[Finding, ...]:
    """What is wrong in the graph of one policy, in the order of the text.

    The rule of a finding is `shape.` with the shape's name; its span is the quote of the statement it concerns.
    """
    malformed = list(malformed_literals(data))
    wrong: set[Wrong] = {(SHAPES["term.literal"], subject, value) for subject, _, value in malformed}
    if not any((policy, RDF.type, ZJTX.Policy) in data for policy in data.subjects(DCTERMS.source)):
        wrong.add((SHAPES["policy.there"], data.identifier, None))
    well_formed = _without(data, malformed)
    quotes = read_quotes(data)
    wrong.update(misused_terms(data, shapes.terms), misplaced_quotes(data, quotes), unlike_quotes(data, quotes))
    wrong.update(_core_results(well_formed, shapes), _query_results(well_formed, shapes))
    found = {finding(data, shapes.graph, *each) for each in wrong}
    return tuple(sorted(found, key=lambda each: (each.span or Span(0, 0), each.rule, each.message)))


def validate_shared(data: Graph, shapes: Shapes) -> tuple[Finding, ...]:
    """What is wrong in vocabularies, links and the catalogue, given as one graph with all they speak of."""
    union = Graph()
    union += data
    found = {finding(data, shapes.graph, *each) for each in _results(union, shapes.shared)}
    return tuple(sorted(found, key=lambda each: (each.rule, each.message)))


def _without(data: Graph, triples: Collection[Triple]) -> Graph:
    """The graph without these triples; itself where there are none."""
    if not triples:
        return data
    rest = Graph(identifier=data.identifier)
    for triple in data:
        if triple not in triples:
            rest.add(triple)
    return rest


class OneGraph(SimpleMemory):
    """rdflib's fast store of one graph. pyshacl wants one that could hold several, and uses no more of it than this."""

    context_aware = graph_aware = True

    def __len__(self, context: object = None) -> int:
        return 1  # pyshacl asks a thousand times whether there is anything, for which rdflib would count it all


def _core_results(data: Graph, shapes: Shapes) -> Iterator[Wrong]:
    """Shape, focus node and value of each result of the core constraints."""
    union = Graph(OneGraph())
    union += data
    union += shapes.classes
    return _results(union, shapes.core)


def _results(union: Graph, core: Graph) -> Iterator[Wrong]:
    report = _report(union, core, str(resource("shapes")))
    for result in report.objects(None, SH.result):
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        shape = report.value(result, SH.sourceShape)
        assert isinstance(shape, URIRef) and focus is not None, "each of our shapes has a name; SHACL requires a focus"
        yield shape, focus, None if value == focus else value


def _report(data: Graph, core: Graph, where: str) -> Graph:
    """pyshacl's report; `VocabularyError` for the file or folder `where` if it cannot read a shape."""
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=core, inplace=True)
    except ReportableRuntimeError as error:
        report = error
    if not isinstance(report, Graph):
        raise VocabularyError(f"not to be used as shapes ({report})", where=where, remedy="Mend the shape.")
    return report


def _core(graph: Graph) -> Graph:
    """The shapes without their SPARQL."""
    core = Graph()
    core += graph
    core.remove((None, SH.sparql, None))
    return core


def _query_results(data: Graph, shapes: Shapes) -> Iterator[Wrong]:
    """Shape and offending node of each answer to a SPARQL constraint."""
    store = pyoxigraph.Store()
    lines = (f"{subject.n3()} {predicate.n3()} {value.n3()} ." for subject, predicate, value in _without_quotes(data))
    store.load("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    for query in shapes.queries:
        for focus in sorted(each for each in set(data.subjects(query.predicate)) if isinstance(each, URIRef)):
            rows = store.query(
                query.text, prefixes=shapes.prefixes, substitutions={THIS: pyoxigraph.NamedNode(str(focus))}
            )
            assert isinstance(rows, pyoxigraph.QuerySolutions), "SHACL requires a SELECT query"
            for row in rows:
                yield query.shape, URIRef(row["value"].value), None


def _without_quotes(data: Graph) -> Iterator[Triple]:
    """All but the words and places of quotes and the texts, half of a graph, of which no active query speaks."""
    return (triple for triple in data if not str(triple[1]).startswith(str(OA)) and triple[1] not in TEXTS)


def _queries(graph: Graph, prefixes: Mapping[str, str]) -> Iterator[Query]:
    for shape, constraint in sorted(graph.subject_objects(SH.sparql)):
        predicate, text = graph.value(shape, SH.targetSubjectsOf), str(graph.value(constraint, SH.select))
        try:
            pyoxigraph.Store().query(text, prefixes=dict(prefixes))
        except SyntaxError as error:
            problem = f"{shape}: no valid SPARQL ({error.msg})"
            raise VocabularyError(problem, where=_place(shape), remedy="Mend the query.") from error
        if (shape, SH.deactivated, None) in graph:
            continue
        if not isinstance(predicate, URIRef):
            remedy = "Give it a sh:targetSubjectsOf."
            raise VocabularyError(f"{shape} has no target", where=_place(shape), remedy=remedy)
        yield Query(URIRef(str(shape)), predicate, text)


def _place(shape: Node) -> str:
    """File and line of one of our shapes."""
    opening = f"s:{str(shape).removeprefix(str(SHAPES))} "
    for path in sorted(resource("shapes").glob("*.ttl")):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if text.startswith(opening):
                return f"{path}:{line}"
    return str(resource("shapes"))


def _classes(ontology: Graph) -> Graph:
    classes = Graph()
    for concept in ontology.subjects(RDF.type, SKOS.Concept):
        for kind in ontology.objects(concept, RDF.type):
            classes.add((concept, RDF.type, kind))
    for below, above in ontology.subject_objects(RDFS.subClassOf):
        if str(above).startswith(str(ZJTX)):
            classes.add((below, RDFS.subClassOf, above))
    return classes
