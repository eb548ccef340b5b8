"""Texts that break off: what stands in the measure in which one ends counts neither for nor against."""

from __future__ import annotations

from zjtx_kg.evaluate.comparison import folded
from zjtx_kg.records import ENTRIES, Json


def without_cut(gold: Json, predicted: Json) -> Json:
    """The predicted record without the measure that the annotation names as `cut`, and all that stands in it."""
    cut = gold.get("cut")
    broken_off = [measure["id"] for measure in predicted["measures"] if cut and _is_cut(measure, cut)][-1:]
    if not broken_off:
        return predicted
    (place,) = broken_off
    rest = {kind: [entry for entry in predicted[kind] if entry.get("measure") != place] for kind in ENTRIES}
    rest["measures"] = [measure for measure in predicted["measures"] if measure["id"] != place]
    return {**predicted, **rest}


def _is_cut(measure: Json, cut: Json) -> bool:
    number, opening = folded(measure["number"]), folded(cut["heading"])
    return number == folded(cut["number"]) and folded(measure["text"]).startswith(opening)
