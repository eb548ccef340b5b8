"""Pages and linked data: requests for them go to page workers, and come back as responses."""

from __future__ import annotations

import json
import logging

from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestHeaderFieldsTooLarge

from zjtx_server.front.cache import Response
from zjtx_server.front.kept import kept
from zjtx_server.front.query import QueryRefusedError
from zjtx_server.front.request import Request, as_text
from zjtx_server.front.responses import NEVER_KEPT, VARY, allowed, error_content, failed
from zjtx_server.negotiation import parse_accept, prefers_html

SPARQL = ("/sparql", "/sparql/")  # on the page of an error there the query can be mended
ERROR = "/error"
READ_METHODS = ("GET", "HEAD", "OPTIONS")
OURS = frozenset({"content-length", "vary", "etag", "last-modified"})  # set here for all responses
LASTING = "immutable"  # in a Cache-Control; all others are set here

log = logging.getLogger(__name__)


async def page(request: Request) -> Response:
    """The response to a request for a page, a thing's data or a file."""
    if request.method == "OPTIONS":
        return allowed(*READ_METHODS)
    if request.method not in READ_METHODS:
        raise MethodNotAllowed(READ_METHODS, "This address can only be read.")
    return await kept(request, shown)


async def shown(request: Request) -> Response:
    """What a page worker makes of a request."""
    return await _from_worker(request, "GET", as_text(request.raw_path), as_text(request.query_string))


async def made(request: Request, path: str, content: object, *, lasting: bool = False) -> Response:
    """A page made of content that the front has; `lasting` as of `responses.answered`."""
    response = await _from_worker(
        request, "POST", request.language_prefix + path, body=json.dumps(content, ensure_ascii=False).encode()
    )
    return Response(response.status, response.headers, response.body, lasting and response.kept)


async def failure(request: Request, error: HTTPException, place: tuple[int, int] | None = None) -> Response:
    """An error as JSON, or as a page for browsers if a page worker can make one.

    Args:
        request: what failed.
        error: how.
        place: line and column of the query where it failed.
    """
    content = error_content(error, place)
    body = b""
    if _wants_page(request):
        try:
            told = content | ({"query": request.query_text} if request.place in SPARQL else {})
            response = await _from_worker(
                request, "POST", f"{request.language_prefix}{ERROR}", body=json.dumps(told).encode()
            )
            body = response.body if response.status == 200 else b""
        except QueryRefusedError:
            pass  # no page worker has time; the browser shows JSON as well
        except Exception:  # an error of its own would hide the one to be told
            log.exception("no page could be made for an error")
    return failed(error, content, body)


def _wants_page(request: Request) -> bool:
    if b"format=html" in request.query_string.split(b"&"):
        return True
    try:
        return prefers_html(parse_accept(request.accept))
    except RequestHeaderFieldsTooLarge:
        return False


async def _from_worker(request: Request, method: str, path: str, query: str = "", body: bytes = b"") -> Response:
    message = {
        "method": method,
        "path": path,
        "query": query,
        "base": request.base,
        "accept": request.accept,
        "gzip": request.packed and not path.endswith(ERROR),
    }
    head, content = await request.edition.pages.run(message, body, client=request.client)
    headers = [
        (name.lower().encode(), value.encode("latin-1"))
        for name, value in head["headers"]
        if name.lower() not in OURS and (name.lower() != "cache-control" or LASTING in value)
    ]
    headers += VARY if head["status"] < 400 else (*VARY, *NEVER_KEPT)
    if "encoding" in head:
        headers.append((b"content-encoding", b"gzip"))
    return Response(head["status"], tuple(headers), content, head["status"] == 200, file=head.get("file", ""))
