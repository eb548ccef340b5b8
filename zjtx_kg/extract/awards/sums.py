"""Sums promised: amounts, shares and ratios of a predicate, with their bounds and labels."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.extract.awards.clauses import hide_brackets, rule
from zjtx_kg.extract.quantities import Quantity, find_quantities
from zjtx_kg.model import Bound, Span

NEAR = 60  # characters beside a quantity that can bear on it
PARTS = (("percent", 100), ("per-mille", 1000))


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of a predicate.

    Args:
        span: the number with its unit, in the passage.
        value: yuan, or a share or multiple (0.3 for 30%).
        share: whether it is a share or multiple.
        bound: as its own words say.
        label: words before it that name whose it is (省级, 一等奖), else empty.
    """

    span: Span
    value: int | float
    share: bool
    bound: Bound
    label: str = ""


def read_sums(text: str, predicate: Span) -> list[Sum]:
    """The sums that a predicate promises, in reading order; not conditions, instalments, remarks."""
    words = rule("lost-separator").pattern.sub("、", hide_brackets(predicate.of(text)))
    if instalment := rule("instalment").search(words):
        words = words[: instalment.start()]
    limited = rule("max-lead").search(text[max(0, predicate.start - 6) : predicate.start])
    sums: list[Sum] = []
    before, passed_over = 0, False
    for quantity in find_quantities(words):
        between = words[before : quantity.span.start]
        passed_over = not _promised(words, quantity) or (passed_over and _goes_on(between))
        if not passed_over:
            previous = sums[-1].bound if sums else None
            bound = _bound(words, quantity, between, previous)
            bound = "max" if limited and bound == "exact" else bound
            named = text[predicate.start + before : predicate.start + quantity.span.start]
            sums.append(_sum(quantity, bound, _label(named, previous is None), predicate.start))
        before = quantity.span.end
    return sums


def _goes_on(between: str) -> bool:
    """Whether a number goes on with the list of the one before: of a list of thresholds none is a sum."""
    return bool(between and rule("sum-joint").search(between))


def _around(words: str, quantity: Quantity) -> tuple[str, str]:
    """The words before and after a quantity, as far as they can bear on it."""
    start, end = quantity.span.start, quantity.span.end
    return words[max(0, start - NEAR) : start], words[end : end + NEAR]


def _promised(words: str, quantity: Quantity) -> bool:
    unit = quantity.unit or ""
    before, after = _around(words, quantity)
    if rule("points-unit").search(unit) and rule("points").search(after):
        return True
    if _parts_of(unit) > 1 and rule("share-given").search(after):
        return True
    money = rule("money-unit").search(unit)
    if not (money or rule("share-unit").search(unit)):
        return False
    if rule("threshold-after").search(after) or rule("no-money").search(after):
        return False
    sized = money and rule("size-before").search(before)
    return not (sized or rule("threshold-before").search(before))


def _parts_of(unit: str) -> int:
    """Into how many parts the unit cuts the whole: 100 for %, 1 for a multiple or money."""
    return next((parts for name, parts in PARTS if rule(name).search(unit)), 1)


def _sum(quantity: Quantity, bound: Bound, label: str, shift: int) -> Sum:
    unit = quantity.unit or ""
    value = quantity.value if quantity.upper is None else quantity.upper
    share = not rule("money-unit").search(unit)
    if share:
        value = round(value / _parts_of(unit), 8)
    return Sum(quantity.span.shift(shift), value, share, bound, label)


def _bound(words: str, quantity: Quantity, between: str, previous: Bound | None) -> Bound:
    before, after = _around(words, quantity)
    if quantity.upper is not None or rule("max-before").search(before) or rule("max-after").search(after):
        return "max"
    if rule("min-before").search(before) or rule("min-after").search(after):
        return "min"
    listed = rule("sum-joint").search(between)
    return previous if listed and previous else "exact"


def _label(between: str, first: bool) -> str:
    """The words before a sum that name whose it is; of the first sum only a level or grade."""
    words = rule("label-frame").pattern.sub("", between)
    if rule("label").pattern.fullmatch(words):
        return words
    if first or rule("generic").search(words) or rule("base").search(words):
        return ""
    return words
