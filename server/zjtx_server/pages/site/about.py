"""What the site is, how to cite it and how its facts are found; and how programs ask it."""

from __future__ import annotations

from flask import Blueprint, render_template

from zjtx_server.negotiation import DATASETS, GRAPHS, RESULTS
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.web.addresses import base_address
from zjtx_server.pages.web.views import DATA

SAMPLE = "SELECT iri FROM policy ORDER BY awards DESC, iri LIMIT 1"  # for the examples


def about_pages(browse: Browse) -> Blueprint:
    """The pages at `/about` and `/api`."""
    blueprint = Blueprint("about", __name__)

    @blueprint.route("/about")
    def about() -> str:
        return render_template("about.html", base=base_address())

    @blueprint.route("/api")
    def api() -> str:
        found = browse.rows(SAMPLE)
        return render_template(
            "api.html",
            base=base_address(),
            sample=found[0]["iri"] if found else "",
            formats={"results": RESULTS, "graphs": GRAPHS, "datasets": DATASETS, "views": DATA},
        )

    return blueprint
