"""The vocabularies: the words that things are classified, matched and told by."""

from __future__ import annotations

from flask import Blueprint

from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

COLUMNS = (Column("scheme", kind="iri"), Column("name"), Column("english"), Column("concepts", kind="number"))


def vocabulary_pages(knowledge: Knowledge) -> Blueprint:
    """`/vocab`, as RDF with the concepts of all vocabularies."""
    blueprint = Blueprint("vocabularies", __name__)
    add_view(blueprint, knowledge, "/vocab", lambda: _vocabularies(knowledge))
    return blueprint


def _vocabularies(knowledge: Knowledge) -> View:
    know_only()
    rows = knowledge.rows("schemes")
    return View("vocabularies.html", COLUMNS, rows, (row["scheme"] for row in rows))
