"""SPARQL 1.1 Protocol, query operation: from an HTTP request to a `Query`, from an `Answer` to a response."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Request, Response
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, ServiceUnavailable, UnsupportedMediaType

from zjtx_server.front.query import Answer, Limits, Query, QueryRefusedError
from zjtx_server.negotiation import (
    GRAPHS,
    HTML,
    RESULTS,
    RESULTS_JSON,
    TURTLE,
    by_accept,
    by_name,
    content_type,
    not_acceptable,
    prefers_html,
)

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
HTML_ANSWER_BYTES = 2 << 20
PARAMETERS = 100
REFUSALS: dict[str, type[HTTPException]] = {"syntax": BadRequest, "evaluation": BadRequest, "service": Forbidden}

Parameters = dict[str, list[str]]


def read_parameters(request: Request) -> Parameters:
    """All parameters of a query request, by name; the query itself stands under `query`.

    Raises:
        BadRequest: something is not UTF-8.
        UnsupportedMediaType: the body is of a kind that carries no query.
        Forbidden: it is an update.
    """
    parameters = _parse(request.query_string)
    if request.method == "POST":
        body = request.get_data(cache=False)
        if request.mimetype == FORM:
            for name, values in _parse(body).items():
                parameters.setdefault(name, []).extend(values)
        elif request.mimetype == DIRECT:
            parameters.setdefault("query", []).append(_decode(body))
        elif request.mimetype != UPDATE:
            raise UnsupportedMediaType(f"A query is posted as {FORM} or as {DIRECT}.")
    if "update" in parameters or request.mimetype == UPDATE:
        raise Forbidden("This endpoint only answers queries; nothing can be changed through it.")
    return parameters


def _parse(raw: bytes) -> Parameters:
    parameters: Parameters = {}
    try:
        pairs = parse_qsl(_decode(raw), keep_blank_values=True, errors="strict", max_num_fields=PARAMETERS)
    except UnicodeDecodeError as error:
        raise BadRequest("The request is not valid UTF-8.") from error
    except ValueError as error:
        raise BadRequest(f"More than {PARAMETERS} parameters.") from error
    for name, value in pairs:
        parameters.setdefault(name, []).append(value)
    return parameters


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("The request is not valid UTF-8.") from error


def wants_html(request: Request, parameters: Parameters) -> bool:
    """Whether the answer is to be a page: asked for by `format=html`, else by a browser."""
    name = single(parameters, "format")
    return name in {"html", HTML} if name else prefers_html(request.accept_mimetypes)


def single(parameters: Parameters, name: str) -> str:
    """The value of a parameter that may stand once; empty when it is missing."""
    values = parameters.get(name, [""])
    if len(values) > 1:
        raise BadRequest(f"There must be one parameter {name!r}, not {len(values)}.")
    return values[0]


def read_query(request: Request, parameters: Parameters, limits: Limits) -> Query:
    """The query of a request, with the formats that its answer may take.

    Raises:
        BadRequest: there is no query, or more than one.
        NotAcceptable: no format that the client accepts exists for any kind of query.
    """
    text = single(parameters, "query")
    if not text.strip():
        raise BadRequest("There is no query: give one as parameter 'query'.")
    answer_bytes = limits.answer_bytes
    name = single(parameters, "format")
    if wants_html(request, parameters):
        results, graph, answer_bytes = RESULTS_JSON, TURTLE, min(HTML_ANSWER_BYTES, answer_bytes)
    elif name:
        results, graph = by_name(name, RESULTS), by_name(name, GRAPHS)
    else:
        results, graph = by_accept(request.accept_mimetypes, RESULTS), by_accept(request.accept_mimetypes, GRAPHS)
    if not results and not graph:
        raise not_acceptable(RESULTS, GRAPHS)
    default, named = (tuple(parameters.get(f"{which}-graph-uri", ())) for which in ("default", "named"))
    return Query(text, results, graph, answer_bytes, default, named)


def respond(answer: Answer) -> Response:
    """The response that carries an answer."""
    return Response(answer.body, content_type=content_type(answer.media_type))


def error(refusal: QueryRefusedError) -> HTTPException:
    """The HTTP error for a query that was not answered."""
    if refusal.reason == "format":
        return not_acceptable(GRAPHS if refusal.message == "triples" else RESULTS)
    return REFUSALS.get(refusal.reason, ServiceUnavailable)(refusal.message)


def add_headers(response: Response) -> Response:
    """What every response of the endpoint carries: any site may read it, and its form depends on Accept."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Vary"] = "Accept"
    return response
