"""The description of the data set (VoID, DCAT) and of the service that answers for it, in their addresses here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from zjtx_kg.iris import ID, PREFIXES, ZJTX
from zjtx_server.description import FORMAT_NAMES, FORMATS, A, number, service_statements, void
from zjtx_server.negotiation import GRAPHS
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.linked import VOCABULARIES

DCAT = PREFIXES["dcat"]
PROTOCOL = ox.NamedNode("http://www.w3.org/TR/sparql11-protocol/")
EXAMPLES = frozenset(str(ZJTX[name]) for name in ("Measure", "Award", "Target", "Responsibility", "Department"))

Statement = tuple[str, ox.NamedNode | ox.Literal]


def dataset_statements(knowledge: Knowledge, base: str, dumps: Iterable[str]) -> list[ox.Triple]:
    """What is said of the data set.

    Args:
        knowledge: its graph.
        base: the address under which the server is known, with `/` at its end.
        dumps: the names of its files, below `data/`.
    """
    catalogued = knowledge.triples("dataset")
    dataset = _dataset(catalogued, base)
    graphs = {row["graph"]: int(row["triples"]) for row in knowledge.rows("graphs")}
    service = ox.NamedNode(f"{base}sparql")
    return [
        *catalogued,
        *_about(
            ox.NamedNode(f"{base}void"), [("rdf:type", void("DatasetDescription")), ("foaf:primaryTopic", dataset)]
        ),
        *_about(dataset, _access(base, dumps)),
        *_about(dataset, _sizes(knowledge)),
        *_partitions(knowledge, dataset),
        *_files(catalogued, base),
        *_about(service, _service(service, dataset)),
        *service_statements(service.value, graphs),
    ]


def _dataset(catalogued: Iterable[ox.Triple], base: str) -> ox.NamedNode:
    """The data set's own IRI, or one below this address where the graph has no catalogue."""
    kind = ox.NamedNode(f"{DCAT}Dataset")
    named = (each.subject for each in catalogued if each.predicate == A and each.object == kind)
    return next((node for node in named if isinstance(node, ox.NamedNode)), ox.NamedNode(f"{base}void#dataset"))


def _access(base: str, dumps: Iterable[str]) -> Iterator[Statement]:
    yield "rdf:type", void("Dataset")
    yield "foaf:homepage", ox.NamedNode(base)
    yield "void:sparqlEndpoint", ox.NamedNode(f"{base}sparql")
    yield "void:uriSpace", ox.Literal(str(ID))
    for name in dumps:
        yield "void:dataDump", ox.NamedNode(f"{base}data/{name}")
    for suffix in GRAPHS:
        yield "void:feature", ox.NamedNode(FORMATS + FORMAT_NAMES[suffix])


def _sizes(knowledge: Knowledge) -> Iterator[Statement]:
    classes, properties = knowledge.rows("classes"), knowledge.rows("properties")
    yield "void:triples", number(sum(int(row["triples"]) for row in properties))
    yield "void:entities", number(sum(int(row["entities"]) for row in knowledge.rows("entities")))
    yield "void:classes", number(len(classes))
    yield "void:properties", number(len(properties))
    for namespace in sorted({_namespace(row.get("class", row.get("property", ""))) for row in (*classes, *properties)}):
        yield "void:vocabulary", ox.NamedNode(namespace)
    examples = {row["example"] for row in classes if row["class"] in EXAMPLES}
    examples |= {row["policy"] for row in knowledge.rows("policies")[:1]}
    for iri in sorted(iri for iri in examples if iri.startswith(str(ID))):
        yield "void:exampleResource", ox.NamedNode(iri)


def _partitions(knowledge: Knowledge, dataset: ox.NamedNode) -> Iterator[ox.Triple]:
    for kind, counted, rows in (
        ("class", "entities", knowledge.rows("classes")),
        ("property", "triples", knowledge.rows("properties")),
    ):
        for place, row in enumerate(rows, 1):
            part = ox.BlankNode(f"{kind}{place}")
            yield ox.Triple(dataset, void(f"{kind}Partition"), part)
            yield ox.Triple(part, void(kind), ox.NamedNode(row[kind]))
            yield ox.Triple(part, void(counted), number(int(row[counted])))


def _files(catalogued: Iterable[ox.Triple], base: str) -> Iterator[ox.Triple]:
    """Where each file that the catalogue names is to be had."""
    title = ox.NamedNode(PREFIXES["dcterms"] + "title")
    files = {each.object for each in catalogued if each.predicate.value == f"{DCAT}distribution"}
    for each in catalogued:
        if each.subject in files and each.predicate == title and isinstance(each.object, ox.Literal):
            address = ox.NamedNode(f"{base}data/{each.object.value}")
            yield ox.Triple(each.subject, ox.NamedNode(f"{DCAT}downloadURL"), address)
            yield ox.Triple(each.subject, ox.NamedNode(f"{DCAT}accessURL"), address)


def _service(service: ox.NamedNode, dataset: ox.NamedNode) -> Iterator[Statement]:
    yield "rdf:type", ox.NamedNode(f"{DCAT}DataService")
    yield "dcterms:title", ox.Literal("SPARQL 1.1", language="en")
    yield "dcterms:conformsTo", PROTOCOL
    yield "dcat:endpointURL", service
    yield "dcat:endpointDescription", service
    yield "dcat:servesDataset", dataset


def _about(subject: ox.NamedNode, statements: Iterable[Statement]) -> Iterator[ox.Triple]:
    for name, value in statements:
        prefix, _, local = name.partition(":")
        yield ox.Triple(subject, ox.NamedNode(VOCABULARIES[prefix] + local), value)


def _namespace(term: str) -> str:
    """The vocabulary of a class or property."""
    head, mark, _ = term.rpartition("#") if "#" in term else term.rpartition("/")
    return head + mark
