"""From a document's parts to its record: everything read from it, each with its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from zjtx_kg.extract.awards import find_awards
from zjtx_kg.extract.document import read_fields
from zjtx_kg.extract.goal_table import read_goal_table
from zjtx_kg.extract.ladder import find_ladder
from zjtx_kg.extract.measures import read_measures
from zjtx_kg.extract.passages import passages
from zjtx_kg.extract.quantities import find_periods
from zjtx_kg.extract.targets import find_targets
from zjtx_kg.extract.tasks import read_tasks
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Award, Fields, Outline, Passage, Record, Target

__all__ = ["Extraction", "extract", "first_year", "read_record"]

MONEY = "元"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read, and the runs of text in which awards and targets were looked for."""

    record: Record
    passages: tuple[Passage, ...]


def extract(outline: Outline, knowledge: Knowledge) -> Record:
    """The record of a document (docs/records.md), with findings on all that could not be read or decided."""
    return read_record(outline, knowledge).record


def read_record(outline: Outline, knowledge: Knowledge) -> Extraction:
    """The record of a document as `extract` gives it, and what its coverage account needs besides."""
    fields = read_fields(outline, knowledge.regions)
    measures, measure_findings = read_measures(outline)
    tasks, task_findings = read_tasks(outline, measures)
    texts = passages(outline, measures)
    province_level = (fields.province or "").endswith("市")  # zones have no code of their own, but a province
    goals = (read_goal_table(table, outline.document, knowledge.tiers, province_level) for table in outline.tables)
    awards = find_awards(texts, knowledge.tiers, province_level)
    targets = find_targets(texts, knowledge.tiers, province_level, first_year(fields))
    record = Record(
        id=outline.document.source.id,
        fields=fields,
        measures=measures,
        tasks=tasks,
        awards=awards,
        targets=(*_not_promised(targets, awards), *chain.from_iterable(goals)),
        ladder=find_ladder(outline, knowledge.tiers, province_level),
        findings=(*outline.findings, *fields.findings, *measure_findings, *task_findings),
    )
    return Extraction(record, texts)


def _not_promised(targets: Iterable[Target], awards: Iterable[Award]) -> Iterator[Target]:
    """The targets without sums of money that an award promises: a number is one or the other."""
    quotes = sorted(award.quote.span for award in awards)
    starts = [quote.start for quote in quotes]
    ends = list(accumulate((quote.end for quote in quotes), max))  # how far any of the quotes up to each reaches
    for target in targets:
        before = bisect_right(starts, target.quote.span.start) if target.unit == MONEY else 0
        if not before or ends[before - 1] < target.quote.span.end:
            yield target


def first_year(fields: Fields) -> int | None:
    """The year in which the policy begins: that of its day, or an earlier one in its title."""
    years = [period.first or period.last for period in find_periods(fields.title or "")]
    years += [int(fields.issued[:4])] if fields.issued else []
    return min(years) if fields.issued else None
