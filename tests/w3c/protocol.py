"""The W3C's tests of the protocol and of the service description, asked word for word."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from suite import Suite

HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PATH = "/sparql/"
MEDIA_TYPES = {
    "boolean": ("application/sparql-results+xml", "application/sparql-results+json"),
    "tabular": (
        "application/sparql-results+xml",
        "application/sparql-results+json",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}


@dataclass(frozen=True)
class Reply:
    """A response."""

    status: int
    media_type: str
    body: bytes


def send(address: str, method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> Reply:
    """The reply to a request, to which nothing is added but Host and Content-Length."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    try:
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        return Reply(response.status, response.headers.get_content_type(), response.read())
    finally:
        connection.close()


def graphs(suite: Suite) -> dict[str, str]:
    """The IRIs of graphs that tests of the protocol want in the store, with the IRIs of their files."""
    graph = suite.manifest("sparql11/protocol")
    data = {node for _, node in graph.subject_objects(UT.graphData)}
    return {str(graph.value(node, RDFS.label)): str(graph.value(node, UT.graph)) for node in data}


def protocol_tests(suite: Suite, address: str) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it tests an update, and what went wrong (empty for nothing) of each test.

    Updates are refused here: of a test that expects one to be done, each update must be refused.
    """
    for graph, entry in suite.entries("sparql11/protocol"):
        name = str(entry).rpartition("#")[2]
        update = name.startswith("update_")
        connection = graph.value(entry, MF.action)
        requests = Collection(graph, graph.value(connection, HT.requests))
        troubles = (_trouble(graph, request, update, address) for request in requests)
        yield name, update, next(filter(None, troubles), "")


def _trouble(graph: Graph, request: Node, update: bool, address: str) -> str:
    """What is wrong with the reply to a request; an update that should be done must be refused."""
    expected = graph.value(request, HT.resp)
    target, headers, body = _written(graph, request)
    is_update = update and b"query=" not in (body or b"") and "query=" not in target and "query" not in str(headers)
    if update and not is_update:
        return ""  # it asks what an update has done
    reply = send(address, str(graph.value(request, HT.methodName)), target, headers, body)
    classes = {str(status)[-3] for status in graph.objects(expected, MF.expectedStatus)} if not is_update else {"4"}
    if str(reply.status)[0] not in classes:
        return f"status {reply.status} for {'xx, '.join(sorted(classes))}xx"
    if is_update or "4" in classes:
        return ""
    kind = graph.value(expected, MF.expectedFormat)
    if kind is not None and reply.media_type not in MEDIA_TYPES[str(kind)]:
        return f"{reply.media_type} for {kind}"
    truth = graph.value(expected, MF.expectedBoolean)
    wanted = None if truth is None else bool(truth.toPython())
    return "" if wanted is None or (b"true" in reply.body) is wanted else f"not {wanted}"


def _written(graph: Graph, request: Node) -> tuple[str, dict[str, str], bytes | None]:
    """Target, headers and body of a request."""
    target = str(graph.value(request, HT.absolutePath)).replace(PATH, "/sparql", 1)
    listed = graph.value(request, HT.headers)
    fields = Collection(graph, listed) if listed is not None else []
    headers = {str(graph.value(field, HT.fieldName)): str(graph.value(field, HT.fieldValue)) for field in fields}
    content = graph.value(request, HT.body)
    if content is None:
        return target, headers, None
    encoding = str(graph.value(content, CNT.characterEncoding))
    return target, headers, str(graph.value(content, CNT.chars)).encode(encoding)


def service_description_tests(address: str) -> Iterator[tuple[str, str]]:
    """Name of each test and what went wrong; the schema is that of the specification's section 3."""
    for media_type in ("", *MEDIA_TYPES["RDF"]):
        reply = send(address, "GET", "/sparql", {"Accept": media_type} if media_type else {})
        asked = media_type or "no Accept"
        if reply.status != 200 or reply.media_type not in MEDIA_TYPES["RDF"]:
            yield f"returns-rdf ({asked})", f"status {reply.status}, {reply.media_type}"
            continue
        yield f"returns-rdf ({asked})", ""
        graph = Graph().parse(data=reply.body, format=reply.media_type, publicID=address)
        endpoint = URIRef(address + "sparql")
        yield (
            f"has-endpoint-triple ({asked})",
            "" if any(graph.subjects(SD.endpoint, endpoint)) else "no sd:endpoint as asked",
        )
        yield f"conforms-to-schema ({asked})", ", ".join(_broken(graph))


RANGES = {
    SD.defaultDataset: SD.Dataset,
    SD.availableGraphs: SD.GraphCollection,
    SD.defaultGraph: SD.Graph,
    SD.namedGraph: SD.NamedGraph,
    SD.graph: SD.Graph,
}
DOMAINS = {
    SD.endpoint: (SD.Service,),
    SD.feature: (SD.Service,),
    SD.supportedLanguage: (SD.Service,),
    SD.resultFormat: (SD.Service,),
    SD.inputFormat: (SD.Service,),
    SD.extensionFunction: (SD.Service,),
    SD.extensionAggregate: (SD.Service,),
    SD.languageExtension: (SD.Service,),
    SD.propertyFeature: (SD.Service,),
    SD.defaultEntailmentRegime: (SD.Service,),
    SD.defaultSupportedEntailmentProfile: (SD.Service,),
    SD.defaultDataset: (SD.Service,),
    SD.availableGraphs: (SD.Service,),
    SD.defaultGraph: (SD.Dataset,),
    SD.namedGraph: (SD.Dataset, SD.GraphCollection),
    SD.name: (SD.NamedGraph,),
    SD.graph: (SD.NamedGraph,),
    SD.entailmentRegime: (SD.NamedGraph,),
    SD.supportedEntailmentProfile: (SD.NamedGraph,),
}
FEATURES = {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery}
LANGUAGES = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}


def _broken(graph: Graph) -> Iterator[str]:
    """Where a description breaks the vocabulary: unknown terms, and things without the class that is asked of them."""
    services = list(graph.subjects(RDF.type, SD.Service))
    if len(services) != 1 or len(list(graph.objects(services[0], SD.endpoint))) != 1:
        yield "not one service with one endpoint"
    for subject, predicate, value in graph:
        if predicate in DOMAINS and not any((subject, RDF.type, kind) in graph for kind in DOMAINS[predicate]):
            yield f"{predicate} of what is none of {DOMAINS[predicate]}"
        elif str(predicate).startswith(str(SD)) and predicate not in DOMAINS:
            yield f"{predicate} is no property"
        if predicate in RANGES and (value, RDF.type, RANGES[predicate]) not in graph:
            yield f"{value} is no {RANGES[predicate]}"
        if predicate == SD.feature and value not in FEATURES:
            yield f"{value} is no feature"
        if predicate == SD.supportedLanguage and value not in LANGUAGES:
            yield f"{value} is no language"
