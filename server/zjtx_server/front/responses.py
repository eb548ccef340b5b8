"""Responses of the front: their headers, answers to queries, and errors in one shape."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from http import HTTPStatus

from werkzeug.exceptions import HTTPException, MethodNotAllowed

from zjtx_server.front.cache import Headers, Response
from zjtx_server.messages import Head
from zjtx_server.negotiation import content_type

SECURITY: Headers = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
OPEN: Headers = (  # any site may read it
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type"),
)
VARY: Headers = ((b"vary", b"Accept, Accept-Encoding"),)
ASK_AGAIN: Headers = ((b"cache-control", b"public, no-cache"),)  # kept by others only with a look at the ETag
NEVER_KEPT: Headers = ((b"cache-control", b"no-store"),)


def headers_of(response: Response) -> Headers:
    """All headers of a response but the date."""
    if response.status in {204, 304}:
        return (*response.headers, *SECURITY)
    return (*response.headers, *SECURITY, (b"content-length", b"%d" % len(response.body)))


def head_of(response: Response) -> bytes:
    """The lines of a response above its body, but for the date and the empty line.

    Raises:
        ValueError: a header would break a line.
    """
    headers = headers_of(response)
    head = _first_line(response.status) + b"".join([b"%s: %s\r\n" % header for header in headers])
    if head.count(b"\n") + head.count(b"\r") != 2 * (len(headers) + 1):
        raise ValueError("a header holds a line break")
    return head


@cache
def _first_line(status: int) -> bytes:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()


def answered(media_type: str, body: bytes, head: Head | None = None, *, lasting: bool = False) -> Response:
    """The response with an answer for programs.

    Args:
        media_type: of the body.
        body: as a worker gave it.
        head: of the worker's message, which tells whether the body is packed.
        lasting: whether it is the same as long as the release is.
    """
    packed: Headers = ((b"content-encoding", b"gzip"),) if head and "encoding" in head else ()
    return Response(200, ((b"content-type", content_type(media_type).encode()), *packed, *VARY, *OPEN), body, lasting)


def allowed(*methods: str) -> Response:
    """The response to OPTIONS, also as a preflight."""
    return Response(204, ((b"allow", ", ".join(methods).encode()), *VARY, *OPEN, (b"access-control-max-age", b"86400")))


def error_content(error: HTTPException, place: tuple[int, int] | None = None) -> dict[str, str | int]:
    """What is told of an error, for programs and people alike."""
    content: dict[str, str | int] = {
        "status": error.code or 500,
        "title": error.name,
        "message": error.description or "",
    }
    if place:
        content |= {"line": place[0], "column": place[1]}
    return content


def failed(error: HTTPException, content: dict[str, str | int], page: bytes = b"") -> Response:
    """The response for an error: JSON, or the page that was made of it."""
    kind = b"text/html; charset=utf-8" if page else b"application/json"
    headers: Headers = ((b"content-type", kind), *VARY, *OPEN, *NEVER_KEPT)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers += ((b"allow", ", ".join(error.valid_methods).encode()),)
    if retry := getattr(error, "retry_after", None):
        headers += ((b"retry-after", str(retry).encode()),)
    return Response(error.code or 500, headers, page or json.dumps(content, ensure_ascii=False).encode())


def entity_tag(edition: str, key: bytes) -> bytes:
    """The ETag of a response; a weak one, since the same answer may be packed by another program tomorrow.

    Args:
        edition: tag of the edition that gives it.
        key: what else it depends on.
    """
    return f'W/"{edition}-{sha256(key).hexdigest()[:16]}"'.encode()


def tagged(response: Response, tag: bytes) -> Response:
    """The response with what lets others keep it as long as the release is the same, if it does not say how long."""
    lasting = any(name == b"cache-control" for name, _ in response.headers)
    headers = (*response.headers, (b"etag", tag), *(() if lasting else ASK_AGAIN))
    return Response(response.status, headers, response.body, response.kept, tag, response.file)


def unchanged(tag: bytes) -> Response:
    """The response to a client that has the answer already."""
    return Response(304, ((b"etag", tag), *VARY, *OPEN, *ASK_AGAIN))
