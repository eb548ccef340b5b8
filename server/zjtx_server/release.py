"""What is served: a release directory, or any one RDF file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zjtx_kg.browse import FILE
from zjtx_kg.errors import ReleaseError
from zjtx_kg.files import sha256
from zjtx_kg.publish.release import find_release

DATA = "data.nq"
RDF_SUFFIXES = frozenset({".nq", ".trig", ".ttl", ".nt", ".rdf", ".jsonld", ".owl"})


@dataclass(frozen=True, slots=True)
class Release:
    """A release as the server knows it; nothing is ever written.

    Args:
        id: the release's id, or the file's name.
        digest: changes when the content does; the release's id, or the start of the file's SHA-256.
        source: where it was found.
        data: RDF file with all quads.
        store: Oxigraph store with the same quads; None for a bare file.
        browse: index of the same for lists and search; None for a bare file.
        report: the build report; empty for a bare file.
        endpoint: address of the store elsewhere that holds the quads in place of `data`; else empty.
    """

    id: str
    digest: str
    source: Path = Path()
    data: Path = Path()
    store: Path | None = None
    browse: Path | None = None
    report: Mapping[str, Any] = field(default_factory=dict)
    endpoint: str = ""


def find(source: Path) -> Release:
    """The release at `source`: a release directory, a folder of releases with `current`, or an RDF file.

    Raises:
        ReleaseError: it is none of these, or is damaged.
    """
    if source.is_dir():
        return _in_directory(find_release(source))
    if not source.is_file():
        raise ReleaseError(
            "there is no such release or file", where=str(source), remedy="Build one, or check the path."
        )
    if source.suffix not in RDF_SUFFIXES:
        raise ReleaseError(
            "its name tells no RDF format", where=str(source), remedy=f"Known are {', '.join(sorted(RDF_SUFFIXES))}."
        )
    return Release(source.name, sha256(source)[:16], source, source.resolve())


def _in_directory(root: Path) -> Release:
    try:
        report = json.loads((root / "release.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            f"its description is not readable: {error}", where=str(root), remedy="Build the release again."
        ) from error
    name = str(report.get("id", root.name))
    return Release(name, name, root, root / DATA, root / "store", root / FILE, report)
