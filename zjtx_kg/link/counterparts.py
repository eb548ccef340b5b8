"""Counterparts: measures of different places that take the same action, by weighted words, themes and instruments.

An index finds the measures of other places whose words are the likest (`alike`), another those that reward the same
(`rewards`); each such pair gets a score (`likeness`), and each measure keeps its best ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from zjtx_kg.knowledge import Knowledge
from zjtx_kg.link.alike import alike
from zjtx_kg.link.documents import LinkDocument, LinkMeasure
from zjtx_kg.link.ground import ground
from zjtx_kg.link.likeness import scores
from zjtx_kg.link.links import Counterpart, Grade
from zjtx_kg.link.neighbours import DIGITS, Floats, Pairs
from zjtx_kg.link.rarity import load_rarity
from zjtx_kg.link.rewards import rewards, same_rewards
from zjtx_kg.link.shared_words import covered, shared_words
from zjtx_kg.link.weights import telling
from zjtx_kg.model.bounds import ALIKE, HELD, LEAST_SCORE, MOST_COUNTERPARTS
from zjtx_kg.vocabulary import Vocabulary


class Told(NamedTuple):
    """A measure with its place, its telling text and what it rewards."""

    measure: LinkMeasure
    place: str
    text: str
    rewards: tuple[str, ...]


def counterparts(documents: Sequence[LinkDocument], knowledge: Knowledge) -> tuple[Counterpart, ...]:
    """The counterparts of all measures, at most `MOST_COUNTERPARTS` of each; the same whatever the documents' order."""
    told = sorted(_told(documents, knowledge.tiers), key=lambda each: each.measure.iri)
    places = np.unique([each.place for each in told], return_inverse=True)[1].astype(np.int64)
    rewarded = [each.rewards for each in told]
    found = alike([each.text for each in told], places, same_rewards(rewarded, places), load_rarity("words"))
    scored = scores(found, [each.measure for each in told], rewarded).round(DIGITS)
    return tuple(
        sorted(
            _counterpart(told[found.pairs[0][each]], told[found.pairs[1][each]], scored[each], found.words[each])
            for each in _best(found.pairs, scored, len(told))
        )
    )


def _told(documents: Sequence[LinkDocument], tiers: Vocabulary) -> Iterator[Told]:
    for document in documents:
        for measure in document.measures:
            yield Told(measure, document.place, telling(measure.text, tiers), rewards(measure, tiers))


def _best(pairs: Pairs, scored: Floats, measures: int) -> Iterator[int]:
    """The numbers of the pairs that are links: the best first, as long as neither measure has all it may have."""
    shown = np.flatnonzero(scored >= LEAST_SCORE)
    a, b = pairs[0][shown], pairs[1][shown]
    # Of equal pairs those first that are near in the circle of measures: else all would choose the same few.
    apart = np.minimum(b - a, measures - (b - a))
    held: Counter[int] = Counter()
    for number in np.lexsort((a, apart, -scored[shown])):
        one, other = int(a[number]), int(b[number])
        if held[one] < MOST_COUNTERPARTS and held[other] < MOST_COUNTERPARTS:
            held.update((one, other))
            yield int(shown[number])


def _counterpart(one: Told, other: Told, score: float, words: float) -> Counterpart:
    same = {
        name: _common(getattr(one.measure, name), getattr(other.measure, name))
        for name in ("themes", "instruments", "tiers")
    }
    rewarded = {reward.partition("/")[0] for reward in _common(one.rewards, other.rewards)}
    same["tiers"] = tuple(sorted(rewarded.union(same["tiers"])))
    common = shared_words(one.text, other.text, load_rarity("words"))
    return Counterpart(
        a=one.measure.iri,
        b=other.measure.iri,
        score=round(float(score), 2),
        grade=_grade(one, other, words),
        ground=ground(common, sorted(rewarded), **same),
        words=common,
        **same,
    )


def _grade(one: Told, other: Told, words: float) -> Grade:
    return "nearly-same" if round(words, DIGITS) >= ALIKE and covered(one.text, other.text) >= HELD else "same-action"


def _common(a: Collection[str], b: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(set(a) & set(b)))
