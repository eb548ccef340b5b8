"""A text line by line, each line cut where marks begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from zjtx_kg.explain.marks import Mark
from zjtx_kg.model import Measure, Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words under the same marks.

    Args:
        words: the run.
        marks: the marks over it, the innermost last.
        opens: those of them that begin with it.
    """

    words: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the clean text.

    Args:
        span: its place.
        measure: id of the measure it belongs to, or empty.
        segments: the line in pieces, from left to right.
        notes: the marks that begin on it, in reading order; the units of one list together.
    """

    span: Span
    measure: str
    segments: tuple[Segment, ...]
    notes: tuple[tuple[Mark, ...], ...]


def read_lines(text: str, marks: Sequence[Mark], measures: Sequence[Measure]) -> Iterator[Line]:
    """The lines of `text` that are not empty; `marks` in reading order."""
    start, upcoming, open_marks = 0, list(reversed(marks)), list[Mark]()
    spans = [(measure.quote.span, measure.id) for measure in reversed(measures)]
    for words in text.split("\n"):
        line = Span(start, start + len(words))
        notes = []
        while upcoming and upcoming[-1].span.start < max(line.end, line.start + 1):
            notes.append(upcoming.pop())
        open_marks = [mark for mark in (*open_marks, *notes) if mark.span.end > line.start]
        while spans and spans[-1][0].end <= line.start:
            spans.pop()
        measure = spans[-1][1] if spans and spans[-1][0].start < line.end else ""
        if words:
            yield Line(line, measure, tuple(_segments(text, line, open_marks)), _together(notes))
        start = line.end + 1


def _together(marks: Sequence[Mark]) -> tuple[tuple[Mark, ...], ...]:
    """The marks, those of the units of one list as one group."""
    return tuple(tuple(group) for _, group in groupby(marks, key=_listed))


def _listed(mark: Mark) -> object:
    return (mark.name, mark.rule) if mark.kind == "units" else mark


def _segments(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Segment]:
    ends = {line.start, line.end}
    for mark in marks:
        ends |= {max(mark.span.start, line.start), min(mark.span.end, line.end)}
    cuts = sorted(ends)
    for start, end in pairwise(cuts):
        piece = Span(start, end)
        over = [mark for mark in marks if mark.span.covers(piece)]
        opens = tuple(mark for mark in over if mark.span.start == start)
        yield Segment(piece.of(text), tuple(sorted(over, key=lambda mark: mark.span.start - mark.span.end)), opens)
