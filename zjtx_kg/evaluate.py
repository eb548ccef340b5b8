"""How well records agree with annotations, by the comparison of the record contract (docs/records.md).

For each kind of entry an entry counts as found when its identity agrees, and as exact when all its compared fields
agree too. Entries are paired one to one, the likest first.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise, product
from typing import Any, Literal

from zjtx_kg.records import DOCUMENT
from zjtx_kg.rules import load_rules

Json = dict[str, Any]
Pairs = list[tuple[Json, Json]]
Likeness = Callable[[Json, Json], float]
Places = Mapping[str | None, tuple[str, str]]

KINDS = ("document", "basis", "measures", "responsibilities", "tasks", "awards", "targets", "ladder")

# Two texts are the same thing from these likenesses (0 to 1) on; the wording of a citation or a task hardly varies,
# that of a recipient or an indicator does.
SAME_CITATION, SAME_TASK, SAME_OPENING, SAME_TEXT, ALIKE, NEAR = 0.8, 0.85, 0.6, 0.97, 0.6, 0.35
SHARED_PAIRS, FEWEST_PAIRS = 0.8, 5
OPENING_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Miss:
    """An entry that is not right: not found, found too much, or found with other fields."""

    what: Literal["missing", "extra", "differs"]
    entry: str
    how: str = ""


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


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A tally for each of `KINDS`; evaluations of several documents add up."""

    kinds: Mapping[str, Tally]

    def __add__(self, other: Evaluation) -> Evaluation:
        return Evaluation({kind: self.kinds[kind] + other.kinds[kind] for kind in KINDS})

    def __getitem__(self, kind: str) -> Tally:
        return self.kinds[kind]


NOTHING = Evaluation({kind: Tally() for kind in KINDS})


def evaluate(gold: Json, predicted: Json) -> Evaluation:
    """Compare a record with its annotation, both as `record_json` gives them."""
    measures = _pair(gold["measures"], predicted["measures"], _measure_likeness)
    here = _places(gold)
    # Measures once paired count as the same one for all that stands in them.
    there = {**_places(predicted), **{p["id"]: here[g["id"]] for g, p in measures}}
    return Evaluation(
        {
            "document": _same(_document(gold), _document(predicted)),
            "basis": _basis(gold["document"]["basis"], predicted["document"]["basis"]),
            "measures": _tally(gold["measures"], predicted["measures"], measures, _measure_difference, _show_measure),
            "responsibilities": _same(_responsibilities(gold, here), _responsibilities(predicted, there)),
            "tasks": _tasks(gold["tasks"], predicted["tasks"], here, there),
            "awards": _awards(gold["awards"], predicted["awards"], here, there),
            "targets": _targets(gold["targets"], predicted["targets"], here, there),
            "ladder": _same(_steps(gold), _steps(predicted)),
        }
    )


def _harmonic_mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


# --- comparing texts and numbers ------------------------------------------------------------------------------------


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


