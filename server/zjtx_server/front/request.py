"""A request as the front sees it, and what is read from its headers alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from functools import cached_property, lru_cache
from typing import Any

from werkzeug.exceptions import (
    BadRequest,
    ClientDisconnected,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
    RequestTimeout,
)
from werkzeug.http import parse_accept_header

from zjtx_server.front.edition import Edition
from zjtx_server.front.settings import Settings
from zjtx_server.languages import language_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

Sent = tuple[str, bytes]  # the client and what it sent
Reply = Callable[[bytes, bytes], bool]  # sends head and body at once; False if the client does not take them now

ACCEPT_BYTES = 4096
HOST_BYTES = 300
ACCEPT_RANGES = 50  # each is compared with each format
HEARD_OUT_BYTES = 64 << 20  # of a body that is too large, since who still sends does not read the refusal
HOST = re.compile(r"(?P<name>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class Request:
    """One request.

    Args:
        scope: of ASGI.
        receive: of ASGI.
        edition: what answers it, from beginning to end.
        settings: of the server.
    """

    def __init__(self, scope: Scope, receive: Receive, edition: Edition, settings: Settings) -> None:
        self.edition, self.settings = edition, settings
        self.method: str = scope["method"]
        self.raw_path: bytes = scope["raw_path"]
        self.query_string: bytes = scope["query_string"]
        self.receive = receive
        self.query_text = ""  # the query that was sent, once it is known
        self.reused = False  # whether its answer was kept from before
        self.scope = scope
        state = scope["state"]
        self.reply: Reply = state["reply"]
        self.sent: Sent | None = state.get("sent")  # where that tells all of the request
        self._headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:  # one that comes in several lines is a list
            self._headers[name] = self._headers[name] + b", " + value if name in self._headers else value

    @cached_property
    def place(self) -> str:
        """The path without the prefix of a language."""
        return language_of(self.raw_path.decode("latin-1"))[1]

    @cached_property
    def language_prefix(self) -> str:
        """What the path begins with to ask for a language; empty for Chinese."""
        return language_of(self.raw_path.decode("latin-1"))[0].prefix

    @property
    def client(self) -> str:
        """The client's address, as a trusted proxy tells it; empty where there is none."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    def header(self, name: bytes) -> str:
        """The value of a header, its name in small letters; empty where it is missing."""
        return self._headers.get(name, b"").decode("latin-1")

    @cached_property
    def accept(self) -> str:
        """The Accept header, within reason.

        Raises:
            RequestHeaderFieldsTooLarge: it is longer than anybody needs.
        """
        value = self.header(b"accept")
        if len(value) > ACCEPT_BYTES or value.count(",") > ACCEPT_RANGES:
            raise RequestHeaderFieldsTooLarge("The header Accept is longer than any client needs.")
        return value

    @property
    def packed(self) -> bool:
        """Whether the client takes gzip."""
        return b"accept-encoding" in self._headers and takes_gzip(self.header(b"accept-encoding")[:ACCEPT_BYTES])

    def knows(self, tag: bytes) -> bool:
        """Whether the client has the response with this ETag."""
        held = self._headers.get(b"if-none-match")
        return bool(held and tag) and tag.removeprefix(b"W/") in {
            one.strip().removeprefix(b"W/") for one in (held or b"").split(b",")
        }

    @property
    def media_type(self) -> str:
        """The media type of the body, without its parameters."""
        return self.header(b"content-type").partition(";")[0].strip().lower()

    async def body(self) -> bytes:
        """The whole body.

        Raises:
            RequestEntityTooLarge: it is larger than the settings allow.
            RequestTimeout: it came too slowly.
            ClientDisconnected: the client went away.
        """
        most, seconds = self.settings.body_bytes, self.settings.request_seconds
        too_large = RequestEntityTooLarge(f"A request may have a body of {most:,} bytes.")
        received, size = bytearray(), 0
        told = self.header(b"content-length")
        if told.isdecimal() and int(told) > HEARD_OUT_BYTES:
            raise too_large
        try:
            async with asyncio.timeout(seconds):
                async for part in self._parts():
                    size += len(part)
                    if size <= most:
                        received += part
                    elif size > HEARD_OUT_BYTES:
                        break
        except TimeoutError:
            raise RequestTimeout("The body of the request did not arrive in time.") from None
        if size > most:
            raise too_large
        return bytes(received)

    async def _parts(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnected
            more = message["more_body"]
            yield message["body"]

    async def gone(self) -> None:
        """Returns when the client has gone away; the body must have been read."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    @property
    def base(self) -> str:
        """The address of this server as the client knows it, with `/` at its end.

        A Host that is none of this machine's is not repeated; the address on which the client was connected stands in
        its place.
        """
        scope, settings = self.scope, self.settings
        host = self.header(b"host")[:HOST_BYTES]
        return settings.public_url or _base(scope["scheme"], host, scope["server"], settings.hosts)


@lru_cache(1024)
def _base(scheme: str, host: str, server: tuple[str, int], hosts: frozenset[str]) -> str:
    found = HOST.fullmatch(host)
    if not found or found["name"].lower() not in hosts:
        name, port = server
        host = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    return f"{scheme}://{host}/"


@lru_cache(1024)
def takes_gzip(value: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    return parse_accept_header(value).quality("gzip") > 0


def as_text(raw: bytes) -> str:
    """A part of an address as text.

    Raises:
        BadRequest: it holds bytes that must be percent-encoded.
    """
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise BadRequest("The address holds characters that must be percent-encoded.") from error
