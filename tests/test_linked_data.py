"""Linked data over HTTP: from the IRI of a thing to its document, in the format that the client likes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from server_process import DATA, PATIENCE, Server, running
from zjtx_server.pages.gateway import page_answerer
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import EmbeddedGraph, Things
from zjtx_server.pages.sources.knowledge import QUERIES, narrowed, query_text
from zjtx_server.release import Release
from zjtx_server.work.stores import load, unite

from zjtx_kg.browse import write_browse

BASE = "https://w3id.org/zjtx/"
POLICY = "/id/policy/wuhan-2021"
MEASURE = POLICY + "/measure/" + quote("二.一.3")
AWARD = POLICY + "/award/a1"
TIER = "/vocab/tier/little-giant"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
SHAPES = """
<https://w3id.org/zjtx/graph/shapes> {
<https://w3id.org/zjtx/shapes#award.recipient> a <http://www.w3.org/ns/shacl#PropertyShape> ;
    <http://www.w3.org/ns/shacl#in> ( 1 2 ) ; <http://www.w3.org/ns/shacl#message> "奖补有且只有一个对象。"@zh .
}
"""
NESTED = """
@prefix id: <https://w3id.org/zjtx/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
id:dataset\\/data.ttl rdfs:label "a key that ends like a suffix" .
id:dataset\\/deep rdfs:seeAlso [ rdfs:label "one" ; rdfs:seeAlso ( 2 [ rdfs:label "three" ] 4 ) ] , ( 5 6 7 8 9 ) .
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the hand-made graph, with a shape and blank nodes below a thing."""
    file = tmp_path_factory.mktemp("linked") / "linked.trig"
    file.write_text((DATA / "small.trig").read_text("utf-8") + SHAPES + NESTED, "utf-8")
    with running(file) as server:
        yield server


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = load(DATA / "small.trig")
    store.load(path=DATA / "linked.trig")
    unite(store)
    return store


def first_answer(server: Server, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    """The response to one request, its redirect not followed; the body is read and thrown away."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=PATIENCE)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def triples(body: bytes, suffix: str = "nt") -> set[ox.Triple]:
    return {quad.triple for quad in parse(body, FORMATS[suffix][1])}


# --- from the thing to its document -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "jsonld"),
        ("application/json", "jsonld"),  # what it is known as too
        ("application/rdf+xml", "rdf"),
        ("text/html", "html"),
        (BROWSER, "html"),
        (None, "ttl"),  # a program without a preference
        ("*/*", "ttl"),
        ("text/*", "ttl"),
        ("application/*", "nt"),
        ("*/*;q=0.1, application/rdf+xml;q=0.2", "rdf"),
        ("text/html;q=0.2, text/turtle", "ttl"),
        ("text/turtle;q=0.4, application/n-triples;q=0.5", "nt"),
        ("text/turtle;q=0, */*", "nt"),  # anything but Turtle
        ("application/rdf+xml;q=0.9, text/turtle;q=0.9", "ttl"),  # a tie
        ("TEXT/TURTLE", "ttl"),
        ("image/png, text/turtle;q=0.001", "ttl"),
    ],
)
@pytest.mark.parametrize("path", [MEASURE, TIER, "/vocab/tier"])
def test_a_thing_leads_to_its_document(server: Server, path: str, accept: str | None, suffix: str) -> None:
    response = first_answer(server, path, **({"Accept": accept} if accept else {}))
    assert (response.status, response.headers["Location"]) == (303, f"{path}.{suffix}")
    assert "Accept" in response.headers["Vary"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "*/*;q=0", "text/turtle;q=0, text/html;q=0.0"])
@pytest.mark.parametrize("path", [POLICY, "/ontology", "/graph/policy/wuhan-2021"])
def test_what_no_format_suits_is_told_what_there_is(server: Server, path: str, accept: str) -> None:
    reply = server.ask(path, Accept=accept)
    assert reply.status == 406
    assert [name for name, _ in FORMATS.values() if name not in reply.json["message"]] == []
    assert "Accept" in reply.headers["Vary"]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", [MEASURE, TIER, "/vocab/tier", "/ontology", "/shapes", "/graph/policy/wuhan-2021"])
def test_each_format_says_the_same(server: Server, path: str, suffix: str) -> None:
    """By Accept and by suffix, whatever Accept says; blank nodes of shapes have other names in each answer."""
    media_type, _ = FORMATS[suffix]
    negotiated, named = server.ask(path, Accept=media_type), server.ask(f"{path}.{suffix}", Accept=BROWSER)
    assert (negotiated.status, named.status) == (200, 200)
    assert negotiated.type.partition(";")[0] == named.type.partition(";")[0] == media_type
    assert named.headers["Access-Control-Allow-Origin"] == "*"
    said, plain = triples(named.body, suffix), triples(server.ask(f"{path}.nt").body)
    assert len(said) == len(plain) > 0
    assert path == "/shapes" or said == plain == triples(negotiated.body, suffix)