def _number(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


# --- pairing and counting -------------------------------------------------------------------------------------------


def _pair(gold: Sequence[Json], predicted: Sequence[Json], like: Likeness) -> Pairs:
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


def _tally(
    gold: Sequence[Json],
    predicted: Sequence[Json],
    pairs: Pairs,
    difference: Callable[[Json, Json], str],
    show: Callable[[Json], str],
) -> Tally:
    differences = [(show(g), difference(g, p)) for g, p in pairs]
    misses = [Miss("differs", entry, how) for entry, how in differences if how]
    misses += [Miss("missing", show(entry)) for entry in _rest(gold, (g for g, _ in pairs))]
    misses += [Miss("extra", show(entry)) for entry in _rest(predicted, (p for _, p in pairs))]
    return Tally(len(gold), len(predicted), len(pairs), sum(not how for _, how in differences), tuple(misses))


def _rest(entries: Sequence[Json], paired: Iterable[Json]) -> list[Json]:
    taken = {id(entry) for entry in paired}
    return [entry for entry in entries if id(entry) not in taken]


def _same(gold: Counter[tuple[Any, ...]], predicted: Counter[tuple[Any, ...]]) -> Tally:
    """Tally of entries that are their own identity: an entry is right or not there."""
    common = (gold & predicted).total()
    misses = [Miss("missing", _show_plain(entry)) for entry in (gold - predicted).elements()]
    misses += [Miss("extra", _show_plain(entry)) for entry in (predicted - gold).elements()]
    return Tally(gold.total(), predicted.total(), common, common, tuple(misses))


def _show_plain(entry: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in entry)


def _field_differences(gold: Json, predicted: Json, texts: Iterable[str], numbers: Iterable[str] = ()) -> list[str]:
    other = [name for name in texts if folded(gold[name]) != folded(predicted[name])]
    other += [name for name in numbers if _number(gold[name]) != _number(predicted[name])]
    return [f"{name}: {gold[name]!r} ≠ {predicted[name]!r}" for name in other]


def _wording_difference(gold: Json, predicted: Json, name: str) -> list[str]:
    alike = same_wording(gold[name], predicted[name])
    return [] if alike else [f"{name}: {gold[name]!r} ≠ {predicted[name]!r}"]


# --- the kinds of entries -------------------------------------------------------------------------------------------


def _places(record: Json) -> dict[str | None, tuple[str, str]]:
    """For each measure's id what identifies it in two annotations: its number and innermost heading."""
    return {m["id"]: (folded(m["number"]), folded(_innermost(m))) for m in record["measures"]}


def _innermost(measure: Json) -> str:
    return str(measure["section"][-1]) if measure["section"] else ""


def _document(record: Json) -> Counter[tuple[Any, ...]]:
    values = record["document"]
    return Counter((name, folded(values[name])) for name in DOCUMENT if name != "basis")


def _basis(gold: Sequence[Json], predicted: Sequence[Json]) -> Tally:
    def like(g: Json, p: Json) -> float:
        alike = likeness(g["title"] or g["number"], p["title"] or p["number"])
        return alike if alike > SAME_CITATION else 0

    def difference(g: Json, p: Json) -> str:
        return "; ".join(_field_differences(g, p, ["number"]))

    return _tally(gold, predicted, _pair(gold, predicted, like), difference, lambda c: f"{c['title']} {c['number']}")


def _measure_likeness(gold: Json, predicted: Json) -> float:
    if folded(gold["number"]) != folded(predicted["number"]):
        return 0
    opening = likeness(gold["text"][:OPENING_LENGTH], predicted["text"][:OPENING_LENGTH])
    return opening + likeness(_innermost(gold), _innermost(predicted)) if opening > SAME_OPENING else 0


def _measure_difference(gold: Json, predicted: Json) -> str:
    wrong = _field_differences(gold, predicted, ["heading"])
    if [folded(part) for part in gold["section"]] != [folded(part) for part in predicted["section"]]:
        wrong.append(f"section: {gold['section']} ≠ {predicted['section']}")
    alike = likeness(gold["text"], predicted["text"])
    if alike < SAME_TEXT:
        wrong.append(f"text (likeness {alike:.2f})")
    return "; ".join(wrong)


def _show_measure(measure: Json) -> str:
    return f"{measure['number']} {measure['heading'] or measure['text'][:30]}"


def _units(entry: Json) -> list[tuple[str, str]]:
    return sorted((folded(unit["name"]), str(unit["role"])) for unit in entry["departments"])


def _responsibilities(record: Json, places: Places) -> Counter[tuple[Any, ...]]:
    return Counter((*places[m["id"]], *unit) for m in record["measures"] for unit in _units(m))


def _tasks(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Tally:
    def like(g: Json, p: Json) -> float:
        if here.get(g["measure"]) != there.get(p["measure"]):
            return 0
        alike = likeness(g["text"], p["text"])
        return alike if alike > SAME_TASK else 0

    def difference(g: Json, p: Json) -> str:
        return "" if _units(g) == _units(p) else f"{_units(g)} ≠ {_units(p)}"

    return _tally(gold, predicted, _pair(gold, predicted, like), difference, lambda task: str(task["text"][:40]))


def _near(gold: object, predicted: object) -> float:
    """Likeness of two wordings within one measure, where a distant one will do; 0 where it will not."""
    alike = likeness(gold, predicted)
    return 1 + alike if alike > NEAR or same_wording(gold, predicted) else 0


def _awards(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Tally:
    def like(g: Json, p: Json) -> float:
        sums = _number(g["amount"]) == _number(p["amount"])
        ratios = g["amount"] is not None or _number(g["ratio"]) == _number(p["ratio"])
        together = sums and ratios and here.get(g["measure"]) == there.get(p["measure"])
        return _near(g["recipient"], p["recipient"]) if together else 0

    def difference(g: Json, p: Json) -> str:
        fields = _field_differences(g, p, ["tier", "level", "bound", "kind"], ["ratio"])
        return "; ".join(fields + _wording_difference(g, p, "recipient"))

    def show(award: Json) -> str:
        return f"{award['recipient']} {award['amount']} {award['ratio'] or ''}".strip()

    return _tally(gold, predicted, _pair(gold, predicted, like), difference, show)


def _targets(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Tally:
    def like(g: Json, p: Json) -> float:
        together = (
            _number(g["value"]) == _number(p["value"])
            and g["source"] == p["source"]
            and folded(g["unit"]) == folded(p["unit"])
            and here.get(g["measure"]) == there.get(p["measure"])
        )
        return _near(g["indicator"], p["indicator"]) if together else 0

    def difference(g: Json, p: Json) -> str:
        texts = ["comparator", "kind", "year", "baseline_year", "binding", "tier", "level"]
        return "; ".join(_field_differences(g, p, texts, ["baseline"]) + _wording_difference(g, p, "indicator"))

    def show(target: Json) -> str:
        return f"{target['indicator']} {target['value']}{target['unit'] or ''} {target['year'] or ''}".strip()

    return _tally(gold, predicted, _pair(gold, predicted, like), difference, show)


def _steps(record: Json) -> Counter[tuple[Any, ...]]:
    """The ladder's steps with their place: a tier on the wrong step is wrong."""
    steps = enumerate(record["ladder"], start=1)
    return Counter((place, *sorted((folded(t["tier"]), folded(t["level"])) for t in step)) for place, step in steps)
