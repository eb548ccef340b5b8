"""Targets of running text: which numbers are to be reached, of what, by when (docs/records.md, "targets").

The way of a passage: its figures that can be targets, the year of each, what each counts, and what kind it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from zjtx_kg.extract.targets.exclusions import find_figures
from zjtx_kg.extract.targets.figures import Figure, rules
from zjtx_kg.extract.targets.kinds import base_year, comparator_of, kind_of, level_counted, tier_counted
from zjtx_kg.extract.targets.sharing import read_indicators
from zjtx_kg.extract.targets.wording import Reading
from zjtx_kg.extract.targets.years import Calendar, read_calendar
from zjtx_kg.model import Passage, Quote, Target, TargetKind
from zjtx_kg.vocabulary import Vocabulary

__all__ = ["find_targets"]

LONGEST_CUE = 400


def find_targets(
    passages: Sequence[Passage], tiers: Vocabulary, province_level: bool, since: int | None = None
) -> tuple[Target, ...]:
    """The targets of all passages, in reading order.

    Args:
        passages: item texts and goal paragraphs.
        tiers: the vocabulary of tiers.
        province_level: the issuer lies in a municipality under the central government, where 市级 is provincial.
        since: the year of the policy, before which counts are facts; None where it is unknown.
    """
    return tuple(chain.from_iterable(_targets(passage, tiers, province_level, since) for passage in passages))


def _targets(passage: Passage, tiers: Vocabulary, province_level: bool, since: int | None) -> list[Target]:
    found = find_figures(passage.text).kept
    if not found:
        return []
    calendar = read_calendar(passage.text, passage.lead, since)
    figures = [figure for figure in found if _is_goal(passage, figure, calendar)]
    targets: list[Target] = []
    last: tuple[Figure, TargetKind] | None = None
    for reading in read_indicators(passage.text, figures, tiers):
        if reading.figure.past or calendar.is_past(reading.figure):
            continue
        before = last[1] if last and last[0].sentence == reading.figure.sentence else None
        target = _target(passage, reading, before, calendar, tiers, province_level)
        targets.append(target)
        last = reading.figure, target.kind
    return targets


def _is_goal(passage: Passage, figure: Figure, calendar: Calendar) -> bool:
    """Whether a number is one to be reached: any in a goal paragraph, in a measure one that a goal governs."""
    if passage.measure is None or figure.coverage or calendar.year_of(figure):
        return True
    # A clause behind a semicolon shares the cue of the clauses before it.
    before = passage.text[max(0, figure.span.start - LONGEST_CUE) : figure.span.start]
    start = max(before.rfind(mark) for mark in "。\n") + 1
    return bool(rules()["goal-cue"].search(before, start))


def _target(
    passage: Passage,
    reading: Reading,
    before: TargetKind | None,
    calendar: Calendar,
    tiers: Vocabulary,
    province_level: bool,
) -> Target:
    figure = reading.figure
    kind = kind_of(reading, before, calendar.is_yearly(figure))
    return Target(
        measure=passage.measure,
        source="text",
        indicator=reading.indicator,
        value=figure.value,
        unit=figure.unit,
        comparator=comparator_of(reading),
        kind=kind,
        year=calendar.year_of(figure, reading.place),
        baseline=figure.base.value if figure.base else None,
        baseline_year=base_year(reading),
        binding=None,
        tier=tier_counted(reading, kind, tiers),
        level=level_counted(reading, province_level),
        quote=Quote(reading.quote.shift(passage.start), reading.quote.of(passage.text), reading.rule),
    )