def test_a_document_names_the_thing_that_it_describes(server: Server) -> None:
    link = f'<https://w3id.org/zjtx{MEASURE}>; rel="describes"'
    assert [server.ask(MEASURE + suffix).headers["Link"] for suffix in (".ttl", ".html")] == [link, link]


@pytest.mark.parametrize("path", ["/ontology", "/shapes", "/graph/policy/wuhan-2021"])
def test_a_document_answers_itself(server: Server, path: str) -> None:
    """It is what its IRI names, so no other one stands for it."""
    response = first_answer(server, path, Accept="text/turtle")
    assert (response.status, response.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    assert response.headers["Content-Location"] == path + ".ttl"
    assert "Accept" in response.headers["Vary"]


def test_a_document_of_a_graph_holds_the_graph(server: Server, store: ox.Store) -> None:
    name = BASE + "graph/policy/wuhan-2021"
    stored = {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(name))}
    assert triples(server.ask("/graph/policy/wuhan-2021.nt").body) == stored


@pytest.mark.parametrize("path", [MEASURE, "/ontology", "/shapes"])
def test_the_page_of_a_thing_leads_to_its_data(server: Server, path: str) -> None:
    page = server.ask(path + ".html")
    assert page.type.startswith("text/html")
    for suffix, (media_type, _) in FORMATS.items():
        assert f'<link rel="alternate" type="{media_type}" href="{path}.{suffix}">' in page.text


