"""The figures of a passage: its quantities and coverages, each with its clause and sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from zjtx_kg.extract.quantities import find_quantities
from zjtx_kg.model import Span
from zjtx_kg.rules import RuleSet, load_rules

LONGEST_OPENING = 8  # of the words that tell what a bracket is for

Sort = Literal["time", "rounds", "ratio", "share", "money", "count"]


@dataclass(frozen=True, slots=True)
class Base:
    """A starting point: the value, and the year where it is named."""

    value: int | float
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a passage that may have to be reached.

    Args:
        span: the number with its unit, or the word 全覆盖, in the passage.
        value: as in `Quantity`; 100 for a coverage.
        unit: as in `Quantity`; % for a coverage.
        coverage: whether it is a 全覆盖.
        clause: the run between two clause breaks that it stands in.
        sentence: the sentence it stands in.
        base: the starting point that the clause names (由2021年的1000家增加到), None where it names none.
        past: whether it is a fact; it is read for what it counts, which a goal after it may share, and then dropped.
    """

    span: Span
    value: int | float
    unit: str | None
    coverage: bool
    clause: Span
    sentence: Span
    base: Base | None = None
    past: bool = False

    @property
    def sort(self) -> Sort:
        """What the unit measures."""
        return sort_of(self.unit)


@cache
def rules() -> RuleSet:
    """The rules of targets."""
    return load_rules("targets")


def sort_of(unit: str | None) -> Sort:
    """What a unit measures."""
    lists = rules().lists
    if unit is None:
        return "count"
    if unit == ":":
        return "ratio"
    if unit in lists["unit-of-time"]:
        return "time"
    if unit in lists["unit-of-rounds"]:
        return "rounds"
    if unit in lists["unit-of-share"]:
        return "share"
    return "money" if unit.startswith(lists["unit-of-money"]) else "count"


def scan(text: str) -> Iterator[tuple[Figure, ...]]:
    """The figures of each sentence of a passage that has any, in reading order."""
    if not (load_rules("quantities")["sign"].search(text) or rules()["coverage"].search(text)):
        return
    for match in rules()["sentence"].find(text):
        if figures := _of_sentence(text, Span(*match.span())):
            yield _with_shared_units(text, figures)


def open_bracket(words: str, at: int) -> bool:
    """Whether a bracket is open at `at` of a sentence, other than one that tells a goal (其中 …, 力争 …)."""
    opening = words.rfind("(", 0, at)
    if opening <= words.rfind(")", 0, at):
        return False
    return not rules()["goal-in-bracket"].search(words[opening + 1 : opening + 1 + LONGEST_OPENING])


def _of_sentence(text: str, sentence: Span) -> list[Figure]:
    words = sentence.of(text)
    found = [(q.span, q.value, q.unit, False) for q in find_quantities(words)]
    found += [(Span(*m.span()), 100, "%", True) for m in rules()["coverage"].find(words)]
    if not found:
        return []
    breaks = [
        0,
        *(m.end() for m in rules()["clause-break"].find(words) if not open_bracket(words, m.end())),
        len(words),
    ]
    figures = []
    for span, value, unit, coverage in sorted(found, key=lambda entry: entry[0]):
        clause = Span(breaks[bisect_right(breaks, span.start) - 1], breaks[bisect_left(breaks, span.end)])
        places = (place.shift(sentence.start) for place in (span, clause))
        figures.append(Figure(next(places), value, unit, coverage, next(places), sentence))
    return figures


def _with_shared_units(text: str, figures: list[Figure]) -> tuple[Figure, ...]:
    """The figures, those of an enumeration that print no unit with their neighbour's."""
    units = [figure.unit for figure in figures]
    return tuple(
        replace(figure, unit=next((u for u in (*units[at + 1 :], *units[:at][::-1]) if u), None))
        if figure.unit is None and not _counts_nothing(text, figure)
        else figure
        for at, figure in enumerate(figures)
    )


def _counts_nothing(text: str, figure: Figure) -> bool:
    """Whether a bare number is an index: a word of reaching precedes it."""
    before = text[max(0, figure.span.start - 5) : figure.span.start]
    return bool(load_rules("quantities")["before-bare-number"].search(before))
