"""The parameters of an address: each must be known, given as often as it may be, and one of what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_server.pages.web.present import end

TOLD = 60  # options that a message lists
LONGEST = 60  # characters of what was asked that a message repeats
MOST_DIGITS = 6
MOST_LETTERS = 200  # of words to look for


class Option(NamedTuple):
    """Something that can be chosen.

    Args:
        iri: what it stands for in the index.
        name: what it is called.
        english: the same in English, where the index tells it.
        value: in addresses, where that is not the end of `iri`.
        offered: whether forms list it.
    """

    iri: Any
    name: Any
    english: str = ""
    value: str = ""
    offered: bool = True

    @property
    def token(self) -> str:
        """What stands for it in addresses."""
        return self.value or end(str(self.iri))


def know_only(*names: str) -> None:
    """Refuses parameters of other names.

    Raises:
        BadRequest: there is one; the message names those there are.
    """
    for name in request.args:
        if name not in names:
            told = ", ".join(names) or _("没有")
            raise BadRequest(_("没有“%(name)s”这个参数；可用的有：%(known)s。", name=name[:LONGEST], known=told))


def single(name: str) -> str:
    """What a parameter says; empty where it is not given.

    Raises:
        BadRequest: it is given more than once.
    """
    given = request.args.getlist(name)
    if len(given) > 1:
        raise BadRequest(_("参数“%(name)s”只能给一次。", name=name))
    return given[0].strip() if given else ""


def words_from(name: str) -> str:
    """Words to look for.

    Raises:
        BadRequest: they are longer than anyone looks for, or given more than once.
    """
    words = single(name)
    if len(words) > MOST_LETTERS:
        raise BadRequest(_("搜索词最长 %(longest)s 个字。", longest=MOST_LETTERS))
    return words


def number_from(name: str, default: int) -> int:
    """The whole number from 1 that a parameter gives.

    Raises:
        BadRequest: it is none, or given more than once.
    """
    given = single(name) or str(default)
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS and int(given)):
        raise BadRequest(_("“%(name)s”应是从 1 起的整数；给的是“%(given)s”。", name=name, given=given[:LONGEST]))
    return int(given)


def one_of(name: str, options: Sequence[Option]) -> Option | None:
    """The option that a parameter names by token, IRI or name; None where it is empty.

    Raises:
        BadRequest: there is no such option, several have that name, or the parameter is given more than once.
    """
    asked = single(name)
    return _named(name, [asked], options)[0] if asked else None


def some_of(name: str, options: Sequence[Option], most: int) -> list[Option]:
    """The options that a parameter names, each once, as asked.

    Raises:
        BadRequest: there is no such option, several have that name, or more than `most` are asked for.
    """
    most = min(most, max(1, len(options)))
    asked = [value.strip() for value in request.args.getlist(name) if value.strip()]
    bounded = asked[: max(1, len(options))]  # who repeats a parameter without end makes no work
    chosen = list(dict.fromkeys(_named(name, bounded, options)))
    if len(asked) > len(bounded) or len(chosen) > most:
        raise BadRequest(_("“%(name)s”最多可给 %(most)s 个。", name=name, most=most))
    return chosen


def _named(name: str, asked: Iterable[str], options: Sequence[Option]) -> list[Option]:
    called = Counter(str(option.name) for option in options)
    known = {str(option.name): option for option in options if called[str(option.name)] == 1}
    known |= {key: option for option in options for key in (str(option.iri), option.token)}
    for value in asked:
        if value not in known:
            alike = [option for option in options if str(option.name) == value]
            raise BadRequest(_ambiguous(name, value, alike) if alike else _unknown(name, value, options))
    return [known[value] for value in asked]


def _ambiguous(name: str, value: str, alike: Sequence[Option]) -> str:
    tokens = ", ".join(option.token for option in alike[:TOLD])
    return str(_("“%(name)s”中叫“%(value)s”的不止一个，请用代码：%(there)s。", name=name, value=value, there=tokens))


def _unknown(name: str, value: str, options: Sequence[Option]) -> str:
    told = ", ".join(f"{each.token} {each.name}" if each.name != each.token else each.token for each in options[:TOLD])
    more = _("等 %(count)s 个", count=len(options)) if len(options) > TOLD else ""
    there = f"{told} {more}".strip() or _("没有")
    return str(_("“%(name)s”没有“%(value)s”；可选的有：%(there)s。", name=name, value=value[:LONGEST], there=there))


def here(**changed: object) -> str:
    """The query of this address with some parameters changed, from the first page on where it is not told."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in {*changed, "page"} and value]
    return "?" + urlencode(kept + [(name, value) for name, value in changed.items() if value is not None])
