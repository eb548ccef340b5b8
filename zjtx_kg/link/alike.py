"""How alike the words of measures are: as a whole, and in the sentences of both that are the likest.

A measure often does several things, a sentence each, of which a counterpart shares one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from zjtx_kg.link.neighbours import Floats, Numbers, Pairs, neighbours, products
from zjtx_kg.link.rarity import Rarity
from zjtx_kg.link.weights import weigh


class Alike(NamedTuple):
    """Pairs of measures, by their places in a sequence, with the likeness of their words from 0 to 1."""

    pairs: Pairs
    words: Floats


def alike(texts: Sequence[str], places: Numbers, also: Pairs, rarity: Rarity) -> Alike:
    """Pairs of measures of different places with a likeness worth looking at.

    Args:
        texts: telling texts of the measures.
        places: of each measure its place.
        also: pairs to look at whatever their words.
    """
    sentences = [(number, sentence) for number, text in enumerate(texts) for sentence in text.split("\n")]
    owners = np.array([number for number, _ in sentences], np.int64)
    rows = weigh((sentence for _, sentence in sentences), rarity)
    a, b = map(np.concatenate, zip(neighbours(rows, places[owners]), _sentences(owners, also), strict=True))
    pairs, likest = _likest(owners[a], owners[b], products(rows, (a, b)))
    return Alike(pairs, np.asarray((products(weigh(texts, rarity), pairs) + likest) / 2, np.float32))


def _sentences(owners: Numbers, pairs: Pairs) -> Pairs:
    """Each sentence of the one measure with each of the other; `owners` are in order."""
    first, other = (np.searchsorted(owners, each) for each in pairs)
    many, others = (np.searchsorted(owners, each, "right") - np.searchsorted(owners, each) for each in pairs)
    count = many * others
    pair = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    return first[pair] + nth // others[pair], other[pair] + nth % others[pair]


def _likest(a: Numbers, b: Numbers, likeness: Floats) -> tuple[Pairs, Floats]:
    """Each pair of measures once, with the likeness of its likest sentences."""
    order = np.lexsort((-likeness, b, a))
    a, b, likeness = a[order], b[order], likeness[order]
    first = np.ones(len(a), bool)
    first[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    return (a[first], b[first]), likeness[first]