@pytest.mark.parametrize("path", [MEASURE + ".ttl", MEASURE + ".html", "/ontology", "/shapes.nt", "/void"])
def test_what_a_client_has_is_not_sent_again(server: Server, path: str) -> None:
    first = server.ask(path, Accept="text/turtle")
    again = server.ask(path, Accept="text/turtle", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    other = server.ask(path, Accept="application/n-triples", If_None_Match='"another"')
    assert (other.status, bool(other.body)) == (200, True)


def test_documents_are_packed_for_those_who_unpack(server: Server) -> None:
    packed = server.ask("/ontology", Accept="text/turtle", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == server.ask("/ontology", Accept="text/turtle").body


def test_errors_are_not_kept(server: Server) -> None:
    assert server.ask("/id/policy/none.ttl").headers["Cache-Control"] == "no-store"


def test_a_document_names_the_prefixes_that_it_needs(server: Server) -> None:
    """And no others."""
    text = server.ask(TIER + ".ttl").text
    head, body = [line for line in text.splitlines() if line.startswith("@prefix")], text.rpartition("@prefix")[2]
    assert {line.split()[1] for line in head} >= {"skos:", "rdf:", "tier:"}
    assert not {"void:", "oa:", "org:"} & {line.split()[1] for line in head}
    assert "http://www.w3.org/2004/02/skos" not in body.partition("\n")[2]


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", [POLICY, POLICY + ".ttl", "/ontology"])
def test_other_sites_may_read_it(server: Server, path: str, method: str) -> None:
    response = first_answer(server, path, method, Origin="http://elsewhere.example")
    assert response.status in {200, 204, 303}
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(server: Server, method: str) -> None:
    response = first_answer(server, POLICY, method)
    assert response.status == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "path", ["/id/policy/none", "/id/policy/none.ttl", "/vocab/tier/none", "/graph/none.nt", "/id/x%20%22", "/id/%0A"]
)
def test_unknown_things(server: Server, path: str) -> None:
    """Also those whose IRI is none."""
    assert server.ask(path, Accept="text/turtle").status == 404


# --- what a description holds ----------------------------------------------------------------------------------------


def test_a_description_holds_the_thing_its_quote_and_labels(server: Server, store: ox.Store) -> None:
    award, words = NamedNode(BASE + AWARD[1:]), NamedNode(BASE + POLICY[1:] + "/quote/125-152")
    told = triples(server.ask(AWARD + ".nt").body)
    about = {triple for triple in told if triple.subject in {award, words}}
    assert about == {quad.triple for node in (award, words) for quad in store.quads_for_pattern(node, None, None, None)}
    said = {(unquote(triple.subject.value.rpartition("/")[2]), triple.object.value) for triple in told - about}
    assert said == {
        ("words", "http://www.w3.org/ns/oa#TextQuoteSelector"),
        ("words", "对首次进入规模以上的工业企业,市级财政给予20万元奖励"),
        ("words", "业300家以上。"),
        ("words", ",各区按照市级奖"),
        ("position", "http://www.w3.org/ns/oa#TextPositionSelector"),
        ("position", "125"),
        ("position", "152"),
        # the labels of what award and quote point to: class, policy, measure, tier, kind, bound, source
        ("ontology#Award", "奖补"),
        ("ontology#Award", "Award"),
        ("wuhan-2021", "武汉市促进中小企业“专精特新”高质量发展行动计划"),
        ("二.一.3", "推动“小进规”攻坚"),
        ("above-scale", "规模以上企业"),
        ("above-scale", "enterprise above designated size"),
        ("reward", "奖励"),
        ("reward", "reward"),
        ("exact", "定额"),
        ("exact", "exact"),
        ("wuhan-2021", "wuhan-2021.txt"),
    }


def test_a_vocabulary_holds_its_concepts(server: Server) -> None:
    told = triples(server.ask("/vocab/tier.nt").body)
    labels = {triple.object.value for triple in told if triple.predicate.value.endswith("#prefLabel")}
    assert {"企业培育层级", "little giant", "科技型中小企业"} <= labels


def test_a_description_holds_the_blank_nodes_below(server: Server) -> None:
    """Also those in lists, and the lists whole."""
    told = triples(server.ask("/id/dataset/deep.nt").body)
    blank = {triple.object for triple in told if isinstance(triple.object, ox.BlankNode)}
    assert blank == {triple.subject for triple in told if isinstance(triple.subject, ox.BlankNode)}
    values = {triple.object.value for triple in told if isinstance(triple.object, ox.Literal)}
    assert values == {"one", "2", "three", "4", "5", "6", "7", "8", "9"}


def test_the_shapes_are_whole(server: Server) -> None:
    values = {
        each.object.value for each in triples(server.ask("/shapes.nt").body) if isinstance(each.object, ox.Literal)
    }
    assert values == {"1", "2", "奖补有且只有一个对象。"}


def test_the_page_of_the_shapes_says_what_they_want(server: Server) -> None:
    page = server.ask("/shapes", Accept=BROWSER).text
    assert '<div id="award.recipient">' in page and "奖补有且只有一个对象。" in page


def test_a_key_that_ends_like_a_suffix(server: Server) -> None:
    assert first_answer(server, "/id/dataset/data.ttl").headers["Location"] == "/id/dataset/data.ttl.ttl"
    assert b"a key that ends like a suffix" in server.ask("/id/dataset/data.ttl.nt").body


def test_a_thing_of_which_nothing_is_said_is_described_by_what_names_it(server: Server) -> None:
    """Such as the indicator that only a bare file's target names."""
    with running(DATA / "hostile.trig") as hostile:
        (told,) = triples(hostile.ask("/id/policy/no-such.nt").body)
    assert (told.subject.value, told.object.value) == (BASE + "id/policy/hostile", BASE + "id/policy/no-such")


# --- the graph behind -------------------------------------------------------------------------------------------------


class Endpoint(EmbeddedGraph):
    """The graph as a remote endpoint is asked: with the things in the text of the query."""

    def select(self, query: str, things: Things) -> tuple[dict[str, str], ...]:
        return super().select(self._with_values(query, things), {})

    def triples(self, query: str, things: Things) -> list[ox.Triple]:
        return super().triples(self._with_values(query, things), {})

    def _with_values(self, query: str, things: Things) -> str:
        values = "".join(f"VALUES ?{name} {{ <{iri}> }} " for name, iri in things.items())
        return query.replace("WHERE {", f"WHERE {{ {values}", 1)


ASKED = [
    ("policy", "id/policy/wuhan-2021"),
    ("measure", "id/policy/wuhan-2021/measure/二.一.3"),
    ("of", "id/policy/wuhan-2021/measure/二.一.4"),
    ("award", "id/policy/wuhan-2021/award/a1"),
    ("target", "id/policy/wuhan-2021/target/t1"),
    ("task", "id/policy/wuhan-2021/task/k1"),
    ("responsibility", "id/policy/wuhan-2021/responsibility/r3"),
    ("fact", "id/policy/wuhan-2021/ladder-step/1"),
    ("quote", "id/policy/wuhan-2021/quote/106-124"),
    ("department", "id/department/420100/武汉市经济和信息化局"),
    ("region", "id/region/420100"),
    ("parent", "id/region/420000"),
    ("tier", "vocab/tier/little-giant"),
    ("indicator", "id/indicator/little-giant"),
    ("scheme", "vocab/tier"),
    ("basis", "id/cited-policy/0a1b2c3d"),
    ("graph", "graph/policy/wuhan-2021"),
    ("thing", "id/policy/wuhan-2021/target/t1"),
    ("thing", "id/department/420100/武汉市经济和信息化局"),
    ("thing", "vocab/tier/little-giant"),
    ("thing", "vocab/tier"),
    ("thing", "id/none"),
    ("thing", "id/counterpart/0a1b2c3d4e5f6071"),
    ("thing", "id/shared-passage/1a1b2c3d4e5f6071"),
    ("link", "id/counterpart/0a1b2c3d4e5f6071"),
    ("link", "id/shared-passage/1a1b2c3d4e5f6071"),
    ("link", "id/step-match/2a1b2c3d4e5f6071"),
    ("measure", "id/policy/wuhan/measure/3"),
    ("of", "id/policy/wuhan/measure/3"),
    ("policy", "id/policy/tongling"),
    ("quote", "id/policy/tongling/quote/18-26"),
    ("classification", "id/policy/wuhan/classification/t1"),
    ("concept", "vocab/theme/finance"),
    ("function", "vocab/function/industry-it"),
    ("match", "id/tier-match/340700/provincial-little-giant/2018"),
    ("local", "vocab/tier/little-giant"),
    ("national", "vocab/tier/srdi-sme"),
    ("change", "id/reorganisation/420100/武汉市经济和信息化委员会"),
    ("before", "id/department/420100/武汉市经济和信息化委员会"),
    ("after", "id/department/420100/武汉市经济和信息化局"),
]
UNANSWERED = {"corrections", "dataset", "shaped", "shapes", "withdrawal"}  # of which the graph of the tests has none


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES.glob("*.rq")))
def test_a_remote_endpoint_gives_the_same_answers(store: ox.Store, name: str) -> None:
    """Every query with every thing that it can be asked for, and without."""
    query = query_text(name)
    form, head = re.search(r"^(SELECT|CONSTRUCT)(.*?)WHERE", query, re.MULTILINE | re.DOTALL).groups()
    may_be_given = set(re.findall(r"\?(\w+)", query if form == "CONSTRUCT" else re.sub(r"\(COUNT.*", "", head)))
    must_be_given = re.findall(r"^# asked by: (\w+)$", query, re.MULTILINE)  # it tells so much, and no more
    answers = 0
    for variable, key in [("", ""), *ASKED]:
        things = {variable: BASE + key} if variable else {}
        if (variable and variable not in may_be_given) or (must_be_given and variable not in must_be_given):
            continue
        here, there = (
            (graph.triples if form == "CONSTRUCT" else graph.select)(narrowed(query, things), things)
            for graph in (EmbeddedGraph(store), Endpoint(store))
        )
        assert sorted(map(str, here)) == sorted(map(str, there)), things
        answers += len(here)
    assert bool(answers) != (name in UNANSWERED)


