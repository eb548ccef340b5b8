"""The list of vocabularies."""

from __future__ import annotations

from flask import Blueprint

from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

COLUMNS = (Column("scheme", kind="iri"), Column("name"), Column("english"), Column("concepts", kind="number"))


def list_pages(knowledge: Knowledge) -> Blueprint:
    """`/vocab`, as RDF with the concepts of all vocabularies."""
    blueprint = Blueprint("lists", __name__)

    def vocabularies() -> View:
        rows = knowledge.rows("schemes")
        return View("vocabularies.html", COLUMNS, rows, (row["scheme"] for row in rows))

    add_view(blueprint, knowledge, "/vocab", vocabularies)
    return blueprint
