"""What documents about things have in common: their formats, the choice among these, and their headers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request

from zjtx_server.negotiation import GRAPHS, HTML, by_accept, not_acceptable, prefers_html

OFFERED = GRAPHS | {"html": (HTML, "application/xhtml+xml")}


def split_suffix(iri: str, offered: Mapping[str, tuple[str, ...]] = OFFERED) -> tuple[str, str]:
    """An IRI without the suffix that asks for a format, and the format's media type; empty without one."""
    stem, dot, suffix = iri.rpartition(".")
    return (stem, offered[suffix][0]) if dot and suffix in offered else (iri, "")


def suffix_of(media_type: str) -> str:
    """The suffix of a document of that media type, with its dot."""
    return next(f".{suffix}" for suffix, names in OFFERED.items() if media_type == names[0])


def any_of(*names: str) -> str:
    """A part of a route: one of these names, with or without a suffix."""
    choices = (f"'{name}{suffix}'" for name in names for suffix in ("", *(f".{each}" for each in OFFERED)))
    return f"<any({','.join(choices)}):name>"


def liked() -> str:
    """The media type that the client likes best: HTML for browsers, Turtle for programs without a preference.

    Raises:
        NotAcceptable: it likes none.
    """
    accept = request.accept_mimetypes
    media_type = HTML if prefers_html(accept) else by_accept(accept, OFFERED)
    if not media_type:
        raise not_acceptable(OFFERED)
    return media_type


def negotiated(response: Response) -> Response:
    """A response whose form depends on Accept, and that any site may read."""
    response.vary.add("Accept")
    return open_to_all(response)


def open_to_all(response: Response) -> Response:
    """A response that any site may read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
