"""The dataset of a query: the graphs that the request names, else those of its FROM, else all.

Oxigraph reads FROM as it should, but for two things: a triple that several default graphs hold comes as often as they
are, where their RDF merge holds it once; and it does not tell which graphs a query names.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

import pyoxigraph as ox

from zjtx_server.work.refusals import RefusedError
from zjtx_server.work.tokens import form, tokens

IN_NO_GRAPH = "ASK { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?graph { ?s ?p ?o } } }"

Graphs = list[ox.NamedNode]


class Dataset(NamedTuple):
    """A store, and the arguments of its `query` that choose the graphs; none where the query does that."""

    store: ox.Store
    choice: dict[str, Any]


def dataset(request: dict[str, Any], store: ox.Store) -> Dataset:
    """The dataset that a request, else the text of its query, asks for.

    Raises:
        RefusedError: a graph is named by what is no absolute IRI.
    """
    default, named = _graphs(request["default_graphs"]), _graphs(request["named_graphs"])
    if not default and not named:
        default, named = _from(request["text"], request["base"], store)
    if not default and not named:
        return Dataset(store, {})
    if len(default) < 2:
        return Dataset(store, {"default_graph": default, "named_graphs": named})
    if not _are_all(default, store):
        store = _merge(store, default, named)
    return Dataset(store, {"default_graph": ox.DefaultGraph(), "named_graphs": named})


def graph_name(iri: str) -> ox.NamedNode:
    """The name of a graph.

    Raises:
        RefusedError: it is no absolute IRI.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise RefusedError("evaluation", f"“{iri}” names no graph, for it is not an absolute IRI.") from error


def _graphs(iris: Iterable[str]) -> Graphs:
    return [graph_name(iri) for iri in dict.fromkeys(iris)]


def _are_all(graphs: Graphs, store: ox.Store) -> bool:
    """Whether the merge of graphs is the store's default graph, the union of all and of what is in none."""
    return set(store.named_graphs()) <= set(graphs) and not store.query(IN_NO_GRAPH)


def _merge(store: ox.Store, default: Graphs, named: Graphs) -> ox.Store:
    """A store whose default graph holds each triple of the `default` graphs once, beside the `named` graphs."""
    merged = ox.Store()
    for graph in default:
        quads = store.quads_for_pattern(None, None, None, graph)
        merged.bulk_extend(ox.Quad(subject, predicate, value) for subject, predicate, value, _ in quads)
    for graph in named:
        merged.bulk_extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def _from(text: str, base: str, store: ox.Store) -> tuple[Graphs, Graphs]:
    """The graphs after FROM and after FROM NAMED; none where the text is not valid."""
    if text.upper().count("FROM") < 2:
        return [], []
    start = form(text)
    prologue = text[: start.start] if start else ""
    default, named = _names(text)
    try:
        return _resolve(prologue, default, base, store), _resolve(prologue, named, base, store)
    except SyntaxError:
        return [], []


def _names(text: str) -> tuple[list[str], list[str]]:
    """What stands after FROM and after FROM NAMED, as it is written."""
    default, named = [], []
    before = ""
    for first, second in pairwise(tokens(text)):
        if second.kind in {"iri", "name"} and first.keyword == "FROM":
            default.append(second.text)
        elif second.kind in {"iri", "name"} and (before, first.keyword) == ("FROM", "NAMED"):
            named.append(second.text)
        before = first.keyword
    return default, named


def _resolve(prologue: str, names: list[str], base: str, store: ox.Store) -> Graphs:
    """The IRIs that names stand for after a prologue, each once; the engine resolves them."""
    if not names:
        return []
    query = f"{prologue}\nSELECT ?graph {{ VALUES ?graph {{ {' '.join(names)} }} }}"
    return list(dict.fromkeys(row["graph"] for row in store.query(query, base_iri=base)))  # type: ignore[union-attr]
