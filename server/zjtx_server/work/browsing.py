"""The index that lists and search read: the release's own, else one that is made here and vanishes at the end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from zjtx_kg.browse import FILE, is_whole, write_browse
from zjtx_kg.errors import StoreError
from zjtx_server.pages.sources.graph import EmbeddedGraph
from zjtx_server.release import Release
from zjtx_server.remote.asking import rows_from
from zjtx_server.work.remote import RemoteStore
from zjtx_server.work.stores import Held

log = logging.getLogger(__name__)


@contextmanager
def browsed(release: Release, graph: Held) -> Iterator[Path | None]:
    """The file of the index over a graph; None where a store elsewhere did not answer as it should.

    Raises:
        OSError: the disk cannot be used.
    """
    if release.browse and is_whole(release.browse):
        yield release.browse
        return
    with TemporaryDirectory(prefix="zjtx-kg-") as folder:
        yield _made(Path(folder) / FILE, graph)


def _made(file: Path, graph: Held) -> Path | None:
    try:
        write_browse(file, _select(graph))
    except StoreError as error:
        log.warning("no lists and overviews: %s", error)
        return None
    finally:
        if graph.remote:
            graph.remote.endpoint.session.close()  # workers are forked
    return file


def _select(graph: Held) -> Callable[[str], Iterable[Mapping[str, str]]]:
    store = graph.store()
    if not isinstance(store, RemoteStore):
        return lambda query: EmbeddedGraph(store).select(query, {})
    return rows_from(store.endpoint)
