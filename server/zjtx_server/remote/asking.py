"""The rows of SELECT queries from an endpoint, for those who hold no store of their own."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from zjtx_kg.errors import StoreError
from zjtx_server.remote.edition import failure
from zjtx_server.remote.endpoint import RESULTS, Endpoint, RemoteError
from zjtx_server.remote.results import read_results

SECONDS = 60.0
BYTES = 64 << 20
REMEDY = "Give the address where it takes SPARQL queries."


def rows_from(endpoint: Endpoint) -> Callable[[str], list[dict[str, str]]]:
    """A function that asks the endpoint: the rows of a SELECT query, the variables that are bound as text.

    It raises `StoreError` where the endpoint does not answer as it should.
    """

    def ask(query: str) -> list[dict[str, str]]:
        try:
            found = read_results(endpoint.query(query, RESULTS, SECONDS, BYTES))
        except RemoteError as error:
            raise failure(error, endpoint.url) from error
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"no answer of SPARQL ({error})", where=endpoint.url, remedy=REMEDY) from error
        if not isinstance(found, ox.QuerySolutions):
            raise StoreError("no rows for an answer", where=endpoint.url, remedy=REMEDY)
        names = [variable.value for variable in found.variables]
        pairs = (zip(names, row, strict=True) for row in found)
        return [{name: str(getattr(term, "value", term)) for name, term in row if term is not None} for row in pairs]

    return ask
