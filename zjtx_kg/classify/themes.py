"""The themes of a measure: what it does, weighed by the places of its words.

A heading says what a measure is for, its first clause nearly so; what stands further on are mostly the means. A word
counts once, where it tells most. What the headings around tell is added, as little as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from zjtx_kg.classify.cues import HINT, PATTERN, Cue, find_cues
from zjtx_kg.classify.wording import Wording
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Classification, Span
from zjtx_kg.rules import RuleSet, load_rules

HEADING, OPENING, BODY = 5.0, 3.0, 1.0
"""How much a cue tells by its place: in a heading, in the first clause where there is none, further on."""
HEADING_MOST, OPENING_MOST, BODY_MOST = 12.0, 6.0, 6.0
"""The most that all words of one theme tell there."""
AROUND, FIELD = (1.2, 0.6, 0.3), 6.0
"""What a heading around tells, from the inside out, and how much more where the measure only names fields."""
MOST = 3
SHARE, LEAST = 0.4, 2.5
"""A further theme tells at least this share of what the main one does, and no less than this."""
TIERS = "tiers-of-"
RECOGNISED = 40
"""How far before a tier, in characters, its word of recognition may stand."""


@lru_cache(maxsize=1)
def theme_rules() -> RuleSet:
    """The rules for themes."""
    return load_rules("themes")


def themes_of(wording: Wording, knowledge: Knowledge) -> Iterator[Classification]:
    """One to three themes, the one that tells most first; none where no word tells."""
    own = [*find_cues(wording.text, knowledge.themes, theme_rules()), *_tier_cues(wording.text, knowledge)]
    told = _told(wording, own, knowledge)
    first = {cue.notation: cue.span.start for cue in sorted(own, key=lambda cue: -cue.span.start)}
    ranked = sorted(told, key=lambda notation: (-told[notation], first.get(notation, len(wording.text)), notation))
    least = max(LEAST, SHARE * told[ranked[0]]) if ranked else 0
    for rank, notation in enumerate(ranked[:MOST]):
        if rank == 0 or told[notation] >= least:
            yield _classification(wording, notation, own)


def _told(wording: Wording, own: Sequence[Cue], knowledge: Knowledge) -> dict[str, float]:
    """Notation → how much the measure tells of it."""
    told: dict[str, float] = {}
    for most, cues in _by_place(wording, own):
        for notation, weight in _sums(wording.text, cues).items():
            told[notation] = told.get(notation, 0) + min(weight, most)
    for notation, weight in _around(wording, knowledge):
        told[notation] = told.get(notation, 0) + weight
    return told


def _by_place(wording: Wording, own: Sequence[Cue]) -> Iterator[tuple[float, list[Cue]]]:
    """The cues of head and rest, weighed by their place, each with the most that they tell together."""
    head = HEADING if wording.named else OPENING
    inside = [replace(cue, weight=cue.weight * head) for cue in own if cue.span.end <= wording.head.end]
    words = {(cue.notation, cue.span.of(wording.text)) for cue in inside}
    yield HEADING_MOST if wording.named else OPENING_MOST, inside
    rest = [cue for cue in own if cue.span.end > wording.head.end]
    yield BODY_MOST, [cue for cue in rest if (cue.notation, cue.span.of(wording.text)) not in words]


def _sums(text: str, cues: Iterable[Cue]) -> dict[str, float]:
    """Notation → what its different words tell."""
    words = {(cue.notation, cue.span.of(text)): cue.weight for cue in cues}
    sums: dict[str, float] = {}
    for (notation, _), weight in words.items():
        sums[notation] = sums.get(notation, 0) + weight
    return sums


def _around(wording: Wording, knowledge: Knowledge) -> Iterator[tuple[str, float]]:
    """What the headings around tell; of a measure that names fields of development they tell what it is for."""
    decides = FIELD if theme_rules()["field"].search(wording.head.of(wording.text)) else 1
    for weight, heading in zip(AROUND, wording.sections, strict=False):
        for notation in dict.fromkeys(cue.notation for cue in find_cues(heading, knowledge.themes, theme_rules())):
            yield notation, weight * decides


def _place(wording: Wording, span: Span) -> float:
    if span.end <= wording.head.end:
        return HEADING if wording.named else OPENING
    return BODY


def _tier_cues(text: str, knowledge: Knowledge) -> Iterator[Cue]:
    """Tiers of enterprises tell of what a measure is for where it is for reaching them, and hint at it elsewhere."""
    recognised = theme_rules()["recognised"]
    for span, tier in knowledge.tiers.find(text):
        before = max(0, span.start - RECOGNISED)
        reached = recognised.search(text[before : span.start])
        start = before + reached.start() if reached else span.start
        yield Cue(_theme_of_tier(tier.notation), Span(start, span.end), PATTERN if reached else HINT / 2, "themes.tier")


@cache
def _theme_of_tier(tier: str) -> str:
    lists = theme_rules().lists
    named = (name.removeprefix(TIERS) for name, tiers in lists.items() if name.startswith(TIERS) and tier in tiers)
    return next(named, "gradient-cultivation")


def _classification(wording: Wording, notation: str, own: Sequence[Cue]) -> Classification:
    """The theme with the words that tell most of it; where only headings around do, those that open the measure."""
    cues = [cue for cue in own if cue.notation == notation]
    best = max(cues, key=lambda cue: (cue.weight * _place(wording, cue.span), -cue.span.start), default=None)
    span, rule = (best.span, best.rule) if best else (wording.head, "themes.section")
    return Classification("theme", notation, wording.quote(span, rule))
