"""The SPARQL endpoint and the graphs by name: from a request to the answer of a query worker."""

from __future__ import annotations

import asyncio
import json
from functools import partial

from werkzeug.exceptions import ClientDisconnected, MethodNotAllowed

from zjtx_server.description import describe_service
from zjtx_server.front import pages, protocol
from zjtx_server.front.cache import Response
from zjtx_server.front.kept import kept, kept_by
from zjtx_server.front.pages import READ_METHODS
from zjtx_server.front.query import Query
from zjtx_server.front.request import Request
from zjtx_server.front.responses import allowed, answered
from zjtx_server.front.worker import Job
from zjtx_server.messages import Head
from zjtx_server.negotiation import DATASETS, RESULTS_JSON, by_accept, by_name, not_acceptable, parse_accept

QUERY_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
EXTENT = ("shown", "total", "more")  # of an answer whose beginning a page shows
GRAPH_SIZES = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"


async def sparql(request: Request) -> Response:
    """The answer to a query; where there is none by GET, the form or the description of the service."""
    if request.method == "OPTIONS":
        return allowed(*QUERY_METHODS)
    if request.method not in QUERY_METHODS:
        raise MethodNotAllowed(QUERY_METHODS, "Queries are sent by GET or POST.")
    if request.method != "POST":
        return await kept(request, _got)
    body = await request.body()
    parameters = protocol.read_parameters(request.query_string, request.media_type, body)
    query = _query(request, parameters)
    html = protocol.wants_html(request.accept, parameters)
    key = (query, html, request.packed, html and (request.base, request.language_prefix))
    size = len(request.query_string) + len(body)
    return await kept_by(request, key, size, partial(_answer, request, query, html=html))


async def graph(request: Request) -> Response:
    """A graph by the Graph Store Protocol."""
    if request.method == "OPTIONS":
        return allowed(*READ_METHODS)
    if request.method not in READ_METHODS:
        raise MethodNotAllowed(READ_METHODS, "Graphs can only be read here.")
    return await kept(request, _dump)


async def _got(request: Request) -> Response:
    parameters = protocol.read_parameters(request.query_string, None, b"")
    html = protocol.wants_html(request.accept, parameters)
    if "query" not in parameters:
        name = protocol.single(parameters, "format")
        return await (pages.shown(request) if html else _description(request, name))
    query = _query(request, parameters)
    return await _answer(request, query, html=html)


def _query(request: Request, parameters: protocol.Parameters) -> Query:
    request.query_text = parameters.get("query", [""])[0]
    return protocol.read_query(parameters, request.accept, request.settings.limits)


async def _answer(request: Request, query: Query, *, html: bool) -> Response:
    head, answer = await _run(request, {**query.head(), "gzip": request.packed and not html})
    lasting = protocol.lasting(query.text)
    if not html:
        return answered(head["media_type"], answer, head, lasting=lasting)
    shown = {
        "query": query.text,
        "kind": head["kind"],
        "answer": answer.decode(),
        **{name: head[name] for name in EXTENT if name in head},
    }
    return await pages.made(request, "/sparql", shown, lasting=lasting)


async def _dump(request: Request) -> Response:
    parameters = protocol.read_parameters(request.query_string, None, b"")
    name, media_type = protocol.read_graph(parameters, request.accept)
    message = {
        "op": "dump",
        "graph": name,
        "media_type": media_type,
        "answer_bytes": request.settings.limits.answer_bytes,
        "gzip": request.packed,
    }
    head, body = await _run(request, message)
    return answered(media_type, body, head, lasting=True)


async def _description(request: Request, name: str) -> Response:
    media_type = by_name(name, DATASETS) if name else by_accept(parse_accept(request.accept), DATASETS)
    if not media_type:
        raise not_acceptable(DATASETS)
    message = Query(GRAPH_SIZES, RESULTS_JSON, "", request.settings.limits.answer_bytes).head()
    _, answer = await _run(request, message)
    rows = json.loads(answer)["results"]["bindings"]
    graphs = {row["graph"]["value"]: int(row["triples"]["value"]) for row in rows}
    body = describe_service(request.base + "sparql", media_type, graphs)
    return answered(media_type, body, lasting=True)


async def _run(request: Request, head: Head) -> tuple[Head, bytes]:
    """A query worker's answer; once it is no longer quick, it ends when the client goes away."""
    watchers: list[asyncio.Task[None]] = []

    def watch(job: Job) -> None:
        watchers.append(asyncio.get_running_loop().create_task(_cancel_when_gone(request, job)))

    try:
        return await request.edition.queries.run(head, on_slow=watch, client=request.client)
    except asyncio.CancelledError:
        if any(watcher.done() for watcher in watchers):
            raise ClientDisconnected from None
        raise
    finally:
        while watchers:  # what they hold, among it the answer, is free then without a search for cycles
            watchers.pop().cancel()


async def _cancel_when_gone(request: Request, job: Job) -> None:
    await request.gone()
    job.answer.cancel()
