"""One SPARQL 1.1 endpoint: where it is, how to sign in there, and requests that neither hang nor flood.

Redirects are not followed, proxies and password files of the environment not used: what is asked is what was named.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import IO, Any, NoReturn
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import HTTPError, ReadTimeoutError

from zjtx_kg.console import printable
from zjtx_kg.errors import StoreError
from zjtx_kg.iris import GRAPH

USER = "ZJTX_KG_STORE_USER"
PASSWORD = "ZJTX_KG_STORE_PASSWORD"
RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
CHUNK = 1 << 16
MESSAGE_LENGTH = 300
MESSAGE_BYTES = 1 << 14
CONNECT_SECONDS = 10.0

# Where a store that is asked at one path takes graphs: Oxigraph, Virtuoso.
GRAPH_STORES = {"/query": "/store", "/sparql": "/sparql-graph-crud-auth"}


class RemoteError(Exception):
    """The endpoint did not answer as it should.

    Args:
        kind: `unreachable` (or its answer broke off), `time`, `size`, `partial` (it kept rows back), `broken`
            (no answer to such a query) or `status`.
        message: what it said or what happened, one line; for those who run the server, not for those who ask it.
        status: the HTTP status; 0 where there was none.
    """

    def __init__(self, kind: str, message: str, status: int = 0) -> None:
        self.kind, self.message, self.status = kind, message, status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: media type without parameters, and the body."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint.

    Args:
        url: where queries are sent.
        graph_store: where graphs are put, by the Graph Store Protocol; empty where nothing is to be loaded.
        user: name to sign in with where the endpoint asks for it.
        password: its password.
        session: connections that are kept.
    """

    url: str
    graph_store: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    session: requests.Session = field(default_factory=requests.Session, repr=False, compare=False)

    def query(self, text: str, accept: str, seconds: float, limit: int, **dataset: Iterable[str]) -> Reply:
        """The answer to a query within `seconds` and `limit` bytes; `dataset` are the protocol's parameters.

        Raises:
            RemoteError: there is no whole answer.
        """
        # Virtuoso stops at `timeout` (milliseconds) and says so; others do not know the word.
        form = [("query", text), ("timeout", str(int(seconds * 1000)))]
        form += [(name.replace("_", "-"), iri) for name, iris in dataset.items() for iri in iris]
        deadline = time.monotonic() + seconds
        response = self._send("POST", self.url, seconds, data=form, headers={"Accept": accept})
        with response:
            _refuse_partial(response.headers)
            body = _body(response, deadline, limit)
        return Reply(response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), body)

    def put(self, graph: str, triples: IO[bytes], seconds: float) -> None:
        """Replaces a named graph, or the default one where `graph` is empty, by N-Triples; RemoteError on failure."""
        self._graph("PUT", graph, seconds, triples)

    def delete(self, graph: str, seconds: float) -> None:
        """Removes a named graph; one that is not there is no error, others are a RemoteError."""
        try:
            self._graph("DELETE", graph, seconds)
        except RemoteError as error:
            if error.status != requests.codes.not_found:
                raise

    def _graph(self, method: str, graph: str, seconds: float, triples: IO[bytes] | None = None) -> None:
        where = {"graph": graph} if graph else {"default": ""}
        # Virtuoso leaves the body of a PUT that it refuses in the connection, as if it were the next request.
        headers = {"Connection": "close"} | ({"Content-Type": TRIPLES} if triples else {})
        self._send(method, self.graph_store, seconds, params=where, data=triples, headers=headers).close()

    def sign_in(self) -> None:
        """Signs in to the graph store before any graph is on its way; RemoteError on failure.

        A store may cut off the body of an unsigned PUT, so it is asked for a graph that need not be there.
        """
        try:
            params = {"graph": GRAPH["edition"]}
            self._send("GET", self.graph_store, CONNECT_SECONDS, params=params, headers={"Accept": TRIPLES}).close()
        except RemoteError as error:
            if error.status != requests.codes.not_found:
                raise

    def _send(self, method: str, url: str, seconds: float, **content: Any) -> requests.Response:
        """The response, its body not read yet; RemoteError where there is none or it is no success."""
        content["headers"]["Accept-Encoding"] = "identity"
        response = self._request(method, url, seconds, content)
        if response.status_code == requests.codes.unauthorized and self.user and not self.session.auth:
            self.session.auth = self._signature(response)
            response.close()
            if hasattr(content.get("data"), "seek"):
                content["data"].seek(0)
            response = self._request(method, url, seconds, content)
        if not requests.codes.ok <= response.status_code < requests.codes.multiple_choices:
            with response:
                raise RemoteError("status", _said(response), response.status_code)
        return response

    def _request(self, method: str, url: str, seconds: float, content: Mapping[str, Any]) -> requests.Response:
        timeout = (min(seconds, CONNECT_SECONDS), seconds)
        try:
            return self.session.request(method, url, timeout=timeout, allow_redirects=False, stream=True, **content)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            _fail(error)

    def _signature(self, response: requests.Response) -> AuthBase:
        """How the endpoint wants to be signed in to."""
        if "digest" in response.headers.get("WWW-Authenticate", "").lower():
            return HTTPDigestAuth(self.user, self.password)
        return HTTPBasicAuth(self.user.encode(), self.password.encode())


