"""The data set as a whole over HTTP: its description, and its files, out of which nobody walks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from pyoxigraph import NamedNode, RdfFormat
from server_process import DATA, PATIENCE, Reply, Server, running
from zjtx_server.negotiation import GRAPHS
from zjtx_server.pages.web.addresses import SAFE

BASE = "https://w3id.org/zjtx/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "zjtx": "https://w3id.org/zjtx/ontology#",
}
DATASET = "<https://w3id.org/zjtx/id/dataset/zjtx-kg>"
SECRET = "a secret beside the release"


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


@pytest.fixture(scope="module")
def said(server: Server) -> ox.Store:
    """What `/void` says, to be asked."""
    store = ox.Store()
    store.load(server.ask("/void", Accept="text/turtle").body, RdfFormat.TURTLE)
    return store


def raw(server: Server, path: str) -> Reply:
    """The reply to a request whose path is sent as it is."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=PATIENCE)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", "forged.example")
    connection.endheaders()
    response = connection.getresponse()
    reply = Reply(response.status, response.headers, response.read())
    connection.close()
    return reply


# --- the description --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    [
        f"{DATASET} a void:Dataset , dcat:Dataset",
        f"{DATASET} dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        f"{DATASET} dcterms:title 'Knowledge graph of 专精特新 enterprise policy'@en",
        f"{DATASET} dcterms:publisher/foaf:name 'zjtx-kg'",
        f"{DATASET} void:uriSpace 'https://w3id.org/zjtx/id/'",
        f"{DATASET} void:vocabulary <https://w3id.org/zjtx/ontology#> , <http://www.w3.org/ns/prov#>",
        f"{DATASET} void:exampleResource ?it FILTER(REGEX(STR(?it), '/id/policy/[^/]+$'))",
        f"{DATASET} void:exampleResource ?it FILTER(CONTAINS(STR(?it), '/award/'))",
        f"{DATASET} void:feature <http://www.w3.org/ns/formats/Turtle>",
        f"{DATASET} void:classPartition [ void:class zjtx:Award ; void:entities ?awards ]",
        f"{DATASET} void:propertyPartition [ void:property zjtx:amount ; void:triples ?amounts ]",
        f"{DATASET} void:sparqlEndpoint <BASEsparql>",
        f"{DATASET} void:dataDump <BASEdata/data.nq> , <BASEdata/data.trig>",
        f"{DATASET} dcat:distribution [ dcat:downloadURL <BASEdata/data.nq> ]",
        f"<BASEsparql> a dcat:DataService ; dcat:servesDataset {DATASET}",
        f"<BASEvoid> a void:DatasetDescription ; foaf:primaryTopic {DATASET}",
        "[] a sd:Service ; sd:endpoint <BASEsparql> ; sd:feature sd:UnionDefaultGraph",
        "[] sd:namedGraph [ sd:name <https://w3id.org/zjtx/graph/ontology> ; sd:graph/void:triples ?size ]",
    ],
)
def test_it_says(server: Server, said: ox.Store, pattern: str) -> None:
    assert bool(said.query(f"ASK {{ {pattern.replace('BASE', server.address)} }}", prefixes=PREFIXES))


@pytest.mark.parametrize(
    ("property", "counted"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(ISIRI(?c)) }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        (
            "entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER(STRSTARTS(STR(?s), 'https://w3id.org/zjtx/id/')) }",
        ),
    ],
)
def test_its_counts_are_those_of_the_endpoint(server: Server, said: ox.Store, property: str, counted: str) -> None:
    (row,) = said.query(f"SELECT ?n {{ {DATASET} void:{property} ?n }}", prefixes=PREFIXES)
    answer = server.query(counted, Accept="application/sparql-results+json").json
    assert row["n"].value == answer["results"]["bindings"][0]["n"]["value"]


