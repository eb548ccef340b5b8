"""Numbers in running text: counts, money, shares, sizes and ratios with their units, and the years a text names.

Numbers inside names, dates, ordinals and references are none. Values are exact: 万, 亿 and 千 are multiplied out in
decimal arithmetic, and whole numbers are `int`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from zjtx_kg.model import Span
from zjtx_kg.rules import RuleSet, load_rules

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2} | {digit: n for n, digit in enumerate("三四五六七八九", 3)}
PLACES = {"十": 10, "百": 100, "千": 1000}
SCALES = PLACES | {"万": 10**4, "亿": 10**8}
PARTS = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
PHRASES = frozenset("一百千")  # alone before a unit they make a turn of phrase
LONGEST_UNIT = 10
NAME_MARKS = ("《", "“", "‘")
BLANK = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of running text.

    Args:
        span: the number with its scale and unit, in the text that was searched; of a range both ends.
        value: the number with 万, 亿, 千 multiplied out; of a range the lower end; of a ratio 1:0.5 it is 0.5.
        unit: as printed without 万 and 亿: 家, 元, %, 元/亩; 元 for money printed as 亿 or 万 alone; `:` for a ratio;
            a neighbour's where a list of numbers prints it once; None for a bare number. Fractions in words are %.
        upper: the upper end of a range, else None.
    """

    span: Span
    value: int | float
    unit: str | None
    upper: int | float | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a run of years; `first` equals `last` for one year; None for a plan period (十四五)."""

    span: Span
    first: int | None
    last: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities in `text`, in reading order; spans index `text`."""
    rules = load_rules("quantities")
    if not rules["sign"].search(text):
        return ()
    blanked = _without_names(text, rules)
    numbers = [number for match in rules["number"].find(blanked) if (number := _number(match, rules))]
    return tuple(number.quantity for number in _joined(numbers, blanked, rules) if _counts(number, blanked, rules))


def numbers_in_names(text: str) -> tuple[Quantity, ...]:
    """The numbers with a unit that stand in the marks of a name or a title, and so are no quantities."""
    rules = load_rules("quantities")
    if not (any(mark in text for mark in NAME_MARKS) and rules["sign"].search(text)):
        return ()
    numbers = (
        _number(match, rules)
        for name in rules["name"].find(text)
        if name[0].startswith(NAME_MARKS) and rules["sign"].search(name[0])
        for match in rules["number"].pattern.finditer(text, name.start(), min(name.end() + LONGEST_UNIT, len(text)))
        if match.start() < name.end()
    )
    return tuple(number.quantity for number in numbers if number and number.quantity.unit)


def find_periods(text: str) -> tuple[Period, ...]:
    """All years and periods that `text` names (2022年, 2018—2020年, “十四五”末), in reading order."""
    return tuple(_period(match) for match in load_rules("quantities")["period"].find(text))


