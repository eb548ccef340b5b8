"""What is served: a release directory, or any one RDF file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from zjtx_kg.errors import ReleaseError
from zjtx_kg.publish.release import find_release
from zjtx_server.work.stores import load, unite

DATA = "data.nq"
RDF_SUFFIXES = frozenset({".nq", ".trig", ".ttl", ".nt", ".rdf", ".jsonld", ".owl"})


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release as the server reads it; nothing is ever written.

    Args:
        id: the release's id, or the file's name.
        data: RDF file with all quads, for the query workers.
        store: the same quads in memory, for the server's own pages; its default graph is the union of all graphs.
        quads: how many quads the data holds.
        report: the build report; empty for a bare file.
    """

    id: str
    data: Path
    store: ox.Store
    quads: int
    report: Mapping[str, Any] = field(default_factory=dict)


def open_release(source: Path) -> ReleaseView:
    """The release at `source`: a release directory, a folder of releases with `current`, or an RDF file.

    Raises:
        ReleaseError: it is none of these, or is damaged.
    """
    if source.is_dir():
        return _open_directory(find_release(source))
    if not source.is_file():
        raise ReleaseError(
            "there is no such release or file", where=str(source), remedy="Build one, or check the path."
        )
    if source.suffix not in RDF_SUFFIXES:
        raise ReleaseError(
            "its name tells no RDF format", where=str(source), remedy=f"Known are {', '.join(sorted(RDF_SUFFIXES))}."
        )
    return _view(source.name, source)


def _open_directory(root: Path) -> ReleaseView:
    try:
        report = json.loads((root / "release.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"its description is not readable: {error}", where=str(root), remedy="Build the release again."
        ) from error
    return _view(str(report.get("id", root.name)), root / DATA, report)


def _view(name: str, data: Path, report: Mapping[str, Any] | None = None) -> ReleaseView:
    try:
        store = load(data)
    except (SyntaxError, ValueError, OSError) as error:
        raise ReleaseError(f"not readable as RDF: {error}", where=str(data)) from error
    quads = len(store)
    unite(store)
    return ReleaseView(name, data, store, quads, report or {})
