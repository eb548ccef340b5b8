"""How the pages ask the graph: three functions, which a store in this process or a remote endpoint can stand behind.

The default graph is the union of all graphs. The queries are the project's own and have one `WHERE {` in front; the
things asked for are values of some of their variables, as if `VALUES` stood behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pyoxigraph as ox

Row = Mapping[str, str]
Things = Mapping[str, str]


class Graph(Protocol):
    """The graph of a release."""

    def select(self, query: str, things: Things) -> tuple[Row, ...]:
        """The solutions of a SELECT query: the variables that are bound, as text.

        Args:
            query: SPARQL.
            things: IRIs that variables of the query stand for, by the variables' names.
        """

    def triples(self, query: str, things: Things) -> list[ox.Triple]:
        """The triples of a CONSTRUCT query; arguments as of `select`."""

    def solutions(self, query: str) -> ox.QuerySolutions:
        """The solutions of a SELECT query as they are, with the types of their terms."""


class EmbeddedGraph:
    """The graph of a store in this process."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def select(self, query: str, things: Things) -> tuple[Row, ...]:
        """As `Graph`."""
        solutions = self._store.query(query, substitutions=_terms(things))
        assert isinstance(solutions, ox.QuerySolutions), "a SELECT query"
        names = [variable.value for variable in solutions.variables]
        return tuple(
            {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in solutions
        )

    def triples(self, query: str, things: Things) -> list[ox.Triple]:
        """As `Graph`."""
        triples = self._store.query(query, substitutions=_terms(things))
        assert isinstance(triples, ox.QueryTriples), "a CONSTRUCT query"
        return list(triples)

    def solutions(self, query: str) -> ox.QuerySolutions:
        """As `Graph`."""
        solutions = self._store.query(query)
        assert isinstance(solutions, ox.QuerySolutions), "a SELECT query"
        return solutions


def _terms(things: Things) -> dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    return {ox.Variable(name): ox.NamedNode(iri) for name, iri in things.items()}
