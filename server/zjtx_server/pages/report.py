"""The build report of the release as a page, and the server's state for machines."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from zjtx_server.front.release import ReleaseView


def report_page(release: ReleaseView) -> Blueprint:
    """The report and the state."""
    blueprint = Blueprint("report", __name__)

    @blueprint.route("/report")
    def report() -> str:
        if not release.report:
            raise NotFound("This is no release, so there is no build report.")
        return render_template("report.html", report=release.report)

    @blueprint.route("/health")
    def health() -> dict[str, object]:
        return {"status": "ok", "release": release.id, "quads": release.quads}

    return blueprint
