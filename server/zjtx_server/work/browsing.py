"""The index that lists and search read: the release's own, else one that is made here and vanishes at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from zjtx_kg.browse import FILE, is_whole, write_browse
from zjtx_server.pages.graph import EmbeddedGraph
from zjtx_server.release import Release
from zjtx_server.remote.asking import rows_from
from zjtx_server.work.remote import RemoteStore
from zjtx_server.work.stores import Held


@contextmanager
def browsed(release: Release, graph: Held) -> Iterator[Path]:
    """The file of the index over a graph.

    Raises:
        OSError: the disk cannot be used.
        StoreError: the store elsewhere does not answer as it should.
    """
    if release.browse and is_whole(release.browse):
        yield release.browse
        return
    with TemporaryDirectory(prefix="zjtx-kg-") as folder:
        try:
            write_browse(Path(folder) / FILE, _select(graph))
        finally:
            if graph.remote:
                graph.remote.endpoint.session.close()  # workers are forked
        yield Path(folder) / FILE


def _select(graph: Held) -> Callable[[str], Iterable[Mapping[str, str]]]:
    store = graph.store()
    if not isinstance(store, RemoteStore):
        return lambda query: EmbeddedGraph(store).select(query, {})
    return rows_from(store.endpoint)
