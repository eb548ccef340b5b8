"""What the parameters of an address choose for an overview: each must be known, and one of what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar, overload

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_server.pages.sources.browse import Row

TOLD = 40  # options that a message lists
LONGEST = 60  # characters of what was asked that a message repeats
MOST_DIGITS = 6


Thing = TypeVar("Thing")


class Part(NamedTuple, Generic[Thing]):
    """A part of a long list; pages count from 1."""

    rows: Sequence[Thing]
    total: int
    number: int
    last: int


class Option(NamedTuple):
    """Something that can be chosen; its token, the end of its IRI, stands for it in addresses."""

    iri: str
    name: str

    @property
    def token(self) -> str:
        """The end of its IRI."""
        return self.iri.rpartition("/")[2]


class Later(Sequence[Row]):
    """Rows that are fetched once somebody reads them: a page that shows a part of them never asks."""

    def __init__(self, fetch: Callable[[], Sequence[Row]]) -> None:
        self._fetch = fetch

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return self._fetch()[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._fetch())

    def __len__(self) -> int:
        return len(self._fetch())


def know_only(*names: str) -> None:
    """Refuses parameters of other names.

    Raises:
        BadRequest: there is one; the message names those there are.
    """
    for name in request.args:
        if name not in names:
            told = ", ".join(names) or _("没有")
            raise BadRequest(_("没有“%(name)s”这个参数；可用的参数：%(known)s。", name=name[:LONGEST], known=told))


def one_of(name: str, options: Sequence[Option]) -> Option | None:
    """The option that a parameter names by token, IRI or name; None where it is empty.

    Raises:
        BadRequest: there is no such option, or the parameter is given twice.
    """
    asked = some_of(name, options, most=1)
    return asked[0] if asked else None


def some_of(name: str, options: Sequence[Option], most: int) -> list[Option]:
    """The options that a parameter names, each once, as asked.

    Raises:
        BadRequest: there is no such option, several have that name, or more than `most` are asked for.
    """
    named = Counter(option.name for option in options)
    known = {option.name: option for option in options if named[option.name] == 1}
    known |= {key: option for option in options for key in (option.iri, option.token)}
    asked = [value.strip() for value in request.args.getlist(name) if value.strip()]
    for value in asked:
        if value not in known:
            alike = [option for option in options if option.name == value]
            raise BadRequest(_ambiguous(name, value, alike) if alike else _unknown(name, value, options))
    chosen = list(dict.fromkeys(known[value] for value in asked))
    if len(chosen) > most:
        raise BadRequest(_("“%(name)s”最多可给 %(most)s 个。", name=name, most=most))
    return chosen


def _ambiguous(name: str, value: str, alike: Sequence[Option]) -> str:
    tokens = ", ".join(option.token for option in alike[:TOLD])
    return str(_("“%(name)s”中叫“%(value)s”的不止一个，请用代码：%(there)s。", name=name, value=value, there=tokens))


def _unknown(name: str, value: str, options: Sequence[Option]) -> str:
    told = ", ".join(f"{each.token} {each.name}" if each.name != each.token else each.token for each in options[:TOLD])
    more = _("等 %(count)s 个", count=len(options)) if len(options) > TOLD else ""
    there = f"{told} {more}".strip() or _("没有")
    return str(_("“%(name)s”没有“%(value)s”；可选的有：%(there)s。", name=name, value=value[:LONGEST], there=there))


def number_from(name: str, default: int) -> int:
    """The whole number from 1 that a parameter gives.

    Raises:
        BadRequest: it is none.
    """
    given = request.args.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS and int(given)):
        raise BadRequest(_("“%(name)s”应是从 1 起的整数；给的是“%(given)s”。", name=name, given=given[:LONGEST]))
    return int(given)


def page_of(rows: Sequence[Thing], size: int) -> Part[Thing]:
    """The part of rows that the parameter `page` asks for, `size` rows long.

    Raises:
        BadRequest: there is no such page.
    """
    last = max(1, -(-len(rows) // size))
    number = number_from("page", 1)
    if number > last:
        raise BadRequest(_("只有 %(last)s 页，没有第 %(number)s 页。", last=last, number=number))
    return Part(rows[(number - 1) * size : number * size], len(rows), number, last)
