"""Documents that were taken out: the record of it, what the catalogue says, and what their addresses answer."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import DCTERMS, PROV, Graph, Literal, URIRef
from server_process import DATA, Server, running

from zjtx_kg.cli import main
from zjtx_kg.errors import CatalogueError
from zjtx_kg.iris import document_of
from zjtx_kg.publish.catalogue import catalogue_graph
from zjtx_kg.resources import resource
from zjtx_kg.validate import load_shapes, validate_shared
from zjtx_kg.withdrawals import Withdrawal, read_withdrawals

SOURCES = resource("data") / "sources"
BASE = "https://w3id.org/zjtx/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JIAXING = Withdrawal("jiaxing", datetime.date(2024, 5, 2), "印发单位要求撤下 <b>")
DAZU = Withdrawal("dazu-2022", datetime.date(2024, 6, 1))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two documents, to be copied."""
    own = tmp_path_factory.mktemp("two") / "own"
    done = run("add", SOURCES / "jiaxing.txt", SOURCES / "lianyungang-2018.txt", "--data", own, "--yes", "-q")
    assert done.exit_code == 0, done.stderr
    return own


@pytest.fixture
def folder(two: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(two, tmp_path / "own"))


# --- the record -------------------------------------------------------------------------------------------------------


def test_what_is_removed_is_written_down_until_it_is_there_again(folder: Path) -> None:
    """The file goes with its last entry; what is in a folder again is not withdrawn from it, whatever stands there."""
    assert run("remove", "jiaxing", "--data", folder, "--yes", "--date", "2024-05-02", "--reason", "旧").exit_code == 0
    assert read_withdrawals(folder) == (Withdrawal("jiaxing", datetime.date(2024, 5, 2), "旧"),)
    assert read_withdrawals(folder, {"jiaxing"}) == ()
    assert run("remove", "lianyungang-2018", "--data", folder, "--yes", "-q").exit_code == 0
    assert [each.id for each in read_withdrawals(folder)] == ["jiaxing", "lianyungang-2018"]
    assert run("add", SOURCES / "jiaxing.txt", "--data", folder, "--yes", "-q").exit_code == 0
    assert [each.id for each in read_withdrawals(folder)] == ["lianyungang-2018"]
    assert run("add", SOURCES / "lianyungang-2018.txt", "--data", folder, "--yes", "-q").exit_code == 0
    assert not (folder / "withdrawn.toml").exists()


def test_the_last_word_counts_and_comments_stay(folder: Path) -> None:
    written = (
        '# ours\n[[withdrawn]]\nid = "jiaxing"\ndate = 2020-01-01\n\n[[withdrawn]]\nid = "x"  # hm\ndate = 2020-01-01\n'
    )
    (folder / "withdrawn.toml").write_text(written, "utf-8")
    assert run("remove", "jiaxing", "--data", folder, "--yes", "-q", "--date", "2024-05-02").exit_code == 0
    assert {each.id: str(each.date) for each in read_withdrawals(folder)} == {
        "x": "2020-01-01",
        "jiaxing": "2024-05-02",
    }
    text = (folder / "withdrawn.toml").read_text("utf-8")
    assert "# ours" in text and "# hm" in text


