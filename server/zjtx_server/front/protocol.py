"""SPARQL 1.1 Protocol, query operation, and the reading part of the Graph Store Protocol: from a request to a query."""

from __future__ import annotations

import re
from binascii import a2b_qp
from functools import lru_cache
from urllib.parse import urljoin

from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    GatewayTimeout,
    HTTPException,
    NotFound,
    ServiceUnavailable,
    UnsupportedMediaType,
)

from zjtx_kg.iris import BASE
from zjtx_server.front.query import Limits, Query, QueryRefusedError
from zjtx_server.negotiation import (
    DATASETS,
    HTML,
    RESULTS,
    RESULTS_JSON,
    TURTLE,
    by_accept,
    by_name,
    not_acceptable,
    parse_accept,
    prefers_html,
)

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
PAGE_BYTES = 1 << 20  # of an answer, which a page shows no more of; 1,000 rows with their quotes
PARAMETERS = 100
RETRY_SECONDS = 5
REFUSALS: dict[str, type[HTTPException]] = {
    "syntax": BadRequest,
    "evaluation": BadRequest,
    "update": BadRequest,  # what stands where a query should is none; an update operation is forbidden
    "service": Forbidden,
    "missing": NotFound,
    "time": GatewayTimeout,
}
CHANGING = re.compile(r"(?:NOW|RAND|UUID)\s*[(#]")  # a comment may stand before the bracket; not read, to stay linear
WRONG_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")

Parameters = dict[str, list[str]]


def read_parameters(query_string: bytes, media_type: str | None, body: bytes) -> Parameters:
    """All parameters of a query request, by name; the query itself stands under `query`.

    Args:
        query_string: of the address.
        media_type: of the body; None where the method has none.
        body: what was posted.

    Raises:
        BadRequest: something is not UTF-8.
        UnsupportedMediaType: the body is of a kind that carries no query.
        Forbidden: it is an update.
    """
    parameters = _parse(query_string)
    if media_type == FORM:
        for name, values in _parse(body).items():
            parameters.setdefault(name, []).extend(values)
    elif media_type == DIRECT:
        parameters.setdefault("query", []).append(_decode(body))
    if "update" in parameters or media_type == UPDATE:
        raise Forbidden("This endpoint only answers queries; nothing can be changed through it.")
    if media_type not in {None, FORM, DIRECT}:
        raise UnsupportedMediaType(f"A query is posted as {FORM} or as {DIRECT}.")
    return parameters


def _parse(raw: bytes) -> Parameters:
    parameters: Parameters = {}
    _decode(raw)  # what is not encoded must be UTF-8 by itself
    if raw.count(b"&") >= PARAMETERS:
        raise BadRequest(f"More than {PARAMETERS} parameters.")
    for name, equals, value in (field.partition(b"=") for field in raw.split(b"&")):
        if name or equals:
            parameters.setdefault(_unquoted(name), []).append(_unquoted(value))
    return parameters


def _unquoted(raw: bytes) -> str:
    """A name or value of a form; as urllib reads it, but in a sixth of the time, and no escape that is none.

    Percent-encoding is quoted-printable with another sign, which the standard library decodes in C.
    """
    if WRONG_ESCAPE.search(raw):
        raise BadRequest("A percent sign must be followed by two hexadecimal digits; write %25 for the sign itself.")
    return _decode(a2b_qp(raw.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")))


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The request is not valid UTF-8.") from error


def wants_html(accept: str, parameters: Parameters) -> bool:
    """Whether the answer is to be a page: asked for by `format=html`, else by a browser."""
    name = single(parameters, "format")
    return name in {"html", HTML} if name else _choice(accept)[0]


def single(parameters: Parameters, name: str) -> str:
    """The value of a parameter that may stand once; empty when it is missing."""
    values = parameters.get(name, [""])
    if len(values) > 1:
        raise BadRequest(f"There must be one parameter {name!r}, not {len(values)}.")
    return values[0]


def read_query(parameters: Parameters, accept: str, limits: Limits) -> Query:
    """The query of a request, with the formats that its answer may take.

    Raises:
        BadRequest: there is no query, or more than one.
        NotAcceptable: no format that the client accepts exists for any kind of query.
    """
    text = single(parameters, "query")
    if not text.strip():
        raise BadRequest("There is no query: give one as parameter 'query'.")
    page_bytes = 0
    name = single(parameters, "format")
    if wants_html(accept, parameters):
        results, graph, page_bytes = RESULTS_JSON, TURTLE, min(PAGE_BYTES, limits.answer_bytes)
    elif name:
        results, graph = by_name(name, RESULTS), by_name(name, DATASETS)
    else:
        _, results, graph = _choice(accept)
    if not results and not graph:
        raise not_acceptable(RESULTS, DATASETS)
    default, named = (tuple(parameters.get(f"{which}-graph-uri", ())) for which in ("default", "named"))
    return Query(text, results, graph, limits.answer_bytes, default, named, page_bytes)


@lru_cache(1024)
def _choice(accept_header: str) -> tuple[bool, str, str]:
    """Whether a page is preferred, and the best format for results and for graphs; clients send few such headers."""
    accept = parse_accept(accept_header)
    return prefers_html(accept), by_accept(accept, RESULTS), by_accept(accept, DATASETS)


def read_graph(parameters: Parameters, accept: str) -> tuple[str, str]:
    """The graph that a request of the Graph Store Protocol means, empty for the default graph, and its media type.

    Raises:
        BadRequest: none is named, or several.
        NotAcceptable: no format that the client accepts exists.
    """
    graph = single(parameters, "graph")
    if ("default" in parameters) == bool(graph):
        raise BadRequest("Name one graph: ?graph=IRI, or ?default for the union of all.")
    name = single(parameters, "format")
    media_type = by_name(name, DATASETS) if name else _choice(accept)[2]
    if not media_type:
        raise not_acceptable(DATASETS)
    return urljoin(BASE, graph) if graph else "", media_type


def lasting(text: str) -> bool:
    """Whether the answer to a query stays the same as long as the graph does."""
    return not CHANGING.search(text.upper())


def error(refusal: QueryRefusedError) -> HTTPException:
    """The HTTP error for a query that was not answered; one that may do better later says when to ask again."""
    if refusal.reason == "format":
        return not_acceptable(DATASETS if refusal.message == "triples" else RESULTS)
    if refusal.reason in {"busy", "failed"}:
        return ServiceUnavailable(refusal.message, retry_after=RETRY_SECONDS)
    return REFUSALS.get(refusal.reason, ServiceUnavailable)(refusal.message)
