"""Where the ontology, shapes and data lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
from rdflib import Graph

from zjtx_kg.errors import VocabularyError

TURTLE = pyoxigraph.RdfFormat.TURTLE
PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Path of the folder `ontology`, `shapes` or `data`; `VocabularyError` where there is none."""
    inside = PACKAGE / "resources" / name
    folder = inside if inside.exists() else PACKAGE.parent / name
    if not folder.is_dir():
        raise VocabularyError("there is no such folder", where=str(folder), remedy="Restore it, or install again.")
    return folder


def read_turtle(paths: Iterable[Path], **identity: Any) -> Graph:
    """The Turtle files of `paths` as one graph; `VocabularyError` with file and line where one is broken or none is.

    Args:
        paths: the files.
        identity: arguments of the graph, such as its `identifier`.
    """
    graph = Graph(**identity)
    files = list(paths)
    if not files:  # without shapes everything would be valid
        raise VocabularyError(
            "there are no Turtle files", where="ontology or shapes", remedy="Restore them, or install again."
        )
    for path in files:
        try:
            source = path.read_text(encoding="utf-8")
            deque(
                pyoxigraph.parse(source, TURTLE, base_iri=path.as_uri()), 0
            )  # stricter than rdflib, and tells the line
        except (OSError, UnicodeDecodeError) as error:
            raise VocabularyError(f"cannot be read ({error})", where=str(path), remedy="Restore the file.") from error
        except SyntaxError as error:
            where = f"{path}:{error.lineno}"
            raise VocabularyError(f"no valid Turtle ({error.msg})", where=where, remedy="Mend the line.") from error
        graph.parse(data=source, format="turtle", publicID=path.as_uri())
    return graph
