"""Linked data: what the graph says of a thing or holds in a document, as RDF."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from werkzeug.exceptions import NotAcceptable

from zjtx_kg.iris import BASE, GRAPH, PREFIXES
from zjtx_server import xml
from zjtx_server.description import FORMATS, SD, VOID
from zjtx_server.pages.sources.knowledge import Knowledge

ONTOLOGY = BASE + "ontology"
SHAPES = BASE + "shapes"
SHACL = "http://www.w3.org/ns/shacl#"
VOCABULARIES = PREFIXES | {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": FORMATS,
    "sd": SD,
    "sh": SHACL,
    "void": VOID,
}
HOLDING = {ONTOLOGY: str(GRAPH["ontology"]), SHAPES: str(GRAPH["shapes"])}  # the graph that holds a document's terms
TOGETHER = 50  # things that one query asks for: stores elsewhere take no query of any length


def statements(knowledge: Knowledge, iri: str) -> list[ox.Triple]:
    """What is said of a thing; of a graph, the ontology and the shapes everything in it."""
    document = ONTOLOGY if iri.startswith(f"{ONTOLOGY}/") else iri  # a version of it
    said = knowledge.triples("whole", graph=HOLDING.get(document, document))
    said += knowledge.triples("thing", thing=document)
    if document == ONTOLOGY:  # in no graph of its own, such as a bare file
        said += [triple for row in knowledge.rows("terms") for triple in knowledge.triples("thing", thing=row["term"])]
    return said or knowledge.triples("named", thing=document)


def statements_of(knowledge: Knowledge, iris: Iterable[str]) -> list[ox.Triple]:
    """What is said of many things, of each as `statements`, but asked for together."""
    things, said = list(iris), []
    for start in range(0, len(things), TOGETHER):
        said += knowledge.triples_of("thing", "thing", things[start : start + TOGETHER])
    told = {triple.subject.value for triple in said if isinstance(triple.subject, ox.NamedNode)}
    alone = (iri for iri in things if iri not in told or iri in HOLDING or iri.startswith(str(GRAPH)))
    return said + [triple for iri in alone for triple in statements(knowledge, iri)]


def serialized(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    """Triples as RDF of that media type, each once, in a fixed order, with the prefixes that they need.

    Raises:
        NotAcceptable: they cannot be written in it.
    """
    ordered = sorted(set(triples), key=str)
    prefixes = _needed(ordered)
    body = ox.serialize(ordered, format=ox.RdfFormat.from_media_type(media_type), prefixes=prefixes)
    assert body is not None  # no output was given, so the bytes are returned
    try:
        return xml.as_xml(body) if media_type in xml.MEDIA_TYPES else body
    except xml.NotXmlError as error:
        raise NotAcceptable(str(error)) from error


def _needed(triples: Iterable[ox.Triple]) -> dict[str, str]:
    terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object)}
    named = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    named |= {term.datatype.value for term in terms if isinstance(term, ox.Literal)}
    joined = "\n".join(("", *named))
    return {prefix: namespace for prefix, namespace in VOCABULARIES.items() if f"\n{namespace}" in joined}
