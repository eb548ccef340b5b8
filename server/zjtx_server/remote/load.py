"""A release or an RDF file into a SPARQL endpoint, graph by graph, by the Graph Store Protocol.

A load first marks the edition as being loaded, and puts the final mark last: whoever reads in between can tell.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from zjtx_kg.errors import ReleaseError, StoreError
from zjtx_kg.files import sha256
from zjtx_kg.iris import GRAPH
from zjtx_kg.publish.release import find_release, open_store
from zjtx_server.remote.edition import IDENTIFIER, LOADING, MARK, failure, mark, number, values
from zjtx_server.remote.endpoint import Endpoint, RemoteError
from zjtx_server.work.stores import load as parse
from zjtx_server.work.stores import unite

SECONDS = 3600.0  # for one graph
COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
EDITION_LENGTH = 16

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did.

    Args:
        edition: id of the release, or digest of the file.
        put: named graphs put whole.
        removed: named graphs of this project removed, since the release has them no more.
        triples: triples put into named graphs.
        union: whether the default graph was put as well; else the store makes the union of all graphs itself.
    """

    edition: str
    put: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int
    union: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The same for people."""
        default = "put, as the union of all graphs" if self.union else "the store's own union of all graphs"
        return (
            f"{self.triples:,} triples in {len(self.put)} graphs put; default graph: {default}",
            *(f"removed, since no longer there: {name}" for name in self.removed),
        )


@dataclass(frozen=True, slots=True)
class _Content:
    """What is to be loaded: a store whose default graph is the union of all, and how many triples are in it alone."""

    store: ox.Store
    edition: str
    graphs: tuple[str, ...]
    ungraphed: int


@dataclass(frozen=True, slots=True)
class _Load:
    """A load under way."""

    endpoint: Endpoint
    store: ox.Store
    edition: str
    put: dict[str, int] = field(default_factory=dict)

    def graph(self, name: str, *more: ox.Triple) -> None:
        """Puts a graph of the store, the default one where `name` is empty, with `more` triples; StoreError."""
        with _file(self.store, name, more) as (file, triples):
            try:
                self.endpoint.put(name, file, SECONDS)
            except RemoteError as error:
                raise self.stopped(error, name) from error
        if name:
            self.put[name] = triples

    def remove(self, name: str) -> None:
        """Removes a graph; StoreError."""
        try:
            self.endpoint.delete(name, SECONDS)
        except RemoteError as error:
            raise self.stopped(error, name) from error

    def stopped(self, error: RemoteError, name: str) -> StoreError:
        """The error with what has been done so far."""
        whole = failure(error, self.endpoint.graph_store)
        done = f"{len(self.put) - 1} graphs are loaded, the rest not; load again" if self.put else "nothing was changed"
        what = f"graph {name}" if name else "default graph"
        return StoreError(f"{what}: {whole.problem} ({done})", where=whole.where, remedy=whole.remedy)


def load(source: Path, endpoint: Endpoint, progress: Progress) -> Loaded:
    """Puts every graph of a release, or of an RDF file, and removes those of this project that it no longer has.

    Graphs outside the project's own base stay. The default graph is replaced by the union of all graphs loaded, unless
    the store makes that union itself.

    Raises:
        ReleaseError: there is nothing to load at `source`.
        StoreError: the endpoint refused or lost something; it says what was loaded by then.
    """
    content = _open(source)
    this = _Load(endpoint, content.store, content.edition)
    _sign_in(endpoint)
    before = _held(endpoint)
    this.graph(MARK.value, mark(content.edition + LOADING))
    united = bool(values(endpoint, f"SELECT ?s {{ ?s {IDENTIFIER} {ox.Literal(content.edition + LOADING)} }}"))
    if united and content.ungraphed:
        raise _no_place(endpoint, content.ungraphed)
    progress("load", 0, len(content.graphs))
    for done, name in enumerate(content.graphs, start=1):
        this.graph(name)
        progress("load", done, len(content.graphs))
    gone = before.keys() - {*content.graphs, MARK.value}
    removed = tuple(sorted(name for name in gone if name.startswith(str(GRAPH))))
    for name in removed:
        this.remove(name)
    if not united:
        this.graph("", mark(content.edition))
    this.graph(MARK.value, mark(content.edition))
    _compare(endpoint, this.put)
    return Loaded(content.edition, content.graphs, removed, sum(this.put.values()) - 1, not united)


def _open(source: Path) -> _Content:
    """A release directory, a folder of releases, or an RDF file; ReleaseError where it is none."""
    if source.is_dir():
        root = find_release(source)
        return _content(open_store(root), root.name, 0)
    if not source.is_file():
        raise ReleaseError("there is no such release or file", where=str(source), remedy="Check the path.")
    try:
        store = parse(source)
    except (SyntaxError, ValueError, OSError) as error:
        raise ReleaseError(f"not readable as RDF: {error}", where=str(source)) from error
    ungraphed = sum(1 for _ in store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    unite(store)
    return _content(store, sha256(source)[:EDITION_LENGTH], ungraphed)


def _content(store: ox.Store, edition: str, ungraphed: int) -> _Content:
    named = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    return _Content(store, edition, tuple(sorted(named - {MARK.value})), ungraphed)


def _sign_in(endpoint: Endpoint) -> None:
    try:
        endpoint.sign_in()
    except RemoteError as error:
        raise failure(error, endpoint.graph_store) from error


def _held(endpoint: Endpoint) -> dict[str, int]:
    """The named graphs of the endpoint with the number of their triples."""
    return {row[0]: number(endpoint, row[-1]) for row in values(endpoint, COUNTS)}


def _compare(endpoint: Endpoint, put: dict[str, int]) -> None:
    """Raises StoreError where the endpoint holds another number of triples than were put."""
    held = _held(endpoint)
    wrong = [f"{name} ({held.get(name, 0)} of {count})" for name, count in put.items() if held.get(name) != count]
    if wrong:
        raise StoreError(
            f"it took all graphs, but does not hold all triples of {', '.join(wrong)}",
            where=endpoint.graph_store,
            remedy="See docs/stores.md; a store may take values for the same that are written differently.",
        )


def _no_place(endpoint: Endpoint, ungraphed: int) -> StoreError:
    return StoreError(
        f"its default graph is the union of its named graphs, and {ungraphed:,} triples are in none",
        where=endpoint.url,
        remedy="Load a file that puts them into a graph (TriG or N-Quads). Nothing of it was loaded.",
    )


@contextmanager
def _file(store: ox.Store, name: str, more: Sequence[ox.Triple]) -> Iterator[tuple[IO[bytes], int]]:
    """A graph as N-Triples in a file, so that its length is known, with the number of triples."""
    graph = ox.NamedNode(name) if name else ox.DefaultGraph()
    count = 0

    def triples() -> Iterator[ox.Triple]:
        nonlocal count
        for quad in store.quads_for_pattern(None, None, None, graph):
            count += 1
            yield quad.triple
        count += len(more)
        yield from more

    with tempfile.TemporaryFile() as file:
        ox.serialize(triples(), output=file, format=ox.RdfFormat.N_TRIPLES)
        file.seek(0)
        yield file, count
