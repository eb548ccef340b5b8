"""Every page leads to its data, in the forms that the pages and docs/pages.md promise; all can be had and read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from browser.pages import PAGES, Page
from server_process import ROOT, Reply, Server, running

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">')
RDF = {"ttl", "nt", "jsonld", "rdf"}
WHOLE = {"csv", "json", *RDF}
NONE: set[str] = set()
RESULTS = {"csv", "tsv", "json", "xml"}
OTHERS = {  # whatever is not here has all forms
    "question": RESULTS,
    **dict.fromkeys(("ontology", "shapes", "void", "graph"), RDF),  # documents of RDF
    "query": NONE,  # forms of the endpoint, by its own parameter
    "query-answer": NONE,
    "data": NONE,  # a list of files
}
SHOWN = [page for page in PAGES if page.status == 200]
START = {"policies": 5, "measures": 127, "awards": 68}


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


def read(reply: Reply) -> list[object]:
    """The rows or triples of data; raises where they cannot be read."""
    media_type = reply.type.partition(";")[0]
    if media_type in {"text/csv", "text/tab-separated-values"}:
        return list(csv.reader(StringIO(reply.text), "excel" if media_type == "text/csv" else "excel-tab"))[1:]
    if media_type == "application/json":
        return list(json.loads(reply.text))
    if format_of_results := ox.QueryResultsFormat.from_media_type(media_type):
        solutions = ox.parse_query_results(reply.body, format=format_of_results)
        assert isinstance(solutions, ox.QuerySolutions)
        return list(solutions)
    return list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(media_type)))


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_every_page_leads_to_its_data(server: Server, page: Page) -> None:
    for address in page.addresses(server):
        shown = server.ask(address, Accept=BROWSER)
        links = [(media_type, unescape(href)) for media_type, href in ALTERNATE.findall(shown.text)]
        assert {href.partition("?")[0].rpartition(".")[2] for _, href in links} == OTHERS.get(page.name, WHOLE)
        replies = {media_type: server.ask(href) for media_type, href in links}
        assert {media_type: reply.type.partition(";")[0] for media_type, reply in replies.items()} == {
            media_type: media_type for media_type in replies
        }
        assert {reply.status for reply in replies.values()} <= {200}
        assert len({bool(read(reply)) for reply in replies.values()}) <= 1  # all are empty, or none is


def test_the_start_counts_in_data_as_on_the_page(server: Server) -> None:
    told = {row["name"]: row["value"] for row in server.ask("/", Accept="application/json").json}
    assert told.items() >= START.items() and told == {
        row["name"]: int(row["value"]) for row in csv.DictReader(StringIO(server.ask("/start.csv").text))
    }


def test_each_choice_of_the_match_is_taken(server: Server) -> None:
    """What the form offers as data can be asked for: each parameter with its first and its last value."""
    offered: dict[str, list[str]] = {}
    for row in server.ask("/match.json").json:
        offered.setdefault(row["parameter"], []).append(row["value"])
    assert {"region", "new", "reached", "kept", "did", "standard", "prize", "moved-in"} <= offered.keys()
    for name, values in offered.items():
        for value in {values[0], values[-1]}:
            asked = f"/match.json?{name}={value}" + ("&moved-in=1" if name == "region" else "")
            assert server.ask(asked).status == 200


def test_the_example_of_a_things_data_follows_to_them(server: Server) -> None:
    page = server.ask("/api", Accept=BROWSER).text
    found = re.search(r"curl -L -H 'Accept: text/turtle' '(\S+?)'", page)
    assert found
    reply = server.ask(found[1].removeprefix(server.address), Accept="text/turtle")
    assert reply.type.startswith("text/turtle") and reply.body


def test_the_page_of_the_interface_tells_the_formats_there_are(server: Server) -> None:
    """Each name of its tables, at an address of its kind."""
    construct = "/sparql?query=CONSTRUCT%20WHERE%20%7B%20%3Fs%20a%20%3Fc%20%7D%20LIMIT%201&format="
    asked = {
        "views": ("/themes.", "/id/policy/wuhan-2021.", "/start."),
        "documents": ("/ontology.", "/shapes.", "/void.", "/graph/policy/wuhan-2021."),
        "results": (
            "/queries/award-for-a-tier.",
            "/queries/award-for-a-tier?format=",
            "/sparql?query=ASK%7B%7D&format=",
        ),
        "graphs": (construct, "/graph?graph=https://w3id.org/zjtx/graph/policy/wuhan-2021&format="),
    }
    rows = server.ask("/api.json").json
    assert {row["of"] for row in rows} == asked.keys()
    page = server.ask("/api", Accept=BROWSER).text
    for row in rows:
        for address in asked[row["of"]]:
            reply = server.ask(address + row["name"])
            assert (reply.status, reply.type.partition(";")[0]) == (200, row["mediaType"]), address + row["name"]
        assert f"<code>{row['mediaType']}</code>" in page


@pytest.mark.parametrize(
    ("view", "column"),
    [("/awards", "iri"), ("/departments", "department"), ("/passages", "link"), ("/vocab", "scheme")],
)
def test_the_rdf_of_many_things_is_that_of_each(server: Server, view: str, column: str) -> None:
    """More than one query asks for: what is said of the one is not taken for what is said of another."""
    things = sorted({row[column] for row in server.ask(f"{view}.json").json})
    alone = [
        set(server.ask(f"{quote(urlsplit(iri).path.removeprefix('/zjtx'))}.nt").text.splitlines()) for iri in things
    ]
    assert all(alone) and set(server.ask(f"{view}.nt").text.splitlines()) == set().union(*alone)


def test_addresses_of_the_documents_exist(server: Server) -> None:
    """Those that docs/pages.md and docs/serving.md name whole; what stands for many ends in `…` or NAME."""
    named = {
        address
        for document in ("pages", "serving")
        for row in (ROOT / "docs" / f"{document}.md").read_text("utf-8").splitlines()
        if row.startswith("| `/")
        for address in re.findall(r"`(/[^` ]*)`", row.split(" | ")[0])
        if not re.search("…|[A-Z]{2}|=", address)
    }
    assert len(named) > 30
    assert {address for address in named if server.ask(address, Accept=BROWSER).status not in (200, 303)} == set()
