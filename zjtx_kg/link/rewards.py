"""Measures that reward firms for the same, such as being recognised as a tier: worth comparing whatever their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zjtx_kg.link.documents import LinkMeasure
from zjtx_kg.link.neighbours import Numbers, Pairs
from zjtx_kg.rules import load_rules
from zjtx_kg.vocabulary import Vocabulary

REACHED = "tier-reached"  # the occasion of an award for being recognised
NEAR = 12  # measures that each is compared with of those that reward the same, so that the work grows with their number


def rewards(measure: LinkMeasure, tiers: Vocabulary) -> tuple[str, ...]:
    """What a measure rewards, `TIER/OCCASION`, sorted: by its awards, and by support that names no sum."""
    supports = load_rules("counterparts")["supports-recognised"].pattern.finditer(measure.text)
    supported = {f"{tier.notation}/{REACHED}" for words in supports for _, tier in tiers.find(words[0])}
    return tuple(sorted(supported | set(measure.rewarded)))


def same_rewards(rewarded: Sequence[Sequence[str]], places: Numbers) -> Pairs:
    """Pairs `a < b` of measures of different places that reward the same, each once, sorted.

    Those of one reward stand in a circle, where such as have all their rewards in common are near each other.

    Args:
        rewarded: of each measure what it rewards.
        places: of each measure its place.
    """
    circles: dict[str, list[int]] = {}
    for number in sorted(range(len(rewarded)), key=lambda number: (rewarded[number], number)):
        for reward in rewarded[number]:
            circles.setdefault(reward, []).append(number)
    found = [np.empty((0, 2), np.int64)]
    for circle in map(np.array, circles.values()):
        found += [np.column_stack((circle, np.roll(circle, -step))) for step in range(1, min(NEAR + 1, len(circle)))]
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    a, b = pairs[:, 0], pairs[:, 1]
    elsewhere = places[a] != places[b]
    return a[elsewhere], b[elsewhere]
