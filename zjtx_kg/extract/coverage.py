"""Numbers of the main text that no entry of the record took: what was perhaps overlooked, for the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_kg.extract.targets.figures import AWARD_RULES, find_figures
from zjtx_kg.model import Document, Finding, Quote, Record, Span

RULE = "coverage.unread-number"


def unread(document: Document, record: Record) -> tuple[Finding, ...]:
    """A finding for each count, share or sum of the main text that lies in no award and no target of the record.

    Left out are numbers that a rule names as something else: a threshold, a time, a rank, part of a name. The main
    text runs from the first entry to the last; a document without measures has none.
    """
    main = _main_part(record)
    if main is None:
        return ()
    taken = [entry.quote.span for entry in (*record.awards, *record.targets)]
    return tuple(
        Finding(RULE, f"{span.of(document.text)} is read by no award and no target", "info", span)
        for span in _numbers(document.text, main)
        if not any(quote.covers(span) for quote in taken)
    )


def _main_part(record: Record) -> Span | None:
    quotes = [entry.quote for entry in (*record.measures, *record.awards, *record.targets)]
    return _hull(quotes) if record.measures else None


def _hull(quotes: Sequence[Quote]) -> Span:
    return Span(min(quote.span.start for quote in quotes), max(quote.span.end for quote in quotes))


def _numbers(text: str, main: Span) -> Iterator[Span]:
    """The places of numbers that an award or a target could hold, in reading order."""
    for start, line in _lines(text, main):
        kept, ignored = find_figures(line)
        places = [figure.span for figure in kept] + [span for span, rule in ignored if rule in AWARD_RULES]
        yield from (place.shift(start) for place in sorted(places))


def _lines(text: str, main: Span) -> Iterator[tuple[int, str]]:
    start = main.start
    for line in main.of(text).split("\n"):
        yield start, line
        start += len(line) + 1
