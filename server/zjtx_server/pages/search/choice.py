"""What a search asks for: words, values of facets, amounts, order and page, read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import quote_plus

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from zjtx_kg.browse import folded
from zjtx_server.pages.search.finding import ORDERS
from zjtx_server.pages.search.labels import token
from zjtx_server.pages.web.present import WAN

LONGEST = 200  # characters of the words looked for
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
        page: from 1.
    """

    words: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: str = ""
    most: str = ""
    order: str = "reading"
    page: int = 1

    @property
    def terms(self) -> list[str]:
        """The words folded, each once; a text must hold all."""
        return list(dict.fromkeys(folded(self.words).replace("\0", " ").split()))

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
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return "?" + "&".join(f"{name}={quote_plus(value)}" for name, value in pairs) if pairs else "?"

    def on(self, page: int) -> Choice:
        """The same on another page."""
        return replace(self, page=page)

    def without(self, part: str, value: str = "") -> Choice:
        """The same from its first page on without a value of a facet, the words (`q`) or the amount."""
        if part == "q":
            return replace(self, words="", page=1)
        if part == "amount":
            return replace(self, least="", most="", page=1)
        left = tuple(each for each in self.values.get(part, ()) if each != value)
        others = {facet: values for facet, values in self.values.items() if facet != part}
        return replace(self, values={**others, part: left} if left else others, page=1)

    def with_value(self, facet: str, value: str) -> Choice:
        """The same from its first page on with a value of a facet more."""
        values = {**self.values, facet: (*self.values.get(facet, ()), value)}
        return replace(self, values=values, page=1)


def read_choice(asked: MultiDict[str, str], facets: Sequence[str], orders: Sequence[str]) -> Choice:
    """The choice that the parameters of an address stand for.

    Raises:
        BadRequest: a parameter is not known, is given twice, or is none of its kind; the message says which.
    """
    known = (*facets, *OTHERS)
    for name in asked:
        if name not in known:
            raise BadRequest(_("没有“%(name)s”这个参数；可用的有：%(known)s。", name=name, known=", ".join(known)))
        if name in OTHERS and len(asked.getlist(name)) > 1:
            raise BadRequest(_("参数“%(name)s”只能给一次。", name=name))
    return Choice(
        _words(asked.get("q", "")),
        {facet: values for facet in facets if (values := _values(facet, asked.getlist(facet)))},
        _amount("from", asked.get("from", "")),
        _amount("to", asked.get("to", "")),
        _order(asked.get("sort", ""), orders),
        _page(asked.get("page", "")),
    )


def _words(words: str) -> str:
    if len(words) > LONGEST:
        raise BadRequest(_("搜索词最长 %(longest)s 个字。", longest=LONGEST))
    return words.strip()


def _values(facet: str, values: Sequence[str]) -> tuple[str, ...]:
    if len(values) > MOST_VALUES:
        raise BadRequest(_("“%(facet)s”最多选 %(most)s 个值。", facet=facet, most=MOST_VALUES))
    return tuple(dict.fromkeys(token(value) for value in values if value))


def _amount(name: str, words: str) -> str:
    words = words.strip()
    if words and not AMOUNT.fullmatch(words):
        raise BadRequest(_("“%(name)s”应是以万元计的金额，如 50；给的是“%(words)s”。", name=name, words=words[:40]))
    return words


def _order(order: str, orders: Sequence[str]) -> str:
    if order and (order not in orders or order not in ORDERS):
        known = ", ".join(orders)
        raise BadRequest(_("没有“%(order)s”这种排序；可用的有：%(orders)s。", order=order[:40], orders=known))
    return order or "reading"


def _page(page: str) -> int:
    if page and not (page.isascii() and page.isdecimal() and len(page) <= 6 and int(page) > 0):
        raise BadRequest(_("页码应是从 1 起的整数；给的是“%(page)s”。", page=page[:40]))
    return int(page or 1)
