"""A measure's words as they are weighed: its heading or opening, the rest, and the headings around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zjtx_kg.model import Measure, Quote, Span
from zjtx_kg.rules import RuleSet, load_rules


@lru_cache(maxsize=1)
def wording_rules() -> RuleSet:
    """The rules for the parts of a measure's words."""
    return load_rules("wording")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a measure.

    Args:
        measure: whose they are.
        head: what names the measure or opens it, within its text.
        named: whether the head is a heading and not only the first clause.
        sections: the words of the headings around it, from the inside out.
    """

    measure: Measure
    head: Span
    named: bool
    sections: tuple[str, ...]

    @classmethod
    def of(cls, measure: Measure) -> Wording:
        """The words of this measure, its head told from the rest."""
        named = measure.heading or _match("heading", measure.text)
        head = named or _match("opening", measure.text) or measure.text
        return cls(measure, Span(0, len(head)), bool(named), tuple(reversed(measure.section)))

    @property
    def text(self) -> str:
        """The measure's text."""
        return self.measure.text

    def quote(self, span: Span, rule: str) -> Quote:
        """The words at this place of the measure's text, with their place in the clean text.

        Of a measure whose text was corrected, so that its words have no place of their own, it is the whole measure.
        """
        whole, runs = self.measure.quote, self.measure.runs
        words = "".join(run.shift(-whole.span.start).of(whole.text) for run in runs)
        skipped = len(words) - len(words.lstrip())
        if words.strip() != self.text or not span.of(self.text):
            return Quote(whole.span, whole.text, rule)
        start, end = _place(runs, span.start + skipped), _place(runs, span.end + skipped - 1) + 1
        place = Span(start, end)
        return Quote(place, place.shift(-whole.span.start).of(whole.text), rule)


def _place(runs: tuple[Span, ...], offset: int) -> int:
    """Where the character at this offset of the joined runs stands in the clean text."""
    for run in runs:
        if offset < run.end - run.start:
            return run.start + offset
        offset -= run.end - run.start
    raise ValueError("an offset beyond the words")


def _match(rule: str, text: str) -> str | None:
    found = wording_rules()[rule].search(text)
    return found[0] if found else None
