"""When two texts of records say the same, by the record contract (docs/records.md)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from zjtx_kg.rules import load_rules

# Two wordings are the same from this likeness on, or from this share of common pairs of characters, where there are
# pairs enough.
ALIKE, SHARED_PAIRS, FEWEST_PAIRS = 0.6, 0.8, 5


@lru_cache(maxsize=100_000)
def folded(text: object) -> str:
    """Text as it is compared: full-width forms folded, without white space, quotation marks, dashes and 〔〕."""
    plain = unicodedata.normalize("NFKC", "" if text is None else str(text))
    return load_rules("comparison")["typography"].pattern.sub("", plain)


def likeness(gold: object, predicted: object) -> float:
    """How alike two texts are once folded, 0 to 1."""
    a, b = folded(gold), folded(predicted)
    if a == b:
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def same_wording(gold: object, predicted: object) -> bool:
    """Whether two recipients or indicators say the same, apart from verbs of recognition, general heads and order."""
    a, b = folded(gold), folded(predicted)
    return likeness(a, b) >= ALIKE or likeness(_core(a), _core(b)) >= ALIKE or _shared_pairs(a, b) >= SHARED_PAIRS


def _core(text: str) -> str:
    return load_rules("comparison")["not-compared"].pattern.sub("", text)


def _shared_pairs(a: str, b: str) -> float:
    """Share of the shorter text's pairs of neighbouring characters that the other text has too, wherever they stand."""
    pairs_a, pairs_b = Counter(pairwise(a)), Counter(pairwise(b))
    fewer = min(pairs_a.total(), pairs_b.total())
    return (pairs_a & pairs_b).total() / fewer if fewer >= FEWEST_PAIRS else 0.0
