"""The application that speaks HTTP: queries go to query workers, everything else to page workers."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable

from werkzeug.exceptions import (
    ClientDisconnected,
    Forbidden,
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    ServiceUnavailable,
)

from zjtx_server.front import pages, protocol
from zjtx_server.front.access import AccessLog, Exchange
from zjtx_server.front.cache import Response
from zjtx_server.front.edition import Edition, Repeat
from zjtx_server.front.files import PART_BYTES, Send, send_file
from zjtx_server.front.journal import Journal
from zjtx_server.front.metrics import CONTENT_TYPE_LATEST, Metrics
from zjtx_server.front.query import QueryRefusedError
from zjtx_server.front.request import Receive, Request, Scope, Sent
from zjtx_server.front.responses import NEVER_KEPT, error_content, failed, head_of, headers_of
from zjtx_server.front.settings import Settings
from zjtx_server.front.sparql import graph, sparql

log = logging.getLogger(__name__)

SLOW_READERS = "Too much is on its way to clients that read slowly; try again later."
CLIENT_GONE = 499


class Front:
    """The application over the edition in force.

    Args:
        edition: what is served first.
        settings: of the server.
    """

    def __init__(self, edition: Edition, settings: Settings) -> None:
        self.edition = edition
        self.closing = False
        self.reached = True  # whether a store elsewhere answered when it was last looked at
        self.metrics = Metrics()
        self._settings = settings
        access = AccessLog(
            None if settings.log_level == "warning" else sys.stderr,
            with_queries=settings.log_level == "debug",
        )
        self._journal = Journal(self.metrics, access)
        self._retiring: dict[asyncio.Task[None], Edition] = {}
        self._on_its_way: Counter[str] = Counter()  # bytes by client
        self._routes: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "/sparql": sparql,
            "/sparql/": sparql,
            "/graph": graph,
            "/health": self._health,
            "/ready": self._ready,
            "/metrics": self._figures,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        started = time.perf_counter()
        request = Request(scope, receive, self.edition, self._settings)
        route = self._routes.get(request.place)
        try:
            with request.edition.in_use():  # and no longer, since a client may take its time to read
                response = await self._respond(request, route or pages.page)
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
        route = request.place.strip("/") if request.place in self._routes else "pages"
        return Exchange(route, request.client, request.method, path, request.query_text, status, size, request.reused)

    def retire(self, edition: Edition) -> None:
        """Ends an edition that is no longer in force once nobody uses it."""
        retiring = asyncio.get_running_loop().create_task(edition.retire())
        self._retiring[retiring] = edition
        retiring.add_done_callback(self._retiring.pop)

    def refuse_queries(self) -> None:
        """Ends all queries, also those of releases that are no longer in force."""
        for edition in (self.edition, *self._retiring.values()):
            edition.queries.close()

    def flush(self) -> None:
        """Writes what the access log has noted."""
        self._journal.flush()

    async def _respond(self, request: Request, route: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            return await route(request)
        except QueryRefusedError as refusal:
            self.metrics.refused(refusal.reason)
            return await pages.failure(request, protocol.error(refusal), refusal.place)
        except ClientDisconnected:
            raise
        except HTTPException as error:
            return await pages.failure(request, error)
        except Exception:
            log.exception("while answering a request for %s", request.raw_path[:200])
            return await pages.failure(request, InternalServerError("Something went wrong here; it was written down."))

    async def _deliver(self, request: Request, response: Response, send: Send) -> int:
        """Sends a response, and returns its size; of a long one each part when the client has taken the one before."""
        if response.file:
            try:
                return await send_file(response, send, head_only=request.method == "HEAD")
            except FileNotFoundError:  # the release has been removed
                gone = NotFound("There is no such file any longer.")
                response = failed(gone, error_content(gone))
        if len(response.body) > PART_BYTES and not self._may_send(request.client, len(response.body)):
            error = ServiceUnavailable(SLOW_READERS, retry_after=protocol.RETRY_SECONDS)
            response = failed(error, error_content(error))
        body = response.body
        if len(body) <= PART_BYTES and request.reply(head_of(response), body):
            return len(body)
        await send({"type": "http.response.start", "status": response.status, "headers": headers_of(response)})
        self._on_its_way[request.client] += len(body)
        try:
            for start in range(0, len(body) or 1, PART_BYTES):
                end = start + PART_BYTES
                await send({"type": "http.response.body", "body": body[start:end], "more_body": end < len(body)})
        finally:
            self._on_its_way[request.client] -= len(body)
            self._on_its_way += Counter()  # forgets those who have nothing left
        return len(body)

    def _may_send(self, client: str, size: int) -> bool:
        """Whether a long body may set out: one at any time, more within a bound of which a client has half."""
        own, all_of_them, most = self._on_its_way[client], self._on_its_way.total(), self._settings.delivery_bytes
        return (not own or own + size <= most // 2) and (not all_of_them or all_of_them + size <= most)

    # --- the state of the server

    async def _health(self, request: Request) -> Response:
        self._only_read(request)
        return _state({"status": "ok", "release": self.edition.release.id, "quads": self.edition.quads})

    async def _ready(self, request: Request) -> Response:
        self._only_read(request)
        if self.closing or not self.reached or not self.edition.alive:
            raise ServiceUnavailable("The server answers no queries now.", retry_after=protocol.RETRY_SECONDS)
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


def _state(content: dict[str, object]) -> Response:
    headers = ((b"content-type", b"application/json"), *NEVER_KEPT)
    return Response(200, headers, json.dumps(content).encode())