def read_numeral(text: str) -> int | float | None:
    """The value of one isolated numeral (`1,200`, `1.5万`, `五千亿`, `十二`); None when it is none."""
    rule = load_rules("quantities")["number"]
    match = rule.pattern.fullmatch(text)
    if not match or match["unit"] or not (match["arabic"] or match["chinese"]):
        return None
    value = _decimal(match["arabic"] or match["chinese"])
    return None if value is None else _plain(value * _factor(match["scale"]))


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as matched: its own digits, its scale (1 when none is printed), and the quantity they make."""

    digits: Decimal
    scale: int
    quantity: Quantity


def _without_names(text: str, rules: RuleSet) -> str:
    """The text with every number that is part of a name blanked, of the same length."""
    return rules["name"].pattern.sub(lambda match: BLANK * len(match[0]), text)


def _number(match: re.Match[str], rules: RuleSet) -> _Number | None:
    span = Span(*match.span())
    if match["per"]:
        rate = _decimal(match["rate"])
        return None if rate is None else _Number(rate, 1, Quantity(span, _plain(rate * PARTS[match["per"]]), "%"))
    if match["parts"]:
        return _fraction(match, span)
    if match["one"]:
        ratio = Decimal(match["other"]) / Decimal(match["one"])
        return _Number(ratio, 1, Quantity(span, _plain(ratio), ":"))
    return _count(match, span, rules)


def _fraction(match: re.Match[str], span: Span) -> _Number | None:
    parts, part = _chinese(match["parts"]), _chinese(match["part"])
    if not parts or not part or part >= parts:
        return None
    share = Decimal(part) / Decimal(parts)
    return _Number(share, 1, Quantity(span, _plain(share * 100), "%"))


def _count(match: re.Match[str], span: Span, rules: RuleSet) -> _Number | None:
    digits = _decimal(match["arabic"] or match["chinese"])
    unit: str | None = match["unit"]
    if digits is None or (match["chinese"] and not _counts_in_words(match, unit, rules)):
        return None
    scale = _factor(match["scale"])
    if (
        unit is None
        and scale >= SCALES["万"]
        and rules["after-money"].search(match.string[match.end() : match.end() + 5])
    ):
        unit = "元"
    return _Number(digits, scale, Quantity(span, _plain(digits * scale), unit))


def _counts_in_words(match: re.Match[str], unit: str | None, rules: RuleSet) -> bool:
    """Whether a number in Chinese numerals is a count: 三十家 is, 一批, 一个, 三级, 四新 and 百场 are not."""
    if match["scale"]:
        return True
    return unit is not None and match["chinese"] not in PHRASES and unit not in rules.lists["arabic-only-units"]


def _joined(numbers: list[_Number], text: str, rules: RuleSet) -> list[_Number]:
    """Ranges made one, and units and scales that a list prints once handed to the numbers before."""
    joined: list[_Number] = []
    for number in reversed(numbers):
        after = joined[-1] if joined else None
        between = text[number.quantity.span.end : after.quantity.span.start] if after else ""
        if after and after.quantity.upper is None and rules["range"].pattern.fullmatch(between):
            joined[-1] = _range(_like(number, after), after)
        elif after and rules["list"].pattern.fullmatch(between):
            joined.append(_like(number, after))
        else:
            joined.append(number)
    return joined[::-1]


def _like(number: _Number, after: _Number) -> _Number:
    """The number with the unit of the one after it, and its scale, where it prints none of its own."""
    if number.quantity.unit or after.quantity.unit in (None, ":"):
        return number
    scale = number.scale if number.scale > 1 else after.scale
    value = _plain(number.digits * scale)
    return _Number(number.digits, scale, replace(number.quantity, value=value, unit=after.quantity.unit))


def _range(low: _Number, high: _Number) -> _Number:
    span = Span(low.quantity.span.start, high.quantity.span.end)
    unit = high.quantity.unit or low.quantity.unit
    return replace(low, quantity=Quantity(span, low.quantity.value, unit, upper=high.quantity.value))


def _counts(number: _Number, text: str, rules: RuleSet) -> bool:
    """Whether a number is a quantity: it has a unit, or stands where a bare number can."""
    quantity = number.quantity
    if quantity.unit is not None:
        return True
    if not rules["after-bare-number"].search(text[quantity.span.end : quantity.span.end + 5]):
        return False
    before = text[max(0, quantity.span.start - 5) : quantity.span.start]
    listed = not rules["year-alone"].search(quantity.span.of(text)) and rules["before-listed-number"].search(before)
    return bool(listed or rules["before-bare-number"].search(before))


def _period(match: re.Match[str]) -> Period:
    span = Span(*match.span())
    if match["plan"]:
        ordinal = _chinese(match["plan"]) or 0
        return Period(span, None, 2025 + (ordinal - 14) * 5)
    return Period(span, int(match["first"] or match["last"]), int(match["last"]))


def _decimal(numeral: str) -> Decimal | None:
    if numeral[0].isdigit():
        return Decimal(numeral.replace(",", ""))
    value = _chinese(numeral)
    return None if value is None else Decimal(value)


def _chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral below 万; None where it is not well formed (三四, 一二三)."""
    total, place, digit = 0, 10_000, None
    for sign in numeral:
        if sign in PLACES:
            if PLACES[sign] >= place or digit == 0:
                return None
            place = PLACES[sign]
            total, digit = total + place * (1 if digit is None else digit), None
        elif digit:
            return None
        else:
            digit = DIGITS[sign]
    return total + (digit or 0)


def _factor(scale: str | None) -> int:
    factor = 1
    for sign in scale or "":
        factor *= SCALES[sign]
    return factor


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
