"""`zjtx-kg serve --store`: the same endpoint and pages over a store elsewhere, all of them real processes."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hostile_store import SECRET
from server_process import DATA, PATIENCE, SETTING, Server, running, started
from stores import Store, hostile, oxigraph, virtuoso
from zjtx_server.remote.edition import LOADING, MARK, mark
from zjtx_server.remote.endpoint import PASSWORD, connect
from zjtx_server.remote.load import load

from zjtx_kg.questions import load_questions

GRAPH = "https://w3id.org/zjtx/graph/policy/jiaxing"
SELECT = "SELECT ?p ?t WHERE { ?p a <ontology#Policy> ; <http://purl.org/dc/terms/title> ?t } ORDER BY ?p"
CONSTRUCT = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
PRODUCT = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PAGES = ["policies", "departments", "regions", "id/policy/jiaxing.html", "id/region/420100.html", "vocab/tier.html"]
PAGES += ["queries", "queries/award-for-a-tier?region=420100", "queries/state-on-a-day?date=2025-01-01"]
AGAINST_VIRTUOSO = {"who-pays", "ladders-and-matches", "tiers-then-and-now"}  # docs/stores.md
OTHER = "<https://w3id.org/zjtx/graph/a> { <https://w3id.org/zjtx/id/a> <http://www.w3.org/ns/prov#value> 1 }"


def command(url: str, *options: str) -> list[str]:
    words = [sys.executable, "-m", "zjtx_kg.cli", "serve", "--store", url, "--port", "0", "--no-browser"]
    return [*words, "--log-level", "warning", *options]


def put(store: Store, source: Path) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(PASSWORD, store.password)
        load(source, connect(store.url, store.graph_store, store.user, loads=True), lambda *_: None)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with (
        oxigraph("--timeout-s", "8")
        if request.param == "oxigraph"
        else virtuoso(tmp_path_factory.mktemp("store")) as running_store
    ):
        put(running_store, release)
        yield running_store


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[Server]:
    with started(command(store.url)) as running_server:
        yield running_server


@pytest.fixture(scope="module")
def embedded(release: Path) -> Iterator[Server]:
    with running(release) as running_server:
        yield running_server


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_tables_are_those_of_the_embedded_store(form: str, server: Server, embedded: Server) -> None:
    path = f"sparql?query={quote(SELECT)}&format={form}"
    reply, own = server.ask(path), embedded.ask(path)
    assert (reply.status, reply.type, reply.body) == (200, own.type, own.body)


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_graphs_are_those_of_the_embedded_store(form: str, server: Server, embedded: Server) -> None:
    for path in (f"sparql?query={quote(CONSTRUCT)}&format={form}", f"graph?graph={quote(GRAPH)}&format={form}"):
        reply, own = server.ask(path), embedded.ask(path)
        assert (reply.status, reply.type) == (200, own.type)
        said, expected = (
            set(ox.parse(each.body, format=ox.RdfFormat.from_media_type(each.type.partition(";")[0])))
            for each in (reply, own)
        )
        assert said == expected and len(said) > 3000


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_those_of_the_embedded_store(path: str, server: Server, embedded: Server) -> None:
    reply, own = server.ask(path, Accept="text/html"), embedded.ask(path, Accept="text/html")
    assert (reply.status, reply.type) == (own.status, own.type) == (200, "text/html; charset=utf-8")
    assert content(reply.text) == content(own.text)


@pytest.mark.parametrize("name", [question.name for question in load_questions()])
def test_questions_are_answered_as_by_the_embedded_store(
    name: str, store: Store, server: Server, embedded: Server
) -> None:
    reply, own = server.ask(f"queries/{name}.csv"), embedded.ask(f"queries/{name}.csv")
    assert (reply.status, own.status) == (200, 200)
    if not store.url.endswith("/sparql"):
        assert reply.body == own.body
    elif name not in AGAINST_VIRTUOSO:  # and its order of Chinese words is another
        assert sorted(csv.reader(StringIO(reply.text))) == sorted(csv.reader(StringIO(own.text)))


@pytest.mark.parametrize("view", ["awards", "departments", "passages"])
def test_many_things_are_told_of_as_by_the_embedded_store(view: str, server: Server, embedded: Server) -> None:
    """One query asks for dozens of them."""
    reply, own = server.ask(f"{view}.nt"), embedded.ask(f"{view}.nt")
    assert (reply.status, own.status) == (200, 200)
    assert set(reply.text.splitlines()) == set(own.text.splitlines())


def content(page: str) -> str:
    """A page without what only a release on disk tells: its name and number of quads, and what its report found."""
    return re.sub(
        r'<details id="findings">\n.*?</details>\n',
        "",
        page.partition("<main")[2].partition("</main>")[0],
        flags=re.S,
    )


def test_refusals_are_those_of_the_embedded_store(server: Server, embedded: Server) -> None:
    for query in ("SELECT * WHERE { ?s ?p }", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "CLEAR ALL"):
        reply, own = server.query(query), embedded.query(query)
        assert (reply.status, reply.json) == (own.status, own.json) and reply.status in {400, 403}
    assert server.ask(f"graph?graph={quote(GRAPH)}none").status == 404
    assert server.ask("id/none.ttl").status == 404


def test_a_query_that_does_not_end_is_ended_and_others_are_answered(store: Store) -> None:
    with started(command(store.url, "--timeout", "8")) as server:
        endless: list[int] = []
        asking = threading.Thread(target=lambda: endless.append(server.query(PRODUCT).status))
        asking.start()
        statuses = {server.query(f"SELECT * WHERE {{ <http://a/{number}> ?p ?o }}").status for number in range(20)}
        asking.join(PATIENCE)
        assert statuses == {200} and endless == [504]


def test_another_release_is_taken_over(release: Path, tmp_path: Path) -> None:
    (tmp_path / "other.trig").write_text(OTHER, "utf-8")
    with oxigraph() as store:
        put(store, release)
        with started(command(store.url)) as server:
            first = server.ask("health").json["release"]
            assert first == release.name and server.query("ASK { <id/a> ?p ?o }").json["boolean"] is False
            put(store, tmp_path / "other.trig")
            for _ in range(PATIENCE * 10):
                if server.ask("health").json["release"] != first:
                    break
                assert server.query(SELECT).status == 200
                time.sleep(0.1)
            assert server.query("ASK { <id/a> ?p ?o }").json["boolean"] is True
            assert server.ask("health").json["quads"] == 2


def test_a_store_that_goes_away_is_told_of_without_its_address(release: Path) -> None:
    with ExitStack() as later:
        with oxigraph() as store:
            put(store, release)
            server = later.enter_context(started(command(store.url)))
        host = store.url.removeprefix("http://").removesuffix("/query")
        for reply in (server.query(SELECT), server.ask("id/region/420100.html", Accept="text/html")):
            assert reply.status in {502, 503} and host not in reply.text and "Errno" not in reply.text
        assert server.ask("health").status == 200


@pytest.mark.parametrize("what", ["endless", "silent", "no-json", "failing"])
def test_a_hostile_store_breaks_nothing(what: str) -> None:
    with hostile() as address, started(command(f"{address}{what}", "--timeout", "1", "--answer-size", "1")) as server:
        for _ in range(2):
            reply = server.query(SELECT)
            assert (reply.status >= 400 and set(reply.json) >= {"status", "message"}) or "error" in reply.json
            assert not any(part in reply.text for part in SECRET.split())
        page = server.ask("policies", Accept="text/html")
        assert page.status >= 500 and not any(part in page.text for part in SECRET.split())
        assert server.ask("health").status == 200


def test_why_a_store_does_not_answer_is_written_down_also_in_a_file(tmp_path: Path) -> None:
    """A worker may not write to files, the log among them."""
    with (tmp_path / "log").open("wb") as log, ExitStack() as running_store:
        store = running_store.enter_context(oxigraph())
        put(store, DATA / "small.trig")
        words = command(store.url)
        with subprocess.Popen(words, stdout=subprocess.PIPE, **{**SETTING, "stderr": log}) as process:
            server = Server(process.stdout.readline().strip(), process)
            running_store.close()
            assert server.query(SELECT).status == 503
            process.terminate()
    assert "the store did not answer a request: unreachable" in (tmp_path / "log").read_text("utf-8")


def test_a_server_does_not_begin_over_a_store_that_is_not_there_or_half_loaded() -> None:
    with oxigraph() as store:
        triple = f"{mark('abc' + LOADING)} ."
        connect(store.url, store.graph_store).put(MARK.value, BytesIO(triple.encode()), PATIENCE)
        half = start(store.url)
    gone = start(store.url)
    assert half.returncode == gone.returncode == 12
    assert "load of release abc" in half.stderr.replace("\n", " ") and "cannot be reached" in gone.stderr


def start(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(url), capture_output=True, check=False, timeout=PATIENCE, **SETTING)
