"""The level of recognition that a phrase names."""

from __future__ import annotations

from functools import cache, lru_cache

from zjtx_kg.extract.qualify.lists import rule
from zjtx_kg.model import Level
from zjtx_kg.rules import Rule

PHRASES = 512  # of one document, asked for while they are divided and again when they are made whole

LEVELS: tuple[Level, ...] = ("national", "provincial", "municipal", "county")


@lru_cache(maxsize=PHRASES)
def level_of(phrase: str, province_level: bool = False) -> Level | None:
    """The level in the phrase's own words: explicit ones first, then titles and organs; None where several disagree.

    Args:
        phrase: a recipient or an indicator.
        province_level: the issuer lies in a municipality under the central government, where a city is a province.
    """
    if step := rule("becomes").search(phrase):
        phrase = phrase[step.end() :]
    recognised = [found["object"] for found in rule("recognised-object").find(phrase)]
    for words in [*reversed(recognised), phrase]:
        if named := _named(words, "word") or _named(words, "title")[:1]:
            break
    levels: set[Level] = {"provincial" if province_level and level == "municipal" else level for level in named}
    return levels.pop() if len(levels) == 1 else None


def level_words(phrase: str) -> str:
    """The words of level at the beginning of a recognised thing, which things listed after it share; else empty."""
    found = rule("recognised-level").search(phrase)
    return found["level"] if found else ""


def own_level(item: str) -> str:
    """The run of levels, or the level, at the beginning of a thing; of organs with the verb: 国家、省认定的."""
    for name in ("level-run", "recognised-run"):
        if (run := rule(name).search(item)) and run.start() == 0:
            return run[0] + run.groupdict().get("verb", "")
    found = rule("shared-level").search(item)
    return found[0] if found else ""


def from_level(item: str) -> str:
    """The thing from its level on, without the relative clause before: 新迁入的国家级…"""
    found = rule("shared-level").search(item)
    return item[found.start() :] if found else item


def _named(phrase: str, manner: str) -> list[Level]:
    return [level for level, named in _rules(manner) if named.search(phrase)]


@cache
def _rules(manner: str) -> tuple[tuple[Level, Rule], ...]:
    """The rules by which a phrase names the levels in one manner."""
    return tuple((level, rule(f"{level}-{manner}")) for level in LEVELS)