def connect(url: str, graph_store: str = "", user: str = "", *, loads: bool = False) -> Endpoint:
    """The endpoint at `url`; user and password are those of the environment where they are not given.

    Args:
        url: where it takes queries.
        graph_store: where it takes graphs; told from `url` where it is one of the paths of `GRAPH_STORES`.
        user: name to sign in with; else that of the environment (`ZJTX_KG_STORE_USER`).
        loads: whether graphs will be put.

    Raises:
        StoreError: an address is none, or the graph store is not known.
    """
    _check(url)
    if loads and not graph_store:
        graph_store = _graph_store(url)
    if graph_store:
        _check(graph_store)
    endpoint = Endpoint(url, graph_store, user or os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))
    endpoint.session.trust_env = False
    return endpoint


def _graph_store(url: str) -> str:
    for path, beside in GRAPH_STORES.items():
        if url.endswith(path):
            return url.removesuffix(path) + beside
    raise StoreError(
        "where it takes graphs is not known", where=url, remedy="Say it with --graph-store URL (Graph Store Protocol)."
    )


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise StoreError("not the address of an endpoint", where=url, remedy="Give it as http://HOST:PORT/PATH.")
    if parts.username is not None or parts.password is not None:
        raise StoreError(
            "a password has no place in an address",
            where=f"{parts.scheme}://…@{parts.hostname}",
            remedy=f"Put user and password into the environment: {USER}, {PASSWORD}.",
        )


def _refuse_partial(headers: Mapping[str, str]) -> None:
    """Virtuoso keeps back what passes its limits and says so in a header alone."""
    if "S1TAT" in headers.get("X-SQL-State", ""):
        raise RemoteError("time", "the answer is incomplete: the store's own time limit")
    if rows := headers.get("X-SPARQL-MaxRows"):
        raise RemoteError("partial", f"the answer is incomplete: the store gives no more than {printable(rows)} rows")


def _body(response: requests.Response, deadline: float, limit: int) -> bytes:
    """The body within its limits of time and size."""
    body = bytearray()
    try:
        while chunk := response.raw.read1(CHUNK, decode_content=True):
            body += chunk
            if len(body) > limit:
                raise RemoteError("size", f"more than {limit:,} bytes")
            if time.monotonic() > deadline:
                raise RemoteError("time", "the answer was not finished in time")
    except (HTTPError, OSError, ValueError) as error:
        _fail(error)
    return bytes(body)


def _fail(error: Exception) -> NoReturn:
    if isinstance(error, requests.ConnectTimeout):
        raise RemoteError("unreachable", "no connection in time") from error
    if isinstance(error, (requests.Timeout, ReadTimeoutError)):
        raise RemoteError("time", "no answer in time") from error
    raise RemoteError("unreachable", _line(_innermost(error))) from error


def _innermost(error: BaseException) -> str:
    """The words of the cause of all."""
    while cause := error.__cause__ or error.__context__:
        error = cause
    return str(error)


def _said(response: requests.Response) -> str:
    """What the endpoint says of its failure, in one line, without markup and cut short."""
    if response.is_redirect:
        return "it redirects, which is not followed"
    try:
        body = response.raw.read1(MESSAGE_BYTES, decode_content=True).decode("utf-8", "replace")
    except (HTTPError, OSError, ValueError):
        body = ""
    words = re.sub(r"<(title|style)\b.*?</\1>", " ", body, flags=re.DOTALL | re.IGNORECASE)
    return _line(unescape(re.sub(r"<[^<>]*>", " ", words))) or response.reason or "no reason given"


def _line(text: str) -> str:
    line = printable(" ".join(text.split()))
    return line if len(line) <= MESSAGE_LENGTH else line[:MESSAGE_LENGTH] + "…"
