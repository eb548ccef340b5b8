"""What a query means at the endpoint: its dataset, its functions, its base, and what it is told when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from server_process import DATA, Reply, Server, running

EX = "http://example.org/"
PREFIX = f"PREFIX ex: <{EX}> "
# Three graphs: one triple that all of them hold, one that two hold with the same blank node, one each of their own.
QUADS = "".join(
    f"<{EX}all> <{EX}p> <{EX}x> <{EX}{graph}> .\n<{EX}{graph}> <{EX}own> <{EX}x> <{EX}{graph}> .\n" for graph in "abc"
) + "".join(f"_:shared <{EX}q> <{EX}x> <{EX}{graph}> .\n" for graph in "ab")
ROWS = "SELECT ?s ?p ?o {} WHERE {{ ?s ?p ?o }}"
NAMED_ROWS = "SELECT ?s ?p ?o {} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path: Path = tmp_path_factory.mktemp("semantics") / "graphs.nq"
    path.write_text(QUADS, "utf-8")
    with running(path) as server:
        yield server


def ask(server: Server, way: str, text: str, **graphs: tuple[str, ...]) -> Reply:
    """The reply to a query sent in one of the protocol's three ways."""
    fields = [(f"{which}-graph-uri", EX + name) for which, names in graphs.items() for name in names]
    if way == "get":
        return server.ask("/sparql?" + urlencode([("query", text), *fields]))
    if way == "form":
        body = urlencode([("query", text), *fields]).encode()
        return server.ask("/sparql", body=body, Content_Type="application/x-www-form-urlencoded")
    return server.ask("/sparql?" + urlencode(fields), body=text.encode(), Content_Type="application/sparql-query")


def rows(reply: Reply) -> list[dict]:
    assert reply.status == 200, reply.text
    return reply.json["results"]["bindings"]


# --- the dataset ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("clause", "graphs", "default", "named"),
    [
        ("", {}, 5, 8),  # the default graph is the merge of all
        ("FROM ex:a", {}, 3, 0),
        ("FROM ex:a FROM ex:b", {}, 4, 0),  # the merge holds each triple once, also that with a blank node
        (f"FROM <{EX}a> FROM ex:b FROM ex:a FROM ex:c", {}, 5, 0),
        ("FROM ex:a FROM ex:a", {}, 3, 0),
        ("FROM ex:a FROM ex:b FROM NAMED ex:c", {}, 4, 2),
        ("FROM NAMED ex:a FROM NAMED ex:b", {}, 0, 6),  # FROM NAMED alone: an empty default graph
        ("FROM ex:none", {}, 0, 0),  # a graph that is not there is an empty one
        ("FROM ex:a FROM ex:none", {}, 3, 0),
        ("", {"default": ("a",)}, 3, 0),
        ("", {"default": ("a", "b")}, 4, 0),
        ("", {"default": ("a", "b", "c")}, 5, 0),
        ("", {"default": ("a", "a")}, 3, 0),
        ("", {"named": ("a", "c")}, 0, 5),
        ("", {"default": ("a", "c"), "named": ("b", "c")}, 4, 5),
        ("", {"default": ("none",)}, 0, 0),
        ("FROM ex:a FROM ex:b FROM NAMED ex:a", {"default": ("c",)}, 2, 0),  # the request goes before the query
        ("FROM ex:a", {"named": ("b",)}, 0, 3),
    ],
)
def test_dataset(server: Server, way: str, clause: str, graphs: dict, default: int, named: int) -> None:
    assert len(rows(ask(server, way, PREFIX + ROWS.format(clause), **graphs))) == default
    assert len(rows(ask(server, way, PREFIX + NAMED_ROWS.format(clause), **graphs))) == named


def test_what_is_in_no_graph_is_seen_without_from_only(tmp_path: Path) -> None:
    path = tmp_path / "graphs.nq"
    path.write_text(QUADS + f"<{EX}none> <{EX}p> <{EX}x> .\n", "utf-8")
    with running(path) as server:
        assert len(rows(server.query(ROWS.format("")))) == 6
        assert len(rows(server.query(PREFIX + ROWS.format("FROM ex:a FROM ex:b FROM ex:c")))) == 5


@pytest.mark.parametrize(
    "prologue",
    [
        f"BASE <{EX}> SELECT ?s FROM <a> FROM <b>",
        f"PREFIX : <{EX}> SELECT ?s FROM :a # FROM :c\n FROM <{EX}b>",
        f"prefix from: <{EX}> select ?s from from:a from from:b",
        f"BASE <{EX}no/> PREFIX ex: <../> SELECT ?s FROM ex:a FROM <../b>",
    ],
)
def test_graphs_of_a_merge_are_named_in_any_way(server: Server, prologue: str) -> None:
    assert len(rows(server.query(prologue + " WHERE { ?s ?p ?o }"))) == 4


def test_a_graph_is_named_by_an_absolute_iri(server: Server) -> None:
    reply = server.ask("/sparql?query=ASK{}&default-graph-uri=a")
    assert (reply.status, "absolute IRI" in reply.json["message"]) == (400, True)


# --- expressions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("ex:unknown(1)", None),
        ("COALESCE(ex:unknown(1), ex:another(2), 'else')", "else"),
        ("IF(ex:unknown(), 1, 2)", None),
        ("BOUND(?s) || ex:unknown(?s)", "true"),
        ("BOUND(?none) && ex:unknown(?s)", "false"),
        ("1 / 0", None),
        ("STRLEN(1)", None),
        ("REGEX('a', '[')", None),
        ("TRUE && !False", "true"),  # keywords in any case
        ("'TRUE'", "TRUE"),
    ],
)
def test_an_error_of_an_expression_is_not_one_of_the_query(server: Server, expression: str, value: str | None) -> None:
    (row,) = rows(server.query(f"{PREFIX} SELECT ({expression} AS ?value) WHERE {{ BIND(ex:a AS ?s) }}"))
    assert row.get("value", {}).get("value") == value


