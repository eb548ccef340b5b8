"""A hostile request, the way it is sent, and what came back: raw bytes on a socket, so that nothing tidies them up."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from threading import Event, Thread
from time import monotonic
from urllib.parse import quote

PATIENCE = 20  # seconds after which a test fails instead of hanging
CHUNK = 1 << 16
CLOSED = 0  # stands for the status of a connection that was closed without a reply
CANARY = "http://canary/"  # in a query: an address of this machine at which nobody may ever call
DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Place:
    """Where to attack: `host:port` of the server, and that of the socket which must see no connection."""

    server: str
    canary: str
    source: str = "127.0.0.1"  # from which to come

    def connect(self) -> socket.socket:
        """A connection to the server."""
        host, _, port = self.server.partition(":")
        return socket.create_connection((host, int(port)), PATIENCE, (self.source, 0))


Chunks = Callable[[Place], Iterable[bytes]]


@dataclass(frozen=True)
class Attack:
    """A hostile request: its bytes, and the statuses with which it may end."""

    family: str
    name: str
    may: frozenset[int]
    chunks: Chunks = field(repr=False)
    method: str = "POST"

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"


@dataclass(frozen=True)
class Reply:
    """One response, as it stood on the wire."""

    status: int
    headers: Message
    body: bytes

    @property
    def message(self) -> str:
        """What the server says about an error to a program; empty where it says nothing in the common shape."""
        try:
            error = json.loads(self.body)
            return str(error["message"]) if error["status"] == self.status else ""
        except (ValueError, KeyError, TypeError):
            return ""


class _Wire(BytesIO):
    """Bytes received, in the shape of the socket that http.client wants; it may not close them."""

    def makefile(self, _mode: str) -> _Wire:
        return self

    def close(self) -> None: ...


def request(target: str, body: bytes = b"", *headers: str, method: str = "GET", version: str = "1.1") -> Chunks:
    """A request with a Host, an end of the connection and, with a body, its length; names in `headers` go first."""
    named = {line.partition(":")[0].lower() for line in headers}
    length = [f"Content-Length: {len(body)}"] if body and "content-length" not in named else []

    def chunks(place: Place) -> Iterator[bytes]:
        host = [] if "host" in named else [f"Host: {place.server}"]
        lines = [f"{method} {target} HTTP/{version}", *host, *length, *headers, "Connection: close", "", ""]
        yield "\r\n".join(lines).encode("latin-1")
        yield body

    return chunks


def query(family: str, name: str, text: str, *may: int) -> Attack:
    """A hostile query, posted as it is."""

    def chunks(place: Place) -> Iterable[bytes]:
        body = text.replace(CANARY, f"http://{place.canary}/").encode()
        return request("/sparql", body, f"Content-Type: {DIRECT}", method="POST")(place)

    return Attack(family, name, frozenset(may), chunks)


def exchange(place: Place, attack: Attack) -> list[Reply]:
    """Sends an attack and reads until the server closes; a server that closes early may do so."""
    with place.connect() as connection:
        received: list[bytes] = []
        try:
            for chunk in attack.chunks(place):
                connection.sendall(chunk)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while chunk := connection.recv(CHUNK):
                received.append(chunk)
        except ConnectionResetError:
            pass
    return list(replies(b"".join(received), attack.method))


def replies(received: bytes, method: str = "GET") -> Iterator[Reply]:
    """The responses that stand one after the other in what was received."""
    wire = _Wire(received)
    while wire.tell() < len(received):
        response = HTTPResponse(wire, method=method)  # type: ignore[arg-type]
        try:
            response.begin()
            yield Reply(response.status, response.headers, response.read())
        except HTTPException as error:
            raise AssertionError(f"no HTTP: {received[:200]!r}") from error


def ask(place: Place, text: str, *headers: str) -> Reply:
    """The reply to a harmless query."""
    chunks = request(f"/sparql?query={quote(text)}", b"", *headers)
    (reply,) = exchange(place, Attack("", "", frozenset(), chunks, "GET"))
    return reply


class Bystander:
    """Somebody who asks small queries, each a new one, as long as the attack lasts; not one may wait or fail.

    Attributes:
        asked: how many were answered.
        slowest: seconds of the slowest.
        failures: what was answered instead.
    """

    def __init__(self, place: Place, text: str, right: bytes) -> None:
        self.place, self.text, self.right = place, text, right
        self.asked, self.slowest = 0, 0.0
        self.failures: list[str] = []
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def ask(self) -> None:
        """One small query: noted how long it took, and whether it was answered rightly."""
        start = monotonic()
        try:
            reply = ask(self.place, f"{self.text} # {self.asked} {id(self)}")
            if reply.status != 200 or self.right not in reply.body:
                self.failures.append(f"{reply.status} {reply.body[:200]!r}")
        except (OSError, ValueError) as error:
            self.failures.append(repr(error))
        self.asked += 1
        self.slowest = max(self.slowest, monotonic() - start)

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.ask()

    def __enter__(self) -> Bystander:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join(PATIENCE)
        self.ask()  # right afterwards
