"""Queries answered by a store elsewhere are answered as by the embedded one, whatever that store does."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hostile_store import SECRET
from stores import Store, hostile, oxigraph, virtuoso
from zjtx_server.pages.sources.graph import EmbeddedGraph, Row
from zjtx_server.pages.sources.knowledge import QUERIES, narrowed, query_text
from zjtx_server.pages.sources.remote import RemoteGraph
from zjtx_server.remote.endpoint import PASSWORD, connect
from zjtx_server.remote.load import load
from zjtx_server.work import evaluate, remote
from zjtx_server.work.remote import RemoteStore

SECONDS = 20.0
SHORT = 1.0  # for what never ends
LIMIT = 1 << 20
ASKED_BY = re.compile(r"^# asked by: (?P<variable>\w+)$", re.MULTILINE)  # what a query must be given
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, TRIPLES = "text/turtle", "application/n-triples"
GRAPH = "https://w3id.org/zjtx/graph/"
POLICIES = "SELECT ?p ?t WHERE { ?p a <ontology#Policy> ; <http://purl.org/dc/terms/title> ?t } ORDER BY ?p"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/zjtx/ontology#Award> }"
# Forms and formats, relative IRIs, literals of all kinds, datasets, and what is refused before anything is sent.
REQUESTS: list[tuple[str, dict[str, Any]]] = [
    *((POLICIES, {"results": results}) for results in (JSON, XML, CSV, TSV)),
    *((COUNT, {key: [f"{GRAPH}policy/jiaxing"]}) for key in ("default_graphs", "named_graphs")),
    (COUNT, {}),
    (COUNT.replace("WHERE", "FROM <graph/policy/dazu-2022> WHERE"), {}),
    ("SELECT ?v WHERE { ?t a <ontology#Target> ; <ontology#value> ?v } ORDER BY ?v ?t", {}),
    ("SELECT ?g WHERE { GRAPH ?g { ?t a <ontology#Award> } } GROUP BY ?g ORDER BY ?g", {}),
    ("ASK { ?award a <ontology#Award> }", {}),
    ("ASK { ?award a <ontology#Nothing> }", {"results": XML}),
    ("SELECT * WHERE { ?s a <ontology#Nothing> }", {}),
    ('SELECT ?x WHERE { BIND(TRUE AS ?b) BIND(IF(?b, "yes", "no") AS ?x) }', {}),
    ("SELECT * WHERE {\n  ?s ?p }", {}),
    ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}),
    ("INSERT DATA { <http://a/s> <http://a/p> 1 }", {}),
    ("", {}),
    (POLICIES, {"results": ""}),
    (POLICIES, {"default_graphs": ["no IRI"]}),
    (POLICIES, {"answer_bytes": 100}),
    (POLICIES, {"page_bytes": 1 << 16}),
    (POLICIES, {"page_bytes": 1}),
    ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", {"graph": ""}),
]
HOSTILE = {  # what the store does → the reason that is given, and the end of its message
    "endless": ("size", "larger than 1,048,576 bytes"),
    "packed": ("size", "larger than 1,048,576 bytes"),
    "dripping": ("time", "longer than 1 seconds"),
    "silent": ("time", "longer than 1 seconds"),
    "half": ("time", "longer than 1 seconds"),
    "few-rows": ("size", "so many rows"),
    "refusing": ("evaluation", "cannot be evaluated"),
    "failing": ("evaluation", "cannot be evaluated"),
    "busy": ("busy", "try again later"),
    "forbidding": ("failed", "does not answer as it should"),
    "elsewhere": ("failed", "does not answer as it should"),
    "cut": ("failed", "does not answer as it should"),
    "no-json": ("failed", "does not answer as it should"),
    "bad-term": ("failed", "does not answer as it should"),
    "no-http": ("failed", "does not answer as it should"),
    "page": ("failed", "does not answer as it should"),
}


def request(text: str, **more: Any) -> dict[str, Any]:
    usual = {"base": "https://w3id.org/zjtx/", "results": JSON, "graph": TRIPLES, "answer_bytes": LIMIT}
    return {"op": "query", "text": text, "default_graphs": [], "named_graphs": [], **usual, **more}


def dump(graph: str, media_type: str = TRIPLES) -> dict[str, Any]:
    return {"op": "dump", "graph": graph, "media_type": media_type, "answer_bytes": LIMIT << 4}


def filled(store: Store, release: Path) -> RemoteStore:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PASSWORD, store.password)
        load(release, connect(store.url, store.graph_store, store.user, loads=True), lambda *_: None)
    return RemoteStore(connect(store.url), SECONDS)


@pytest.fixture(scope="module")
def embedded(release: Path) -> ox.Store:
    return ox.Store.read_only(str(release / "store"))


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(
    request: pytest.FixtureRequest, release: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    folder = tmp_path_factory.mktemp("store")
    with oxigraph() if request.param == "oxigraph" else virtuoso(folder) as running:
        yield filled(running, release)


@pytest.fixture(scope="module")
def bad() -> Iterator[str]:
    with hostile() as address:
        yield address


@pytest.mark.parametrize(("text", "more"), REQUESTS, ids=lambda value: str(value)[:40])
def test_answers_are_those_of_the_embedded_store(
    text: str, more: dict[str, Any], store: RemoteStore, embedded: ox.Store
) -> None:
    head, body = remote.answer(request(text, **more), store)
    own_head, own_body = evaluate.answer(request(text, **more), embedded)
    assert head == own_head
    assert body == own_body


def test_graphs_are_those_of_the_embedded_store(store: RemoteStore, embedded: ox.Store) -> None:
    text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}policy/jiaxing> {{ ?s ?p ?o }} }}"
    for graph in (TRIPLES, TURTLE, "application/rdf+xml", "application/ld+json"):
        (head, body), (own_head, own_body) = (
            answer(request(text, graph=graph, answer_bytes=LIMIT << 4), each)
            for answer, each in ((remote.answer, store), (evaluate.answer, embedded))
        )
        assert head == own_head == {"kind": "triples", "media_type": graph}
        assert triples(body, graph) == triples(own_body, graph) and len(triples(body, graph)) > 3000


def triples(body: bytes, media_type: str) -> set[ox.Quad]:
    return set(ox.parse(body, format=ox.RdfFormat.from_media_type(media_type)))


def test_dumps_are_those_of_the_embedded_store(store: RemoteStore, embedded: ox.Store) -> None:
    for asked in (dump(f"{GRAPH}policy/jiaxing"), dump(f"{GRAPH}policy/jiaxing", "application/n-quads")):
        (head, body), (own_head, own_body) = remote.answer(asked, store), evaluate.answer(asked, embedded)
        assert head == own_head
        assert triples(body, asked["media_type"]) == triples(own_body, asked["media_type"])
    for asked in (dump(f"{GRAPH}none"), dump("no IRI")):
        assert remote.answer(asked, store) == evaluate.answer(asked, embedded)
    head, body = remote.answer(dump(""), store)
    assert head["kind"] == "triples" and len(triples(body, TRIPLES)) >= 29000


def test_functions_of_the_stores_own_are_refused(store: RemoteStore) -> None:
    call = 'PREFIX own: <{}> SELECT (own:virtuoso_ini_item_value("SPARQL", "ResultSetMaxRows") AS ?x) WHERE {{}}'
    for prefix in ("bif:", "BIF:", "sql:", "\\u0062if:"):
        head, _ = remote.answer(request(call.format(prefix)), store)
        assert head["reason"] in {"evaluation", "syntax"} and "x" not in head, prefix


def test_a_call_behind_escapes_is_refused_before_anything_is_sent() -> None:
    """SPARQL 1.1, 19.2: escapes come before the grammar, so that this is a string to some and a call to others."""
    nowhere = RemoteStore(connect("http://127.0.0.1:9/sparql"), SHORT)
    call = 'ASK {{ ?s ?p "{} . SERVICE <http://a/> {{}} #" }}'
    for quote in ("\\u0022", "\\U00000022"):
        assert remote.answer(request(call.format(quote)), nowhere)[0]["reason"] == "service"
    assert remote.answer(request("ASK {} # \\UFFFFFFFF"), nowhere)[0]["reason"] == "failed"  # nobody is there


def test_nothing_of_a_graph_is_kept_back_in_silence(tmp_path: Path) -> None:
    data = tmp_path / "ten.trig"
    data.write_text("".join(f"<http://a/g> {{ <http://a/{number}> <http://a/p> 1 }}\n" for number in range(10)))
    select, construct = "SELECT ?s WHERE { ?s <http://a/p> 1 }", "CONSTRUCT { ?s a ?s } WHERE { ?s <http://a/p> 1 }"
    with virtuoso(tmp_path, rows=8) as running:
        filled(running, data)
        store, _ = remote.open_remote(running.url, SECONDS)
        assert store.rows == 8
        for text in (select, construct, construct + " OFFSET 1", construct + " LIMIT 9", construct + "VALUES ?o { 1 }"):
            head, body = remote.answer(request(text), store)
            assert head.get("reason") in {"size", "evaluation"} and body == b"", text
        assert remote.answer(dump("http://a/g"), store)[0]["reason"] == "size"
        for text in (select + " LIMIT 7", construct + " LIMIT 8", construct + " # LIMIT\n LIMIT 7 OFFSET 2"):
            head, body = remote.answer(request(text), store)
            assert "reason" not in head and body.count(b"http://a/") >= 7, text
        head, body = remote.answer(request(construct.replace("1 }", "1 FILTER(?s < <http://a/8>) }")), store)
        assert "reason" not in head and len(triples(body, TRIPLES)) == 8


def test_other_stores_keep_nothing_back(store: RemoteStore) -> None:
    opened, number = remote.open_remote(store.endpoint.url, SECONDS)
    assert opened.rows in {0, 100_000} and number > 29_000


def things(rows: tuple[Row, ...]) -> Iterator[dict[str, str]]:
    """For each variable of the rows the first and the last of its IRIs."""
    for name in sorted({name for row in rows for name in row}):
        values = sorted({row[name] for row in rows if row.get(name, "").startswith("https://w3id.org/zjtx/id/")})
        yield from ({name: value} for value in dict.fromkeys((*values[:1], *values[-1:])))


COUNTING = {"classes", "properties", "graphs", "entities"}  # what is in the store, and there the edition's mark is too
LISTING = {"statements", "incoming", "known"}  # the same where they are asked of nothing in particular


@pytest.mark.parametrize("name", sorted({path.stem for path in QUERIES.glob("*.rq")} - COUNTING))
def test_queries_of_the_pages_give_the_same(name: str, store: RemoteStore, embedded: ox.Store) -> None:
    own, other = EmbeddedGraph(embedded), RemoteGraph(store.endpoint, SECONDS)
    text = query_text(name)
    if "CONSTRUCT {" in text:
        subjects = [*SUBJECTS, *links(own)]
        variables = [variable for variable in ("thing", "graph") if f"?{variable}" in text]
        for given in [{variable: iri} for variable in variables for iri in subjects] or [{}]:
            ours, theirs = own.triples(text, given), other.triples(text, given)
            assert grounded(theirs) == grounded(ours) and len(set(theirs)) == len(set(ours)), given
        return
    rows = own.select(narrowed(text, ()), {})
    needed = ASKED_BY.search(text)
    for given in [*([] if name in LISTING else [{}]), *things(rows)]:
        if needed and given.keys() != {needed["variable"]}:
            continue
        asked = narrowed(text, given)
        assert Counter(map(frozen, other.select(asked, given))) == Counter(map(frozen, own.select(asked, given))), given


def links(graph: EmbeddedGraph) -> list[str]:
    """A link of each kind."""
    query = """PREFIX zjtx: <https://w3id.org/zjtx/ontology#> SELECT (MIN(?link) AS ?a) WHERE {
      VALUES ?kind { zjtx:Counterpart zjtx:SharedPassage zjtx:StepMatch } ?link a ?kind
    } GROUP BY ?kind"""
    found = [row["a"] for row in graph.select(query, {})]
    assert len(found) == 3
    return found


def frozen(row: Row) -> frozenset[tuple[str, str]]:
    return frozenset(row.items())


def grounded(said: list[ox.Triple]) -> set[ox.Triple]:
    return {triple for triple in said if not any(isinstance(term, ox.BlankNode) for term in triple)}


SUBJECTS = [
    "https://w3id.org/zjtx/id/policy/jiaxing",
    "https://w3id.org/zjtx/id/policy/dazu-2022/quote/1811-1817",
    "https://w3id.org/zjtx/id/policy/tongling-2018/task/6e604cfe",
    "https://w3id.org/zjtx/id/region/420100",
    "https://w3id.org/zjtx/vocab/tier",
    "https://w3id.org/zjtx/vocab/tier/little-giant",
    "https://w3id.org/zjtx/ontology#targetYear",
    "https://w3id.org/zjtx/shapes#policy.number-pattern",
    f"{GRAPH}policy/jiaxing",
    "https://w3id.org/zjtx/id/none",
]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_store_neither_hangs_nor_fills_nor_leaks(
    what: str, bad: str, caplog: pytest.LogCaptureFixture
) -> None:
    reason, said = HOSTILE[what]
    head, body = remote.answer(request(POLICIES), RemoteStore(connect(bad + what), SHORT))
    assert (head["reason"], body) == (reason, b"") and said in head["message"]
    assert not any(part in str(head) for part in SECRET.split()) and "127.0.0.1" not in str(head)
    if what not in {"endless", "packed"}:
        assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_the_hostile_store_can_answer(bad: str) -> None:
    """So that the others do not pass because nothing listens there."""
    head, body = remote.answer(request(POLICIES), RemoteStore(connect(f"{bad}good"), SHORT))
    assert head["kind"] == "solutions" and b"http://a/s" in body


def test_a_store_that_is_gone_is_told_of_without_its_address() -> None:
    head, _ = remote.answer(request(POLICIES), RemoteStore(connect("http://127.0.0.1:9/query"), SHORT))
    assert head == {"reason": "failed", "message": "The store of this endpoint does not answer as it should."}
