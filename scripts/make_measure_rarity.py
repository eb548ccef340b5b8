"""Make data/measure-rarity.csv: in how many measures each word, theme and instrument is (data/measure-rarity.md)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from zjtx_kg.link.rarity import TABLE
from zjtx_kg.link.weights import pairs, telling
from zjtx_kg.records import Json
from zjtx_kg.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
ANNOTATIONS = ("data/gold/*.json", "tests/data/pages/*/*.json")
FEWEST = 2  # measures that a pair of characters stands in: those of one are half of all and would hardly weigh less


def main() -> None:
    """Count over all annotated measures and write the table, the most frequent first."""
    measures, tiers = list(_measures()), load_vocabulary("tiers")
    classed = [measure for measure in measures if "themes" in measure]
    counted = {
        "words": [pairs(telling(measure["text"], tiers)) for measure in measures],
        "themes": [set(measure["themes"]) for measure in classed],
        "instruments": [set(measure["instruments"]) for measure in classed],
    }
    with (ROOT / "data" / TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("kind", "what", "measures"))
        for kind, sets in counted.items():
            table.writerow((kind, "", len(sets)))
            table.writerows((kind, *row) for row in _counts(sets, FEWEST if kind == "words" else 1))


def _counts(sets: Sequence[Iterable[str]], fewest: int) -> list[tuple[str, int]]:
    counts = Counter(what for each in sets for what in each)
    return sorted(((what, n) for what, n in counts.items() if n >= fewest), key=lambda row: (-row[1], row[0]))


def _measures() -> Iterator[Json]:
    for pattern in ANNOTATIONS:
        for path in sorted(ROOT.glob(pattern)):
            yield from json.loads(path.read_text(encoding="utf-8")).get("measures", [])


if __name__ == "__main__":
    main()
