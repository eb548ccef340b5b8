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
    """Path of the folder `ontology`, `shapes` or `data`."""
    inside = PACKAGE / "resources" / name
    return inside if inside.exists() else PACKAGE.parent / name


def read_turtle(paths: Iterable[Path], **identity: Any) -> Graph:
    """The Turtle files of `paths` as one graph; `VocabularyError` with file and line where one is broken.

    Args:
        paths: the files.
        identity: arguments of the graph, such as its `identifier`.
    """
    graph = Graph(**identity)
    for path in paths:
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
