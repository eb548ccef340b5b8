"""Search and lists: things chosen by words, facets and amounts, a page of them as a table, all of them as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_server.pages.asking.rows import Rows, part_of
from zjtx_server.pages.search.choice import read_choice
from zjtx_server.pages.search.finding import Finder
from zjtx_server.pages.search.labels import Labels
from zjtx_server.pages.search.marking import marked, passage
from zjtx_server.pages.search.searches import FACETS, ORDER_NAMES, SEARCHES, STORED, TYPES, Searched
from zjtx_server.pages.search.searching import Search
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.present import end
from zjtx_server.pages.web.views import View, add_view

ROWS_ON_A_PAGE = 50
VALUES_SHOWN = 10  # of a facet, the others folded


class Found(Rows):
    """The rows of all results, read when they are asked for: a page shows few of them."""

    def __init__(self, finder: Finder, sql: str, numbers: Sequence[int]) -> None:
        self._finder, self._sql, self._numbers = finder, sql, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def read(self, part: slice) -> Iterable[Row]:
        """Some of them."""
        return self._finder.rows(self._sql, self._numbers[part])


def search_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The search at `/search` and the lists of policies, measures, awards and targets."""
    blueprint = Blueprint("search", __name__)
    finder = Finder(browse)
    labels = Labels(browse)
    for searched in SEARCHES:
        add_view(blueprint, knowledge, searched.address, _maker(finder, searched, labels))
    return blueprint


def _maker(finder: Finder, searched: Searched, labels: Labels) -> Callable[[], View]:
    def make() -> View:
        choice = read_choice(searched.facets, searched.orders)
        search = Search(finder, searched, choice, labels)
        _refuse_unknown(search)
        numbers = list(finder.in_order(search.found, choice.order))
        rows = Found(finder, searched.sql, numbers)
        return View("search.html", searched.columns, rows, finder.iris(numbers), _content(search, rows))

    return make


def _refuse_unknown(search: Search) -> None:
    """Raises BadRequest for a value that is in no vocabulary, rather than finding nothing."""
    for facet, values in search.choice.values.items():
        here = {end(iri) for iri in search.finder.values(STORED.get(facet, facet))}
        for value in values:
            if value not in here and not _could_be(facet, value, search.labels):
                raise BadRequest(_("“%(facet)s”没有“%(value)s”这个值。", facet=FACETS[facet], value=value[:40]))


def _could_be(facet: str, value: str, labels: Labels) -> bool:
    """Whether a facet could have a value that nothing here has."""
    is_year = facet.endswith("year") and value.isascii() and value.isdecimal() and len(value) == 4
    return is_year or (facet == "type" and value in TYPES) or bool(labels.of_value(facet, value))


def _content(search: Search, rows: Found) -> dict[str, Any]:
    choice = search.choice
    return {
        "search": search,
        "searched": search.searched,
        "choice": choice,
        "part": part_of(rows, ROWS_ON_A_PAGE),
        "ORDER_NAMES": ORDER_NAMES,
        "TYPES": TYPES,
        "VALUES_SHOWN": VALUES_SHOWN,
        "marked": lambda text: marked(text, choice.terms),
        "passage": lambda row: passage(row["text"], row["plain"], choice.terms),
    }
