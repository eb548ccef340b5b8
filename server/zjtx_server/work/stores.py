"""Stores in memory, with the union of all graphs as the default graph."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox


def load(path: Path) -> ox.Store:
    """A store in memory with the RDF of a file; the format is told by its name, of `.owl` by its beginning."""
    store = ox.Store()
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if path.suffix == ".owl":
        with path.open("rb") as file:
            head = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
        rdf_format = ox.RdfFormat.RDF_XML if head.startswith((b"<?xml", b"<rdf", b"<!")) else ox.RdfFormat.TURTLE
    store.bulk_load(path=str(path), format=rdf_format, base_iri=path.resolve().as_uri())
    return store


def unite(store: ox.Store) -> None:
    """Puts the union of all graphs into the default graph, each triple once.

    Oxigraph's own switch for this counts a triple as often as graphs hold it, and overrides FROM.
    """
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }")
