"""The description of the SPARQL service, in each format."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from zjtx_server.description import FORMATS, SD, VOID, describe_service
from zjtx_server.negotiation import DATASETS

ENDPOINT = "http://127.0.0.1:8000/中/sparql"
GRAPHS = {"https://w3id.org/zjtx/graph/ontology": 3, "https://w3id.org/zjtx/graph/policy/wuhan-2021": 50}


@pytest.mark.parametrize("suffix", DATASETS)
def test_the_same_in_every_format(suffix: str) -> None:
    """Subjects and objects that are no blank nodes, since each format names those anew."""
    media_type = DATASETS[suffix][0]

    def said(media_type: str) -> list[tuple[str, str]]:
        quads = parse(describe_service(ENDPOINT, media_type, GRAPHS), RdfFormat.from_media_type(media_type))
        return sorted(
            (quad.predicate.value, "" if isinstance(quad.object, BlankNode) else quad.object.value) for quad in quads
        )

    assert said(media_type) == said("application/n-triples")


def test_it_says_what_the_service_is() -> None:
    quads = list(parse(describe_service(ENDPOINT, "text/turtle", GRAPHS), RdfFormat.TURTLE))
    of: dict[str, set[str]] = {}
    for quad in quads:
        if isinstance(quad.object, NamedNode):
            of.setdefault(quad.predicate.value.removeprefix(SD), set()).add(quad.object.value)
    assert of["endpoint"] == {ENDPOINT}
    assert of["supportedLanguage"] == {SD + "SPARQL11Query"}
    assert of["feature"] == {SD + "UnionDefaultGraph"}
    assert of["name"] == set(GRAPHS)
    assert {name.removeprefix(FORMATS) for name in of["resultFormat"]} == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
    }  # fmt: skip


@pytest.mark.parametrize("graph", GRAPHS)
def test_each_graph_has_its_size(graph: str) -> None:
    quads = list(parse(describe_service(ENDPOINT, "text/turtle", GRAPHS), RdfFormat.TURTLE))
    (named,) = (quad.subject for quad in quads if quad.object == NamedNode(graph))
    (described,) = (quad.object for quad in quads if quad.subject == named and quad.predicate.value == SD + "graph")
    (size,) = (quad.object for quad in quads if quad.subject == described and quad.predicate.value == VOID + "triples")
    assert int(size.value) == GRAPHS[graph]


def test_the_same_bytes_each_time() -> None:
    backwards = dict(reversed(GRAPHS.items()))
    assert describe_service(ENDPOINT, "text/turtle", GRAPHS) == describe_service(ENDPOINT, "text/turtle", backwards)
