"""What a store keeps back of a graph without a word: Virtuoso stops at so many solutions of CONSTRUCT or DESCRIBE.

It tells of that with SELECT alone, so for graphs it is asked whether there is a solution more.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from zjtx_server.remote.edition import failure
from zjtx_server.remote.endpoint import RESULTS, TRIPLES, Endpoint, RemoteError
from zjtx_server.remote.results import read_results, read_triples
from zjtx_server.work.tokens import tokens

# Only Virtuoso knows these functions. 1,048,576 is the most that it ever gives.
SETTING = """SELECT (COALESCE(<bif:virtuoso_ini_item_value>("SPARQL", "ResultSetMaxRows"), <bif:concat>("1048", "576"))
AS ?rows) WHERE {}"""
SECONDS = 60.0
BYTES = 1 << 20
MODIFIERS = frozenset({"LIMIT", "OFFSET", "VALUES"})
NUMBER = re.compile(r"\s*(\d+)")


def silent_limit(endpoint: Endpoint) -> int:
    """The most solutions that the store takes for a graph without telling so; 0 where it takes all.

    Raises:
        StoreError: the store does not tell.
    """
    try:
        found = read_results(endpoint.query(SETTING, RESULTS, SECONDS, BYTES))
        rows = list(found) if isinstance(found, ox.QuerySolutions) else []
    except RemoteError as error:
        if error.kind != "status":
            raise failure(error, endpoint.url) from error
        return 0  # it knows no such function
    value = getattr(rows[0][0], "value", "") if rows else ""
    return int(value) if value.isdecimal() else 0


def keeps_back(endpoint: Endpoint, query: str, rows: int, seconds: float, **dataset: list[str]) -> bool:
    """Whether the graph of a query may lack what comes of solutions beyond the first `rows`.

    Args:
        endpoint: what answered the query.
        query: CONSTRUCT or DESCRIBE, valid.
        rows: the store's silent limit.
        seconds: time for asking.
        dataset: as of `Endpoint.query`.

    Raises:
        RemoteError: the store does not tell in time.
    """
    modifiers = dict(_modifiers(query))
    if modifiers:
        return not 0 <= modifiers.get("LIMIT", -1) <= rows
    try:
        further = endpoint.query(f"{query}\nLIMIT 1 OFFSET {rows}", TRIPLES, seconds, BYTES, **dataset)
        return any(True for _ in read_triples(further))
    except RemoteError as error:
        if error.status:
            return True  # it cannot skip so many that are sorted
        raise


def _modifiers(query: str) -> list[tuple[str, int]]:
    """What stands behind the pattern of a query, with its number; -1 for one without."""
    depth = 0
    found = []
    for token in tokens(query):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.keyword in MODIFIERS:
            value = NUMBER.match(query, token.start + len(token.text))
            found.append((token.keyword, int(value[1]) if value else -1))
    return found
