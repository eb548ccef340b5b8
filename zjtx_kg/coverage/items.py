"""What a text holds that an entry of a record could stand on: numbers, dates, cues, lists of units, cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from zjtx_kg.coverage.account import Kind
from zjtx_kg.extract.quantities import numbers_in_names
from zjtx_kg.extract.targets.exclusions import AWARD_RULES, BRACKET, Figures, find_figures, rule_against
from zjtx_kg.extract.targets.figures import Figure, Sort, rules, sort_of
from zjtx_kg.extract.units import unit_rules
from zjtx_kg.model import Outline, Passage, Span
from zjtx_kg.outline.tables import column_kinds
from zjtx_kg.rules import RuleSet, load_rules

KIND_OF: Mapping[Sort, Kind] = {
    "money": "money",
    "count": "count",
    "rounds": "count",
    "share": "share",
    "ratio": "share",
    "time": "date",
}
CUES: tuple[Kind, ...] = ("award-cue", "target-cue", "units-cue")
PLACE = attrgetter("span.start", "span.end")
NAME = "quantities.name"
ROW_NUMBER = "outline.column-number"
EACH = "targets.no-target-each"
# By these rules a number is no target; whether it is part of a promise, they do not say.
UNDECIDED = AWARD_RULES | {BRACKET}
OF_PROMISES = ("award", "each", "ratio", "reserved", "threshold", "relative", "fund")
OF_AWARDS = frozenset(f"targets.no-target-{name}" for name in OF_PROMISES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item before its outcome is known.

    Args:
        kind: what it looks like.
        span: its place.
        reason: a rule of extraction by which it is nothing to record, or empty.
        promised: a number that no target can be, and a promise of money may govern, and the text it was found in.
    """

    kind: Kind
    span: Span
    reason: str = ""
    promised: tuple[Figure, str] | None = None

    def against(self) -> str:
        """The rule of extraction by which it is nothing to record, or empty."""
        if self.promised is None:
            return self.reason
        figure, text = self.promised
        return rule_against(text, figure, OF_AWARDS) or ""


@cache
def coverage_rules() -> RuleSet:
    """The rules of the account."""
    return load_rules("coverage")


def find_items(outline: Outline, passages: Sequence[Passage]) -> list[Candidate]:
    """The items of a text in reading order, none overlapping another.

    Args:
        outline: the text in its parts.
        passages: the runs in which awards and targets were looked for; their figures are known already.
    """
    text = outline.document.text
    whole = [*_cells(outline), *_unit_lists(text)]
    return _apart([whole, [*_dates(text)], [*_figures(text, passages)], [*_cues(text)]])


def _apart(ranks: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """All candidates in reading order, without those that overlap one of a higher rank or one before of their own."""
    kept: list[Candidate] = []
    for rank in ranks:
        kept = sorted((*kept, *_free(rank, kept)), key=PLACE)
    return kept


def _free(rank: Sequence[Candidate], kept: Sequence[Candidate]) -> Iterator[Candidate]:
    at, end = 0, 0
    for candidate in sorted(rank, key=PLACE):
        while at < len(kept) and kept[at].span.end <= candidate.span.start:
            at += 1
        taken = at < len(kept) and kept[at].span.start < candidate.span.end
        if not taken and candidate.span.start >= end:
            end = candidate.span.end
            yield candidate


def _cells(outline: Outline) -> Iterator[Candidate]:
    """The cells of tables that hold a number."""
    outline_rules = load_rules("outline")
    for table in outline.tables:
        reasons = [ROW_NUMBER if kind == "number" else "" for kind in column_kinds(table.header, outline_rules)]
        for column, reason in (pair for row in table.rows for pair in zip(row.cells, reasons, strict=True)):
            for cell in column:
                if cell.span and any(map(str.isdigit, cell.text)):
                    yield Candidate("cell", cell.span, reason)


def _unit_lists(text: str) -> Iterator[Candidate]:
    """Lists of units with a label, and brackets that look like one."""
    for rule in ("labelled-run", "organs-in-brackets"):
        for found in unit_rules()[rule].find(text):
            yield Candidate("unit-list", Span(*found.span()))


def _dates(text: str) -> Iterator[Candidate]:
    for found in coverage_rules()["date"].find(text):
        yield Candidate("date", Span(*found.span()))


def _cues(text: str) -> Iterator[Candidate]:
    for kind in CUES:
        for found in coverage_rules()[kind].find(text):
            yield Candidate(kind, Span(*found.span()))


def _figures(text: str, passages: Sequence[Passage]) -> Iterator[Candidate]:
    """The numbers of the text, those inside the passages as extraction saw them."""
    at = 0
    for passage in passages:
        yield from _in_lines(text, at, passage.start)
        yield from _of(find_figures(passage.text), passage.text, passage.start)
        at = passage.start + len(passage.text)
    yield from _in_lines(text, at, len(text))


def _in_lines(text: str, start: int, end: int) -> Iterator[Candidate]:
    for line in text[start:end].split("\n"):
        if line:
            yield from _of(find_figures(line), line, start)
        start += len(line) + 1


def _of(figures: Figures, text: str, shift: int) -> Iterator[Candidate]:
    for figure in figures.kept:
        past = rules()["past"].id if figure.past else ""
        yield Candidate(KIND_OF[figure.sort], figure.span.shift(shift), past)
    for figure, rule in figures.ignored:
        kind, span = KIND_OF[figure.sort], figure.span.shift(shift)
        if rule in UNDECIDED or (rule == EACH and kind == "money"):
            yield Candidate(kind, span, promised=(figure, text))
        else:
            yield Candidate(kind, span, rule)
    for quantity in numbers_in_names(text):
        yield Candidate(KIND_OF[sort_of(quantity.unit)], quantity.span.shift(shift), NAME)