def test_what_was_never_published_is_not_withdrawn(folder: Path) -> None:
    catalogue = (folder / "catalogue.toml").read_text("utf-8")
    (folder / "catalogue.toml").write_text(catalogue + 'use = "evaluation"\n', "utf-8")  # of the last entry
    assert run("remove", "lianyungang-2018", "--data", folder, "--yes", "-q").exit_code == 0
    assert read_withdrawals(folder) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[withdrawn", "not valid TOML"),
        ("withdrawn = 1", "no list"),
        ("[[documents]]", "unknown key documents"),
        ('[[withdrawn]]\nid = "a"', "key date is missing"),
        ('[[withdrawn]]\nid = "a"\ndate = 2024-05-02\nwhy = ""', "unknown key why"),
        ('[[withdrawn]]\nid = "../a"\ndate = 2024-05-02', "no name"),
        ("[[withdrawn]]\nid = 1\ndate = 2024-05-02", "no name"),
        ('[[withdrawn]]\nid = "a"\ndate = "2024-05-02"', "date is no day"),
        ('[[withdrawn]]\nid = "a"\ndate = 2024-05-02T10:00:00', "date is no day"),
        ('[[withdrawn]]\nid = "a"\ndate = 2024-05-02\nreason = 1', "reason is no text"),
    ],
)
def test_a_broken_record_is_named_and_nothing_changes(folder: Path, text: str, says: str) -> None:
    (folder / "withdrawn.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueError, match=says):
        read_withdrawals(folder)
    catalogue = (folder / "catalogue.toml").read_bytes()
    assert run("remove", "jiaxing", "--data", folder, "--yes", "-q").exit_code == 4
    assert (folder / "catalogue.toml").read_bytes() == catalogue


# --- the catalogue ----------------------------------------------------------------------------------------------------


def test_a_release_says_what_was_withdrawn(folder: Path, tmp_path: Path) -> None:
    run("remove", "jiaxing", "--data", folder, "--yes", "-q", "--date", "2024-05-02")
    built = run("build", "--data", folder, "--out", tmp_path / "out", "-q")
    assert built.exit_code == 0, built.stderr
    lines = (Path(built.stdout.strip()) / "data.nq").read_text("utf-8").splitlines()
    about = [line for line in lines if line.startswith(f"<{BASE}id/withdrawal/jiaxing>")]
    assert len(about) == 6 and all(line.endswith(f"<{BASE}graph/catalogue> .") for line in about)
    assert not [line for line in lines if line.startswith(f"<{BASE}id/policy/jiaxing")]


def test_the_catalogue_is_valid() -> None:
    graph = catalogue_graph([], [], [JIAXING, DAZU])
    assert [finding for finding in validate_shared(graph, load_shapes()) if "withdrawal" in finding.rule] == []
    this = URIRef(BASE + "id/withdrawal/jiaxing")
    assert set(graph.objects(this, PROV.invalidated)) == {
        URIRef(BASE + "id/source/jiaxing"),
        URIRef(BASE + "graph/policy/jiaxing"),
    }
    assert graph.value(this, DCTERMS.date) == Literal(JIAXING.date)
    assert graph.value(this, DCTERMS.description) == Literal(JIAXING.reason)


# --- the server -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The hand-made graph with a catalogue of what was withdrawn."""
    file = tmp_path_factory.mktemp("withdrawn") / "withdrawn.trig"
    catalogue = Graph().parse(data=catalogue_graph([], [], [JIAXING, DAZU]).serialize(format="nt"), format="nt")
    own = f"<{BASE}graph/catalogue> {{ {catalogue.serialize(format='nt')} }}\n"
    file.write_text((DATA / "small.trig").read_text("utf-8") + own, "utf-8")
    with running(file) as server:
        yield server


@pytest.mark.parametrize("suffix", ["", ".ttl", ".nt", ".rdf", ".jsonld", ".html"])
@pytest.mark.parametrize(
    "path",
    [
        "/id/policy/jiaxing",
        "/id/policy/jiaxing/award/0a1b2c3d",
        "/id/policy/jiaxing/quote/1-2/words",
        "/id/source/jiaxing",
        "/id/quality/jiaxing/unread-cues",
        "/graph/policy/jiaxing",
    ],
)
def test_what_belongs_to_a_withdrawn_document_is_gone(server: Server, path: str, suffix: str) -> None:
    reply = server.ask(path + suffix, Accept="text/turtle")
    assert (reply.status, reply.json["status"]) == (410, 410)
    assert reply.json["message"] == "The document jiaxing was withdrawn on 2024-05-02: 印发单位要求撤下 <b>"
    page = server.ask(path + suffix, Accept=BROWSER)
    assert page.status == 410 and "2024-05-02: 印发单位要求撤下 &lt;b&gt;" in page.text


def test_without_a_reason_the_day_is_told(server: Server) -> None:
    reply = server.ask("/id/policy/dazu-2022", Accept="text/turtle")
    assert reply.json["message"] == "The document dazu-2022 was withdrawn on 2024-06-01."


@pytest.mark.parametrize(
    ("path", "status"),
    [("/id/policy/wuhan-2021", 200), ("/id/policy/jiaxing-2", 404), ("/id/withdrawal/jiaxing", 200), ("/void", 200)],
)
def test_others_are_as_they_were(server: Server, path: str, status: int) -> None:
    assert server.ask(path, Accept="text/turtle").status == status


def test_the_description_of_the_data_set_says_it(server: Server) -> None:
    assert "印发单位要求撤下" in server.ask("/void.ttl").text


@pytest.mark.parametrize(
    ("iri", "document"),
    [
        ("id/policy/jiaxing", "jiaxing"),
        ("id/policy/jiaxing/measure/二.一", "jiaxing"),
        ("id/source/jiaxing", "jiaxing"),
        ("id/quality/jiaxing/items-found", "jiaxing"),
        ("graph/policy/jiaxing", "jiaxing"),
        ("id/policy/a%2Fb/award/1", "a/b"),
        ("id/cited-policy/0a1b2c3d", ""),
        ("id/region/420100", ""),
        ("id/policy", ""),
        ("graph/ontology", ""),
        ("vocab/tier/little-giant", ""),
    ],
)
def test_the_document_of_an_iri(iri: str, document: str) -> None:
    assert document_of(BASE + iri) == document
