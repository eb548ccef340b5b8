"""Words that stand together nowhere, such as 省级小巨人, taken apart into words that do: 省级, 小巨人."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from zjtx_kg.browse import terms_of

LONGEST = 12  # characters of what is taken apart
SHORTEST = 2  # of a part
CUTS = (1, 2)


def apart(term: str, results: Callable[[list[str]], int]) -> list[str]:
    """The parts of a term that find most together, two rather than three; none where no parts find anything.

    Args:
        term: folded, without white space.
        results: how much terms find together.
    """
    for cuts in CUTS if len(term) <= LONGEST else ():
        best = max(_parted(term, cuts), key=results, default=[])
        if best and results(best):
            return best
    return []


def _parted(term: str, cuts: int) -> Iterator[list[str]]:
    """All ways to cut a term so often, but between a number and its unit, which are one term again."""
    for places in combinations(range(SHORTEST, len(term) - SHORTEST + 1), cuts):
        parts = [term[start:stop] for start, stop in pairwise((0, *places, len(term)))]
        if min(map(len, parts)) >= SHORTEST and terms_of(" ".join(parts)) == parts:
            yield parts
