"""The index of a release: it holds what the graph says, and is made anew where it must."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import silent
from hypothesis import given
from hypothesis import strategies as st
from server_process import running
from stores import oxigraph, virtuoso
from zjtx_server.remote.asking import rows_from
from zjtx_server.remote.endpoint import connect
from zjtx_server.remote.load import load

from zjtx_kg.browse import FILE, folded, is_whole, write_browse
from zjtx_kg.publish.build import build
from zjtx_kg.publish.query import open_rows
from zjtx_kg.publish.release import damage
from zjtx_kg.resources import PACKAGE, resource

TABLES = (
    *("policy", "measure", "award", "target", "responsibility", "classification", "step", "citation"),
    *("passage", "counterpart", "department", "region", "indicator", "concept", "facet", "thing"),
)
ZJTX = "PREFIX zjtx: <https://w3id.org/zjtx/ontology#> "
COUNTS = {  # table → pattern of the same things in the graph
    "policy": "?thing a zjtx:Policy ; zjtx:status ?status",
    "measure": "?thing a zjtx:Measure",
    "award": "?thing a zjtx:Award",
    "target": "?thing a zjtx:Target",
    "responsibility": "?thing a zjtx:Responsibility",
    "classification": "?thing a zjtx:Classification",
    "step": "?thing a zjtx:LadderStep",
    "department": "VALUES ?class { zjtx:Department zjtx:CollectiveParty zjtx:UnresolvedUnit } ?thing a ?class",
    "region": "?thing a zjtx:Region",
    "indicator": "?thing a zjtx:Indicator",
    "concept": "?thing <http://www.w3.org/2004/02/skos/core#inScheme> ?scheme",
}
LINKS = {"passage": "zjtx:SharedPassage", "counterpart": "zjtx:Counterpart"}


@pytest.fixture
def index(release: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(release / FILE)) as opened:
        yield opened


def content(path: Path) -> dict[str, list[tuple]]:
    """All rows of an index in their order."""
    with closing(sqlite3.connect(path)) as index:
        return {table: index.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


@pytest.mark.parametrize("table", COUNTS)
def test_as_many_rows_as_things(index: sqlite3.Connection, release: Path, table: str) -> None:
    query = f"{ZJTX} SELECT DISTINCT ?thing WHERE {{ {COUNTS[table]} }}"
    in_graph = {row["thing"] for row in open_rows(release)(query)}
    assert {iri for (iri,) in index.execute(f"SELECT iri FROM {table}")} == in_graph


@pytest.mark.parametrize("table", LINKS)
def test_links_from_either_end(index: sqlite3.Connection, release: Path, table: str) -> None:
    links = {row["link"] for row in open_rows(release)(f"{ZJTX} SELECT ?link WHERE {{ ?link a {LINKS[table]} }}")}
    found = index.execute(f"SELECT link, COUNT(*) FROM {table} GROUP BY link").fetchall()
    assert {link for link, _ in found} == links
    assert {ends for _, ends in found} == {2}


def test_words_around_a_quote_are_those_of_the_text(index: sqlite3.Connection) -> None:
    rows = index.execute(
        "SELECT before, exact, after, start, end, policy.text FROM award JOIN policy ON policy.iri = policy"
    ).fetchall()
    for before, exact, after, start, end, text in rows:
        assert text[start:end] == exact
        assert before.removeprefix("…") + exact + after.removesuffix("…") in text
    assert len(rows) > 50


def test_money_in_whatever_way_it_is_bound(index: sqlite3.Connection) -> None:
    assert index.execute("SELECT COUNT(*) FROM award WHERE maximum NOT NULL AND yuan = maximum").fetchone()[0] > 0
    wrong = "SELECT COUNT(*) FROM award WHERE yuan IS NOT COALESCE(amount, maximum, minimum)"
    assert index.execute(wrong).fetchone()[0] == 0


def test_awards_have_the_facets_of_their_measure(index: sqlite3.Connection) -> None:
    missing = """SELECT COUNT(*) FROM award JOIN facet AS of ON of.thing = measure AND of.facet = 'theme'
        WHERE NOT EXISTS (SELECT * FROM facet WHERE thing = award.iri AND facet = 'theme' AND value = of.value)"""
    assert index.execute(missing).fetchone()[0] == 0
    assert index.execute("SELECT COUNT(*) FROM award JOIN facet ON thing = iri AND facet = 'theme'").fetchone()[0] > 50


@given(st.text())
def test_folding_keeps_places(text: str) -> None:
    assert [folded(character) for character in text] == list(folded(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("專精特新「小巨人」企業", "专精特新「小巨人」企业"),  # script
        ("ＩＳＯ９００１", "iso9001"),  # width and case
        ("㈠", "㈠"),  # would become several characters
        ("İ", "İ"),  # so would this in lower case
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert folded(one) == other


def test_two_builds_give_the_same_rows(release: Path, tmp_path: Path) -> None:
    write_browse(tmp_path / FILE, open_rows(release))
    assert content(tmp_path / FILE) == content(release / FILE)


def test_pages_of_rows_begin_where_the_last_ended(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zjtx_kg.browse.asking.PAGE", 20)
    write_browse(tmp_path / FILE, open_rows(release))
    assert content(tmp_path / FILE) == content(release / FILE)


def test_of_a_store_elsewhere_the_same_rows(release: Path, tmp_path: Path) -> None:
    with oxigraph() as store:
        load(release, connect(store.url, store.graph_store), silent)
        write_browse(tmp_path / FILE, rows_from(connect(store.url)))
    assert content(tmp_path / FILE) == content(release / FILE)


def test_of_virtuoso_the_same_rows(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZJTX_KG_STORE_PASSWORD", "dba")
    (tmp_path / "store").mkdir()
    with virtuoso(tmp_path / "store", rows=10_000) as store:
        load(release, connect(store.url, store.graph_store, store.user), silent)
        write_browse(tmp_path / FILE, rows_from(connect(store.url)))
    assert content(tmp_path / FILE) == content(release / FILE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<https://e/p> a <https://w3id.org/zjtx/ontology#Policy> .",  # a policy of which nothing is known
        "<https://e/a> a <https://w3id.org/zjtx/ontology#Award> ; <https://w3id.org/zjtx/ontology#amount> 'much' .",
    ],
)
def test_of_any_graph_there_is_an_index(tmp_path: Path, text: str) -> None:
    store = ox.Store()
    store.load(text.encode(), ox.RdfFormat.TURTLE)
    write_browse(
        tmp_path / FILE,
        lambda query: [
            {name.value: term.value for name, term in zip(rows.variables, row, strict=True) if term}
            for rows in (store.query(query),)
            for row in rows
        ],
    )
    assert is_whole(tmp_path / FILE)


def test_a_damaged_index_is_told_and_replaced(tmp_path: Path, release: Path) -> None:
    out = tmp_path / "out"
    home = out / "releases" / release.name
    shutil.copytree(release, home)
    assert damage(home) == []
    with (home / FILE).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    assert damage(home) == [FILE]
    build(resource("data"), out, silent, jobs=1)
    assert damage(home) == []


@pytest.mark.parametrize("changed", ["browse/finish.sql", "rules/payers.toml", "clean/script.py"])
def test_an_index_is_known_by_all_that_makes_it(tmp_path: Path, release: Path, changed: str) -> None:
    """Its own queries, the patterns that read who pays, and how scripts are told apart."""
    package = tmp_path / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    script = "import pathlib, sys, zjtx_kg.browse as it; print(it.is_whole(pathlib.Path(sys.argv[1])))"

    def answer() -> str:
        return subprocess.check_output([sys.executable, "-c", script, release / FILE], cwd=tmp_path, text=True).strip()

    assert answer() == "True"
    with (package / changed).open("a") as file:
        file.write("\n")
    assert answer() == "False"


@pytest.mark.parametrize("harm", ["missing", "empty", "other"])
def test_a_server_makes_the_index_that_a_release_lacks(tmp_path: Path, release: Path, harm: str) -> None:
    home = tmp_path / release.name
    shutil.copytree(release, home)
    (home / FILE).unlink()
    if harm == "empty":
        (home / FILE).touch()
    if harm == "other":
        with closing(sqlite3.connect(home / FILE)) as index:
            index.execute("PRAGMA user_version = 1")
    before = {path.name: path.stat().st_mtime_ns for path in home.iterdir()}
    with running(home) as server:
        assert server.ask("/awards", Accept="text/html").status == 200
    assert {path.name: path.stat().st_mtime_ns for path in home.iterdir()} == before
