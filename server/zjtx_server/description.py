"""The description of the SPARQL service, after SPARQL 1.1 Service Description, with the sizes of its graphs (VoID)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from zjtx_kg.iris import PREFIXES
from zjtx_server.negotiation import GRAPHS, RESULTS

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
SIMPLE = ox.NamedNode("http://www.w3.org/ns/entailment/Simple")
A = ox.NamedNode(PREFIXES["rdf"] + "type")
INTEGER = ox.NamedNode(PREFIXES["xsd"] + "integer")
EXAMPLES = ".well-known/sparql-examples"  # beside the endpoint
NONE: Mapping[str, int] = MappingProxyType({})
FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}

Node = ox.NamedNode | ox.BlankNode


def describe_service(endpoint: str, media_type: str, graphs: Mapping[str, int] = NONE) -> bytes:
    """The description of the service as RDF of `media_type`; other arguments as of `service_statements`."""
    prefixes = {"sd": SD, "void": VOID, "formats": FORMATS}
    statements = service_statements(endpoint, graphs)
    body = ox.serialize(statements, format=ox.RdfFormat.from_media_type(media_type), prefixes=prefixes)
    assert body is not None  # no output was given, so the bytes are returned
    return body


def service_statements(endpoint: str, graphs: Mapping[str, int] = NONE) -> Iterator[ox.Triple]:
    """What is said of the service.

    Args:
        endpoint: address under which it was asked.
        graphs: IRI of each named graph, with the number of its triples.
    """
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, A, sd("Service"))
    yield ox.Triple(service, sd("endpoint"), ox.NamedNode(endpoint))
    examples = ox.NamedNode(endpoint.removesuffix("sparql") + EXAMPLES)
    yield ox.Triple(service, ox.NamedNode(PREFIXES["rdfs"] + "seeAlso"), examples)
    yield ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield ox.Triple(service, sd("feature"), sd("UnionDefaultGraph"))
    yield ox.Triple(service, sd("defaultEntailmentRegime"), SIMPLE)
    for name in (*RESULTS, *GRAPHS):
        yield ox.Triple(service, sd("resultFormat"), ox.NamedNode(FORMATS + FORMAT_NAMES[name]))
    yield ox.Triple(service, sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, A, sd("Dataset"))
    yield ox.Triple(dataset, sd("defaultGraph"), default)
    yield ox.Triple(default, A, sd("Graph"))
    for number, (iri, size) in enumerate(sorted(graphs.items()), 1):
        yield from _named_graph(dataset, str(number), iri, size)


def _named_graph(dataset: Node, key: str, iri: str, size: int) -> Iterator[ox.Triple]:
    named, graph = ox.BlankNode(f"named{key}"), ox.BlankNode(f"graph{key}")
    yield ox.Triple(dataset, sd("namedGraph"), named)
    yield ox.Triple(named, A, sd("NamedGraph"))
    yield ox.Triple(named, sd("name"), ox.NamedNode(iri))
    yield ox.Triple(named, sd("graph"), graph)
    yield ox.Triple(graph, A, sd("Graph"))
    yield ox.Triple(graph, void("triples"), number(size))


def sd(term: str) -> ox.NamedNode:
    """A term of SPARQL Service Description."""
    return ox.NamedNode(SD + term)


def void(term: str) -> ox.NamedNode:
    """A term of VoID."""
    return ox.NamedNode(VOID + term)


def number(value: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=INTEGER)
