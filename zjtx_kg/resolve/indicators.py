"""Printed indicators → the things counted, shared across regions and years.

A count of the enterprises of one tier is keyed by level and tier; some common figures have keys of their own
(rules/indicators.toml); all others are keyed by their cleared wording, so that the same words meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from zjtx_kg.model import Finding, Level, Target
from zjtx_kg.resolve.home import Home
from zjtx_kg.rules import RuleSet, load_rules
from zjtx_kg.vocabulary import Vocabulary

SHARED = "indicator-"
COUNTS = ("bodies", "people", "things")  # lists of words for one count, the first of which stands for all


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted.

    Args:
        key: stable key: `provincial-srdi-sme`, `market-entities`, else the cleared wording.
        label: Chinese label.
        tier: tier id where it counts enterprises of one tier.
        level: level of recognition where the tier has one.
        mapped: whether it is a known indicator rather than the cleared wording.
        unit: in what it is counted, one word for one count; None where only its growth is a target, or it has none.
    """

    key: str
    label: str
    tier: str | None = None
    level: Level | None = None
    mapped: bool = True
    unit: str | None = None


def resolve_indicators(
    targets: Iterable[Target], home: Home, tiers: Vocabulary
) -> tuple[dict[str, Indicator], tuple[Finding, ...]]:
    """Each printed indicator with what it counts; a finding for each that stays with its own wording."""
    rules = load_rules("indicators")
    indicators: dict[str, Indicator] = {}
    findings: list[Finding] = []
    for target in targets:
        known = indicators.get(target.indicator)
        if known is not None and known.unit is not None:
            continue
        found = known or _count_of_tier(target, tiers, rules) or _by_wording(target, home, rules)
        indicators[target.indicator] = replace(found, unit=_unit(target, rules))
        if known is not None:
            continue
        if not found.mapped:
            message = f"{target.indicator!r} is no indicator that policies share: it is known by its wording"
            findings.append(Finding("resolve.unmapped-indicator", message, "info", target.quote.span))
    return indicators, tuple(findings)


def _count_of_tier(target: Target, tiers: Vocabulary, rules: RuleSet) -> Indicator | None:
    """The count of a tier's enterprises, where the words say no more than tier and level."""
    named = tiers.find(target.indicator)
    if target.tier is None or [concept.notation for _, concept in named] != [target.tier]:
        return None
    span, concept = named[0]
    beside = target.indicator[: span.start] + target.indicator[span.end :]
    levels = [word for level in get_args(Level) for word in rules.lists[level]]
    if _without(beside, [*rules.lists["upwards"], *levels, *rules.lists["filler"]], rules):
        return None
    label = rules["marks"].pattern.sub("", concept.label_zh) + "数量"
    return _with_level(Indicator(concept.notation, label, concept.notation), target, rules)


def _by_wording(target: Target, home: Home, rules: RuleSet) -> Indicator:
    wording = rules["marks"].pattern.sub("", target.indicator)
    for name in {home.name, *(region.name for region in home.line)} - {""}:
        wording = wording.removeprefix(name) or wording
    for rule in ("territory", "count-word"):
        wording = rules[rule].pattern.sub("", wording) or wording
    recognised = rules["level"].pattern.sub("", wording) if target.level else wording
    for name, shared in rules.rules.items():
        if name.startswith(SHARED) and shared.search(recognised):
            return _with_level(Indicator(name.removeprefix(SHARED), shared.says), target, rules)
    return Indicator(wording, wording, mapped=False)


def _unit(target: Target, rules: RuleSet) -> str | None:
    """The unit of what is counted: a rate of growth has none."""
    if target.kind == "growth" or target.unit is None:
        return None
    counts = (rules.lists[name] for name in COUNTS if target.unit in rules.lists[name])
    return next((words[0] for words in counts), target.unit)


def _with_level(indicator: Indicator, target: Target, rules: RuleSet) -> Indicator:
    """The indicator at the level of recognition that its words name, `or-above` where they take in those above."""
    if target.level is None or indicator.key in rules.lists["one-level"]:
        return indicator
    before = rules["level"].search(rules["marks"].pattern.sub("", target.indicator))
    upwards = before is not None and before[0].endswith(rules.lists["upwards"])
    key = "-".join(filter(None, (target.level, "or-above" if upwards else "", indicator.key)))
    words = rules.lists[target.level][0] + ("以上" if upwards else "")
    return replace(indicator, key=key, label=words + indicator.label, level=target.level)


def _without(text: str, words: Iterable[str], rules: RuleSet) -> str:
    text = rules["marks"].pattern.sub("", text)
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text
