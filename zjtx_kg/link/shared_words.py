"""The words that two measures have in common, for a reader to see why they were linked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from zjtx_kg.link.rarity import Rarity
from zjtx_kg.rules import load_rules

MOST = 3  # runs that are shown
LEAST = 6.0  # weight of a run that is worth showing
SHORTEST = 3  # characters: fewer never weigh that much


def shared_words(a: str, b: str, rarity: Rarity) -> tuple[str, ...]:
    """The most telling runs of characters that stand in both telling texts, the longest first."""
    edge = load_rules("counterparts")["edge"].pattern
    common = {edge.sub("", words) for run in set(a.split()) for words in _parts(run, b)}
    weighed = {words: sum(rarity[x + y] for x, y in pairwise(words)) for words in common}
    chosen: list[str] = []
    for words in sorted(common, key=lambda words: (-weighed[words], words)):
        if weighed[words] >= LEAST and len(chosen) < MOST and not any(words in other for other in chosen):
            chosen.append(words)
    return tuple(sorted(chosen, key=lambda words: (-len(words), words)))


def covered(a: str, b: str) -> float:
    """The share of one telling text that the other holds in runs, of the one of which it is more."""
    return max(_covered(a, b), _covered(b, a))


def _covered(a: str, b: str) -> float:
    runs = a.split()
    held = sum(len(words) for run in runs for words in _parts(run, b))
    return held / max(1, sum(map(len, runs)))


def _parts(run: str, b: str) -> Iterator[str]:
    """The runs of `b` that `run` is made up of, as long as they go."""
    start, end = 0, SHORTEST
    while end <= len(run):
        if run[start:end] in b:
            while end < len(run) and run[start : end + 1] in b:
                end += 1
            yield run[start:end]
            start = end - SHORTEST + 1
        else:
            start += 1
        end = start + SHORTEST
