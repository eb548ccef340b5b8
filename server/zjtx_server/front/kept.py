"""Responses that are kept for the time of a release, and what a client has of them already."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable

from zjtx_server.front.cache import Response
from zjtx_server.front.request import Request
from zjtx_server.front.responses import entity_tag, tagged, unchanged


async def kept(request: Request, make: Callable[[Request], Awaitable[Response]]) -> Response:
    """The response to a reading request: known to the client, kept from before, or made now."""
    packed = "gzip" if request.packed else ""
    told = "\n".join((packed, request.base, request.accept)).encode()
    key = b"\n".join((request.raw_path, request.query_string, told))
    response = _found(request, key)
    if not response:
        tag = entity_tag(request.edition.tag, key)
        if request.knows(tag):
            return unchanged(tag)
        response = await make(request)
        if response.kept:
            response = tagged(response, tag)
            _keep(request, key, len(key), response)
    return unchanged(response.tag) if request.knows(response.tag) else response


async def kept_by(request: Request, key: Hashable, key_bytes: int, make: Callable[[], Awaitable[Response]]) -> Response:
    """The response to a request whose body matters, by a key that tells all of it and takes some bytes."""
    response = _found(request, key)
    if not response:
        response = await make()
        if response.kept:
            _keep(request, key, key_bytes, response)
    return response


def _found(request: Request, key: Hashable) -> Response | None:
    response = request.edition.cache.get(key)
    request.reused = response is not None
    return response


def _keep(request: Request, key: Hashable, key_bytes: int, response: Response) -> None:
    request.edition.cache.put(key, response, len(response.body) + key_bytes)
