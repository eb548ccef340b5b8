"""The way of a request from the front into the web application, and of its response back, as messages.

Request head: `method`, `path` (percent-encoded, below the prefix; it may begin with that of a language), `query`,
`base` (the address under which the server is known, with `/` at its end), `accept`. Response head: `status`,
`headers` and `file`, the path of the release's file that is the body, else empty.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.test import run_wsgi_app

from zjtx_server.languages import language_of
from zjtx_server.messages import Head
from zjtx_server.pages.app import create_app
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import Graph
from zjtx_server.release import Release

PORTS = {"http": "80", "https": "443"}


def page_answerer(
    graph: Graph, browse: Browse, release: Release, quads: int
) -> Callable[[Head, bytes], tuple[Head, bytes]]:
    """A function that answers requests for pages over a graph and its index."""
    app = create_app(graph, browse, release, quads)

    def answer(request: Head, body: bytes) -> tuple[Head, bytes]:
        parts, status, headers = run_wsgi_app(app, _environ(request, body), buffered=True)
        file = headers.pop("X-Sendfile", "")
        return {"status": int(status.partition(" ")[0]), "headers": list(headers), "file": file}, b"".join(parts)

    return answer


def _environ(request: Head, body: bytes) -> dict[str, Any]:
    base = urlsplit(request["base"])
    language, path = language_of(request["path"])
    prefix, query = base.path.rstrip("/") + language.prefix, request["query"]
    return {
        "REQUEST_METHOD": request["method"],
        "SCRIPT_NAME": unquote_to_bytes(prefix).decode("latin-1"),
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # as WSGI has it
        "REQUEST_URI": prefix + path + (f"?{query}" if query else ""),
        "QUERY_STRING": query,
        "SERVER_NAME": base.hostname or "",
        "SERVER_PORT": str(base.port or PORTS[base.scheme]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": base.netloc,
        "HTTP_ACCEPT": request["accept"],
        "CONTENT_TYPE": "application/json" if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": base.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "zjtx.base": request["base"],
        "zjtx.language": language,
    }
