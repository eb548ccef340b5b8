"""Themes and instruments held against annotations.

The annotated measures themselves are classified, not those that were read, so that no figure here is owed to a measure
that was missed or cut otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from zjtx_kg.classify import classify_measure
from zjtx_kg.clean.fold import fold
from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.tally import tally_pairs, tally_same
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Measure, Quote, Span
from zjtx_kg.records import Json


def evaluate_classes(gold: Json, knowledge: Knowledge) -> Evaluation:
    """The kinds of `CLASS_KINDS`, of the measures of an annotation that carry themes.

    A main theme is found where it is among the annotated themes, and exact where it is the annotated main one.
    """
    annotated = [measure for measure in gold["measures"] if "themes" in measure]
    concluded = [_classes(measure, knowledge) for measure in annotated]
    pairs = [(g, p) for g, p in zip(annotated, concluded, strict=True) if set(p["themes"][:1]) & set(g["themes"])]
    with_theme = [measure for measure in concluded if measure["themes"]]
    return Evaluation(
        {
            "main theme": tally_pairs(annotated, with_theme, pairs, _main_difference, _show),
            "themes": tally_same(_entries(annotated, "themes"), _entries(concluded, "themes")),
            "instruments": tally_same(_entries(annotated, "instruments"), _entries(concluded, "instruments")),
        }
    )


def _classes(measure: Json, knowledge: Knowledge) -> Json:
    classes = classify_measure(_as_read(measure), knowledge)
    by_scheme = {
        scheme: [each.notation for each in classes if each.scheme == scheme] for scheme in ("theme", "instrument")
    }
    return measure | {"themes": by_scheme["theme"], "instruments": by_scheme["instrument"]}


def _as_read(measure: Json) -> Measure:
    """The annotated measure as if its text were a whole document, in the width of clean text."""
    text = fold(measure["text"])
    place = Span(0, len(text))
    return Measure(
        id=measure["id"],
        number=measure["number"],
        heading=fold(measure["heading"]) if measure["heading"] else None,
        section=tuple(map(fold, measure["section"])),
        text=text,
        departments=(),
        quote=Quote(place, text, "annotation"),
        runs=(place,),
    )


def _main_difference(gold: Json, predicted: Json) -> str:
    here, there = gold["themes"][0], predicted["themes"][0]
    return "" if here == there else f"{here!r} ≠ {there!r}"


def _show(measure: Json) -> str:
    return f"{_name(measure)}: {measure['themes'][0]}"


def _name(measure: Json) -> str:
    return f"{measure['id']} {measure['heading'] or measure['text'][:16]}"


def _entries(measures: Sequence[Json], kind: str) -> Counter[tuple[Any, ...]]:
    return Counter((_name(measure), notation) for measure in measures for notation in measure[kind])
