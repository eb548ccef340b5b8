"""Does a graph use terms as the ontology means them? Closedness, domains and well-formed values, in one pass.

SHACL's sh:closed needs a list of properties in each shape; here the ontology's own domains serve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from zjtx_kg.iris import SHAPES, ZJTX

Wrong = tuple[URIRef, Node, Node | None]

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LEXICAL = {  # rdflib takes 1e5 for a decimal and any word for a year
    XSD.decimal: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    XSD.gYear: re.compile(r"-?([1-9][0-9]{3,}|0[0-9]{3})(Z|[+-][0-9]{2}:[0-9]{2})?"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be said.

    Args:
        properties: of the ontology, and those of other vocabularies that a shape speaks of.
        classes: of the ontology.
        domains: property → the classes, with those below them, whose things may carry it.
    """

    properties: frozenset[Node]
    classes: frozenset[Node]
    domains: Mapping[Node, frozenset[Node]]


def terms_of(ontology: Graph, shapes: Graph) -> Terms:
    """The terms of an ontology, and of the shapes' paths."""
    ours = {term for kind in PROPERTIES for term in ontology.subjects(RDF.type, kind) if _is_ours(term)}
    steps = (*shapes.objects(None, SH.path), *shapes.objects(None, SH.inversePath), *shapes.objects(None, RDF.first))
    targets = (*shapes.objects(None, SH.targetSubjectsOf), *shapes.objects(None, SH.targetObjectsOf))
    spoken = {term for term in (*steps, *targets) if isinstance(term, URIRef) and not _is_ours(term)}
    classes = frozenset(term for term in ontology.subjects(RDF.type, OWL.Class) if _is_ours(term))
    domains = {
        term: frozenset(below for domain in _domain(ontology, term) for below in _below(ontology, domain))
        for term in ours
    }
    return Terms(frozenset(ours | spoken | {RDF.type}), classes, domains)


def misused_terms(data: Graph, terms: Terms) -> Iterator[Wrong]:
    """The shape, thing and value of each term that is unknown, each property out of its domain, each nameless thing."""
    kinds: dict[Node, set[Node]] = {}
    for subject, kind in data.subject_objects(RDF.type):
        kinds.setdefault(subject, set()).add(kind)
        if _is_ours(kind) and kind not in terms.classes:
            yield SHAPES["term.class"], subject, kind
    for subject, predicate, value in data:
        if isinstance(subject, BNode) or isinstance(value, BNode):
            yield SHAPES["term.named"], data.identifier if isinstance(subject, BNode) else subject, predicate
        if predicate not in terms.properties:
            yield SHAPES["term.property"], subject, predicate
        elif predicate in terms.domains and terms.domains[predicate].isdisjoint(kinds.get(subject, ())):
            yield SHAPES["term.domain"], subject, predicate


def malformed_literals(data: Graph) -> Iterator[tuple[Node, Node, Literal]]:
    """The triples whose literal its datatype does not allow, such as the date 2022-13-45."""
    for subject, predicate, value in data:
        if isinstance(value, Literal) and value.datatype is not None and not _is_well_formed(value, value.datatype):
            yield subject, predicate, value


def _is_well_formed(literal: Literal, datatype: URIRef) -> bool:
    pattern = LEXICAL.get(datatype)
    return pattern.fullmatch(str(literal)) is not None if pattern else not literal.ill_typed


def _domain(ontology: Graph, term: Node) -> list[Node]:
    """The classes of a property's domain, one or a union."""
    (domain,) = ontology.objects(term, RDFS.domain)
    union = ontology.value(domain, OWL.unionOf)
    return list(Collection(ontology, union)) if union is not None else [domain]


def _below(ontology: Graph, kind: Node) -> Iterator[Node]:
    return (each for each in ontology.transitive_subjects(RDFS.subClassOf, kind) if each is not None)


def _is_ours(term: Node) -> bool:
    return str(term).startswith(str(ZJTX))
