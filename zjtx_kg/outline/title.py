"""The head of a policy: its title over one or more lines, and the preamble between title and first number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_kg.model import Span
from zjtx_kg.outline.numbering import Line
from zjtx_kg.rules import RuleSet

LONGEST_TITLE_LINE = 70
MOST_TITLE_LINES = 5
BRACKETED = re.compile(r"[(〔【][^()]{1,24}[)〕】]$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a policy stands, as indexes of lines.

    Args:
        start: first line of the head; the lines before it belong to a letter, a notice or a portal.
        title: lines of the title, empty where none is printed over the text.
        preamble: first line of the preamble.
    """

    start: int
    title: range
    preamble: int


def find_head(lines: Sequence[Line], first: int, floor: int, rules: RuleSet) -> Head:
    """The head above line `first`, not higher than line `floor`."""
    preamble = first
    while preamble > floor and is_running(lines[preamble - 1].text, rules):
        preamble -= 1
    bottom = preamble
    while bottom > floor and _is_between(lines[bottom - 1].text, rules):
        bottom -= 1
    bottom = _above_issuer(lines, bottom, floor, rules)
    if bottom == floor or not _ends_title(_without_draft_mark(lines[bottom - 1].text, rules), rules):
        return Head(preamble, range(0), preamble)
    top = _top_of_title(lines, bottom, floor, rules)
    return Head(top, range(top, bottom), preamble)


def _above_issuer(lines: Sequence[Line], bottom: int, floor: int, rules: RuleSet) -> int:
    """The line below the title where the names of the organs that issue the policy stand under it, else `bottom`."""
    above = bottom
    while above > floor and rules["organ-line"].search(lines[above - 1].text):
        above -= 1
    under_title = floor < above < bottom and _ends_title(lines[above - 1].text, rules)
    return above if under_title else bottom


def is_running(text: str, rules: RuleSet) -> bool:
    """Whether a line is a paragraph or a salutation."""
    if any(rules[rule].search(text) for rule in ("field-line", "date-line", "remark-line", "back-line")):
        return False
    if rules["salutation"].search(text) or rules["preamble-line"].search(text):
        return True
    bracket_end = text[-1] in ")）】" and rules["title-tail"].search(text)
    return bool(rules["sentence"].search(text) and not bracket_end) or text.endswith((":", ","))


def _ends_title(text: str, rules: RuleSet) -> bool:
    """Whether a line can be the last of a title."""
    return any(rules[rule].search(text) for rule in ("title-tail", "about-line"))


def _is_between(text: str, rules: RuleSet) -> bool:
    """Whether a line may stand between a title and its text: remarks, dates, the portal's fields and paths."""
    if any(mark in text for mark in "|>"):
        return True
    apart = ("remark-line", "date-line", "field-line", "gazette-line", "number-line")
    return any(rules[rule].search(text) for rule in apart)


def _top_of_title(lines: Sequence[Line], bottom: int, floor: int, rules: RuleSet) -> int:
    """The first of the title's lines, of which the last is `bottom - 1`."""
    top = bottom - 1
    while top > floor and bottom - top < MOST_TITLE_LINES and _continues(lines[top - 1].text, lines[top].text, rules):
        top -= 1
    return top


def _continues(above: str, below: str, rules: RuleSet) -> bool:
    """Whether the line above belongs to the same title."""
    if len(above) > LONGEST_TITLE_LINE or is_running(above, rules) or _is_between(above, rules):
        return False
    if rules["back-line"].search(above) or ":" in above:
        return False
    if BRACKETED.fullmatch(below):
        return True
    if rules["title-tail"].search(above):
        return False
    return bool(rules["goes-on"].search(below)) or not rules["organ-line"].search(above)


def _without_draft_mark(text: str, rules: RuleSet) -> str:
    return rules["draft-mark"].pattern.sub("", text)


def title_spans(lines: Sequence[Line], head: Head, rules: RuleSet) -> tuple[Span, ...]:
    """The title's words, without the mark of a draft: of a notice or an explanation those of the policy in question."""
    spans = tuple(lines[index].span for index in head.title)
    joined = "".join(lines[index].text for index in head.title)
    if rules["cut-title"].search(joined):
        return ()
    end = len(_without_draft_mark(joined, rules))
    tag = rules["title-tag"].search(joined)
    issued = rules["issuing-notice"].search(joined)
    if issued and issued.end() == end:
        return _cut(spans, *issued.span("quoted" if issued["quoted"] else "bare"))
    if explained := rules["explained-title"].search(joined[:end]):
        return _cut(spans, *explained.span("title"))
    return _cut(spans, tag.end() if tag else 0, end)


def _cut(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The parts of `spans` from character `start` up to `end` of their joined text."""
    parts, offset = [], 0
    for span in spans:
        length = span.end - span.start
        low, high = max(start - offset, 0), min(end - offset, length)
        if low < high:
            parts.append(Span(span.start + low, span.start + high))
        offset += length
    return tuple(parts)


def issued_title(lines: Sequence[Line], end: int, rules: RuleSet) -> tuple[Span, ...]:
    """The plan's title in the notice before line `end`; empty where no notice names one."""
    for line in lines[:end]:
        for rule, group in (("issued-plan", "title"), ("issuing-notice", "quoted"), ("issuing-notice", "bare")):
            found = rules[rule].search(line.text)
            if found and found[group]:
                return (Span(*found.span(group)).shift(line.span.start),)
    return ()
