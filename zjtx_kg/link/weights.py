"""What the words of a measure tell of its action: pairs of neighbouring characters, weighted by how rare they are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import pairwise
from math import sqrt

import numpy as np
from scipy.sparse import csr_array

from zjtx_kg.link.rarity import Rarity
from zjtx_kg.rules import load_rules
from zjtx_kg.vocabulary import Vocabulary

SHORT = 60  # squared weight that is added to each text, so that two short ones are not alike for a few words


def telling(text: str, tiers: Vocabulary) -> str:
    """The text without words that say little and without marks: a sentence a line, runs of characters parted by spaces.

    Little say names of tiers, firms and sectors, titles of documents and numbers.
    """
    for span, _ in reversed(tiers.find(text)):
        text = f"{text[: span.start]} {text[span.end :]}"
    rules = load_rules("counterparts")
    sentences = rules["sentence-end"].pattern.split(rules["weak"].pattern.sub(" ", text))
    return "\n".join(rules["mark"].pattern.sub(" ", sentence) for sentence in sentences)


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring characters of a telling text."""
    return {a + b for run in text.split() for a, b in pairwise(run)}


def weigh(texts: Iterable[str], rarity: Rarity) -> csr_array:
    """A row of weights for each telling text, a column for each pair of characters; a row's length is less than 1."""
    columns: dict[str, int] = {}
    weights, indices, ends = array("f"), array("i"), array("i", [0])
    for text in texts:
        row = {pair: weight for pair in sorted(pairs(text)) if (weight := rarity[pair]) > 0}
        length = sqrt(sum(weight * weight for weight in row.values()) + SHORT)
        weights.extend(weight / length for weight in row.values())
        indices.extend(columns.setdefault(pair, len(columns)) for pair in row)
        ends.append(len(indices))
    parts = (np.frombuffer(weights, np.float32), np.frombuffer(indices, np.int32), np.frombuffer(ends, np.int32))
    return csr_array(parts, shape=(len(ends) - 1, len(columns)))
