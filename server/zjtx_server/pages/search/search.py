"""Search and lists: things chosen by words, facets and amounts, a page of them as a table, all of them as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from flask import Blueprint

from zjtx_server.pages.asking.rows import Rows, part_of
from zjtx_server.pages.search.choice import read_choice
from zjtx_server.pages.search.finding import Finder
from zjtx_server.pages.search.labels import Labels
from zjtx_server.pages.search.marking import marked, passage
from zjtx_server.pages.search.searches import ORDER_NAMES, SEARCHES, TYPES, Searched
from zjtx_server.pages.search.searching import Search, options
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
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
        choice = read_choice(searched.facets, partial(options, finder, labels), searched.orders)
        search = Search(finder, searched, choice, labels)
        numbers = list(finder.in_order(search.found, choice.order))
        rows = Found(finder, searched.sql, numbers)
        return View("search.html", searched.columns, rows, finder.iris(numbers), _content(search, rows))

    return make


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
