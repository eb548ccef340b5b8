"""What documents about things have in common: their formats, the choice among these, and their headers."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_server.negotiation import GRAPHS, HTML, by_accept, by_name, not_acceptable, prefers_html

Formats = Mapping[str, tuple[str, ...]]
FORMAT = "format"  # the parameter that names one
OFFERED = GRAPHS | {"html": (HTML, "application/xhtml+xml")}


def split_suffix(iri: str, offered: Formats = OFFERED) -> tuple[str, str]:
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


def liked(data: Formats = OFFERED, offered: Formats = OFFERED) -> str:
    """The media type that the client likes best: HTML for browsers, the first of `data` for who tells no preference.

    Args:
        data: what Accept may choose.
        offered: all there is.

    Raises:
        NotAcceptable: it likes none.
    """
    accept = request.accept_mimetypes
    media_type = HTML if prefers_html(accept) else by_accept(accept, data)
    if not media_type:
        raise not_acceptable(offered)
    return media_type


def wanted(data: Formats = OFFERED, offered: Formats = OFFERED, by_suffix: str = "") -> str:
    """The media type that the client wants: by the suffix of the address, `format=`, else as `liked`.

    Raises:
        BadRequest: suffix and `format` differ, or that is given twice.
        NotAcceptable: there is no such format.
    """
    asked = [name for name in request.args.getlist(FORMAT) if name]
    if len(asked) > 1:
        raise BadRequest(_("参数“%(name)s”只能给一次。", name=FORMAT))
    if not asked:
        return by_suffix or liked(data, offered)
    media_type = by_name(asked[0], offered)
    if not media_type:
        raise not_acceptable(offered)
    if by_suffix not in ("", media_type):
        raise BadRequest(_("地址的后缀和“%(name)s”说的不是同一种格式，请去掉一个。", name=FORMAT))
    return media_type


def negotiated(response: Response) -> Response:
    """A response whose form depends on Accept, and that any site may read."""
    response.vary.add("Accept")
    return open_to_all(response)


def open_to_all(response: Response) -> Response:
    """A response that any site may read."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
