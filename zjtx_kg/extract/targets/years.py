"""The year by which: which of the years a passage names stands for which figure."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.extract.quantities import Period, find_periods
from zjtx_kg.extract.targets.figures import Figure, rules


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
        place = max((at for at in self.yearly if figure.sentence.start <= at < figure.span.start), default=None)
        ends = (*self.overall, *(at for at, _ in self.years))
        return place is not None and not any(place < at < figure.span.start for at in ends)

    def year_of(self, figure: Figure, place: tuple[int, int] = (0, 1)) -> int | None:
        """The year by which the figure is to be reached; of a run of numbers after as many years each has its own."""
        index, length = place
        own = [year for at, year in self.years if figure.sentence.start <= at < figure.span.start]
        if length > 1 and len(own) == length:
            return own[index]
        return self._year_before(figure)

    def _year_before(self, figure: Figure) -> int | None:
        before = [(at, year) for at, year in self.years if at < figure.span.start]
        if self.is_yearly(figure):
            own = [year for at, year in before if at >= figure.sentence.start]
            return own[-1] if own else None
        if not before:
            return self.lead
        at, year = before[-1]
        return self.lead if any(at < place < figure.sentence.start for place in self.yearly) else year


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
    before, after = text[: period.span.start], text[period.span.end : period.span.end + 12]
    if before.count("《") > before.count("》"):
        return False
    return not (rules()["no-goal-year"].search(before[-4:]) or rules()["no-goal-year-after"].search(after))
