"""Counting over two lists of entries: which belong together, how many were found and how many are exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from zjtx_kg.records import Json

Pairs = list[tuple[Json, Json]]
Likeness = Callable[[Json, Json], float]


@dataclass(frozen=True, slots=True)
class Miss:
    """An entry that is not right: not found, found too much, or found with other fields."""

    what: Literal["missing", "extra", "differs"]
    entry: str
    how: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.entry}{' — ' + self.how if self.how else ''}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one kind of entry; tallies of several documents add up."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.found + other.found,
            self.exact + other.exact,
            self.misses + other.misses,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted entries that are found in the annotation; 1 where there is nothing on either side."""
        return self.found / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the annotated entries that were found; 1 where there are none."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _harmonic_mean(self.precision, self.recall)

    @property
    def exact_f1(self) -> float:
        """The same with exact entries alone."""
        exact = Tally(self.gold, self.predicted, self.exact)
        return _harmonic_mean(exact.precision, exact.recall)


def pair(gold: Sequence[Json], predicted: Sequence[Json], like: Likeness) -> Pairs:
    """One-to-one pairs, the likest first, earlier entries before later ones; likeness 0 makes no pair."""
    candidates = [(like(gold[i], predicted[j]), i, j) for i, j in product(range(len(gold)), range(len(predicted)))]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for score, i, j in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1:])):
        if score > 0 and i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def tally_pairs(
    gold: Sequence[Json],
    predicted: Sequence[Json],
    pairs: Pairs,
    difference: Callable[[Json, Json], str],
    show: Callable[[Json], str],
) -> Tally:
    """Tally of paired entries: exact are the pairs without a `difference`; `show` names an entry among the misses."""
    differences = [(show(g), difference(g, p)) for g, p in pairs]
    misses = [Miss("differs", entry, how) for entry, how in differences if how]
    misses += [Miss("missing", show(entry)) for entry in _rest(gold, (g for g, _ in pairs))]
    misses += [Miss("extra", show(entry)) for entry in _rest(predicted, (p for _, p in pairs))]
    return Tally(len(gold), len(predicted), len(pairs), sum(not how for _, how in differences), tuple(misses))


def _rest(entries: Sequence[Json], paired: Iterable[Json]) -> list[Json]:
    taken = {id(entry) for entry in paired}
    return [entry for entry in entries if id(entry) not in taken]


def tally_same(gold: Counter[tuple[Any, ...]], predicted: Counter[tuple[Any, ...]]) -> Tally:
    """Tally of entries that are their own identity: an entry is right or not there."""
    common = (gold & predicted).total()
    misses = [Miss("missing", _show_plain(entry)) for entry in (gold - predicted).elements()]
    misses += [Miss("extra", _show_plain(entry)) for entry in (predicted - gold).elements()]
    return Tally(gold.total(), predicted.total(), common, common, tuple(misses))


def _show_plain(entry: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in entry)


def _harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0