@pytest.mark.parametrize("suffix", GRAPHS)
@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_it_comes_in_every_format(server: Server, said: ox.Store, path: str, suffix: str) -> None:
    media_type = GRAPHS[suffix][0]
    for reply in (server.ask(path, Accept=media_type), server.ask(f"/void.{suffix}", Accept=BROWSER)):
        assert reply.type.partition(";")[0] == media_type
        assert "Accept" in reply.headers["Vary"]
        assert reply.headers["Access-Control-Allow-Origin"] == "*"
        store = ox.Store()
        store.load(reply.body, RdfFormat.from_media_type(media_type))
        assert len(store) == len(said)


@pytest.mark.parametrize("path", ["/void", "/void.ttl", "/.well-known/void"])
def test_it_answers_itself(server: Server, path: str) -> None:
    assert raw(server, path).status == 200


def test_browsers_get_a_page(server: Server) -> None:
    page = server.ask("/.well-known/void", Accept=BROWSER)
    assert page.type.startswith("text/html")
    assert 'href="/data/data.nq"' in page.text and 'href="/graph/policy/wuhan-2021"' in page.text
    assert server.ask("/void", Accept="image/png").status == 406


def test_a_bare_file_is_described_too(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/s> a <http://e/C> ; <http://e/p> 1 .", "utf-8")
    with running(tmp_path / "a.ttl") as server:
        store = ox.Store()
        store.load(server.ask("/void.ttl").body, RdfFormat.TURTLE)
        dataset = NamedNode(server.address + "void#dataset")
        triples = store.quads_for_pattern(dataset, NamedNode(PREFIXES["void"] + "triples"), None)
        assert [quad.object.value for quad in triples] == ["2"]
        assert server.ask("/data/a.ttl").status == 404


# --- its things -------------------------------------------------------------------------------------------------------


def test_every_thing_has_its_document(server: Server, release: Path) -> None:
    """A sample of a hundred: each leads to a document, which holds all that the dump says of it.

    Through a store, as the server does: that one writes numbers of every kind of integer as xsd:integer.
    """
    said: dict[str, set[ox.Triple]] = {}
    store = ox.Store()
    store.bulk_load(path=release / "data.nq", format=RdfFormat.N_QUADS)
    for quad in store:
        if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, ox.BlankNode):
            said.setdefault(quad.subject.value, set()).add(quad.triple)
    things = sorted(iri for iri in said if iri.startswith((f"{BASE}id/", f"{BASE}vocab/")))
    for iri in things[:: len(things) // 100]:
        reply = server.ask("/" + quote(iri.removeprefix(BASE), safe="/%"), Accept="application/n-triples")
        assert (reply.status, reply.headers["Link"]) == (200, f'<{quote(iri, safe=SAFE)}>; rel="describes"')
        assert said[iri] <= {quad.triple for quad in ox.parse(reply.body, RdfFormat.N_TRIPLES)}, iri


# --- the files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("data.nq", "application/n-quads"),
        ("data.trig", "application/trig"),
        ("records/wuhan-2021.json", "application/json"),
        ("texts/wuhan-2021.txt", "text/plain; charset=utf-8"),
        ("release.json", "application/json"),
    ],
)
def test_the_files_of_a_release(server: Server, release: Path, name: str, media_type: str) -> None:
    reply = server.ask(f"/data/{name}")
    assert (reply.status, reply.type, reply.body) == (200, media_type, (release / name).read_bytes())
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_a_file_comes_whole_however_large_and_is_known_by_its_tag(tmp_path: Path) -> None:
    """In parts, since no process holds it; and nothing of it to whoever asks for its head or has it."""
    home = tmp_path / "release"
    home.mkdir()
    (home / "data.nq").write_text("".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(40_000)), "utf-8")
    (home / "release.json").write_text(json.dumps({"id": "r1", "files": {"data.nq": "0"}}), "utf-8")
    with running(home) as server:
        first, second = (server.ask("/data/data.nq", Accept_Encoding="gzip") for _ in range(2))
        assert first.body == second.body == (home / "data.nq").read_bytes()
        head = server.ask("/data/data.nq", method="HEAD")
        assert (head.body, int(head.headers["Content-Length"])) == (b"", len(first.body))
        known = server.ask("/data/data.nq", If_None_Match=server.ask("/data/data.nq").headers["ETag"])
        assert (known.status, known.body) == (304, b"")
        assert "X-Sendfile" not in first.headers
        (home / "data.nq").unlink()
        assert server.ask("/data/data.nq").status == 404


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a release whose report names files that are none of its own."""
    folder = tmp_path_factory.mktemp("beside")
    home = folder / "release"
    (home / "texts").mkdir(parents=True)
    (folder / "secret.txt").write_text(SECRET, "utf-8")
    (home / "secret.txt").write_text(SECRET, "utf-8")  # in the release, but not named
    (home / "link.txt").symlink_to(folder / "secret.txt")
    (home / "linked").symlink_to(folder)
    (home / "texts" / "own.txt").write_text("its own", "utf-8")
    quads = {f"{quad} .\n" for quad in ox.parse(path=DATA / "small.trig", format=RdfFormat.TRIG)}
    (home / "data.nq").write_text("".join(sorted(quads)), "utf-8")
    named = ["data.nq", "texts/own.txt", "texts", "../secret.txt", str(folder / "secret.txt"), "link.txt"]
    files = dict.fromkeys([*named, "linked/secret.txt", "gone.txt"], "0")
    (home / "release.json").write_text(json.dumps({"id": "r1", "files": files, "documents": []}), "utf-8")
    with running(home) as server:
        assert server.ask("/data/texts/own.txt").body == b"its own"
        yield server


WAYS_OUT = [
    "/data/secret.txt",
    "/data/../secret.txt",
    "/data/%2e%2e/secret.txt",
    "/data/..%2fsecret.txt",
    "/data/%2e%2e%2fsecret.txt",
    "/data/%252e%252e%252fsecret.txt",
    "/data/..%5csecret.txt",
    "/data/texts/../../secret.txt",
    "/data/texts/..%2f../../secret.txt",
    "/data/./secret.txt",
    "/data//../secret.txt",
    "/data/link.txt",
    "/data/linked/secret.txt",
    "/data/gone.txt",
    "/data/texts",
    "/data/texts/",
    "/data/data.nq/../../secret.txt",
    "/data/data.nq%00.txt",
    "/data/data.nq%0a",
    "/data/%ff",
    "/data/..%c0%af..%c0%afsecret.txt",
    "/data//etc/passwd",
    "/data/%2fetc/passwd",
    "/data/%2Fetc%2Fpasswd",
    "/data/store/CURRENT",
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2fapp.py",
    "/static/..%5capp.py",
    "/static//etc/passwd",
    "/static/%2Fetc%2Fpasswd",
    "/static/../templates/base.html",
    "/static/style.css%00",
    "//etc/passwd",
    "/../../etc/passwd",
    "/id/../data/secret.txt",
]


def test_the_files_are_listed(beside: Server) -> None:
    page = raw(beside, "/data/").text
    assert 'href="/data/data.nq"' in page
    assert "secret" not in page


@pytest.mark.parametrize("path", WAYS_OUT)
def test_nobody_walks_out(beside: Server, path: str) -> None:
    reply = raw(beside, path)
    assert reply.status in {400, 404}
    assert SECRET not in reply.text and "root:" not in reply.text and "create_app" not in reply.text
    assert "forged.example" not in f"{reply.headers}{reply.text}"
    assert "/" + "tmp" not in reply.text


def test_an_absolute_name_in_the_report_leads_nowhere(beside: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = next(tmp_path_factory.getbasetemp().glob("beside*/secret.txt"))
    assert raw(beside, f"/data/{secret}").status == 404
    assert raw(beside, f"/data/%2F{str(secret)[1:]}").status == 404
