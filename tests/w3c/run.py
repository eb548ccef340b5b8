"""Runs the W3C's SPARQL test suite over HTTP against a server of its own, beside the engine asked directly.

    python tests/w3c/run.py RDF-TESTS

RDF-TESTS is a checkout of https://github.com/w3c/rdf-tests; nothing of the suite is part of this project. All data of
the tests lie in one store, each file as the graph of its own IRI, and each test chooses its dataset by
`default-graph-uri` and `named-graph-uri`, or by its FROM: so a test also shows that the others' data stay out of it.

Three things differ from the suite's words. Each query gets its own IRI as base by a BASE in front, for HTTP cannot
tell it. A test without data is given a default graph that does not exist. SERVICE and updates are refused on purpose:
such tests have a line of their own, in which a refusal counts.

The column "engine" tells how pyoxigraph does when it is handed the same data, query and base in a store made for the
test: what it gets wrong is beyond the server. Ends with 1 when the server fails where the engine does not, or in a
test that the engine has no part in.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import click
import protocol
import pyoxigraph as ox
from results import Solutions, difference, read
from suite import NONE, PLACE, Case, Suite

# Title, edition and manifest of the groups of tests, in the order in which they are told.
GROUPS = [
    ("SPARQL 1.1", "sparql11", "manifest-sparql11-query"),
    ("SPARQL 1.1 results", "sparql11", "manifest-sparql11-results"),
    ("SPARQL 1.0", "sparql10", "manifest-evaluation"),
    ("SPARQL 1.0", "sparql10", "manifest-syntax"),
]
PATIENCE = 60
FORMS = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".rdf": "application/rdf+xml",
    ".nt": "application/n-triples",
    ".ttl": "text/turtle",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Tally:
    """The figures of a section."""

    tests: int = 0
    server: int = 0
    engine: int | None = None  # where the engine has no part
    failures: list[str] = field(default_factory=list)
    behind: bool = False  # the server fails where the engine does not

    def add(self, name: str, server: str, engine: str | None) -> None:
        """Counts a test by what went wrong with it; None for what the engine is not asked."""
        self.tests += 1
        self.server += not server
        if engine is not None:
            self.engine = (self.engine or 0) + (not engine)
        if server:
            self.behind |= not engine  # what the engine gets right, or has no part in
            self.failures.append(f"{name}: {server}" + ("" if engine is None else f" (engine: {engine or 'right'})"))

    def join(self, other: Tally) -> None:
        """Takes in the figures of another section."""
        self.tests, self.server = self.tests + other.tests, self.server + other.server
        self.behind |= other.behind
        if other.engine is not None:
            self.engine = (self.engine or 0) + other.engine


class Server:
    """The server under test."""

    def __init__(self, suite: Suite, address: str) -> None:
        self.suite, self.address = suite, address

    def answer(self, case: Case, text: str, media_type: str) -> tuple[int, str, bytes]:
        """Status, media type and body for a query over the dataset of a test."""
        fields = [("query", text)]
        if "FROM" not in text:
            fields += [("default-graph-uri", iri) for iri in case.data or (NONE,)]
            fields += [("named-graph-uri", iri) for iri in case.named]
        reply = protocol.send(
            self.address, "POST", "/sparql", {"Accept": media_type, **FORM}, urlencode(fields).encode()
        )
        return reply.status, reply.media_type, reply.body

    def evaluate(self, case: Case, media_type: str) -> tuple[str, bytes]:
        text = self.suite.text(case.query)
        status, found, body = self.answer(case, f"BASE <{case.query}> {text}", f"{media_type}, */*;q=0.1")
        if status != 200:
            raise ValueError(f"status {status}: {body.decode()[:150]}")
        return found, body

    def parses(self, case: Case) -> bool:
        status, _, body = self.answer(case, self.suite.text(case.query), "*/*")
        if status not in {200, 400, 403}:
            raise ValueError(f"status {status}: {body.decode()[:150]}")
        return status == 200


class Engine:
    """The engine by itself."""

    def __init__(self, suite: Suite, everything: ox.Store) -> None:
        self.suite, self.everything = suite, everything

    def evaluate(self, case: Case, media_type: str) -> tuple[str, bytes]:
        results = self._store(case).query(self.suite.text(case.query), base_iri=case.query)
        if isinstance(results, ox.QueryTriples):
            return "application/n-triples", results.serialize(format=ox.RdfFormat.N_TRIPLES)
        form = ox.QueryResultsFormat.from_media_type(media_type) or ox.QueryResultsFormat.JSON
        return form.media_type, results.serialize(format=form)

    def parses(self, case: Case) -> bool:
        try:
            ox.Store().query(self.suite.text(case.query), base_iri=PLACE)
        except SyntaxError:
            return False
        except (OSError, RuntimeError):  # it parses, and fails later
            pass
        return True

    def _store(self, case: Case) -> ox.Store:
        if "FROM" in self.suite.text(case.query):
            return self.everything
        store = ox.Store()
        for iri in case.data:
            store.extend(ox.Quad(*quad.triple) for quad in self.suite.quads(iri))
        for iri in case.named:
            store.add_graph(ox.NamedNode(iri))
            store.extend(self.suite.quads(iri))
        return store


def evaluation(case: Case, suite: Suite, asked: Server | Engine) -> str:
    """What is wrong with the answer to a query; empty when it is what the suite expects."""
    path = suite.path(case.result)
    media_type = FORMS[path.suffix]
    expected = read(path.read_bytes(), media_type, case.result)
    if isinstance(expected, Solutions | bool) and path.suffix in {".ttl", ".rdf", ".nt"}:
        media_type = FORMS[".srj"]  # results described in RDF are asked for as JSON
    try:
        found, body = asked.evaluate(case, media_type)
        answer = read(body, found, case.query)
    except (ValueError, SyntaxError, RuntimeError, OSError) as error:
        return str(error)[:200].replace("\n", " ")
    ordered = "ORDER BY" in suite.text(case.query).upper().rpartition("}")[2]
    return difference(answer, expected, ordered=ordered, lax=case.lax)


def syntax(case: Case, asked: Server | Engine) -> str:
    """What is wrong with how a query is taken."""
    try:
        valid = asked.parses(case)
    except ValueError as error:
        return str(error)
    if valid is case.kind.startswith("Positive"):
        return ""
    return "taken as valid" if valid else "taken as not valid"


def query_tests(cases: list[Case], suite: Suite, server: Server, engine: Engine) -> Tally:
    """The figures of a section of tests of queries."""
    tally = Tally()
    for case in cases:
        check = syntax if "Syntax" in case.kind else lambda case, asked: evaluation(case, suite, asked)
        tally.add(case.name, check(case, server), check(case, engine))
    return tally


def refused_tests(cases: list[Case], suite: Suite, server: Server) -> Tally:
    """The figures of tests with SERVICE, each of which must be refused as such."""
    tally = Tally()
    for case in cases:
        status, _, body = server.answer(case, suite.text(case.query), "*/*")
        tally.add(case.name, "" if status == 403 and b"SERVICE" in body else f"status {status}", None)
    return tally


def protocol_tallies(suite: Suite, server: Server) -> Iterator[tuple[str, Tally]]:
    """The figures of the protocol, of refused updates, and of the service description."""
    queries, updates, description = Tally(), Tally(), Tally()
    before = _count(server)
    for name, update, trouble in protocol.protocol_tests(suite, server.address):
        (updates if update else queries).add(name, trouble, None)
    after = _count(server)
    updates.add("nothing has changed", "" if before == after else f"{before} → {after} quads", None)
    for name, trouble in protocol.service_description_tests(server.address):
        description.add(name, trouble, None)
    yield "protocol", queries
    yield "protocol: updates, each refused", updates
    yield "service description, in each format", description


def _count(server: Server) -> bytes:
    query = urlencode({"query": "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"})
    return protocol.send(server.address, "GET", f"/sparql?{query}", {"Accept": "text/csv"}).body


@contextmanager
def served(suite: Suite, cases: list[Case]) -> Iterator[tuple[Server, Engine]]:
    """A server with all data of the suite, and the engine with the same."""
    store = ox.Store()
    for iri in suite.data_files(cases):
        store.extend(suite.quads(iri))
    for name, iri in protocol.graphs(suite).items():
        store.extend(ox.Quad(*quad.triple, ox.NamedNode(name)) for quad in suite.quads(iri))
    with TemporaryDirectory() as folder:
        path = Path(folder, "suite.nq")
        store.dump(path, ox.RdfFormat.N_QUADS)
        with started(path) as address:
            yield Server(suite, address), Engine(suite, store)


@contextmanager
def started(path: Path) -> Iterator[str]:
    """The address of a server of a file, as a user starts it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    zjtx = Path(sys.executable).with_name("zjtx-kg")
    process = subprocess.Popen([zjtx, "serve", "--data", path, "--port", str(port), "--no-browser"], stdout=sys.stderr)
    try:
        end = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def run(suite: Suite) -> Iterator[tuple[str, Tally]]:
    """Title and figures of each section."""
    sections = [(title, name) for title, edition, listed in GROUPS for name in suite.sections(edition, listed)]
    cases = {name: list(suite.cases(name)) for _, name in sections}
    federated = [case for name in ("service", "syntax-fed") for case in suite.cases(f"sparql11/{name}")]
    with served(suite, [case for some in cases.values() for case in some]) as (server, engine):
        for title, name in sections:
            evaluated, parsed = (
                [case for case in cases[name] if ("Syntax" in case.kind) is syntactic] for syntactic in (False, True)
            )
            folder = name.rpartition("/")[2]
            if evaluated:
                yield f"{title} {folder}", query_tests(evaluated, suite, server, engine)
            if parsed:
                yield f"{title} syntax: {folder}", query_tests(parsed, suite, server, engine)
        yield "SERVICE, each refused", refused_tests(federated, suite, server)
        yield from protocol_tallies(suite, server)


@click.command(help=__doc__.partition("\n")[0])
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--failures/--no-failures", default=True, help="Name the tests that fail, with the reason.")
def main(folder: Path, failures: bool) -> None:
    evaluation, syntax, other = Tally(), Tally(), Tally()
    click.echo(f"{'':45}{'tests':>7}{'server':>8}{'engine':>8}")
    for title, tally in run(Suite(folder)):
        _tell(title, tally)
        for failure in tally.failures if failures else ():
            click.echo(f"    {failure}")
        total = other if not title.startswith("SPARQL") else syntax if "syntax:" in title else evaluation
        total.join(tally)
    click.echo()
    _tell("query evaluation and results", evaluation)
    _tell("query syntax", syntax)
    _tell("protocol, service description, refusals", other)
    sys.exit(evaluation.behind or syntax.behind or other.behind)


def _tell(title: str, tally: Tally) -> None:
    engine = "–" if tally.engine is None else tally.engine
    click.echo(f"{title:45}{tally.tests:7}{tally.server:8}{engine:>8}")


if __name__ == "__main__":
    main()
