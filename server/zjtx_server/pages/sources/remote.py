"""How the pages ask a store elsewhere."""

from __future__ import annotations

import logging

import pyoxigraph as ox
from werkzeug.exceptions import BadGateway

from zjtx_server.pages.sources.graph import Row, Things
from zjtx_server.remote.endpoint import RESULTS, TRIPLES, Endpoint, RemoteError
from zjtx_server.remote.results import read_results, read_triples

ANSWER_BYTES = 64 << 20

log = logging.getLogger(__name__)


class RemoteGraph:
    """The graph of an endpoint, as `zjtx_server.pages.sources.graph.Graph`.

    Args:
        endpoint: what is asked.
        seconds: time for one answer.
    """

    def __init__(self, endpoint: Endpoint, seconds: float) -> None:
        self._endpoint, self._seconds = endpoint, seconds

    def select(self, query: str, things: Things) -> tuple[Row, ...]:
        """As `Graph`; BadGateway where the endpoint does not answer as it should."""
        try:
            found = self._solutions(with_values(query, things))
            names = [variable.value for variable in found.variables]
            rows = ([(name, term.value) for name, term in zip(names, row, strict=True) if term] for row in found)
            # Virtuoso repeats rows in spite of DISTINCT
            return tuple(map(dict, dict.fromkeys(map(tuple, rows))))
        except (RemoteError, SyntaxError, ValueError, AssertionError) as error:
            raise _failure(error) from error

    def triples(self, query: str, things: Things) -> list[ox.Triple]:
        """As `Graph`; BadGateway where the endpoint does not answer as it should."""
        try:
            reply = self._endpoint.query(with_values(query, things), TRIPLES, self._seconds, ANSWER_BYTES)
            return [quad.triple for quad in read_triples(reply)]
        except (RemoteError, SyntaxError, ValueError) as error:
            raise _failure(error) from error

    def solutions(self, query: str) -> ox.QuerySolutions:
        """As `Graph`; BadGateway where the endpoint does not answer as it should."""
        try:
            return self._solutions(query)
        except (RemoteError, SyntaxError, ValueError, AssertionError) as error:
            raise _failure(error) from error

    def _solutions(self, query: str) -> ox.QuerySolutions:
        found = read_results(self._endpoint.query(query, RESULTS, self._seconds, ANSWER_BYTES))
        assert isinstance(found, ox.QuerySolutions), "a SELECT query"
        return found


def with_values(query: str, things: Things) -> str:
    """The query with the things in VALUES at the start of its pattern.

    Raises:
        ValueError: what is to be a thing is no IRI.
    """
    if not things:
        return query
    names = " ".join(f"?{name}" for name in things)
    terms = " ".join(str(ox.NamedNode(iri)) for iri in things.values())
    return query.replace("WHERE {", f"WHERE {{ VALUES ({names}) {{ ({terms}) }}", 1)


def _failure(error: Exception) -> BadGateway:
    log.warning("the store did not answer a page's query: %s", error)
    return BadGateway("The store of this server does not answer as it should; try again later.")
