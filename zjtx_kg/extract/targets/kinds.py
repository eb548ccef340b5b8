"""Kind, bound, tier, level and base of a target."""

from __future__ import annotations

from zjtx_kg.extract.qualify import level_of, tier_of
from zjtx_kg.extract.targets.figures import rules
from zjtx_kg.extract.targets.wording import Reading
from zjtx_kg.model import Comparator, Level, TargetKind
from zjtx_kg.vocabulary import Vocabulary


def kind_of(reading: Reading, before: TargetKind | None, yearly: bool) -> TargetKind:
    """The kind of a reading; `before` is that of the member before it, which an elliptic one shares."""
    figure = reading.figure
    if figure.coverage:
        return "share"
    words = f"{reading.context} {reading.indicator}"
    if figure.sort == "share":
        return _kind_of_rate(reading, words, before)
    if yearly:
        return "annual"
    if rules()["added"].search(words):
        return "increment"
    elliptic = not reading.printed and any(rules()[rule].search(reading.context) for rule in ("among", "year-alone"))
    return "increment" if before == "increment" and (elliptic or not reading.own_verb) else "level"


def _kind_of_rate(reading: Reading, words: str, before: TargetKind | None) -> TargetKind:
    if rules()["limit"].search(reading.reach):
        return "level"
    is_share = rules()["share-name"].search(reading.indicator)
    if rules()["growth"].search(reading.reach if is_share else words):
        return "growth"
    return "growth" if before == "growth" and not reading.own_verb and not is_share else "share"


def comparator_of(reading: Reading) -> Comparator:
    """The bound: at least, unless the words around the number say about or at most."""
    if rules()["about"].search(reading.reach):
        return "="
    return "<=" if rules()["at-most"].search(reading.reach) else ">="


def tier_counted(reading: Reading, kind: TargetKind, tiers: Vocabulary) -> str | None:
    """The tier of the enterprises that the indicator counts; None for growth, shares, money and mixed tiers."""
    if kind in ("growth", "share") or reading.figure.sort != "count":
        return None
    words = rules()["level-at-end"].pattern.sub("", rules()["bracket"].pattern.sub("", reading.indicator))
    words = f"{reading.pool}入库企业" if rules()["pooled"].search(words) else words
    if rules()["pool-of-tier"].search(words):
        return "srdi-pool"
    if rules()["of-another-pool"].search(words):
        return None
    becomes = rules()["becomes"].search(words)
    return tier_of(words[becomes.end() :], tiers) if becomes else _tier_named(words, tiers)


def _tier_named(words: str, tiers: Vocabulary) -> str | None:
    """The tier that the words name as a whole, or as what the enterprises that do something are."""
    if rules()["lists-itself"].search(words):
        return "listed"
    named = tiers.find(words)
    if len({concept.notation for _, concept in named}) > 1:
        return None
    if named and rules()["act"].search(words[named[0][0].end :].lstrip("”’")):
        return named[0][1].notation
    return tier_of(words, tiers)


def level_counted(reading: Reading, province_level: bool) -> Level | None:
    """The level in the indicator's own words, praise left aside; None where it names a run of levels."""
    if rules()["levels-in-a-row"].search(reading.indicator):
        return None
    return level_of(rules()["praise"].pattern.sub("", reading.indicator), province_level)


def base_year(reading: Reading) -> int | None:
    """The year of the starting point, or the one with which a growth is compared, where the text states it."""
    if reading.figure.base:
        return reading.figure.base.year
    found = rules()["base-year"].search(reading.context)
    return int(found["year"]) if found else None
