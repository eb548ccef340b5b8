"""IRIs of things and the addresses under which this server tells about them."""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from flask import Flask, Request, request
from werkzeug.exceptions import BadRequest

from zjtx_kg.iris import BASE, thing

SAFE = "/:@!$&'()*+,;=-._~%"
HERE = ("id/", "vocab/", "graph/", "ontology", "shapes")
WEB = ("http", "https")


_ROOT = ContextVar("root", default="")


def register_root(app: Flask) -> None:
    """Lets the addresses below know the prefix that a request is served under: pages ask for them by the hundred."""

    @app.before_request
    def take() -> None:
        _ROOT.set(request.script_root)


def path(of: str) -> str:
    """An absolute path of this server as a link, below whatever prefix it is served."""
    return _ROOT.get() + _quoted(of)


def address(iri: str) -> str:
    """Where a link to `iri` leads: to this server for the project's own, else to the web; empty for other schemes."""
    return _address(_ROOT.get(), iri)


@lru_cache(maxsize=1 << 14)
def _address(root: str, iri: str) -> str:
    if iri.startswith(BASE) and iri[len(BASE) :].startswith(HERE):
        own, _, fragment = iri[len(BASE) :].partition("#")
        return f"{root}/{_quoted(own)}" + (f"#{_quoted(fragment)}" if fragment else "")
    return iri if _scheme(iri) in WEB else ""


@lru_cache(maxsize=1 << 14)
def _quoted(words: str) -> str:
    return quote(words, safe=SAFE)


def base_address() -> str:
    """The address under which this server is known, with `/` at its end; the client's word for it is not taken."""
    return str(request.environ.get("zjtx.base") or request.url_root)


def _scheme(iri: str) -> str:
    try:
        return urlsplit(iri).scheme
    except ValueError:  # such as an unfinished IPv6 host
        return ""


def asked_iri(request: Request) -> str:
    """The IRI that the request's path stands for, however it was percent-encoded.

    Raises:
        BadRequest: the path is not UTF-8.
    """
    raw = str(request.environ.get("REQUEST_URI", quote(request.path))).partition("?")[0]
    raw = urlsplit(raw).path.removeprefix(request.script_root).lstrip("/")
    try:
        unquote_to_bytes(raw.encode("latin-1", "strict")).decode("utf-8")
    except UnicodeError as error:
        raise BadRequest("The address is not valid UTF-8.") from error
    kind, *keys = (unquote(segment.encode("latin-1").decode("utf-8")) for segment in raw.split("/"))
    if kind == "id" and keys:
        return str(thing(keys[0], *keys[1:]))
    return BASE + "/".join((kind, *keys))
