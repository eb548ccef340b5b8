"""The data set as a whole: its description at `/void` and its files below `/data/`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from flask import Blueprint, Response, render_template, request
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import NotFound
from werkzeug.utils import send_from_directory

from zjtx_server.negotiation import GRAPHS, HTML, content_type
from zjtx_server.pages.site.void import dataset_statements
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.addresses import base_address
from zjtx_server.pages.web.documents import any_of, liked, negotiated, open_to_all, split_suffix
from zjtx_server.pages.web.linked import serialized
from zjtx_server.pages.web.views import forms
from zjtx_server.release import Release

REPORT = "release.json"
MEDIA_TYPES = {
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".json": "application/json",
    ".txt": "text/plain",
}


def dataset_pages(knowledge: Knowledge, release: Release) -> Blueprint:
    """The description of the data set, also at its well-known address."""
    blueprint = Blueprint("dataset", __name__)
    blueprint.after_request(negotiated)
    dumps = [name for name in _names(release) if name.endswith((".nq", ".trig"))]

    @blueprint.route("/.well-known/void")
    @blueprint.route("/" + any_of("void"))
    def void(name: str = "void") -> Response:
        media_type = split_suffix(name)[1] or liked()
        if media_type == HTML:
            rows = {each: knowledge.rows(each) for each in ("graphs", "classes")}
            body: str | bytes = render_template("void.html", dumps=dumps, data=forms("/void", GRAPHS), **rows)
        else:
            body = serialized(dataset_statements(knowledge, base_address(), dumps), media_type)
        return Response(body, content_type=content_type(media_type))

    return blueprint


def release_files(release: Release) -> Blueprint:
    """The files that the release's report names, and the report; nothing else that lies there.

    A response says in `X-Sendfile` which file it is; the front sends it, part by part.
    """
    blueprint = Blueprint("files", __name__)
    blueprint.after_request(open_to_all)
    home = release.data.parent
    names = frozenset(_names(release))

    @blueprint.route("/data/")
    def files() -> str:
        return render_template("data.html", names=sorted(name for name in names if _inside(home, name)))

    @blueprint.route("/data/<path:name>")
    def file(name: str) -> BaseResponse:
        if name not in names or not _inside(home, name):
            raise NotFound("This release has no such file.")
        media_type = MEDIA_TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
        response = send_from_directory(
            home, name, request.environ, mimetype=media_type, etag=False, conditional=False, use_x_sendfile=True
        )
        response.headers.remove("Cache-Control")  # as for all that a release holds
        response.headers.remove("Last-Modified")
        return response

    return blueprint


def _names(release: Release) -> list[str]:
    """The files that the report names, and the report; none of a bare file."""
    return sorted((*release.report["files"], REPORT)) if "files" in release.report else []


def _inside(home: Path, name: str) -> bool:
    """Whether a file lies in the release itself; a link may lead out of it."""
    path = (home / name).resolve()
    return path.is_file() and path.is_relative_to(home.resolve())
