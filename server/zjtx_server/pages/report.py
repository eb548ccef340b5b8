"""The build report of the release as a page."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from zjtx_server.release import Release


def report_page(release: Release) -> Blueprint:
    """The report."""
    blueprint = Blueprint("report", __name__)

    @blueprint.route("/report")
    def report() -> str:
        if not release.report:
            raise NotFound("This is no release, so there is no build report.")
        return render_template("report.html", report=release.report)

    return blueprint
