"""The SPARQL 1.1 Protocol and the Graph Store Protocol in their own words, asked over HTTP with nothing added."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import RdfFormat, parse
from server_process import PATIENCE, Reply, Server, running

EX = "http://example.org/"
DATA = f"<{EX}a> <{EX}p> '中文'@zh <{EX}g> .\n<{EX}b> <{EX}p> 'b' <{EX}h> .\n".replace("'", '"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
CSV = "SELECT ?s WHERE { ?s ?p '中文'@zh }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
JSON, XML, TSV = "application/sparql-results+json", "application/sparql-results+xml", "text/tab-separated-values"
TURTLE, RDF_XML, JSON_LD = "text/turtle", "application/rdf+xml", "application/ld+json"
N_TRIPLES, TRIG, N_QUADS = "application/n-triples", "application/trig", "application/n-quads"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("protocol") / "graphs.nq"
    path.write_text(DATA, "utf-8")
    with running(path) as server:
        yield server


def send(
    server: Server, method: str, target: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> Reply:
    """The reply to a request written as it stands: nothing is encoded, no header added but Host and length."""
    place = urlsplit(server.address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=PATIENCE)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Reply(response.status, response.headers, response.read())
    finally:
        connection.close()


# --- the query operation: what is a query ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("GET", "/sparql?query=" + quote(CSV), {}, None),
        ("GET", "/sparql?format=csv&query=" + quote(CSV).replace("%20", "+"), {}, None),
        ("POST", "/sparql", FORM, b"query=" + quote(CSV).encode()),
        (
            "POST",
            "/sparql",
            {"Content-Type": "Application/X-WWW-Form-URLencoded; charset=UTF-8"},
            b"query=" + quote(CSV).encode(),
        ),
        ("POST", f"/sparql?default-graph-uri={EX}g", FORM, b"query=" + quote(CSV).encode()),
        ("POST", "/sparql", DIRECT, CSV.encode()),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query;charset=utf-8"}, CSV.encode()),
        ("POST", f"/sparql?default-graph-uri={quote(EX)}g&default-graph-uri={EX}h", DIRECT, CSV.encode()),
    ],
)
def test_a_query_is_answered(server: Server, method: str, target: str, headers: dict, body: bytes | None) -> None:
    reply = send(server, method, target, {"Accept": "text/csv", **headers}, body)
    assert (reply.status, reply.body) == (200, f"s\r\n{EX}a\r\n".encode())


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "status"),
    [
        ("POST", "/sparql", FORM, b"", 400),  # none
        ("POST", "/sparql", DIRECT, b"", 400),
        ("POST", "/sparql", DIRECT, b" \n# only a comment", 400),
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),  # two
        ("POST", "/sparql?query=ASK%7B%7D", FORM, b"query=ASK%7B%7D", 400),
        ("POST", "/sparql?query=ASK%7B%7D", DIRECT, b"ASK {}", 400),
        ("GET", "/sparql?query=ASK%7B%7D+ASK%7B%7D", {}, None, 400),
        ("GET", "/sparql?query=ASK+%7B", {}, None, 400),  # no query by the grammar
        ("GET", "/sparql?query=ASK%7B%3Fs+%3Fp+%22%FF%22%7D", {}, None, 400),  # no UTF-8
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=http://e/%FF", {}, None, 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%3Fs+%3Fp+%22%E4%B8%22%7D", 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%3Fs+%3Fp+%22\xe4\xb8%22%7D", 400),
        ("POST", "/sparql", DIRECT, b"ASK { ?s ?p '\xe4\xb8' }", 400),
        ("POST", "/sparql", DIRECT, "ASK {}".encode("utf-16"), 400),
        ("POST", "/sparql", {}, b"ASK {}", 415),  # no type
        ("POST", "/sparql", {}, b"query=ASK%7B%7D", 415),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/json"}, b'{"query": "ASK {}"}', 415),
        ("POST", "/sparql", {"Content-Type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ("POST", "/sparql", {"Content-Type": "nonsense"}, b"ASK {}", 415),
        ("PUT", "/sparql?query=ASK%7B%7D", {}, None, 405),
        ("DELETE", "/sparql", {}, None, 405),
        ("PATCH", "/sparql", DIRECT, b"ASK {}", 405),
    ],
)
def test_what_is_no_query_is_refused(
    server: Server, method: str, target: str, headers: dict, body: bytes | None, status: int
) -> None:
    reply = send(server, method, target, headers, body)
    assert reply.status == status
    assert json.loads(reply.body)["status"] == status
    assert json.loads(reply.body)["message"]
    if status == 405:
        assert {each.strip() for each in reply.headers["Allow"].split(",")} == {"GET", "HEAD", "POST", "OPTIONS"}


def test_a_syntax_error_has_its_place(server: Server) -> None:
    content = send(server, "POST", "/sparql", DIRECT, b"SELECT *\nWHERE { ?s ?p }").json
    assert (content["line"], content["column"]) == (2, 15)


@pytest.mark.parametrize(
    ("method", "target", "headers", "body"),
    [
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
        ("POST", "/sparql?query=ASK%7B%7D", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
        ("POST", "/sparql", FORM, b"update=CLEAR+ALL"),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&update=CLEAR+ALL"),
        ("POST", "/sparql?update=CLEAR+ALL", DIRECT, b"ASK {}"),
        ("GET", "/sparql?update=CLEAR+ALL", {}, None),
        ("GET", "/sparql?query=CLEAR+ALL", {}, None),
        ("POST", "/sparql", DIRECT, b"CLEAR ALL"),
        ("POST", "/sparql", DIRECT, b"PREFIX ex: <http://example.org/> DELETE WHERE { ?s ?p ?o }"),
    ],
)
def test_an_update_is_refused_and_changes_nothing(
    server: Server, method: str, target: str, headers: dict, body: bytes | None
) -> None:
    reply = send(server, method, target, headers, body)
    assert reply.status in {400, 403}
    assert "nothing can be changed" in reply.json["message"]
    assert server.query(CONSTRUCT, Accept=N_TRIPLES).body.count(b"\n") == 2


# --- formats --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("ASK {}", "", JSON),
        ("ASK {}", "*/*", JSON),
        ("ASK {}", "application/*", JSON),
        ("ASK {}", "text/*", "text/csv"),
        ("ASK {}", "text/*, text/csv;q=0", TSV),
        ("ASK {}", f"{JSON};q=0, {XML};q=0, */*", "text/csv"),
        ("ASK {}", f"{JSON};q=0.2, {XML};q=0.3, */*;q=0.1", XML),
        ("ASK {}", f"{XML}, {JSON}", JSON),  # a tie is ours to decide
        ("ASK {}", "text/csv;header=present, */*;q=0.5", "text/csv"),
        ("ASK {}", "text/turtle, application/sparql-results+xml;q=0.1", XML),  # the better one is for graphs
        ("ASK {}", "application/json", JSON),
        ("ASK {}", "application/xml;q=0.9, text/csv;q=0.8", XML),
        ("ASK {}", "APPLICATION/SPARQL-RESULTS+XML", XML),
        (CONSTRUCT, "", TURTLE),
        (CONSTRUCT, "*/*", TURTLE),
        (CONSTRUCT, "application/rdf+xml;q=0.5, application/n-triples;q=0.6", N_TRIPLES),
        (CONSTRUCT, f"{JSON}, {JSON_LD};q=0.1", JSON_LD),
        (CONSTRUCT, TRIG, TRIG),
        (CONSTRUCT, N_QUADS, N_QUADS),
        (CONSTRUCT, "text/turtle;q=0, text/*;q=0.5, application/rdf+xml;q=0.4", RDF_XML),
        ("DESCRIBE <http://example.org/a>", N_TRIPLES, N_TRIPLES),
    ],
)
def test_the_format_that_the_client_likes_best(server: Server, query: str, accept: str, media_type: str) -> None:
    reply = send(server, "GET", "/sparql?query=" + quote(query), {"Accept": accept} if accept else {})
    assert (reply.status, reply.type.partition(";")[0]) == (200, media_type)
    assert "Accept" in {each.strip() for each in reply.headers["Vary"].split(",")}


def test_an_accept_header_in_several_lines_is_one_list(server: Server) -> None:
    headers = {"Accept": "image/png, text/csv;q=0.1", "accept": "application/sparql-results+xml;q=0.5"}
    assert send(server, "GET", "/sparql?query=ASK%7B%7D", headers).type == XML


@pytest.mark.parametrize(
    "function", ["NOW()", "RAND()", "STRUUID()", "UUID ( )", "now # a comment\n()", "IRI(CONCAT('urn:', STRUUID()))"]
)
def test_what_changes_is_asked_again(server: Server, function: str) -> None:
    target = "/sparql?format=tsv&query=" + quote(f"SELECT ({function} AS ?x) {{}}")
    assert len({send(server, "GET", target).body for _ in range(3)}) == 3


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        ("ASK {}", "image/png", JSON),
        ("ASK {}", TURTLE, XML),
        ("ASK {}", "*/*;q=0", "text/csv"),
        (CONSTRUCT, JSON, TURTLE),
        (CONSTRUCT, "text/csv", JSON_LD),
    ],
)
def test_what_is_not_offered_is_told_with_what_is(server: Server, query: str, accept: str, offered: str) -> None:
    reply = send(server, "GET", "/sparql?query=" + quote(query), {"Accept": accept})
    assert (reply.status, offered in reply.json["message"]) == (406, True)


# --- the service description ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("accept", ["", "*/*", TURTLE, RDF_XML, N_TRIPLES, JSON_LD, TRIG, N_QUADS])
def test_the_service_describes_itself_as_it_was_asked(server: Server, accept: str) -> None:
    reply = send(server, "GET", "/sparql", {"Accept": accept} if accept else {})
    media_type = reply.type.partition(";")[0]
    assert (reply.status, media_type) == (200, accept if "/" in accept and "*" not in accept else TURTLE)
    quads = parse(reply.body, format=RdfFormat.from_media_type(media_type), base_iri=server.address)
    endpoints = [q.object.value for q in quads if q.predicate.value.endswith("service-description#endpoint")]
    assert endpoints == [server.address + "sparql"]


# --- HEAD, OPTIONS, other sites -------------------------------------------------------------------------------------


def test_a_preflight_is_answered_without_credentials(server: Server) -> None:
    headers = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = send(server, "OPTIONS", "/sparql", headers)
    assert reply.status in {200, 204}
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]
    assert "content-type" in reply.headers["Access-Control-Allow-Headers"].lower()
    assert reply.headers["Access-Control-Allow-Credentials"] is None


@pytest.mark.parametrize("target", ["/sparql", "/sparql?query=ASK%7B%7D", "/sparql?query=ASK%7B"])
def test_head_is_get_without_body(server: Server, target: str) -> None:
    head, get = send(server, "HEAD", target), send(server, "GET", target)
    assert (head.status, head.body) == (get.status, b"")
    assert (head.type, head.headers["Content-Length"]) == (get.type, str(len(get.body)))


# --- the Graph Store Protocol, reading ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "accept", "media_type", "triples"),
    [
        (f"/graph?graph={EX}g", "", TURTLE, 1),
        (f"/graph?graph={quote(EX, safe='')}g", N_TRIPLES, N_TRIPLES, 1),
        (f"/graph?graph={EX}h", RDF_XML, RDF_XML, 1),
        ("/graph?default", JSON_LD, JSON_LD, 2),  # the union
        ("/graph?default=", TRIG, TRIG, 2),
        (f"/graph?graph={EX}g", N_QUADS, N_QUADS, 1),
    ],
)
def test_a_graph_is_read(server: Server, target: str, accept: str, media_type: str, triples: int) -> None:
    reply = send(server, "GET", target, {"Accept": accept} if accept else {})
    assert (reply.status, reply.type.partition(";")[0]) == (200, media_type)
    assert len(list(parse(reply.body, format=RdfFormat.from_media_type(media_type)))) == triples
    head = send(server, "HEAD", target, {"Accept": accept} if accept else {})
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(reply.body)))


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", f"/graph?graph={EX}none", 404),
        ("GET", "/graph", 400),
        ("GET", f"/graph?default&graph={EX}g", 400),
        ("GET", f"/graph?graph={EX}g&graph={EX}h", 400),
        ("PUT", f"/graph?graph={EX}g", 405),
        ("POST", f"/graph?graph={EX}g", 405),
        ("DELETE", f"/graph?graph={EX}g", 405),
        ("PATCH", "/graph?default", 405),
    ],
)
def test_graphs_that_are_not_there_or_not_to_be_written(server: Server, method: str, target: str, status: int) -> None:
    reply = send(server, method, target, {"Content-Type": TURTLE}, b"" if method in {"PUT", "POST", "PATCH"} else None)
    assert (reply.status, reply.json["status"]) == (status, status)
    if status == 405:
        assert "GET" in reply.headers["Allow"]
    assert server.query(CONSTRUCT, Accept=N_TRIPLES).body.count(b"\n") == 2
