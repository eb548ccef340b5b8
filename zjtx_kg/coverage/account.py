"""The values of a coverage account: what a text holds that a record could take, and what became of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

from zjtx_kg.model import Finding, Span

Kind = Literal["money", "count", "share", "date", "award-cue", "target-cue", "units-cue", "unit-list", "cell"]
Outcome = Literal["recorded", "ignored", "unread"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
NUMBERS = frozenset[Kind](("money", "count", "share", "date", "cell"))
UNREAD: dict[Kind, str] = {
    "money": "coverage.unread-number",
    "count": "coverage.unread-number",
    "share": "coverage.unread-number",
    "date": "coverage.unread-date",
    "award-cue": "coverage.unread-cue",
    "target-cue": "coverage.unread-cue",
    "units-cue": "coverage.unread-cue",
    "unit-list": "coverage.unread-units",
    "cell": "coverage.unread-cell",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A place of the clean text that an entry of the record could stand on, with its one outcome.

    Args:
        kind: what it looks like.
        span: its place; the items of an account do not overlap.
        words: the words there.
        outcome: recorded in an entry, ignored for a reason, or unread.
        rule: the rule that read it, that says why it is left out, or `coverage.unread-…`.
        entry: the entry of the record that holds it (`award 3`, `m4`, `issued`), empty unless recorded.
    """

    kind: Kind
    span: Span
    words: str
    outcome: Outcome
    rule: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of a document: every number, cue, list of units and cell once, in reading order."""

    items: tuple[Item, ...] = ()

    @property
    def unread(self) -> tuple[Item, ...]:
        """What was neither recorded nor ignored for a reason."""
        return tuple(item for item in self.items if item.outcome == "unread")

    @property
    def share(self) -> float:
        """The share of items that are accounted for, from 0 to 1; 1 where there are none."""
        return _share(self.items)

    @property
    def share_of_numbers(self) -> float:
        """The share of numbers, dates and cells among them that are accounted for, from 0 to 1."""
        return _share(tuple(item for item in self.items if item.kind in NUMBERS))

    def count(self, outcome: Outcome) -> int:
        """The number of items of that outcome."""
        return sum(item.outcome == outcome for item in self.items)

    def counts(self) -> dict[Kind, dict[Outcome, int]]:
        """The number of items by kind and outcome, of all kinds and outcomes."""
        counted = Counter((item.kind, item.outcome) for item in self.items)
        return {kind: {outcome: counted[kind, outcome] for outcome in OUTCOMES} for kind in KINDS}

    def findings(self) -> tuple[Finding, ...]:
        """A finding for each item that was not read."""
        message = "{} ({}) is in no entry of the record, and no rule says why"
        return tuple(Finding(item.rule, message.format(item.words, item.kind), span=item.span) for item in self.unread)


def _share(items: tuple[Item, ...]) -> float:
    accounted = sum(item.outcome != "unread" for item in items)
    return accounted / len(items) if items else 1.0