def test_unknown_functions_without_end_are_told(server: Server) -> None:
    calls = " ".join(f"(ex:f{number}() AS ?v{number})" for number in range(50))
    reply = server.query(f"{PREFIX} SELECT {calls} WHERE {{}}")
    assert (reply.status, "functions" in reply.json["message"]) == (400, True)


def test_a_filter_with_an_unknown_function_lets_nothing_through(server: Server) -> None:
    assert rows(server.query(PREFIX + "SELECT * WHERE { ?s ?p ?o FILTER(ex:unknown(?s)) }")) == []


@pytest.mark.parametrize(
    ("prologue", "iri"),
    [
        ("", "https://w3id.org/zjtx/thing"),
        (f"BASE <{EX}> ", EX + "thing"),
        (f"BASE <{EX}a/b> BASE <c/d> ", EX + "a/c/thing"),
    ],
)
def test_relative_iris(server: Server, prologue: str, iri: str) -> None:
    (row,) = rows(server.query(prologue + "SELECT (<thing> AS ?iri) WHERE {}"))
    assert row["iri"] == {"type": "uri", "value": iri}


# --- what is wrong with a query -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ASK {", "line 1, column 6: it ends too early"),
        ("ASK {} ASK {}", "line 1, column 8: it cannot be read on from “ASK {}”"),  # two queries
        ("SELECT *\nWHERE { ?s ?p ?o }\n  garbage", "line 3, column 3: it cannot be read on from “garbage”"),
        ("ASK {\n ?s ?p '专精特新𝄞' .\n ?s ?p ?o ?o }", "line 3, column 11: it cannot be read on from “?o }”"),
        ("SELECT * { ?s ?p ?o FILTER(STR()) }", "line 1, column 32: it cannot be read on from “)) }”"),
        ("SELECT *\nWHERE { ?s ?p }", "line 2, column 15: it cannot be read on from “}”"),
        ("SELECT ?x, ?y { ?x ?p ?y }", "line 1, column 10: it cannot be read on from “, ?y { ?x ?p ?y }”"),
        ("ASK { FILTER(?a && ) }", "line 1, column 20: it cannot be read on from “) }”"),
        ("SELECT ?s { ?s none:p ?o }", "Prefix not found"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "SELECT * is not authorized with GROUP BY"),
        ("# nothing but a comment", "There is no query."),
        ("PREFIX ex: <http://example.org/>\nINSERT DATA { ex:a ex:b ex:c }", "INSERT is refused"),
        ("clear all", "CLEAR is refused"),
        ("LOAD SILENT <http://example.org/>", "LOAD is refused"),
    ],
)
def test_where_a_query_is_wrong(server: Server, text: str, says: str) -> None:
    reply = ask(server, "direct", text)
    assert reply.status in {400, 403}
    assert says in reply.json["message"]
    assert not {"'0'", "[_]", "\\u{", "Error"} & set(reply.json["message"].split())


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <http://example.org/> {}",
        "SERVICE SILENT ?s {}",
        "SERVICE:x {}",
        "SERVICESILENTex:x {}",
        "?s ?p 1.SERVICE:x {}",
        "?s ?p trueSERVICE<http://example.org/> {}",
        "FILTER EXISTS { service silent ex:x {} }",
    ],
)
def test_other_servers_are_refused_however_they_are_written(server: Server, clause: str) -> None:
    reply = server.query(f"{PREFIX} PREFIX : <{EX}> ASK {{ {clause} }}")
    assert (reply.status, "SERVICE" in reply.json["message"]) == (403, True)


GLUE = st.sampled_from(
    [
        "",
        " ",
        "#c\n",
        "true",
        "1.",
        "1e5",
        "?s ?p ",
        "'a'",
        "@en",
        "{}",
        "FILTER(?a<?b)",
        "OPTIONAL",
        "GRAPH ",
        "a:",
        "-",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.tuples(GLUE, GLUE, GLUE), st.sampled_from([":x", "ex:x", f"<{EX}>", "?s"]), GLUE)
def test_no_way_of_writing_makes_the_engine_ask_another_server(
    server: Server, glue: tuple[str, str, str], name: str, end: str
) -> None:
    """The engine would fail for want of a network, which is told as 503."""
    before, between, behind = glue
    clause = f"{before}SERVICE{between}{name}{behind}{{}}{end}"
    assert server.query(f"{PREFIX} PREFIX : <{EX}> PREFIX a: <{EX}> ASK {{ {clause} }}").status in {200, 400, 403}


@pytest.mark.parametrize(
    "harmless",
    [
        "PREFIX service: <http://example.org/> ASK { service:a service:p service:o }",
        "PREFIX service: <http://example.org/> ASK FROM service:a { GRAPH service:a { ?s ?p ?o } }",
        "ASK { ?service ?p 'SERVICE <http://example.org/> {}'@en-service } # SERVICE",
        "ASK { ?s <http://example.org/SERVICE> ?o }",
    ],
)
def test_things_of_services_are_no_calls_of_them(server: Server, harmless: str) -> None:
    assert server.query(harmless).json["boolean"] in {True, False}


def test_a_result_past_the_limit_of_a_merge_is_told() -> None:
    graphs = "FROM <https://w3id.org/zjtx/graph/policy/wuhan-2021> FROM <https://w3id.org/zjtx/graph/vocabularies>"
    with running(DATA / "small.trig", answer_bytes=100) as server:
        reply = server.query(ROWS.format(graphs))
    assert (reply.status, "LIMIT" in reply.json["message"]) == (503, True)
