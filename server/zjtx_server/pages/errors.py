"""One shape for every HTTP error: JSON for programs, the same words on a page for browsers, never a trace."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from zjtx_server.negotiation import prefers_html

log = logging.getLogger(__name__)


def register_errors(app: Flask) -> None:
    """Makes the app answer errors in this shape."""
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(Exception, _unexpected)


def show(error: HTTPException) -> Response:
    """The response for an HTTP error, with the headers that belong to it (Allow of a 405)."""
    original = error.get_response()
    if error.code is None or original.status_code < 400:  # a redirect
        return Response(original.get_data(), original.status_code, original.headers)
    body = {"status": error.code, "title": error.name, "message": error.description or ""}
    response = (
        Response(render_template("error.html", **body)) if prefers_html(request.accept_mimetypes) else jsonify(body)
    )
    response.status_code = error.code
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"  # it may be there tomorrow
    if "Allow" in original.headers:
        response.headers["Allow"] = original.headers["Allow"]
    return response


def _unexpected(error: Exception) -> Response:
    log.exception("while answering %s", request.path, exc_info=error)
    return show(InternalServerError("Something went wrong here; it has been written to the server's log."))
