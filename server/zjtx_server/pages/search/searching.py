"""A choice carried out: what is found, how much each value of each facet would find, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from flask_babel import gettext as _

from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.search.apart import apart
from zjtx_server.pages.search.choice import Choice
from zjtx_server.pages.search.finding import Finder, Things
from zjtx_server.pages.search.labels import Labels
from zjtx_server.pages.search.searches import STORED, TYPES, Searched
from zjtx_server.pages.web.present import end

MOST_VALUES_LISTED = 200


class Value(NamedTuple):
    """A value of a facet: what it is called, how many results it has, and where choosing it (or not) leads."""

    words: Any
    results: int
    is_chosen: bool
    address: str


class Chip(NamedTuple):
    """Something that was chosen: what it is called, and the same search without it: its address and its results."""

    words: Any
    address: str
    results: int


class Facet(NamedTuple):
    """A facet with its values, those chosen and those with most results first, and how many are not listed."""

    name: str
    words: Any
    values: Sequence[Value]
    left_out: int


@dataclass(frozen=True)
class Search:
    """A choice among the things that a search goes over, carried out."""

    finder: Finder
    searched: Searched
    choice: Choice
    labels: Labels

    @cached_property
    def parts(self) -> dict[str, Things]:
        """What each part of the choice alone leaves: the words, the amount, each facet."""
        parts = {}
        if self.choice.terms:
            parts["q"] = self.finder.with_terms(self.choice.terms)
        if self.choice.least or self.choice.most:
            parts["amount"] = self.finder.worth(*self.choice.yuan)
        for facet, values in self.choice.values.items():
            parts[facet] = _union(things for iri, things in self._values(facet).items() if end(iri) in values)
        return parts

    def under(self, *left_out: str) -> Things:
        """The things searched that all parts of the choice leave, but for those left out."""
        things = self._all
        for name, part in self.parts.items():
            if name not in left_out:
                things &= part
        return things

    @cached_property
    def found(self) -> Things:
        """What was asked for."""
        return self.under()

    @cached_property
    def _all(self) -> Things:
        kinds = self.finder.values("type")
        return kinds.get(self.searched.kind, 0) if self.searched.kind else _union(kinds.values())

    def _values(self, facet: str) -> Mapping[str, Things]:
        return self.finder.values(STORED.get(facet, facet))

    def facets(self) -> list[Facet]:
        """The facets, each counted under the rest of the choice."""
        return [facet for name in self.searched.facets if (facet := self._facet(name)).values]

    def _facet(self, name: str) -> Facet:
        under = self.under(name)
        values = [self._value(name, iri, (under & things).bit_count()) for iri, things in self._values(name).items()]
        listed = [value for value in values if value.results or value.is_chosen]
        by_year = name.endswith("year")
        listed.sort(key=lambda value: (value.is_chosen, value.words if by_year else value.results), reverse=True)
        return Facet(
            name, self.searched.facet_words(name), listed[:MOST_VALUES_LISTED], max(0, len(listed) - MOST_VALUES_LISTED)
        )

    def _value(self, facet: str, iri: str, count: int) -> Value:
        short = end(iri)
        is_chosen = short in self.choice.values.get(facet, ())
        other = self.choice.without(facet, short) if is_chosen else self.choice.with_value(facet, short)
        return Value(self._name(facet, iri), count, is_chosen, other.query())

    def _name(self, facet: str, iri: str) -> Any:
        return str(TYPES.get(iri, iri)) if facet == "type" else self.labels.of(iri)

    def chips(self) -> list[Chip]:
        """All that was chosen."""
        choice, chips = self.choice, []
        if choice.words:
            chips.append(Chip(f"“{choice.words}”", choice.without("q").query(), self.under("q").bit_count()))
        for facet, values in choice.values.items():
            for value in values:
                chips.append(self._chip(facet, value))
        if choice.least or choice.most:
            shown = f"{choice.least or '0'}–{choice.most} " + _("万元")
            chips.append(Chip(shown, choice.without("amount").query(), self.under("amount").bit_count()))
        return chips

    def apart(self) -> list[Chip]:
        """The same search with terms that nothing here holds taken apart, where that finds something."""
        finder, terms = self.finder, self.choice.terms
        parts = {term: apart(term, self._results) for term in terms if not self._all & finder.anywhere(term)}
        parted = [part for term in terms for part in parts.get(term) or [term]]
        number = self._results(parted) if parted != terms else 0
        return [Chip(f"“{' '.join(parted)}”", self.choice.with_terms(parted).query(), number)] if number else []

    def _results(self, terms: Sequence[str]) -> int:
        return (self.under("q") & self.finder.with_terms(terms)).bit_count()

    def _chip(self, facet: str, value: str) -> Chip:
        name = next(each.name for each in options(self.finder, self.labels, facet) if each.token == value)
        others = [things for each, things in self._values(facet).items()
                  if end(each) in self.choice.values[facet] and end(each) != value]  # fmt: skip
        left = self.under(facet) & _union(others) if others else self.under(facet)
        return Chip(name, self.choice.without(facet, value).query(), left.bit_count())


def options(finder: Finder, labels: Labels, facet: str) -> list[Option]:
    """What may be asked of a facet."""
    if facet == "type":
        return [Option(name, words) for name, words in TYPES.items()]
    return labels.options(facet, finder.values(STORED.get(facet, facet)))


def _union(sets: Iterable[Things]) -> Things:
    whole = 0
    for things in sets:
        whole |= things
    return whole
