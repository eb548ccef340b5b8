"""How rare words, themes and instruments are among measures: the rarer, the more it tells that two have it in common.

It stands in a table (data/measure-rarity.md) and not in the release that is linked, so the score of two measures is
theirs alone: other documents do not change it, and few documents are linked as well as many.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Literal

from zjtx_kg.errors import SourceError
from zjtx_kg.resources import resource

TABLE = "measure-rarity.csv"
DAMPING = 0.7  # the power of the logarithm: the rarest words are often a name

Kind = Literal["words", "themes", "instruments"]


@dataclass(frozen=True, slots=True)
class Rarity:
    """The weights of one kind, 0 or more, the most for what is in no measure of the table."""

    weights: Mapping[str, float]
    most: float

    def __getitem__(self, what: str) -> float:
        return self.weights.get(what, self.most)


@cache
def load_rarity(kind: Kind) -> Rarity:
    """The weights by the project's table; `SourceError` where it is missing or broken."""
    path = resource("data") / TABLE
    try:
        with path.open(encoding="utf-8", newline="") as file:
            holding = {row["what"]: int(row["measures"]) for row in csv.DictReader(file) if row["kind"] == kind}
        measures = holding.pop("")  # that there is a measure holds of all
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"no rarity of {kind} ({error!r})", where=str(path), remedy="Restore the file.") from error
    return Rarity({what: _weight(held, measures) for what, held in holding.items()}, _weight(0, measures))


def _weight(held: int, measures: int) -> float:
    return float(log((measures + 1) / (held + 1)) ** DAMPING)
