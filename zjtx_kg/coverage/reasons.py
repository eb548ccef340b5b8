"""Why an item needs no entry of the record: rules of language, and rules of where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from zjtx_kg.coverage.account import Kind
from zjtx_kg.coverage.items import CUES, Candidate, coverage_rules
from zjtx_kg.coverage.places import Places
from zjtx_kg.extract.awards.clauses import rule as award_rule
from zjtx_kg.extract.measures import measure_rules
from zjtx_kg.extract.quantities import find_periods
from zjtx_kg.extract.targets.years import read_calendar
from zjtx_kg.model import Outline, Span
from zjtx_kg.rules import Rule

SENTENCES = 4096  # remembered
LONGEST = 100  # characters on either side of an item that a reason sees
SENTENCE_ENDS = "。\n"
OTHER_TEXT = "outline.texts"
NUMBERS = ("money", "count", "share")


class Reasons:
    """The reasons that hold in a text; asked in reading order."""

    def __init__(self, outline: Outline, since: int | None) -> None:
        """`since` is the year of the policy, before which numbers are facts; None where it is unknown."""
        self._text = outline.document.text
        self._since = since
        self._parts = Places(_parts(outline))
        self._others = Places((f.span, "other") for f in outline.findings if f.rule == OTHER_TEXT and f.span)

    def of(self, candidate: Candidate) -> str | None:
        """The rule that says why `candidate` is in no entry; None where none does."""
        if against := candidate.against():
            return against
        place, (before, after) = self._place(candidate.span), self._sentence(candidate.span)
        words = candidate.span.of(self._text)
        past = candidate.kind not in CUES and self._is_past(before, words, after)
        part = f"{place}.past" if past else place
        return _reason(candidate.kind, candidate.promised is not None, part, before, words, after)

    def _place(self, span: Span) -> str:
        part = self._others.holding(span) or self._parts.holding(span)
        return part[1] if part else "body"

    def _sentence(self, span: Span) -> tuple[str, str]:
        """What stands in the item's sentence before and after it, as far as a reason sees."""
        before = self._text[max(0, span.start - LONGEST) : span.start]
        after = self._text[span.end : span.end + LONGEST]
        ends = [at for end in SENTENCE_ENDS if (at := after.find(end)) >= 0]
        return before[max(before.rfind(end) for end in SENTENCE_ENDS) + 1 :], after[: min(ends, default=LONGEST)]

    def _is_past(self, before: str, words: str, after: str) -> bool:
        """Whether the last year named up to the item lies before the policy, and is no base of comparison."""
        if self._since is None or all(period.last >= self._since for period in find_periods(before + words)):
            return False
        calendar = read_calendar(before + words + after, "", self._since)
        end = len(before) + len(words)
        past = max((at for at in calendar.past if at < end), default=-1)
        return past > max((at for at, _ in calendar.years if at < end), default=-1)


@lru_cache(maxsize=SENTENCES)
def _reason(kind: Kind, promised: bool, part: str, before: str, words: str, after: str) -> str | None:
    """The first reason for an item between these words of its sentence; texts repeat themselves."""
    context = f"{part}|{before}⟦{words}⟧{after}"
    found = (rule.id for rule in _rules(kind, promised) if rule.search(context))
    return next(found, None) or _borrowed(kind, before, words, after)


@cache
def _rules(kind: Kind, promised: bool) -> tuple[Rule, ...]:
    """The reasons for items of a kind, in the order of the file."""
    of_numbers = ("number-", "promised-") if promised else ("number-",)
    openings = ("any-", f"{kind}-", *(of_numbers if kind in NUMBERS else ()))
    rules = coverage_rules().rules.items()
    return tuple(rule for name, rule in rules if name.startswith(openings) and name not in CUES)


def _borrowed(kind: Kind, before: str, words: str, after: str) -> str | None:
    """The rule of measures or awards by which the words around a cue of awards promise nothing to anyone."""
    if kind != "award-cue":
        return None
    told = (measure_rules()["application"], award_rule("no-promise"), award_rule("no-gift"))
    around = before[before.rfind(";") + 1 :] + words + after.partition(";")[0]
    return next((rule.id for rule in told if rule.search(around)), None)


def _parts(outline: Outline) -> Iterator[tuple[Span, str]]:
    """The parts of a text by name."""
    text = outline.document.text
    for name in ("front", "title", "preamble", "closing", "back"):
        yield from ((span, name) for span in getattr(outline, name))
    yield from ((node.heading, "heading") for _, node in outline.walk() if node.heading)
    yield from ((row.span, "table") for table in outline.tables for row in table.rows)
    columns = {name for table in outline.tables for name in table.header}
    start = 0
    for line in text.split("\n") if columns else ():
        if line in columns:
            yield Span(start, start + len(line)), "column"
        start += len(line) + 1
