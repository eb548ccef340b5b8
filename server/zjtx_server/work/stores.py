"""The stores that workers ask: in memory where the graph fits, else on disk; the default graph is the union of all.

Oxigraph's own switch for the union counts a triple as often as graphs hold it, and overrides FROM; so it is stored.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from zjtx_server.release import Release
from zjtx_server.work.remote import RemoteStore, open_remote

# Bytes of memory for each byte of a file, with the union: 840 for a quad of this project, which takes 210 in N-Quads.
GROWTH = {".nq": 4, ".nt": 4}
GROWTH_OF_OTHERS = 12  # formats that write IRIs short
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True, slots=True)
class Held:
    """A store that is ready for workers.

    Args:
        quads: of all named graphs, and triples of a file without graphs.
        expected_bytes: memory that the graph takes or would take.
        memory: the store in memory, which forked workers share.
        folder: the store on disk, which each worker opens for itself.
        remote: the store elsewhere.
    """

    quads: int
    expected_bytes: int
    memory: ox.Store | None = None
    folder: Path | None = None
    remote: RemoteStore | None = None

    @property
    def storage(self) -> str:
        """Where the graph is: `memory`, `disk` or `elsewhere`."""
        return "disk" if self.folder else "elsewhere" if self.remote else "memory"

    def store(self) -> ox.Store | RemoteStore:
        """The store, to be read only; called in the process that asks it."""
        if self.folder:
            return ox.Store.read_only(str(self.folder))
        store = self.remote or self.memory
        assert store is not None, "one of the three is given"
        return store


@contextmanager
def held(release: Release, memory_bytes: int, seconds: float) -> Iterator[Held]:
    """What holds the graph of a release: memory if that takes no more than `memory_bytes`, 0 for half the machine's.

    A release brings its store on disk; of a bare file one is made, which vanishes at the end. A store elsewhere is
    asked for no longer than `seconds` at a time.

    Raises:
        SyntaxError: the file is not valid RDF.
        OSError: the file or the disk cannot be used.
        ValueError: the store on disk cannot be opened.
        StoreError: the store elsewhere does not answer as it should.
    """
    if release.endpoint:
        remote, quads = open_remote(release.endpoint, seconds)
        yield Held(quads, 0, remote=remote)
        return
    expected = release.data.stat().st_size * GROWTH.get(release.data.suffix, GROWTH_OF_OTHERS)
    if expected <= (memory_bytes or _machine_bytes() // 2):
        store = load(release.data)
        quads = len(store)
        unite(store)
        yield Held(quads, expected, memory=store)
    elif release.store:
        yield Held(int(release.report.get("quads", 0)), expected, folder=release.store)
    else:
        with TemporaryDirectory(prefix="zjtx-kg-") as folder:
            yield Held(_write(release.data, folder), expected, folder=Path(folder))


def load(path: Path, store: ox.Store | None = None) -> ox.Store:
    """A store, in memory if none is given, with the RDF of a file; its name tells the format, of `.owl` its start."""
    store = ox.Store() if store is None else store
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if path.suffix == ".owl":
        with path.open("rb") as file:
            head = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
        rdf_format = ox.RdfFormat.RDF_XML if head.startswith((b"<?xml", b"<rdf", b"<!")) else ox.RdfFormat.TURTLE
    store.bulk_load(path=str(path), format=rdf_format, base_iri=path.resolve().as_uri())
    return store


def unite(store: ox.Store) -> None:
    """Puts the union of all graphs into the default graph, each triple once."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }")


def _write(path: Path, folder: str) -> int:
    """A store on disk with the RDF of a file; returns how many quads that holds."""
    store = load(path, ox.Store(folder))
    quads = len(store)
    named = store.quads_for_pattern(None, None, None, None)
    store.bulk_extend(ox.Quad(*quad.triple) for quad in named if quad.graph_name != ox.DefaultGraph())
    store.flush()
    return quads


def _machine_bytes() -> int:
    """The memory of this machine, or of the container in which this runs."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    with suppress(OSError, ValueError):
        return min(machine, int(CGROUP_LIMIT.read_text()))
    return machine
