"""What is served: a release directory, or any one RDF file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from zjtx_kg.errors import ReleaseError
from zjtx_kg.publish.release import find_release
from zjtx_server.worker import load

RDF_SUFFIXES = frozenset({".nq", ".trig", ".ttl", ".nt", ".rdf", ".jsonld", ".owl"})


@dataclass(frozen=True)
class ReleaseView:
    """A release as the server reads it; nothing is ever written.

    Args:
        id: the release's id, or the file's name.
        data: RDF file with all quads, for the query workers.
        store: the same quads, for the server's own pages.
        report: the build report; empty for a bare file.
        root: the release directory; None for a bare file.
    """

    id: str
    data: Path
    store: ox.Store
    report: Mapping[str, Any] = field(default_factory=dict)
    root: Path | None = None

    @cached_property
    def quads(self) -> int:
        """How many quads there are."""
        return int(self.report.get("quads", 0)) or len(self.store)

    @property
    def report_page(self) -> Path | None:
        """The build report as a page, where there is one."""
        path = self.root / "report.html" if self.root else None
        return path if path and path.is_file() else None


def open_release(source: Path) -> ReleaseView:
    """The release at `source`: a release directory, a folder of releases with `current`, or an RDF file.

    Raises:
        ReleaseError: it is none of these, or is damaged.
    """
    if source.is_dir():
        return _open_directory(source)
    if not source.is_file():
        raise ReleaseError(
            "there is no such release or file", where=str(source), remedy="Build one, or check the path."
        )
    if source.suffix not in RDF_SUFFIXES:
        raise ReleaseError(
            "its name tells no RDF format", where=str(source), remedy=f"Known are {', '.join(sorted(RDF_SUFFIXES))}."
        )
    try:
        return ReleaseView(source.name, source, load(source))
    except (SyntaxError, ValueError, OSError) as error:
        raise ReleaseError(f"not readable as RDF: {error}", where=str(source)) from error


def _open_directory(folder: Path) -> ReleaseView:
    root = find_release(folder)
    try:
        report = json.loads((root / "release.json").read_text("utf-8"))
        store = ox.Store.read_only(str(root / "store"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"not a whole release: {error}", where=str(folder), remedy="Build it again with `zjtx-kg build`."
        ) from error
    return ReleaseView(str(report.get("id", root.name)), root / "data.nq", store, report, root)
