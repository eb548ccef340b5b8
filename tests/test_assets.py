"""Files that browsers get beside the pages, and what the pages do without charts and editor."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from server_process import DATA, PATIENCE, ROOT, Server, command, running, setting, started

from zjtx_kg.iris import PREFIXES

BROWSER = "text/html,*/*;q=0.8"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's code as it is where npm is missing."""
    package = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "server" / "zjtx_server", package / "zjtx_server", ignore=shutil.ignore_patterns("bundle"))
    return package


@pytest.fixture(scope="module")
def without_bundle(bare: Path) -> Iterator[Server]:
    with started(command(DATA / "small.trig"), bare) as server:
        yield server


def test_the_lock_file_names_no_address() -> None:
    lock = (ROOT / "server" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert not re.findall(r"https?://[^\"]*", lock)


def test_a_version_of_a_file_is_kept_for_long(server: Server) -> None:
    named = re.search(r"/static/style.css\?v=\w+", server.ask("/", Accept=BROWSER).text)
    assert named
    assert "immutable" in server.ask(named[0]).headers["Cache-Control"]
    for other in ("/static/style.css", "/static/style.css?v=0"):  # may be another file tomorrow
        assert server.ask(other).headers["Cache-Control"] == "public, no-cache"
        assert server.ask(other).headers["ETag"]


def test_without_the_bundle_the_terminal_says_so(bare: Path) -> None:
    words = [sys.executable, "-m", "zjtx_kg.cli", "serve", "--data", "no-such-file.ttl"]
    done = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False, **setting(bare))
    assert len([line for line in done.stderr.splitlines() if "npm" in line]) == 1


@pytest.mark.parametrize("path", ["/", "/sparql", "/en/sparql"])
def test_without_the_bundle_pages_answer_without_scripts(without_bundle: Server, path: str) -> None:
    reply = without_bundle.ask(path, Accept=BROWSER)
    assert reply.status == 200
    assert "<script" not in reply.text


@pytest.mark.parametrize("path", ["/sparql", "/en/sparql"])
def test_without_the_bundle_the_endpoints_page_says_so_and_answers(without_bundle: Server, path: str) -> None:
    query = quote("SELECT ?s ?n { VALUES (?s ?n) { ('甲' 1) ('乙' 1200) } }")
    reply = without_bundle.ask(f"{path}?query={query}&format=html", Accept=BROWSER)
    assert "make bundle" in reply.text
    assert "<textarea" in reply.text
    assert '<td class="figure" data-value="1200">1,200</td>' in reply.text


def test_what_completion_offers_is_known_here(server: Server) -> None:
    zh, en = (server.ask(path).json for path in ("/sparql/terms.json", "/en/sparql/terms.json"))
    assert zh["prefixes"] == PREFIXES
    labels = {name: (kind, label) for name, kind, label in zh["terms"]}
    assert labels["tier:little-giant"] == ("concept", "专精特新“小巨人”企业")
    assert {name for name, _, _ in zh["terms"]} == {name for name, _, _ in en["terms"]}
    known = " ".join(f"{{ BIND({name} AS ?term) ?term a ?class }} UNION" for name in labels if name.startswith("zjtx:"))
    declared = f"PREFIX zjtx: <{PREFIXES['zjtx']}>"
    counted = server.query(f"{declared} SELECT (COUNT(DISTINCT ?term) AS ?terms) {{ {known} {{}} }}", Accept="text/csv")
    assert int(counted.text.split()[1]) == known.count("UNION") > 10


def test_a_question_is_put_into_the_form_and_not_asked(server: Server) -> None:
    page = server.ask("/sparql?question=mix-of-instruments", Accept=BROWSER).text
    assert "zjtx:Measure" in page.partition("<textarea")[2].partition("</textarea>")[0]
    assert 'id="answer"' not in page
    assert server.ask("/sparql?question=no-such", Accept=BROWSER).status == 404


def test_a_long_answer_is_shown_in_part_and_can_be_had_whole(server: Server) -> None:
    query = "SELECT ?p ?x { ?s ?p ?o . ?x a ?y } LIMIT 1500"
    page = server.ask(f"/en/sparql?query={quote(query)}&format=html", Accept=BROWSER).text
    assert page.count("<tr>") == 1 + 1000
    assert "The first 1,000 rows of 1,500; the other 500 are" in page
    whole = re.search(r'href="([^"]+format=csv)"', page)
    assert whole and len(server.ask(unescape(whole[1])).text.splitlines()) == 1 + 1500


LONG = "x" * 999
ROWS = f"SELECT ?x ?long {{ ?s ?p ?o . ?x a ?y BIND(REPLACE(STR(?p), '.', '{LONG}') AS ?long) }} LIMIT 100"
TRIPLES = f"CONSTRUCT {{ ?s ?p ?long }} {{ ?s ?p ?o BIND(REPLACE(CONCAT(STR(?s), STR(?o)), '.', '{LONG}') AS ?long) }}"
ENDLESS = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PARTS = {
    ROWS: "rows of 100; the other",
    TRIPLES: "triples of",
    ENDLESS: "of at least 101,000; the other at least 100,000",
}


@pytest.mark.parametrize("query", PARTS, ids=["rows", "triples", "endless"])
def test_what_is_more_than_a_page_holds_is_told(server: Server, query: str) -> None:
    reply = server.ask(f"/en/sparql?query={quote(query)}&format=html", Accept=BROWSER)
    assert reply.status == 200
    assert PARTS[query] in reply.text


def test_one_row_that_is_larger_than_a_page_is_refused(server: Server) -> None:
    query = f"SELECT (REPLACE('{LONG}', '.', '{LONG + LONG}') AS ?long) {{}}"
    assert server.ask(f"/sparql?query={quote(query)}&format=html", Accept=BROWSER).status == 503


def test_an_answer_on_a_page_tells_terms_as_the_endpoint_does(server: Server) -> None:
    day = '"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    query = f'SELECT * {{ VALUES ?any {{ <urn:x> "plain" "en"@en 1.50 true {day} UNDEF }} BIND(BNODE() AS ?node) }}'
    page = unescape(server.ask(f"/sparql?query={quote(query)}&format=html", Accept=BROWSER).text)
    rows = server.query(query, Accept="application/sparql-results+json").json["results"]["bindings"]
    cells = [re.sub(r"<[^>]*>", "", each) for each in re.findall(r"<td[^>]*>(.*?)</td>", page)]
    told = [row.get("any", {"value": ""})["value"] for row in rows]
    assert len(rows) == 7
    assert [each for each, _ in zip(cells[::2], told, strict=True)] == [
        "urn:x",
        "plain",
        "en",
        "1.5",
        "true",
        "2020-01-01",
        "",
    ]
