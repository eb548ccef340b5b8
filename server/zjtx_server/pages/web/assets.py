"""Files in `static/` and their addresses."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, g, request

from zjtx_server.bundle import bundled
from zjtx_server.pages.web.language import root

STATIC = Path(__file__).parents[1] / "static"
LASTING = "public, max-age=31536000, immutable"


def register_assets(app: Flask) -> None:
    """Makes the files known to the templates, and lets their versions be kept for long."""
    app.jinja_env.globals.update(asset=asset, bundled=bundled, once=once)
    app.after_request(_lasting)


def asset(name: str) -> str:
    """The address of a file in `static/`, the same in all languages, new when the file's content is."""
    return f"{root()}/static/{name}?v={_digest(name)}"


def once(name: str) -> bool:
    """Whether this is the first call with that name while a page is made."""
    first = name not in g
    setattr(g, name, True)
    return first


def _lasting(response: Response) -> Response:
    """What is asked for by its version stays the same."""
    if request.endpoint == "static" and response.status_code == 200:
        version, name = request.args.get("v"), (request.view_args or {})["filename"]
        if version == _digest(name):
            response.headers["Cache-Control"] = LASTING
    return response


@cache
def _digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]
