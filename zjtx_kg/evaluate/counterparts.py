"""Counterparts held against the pairs found by reading, and the links that are not among these against a judgement.

Three kinds, since no reader finds every pair: `counterparts` counts the annotated pairs alone, exact where the grade is
the same; `nearly same` those of them that are nearly the same, found with whatever grade (only its recall tells
something); `links shown` all that are linked, right where they are annotated or were judged right when read afterwards
(only its precision tells something).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.tally import Miss, Tally
from zjtx_kg.evaluate.things import load_table
from zjtx_kg.link import Counterpart, LinkDocument

ANNOTATED, JUDGED = "links/counterparts.csv", "links/judged.csv"
ANNOTATED_COLUMNS, JUDGED_COLUMNS = ("a", "b", "grade", "why"), ("a", "b", "right", "why", "version")
NEARLY_SAME = "nearly-same"

Ends = tuple[str, str]
"""Two measures, each named `DOCUMENT#ID` as in the annotation, in order."""
Grades = Mapping[Ends, str]


def annotated(tables: Path) -> Grades:
    """The pairs found by reading, with their grades; `SourceError` where the table is broken."""
    return {_ends(row["a"], row["b"]): row["grade"] for row in load_table(tables / ANNOTATED, ANNOTATED_COLUMNS)}


def judged_right(tables: Path) -> frozenset[Ends]:
    """The links that were judged right when read afterwards; `SourceError` where the table is broken."""
    rows = load_table(tables / JUDGED, JUDGED_COLUMNS)
    return frozenset(_ends(row["a"], row["b"]) for row in rows if row["right"] == "yes")


def linked(counterparts: Iterable[Counterpart], documents: Iterable[LinkDocument]) -> Grades:
    """The linked pairs with their grades; a measure's id is its place in the document, as in annotations."""
    ids = {
        measure.iri: f"{document.id}#m{place}"
        for document in documents
        for place, measure in enumerate(document.measures, 1)
    }
    return {_ends(ids[each.a], ids[each.b]): each.grade for each in counterparts}


def evaluate_counterparts(gold: Grades, found: Grades, right: frozenset[Ends]) -> Evaluation:
    """The three kinds of one pair of documents, all pairs being theirs."""
    nearly = {ends: grade for ends, grade in gold.items() if grade == NEARLY_SAME}
    shown = {ends: "" for ends in found if ends in gold or ends in right}
    return Evaluation(
        {
            "counterparts": _tally(gold, found),
            "nearly same": _tally(nearly, {ends: NEARLY_SAME for ends in found if ends in nearly}),
            "links shown": _tally(shown, dict.fromkeys(found, "")),
        }
    )


def _tally(gold: Grades, found: Grades) -> Tally:
    both = [ends for ends in gold if ends in found]
    differs = [
        Miss("differs", _show(ends), f"{gold[ends]!r} ≠ {found[ends]!r}") for ends in both if gold[ends] != found[ends]
    ]
    missing = [Miss("missing", _show(ends)) for ends in gold if ends not in found]
    extra = [Miss("extra", _show(ends)) for ends in found if ends not in gold]
    return Tally(len(gold), len(found), len(both), len(both) - len(differs), (*differs, *missing, *extra))


def _show(ends: Ends) -> str:
    return " – ".join(ends)


def _ends(one: str, other: str) -> Ends:
    a, b = sorted((one, other))
    return a, b
