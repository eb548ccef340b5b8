"""Paragraphs that were broken into lines, made whole again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from zjtx_kg.clean.breaks import goes_on_behind, page_breaks
from zjtx_kg.clean.labels import is_field_line
from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Span
from zjtx_kg.rules import RuleSet, load_rules

SHORTEST_WRAPPED = 20
FEWEST_WRAPPED = 3
SLACK = 3
LONGEST_RAGGED = 60
FEWEST_RAGGED = 5
RAGGED = 0.4  # part of the width by which lines of a ragged text fall short of it
PAIRS = ("()", "《》", "〔〕")  # not “”, which lose their partner too often
MARK = re.compile(f"[{''.join(PAIRS)}]")
INSIDE_PROSE = re.compile("[,、。;]")


class Line(NamedTuple):
    """A printed line, the spaces before it, and whether a blank line stands above it."""

    span: Span
    text: str
    indent: int
    gap: bool

    def length(self, columns: bool) -> int:
        """Characters, or pairs of columns where two Latin letters or figures share a pair."""
        if not columns:
            return len(self.text) + self.indent
        return len(self.text) + min(self.indent, 2) - len(self.text.encode("ascii", "ignore")) // 2


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text was broken into lines.

    Args:
        width: length of a full line in characters or, if `columns`, in pairs of columns.
        columns: what the width is measured in.
        indents: whether paragraphs begin with an indent.
        ragged: whether lines were broken before the width at any place, so that a full one tells of no paragraph.
    """

    width: int
    columns: bool
    indents: bool
    ragged: bool = False

    def fills(self, line: Line, slack: float) -> bool:
        """Whether a line reaches the width but for `slack`."""
        return abs(line.length(self.columns) - self.width) <= (RAGGED * self.width if self.ragged else slack)


def join_lines(text: MappedText) -> MappedText:
    """Lines that go on in the next joined to it; headings, cells, signatures and field lines stay alone."""
    rules = load_rules("clean-layout")
    printed = printed_lines(text.text)
    wrap = find_wrap(printed, rules)
    edits = []
    unclosed: Counter[str] = Counter()
    breaks = page_breaks(text.omissions)
    for above, below in pairwise(printed):
        _count_marks(above.text, unclosed)
        parted = text.has_wall(above.span.end - 1, below.span.start)
        cut = bool(breaks) and goes_on_behind(breaks, text, above.span, below.span)
        if not parted and _goes_on(above, below, wrap, unclosed, cut, rules):
            edits.append(Edit(Span(above.span.end, below.span.start), _between(above.text[-1], below.text[0])))
        else:
            unclosed.clear()
    return text.edit(edits)


def printed_lines(text: str) -> list[Line]:
    """The lines that are not blank, in reading order."""
    printed = []
    end = 0
    for span in lines(text):
        indent = span.start - (text.rfind("\n", end, span.start) + 1 or end)
        printed.append(Line(span, span.of(text), indent, text.count("\n", end, span.start) > 1))
        end = span.end
    return printed


