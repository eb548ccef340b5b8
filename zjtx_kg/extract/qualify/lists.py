"""Lists inside a phrase: where their marks cut it."""

from __future__ import annotations

import re
from functools import cache

from zjtx_kg.model import Span
from zjtx_kg.rules import Rule, load_rules

OPENING, CLOSING = "([“‘《〔〈", ")]”’》〕〉"


@cache
def rule(name: str) -> Rule:
    """The rule of that id for tiers, levels and shared heads."""
    return load_rules("qualify")[name]


def split_list(text: str, marks: Rule) -> list[Span]:
    """The members of a list, cut at `marks` outside brackets and quotation marks."""
    cuts = [found.span() for found in marks.find(text) if _depth(text, found.start()) == 0]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def in_groups(phrase: str, count: int) -> bool:
    """Whether the commas of a phrase part groups of one list: 国家级A、B,省级C、D with four amounts."""
    return count > 2 and "," in phrase and len(split_list(phrase, rule("list-comma"))) == count


def first_clause(phrase: str) -> tuple[str, str]:
    """The list at the beginning of a phrase, and the conditions after its first comma."""
    for found in re.finditer(",", phrase):
        if _depth(phrase, found.start()) == 0:
            return phrase[: found.start()], phrase[found.start() :]
    return phrase, ""


def _depth(text: str, at: int) -> int:
    before = text[:at]
    return sum(before.count(mark) for mark in OPENING) - sum(before.count(mark) for mark in CLOSING)
