"""The lists: tables of policies, measures, awards and so on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from zjtx_server.pages.graph import Row
from zjtx_server.pages.knowledge import Knowledge

LISTS = ("tiers",)
ROWS_ON_A_PAGE = 200


class Page(NamedTuple):
    """A part of a long list; pages count from 1."""

    rows: Sequence[Row]
    total: int
    number: int
    last: int


def list_pages(knowledge: Knowledge) -> Blueprint:
    """One page for each list."""
    blueprint = Blueprint("lists", __name__)

    @blueprint.route("/<any(" + ",".join(LISTS) + "):name>")
    def table(name: str) -> str:
        page = _page(knowledge.rows(name))
        return render_template(f"{name}.html", page=page._replace(rows=knowledge.quoted(page.rows)))

    @blueprint.route("/vocab")
    def vocabularies() -> str:
        return render_template("vocabularies.html", schemes=knowledge.rows("schemes"))

    return blueprint


def _page(rows: Sequence[Row]) -> Page:
    last = max(1, -(-len(rows) // ROWS_ON_A_PAGE))
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= last:
        raise NotFound(f"This list has {last} pages.")
    return Page(rows[(number - 1) * ROWS_ON_A_PAGE : number * ROWS_ON_A_PAGE], len(rows), number, last)
