"""The description of the SPARQL service, after SPARQL 1.1 Service Description."""

from __future__ import annotations

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


def describe_service(endpoint: str, media_type: str) -> bytes:
    """The description of the service at the address `endpoint`, as RDF of `media_type`."""
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("union")
    statements: list[tuple[BlankNode, NamedNode, NamedNode | BlankNode]] = [
        (service, RDF_TYPE, NamedNode(SD + "Service")),
        (service, _sd("endpoint"), NamedNode(endpoint)),
        (service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        (service, _sd("feature"), _sd("UnionDefaultGraph")),
        *((service, _sd("resultFormat"), NamedNode(FORMATS + name)) for name in RESULT_FORMATS),
        (service, _sd("defaultDataset"), dataset),
        (dataset, RDF_TYPE, _sd("Dataset")),
        (dataset, _sd("defaultGraph"), graph),
        (graph, RDF_TYPE, _sd("Graph")),
    ]
    rdf_format = RdfFormat.from_media_type(media_type)
    body = serialize((Triple(*statement) for statement in statements), format=rdf_format, prefixes={"sd": SD})
    assert body is not None  # no output was given, so the bytes are returned
    return body


def _sd(term: str) -> NamedNode:
    return NamedNode(SD + term)
