"""Linked data: what the graph says of a thing, as RDF."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from zjtx_kg.iris import BASE, PREFIXES
from zjtx_server.negotiation import GRAPHS
from zjtx_server.pages.knowledge import Knowledge

ONTOLOGY = BASE + "ontology"


def split_suffix(iri: str) -> tuple[str, str]:
    """An IRI without the suffix that asks for a format, and the format's media type; empty without one."""
    stem, dot, suffix = iri.rpartition(".")
    return (stem, GRAPHS[suffix][0]) if dot and suffix in GRAPHS else (iri, "")


def statements(knowledge: Knowledge, iri: str) -> Iterator[ox.Triple]:
    """What is said of a thing, with the blank nodes it is tied to; of a graph and of the ontology everything in it."""
    node = ox.NamedNode(iri)
    if knowledge.store.contains_named_graph(node):
        yield from (quad.triple for quad in knowledge.store.quads_for_pattern(None, None, None, node))
    yield from _about(knowledge.store, node)
    if iri == ONTOLOGY:
        for row in knowledge.rows("terms"):
            yield from _about(knowledge.store, ox.NamedNode(row["term"]))


def _about(store: ox.Store, thing: ox.NamedNode) -> Iterator[ox.Triple]:
    queue: list[ox.NamedNode | ox.BlankNode | ox.Triple] = [thing]
    seen = set(queue)
    for node in queue:
        for quad in store.quads_for_pattern(node, None, None, None):
            yield quad.triple
            if isinstance(quad.object, ox.BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                queue.append(quad.object)


def serialized(triples: Iterator[ox.Triple], media_type: str) -> bytes:
    """Triples as RDF of that media type, each once, in a fixed order."""
    ordered = sorted(set(triples), key=str)
    body = ox.serialize(ordered, format=ox.RdfFormat.from_media_type(media_type), prefixes=PREFIXES)
    assert body is not None  # no output was given, so the bytes are returned
    return body
