"""The year by which: which of the years a passage names stands for which figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_kg.extract.quantities import Period, find_periods
from zjtx_kg.extract.targets.figures import Figure, rules

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """The goal years and the 每年 of a passage, by their places.

    Args:
        lead: the year that the lead-in names for all counts; None where it names none.
        years: place and year of each goal year.
        yearly: places of 每年.
        clauses: places of 年均 and the like, which govern their own clause alone.
        overall: places of 累计 and the like, where the reach of a 每年 ends.
        lists: place of the last of several years in a row, and those years.
        past: places of years before the policy, whose counts are facts.
    """

    lead: int | None
    years: tuple[tuple[int, int], ...]
    yearly: tuple[int, ...]
    clauses: tuple[int, ...] = ()
    overall: tuple[int, ...] = ()
    lists: tuple[tuple[int, tuple[int, ...]], ...] = ()
    past: tuple[int, ...] = ()

    def is_yearly(self, figure: Figure) -> bool:
        """Whether a 每年 governs the figure: in its sentence, before it, with no goal year or total between.

        A 年均 does so in its own clause.
        """
        own = _last(self.clauses, figure.span.start)
        if own is not None and own >= figure.clause.start:
            return True
        yearly = _last(self.yearly, figure.span.start)
        if yearly is None or yearly < figure.sentence.start:
            return False
        ends = (_last(self.overall, figure.span.start), self._last_year(figure.span.start)[0])
        return all(end is None or end < yearly for end in ends)

    def is_past(self, figure: Figure) -> bool:
        """Whether the last year that its sentence names before the figure lies before the policy."""
        past = _last(self.past, figure.span.start)
        goal = self._last_year(figure.span.start)[0]
        return past is not None and past >= figure.sentence.start and (goal is None or goal < past)

    def year_of(self, figure: Figure, place: tuple[int, int] = (0, 1)) -> int | None:
        """The year by which the figure is to be reached; of a run of numbers after as many years each has its own."""
        index, length = place
        listed = self.years_listed(figure)
        if length > 1 and len(listed) == length:
            return listed[index]
        at, year = self._last_year(figure.span.start)
        if self.is_yearly(figure):
            return year if at is not None and at >= figure.sentence.start else None
        if at is None:
            return self.lead
        yearly = _last(self.yearly, figure.sentence.start)
        return self.lead if yearly is not None and yearly > at else year

    def years_listed(self, figure: Figure) -> tuple[int, ...]:
        """The years of the last list of years before the figure, where no other goal year follows it."""
        count = bisect_left(self.lists, (figure.span.start, ()))
        place, years = self.lists[count - 1] if count else (-1, ())
        return years if place == self._last_year(figure.span.start)[0] else ()

    def _last_year(self, before: int) -> tuple[int | None, int | None]:
        """Place and year of the last goal year before an offset."""
        count = bisect_left(self.years, (before, 0))
        return self.years[count - 1] if count else (None, None)


def _last(places: Sequence[int], before: int) -> int | None:
    """The last of the places before an offset."""
    count = bisect_left(places, before)
    return places[count - 1] if count else None


def read_calendar(text: str, lead: str, since: int | None = None) -> Calendar:
    """The calendar of a passage and the words that govern it; years before `since` are of the past."""
    yearly, clauses, overall = (
        tuple(found.start() for found in rules()[name].find(text))
        for name in ("each-year", "year-of-a-clause", "all-years")
    )
    periods = [period for period in find_periods(text) if _is_goal(text, period)]
    goals = [period for period in periods if since is None or period.last >= since]
    return Calendar(
        lead=next(reversed([p.last for p in find_periods(lead) if _is_goal(lead, p)]), None),
        years=tuple((p.span.start, p.last) for p in goals),
        yearly=yearly,
        clauses=clauses,
        overall=overall,
        lists=tuple((run[-1].span.start, tuple(p.last for p in run)) for run in _lists(text, goals)),
        past=tuple(p.span.start for p in periods if since is not None and p.last < since),
    )


def _lists(text: str, periods: Sequence[Period]) -> list[list[Period]]:
    """The runs of several years with nothing but marks between them."""
    runs: list[list[Period]] = []
    for period in periods:
        if runs and rules()["list-mark"].pattern.fullmatch(text[runs[-1][-1].span.end : period.span.start]):
            runs[-1].append(period)
        else:
            runs.append([period])
    return [run for run in runs if len(run) > 1]


def _is_goal(text: str, period: Period) -> bool:
    """Whether the year is one by which: no base of comparison, no beginning, no part of a title."""
    before = text[max(0, period.span.start - LONGEST_TITLE) : period.span.start]
    after = text[period.span.end : period.span.end + 12]
    if before.rfind("《") > before.rfind("》"):
        return False
    return not (rules()["no-goal-year"].search(before[-4:]) or rules()["no-goal-year-after"].search(after))
