"""Dumps and store: sorted N-Quads as the one truth, TriG for people, the Oxigraph store for serving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from rdflib import RDF, BNode, Graph
from rdflib.compare import to_canonical_graph

from zjtx_kg.iris import GRAPH, PREFIXES
from zjtx_kg.questions import questions_graph
from zjtx_kg.resources import read_turtle, resource

QUADS = "data.nq"
NQUADS = pyoxigraph.RdfFormat.N_QUADS


def quad_lines(graph: Graph) -> list[str]:
    """A named graph as sorted N-Quads lines, the same for the same content."""
    name = f" <{graph.identifier}> ."
    triples = graph.serialize(format="nt", encoding="utf-8").decode()
    return sorted(line[: line.rindex(" .")] + name for line in triples.splitlines() if line)


def knowledge_graphs() -> Iterator[Graph]:
    """Ontology with alignments, vocabularies with matches, shapes and questions, each kind in a graph of its own."""
    for name, files in {
        "ontology": sorted(resource("ontology").glob("*.ttl")),
        "vocabularies": sorted(resource("ontology").glob("*/*.ttl")),
        "shapes": sorted(resource("shapes").glob("*.ttl")),
    }.items():
        yield stable(read_turtle(files, identifier=GRAPH[name]))
    yield stable(questions_graph())


def stable(graph: Graph) -> Graph:
    """The graph with its blank nodes named by their content, so that two builds give the same bytes."""
    return graph if not any(_blank(graph)) else _relabelled(graph)


def write_trig(quads: Path, trig: Path) -> None:
    """The N-Quads dump as TriG with prefixes, in the same order."""
    pyoxigraph.serialize(
        pyoxigraph.parse(path=quads, format=NQUADS),
        output=trig,
        format=pyoxigraph.RdfFormat.TRIG,
        prefixes=PREFIXES,
    )


def write_store(quads: Path, folder: Path) -> int:
    """The dump as an Oxigraph store on disk, its default graph the union of all; returns the number of quads.

    The union is stored, since a query over all graphs would count what two policies say twice.
    """
    store = pyoxigraph.Store(folder)
    store.bulk_load(path=quads, format=NQUADS)
    number = len(store)
    store.bulk_extend(pyoxigraph.Quad(*quad.triple) for quad in pyoxigraph.parse(path=quads, format=NQUADS))
    store.optimize()
    store.flush()
    del store  # closes it
    for file in (*folder.glob("LOG*"), *folder.glob("OPTIONS-*")):  # of no use to a reader, but full of this machine
        file.unlink()
    return number


def stored_types(folder: Path) -> Iterator[tuple[str, str]]:
    """Each thing of a store with each of its classes, once."""
    store = pyoxigraph.Store.read_only(str(folder))
    kind = pyoxigraph.NamedNode(str(RDF.type))
    for quad in store.quads_for_pattern(None, kind, None, pyoxigraph.DefaultGraph()):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(quad.object, pyoxigraph.NamedNode):
            yield quad.subject.value, quad.object.value


def _blank(graph: Graph) -> Iterable[bool]:
    return (isinstance(term, BNode) for triple in graph for term in triple)


def _relabelled(graph: Graph) -> Graph:
    canonical = Graph(identifier=graph.identifier)
    for triple in to_canonical_graph(graph):
        canonical.add(triple)
    return canonical