def test_a_bare_ontology_is_served_from_its_terms(tmp_path: Path) -> None:
    """As from a file without named graphs."""
    text = (
        "<https://w3id.org/zjtx/ontology#A> a <http://www.w3.org/2002/07/owl#Class> ; <http://e/p> [ <http://e/q> 1 ] ."
    )
    (tmp_path / "bare.ttl").write_text(text, "utf-8")
    with running(tmp_path / "bare.ttl") as server:
        assert len(triples(server.ask("/ontology", Accept="application/n-triples").body)) == 3


def test_below_the_prefix_of_a_proxy(store: ox.Store, tmp_path: Path) -> None:
    """All addresses are those under which the server is known."""
    graph = EmbeddedGraph(store)
    write_browse(tmp_path / "index", lambda query: graph.select(query, {}))
    release = Release("small", "0", DATA / "small.trig")
    answer = page_answerer(graph, Browse(tmp_path / "index"), release, len(store))

    def asked(path: str, accept: str) -> tuple[dict[str, str], str]:
        request = {"method": "GET", "path": path, "query": "", "base": "https://data.example/kg/", "accept": accept}
        head, body = answer(request, b"")
        return dict(head["headers"]), body.decode()

    assert asked(AWARD, "*/*")[0]["Location"] == f"/kg{AWARD}.ttl"
    assert asked("/ontology", "*/*")[0]["Content-Location"] == "/kg/ontology.ttl"
    assert "<https://data.example/kg/sparql>" in asked("/void", "text/turtle")[1]
    _, page = asked(AWARD + ".html", BROWSER)
    assert set(re.findall(r'(?:href|src)="(/[^/"]*)', page)) == {"/kg"}
