"""Consistency in the open world: the ontology with the things of policies, put to the OWL reasoner HermiT."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import owlready2
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.term import Node

from zjtx_kg.iris import BASE
from zjtx_kg.resources import read_turtle, resource

Triple = tuple[Node, Node, Node]

AXIOMS = frozenset(
    (
        *(RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
        *(OWL.unionOf, OWL.intersectionOf, OWL.oneOf, OWL.disjointWith, OWL.members),
        *(OWL.distinctMembers, OWL.onProperty, OWL.someValuesFrom, OWL.hasValue, OWL.inverseOf),
    )
)
KINDS = frozenset(
    (
        *(OWL.Class, OWL.ObjectProperty, OWL.FunctionalProperty, OWL.NamedIndividual, OWL.Restriction),
        *(OWL.AllDisjointClasses, OWL.AllDifferent),
    )
)
NO_JAVA = "not run: HermiT needs Java, and there is no java command on this machine"
INCONSISTENT = "inconsistent: the facts contradict the ontology; zjtx-kg validate names the shapes"


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner said: `consistent` is None where it did not run."""

    ran: bool
    consistent: bool | None
    detail: str


def check_consistency(graphs: Iterable[Graph]) -> Consistency:
    """Whether the ontology with the classes and object properties of `graphs` has a model.

    Literals are left out: HermiT refuses datatypes outside OWL 2's map, such as xsd:date.
    """
    if shutil.which(owlready2.JAVA_EXE) is None:
        return Consistency(False, None, NO_JAVA)
    triples = [*_axioms(), *(triple for graph in graphs for triple in _facts(graph))]
    world = owlready2.World()
    world.get_ontology(f"{BASE}consistency#").load(fileobj=BytesIO(_n_triples(triples)), format="ntriples")
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(True, False, INCONSISTENT)
    except owlready2.OwlReadyJavaError as error:
        return Consistency(False, None, f"not run: HermiT failed ({error})")
    return Consistency(True, True, f"consistent: {len(triples)} axioms and facts")


@cache
def _knowledge() -> Graph:
    """Ontology, alignments and vocabularies."""
    return read_turtle(sorted(resource("ontology").rglob("*.ttl")))


@cache
def _terms(kind: URIRef) -> frozenset[Node]:
    return frozenset(_knowledge().subjects(RDF.type, kind))


def _axioms() -> Iterator[Triple]:
    """The ontology without datatype properties, annotations and literals, and the classes of the concepts."""
    literal_properties = _terms(OWL.DatatypeProperty) | _terms(OWL.AnnotationProperty)
    classes = _terms(OWL.Class)
    for triple in _knowledge():
        subject, predicate, value = triple
        if subject in literal_properties:
            continue
        if predicate in AXIOMS or (predicate == RDF.type and (value in KINDS or value in classes)):
            yield triple


def _facts(graph: Graph) -> Iterator[Triple]:
    """The classes and object properties of the things in a graph."""
    classes, properties = _terms(OWL.Class), _terms(OWL.ObjectProperty)
    for triple in graph:
        _, predicate, value = triple
        if isinstance(value, URIRef) and (predicate in properties or (predicate == RDF.type and value in classes)):
            yield triple


def _n_triples(triples: Iterable[Triple]) -> bytes:
    """Lines of N-Triples, the only syntax besides RDF/XML that owlready2 reads; sorted, so that runs are alike."""
    lines = {" ".join((*(_term(node) for node in triple), ".")) for triple in triples}
    return "\n".join(sorted(lines)).encode()


def _term(node: Node) -> str:
    return f"_:{node}" if isinstance(node, BNode) else f"<{node}>"
