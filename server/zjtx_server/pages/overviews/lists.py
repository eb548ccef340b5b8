"""The list of vocabularies."""

from __future__ import annotations

from flask import Blueprint, render_template

from zjtx_server.pages.sources.knowledge import Knowledge


def list_pages(knowledge: Knowledge) -> Blueprint:
    """`/vocab`."""
    blueprint = Blueprint("lists", __name__)

    @blueprint.route("/vocab")
    def vocabularies() -> str:
        return render_template("vocabularies.html", schemes=knowledge.rows("schemes"))

    return blueprint
