"""The words that two measures have in common, for a reader to see why they were linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from zjtx_kg.link.rarity import Rarity
from zjtx_kg.rules import load_rules

MOST = 3  # runs that are shown
LEAST = 6.0  # weight of a run that is worth showing
SHORTEST = 4  # characters: fewer are often a word that any measure may have
# Two neighbouring characters that weigh no more are so often together that a run cut between them is cut in a word.
TOGETHER = 2.8


def shared_words(a: str, b: str, rarity: Rarity) -> tuple[str, ...]:
    """The most telling runs of characters that stand in both telling texts as whole words, the longest first."""
    edge = load_rules("counterparts")["edge"].pattern
    common = {edge.sub("", words) for run in set(a.split()) for words in _parts(run, b)}
    weighed = {words: sum(rarity[x + y] for x, y in pairwise(words)) for words in common}
    chosen: list[str] = []
    for words in sorted((each for each in common if weighed[each] >= LEAST), key=lambda each: (-weighed[each], each)):
        if len(chosen) == MOST:
            break
        if not any(words in other for other in chosen) and _shown(words, (a, b), rarity):
            chosen.append(words)
    return tuple(sorted(chosen, key=lambda words: (-len(words), words)))


def _shown(words: str, texts: Iterable[str], rarity: Rarity) -> bool:
    """Whether a run tells a reader something."""
    if len(words) < SHORTEST or load_rules("counterparts")["filler"].pattern.search(words):
        return False
    return all(_begins_and_ends(words, text, rarity) for text in texts)


def _begins_and_ends(words: str, text: str, rarity: Rarity) -> bool:
    """Whether a word begins where the run does in this text, and one ends where it ends: somewhere at least."""
    parts = text.split(words)
    before, after = ({part[-1:] for part in parts[:-1]}, {part[:1] for part in parts[1:]})
    return any(_parted(each, words, rarity) for each in before) and any(_parted(words, each, rarity) for each in after)


def _parted(one: str, other: str, rarity: Rarity) -> bool:
    """Whether there is a mark or a particle between, or what meets there is seldom together."""
    edge = load_rules("counterparts")["edge"].pattern
    outside, run = sorted((one, other), key=len)
    meeting = one[-1:] + other[:1]
    return not outside.strip() or edge.sub("", one + other) == run or rarity[meeting] > TOGETHER


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
