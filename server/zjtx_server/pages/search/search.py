"""Search and lists: things chosen by words, facets and amounts, a page of them as a table, all of them as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, NotFound

from zjtx_server.pages.search.choice import read_choice
from zjtx_server.pages.search.finding import Finder
from zjtx_server.pages.search.labels import Labels, token
from zjtx_server.pages.search.listings import FACETS, LISTINGS, ORDER_NAMES, STORED, TYPES, Listing
from zjtx_server.pages.search.marking import marked, passage
from zjtx_server.pages.search.searching import Search
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import View, add_view

ROWS_ON_A_PAGE = 50
VALUES_SHOWN = 10  # of a facet, the others folded


class AllRows(Sequence[Row]):
    """The rows of all results, read when they are asked for: a page shows few of them."""

    def __init__(self, finder: Finder, sql: str, numbers: Sequence[int]) -> None:
        self._finder, self._sql, self._numbers = finder, sql, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Row]:
        return self._finder.rows(self._sql, self._numbers)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return list(self._finder.rows(self._sql, self._numbers[place]))
        return next(self._finder.rows(self._sql, [self._numbers[place]]))


def search_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The search at `/search` and the lists of policies, measures, awards and targets."""
    blueprint = Blueprint("search", __name__)
    finder = Finder(browse)
    labels = Labels(browse)
    for listing in LISTINGS:
        add_view(blueprint, knowledge, listing.address, _maker(finder, listing, labels))
    return blueprint


def _maker(finder: Finder, listing: Listing, labels: Labels) -> Callable[[], View]:
    def make() -> View:
        choice = read_choice(request.args, listing.facets, listing.orders)
        search = Search(finder, listing, choice, labels)
        _refuse_unknown(search)
        numbers = list(finder.in_order(search.found, choice.order))
        rows = AllRows(finder, listing.sql, numbers)
        return View("search.html", listing.columns, rows, finder.iris(numbers), _content(search, rows))

    return make


def _refuse_unknown(search: Search) -> None:
    """Raises BadRequest for a value that is in no vocabulary, rather than finding nothing."""
    for facet, values in search.choice.values.items():
        here = {token(iri) for iri in search.finder.values(STORED.get(facet, facet))}
        for value in values:
            if value not in here and not _could_be(facet, value, search.labels):
                raise BadRequest(_("“%(facet)s”没有“%(value)s”这个值。", facet=FACETS[facet], value=value[:40]))


def _could_be(facet: str, value: str, labels: Labels) -> bool:
    """Whether a facet could have a value that nothing here has."""
    is_year = facet.endswith("year") and value.isascii() and value.isdecimal() and len(value) == 4
    return is_year or (facet == "type" and value in TYPES) or bool(labels.of_value(facet, value))


def _content(search: Search, rows: AllRows) -> dict[str, Any]:
    choice, total = search.choice, len(rows)
    last = max(1, -(-total // ROWS_ON_A_PAGE))
    if choice.page > last:
        raise NotFound(_("这里只有 %(last)s 页。", last=last))
    return {
        "search": search,
        "listing": search.listing,
        "choice": choice,
        "total": total,
        "last": last,
        "shown": rows[(choice.page - 1) * ROWS_ON_A_PAGE : choice.page * ROWS_ON_A_PAGE],
        "ORDER_NAMES": ORDER_NAMES,
        "TYPES": TYPES,
        "VALUES_SHOWN": VALUES_SHOWN,
        "marked": lambda text: marked(text, choice.terms),
        "passage": lambda row: passage(row["text"], row["plain"], choice.terms),
    }
