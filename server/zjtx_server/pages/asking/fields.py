"""The fields of the form above an overview: each with what may be chosen and what the address chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.exceptions import BadRequest

from zjtx_server.pages.asking.parameters import (
    LONGEST,
    Option,
    know_only,
    number_from,
    one_of,
    single,
    some_of,
    words_from,
)

ALL = lazy_gettext("全部")
TYPED = frozenset({"date", "number", "search"})  # fields without options


@dataclass(frozen=True)
class Field:
    """A parameter of an address as a field of a form.

    Args:
        name: in the address.
        words: what it is called.
        options: what may be chosen; none where any day, number or words may be.
        chosen: of the options; None for all.
        some: those chosen where several may be.
        said: the day, number or words; empty for none.
        kind: of the form's field: select, several, date, number, search.
        every: what it is called to choose none of the options; empty where one is always chosen.
    """

    name: str
    words: Any
    options: Sequence[Option] = ()
    chosen: Option | None = None
    some: Sequence[Option] = ()
    said: str = ""
    kind: str = "select"
    every: Any = ALL

    @property
    def is_shown(self) -> bool:
        """Whether the form has it: it chooses something, or offers something to choose."""
        return self.kind in TYPED or self.chosen is not None or any(option.offered for option in self.options)


def choose(name: str, words: Any, options: Iterable[Option], default: str = "", *, every: Any = ALL) -> Field:
    """A field with the option that the address names, else the one of the token `default` where there is that.

    Raises:
        BadRequest: there is no such option; the message says which there are.
    """
    known = tuple(options)
    if name in request.args:
        return Field(name, words, known, one_of(name, known), every=every)
    return Field(name, words, known, next((option for option in known if option.token == default), None), every=every)


def choose_several(name: str, words: Any, options: Sequence[Option]) -> Field:
    """A field with the options that the address names.

    Raises:
        BadRequest: there is no such option; the message says which there are.
    """
    return Field(name, words, options, some=some_of(name, options, len(options)), kind="several")


def choose_words(name: str, words: Any) -> Field:
    """A field for words to look for.

    Raises:
        BadRequest: they are too long, or given twice.
    """
    return Field(name, words, said=words_from(name), kind="search")


def choose_number(name: str, words: Any, default: int) -> Field:
    """A field for a whole number from 1.

    Raises:
        BadRequest: it is none, or given twice.
    """
    return Field(name, words, said=str(number_from(name, default)), kind="number")


def choose_day(name: str, words: Any) -> Field:
    """A field for a day.

    Raises:
        BadRequest: its value is no day of the calendar.
    """
    day = single(name)
    try:
        known = not day or date.fromisoformat(day).isoformat() == day
    except ValueError:
        known = False
    if not known:
        raise BadRequest(_("“%(name)s”应是日期，如 2025-06-30；给的是“%(value)s”。", name=name, value=day[:LONGEST]))
    return Field(name, words, said=day, kind="date")


def given(fields: Iterable[Field]) -> dict[str, Any]:
    """What fields of options choose, for a query; None where they choose all."""
    return {field.name: field.chosen.iri if field.chosen else None for field in fields}


def know_fields(fields: Iterable[Field], *others: str) -> None:
    """Refuses parameters that are no field of the form and none of the others.

    Raises:
        BadRequest: there is one; the message names those there are.
    """
    know_only(*(field.name for field in fields), *others)
