"""Numbers of the main text that no entry of the record took: what was perhaps overlooked, for the report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from zjtx_kg.extract.targets.exclusions import AWARD_RULES, tell_apart
from zjtx_kg.extract.targets.figures import Figure, scan
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
    taken = _merged(quote.span for quote in _quotes(record))
    return tuple(
        Finding(RULE, f"{span.of(document.text)} is read by no award and no target", "warning", span)
        for span in _numbers(document.text, main, taken)
    )


def _main_part(record: Record) -> Span | None:
    if not record.measures:
        return None
    spans = [measure.quote.span for measure in record.measures] + [quote.span for quote in _quotes(record)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _quotes(record: Record) -> list[Quote]:
    return [award.quote for award in record.awards] + [
        target.quote for target in record.targets if target.source == "text"
    ]


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in reading order, those that overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _covered(span: Span, merged: Sequence[Span]) -> bool:
    """Whether one of the merged spans holds `span`; only the last that begins before it can."""
    before = bisect_right(merged, span.start, key=lambda each: each.start) - 1
    return before >= 0 and merged[before].covers(span)


def _numbers(text: str, main: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """The places of numbers that an award or a target could hold and none does, in reading order."""
    for start, line in _lines(text, main):
        for sentence in scan(line):
            unread = {figure.span for figure in sentence if not _covered(figure.span.shift(start), taken)}
            if unread:
                yield from (place.shift(start) for place in sorted(unread & _readable(line, sentence)))


def _readable(line: str, sentence: Sequence[Figure]) -> set[Span]:
    """The places of the figures of a sentence that an award or a target could hold."""
    found = tell_apart(line, sentence)
    of_awards = {span for span, rule in found.ignored if rule in AWARD_RULES}
    return of_awards | {figure.span for figure in found.kept if not figure.past}


def _lines(text: str, main: Span) -> Iterator[tuple[int, str]]:
    start = main.start
    for line in main.of(text).split("\n"):
        yield start, line
        start += len(line) + 1
