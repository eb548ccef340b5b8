"""Text that knows where each of its characters came from, changed only by edits that keep the way back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from zjtx_kg.model import Finding, Omission, Repair, Span

LINE = re.compile(r"\S(?:[^\n]*\S)?")


class Edit(NamedTuple):
    """A run of text and what stands in its place: nothing deletes it.

    Args:
        span: a non-empty run.
        replacement: the new words; the i-th stands for the i-th of the run, what is more for the run's last.
        rule: id of the rule; empty for folds of white space and width, which are not listed one by one.
    """

    span: Span
    replacement: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text, the offset in the source of each of its characters, and what was done to it so far.

    Across the ascending source offsets of `walls` no lines are joined: there cells begin and end.
    """

    text: str
    origin: array[int]
    repairs: tuple[Repair, ...] = ()
    omissions: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()
    walls: tuple[int, ...] = ()

    @classmethod
    def whole(cls, text: str) -> MappedText:
        """A source text that nothing was done to."""
        return cls(text, array("I", range(len(text))))

    def source_span(self, span: Span) -> Span:
        """The run of the source that a non-empty run of this text stands for."""
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)

    def has_wall(self, above: int, below: int) -> bool:
        """Whether a wall parts two characters of this text."""
        after = bisect_right(self.walls, self.origin[above])
        return after < len(self.walls) and self.walls[after] <= self.origin[below]

    def edit(self, edits: Iterable[Edit]) -> MappedText:
        """The text with all edits made, listed as omissions and repairs where they name a rule.

        Edits stand in reading order and do not overlap. Time is linear in text and edits.
        """
        pieces: list[str] = []
        origin = array("I")
        done: list[Edit] = []
        at = 0
        for change in edits:
            span, replacement, rule = change
            start, end = span.start, span.end
            if not at <= start < end <= len(self.text):
                raise ValueError(f"edit out of order, empty or past the end: {span} after {at}")
            longer = len(replacement) - (end - start)
            pieces += (self.text[at:start], replacement)
            origin += self.origin[at : min(end + longer, end)]
            if longer > 0:
                origin.extend([self.origin[end - 1]] * longer)
            at = end
            if rule:
                done.append(change)
        if not pieces:
            return self
        pieces.append(self.text[at:])
        origin += self.origin[at:]
        repairs = tuple(Repair(self.source_span(e.span), e.replacement, e.rule) for e in done if e.replacement)
        omissions = tuple(Omission(self.source_span(e.span), e.rule) for e in done if not e.replacement)
        return replace(
            self,
            text="".join(pieces),
            origin=origin,
            repairs=self.repairs + repairs,
            omissions=self.omissions + omissions,
        )

    def report(self, findings: Iterable[Finding]) -> MappedText:
        """The same text with more findings; their spans index the source until all steps are done."""
        found = tuple(findings)
        return replace(self, findings=self.findings + found) if found else self


@lru_cache(maxsize=1)  # steps that change nothing ask for those of one text
def lines(text: str) -> tuple[Span, ...]:
    """The lines that are not blank, each without the white space around it."""
    return tuple([Span(*line.span()) for line in LINE.finditer(text)])
