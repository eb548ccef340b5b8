"""The W3C's manifests: which tests there are, and the data they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

PLACE = "https://w3c.github.io/rdf-tests/"  # where the files of the suite are at home
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
NONE = "urn:example:no-such-graph"  # a graph that is not in the store is an empty one


@dataclass(frozen=True)
class Case:
    """A test of a query; files are given by their IRIs."""

    section: str
    name: str
    kind: str
    query: str
    data: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    result: str = ""
    lax: bool = False


class Suite:
    """A checkout of rdf-tests, or of its folder `sparql`."""

    def __init__(self, folder: Path) -> None:
        self.root = folder if (folder / "sparql").is_dir() else folder.parent

    def path(self, iri: str) -> Path:
        """The file that an IRI stands for."""
        return self.root / iri.removeprefix(PLACE)

    def text(self, iri: str) -> str:
        return self.path(iri).read_text("utf-8")

    def manifest(self, section: str, name: str = "manifest") -> Graph:
        """The manifest of a folder such as `sparql11/bind`."""
        path = self.root / "sparql" / section / f"{name}.ttl"
        return Graph().parse(path, format="turtle", publicID=PLACE + path.relative_to(self.root).as_posix())

    def sections(self, edition: str, name: str) -> list[str]:
        """The folders that a manifest of an edition such as `sparql11` lists, in its order."""
        graph = self.manifest(edition, name)
        (listed,) = graph.objects(None, MF.include)
        return [str(iri).removeprefix(PLACE + "sparql/").rpartition("/")[0] for iri in Collection(graph, listed)]

    def entries(self, section: str) -> Iterator[tuple[Graph, Node]]:
        graph = self.manifest(section)
        for head in graph.subjects(RDF.type, MF.Manifest):
            for entry in Collection(graph, graph.value(head, MF.entries)):
                yield graph, entry

    def cases(self, section: str) -> Iterator[Case]:
        """The tests of queries in a folder; those of updates are left out."""
        for graph, entry in self.entries(section):
            action = graph.value(entry, MF.action)
            query = graph.value(action, QT.query) or (action if isinstance(action, URIRef) else None)
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            if query is not None and "Update" not in kind:
                yield Case(
                    section,
                    str(graph.value(entry, MF.name)),
                    kind,
                    str(query),
                    tuple(sorted(map(str, graph.objects(action, QT.data)))),
                    tuple(sorted(map(str, graph.objects(action, QT.graphData)))),
                    str(graph.value(entry, MF.result) or ""),
                    (entry, MF.resultCardinality, MF.LaxCardinality) in graph,
                )

    def quads(self, iri: str) -> Iterator[ox.Quad]:
        """A data file as the graph of its own IRI, its blank nodes told from those of other files by their names."""
        path = self.path(iri)
        mark = "".join(filter(str.isalnum, iri))
        for quad in ox.parse(path=path, format=_format(path), base_iri=iri):
            subject, predicate, value, _ = quad
            yield ox.Quad(_marked(subject, mark), predicate, _marked(value, mark), ox.NamedNode(iri))

    def data_files(self, cases: list[Case]) -> list[str]:
        """All files that tests take for data, also those that only a query names."""
        named = {iri for case in cases for iri in (*case.data, *case.named)}
        beside = (self.path(case.query).parent for case in cases if "FROM" in self.text(case.query))
        found = {PLACE + path.relative_to(self.root).as_posix() for folder in beside for path in folder.glob("data*")}
        return sorted(named | {iri for iri in found if iri.endswith(".ttl")})


def _format(path: Path) -> ox.RdfFormat:
    return ox.RdfFormat.from_extension(path.suffix.lstrip(".")) or ox.RdfFormat.TURTLE


def _marked(term: ox.NamedNode | ox.BlankNode | ox.Literal, mark: str) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    return ox.BlankNode(f"{mark}x{term.value}") if isinstance(term, ox.BlankNode) else term
