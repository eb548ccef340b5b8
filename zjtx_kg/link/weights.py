"""What the words of a measure tell about its action: pairs of neighbouring characters, weighted by how rare they are.

How rare a pair is stands in a table (data/measure-wording.md) and not in the release that is linked, so the likeness
of two measures is theirs alone: other documents do not change it, and few documents are linked as well as many.
"""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_array

from zjtx_kg.errors import SourceError
from zjtx_kg.resources import resource
from zjtx_kg.rules import load_rules
from zjtx_kg.vocabulary import Vocabulary

TABLE = "measure-wording.csv"
DAMPING = 0.7  # the power of a pair's rarity: the rarest pairs are often a name
SHORT = 60  # squared weight that is added to each text, so that two short ones are not alike for a few words


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weight of each pair of characters, 0 or more; `unknown` is that of a pair that the table does not have."""

    weights: Mapping[str, float]
    unknown: float

    def __getitem__(self, pair: str) -> float:
        return self.weights.get(pair, self.unknown)


@cache
def load_rarity() -> Rarity:
    """The table of the project; `SourceError` where it is missing or broken."""
    path = resource("data") / TABLE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            holding = {row["pair"]: int(row["measures"]) for row in csv.DictReader(file)}
        measures = holding.pop("")  # the empty word stands in every measure
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"no table of words ({error!r})", where=str(path), remedy="Restore the file.") from error
    weights = {pair: _weight(held, measures) for pair, held in holding.items()}
    return Rarity(weights, _weight(0, measures))


def _weight(held: int, measures: int) -> float:
    return float(log((measures + 1) / (held + 1)) ** DAMPING)


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
