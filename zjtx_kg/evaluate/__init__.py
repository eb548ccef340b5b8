"""How well records agree with annotations, by the comparison of the record contract (docs/records.md).

For each kind of entry an entry counts as found when its identity agrees, and as exact when all its compared fields
agree too. Entries are paired one to one, the likest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zjtx_kg.evaluate.comparison import folded, likeness, same_wording
from zjtx_kg.evaluate.cut import without_cut
from zjtx_kg.evaluate.tally import Pairs, Tally, pair, tally_pairs, tally_same
from zjtx_kg.records import DOCUMENT, Json

__all__ = ["KINDS", "NOTHING", "Evaluation", "Tally", "evaluate"]

Places = Mapping[str | None, tuple[str, str]]

RECORD_KINDS = (
    "document",
    "basis",
    "measures",
    "responsibilities",
    "tasks",
    "awards",
    "occasions",
    "targets",
    "ladder",
)
THING_KINDS = ("functions", "indicators")
CLASS_KINDS = ("main theme", "main theme, second reader", "themes", "instruments")
LINK_KINDS = ("counterparts", "nearly same", "links shown", "passages")
KINDS = (*RECORD_KINDS, *THING_KINDS, *CLASS_KINDS, *LINK_KINDS)

# Two texts are the same thing from these likenesses (0 to 1) on; the wording of a citation or a task hardly varies,
# that of a recipient or an indicator does.
SAME_CITATION, SAME_TASK, SAME_OPENING, SAME_TEXT, NEAR = 0.8, 0.85, 0.6, 0.97, 0.35
OPENING_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A tally for each of `KINDS`, an empty one for what was not compared; evaluations of several documents add up."""

    kinds: Mapping[str, Tally]

    def __add__(self, other: Evaluation) -> Evaluation:
        return Evaluation({kind: self[kind] + other[kind] for kind in KINDS})

    def __getitem__(self, kind: str) -> Tally:
        return self.kinds.get(kind, Tally())


NOTHING = Evaluation({kind: Tally() for kind in KINDS})


def evaluate(gold: Json, predicted: Json) -> Evaluation:
    """Compare a record with its annotation, both as `record_json` gives them; the annotation may name a `cut`.

    What is concluded (occasions of awards) stands in the entries of both; an annotation may be without. What the names
    of the record stand for (`THING_KINDS`), what its measures are about (`CLASS_KINDS`) and how documents are linked
    (`LINK_KINDS`) is not compared.
    """
    predicted = without_cut(gold, predicted)
    measures = pair(gold["measures"], predicted["measures"], _measure_likeness)
    here = _places(gold)
    # Measures once paired count as the same one for all that stands in them.
    there = {**_places(predicted), **{p["id"]: here[g["id"]] for g, p in measures}}
    return NOTHING + Evaluation(
        {
            "document": tally_same(_document(gold), _document(predicted)),
            "basis": _basis(gold["document"]["basis"], predicted["document"]["basis"]),
            "measures": tally_pairs(
                gold["measures"], predicted["measures"], measures, _measure_difference, _show_measure
            ),
            "responsibilities": tally_same(_responsibilities(gold, here), _responsibilities(predicted, there)),
            "tasks": _tasks(gold["tasks"], predicted["tasks"], here, there),
            "awards": _awards(gold["awards"], predicted["awards"], here, there),
            "occasions": _occasions(gold["awards"], predicted["awards"], here, there),
            "targets": _targets(gold["targets"], predicted["targets"], here, there),
            "ladder": tally_same(_steps(gold), _steps(predicted)),
        }
    )


def _number(value: float | None) -> float | None:
    """A number as it is compared, so that 1 and 1.0 are one value."""
    return None if value is None else round(float(value), 6)


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

    return tally_pairs(
        gold, predicted, pair(gold, predicted, like), difference, lambda c: f"{c['title']} {c['number']}"
    )


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

    return tally_pairs(gold, predicted, pair(gold, predicted, like), difference, lambda task: str(task["text"][:40]))


def _near(gold: object, predicted: object) -> float:
    """Likeness of two wordings within one measure, where a distant one will do; 0 where it will not."""
    alike = likeness(gold, predicted)
    return 1 + alike if alike > NEAR or same_wording(gold, predicted) else 0


def _award_pairs(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Pairs:
    def like(g: Json, p: Json) -> float:
        sums = _number(g["amount"]) == _number(p["amount"])
        ratios = g["amount"] is not None or _number(g["ratio"]) == _number(p["ratio"])
        together = sums and ratios and here.get(g["measure"]) == there.get(p["measure"])
        return _near(g["recipient"], p["recipient"]) if together else 0

    return pair(gold, predicted, like)


def _awards(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Tally:
    def difference(g: Json, p: Json) -> str:
        fields = _field_differences(g, p, ["tier", "level", "bound", "kind"], ["ratio"])
        return "; ".join(fields + _wording_difference(g, p, "recipient"))

    return tally_pairs(gold, predicted, _award_pairs(gold, predicted, here, there), difference, _show_award)


def _occasions(gold: Sequence[Json], predicted: Sequence[Json], here: Places, there: Places) -> Tally:
    """Each occasion of each award; nothing where either side has awards without."""
    if not all("occasions" in award for award in (*gold, *predicted)):
        return Tally()
    names = {id(p): _show_award(g) for g, p in _award_pairs(gold, predicted, here, there)}
    expected = Counter((_show_award(award), each) for award in gold for each in award["occasions"])
    found = Counter((names.get(id(a), _show_award(a)), each) for a in predicted for each in a["occasions"])
    return tally_same(expected, found)


def _show_award(award: Json) -> str:
    return f"{award['recipient']} {award['amount']} {award['ratio'] or ''}".strip()


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

    return tally_pairs(gold, predicted, pair(gold, predicted, like), difference, show)


def _steps(record: Json) -> Counter[tuple[Any, ...]]:
    """The ladder's steps with their place: a tier on the wrong step is wrong."""
    steps = enumerate(record["ladder"], start=1)
    return Counter((place, *sorted((folded(t["tier"]), folded(t["level"])) for t in step)) for place, step in steps)
