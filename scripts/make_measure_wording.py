"""Make data/measure-wording.csv: in how many measures each pair of characters stands (see data/measure-wording.md)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from zjtx_kg.link.weights import TABLE, pairs, telling
from zjtx_kg.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parent.parent
ANNOTATIONS = ("data/gold/*.json", "tests/data/pages/*/*.json")
FEWEST = 2  # measures that a pair stands in: rarer ones are a third of the table and hardly change a weight


def main() -> None:
    """Count the pairs of all annotated measures and write the table, the most frequent first."""
    texts, tiers = list(_texts()), load_vocabulary("tiers")
    counts = Counter(pair for text in texts for pair in pairs(telling(text, tiers)))
    rows = sorted(((pair, n) for pair, n in counts.items() if n >= FEWEST), key=lambda row: (-row[1], row[0]))
    with (ROOT / "data" / TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("pair", "measures"))
        table.writerow(("", len(texts)))
        table.writerows(rows)


def _texts() -> Iterator[str]:
    for pattern in ANNOTATIONS:
        for path in sorted(ROOT.glob(pattern)):
            yield from (measure["text"] for measure in json.loads(path.read_text(encoding="utf-8")).get("measures", []))


if __name__ == "__main__":
    main()
