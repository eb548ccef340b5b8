"""A client's connection: uvicorn's, with bounds for clients that are slow, send too much, or are too many."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from zjtx_server.front.app import Front
from zjtx_server.front.settings import Settings

HEAD_BYTES = 1 << 18  # request line and headers; a query sent by GET stands in them
ADDRESS_BYTES = (1 << 16) - 1  # more the parser does not read
PATH_BYTES = 1 << 12
LONG_ADDRESS = f"An address may have {ADDRESS_BYTES:,} bytes, its path {PATH_BYTES:,}; send a long query by POST."
HEADERS = 100
PIPELINED = 100  # requests that wait for their turn on one connection
PIECES = 20_000  # in which a body may come; each costs a call


class Connection(HttpToolsProtocol):
    """A connection to one client; `settings` and `front` are set on a subclass by `bounded`.

    A response leaves in one piece where it is short, and a request that came before, byte for byte, is answered before
    it is parsed: each takes a good part of the time of a small query.
    """

    settings: Settings
    front: Front

    _timer: asyncio.TimerHandle | None = None
    _head_bytes = 0
    _in_head = True
    _begun = 0  # requests that began in the piece at hand
    _between = True  # whether the last request is whole and none has begun since
    _pieces = 0
    _fault = (HTTPStatus.BAD_REQUEST, "This is not a valid HTTP request.")

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Gives the client its time for the first request, or turns it away."""
        super().connection_made(transport)
        if len(self.connections) > self.settings.connections and not self._make_room():
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "Too many connections; try again later.")
        else:
            self._wait()

    def data_received(self, data: bytes) -> None:
        """Answers a request that came before in the same way, and has others read."""
        at_rest = self._at_rest()
        sent = self.client[0] if self.client else "", data
        if at_rest and self.front.again(sent, self._write):
            self._stop_waiting()
            self.on_response_complete()
            return
        self._begun = 0
        self._read(data)
        if at_rest and self._between and self._begun == 1 and self.cycle.keep_alive and self.scope["method"] == "GET":
            self.scope["state"]["sent"] = sent

    def _make_room(self) -> bool:
        """Closes another connection on which nothing is asked; False if there is none."""
        for other in self.connections:
            if isinstance(other, Connection) and other is not self and other._at_rest():
                other.transport.close()
                return True
        return False

    def _at_rest(self) -> bool:
        """Whether all that came was answered, and more may be."""
        answered = self.cycle is None or self.cycle.response_complete
        return answered and self._between and not self.flow.write_paused and not self.transport.is_closing()

    def _read(self, data: bytes) -> None:
        """Counts the bytes of a request's head and looks that the request is whole in time."""
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES + len(data):
                return self._refuse(
                    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    f"Address and headers may have {HEAD_BYTES:,} bytes; send a long query by POST.",
                )
        super().data_received(data)
        if self._in_head and not self._between and not self._timer:
            self._wait()  # for the rest of the head
        return None

    def _reply(self, cycle: RequestResponseCycle, head: bytes, body: bytes) -> bool:
        """Sends a whole response, as uvicorn's cycle does in two pieces; False if the client does not take it now."""
        if self.flow.write_paused or cycle.disconnected:
            return False
        if not cycle.keep_alive:
            head += b"connection: close\r\n"
        self._write(head, b"" if cycle.scope["method"] == "HEAD" else body)
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()
        return True

    def _write(self, head: bytes, body: bytes) -> None:
        date = [b"%s: %s\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join((head, *date, b"\r\n", body)))

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        self._between = False
        self._begun += 1
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Counts the headers."""
        super().on_header(name, value)
        if len(self.headers) > HEADERS:
            self._too_much(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"A request may have {HEADERS} headers.")

    def on_headers_complete(self) -> None:
        """The head is whole; how long the body may take is the application's matter."""
        if len(self.url) > ADDRESS_BYTES or len(self.url.partition(b"?")[0]) > PATH_BYTES:
            self._too_much(HTTPStatus.REQUEST_URI_TOO_LONG, LONG_ADDRESS)
        self._in_head, self._head_bytes, self._pieces = False, 0, 0
        if not self.flow.write_paused:  # else the time runs until the client reads on
            self._stop_waiting()
        super().on_headers_complete()
        self.scope["state"]["reply"] = partial(self._reply, self.cycle)
        if len(self.pipeline) > PIPELINED:
            self._too_much(HTTPStatus.TOO_MANY_REQUESTS, f"At most {PIPELINED} requests may wait on one connection.")

    def on_body(self, body: bytes) -> None:
        """Counts the pieces of a body."""
        self._pieces += 1
        if self._pieces > PIECES:
            self._too_much(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body may come in {PIECES:,} pieces.")
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        super().on_message_complete()
        self._in_head = self._between = True

    def on_response_complete(self) -> None:
        """The response is out; who has not sent the rest of a body that nobody read need not send it any more."""
        super().on_response_complete()
        if self.cycle and self.cycle.response_complete and self.cycle.more_body:
            self.transport.close()

    def pause_writing(self) -> None:
        """The client has not taken what was sent."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """The client has taken most of what was sent."""
        super().resume_writing()
        self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Tells that this was no HTTP, or too much, in the shape of the other errors."""
        self._refuse(*self._fault)

    def _too_much(self, status: HTTPStatus, message: str) -> None:
        """Stops the parser, which calls `send_400_response`."""
        self._fault = (status, message)
        raise ValueError(message)

    def _wait(self) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(self.settings.request_seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        self.transport.abort()

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        """Answers without asking the application, and closes."""
        self._stop_waiting()
        content = {"status": status.value, "title": status.phrase, "message": message}
        body = json.dumps(content).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: application/json\r\nretry-after: 5\r\n"
            f"content-length: {len(body)}\r\nx-content-type-options: nosniff\r\nreferrer-policy: no-referrer\r\n"
            "content-security-policy: default-src 'none'\r\naccess-control-allow-origin: *\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


def bounded(settings: Settings, front: Front) -> type[Connection]:
    """Connections to this application with the bounds of these settings, for uvicorn to make."""
    bounds: dict[str, Any] = {"settings": settings, "front": front}
    return type("BoundedConnection", (Connection,), bounds)
