"""What a search asks for: words, values of facets, amounts and order, read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import quote_plus

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_kg.browse import terms_of
from zjtx_server.pages.asking.parameters import LONGEST, Option, know_only, one_of, single, some_of, words_from
from zjtx_server.pages.search.searches import ORDER_NAMES
from zjtx_server.pages.web.present import WAN

MOST_VALUES = 50  # of one facet
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,4})?")
OTHERS = ("q", "from", "to", "sort", "page")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for.

    Args:
        words: as they were typed.
        values: of each facet those of which a thing must have one, by the end of their IRIs.
        least: amount from which on, in 万元 as typed; empty for any.
        most: amount up to which.
        order: one of `ORDERS`.
    """

    words: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: str = ""
    most: str = ""
    order: str = "reading"

    @property
    def terms(self) -> list[str]:
        """The words folded, each once, numbers with their units."""
        return terms_of(self.words)

    @property
    def yuan(self) -> tuple[float | None, float | None]:
        """The bounds of the amount in yuan."""
        least, most = (float(Decimal(words) * WAN) if words else None for words in (self.least, self.most))
        return least, most

    def query(self) -> str:
        """The query of the address that asks for it, with `?`; empty where everything is asked for."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(facet, value) for facet, values in self.values.items() for value in values]
        pairs += [(name, words) for name, words in (("from", self.least), ("to", self.most)) if words]
        pairs += [("sort", self.order)] if self.order != "reading" else []
        return "?" + "&".join(f"{name}={quote_plus(value)}" for name, value in pairs) if pairs else "?"

    def without(self, part: str, value: str = "") -> Choice:
        """The same from its first page on without a value of a facet, the words (`q`) or the amount."""
        if part == "q":
            return replace(self, words="")
        if part == "amount":
            return replace(self, least="", most="")
        left = tuple(each for each in self.values.get(part, ()) if each != value)
        others = {facet: values for facet, values in self.values.items() if facet != part}
        return replace(self, values={**others, part: left} if left else others)

    def with_terms(self, terms: Sequence[str]) -> Choice:
        """The same from its first page on with other words."""
        return replace(self, words=" ".join(terms))

    def with_value(self, facet: str, value: str) -> Choice:
        """The same from its first page on with a value of a facet more."""
        values = {**self.values, facet: (*self.values.get(facet, ()), value)}
        return replace(self, values=values)


def read_choice(facets: Sequence[str], options: Callable[[str], Sequence[Option]], orders: Sequence[str]) -> Choice:
    """The choice that the parameters of an address stand for.

    Args:
        facets: the names of those there are.
        options: tells what may be asked of one.
        orders: in which results can be shown.

    Raises:
        BadRequest: a parameter is not known, is given twice, or is none of its kind; the message says which.
    """
    know_only(*facets, *OTHERS)
    chosen = {facet: some_of(facet, options(facet), MOST_VALUES) for facet in facets if facet in request.args}
    values = {facet: tuple(option.token for option in some) for facet, some in chosen.items() if some}
    order = one_of("sort", [Option(name, ORDER_NAMES[name]) for name in orders])
    return Choice(words_from("q"), values, _amount("from"), _amount("to"), order.token if order else "reading")


def _amount(name: str) -> str:
    words = single(name)
    if words and not AMOUNT.fullmatch(words):
        raise BadRequest(
            _("“%(name)s”应是以万元计的金额，如 50；给的是“%(words)s”。", name=name, words=words[:LONGEST])
        )
    return words