def find_wrap(printed: list[Line], rules: RuleSet) -> Wrap | None:
    """The width at which lines of prose break off, where hardly any line is longer; None where there is none."""
    broken = [line for line in printed if len(line.text) >= SHORTEST_WRAPPED and _is_broken(line.text, rules)]
    parts = [line for line in printed if rules["opens-part"].search(line.text)]
    indents = 2 * sum(line.indent > 0 for line in parts) > len(parts)
    found = [_width(printed, broken, columns) for columns in (False, True)]
    near, width, columns = max(found, key=lambda one: one[0])
    if near >= FEWEST_WRAPPED and 2 * near >= len(broken):
        return Wrap(width, columns, indents)
    width = sorted(line.length(False) for line in printed)[-1 - len(printed) // 20] if printed else 0
    ragged = sum(len(line.text) >= (1 - RAGGED) * width for line in broken) >= FEWEST_RAGGED
    return Wrap(width, False, indents, ragged=True) if ragged and width <= LONGEST_RAGGED else None


def _is_broken(text: str, rules: RuleSet) -> bool:
    """Whether a line is prose that ends inside a sentence; a heading that opens a part is none."""
    if not INSIDE_PROSE.search(text) or rules["closed"].search(text):
        return False
    return not rules["opens-part"].search(text) or "。" in text[:-1]


def _width(printed: list[Line], broken: list[Line], columns: bool) -> tuple[int, int, bool]:
    """The most frequent length of broken lines with the number of lines that have it nearly."""
    lengths = Counter(line.length(columns) for line in broken)
    if not lengths:
        return 0, 0, columns
    near = {length: sum(lengths.get(length - i, 0) for i in range(SLACK + 1)) for length in lengths}
    width = max(near, key=lambda length: (near[length], length))
    longer = sum(line.length(columns) > width + SLACK for line in printed)
    return (near[width] if 20 * longer <= len(printed) else 0), width, columns


def _goes_on(above: Line, below: Line, wrap: Wrap | None, unclosed: Counter[str], cut: bool, rules: RuleSet) -> bool:
    """Whether the paragraph of the line `above` goes on in the line `below`; `cut` if a page break divides them."""
    if rules["opens-part"].search(below.text) or is_field_line(above.text) or is_field_line(below.text):
        return False
    if rules["runs-on"].search(above.text) or _closes(below.text, unclosed) or _splits_sum(above, below, rules):
        return True
    if rules["signature"].search(below.text):
        return False
    return cut or _breaks_off(above, below, rules) or _full(above, below, wrap, rules)


def _splits_sum(above: Line, below: Line, rules: RuleSet) -> bool:
    """Whether the break falls between a number of prose and its unit: 给予50 | 万元奖励."""
    return bool(rules["ends-in-number"].search(above.text) and rules["begins-with-unit"].search(below.text))


def _breaks_off(above: Line, below: Line, rules: RuleSet) -> bool:
    """Whether `above` is prose that ends inside a sentence, which `below` ends."""
    inside = rules["prose"].search(above.text) and not rules["closed"].search(above.text)
    return bool(inside and rules["closed"].search(below.text)) and not rules["own-bracket"].search(below.text)


def _full(above: Line, below: Line, wrap: Wrap | None, rules: RuleSet) -> bool:
    """Whether `above` reaches the width at which the text is broken, and `below` begins no paragraph by its indent."""
    if not wrap or below.gap:
        return False
    if wrap.ragged:
        return _is_broken(above.text, rules) and bool(INSIDE_PROSE.search(below.text)) and wrap.fills(above, 0)
    if not rules["closed"].search(above.text):
        inside = _is_broken(above.text, rules) and INSIDE_PROSE.search(below.text)
        slack = max(SLACK, RAGGED * wrap.width) if inside else SLACK  # a line break may fall before the width too
        return wrap.fills(above, slack) and not (wrap.indents and below.indent)
    ends = rules["sentence-end"].search(above.text)
    return bool(ends) and not below.indent and wrap.fills(above, 1 if wrap.indents else 0)


def _count_marks(line: str, unclosed: Counter[str]) -> None:
    """Marks of `line` added to what its paragraph has left open so far."""
    if not MARK.search(line):
        return
    for pair in PAIRS:
        unclosed[pair] = max(0, unclosed[pair] + line.count(pair[0]) - line.count(pair[1]))


def _closes(line: str, unclosed: Counter[str]) -> bool:
    """Whether `line` closes a bracket or quotation that its paragraph has left open."""
    return any(line.count(pair[1]) > line.count(pair[0]) for pair, count in unclosed.items() if count)


def _between(before: str, after: str) -> str:
    """What stands for a line break: a space between Latin words, nothing inside a number or beside Chinese."""
    words = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if words and not (before.isdigit() and after.isdigit()) else ""
