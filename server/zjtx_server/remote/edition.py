"""Which release an endpoint holds: the one triple of the graph `edition`, put last by a load."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import pyoxigraph as ox

from zjtx_kg.errors import StoreError
from zjtx_kg.iris import GRAPH, PREFIXES
from zjtx_server.remote.endpoint import RESULTS, Endpoint, RemoteError
from zjtx_server.remote.results import read_results

MARK = ox.NamedNode(str(GRAPH["edition"]))
IDENTIFIER = ox.NamedNode(PREFIXES["dcterms"] + "identifier")
LOADING = " (loading)"  # ends the id while a load is under way
SECONDS = 60.0
ANSWER_BYTES = 1 << 20
EDITION = f"SELECT ?id WHERE {{ GRAPH {MARK} {{ {MARK} {IDENTIFIER} ?id }} }} LIMIT 1"
QUADS = "SELECT (COUNT(*) AS ?quads) WHERE { GRAPH ?graph { ?s ?p ?o } }"


class Holding(NamedTuple):
    """What an endpoint holds.

    Args:
        edition: the id of the release; of a store that no release was loaded into, a digest of the number of quads.
        loading: whether a load of that release is under way, or ended half-way.
    """

    edition: str
    loading: bool


def mark(edition: str) -> ox.Triple:
    """The triple that tells the edition."""
    return ox.Triple(MARK, IDENTIFIER, ox.Literal(edition))


def holding(endpoint: Endpoint) -> Holding:
    """What the endpoint holds now.

    Raises:
        StoreError: the endpoint does not answer as it should.
    """
    said = _first(endpoint, EDITION)
    if said is None:
        said = hashlib.sha256(str(quads(endpoint)).encode()).hexdigest()[:16]
    return Holding(said.removesuffix(LOADING), said.endswith(LOADING))


def quads(endpoint: Endpoint) -> int:
    """The number of quads in named graphs; StoreError where the endpoint does not answer as it should."""
    return number(endpoint, _first(endpoint, QUADS) or "")


def number(endpoint: Endpoint, value: str) -> int:
    """A count that the endpoint gave; StoreError where it is none."""
    if not (value.isascii() and value.isdecimal()):
        raise StoreError("it cannot count", where=endpoint.url, remedy="Check the address.")
    return int(value)


def _first(endpoint: Endpoint, query: str) -> str | None:
    return next((value for value, *_ in values(endpoint, query)), None)


def values(endpoint: Endpoint, query: str) -> list[list[str]]:
    """The rows of a SELECT as texts, empty where unbound; StoreError where there is no such answer."""
    try:
        found = read_results(endpoint.query(query, RESULTS, SECONDS, ANSWER_BYTES))
        rows = found if isinstance(found, ox.QuerySolutions) else ()
        return [[getattr(term, "value", "") for term in row] for row in rows]
    except RemoteError as error:
        raise failure(error, endpoint.url) from error
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"its answer is no table: {error}", where=endpoint.url, remedy="Check the address.") from error


def failure(error: RemoteError, where: str) -> StoreError:
    """The error for people, with what to do about it."""
    remedies = {
        401: "Give --user, and the password in the environment (ZJTX_KG_STORE_PASSWORD).",
        403: "Sign in as somebody who may, with --user and ZJTX_KG_STORE_PASSWORD, or let that user write there.",
        404: "Check the address: docs/stores.md names those of known stores.",
    }
    if error.kind == "unreachable":
        return StoreError(f"cannot be reached ({error.message})", where=where, remedy="Start it, or check the address.")
    said = f"it answers {error.status}: {error.message}" if error.status else error.message
    remedy = remedies.get(error.status, "Its log may say more; docs/stores.md has what is known of stores.")
    return StoreError(said, where=where, remedy=remedy)
