"""The SPARQL endpoint, asked over HTTP at a server in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from urllib.parse import quote, urlencode

import psutil
import pytest
from pyoxigraph import RdfFormat, parse
from server_process import DATA, PATIENCE, SETTING, Reply, Server, command, running

FORM = "application/x-www-form-urlencoded"
ZJTX = "PREFIX zjtx: <https://w3id.org/zjtx/ontology#> "
COUNT = ZJTX + "SELECT (COUNT(*) AS ?n) WHERE { ?award a zjtx:Award }"
GRAPH = ZJTX + "CONSTRUCT { ?award zjtx:recipient ?who } WHERE { ?award zjtx:recipient ?who }"
ASK = ZJTX + "ASK { ?policy a zjtx:Policy }"
POLICY_GRAPH = "https://w3id.org/zjtx/graph/policy/wuhan-2021"
VOCABULARIES = "https://w3id.org/zjtx/graph/vocabularies"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(8)) + " }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


@pytest.fixture(scope="module")
def strict() -> Iterator[Server]:
    """A server whose limits are reached soon."""
    with running(DATA / "small.trig", seconds=2, memory_bytes=256 << 20, answer_bytes=20_000) as server:
        yield server


def count(reply: Reply) -> int:
    """The number ?n of the only row."""
    assert reply.status == 200, reply.text
    return int(reply.json["results"]["bindings"][0]["n"]["value"])


# --- what is asked, and how -----------------------------------------------------------------------------------------


def test_get_sees_the_union_of_all_graphs(server: Server) -> None:
    assert count(server.query(COUNT)) == 3


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(urlencode({"query": COUNT}).encode(), FORM), (COUNT.encode(), "application/sparql-query")],
)
def test_both_kinds_of_post(server: Server, body: bytes, content_type: str) -> None:
    assert count(server.ask("/sparql", body=body, Content_Type=content_type)) == 3


def test_chinese_in_a_query(server: Server) -> None:
    query = ZJTX + "SELECT (COUNT(*) AS ?n) WHERE { ?a zjtx:recipient ?who FILTER(CONTAINS(?who, '小巨人')) }"
    assert count(server.query(query)) == 1


@pytest.mark.parametrize(
    ("clause", "graphs", "awards"),
    [
        ("", "", 3),  # all graphs
        (f"FROM <{POLICY_GRAPH}>", "", 3),  # the query's own choice
        (f"FROM <{VOCABULARIES}>", "", 0),
        ("", f"&default-graph-uri={VOCABULARIES}", 0),  # the request's choice
        (f"FROM <{VOCABULARIES}>", f"&default-graph-uri={POLICY_GRAPH}", 3),  # the request's goes before the query's
    ],
)
def test_dataset(server: Server, clause: str, graphs: str, awards: int) -> None:
    query = COUNT.replace("WHERE", f"{clause} WHERE")
    assert count(server.ask(f"/sparql?query={quote(query)}{graphs}")) == awards


def test_what_two_graphs_say_counts_once(server: Server) -> None:
    query = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p '武汉市财政局'@zh }"
    assert count(server.query(query)) == 1
    assert (
        count(server.query(query.replace("{ ?s ?p '武汉市财政局'@zh }", "{ GRAPH ?g { ?s ?p '武汉市财政局'@zh } }")))
        == 2
    )


@pytest.mark.parametrize(
    "harmless",
    [
        "SELECT ('FROM' AS ?n) (1 AS ?from) WHERE {} # FROM",  # in a string, a variable, a comment
        "PREFIX from: <http://example.org/FROM> SELECT ?n WHERE { ?s ?p ?n FILTER(?p != from:service) } LIMIT 1",
    ],
)
def test_words_that_only_look_like_keywords(server: Server, harmless: str) -> None:
    reply = server.query(harmless)
    assert reply.status == 200
    assert len(reply.json["results"]["bindings"]) == 1


def test_named_graphs(server: Server) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert count(server.query(query)) == 4
    assert count(server.ask(f"/sparql?query={quote(query)}&named-graph-uri={VOCABULARIES}")) == 1


# --- formats --------------------------------------------------------------------------------------------------------


RESULTS = {
    "application/sparql-results+json": lambda body: json.loads(body)["results"]["bindings"][0]["n"]["value"] == "3",
    "application/sparql-results+xml": lambda body: "3" in "".join(ET.fromstring(body).itertext()),
    "text/csv": lambda body: list(csv.reader(io.StringIO(body.decode()))) == [["n"], ["3"]],
    "text/tab-separated-values": lambda body: body == b"?n\n3\n",
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}
NAMES = {"json": 0, "xml": 1, "csv": 2, "tsv": 3, "ttl": 0, "turtle": 0, "nt": 1, "rdf": 2, "jsonld": 3}


@pytest.mark.parametrize("media_type", RESULTS)
def test_results_by_accept(server: Server, media_type: str) -> None:
    reply = server.query(COUNT, Accept=media_type)
    assert reply.type.partition(";")[0] == media_type
    assert RESULTS[media_type](reply.body)


@pytest.mark.parametrize("media_type", RESULTS)
def test_ask_by_accept(server: Server, media_type: str) -> None:
    reply = server.query(ASK, Accept=media_type)
    assert (reply.status, reply.type.partition(";")[0]) == (200, media_type)
    assert b"true" in reply.body


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graphs_by_accept(server: Server, media_type: str) -> None:
    reply = server.query(GRAPH, Accept=media_type)
    assert reply.type.partition(";")[0] == media_type
    assert len(list(parse(reply.body, GRAPHS[media_type]))) == 3


@pytest.mark.parametrize("name", NAMES)
def test_format_by_name(server: Server, name: str) -> None:
    triples = name in {"ttl", "turtle", "nt", "rdf", "jsonld"}
    reply = server.ask(f"/sparql?format={name}&query={quote(GRAPH if triples else COUNT)}", Accept="image/png")
    assert reply.type.partition(";")[0] == list(GRAPHS if triples else RESULTS)[NAMES[name]]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=1.0", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),  # not this one, any other
        ("text/*", "text/csv; charset=utf-8"),
        ("application/json", "application/sparql-results+json"),
    ],
)
def test_preferences(server: Server, accept: str, chosen: str) -> None:
    assert server.query(COUNT, Accept=accept).type == chosen


def test_browsers_get_a_table(server: Server) -> None:
    reply = server.query(COUNT, Accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert reply.type == "text/html; charset=utf-8"
    assert '<td class="figure" data-value="3">3</td>' in reply.text


def test_without_query_a_form_or_the_service_description(server: Server) -> None:
    assert "<textarea" in server.ask("/sparql", Accept="text/html").text
    description = server.ask("/sparql", Accept="text/turtle").text
    assert "sd:UnionDefaultGraph" in description
    assert f"<{server.address}sparql>" in description


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "options", "status", "says"),
    [
        ("/sparql?query=SELECT", {}, 400, "not valid SPARQL"),
        ("/sparql?query=", {}, 400, "no query"),
        ("/sparql", {"body": b"", "Content_Type": FORM}, 400, "no query"),
        ("/sparql?query=ASK{}&query=ASK{}", {}, 400, "one parameter 'query', not 2"),
        ("/sparql?query=ASK{?s%20?p%20%22%FF%22}", {}, 400, "not valid UTF-8"),
        (
            "/sparql",
            {"body": b"ASK { ?s ?p '\xff' }", "Content_Type": "application/sparql-query"},
            400,
            "not valid UTF-8",
        ),
        ("/sparql", {"body": b"query=ASK%7B%7D%FF", "Content_Type": FORM}, 400, "not valid UTF-8"),
        ("/sparql?query=ASK{}&default-graph-uri=no%20iri", {}, 400, "not an absolute IRI"),
        ("/sparql?query=ASK{}", {"method": "PUT"}, 405, ""),
        ("/sparql?query=ASK{}", {"method": "DELETE"}, 405, ""),
        ("/sparql?query=ASK{}", {"Accept": "image/png"}, 406, "format=json"),
        ("/sparql?query=ASK{}", {"Accept": "text/turtle"}, 406, "sparql-results+json"),
        ("/sparql?query=ASK{}&format=word", {}, 406, "format=json"),
        ("/sparql", {"body": b"ASK {}", "Content_Type": "text/plain"}, 415, "application/sparql-query"),
        ("/sparql", {"body": b"query=" + b"x" * (2 << 20), "Content_Type": FORM}, 413, ""),
    ],
)
def test_errors_say_what_is_wrong(server: Server, path: str, options: dict, status: int, says: str) -> None:
    reply = server.ask(path, **options)
    assert reply.status == status
    assert reply.type == "application/json"
    assert reply.json["status"] == status
    assert says in reply.json["message"]
    assert "Traceback" not in reply.text


def test_405_names_what_is_allowed(server: Server) -> None:
    allowed = set(server.ask("/sparql", method="PUT").headers["Allow"].split(", "))
    assert allowed == {"GET", "HEAD", "POST", "OPTIONS"}


def test_browsers_get_errors_as_pages(server: Server) -> None:
    reply = server.query("SELECT <b>", Accept="text/html")
    assert (reply.status, reply.type) == (400, "text/html; charset=utf-8")
    assert "not valid SPARQL" in reply.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", "application/sparql-update"),
        (urlencode({"update": "CLEAR ALL"}).encode(), FORM),
        (b"INSERT DATA { <a:a> <a:b> <a:c> }", "application/sparql-query"),
        (b"LOAD <file:///etc/passwd>", "application/sparql-query"),
    ],
)
def test_updates_are_refused(server: Server, body: bytes, content_type: str) -> None:
    assert server.ask("/sparql", body=body, Content_Type=content_type).status in {400, 403}
    assert count(server.query("SELECT (COUNT(*) AS ?n) WHERE { <a:a> ?p ?o }")) == 0


@pytest.mark.parametrize("service", ["SERVICE", "service silent", "SERVICE\nSILENT"])
def test_other_servers_are_never_asked(server: Server, service: str) -> None:
    reply = server.query(f"SELECT * WHERE {{ {service} <{server.address}sparql> {{ ?s ?p ?o }} }}")
    assert reply.status == 403
    assert "SERVICE" in reply.json["message"]


def test_a_comment_that_looks_like_an_iri_hides_no_call(server: Server) -> None:
    reply = server.query(f"SELECT * WHERE {{ FILTER(1<2)SERVICE#>\nSILENT <{server.address}sparql> {{ ?s ?p ?o }} }}")
    assert reply.status == 400
    assert "SERVICE" in reply.json["message"]


def test_headers_of_every_reply(server: Server) -> None:
    for reply in (server.query(COUNT), server.query("nonsense"), server.ask("/sparql", method="OPTIONS")):
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        assert "Accept" in reply.headers["Vary"]
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_head_has_the_headers_of_get(server: Server) -> None:
    path = f"/sparql?query={quote(COUNT)}"
    head, get = server.ask(path, method="HEAD"), server.ask(path)
    assert (head.status, head.body, head.type) == (200, b"", get.type)
    assert head.headers["Content-Length"] == str(len(get.body))


# --- queries that go too far ----------------------------------------------------------------------------------------


HOSTILE = {
    "Cartesian product": ENDLESS,
    "sort of a Cartesian product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "doubling text": "SELECT ?z WHERE { BIND('0123456789abcdef' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(32))
    + " BIND(STRLEN(?a32) AS ?z) }",
    "deep groups": "SELECT * WHERE " + "{" * 5000 + "}" * 5000,
    "deep brackets, 16 KB": "SELECT * WHERE { FILTER(" + "(" * 8000 + "1" + ")" * 8000 + ") }",
    "long chain": "SELECT * WHERE { FILTER(" + "||".join(["?x"] * 20_000) + ") }",
    "large answer": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_with_an_error_and_harms_nobody(strict: Server, name: str) -> None:
    reply = strict.ask("/sparql", body=HOSTILE[name].encode(), Content_Type="application/sparql-query")
    assert reply.status in {400, 503, 504}, reply.text[:200]
    assert reply.json["message"]
    assert count(strict.query(COUNT)) == 3


def test_small_queries_are_answered_beside_an_endless_one() -> None:
    with ThreadPoolExecutor(1) as other, running(DATA / "small.trig", seconds=PATIENCE) as server:
        endless = other.submit(server.query, ENDLESS)
        assert [count(server.query(COUNT)) for _ in range(20)] == [3] * 20
        assert not endless.done()
    assert isinstance(endless.exception(), OSError) or endless.result().status == 503  # its server has ended


def test_pages_are_answered_and_queries_refused_when_all_workers_are_busy() -> None:
    with (
        ThreadPoolExecutor(4) as others,
        running(
            DATA / "small.trig", workers=1, slow_workers=1, waiting=1, seconds=PATIENCE, wait_seconds=PATIENCE
        ) as server,
    ):
        asked = [others.submit(server.query, ENDLESS) for _ in range(4)]
        refused, _ = wait(asked, timeout=PATIENCE / 2, return_when=FIRST_COMPLETED)
        assert all("busy" in one.result().json["message"] for one in refused)
        assert refused
        assert server.ask("/policies").status == 200


def test_many_at_once(strict: Server) -> None:
    with ThreadPoolExecutor(8) as clients:
        replies = list(clients.map(lambda _: count(strict.query(COUNT)), range(80)))
    assert replies == [3] * 80


def test_an_answer_past_the_limit_is_an_error_not_a_part(strict: Server) -> None:
    reply = strict.query("SELECT * WHERE { ?s ?p ?o }", Accept="text/csv")
    assert reply.status == 503
    assert "LIMIT" in reply.json["message"]


# --- start and end --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_server_and_workers(number: int) -> None:
    with running(DATA / "small.trig") as server, ThreadPoolExecutor(1) as other:
        family = psutil.Process(server.process.pid).children(recursive=True)
        other.submit(server.query, ENDLESS)
        server.process.send_signal(number)
        assert server.process.wait(timeout=PATIENCE) == 0
        assert psutil.wait_procs(family, timeout=PATIENCE)[1] == []


def test_workers_do_not_outlive_a_killed_server() -> None:
    with running(DATA / "small.trig") as server:
        family = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        assert psutil.wait_procs(family, timeout=PATIENCE)[1] == []


def test_an_occupied_port_is_told(server: Server) -> None:
    port = server.address.rstrip("/").rpartition(":")[2]
    ended = subprocess.run(
        command(DATA / "small.trig", port=int(port)), capture_output=True, timeout=PATIENCE, check=False, **SETTING
    )
    assert ended.returncode == 1
    assert f"127.0.0.1:{port}: cannot listen there: Address already in use" in ended.stderr
