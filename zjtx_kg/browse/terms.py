"""The words that are looked for: how they are told apart, and where a text holds one."""

from __future__ import annotations

import re
from functools import lru_cache

from zjtx_kg.browse.folding import folded
from zjtx_kg.rules import load_rules

TERMS_KEPT = 256
# What stands before the first digits of a term where they are part of a longer number: 200 in 1200, 0.200 or 1,200.
# Before more than three digits a point numbers a line (1.2025年); a comma that parts no groups parts clauses.
DIGIT_BEFORE, POINT_BEFORE, COMMA_BEFORE = r"(?<![0-9])", r"(?<![0-9]\.)", r"(?<![0-9],)"
GOES_ON = r"(?![0-9]|\.[0-9]+(?![0-9.])|,[0-9]{3}(?![0-9]))"
DIGITS = frozenset("0123456789")


def terms_of(words: str) -> list[str]:
    """The terms of what was typed, folded, each once; a number and its unit are one: 20 万元."""
    line = " ".join(folded(words).replace("\0", " ").split())
    return list(dict.fromkeys(load_rules("search")["inner-space"].pattern.sub("", line).split()))


def is_cut_from_numbers(term: str) -> bool:
    """Whether a term begins or ends with a digit, so that it could be met inside a longer number."""
    return term[0] in DIGITS or term[-1] in DIGITS


@lru_cache(TERMS_KEPT)
def pattern_of(term: str) -> re.Pattern[str]:
    """What finds a folded term in a folded text, but for numbers inside longer ones: 20 is not in 2020 or 200."""
    return re.compile(_before(term) + re.escape(term) + (GOES_ON if term[-1] in DIGITS else ""))


def _before(term: str) -> str:
    digits = len(term) - len(term.lstrip("0123456789"))
    point, comma = POINT_BEFORE if digits <= 3 else "", COMMA_BEFORE if digits == 3 else ""
    return DIGIT_BEFORE + point + comma if digits else ""
