"""The answers of endpoints, read by Oxigraph's parsers; what Virtuoso writes in its own way is put right first."""

from __future__ import annotations

import re

import pyoxigraph as ox

from zjtx_server.remote.endpoint import RESULTS, TRIPLES, RemoteError, Reply

RESULTS_TYPES = frozenset({RESULTS, "application/json"})
TRIPLES_TYPES = frozenset({TRIPLES, "text/plain"})

# What no JSON string can hold, since a quotation mark in one has a backslash: `nodeID://b1`, which is no label of a
# blank node, and a boolean as `1`.
NODE = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*")nodeID://')
BOOLEAN = re.compile(rb'("typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": )"([01])"')
ASKED = "__ASK_RETVAL"  # Virtuoso 7 answers ASK by a table of this variable, with a row for yes, none for no


def read_results(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    """Rows or yes or no; RemoteError where the answer is neither, ValueError or SyntaxError among the rows later."""
    _check_type(reply, RESULTS_TYPES)
    try:
        found = ox.parse_query_results(_corrected(reply.body), format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise RemoteError("broken", f"its answer is no table of results: {error}") from error
    if isinstance(found, ox.QuerySolutions) and [each.value for each in found.variables] == [ASKED]:
        return ox.parse_query_results(_boolean(any(True for _ in found)), format=ox.QueryResultsFormat.JSON)
    return found


def read_triples(reply: Reply) -> ox.QuadParser:
    """Triples, as quads of the default graph; RemoteError where there are none, SyntaxError among them later."""
    _check_type(reply, TRIPLES_TYPES)
    return ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)


def _corrected(body: bytes) -> bytes:
    body = NODE.sub(rb"\1", body)
    return BOOLEAN.sub(lambda found: found[1] + (b'"true"' if found[2] == b"1" else b'"false"'), body)


def _boolean(value: bool) -> bytes:
    return b'{"head":{},"boolean":true}' if value else b'{"head":{},"boolean":false}'


def _check_type(reply: Reply, known: frozenset[str]) -> None:
    if reply.media_type not in known:
        raise RemoteError("broken", f"its answer is of type {reply.media_type[:80] or 'none'}")
