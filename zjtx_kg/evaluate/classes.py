"""Themes and instruments held against annotations.

The annotated measures themselves are classified, not those that were read, so that no figure here is owed to a measure
that was missed or cut otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from zjtx_kg.classify import classify_measure
from zjtx_kg.clean.fold import fold
from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.tally import Tally, tally_pairs, tally_same
from zjtx_kg.evaluate.things import load_rows
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Measure, Quote, Span
from zjtx_kg.records import Json
from zjtx_kg.resources import resource

SECOND_READING = "second-reading.csv"
COLUMNS = ("document", "measure", "main", "acceptable")


def evaluate_classes(case: Case, gold: Json, knowledge: Knowledge) -> Evaluation:
    """The kinds of `CLASS_KINDS`, of the measures of an annotation that carry themes.

    A main theme is found where it is among the annotated themes, and exact where it is the annotated main one. To the
    second reader it is right where that reader accepts it, of the measures that were read a second time.
    """
    annotated = [measure for measure in gold["measures"] if "themes" in measure]
    concluded = [_classes(measure, knowledge) for measure in annotated]
    accepted = accepted_themes(case.id)
    both = [(g, p) for g, p in zip(annotated, concluded, strict=True) if g["id"] in accepted]
    second = [g | {"themes": accepted[g["id"]]} for g, _ in both]
    return Evaluation(
        {
            "main theme": _main_theme(annotated, concluded, _main_difference),
            "main theme, second reader": _main_theme(second, [p for _, p in both], lambda *_: ""),
            "themes": tally_same(_entries(annotated, "themes"), _entries(concluded, "themes")),
            "instruments": tally_same(_entries(annotated, "instruments"), _entries(concluded, "instruments")),
        }
    )


def accepted_themes(document: str) -> dict[str, list[str]]:
    """Of each measure read a second time the themes accepted as main one, the second reader's own first."""
    rows = load_rows(resource("data") / "gold" / SECOND_READING, document, COLUMNS)
    return {row["measure"]: [row["main"], *row["acceptable"].split()] for row in rows}


def _main_theme(gold: Sequence[Json], concluded: Sequence[Json], difference: Callable[[Json, Json], str]) -> Tally:
    pairs = [(g, p) for g, p in zip(gold, concluded, strict=True) if set(p["themes"][:1]) & set(g["themes"])]
    with_theme = [measure for measure in concluded if measure["themes"]]
    return tally_pairs(gold, with_theme, pairs, difference, _show)


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
