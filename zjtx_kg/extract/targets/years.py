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
        yearly: places of 每年 and 年均.
        overall: places of 累计 and the like, where the reach of a 每年 ends.
    """

    lead: int | None
    years: tuple[tuple[int, int], ...]
    yearly: tuple[int, ...]
    overall: tuple[int, ...] = ()

    def is_yearly(self, figure: Figure) -> bool:
        """Whether a 每年 governs the figure: in its sentence, before it, with no goal year or total between."""
        yearly = _last(self.yearly, figure.span.start)
        if yearly is None or yearly < figure.sentence.start:
            return False
        ends = (_last(self.overall, figure.span.start), self._last_year(figure.span.start)[0])
        return all(end is None or end < yearly for end in ends)

    def year_of(self, figure: Figure, place: tuple[int, int] = (0, 1)) -> int | None:
        """The year by which the figure is to be reached; of a run of numbers after as many years each has its own."""
        index, length = place
        if length > 1:
            own = self.years[self._count(figure.sentence.start) : self._count(figure.span.start)]
            if len(own) == length:
                return own[index][1]
        at, year = self._last_year(figure.span.start)
        if self.is_yearly(figure):
            return year if at is not None and at >= figure.sentence.start else None
        if at is None:
            return self.lead
        yearly = _last(self.yearly, figure.sentence.start)
        return self.lead if yearly is not None and yearly > at else year

    def _last_year(self, before: int) -> tuple[int | None, int | None]:
        """Place and year of the last goal year before an offset."""
        count = self._count(before)
        return self.years[count - 1] if count else (None, None)

    def _count(self, before: int) -> int:
        return bisect_left(self.years, (before, 0))


def _last(places: Sequence[int], before: int) -> int | None:
    """The last of the places before an offset."""
    count = bisect_left(places, before)
    return places[count - 1] if count else None


def read_calendar(text: str, lead: str) -> Calendar:
    """The calendar of a passage and the words that govern it."""
    yearly, overall = (
        tuple(found.start() for found in rules()[name].find(text)) for name in ("each-year", "all-years")
    )
    return Calendar(_lead_year(lead), tuple(_goal_years(text)), yearly, overall)


def _lead_year(lead: str) -> int | None:
    years = [year for _, year in _goal_years(lead)]
    return years[-1] if years else None


def _goal_years(text: str) -> list[tuple[int, int]]:
    return [(p.span.start, p.last) for p in find_periods(text) if _is_goal(text, p)]


def _is_goal(text: str, period: Period) -> bool:
    """Whether the year is one by which: no base of comparison, no beginning, no part of a title."""
    before = text[max(0, period.span.start - LONGEST_TITLE) : period.span.start]
    after = text[period.span.end : period.span.end + 12]
    if before.rfind("《") > before.rfind("》"):
        return False
    return not (rules()["no-goal-year"].search(before[-4:]) or rules()["no-goal-year-after"].search(after))
