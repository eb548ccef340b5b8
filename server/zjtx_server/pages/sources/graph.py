"""How the pages ask the graph: three functions, which a store in this process or a remote endpoint can stand behind.

The default graph is the union of all graphs. The queries are the project's own and have one `WHERE {` in front; the
things asked for are values of some of their variables, as if `VALUES` stood behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

import pyoxigraph as ox

Row = Mapping[str, str]
Things = Mapping[str, str]

HEADS = re.compile(r"SELECT[^{]*|(?:GROUP|ORDER) BY[^}]*")  # where a query needs its variables


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
        solutions = self._store.query(with_things(query, things))
        assert isinstance(solutions, ox.QuerySolutions), "a SELECT query"
        names = [variable.value for variable in solutions.variables]
        return tuple(
            {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in solutions
        )

    def triples(self, query: str, things: Things) -> list[ox.Triple]:
        """As `Graph`."""
        triples = self._store.query(with_things(query, things))
        assert isinstance(triples, ox.QueryTriples), "a CONSTRUCT query"
        return list(triples)

    def solutions(self, query: str) -> ox.QuerySolutions:
        """As `Graph`."""
        solutions = self._store.query(query)
        assert isinstance(solutions, ox.QuerySolutions), "a SELECT query"
        return solutions


def with_things(query: str, things: Things) -> str:
    """The query with the things themselves in its patterns, subqueries as well; their variables have them as values.

    Oxigraph begins with what the text of a query names: one that looked all measures through, to keep those of the
    policy that was given beside the text, looks up these alone.

    Raises:
        ValueError: what is to be a thing is no IRI.
    """
    if not things:
        return query
    terms = {name: str(ox.NamedNode(iri)) for name, iri in things.items()}
    named = re.compile(rf"{HEADS.pattern}|\?(?P<name>{'|'.join(terms)})\b")
    values = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in terms.items())
    told = named.sub(lambda found: terms[found["name"]] if found["name"] else found[0], query)
    return told.replace("WHERE {", f"WHERE {{ {values}")
