"""Numbers of chapters, articles and items at the start of lines: found, put in sequence, ranked."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from zjtx_kg.model import Finding, Span
from zjtx_kg.rules import RuleSet

# From the outermost to the innermost, where the document itself does not show another order.
STYLES = (
    "chapter",
    "part",
    "han-comma",
    "han-paren",
    "article",
    "arabic-dot",
    "decimal",
    "decimal-deep",
    "arabic-paren",
    "circled",
)
WITH_WORD = {"chapter", "part", "article"}
AS_PRINTED = {*WITH_WORD, "decimal", "decimal-deep"}
MAY_STAND_ALONE = {*WITH_WORD, "han-comma", "han-paren"}  # their words may follow on the next line
UNITS = {"十": 10, "百": 100}
WIDEST_GAP = 3


class Line(NamedTuple):
    """A line of the clean text: one paragraph or one cell."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the start of a line.

    Args:
        line: index of the line.
        style: one of STYLES.
        value: the number's value.
        number: as a record names it: `一`, `1`, `第10条`.
        start: offset in the line of the first word after the number.
    """

    line: int
    style: str
    value: int
    number: str
    start: int


def numeral(text: str) -> int:
    """The value of a Chinese, Arabic or enclosed numeral below a thousand: 二十一 → 21, ③ → 3."""
    if text.isdecimal():
        return int(text)
    if len(text) == 1:
        return int(unicodedata.numeric(text, 0))
    total, digit = 0, 0
    for char in text:
        if char in UNITS:
            total, digit = total + (digit or 1) * UNITS[char], 0
        else:
            digit = int(unicodedata.numeric(char, 0))
    return total + digit


def read_marker(text: str, line: int, rules: RuleSet) -> Marker | None:
    """The number that `text` begins with."""
    if not rules["number"].search(text):
        return None
    for style in STYLES:
        found = rules[style].search(text)
        if not found:
            continue
        bare = next(word for word in found.groups() if word)
        number = found[0].rstrip("、.:").replace(" ", "") if style in AS_PRINTED else bare
        start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
        return (
            Marker(line, style, numeral(bare), number, start) if start < len(text) or style in MAY_STAND_ALONE else None
        )
    return None


def part_run_in(lines: Sequence[Line], rules: RuleSet) -> list[Line]:
    """The lines, those that hold several numbered items each divided before them.

    Only a line that is numbered itself is divided, where the numbers behind its sentences count on from its own or
    from 1.
    """
    return [part for line in lines for part in (_run_in(line, rules) if "。" in line.text else (line,))]


def _run_in(line: Line, rules: RuleSet) -> list[Line]:
    if not rules["number"].search(line.text):
        return [line]
    found = list(rules["run-in"].find(line.text))
    own = read_marker(line.text, 0, rules) if found else None
    if not own:
        return [line]
    for style, group in (("han-paren", "han"), ("arabic-dot", "arabic")):
        items = [item for item in found if item[group]]
        first = own.value + 1 if own.style == style else 1
        numbers = [numeral(item[group]) for item in items]
        if numbers and numbers == list(range(first, first + len(items))) and (first > 1 or len(items) > 1):
            return _divided(line, [item.start() for item in items])
    return [line]


def _divided(line: Line, places: Sequence[int]) -> list[Line]:
    """The parts of a line between `places`."""
    edges = [0, *places, len(line.text)]
    return [
        Line(Span(line.span.start + start, line.span.start + end), line.text[start:end])
        for start, end in pairwise(edges)
    ]


def read_markers(lines: Sequence[Line], rules: RuleSet) -> list[Marker]:
    """All lines that begin with a number, without the lists of annexes at the end of a letter."""
    markers: list[Marker] = []
    expected = 0  # the next number of a list of annexes; 0 outside one
    for index, line in enumerate(lines):
        if opening := rules["annex-list"].search(line.text):
            expected = 2 if opening[0][-1] != ":" else 1
            continue
        marker = None if rules["contents-line"].search(line.text) else read_marker(line.text, index, rules)
        if marker and expected and marker.style == "arabic-dot" and marker.value == expected:
            expected += 1
        elif marker:
            expected = 0
            markers.append(marker)
    return markers


def in_sequence(markers: Sequence[Marker], lines: Sequence[Line]) -> tuple[list[Marker], list[Finding]]:
    """The markers that count on from the one before of their style or begin anew, and findings on the others."""
    kept: list[Marker] = []
    findings: list[Finding] = []
    last: dict[str, int] = {}
    following = _following(markers)
    for marker in markers:
        before = last.get(marker.style, 0)
        step = marker.value - before
        fits = marker.value == 1 or step == 1
        near = 0 <= step <= WIDEST_GAP if marker.style in last else marker.style in MAY_STAND_ALONE
        if fits or near or following.get(marker) == marker.value + 1:
            kept.append(marker)
            last[marker.style] = marker.value
        if not fits:
            how = "taken as an item out of sequence" if kept and kept[-1] is marker else "is no item"
            message = f"number {marker.number} does not follow {before}: {how}"
            findings.append(Finding("outline.sequence", message, span=lines[marker.line].span))
    return kept, findings


def _following(markers: Sequence[Marker]) -> dict[Marker, int]:
    """For each marker the value of the next one of its style."""
    values: dict[Marker, int] = {}
    next_value: dict[str, int] = {}
    for marker in reversed(markers):
        if marker.style in next_value:
            values[marker] = next_value[marker.style]
        next_value[marker.style] = marker.value
    return values


def rank_styles(markers: Sequence[Marker]) -> dict[str, int]:
    """How deep each style lies in this document, 0 for the outermost.

    A list that begins right after an item of another style lies below it: `第六条` followed by `(一)` puts articles
    above items in brackets, while `(一)` followed by `第六条` leaves them below. Where the other style counts on inside
    the list, as articles do that run on through `一、` and `二、`, the list lies above it.
    """
    order = list(STYLES)
    for style in STYLES:
        before = Counter(
            earlier.style
            for at, (earlier, marker) in enumerate(pairwise(markers), 1)
            if marker.style == style and marker.value == 1 and earlier.style != style
            if not _counts_on(markers, at, earlier)
        )
        if before:
            above = before.most_common(1)[0][0]
            if order.index(above) > order.index(style):
                order.remove(style)
                order.insert(order.index(above) + 1, style)
    return {style: rank for rank, style in enumerate(order)}


def _counts_on(markers: Sequence[Marker], at: int, earlier: Marker) -> bool:
    """Whether the style of `earlier` counts on right inside the item that begins with the marker at `at`."""
    after = markers[at + 1] if at + 1 < len(markers) else None
    return after is not None and after.style == earlier.style and after.value == earlier.value + 1
