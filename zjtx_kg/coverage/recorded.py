"""Which entry of a record holds an item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from zjtx_kg.coverage.account import Kind
from zjtx_kg.coverage.entries import named_quotes
from zjtx_kg.coverage.places import Places
from zjtx_kg.extract.document.page import day_of
from zjtx_kg.extract.quantities import find_periods
from zjtx_kg.model import Outline, Record, Span
from zjtx_kg.rules import load_rules

REST_OF_CLAUSE = re.compile(r"[^,;。:\n]{0,60}")
YEAR = re.compile(r"[年末期间内]$")
DAYS = ("issued", "published", "valid_until")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the record by its name (`award 3`, `m4`, `issued`), and the rule that read it."""

    name: str
    rule: str


class Recorded:
    """The places of the entries of a record; asked in reading order."""

    def __init__(self, outline: Outline, record: Record) -> None:
        text = outline.document.text
        quotes = [(quote.span, Entry(name, quote.rule)) for name, quote in named_quotes(record)]
        awards = [(span, entry) for span, entry in quotes if entry.name.startswith("award ")]
        self._quotes = Places(quotes)
        self._promises = Places((_with_noun(span, text), entry) for span, entry in awards)
        self._in_order = sorted(quotes, key=lambda quote: (quote[0].start, quote[0].end))
        self._dates = _Dates(outline, record)

    def by(self, kind: Kind, span: Span) -> Entry | None:
        """The entry that holds the item at `span`; None where there is none."""
        if found := self._quotes.holding(span):
            return found[1]
        if kind == "award-cue":
            promise = self._promises.holding(span)
            return promise[1] if promise else None
        if kind in ("unit-list", "cell"):
            return self._inside(span)
        return self._dates.entry(span) if kind == "date" else None

    def _inside(self, span: Span) -> Entry | None:
        """The first entry that stands inside."""
        at = bisect_left(self._in_order, span.start, key=lambda quote: quote[0].start)
        held = at < len(self._in_order) and span.covers(self._in_order[at][0])
        return self._in_order[at][1] if held else None


def _with_noun(span: Span, text: str) -> Span:
    """The quote of an award with the rest of its clause, where the word of promise may stand: 给予50万元|奖励."""
    rest = REST_OF_CLAUSE.match(text, span.end)
    return Span(span.start, rest.end() if rest else span.end)


class _Dates:
    """What dates are recorded as: days of the document, and years of its targets."""

    def __init__(self, outline: Outline, record: Record) -> None:
        self._text = outline.document.text
        self._parts = Places((node.span, None) for _, node in outline.walk())
        self._days = {day: name for name in reversed(DAYS) if (day := getattr(record.fields, name))}
        self._targets: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, target in enumerate(record.targets, 1):
            for year in {target.year, target.baseline_year} - {None}:
                self._targets[year or 0].append((target.quote.span.start, f"target {number}"))
        for targets in self._targets.values():
            targets.sort()

    def entry(self, span: Span) -> Entry | None:
        """The entry that a date stands for without lying in its quote."""
        part = self._parts.holding(span)
        words = span.of(self._text)
        if name := self._days.get(day_of(words) or ""):
            return Entry(name, load_rules("fields")["date"].id)
        end = part[0].end if part else len(self._text)
        return next(filter(None, (self._target(year, span.start, end) for year in _years(words))), None)

    def _target(self, year: int, start: int, end: int) -> Entry | None:
        """The first target of that year between two places: the year governs it."""
        targets = self._targets.get(year, [])
        at = bisect_left(targets, (start, ""))
        found = at < len(targets) and targets[at][0] < end
        return Entry(targets[at][1], load_rules("quantities")["period"].id) if found else None


def _years(words: str) -> list[int]:
    """The last years of the periods that a date names."""
    return [period.last for period in find_periods(words if YEAR.search(words) else f"{words}年")]
