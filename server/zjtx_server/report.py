"""The build report of the release, as the build wrote it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from zjtx_server.release import ReleaseView

STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def report_page(release: ReleaseView) -> Blueprint:
    """The report and the release's machine-readable description."""
    blueprint = Blueprint("report", __name__)

    @blueprint.route("/report")
    def report() -> Response:
        if release.report_page is None:
            raise NotFound("This is no release, so there is no build report.")
        page = release.report_page.read_text("utf-8")
        response = Response(page, mimetype="text/html")
        response.headers["Content-Security-Policy"] = _policy(page)
        return response

    @blueprint.route("/health")
    def health() -> dict[str, object]:
        return {"status": "ok", "release": release.id, "quads": release.quads}

    return blueprint


def _policy(page: str) -> str:
    """Nothing is allowed but the style sheets that stand in the page, each by its digest."""
    digests = (b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in STYLE.findall(page))
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
