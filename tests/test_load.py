"""`zjtx-kg load` into real stores: Oxigraph's own server and Virtuoso, each as a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from stores import Store, hostile, oxigraph, virtuoso
from zjtx_server.remote.edition import holding, quads, values
from zjtx_server.remote.endpoint import PASSWORD, connect
from zjtx_server.remote.load import load as put

from zjtx_kg.cli import main
from zjtx_kg.errors import StoreError
from zjtx_kg.iris import PREFIXES

GRAPH = "https://w3id.org/zjtx/graph/"
FIRST = f"""
<{GRAPH}policy/one> {{ <http://a/one> <http://a/p> "一"@zh, 1.5, true, "line\\nline", _:b . _:b <http://a/p> <http://a/中文> }}
<{GRAPH}policy/two> {{ <http://a/two> <http://a/p> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }}
<{GRAPH}policy/both> {{ <http://a/two> <http://a/p> "2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date> }}
"""  # noqa: E501
SECOND = (
    f"<{GRAPH}policy/one> {{ <http://a/one> <http://a/p> 2 }} <http://other/> {{ <http://a/other> <http://a/p> 3 }}"
)
DEFAULT = "SELECT ?s (COUNT(*) AS ?n) WHERE { ?s <http://a/p> ?o FILTER(ISIRI(?s)) } GROUP BY ?s ORDER BY ?s"
OURS = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }} ORDER BY ?g"

TITLE = "SELECT ?t { ?dataset a dcat:Dataset ; dcterms:title ?t FILTER(LANG(?t) = 'zh') }"
TITLE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("dcat", "dcterms")) + TITLE


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph --union-default-graph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    name, *options = request.param.split()
    with oxigraph(*options) if name == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


def load(store: Store, *arguments: object, password: str | None = None, url: str = "") -> Result:
    user = ["--user", store.user] if store.user else []
    words = ["load", "--store", url or store.url, *user, *map(str, arguments)]
    return CliRunner().invoke(main, words, env={PASSWORD: store.password if password is None else password})


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_release_arrives_whole(store: Store, release: Path) -> None:
    done = load(store, "--release", release)
    assert (done.exit_code, done.stdout) == (0, f"{release.name}\n"), done.stderr
    endpoint = connect(store.url)
    assert holding(endpoint) == (release.name, False)
    expected = ox.Store.read_only(str(release / "store"))
    for graph in expected.named_graphs():
        [[number]] = values(endpoint, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        assert int(number) == sum(1 for _ in expected.quads_for_pattern(None, None, None, graph)), graph
    [[title]] = values(endpoint, TITLE)
    assert title == "专精特新政策知识图谱"


def test_graphs_are_replaced_and_removed_and_others_left(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "first.trig", tmp_path / "second.trig"
    first.write_text(FIRST)
    second.write_text(SECOND)
    assert load(store, "--data", first).exit_code == 0
    endpoint = connect(store.url)
    before = holding(endpoint)
    assert [row[0] for row in values(endpoint, DEFAULT)][:2] == ["http://a/one", "http://a/two"]
    done = load(store, "--data", second)
    assert done.exit_code == 0, done.stderr
    assert "removed, since no longer there: https://w3id.org/zjtx/graph/policy/two" in flat(done.stderr)
    assert values(endpoint, DEFAULT) == [["http://a/one", "1"], ["http://a/other", "1"]]
    assert values(endpoint, OURS) == [[f"{GRAPH}edition"], [f"{GRAPH}policy/one"]]
    assert holding(endpoint) != before
    number = quads(endpoint)
    assert load(store, "--data", first).exit_code == 0
    assert quads(endpoint) == number + 7  # the graph outside of this project stays
    assert holding(endpoint) == before


def test_a_triple_of_two_graphs_is_once_in_the_default_graph_that_is_put(tmp_path: Path) -> None:
    (tmp_path / "first.trig").write_text(FIRST)
    with oxigraph() as store:
        assert load(store, "--data", tmp_path / "first.trig").exit_code == 0
        assert ["http://a/two", "1"] in values(connect(store.url), DEFAULT)


def test_triples_in_no_graph_need_a_store_that_has_a_default_graph(store: Store, tmp_path: Path) -> None:
    data = tmp_path / "plain.ttl"
    data.write_text("<http://a/plain> <http://a/p> 1 .")
    with oxigraph() as own:
        assert load(own, "--data", data).exit_code == 0
        assert values(connect(own.url), DEFAULT) == [["http://a/plain", "1"]]
    if store.graph_store.endswith("/store"):
        return
    done = load(store, "--data", data)
    assert done.exit_code == 12 and "1 triples are in none" in flat(done.stderr)


def test_wrong_passwords_are_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "first.trig").write_text(FIRST)
    with virtuoso(tmp_path) as store:
        nobody = load(Store(store.url, store.graph_store), "--data", tmp_path / "first.trig")
        wrong = load(store, "--data", tmp_path / "first.trig", password="wrong")
        assert (nobody.exit_code, wrong.exit_code) == (12, 12)
        assert "it answers 401" in flat(nobody.stderr) and "Give --user" in flat(nobody.stderr)
        assert "it answers 401" in flat(wrong.stderr) and PASSWORD in flat(wrong.stderr) and "wrong" not in wrong.stderr
        unsigned = ["--graph-store", store.graph_store.removesuffix("-auth")]
        forbidden = load(Store(store.url, store.graph_store), "--data", tmp_path / "first.trig", *unsigned)
        assert "it answers 403" in flat(forbidden.stderr) and "nothing was changed" in flat(forbidden.stderr)
        assert values(connect(store.url), OURS) == []


@pytest.mark.parametrize(
    ("url", "options", "said"),
    [
        ("http://127.0.0.1:9/query", (), "cannot be reached"),
        ("http://127.0.0.1:9/asks", (), "Say it with --graph-store"),
        ("ftp://127.0.0.1/query", (), "not the address of an endpoint"),
        ("http://127.0.0.1:99999/query", (), "not the address of an endpoint"),
        ("http://me:secret@127.0.0.1/query", (), "no place in an address"),
        ("http://127.0.0.1:9/query", ("--graph-store", "/store"), "not the address of an endpoint"),
    ],
)
def test_addresses_that_are_none(url: str, options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "first.trig").write_text(FIRST)
    done = load(Store("", ""), "--data", tmp_path / "first.trig", *options, url=url)
    assert done.exit_code == 12 and said in flat(done.stderr) and "secret" not in done.stderr


def test_what_is_no_graph_changes_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_text("<http://a/s> <http://a/p> .")
    before = holding(connect(store.url))
    for source, said in (("broken.nq", "not readable as RDF"), ("none.nq", "no such release or file")):
        done = load(store, "--data", tmp_path / source)
        assert done.exit_code == 7 and said in flat(done.stderr)
    assert holding(connect(store.url)) == before


def test_a_load_that_breaks_off_says_so_and_can_be_seen(tmp_path: Path) -> None:
    (tmp_path / "first.trig").write_text(FIRST)
    folder = str(tmp_path / "store")
    with ExitStack() as running:
        store = running.enter_context(oxigraph("--location", folder))

        def end_the_store(step: str, done: int, total: int) -> None:
            if done == 1:
                running.close()

        with pytest.raises(StoreError, match=r"cannot be reached.*1 graphs are loaded, the rest not; load again"):
            put(tmp_path / "first.trig", connect(store.url, loads=True), end_the_store)
    with oxigraph("--location", folder) as again:
        assert holding(connect(again.url)).loading
        assert load(again, "--data", tmp_path / "first.trig").exit_code == 0
        assert not holding(connect(again.url)).loading
        assert quads(connect(again.url)) == 9


def test_a_store_that_answers_nonsense_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "first.trig").write_text(FIRST)
    with hostile() as address:
        done = load(
            Store(f"{address}good", f"{address}good"), "--data", tmp_path / "first.trig", "--graph-store", address
        )
        assert done.exit_code == 12 and "501" in flat(done.stderr)
