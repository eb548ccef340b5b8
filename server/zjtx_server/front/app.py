"""The application that speaks HTTP: queries go to query workers, everything else to page workers."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from werkzeug.exceptions import (
    ClientDisconnected,
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestHeaderFieldsTooLarge,
    ServiceUnavailable,
)

from zjtx_server.description import describe_service
from zjtx_server.front import protocol
from zjtx_server.front.access import AccessLog, Exchange
from zjtx_server.front.cache import Response
from zjtx_server.front.edition import Edition, Repeat
from zjtx_server.front.files import send_file
from zjtx_server.front.journal import Journal
from zjtx_server.front.metrics import CONTENT_TYPE_LATEST, Metrics
from zjtx_server.front.query import Query, QueryRefusedError
from zjtx_server.front.request import Receive, Request, Scope, Sent, as_text
from zjtx_server.front.responses import (
    NEVER_KEPT,
    VARY,
    allowed,
    answered,
    entity_tag,
    error_content,
    failed,
    head_of,
    headers_of,
    tagged,
    unchanged,
)
from zjtx_server.front.settings import Settings
from zjtx_server.front.worker import Job
from zjtx_server.messages import Head
from zjtx_server.negotiation import (
    DATASETS,
    RESULTS_JSON,
    by_accept,
    by_name,
    not_acceptable,
    parse_accept,
    prefers_html,
)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)

QUERY_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
READ_METHODS = ("GET", "HEAD", "OPTIONS")
CHUNK_BYTES = 1 << 18  # written at a time, so that a slow reader holds the rest back
SLOW_READERS = "Too much is on its way to clients that read slowly; try again later."
CLIENT_GONE = 499
OURS = frozenset({"content-length", "vary", "etag", "last-modified", "cache-control"})  # set here for all responses
GRAPH_SIZES = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"


class Front:
    """The application over the edition in force.

    Args:
        edition: what is served first.
        settings: of the server.
    """

    def __init__(self, edition: Edition, settings: Settings) -> None:
        self.edition = edition
        self.closing = False
        self.metrics = Metrics()
        self._settings = settings
        access = AccessLog(
            None if settings.log_level == "warning" else sys.stderr,
            with_queries=settings.log_level == "debug",
        )
        self._journal = Journal(self.metrics, access)
        self._on_its_way = 0
        self._watchers: set[asyncio.Task[None]] = set()
        self._routes: dict[bytes, Callable[[Request], Awaitable[Response]]] = {
            b"/sparql": self._sparql,
            b"/sparql/": self._sparql,
            b"/graph": self._graph,
            b"/health": self._health,
            b"/ready": self._ready,
            b"/metrics": self._figures,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        started = time.perf_counter()
        request = Request(scope, receive, self.edition)
        route = self._routes.get(request.raw_path)
        with request.edition.in_use():
            try:
                response = await self._respond(request, route or self._page)
                size = await self._deliver(request, response, send)
                status = response.status
            except ClientDisconnected:
                status, size = CLIENT_GONE, 0
        exchange = self._exchange(request, status, size)
        self._journal.note(exchange, time.perf_counter() - started)
        if request.reused and request.sent and status == 200 and not response.file:
            repeat = Repeat(exchange, head_of(response), response.body)
            request.edition.repeats.put(request.sent, repeat, size + len(request.sent[1]))

    def again(self, sent: Sent, send: Callable[[bytes, bytes], None]) -> bool:
        """Answers a request that came before, byte for byte, in the same way; False if it did not.

        Args:
            sent: client and request.
            send: sends head and body.
        """
        started = time.perf_counter()
        repeat = self.edition.repeats.get(sent)
        if not repeat:
            return False
        send(repeat.head, repeat.body)
        self._journal.note(repeat.exchange, time.perf_counter() - started)
        return True

    def _exchange(self, request: Request, status: int, size: int) -> Exchange:
        path = request.raw_path.decode("latin-1")
        route = path.strip("/") if request.raw_path in self._routes else "pages"
        return Exchange(route, request.client, request.method, path, request.query_text, status, size, request.reused)

    def flush(self) -> None:
        """Writes what the access log has noted."""
        self._journal.flush()

    async def _respond(self, request: Request, route: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            return await route(request)
        except QueryRefusedError as refusal:
            self.metrics.refused(refusal.reason)
            return await self._failed(request, protocol.error(refusal), refusal.place)
        except ClientDisconnected:
            raise
        except HTTPException as error:
            return await self._failed(request, error)
        except Exception:
            log.exception("while answering a request for %s", request.raw_path[:200])
            return await self._failed(request, InternalServerError("Something went wrong here; it was written down."))

    async def _deliver(self, request: Request, response: Response, send: Send) -> int:
        """Sends a response, and returns its size; of a long one each part when the client has taken the one before."""
        if response.file:
            try:
                return await send_file(response, send, head_only=request.method == "HEAD")
            except FileNotFoundError:  # the release has been removed
                gone = NotFound("There is no such file any longer.")
                response = failed(gone, error_content(gone))
        if self._on_its_way + len(response.body) > self._settings.delivery_bytes:
            error = ServiceUnavailable(SLOW_READERS, retry_after=protocol.RETRY_SECONDS)
            response = failed(error, error_content(error))
        body = response.body
        if len(body) <= CHUNK_BYTES and request.reply(head_of(response), body):
            return len(body)
        await send({"type": "http.response.start", "status": response.status, "headers": headers_of(response)})
        self._on_its_way += len(body)
        try:
            for start in range(0, len(body) or 1, CHUNK_BYTES):
                end = start + CHUNK_BYTES
                await send({"type": "http.response.body", "body": body[start:end], "more_body": end < len(body)})
        finally:
            self._on_its_way -= len(body)
        return len(body)

    # --- queries

    async def _sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return allowed(*QUERY_METHODS)
        if request.method not in QUERY_METHODS:
            raise MethodNotAllowed(QUERY_METHODS, "Queries are sent by GET or POST.")
        if request.method == "POST":
            return await self._asked(request, await self._body(request))
        return await self._kept(request, self._asked)

    async def _asked(self, request: Request, body: bytes | None = None) -> Response:
        """The answer to a query, or where there is none by GET the form or the description of the service."""
        media_type = None if body is None else request.media_type
        parameters = protocol.read_parameters(request.query_string, media_type, body or b"")
        html = protocol.wants_html(request.accept, parameters)
        if body is None and "query" not in parameters:
            name = protocol.single(parameters, "format")
            return await (self._shown(request) if html else self._description(request, name))
        query = protocol.read_query(parameters, request.accept, self._settings.limits)
        request.query_text = query.text
        head, answer = await self._run(request, {**query.head(), "gzip": request.packed and not html})
        lasting = protocol.lasting(query.text)
        if not html:
            return answered(head["media_type"], answer, head, lasting=lasting)
        shown = {
            "query": query.text,
            "kind": head["kind"],
            "answer": answer.decode() if head["kind"] == "triples" else json.loads(answer),
        }
        return await self._made(request, "/sparql", shown, lasting=lasting)

    async def _graph(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return allowed(*READ_METHODS)
        if request.method not in READ_METHODS:
            raise MethodNotAllowed(READ_METHODS, "Graphs can only be read here.")
        return await self._kept(request, self._dumped)

    async def _dumped(self, request: Request) -> Response:
        parameters = protocol.read_parameters(request.query_string, None, b"")
        graph, media_type = protocol.read_graph(parameters, request.accept)
        message = {
            "op": "dump",
            "graph": graph,
            "media_type": media_type,
            "answer_bytes": self._settings.limits.answer_bytes,
            "gzip": request.packed,
        }
        head, body = await self._run(request, message)
        return answered(media_type, body, head, lasting=True)

    async def _run(self, request: Request, head: Head) -> tuple[Head, bytes]:
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

    async def _description(self, request: Request, name: str) -> Response:
        media_type = by_name(name, DATASETS) if name else by_accept(parse_accept(request.accept), DATASETS)
        if not media_type:
            raise not_acceptable(DATASETS)
        message = Query(GRAPH_SIZES, RESULTS_JSON, "", self._settings.limits.answer_bytes).head()
        _, answer = await self._run(request, message)
        rows = json.loads(answer)["results"]["bindings"]
        graphs = {row["graph"]["value"]: int(row["triples"]["value"]) for row in rows}
        body = describe_service(self._base(request) + "sparql", media_type, graphs)
        return answered(media_type, body, lasting=True)

    # --- pages

    async def _page(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return allowed(*READ_METHODS)
        if request.method not in READ_METHODS:
            raise MethodNotAllowed(READ_METHODS, "This address can only be read.")
        return await self._kept(request, self._shown)

    async def _shown(self, request: Request) -> Response:
        return await self._from_page_worker(request, "GET", as_text(request.raw_path), as_text(request.query_string))

    async def _made(self, request: Request, path: str, content: object, *, lasting: bool = False) -> Response:
        """A page made of content that the front has."""
        body = json.dumps(content, ensure_ascii=False).encode()
        response = await self._from_page_worker(request, "POST", path, body=body)
        return Response(response.status, response.headers, response.body, lasting and response.kept)

    async def _from_page_worker(
        self, request: Request, method: str, path: str, query: str = "", body: bytes = b""
    ) -> Response:
        message = {
            "method": method,
            "path": path,
            "query": query,
            "base": self._base(request),
            "accept": request.accept,
            "gzip": request.packed and path != "/error",
        }
        head, content = await request.edition.pages.run(message, body, client=request.client)
        headers = [
            (name.lower().encode(), value.encode("latin-1"))
            for name, value in head["headers"]
            if name.lower() not in OURS
        ]
        headers += VARY if head["status"] < 400 else (*VARY, *NEVER_KEPT)
        if "encoding" in head:
            headers.append((b"content-encoding", b"gzip"))
        return Response(head["status"], tuple(headers), content, head["status"] == 200, file=head.get("file", ""))

    # --- answers kept

    async def _kept(self, request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
        """The response to a reading request: known to the client, kept from before, or made now."""
        cache = request.edition.cache
        packed = "gzip" if request.packed else ""
        told = "\n".join((packed, self._base(request), request.accept)).encode()
        key = b"\n".join((request.raw_path, request.query_string, told))
        response = cache.get(key)
        if response:
            request.reused = True
        elif request.knows(tag := entity_tag(request.edition.tag, key)):
            return unchanged(tag)
        else:
            response = await make(request)
            if response.kept:
                response = tagged(response, tag)
                asked = len(request.raw_path) + len(request.query_string) + len(request.accept)
                cache.put(key, response, len(response.body) + asked)
        return unchanged(response.tag) if request.knows(response.tag) else response

    # --- the state of the server

    async def _health(self, request: Request) -> Response:
        self._only_read(request)
        return _state({"status": "ok", "release": self.edition.release.id, "quads": self.edition.quads})

    async def _ready(self, request: Request) -> Response:
        self._only_read(request)
        if self.closing or not self.edition.alive:
            raise ServiceUnavailable("The server takes no more requests.", retry_after=protocol.RETRY_SECONDS)
        return _state({"status": "ready", "release": self.edition.release.id})

    async def _figures(self, request: Request) -> Response:
        self._only_read(request)
        forwarded = request.header(b"x-forwarded-for") or request.header(b"forwarded")
        if forwarded or request.client not in {"127.0.0.1", "::1"}:
            raise Forbidden("The figures are told to this machine alone.")
        self._journal.flush()
        headers = ((b"content-type", CONTENT_TYPE_LATEST.encode()), *NEVER_KEPT)
        return Response(200, headers, self.metrics.exposition(self.edition))

    def _only_read(self, request: Request) -> None:
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(("GET", "HEAD"), "This address can only be read.")

    # --- what is common

    def _base(self, request: Request) -> str:
        return self._settings.public_url or request.base(self._settings.hosts)

    async def _body(self, request: Request) -> bytes:
        return await request.body(self._settings.body_bytes, self._settings.request_seconds)

    async def _failed(self, request: Request, error: HTTPException, place: tuple[int, int] | None = None) -> Response:
        """The error as JSON, or as a page for browsers if a page worker can make one."""
        content = error_content(error, place)
        page = b""
        if _wants_page(request):
            try:
                made = await self._from_page_worker(request, "POST", "/error", body=json.dumps(content).encode())
                page = made.body if made.status == 200 else b""
            except Exception:  # an error of its own would hide the one to be told
                log.exception("no page could be made for an error")
        return failed(error, content, page)


def _wants_page(request: Request) -> bool:
    if b"format=html" in request.query_string.split(b"&"):
        return True
    try:
        return prefers_html(parse_accept(request.accept))
    except RequestHeaderFieldsTooLarge:
        return False


async def _cancel_when_gone(request: Request, job: Job) -> None:
    await request.gone()
    job.answer.cancel()


def _state(content: dict[str, object]) -> Response:
    headers = ((b"content-type", b"application/json"), *NEVER_KEPT)
    return Response(200, headers, json.dumps(content).encode())
