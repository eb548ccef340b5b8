"""Figures of counterparts: annotated pairs, those nearly the same, and links that were judged when read afterwards."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zjtx_kg.errors import SourceError
from zjtx_kg.evaluate.counterparts import annotated, evaluate_counterparts, judged_right, linked
from zjtx_kg.link import Counterpart, LinkDocument, LinkMeasure
from zjtx_kg.resources import resource

TABLES = resource("data") / "gold"
A, B, C, D = ("a#m1", "b#m1"), ("a#m1", "b#m2"), ("a#m2", "b#m1"), ("a#m2", "b#m2")


def test_what_each_kind_counts() -> None:
    gold = {A: "nearly-same", B: "same-action", C: "same-action"}
    found = {A: "same-action", B: "same-action", D: "same-action", ("a#m3", "b#m3"): "same-action"}
    figures = evaluate_counterparts(gold, found, frozenset({D}))
    pairs, nearly, shown = (figures[kind] for kind in ("counterparts", "nearly same", "links shown"))
    assert (pairs.gold, pairs.predicted, pairs.found, pairs.exact) == (3, 4, 2, 1)  # A has another grade
    assert (nearly.gold, nearly.found, nearly.recall) == (1, 1, 1.0)  # found with whatever grade
    assert (shown.predicted, shown.found, shown.precision) == (4, 3, 0.75)  # D was judged right, the last was not
    assert [str(miss) for miss in shown.misses] == ["extra: a#m3 – b#m3"]


def test_a_measure_is_named_by_its_place() -> None:
    documents = [
        LinkDocument(name, name, name, name, None, "", tuple(LinkMeasure(f"{name}/{n}", "") for n in "xy"))
        for name in "ab"
    ]
    links = [Counterpart("a/y", "b/x", 0.9, "same-action", "")]
    assert linked(links, documents) == {("a#m2", "b#m1"): "same-action"}


def test_a_link_is_annotated_or_judged_and_not_both() -> None:
    with (TABLES / "links" / "judged.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    judged = [tuple(sorted((row["a"], row["b"]))) for row in rows]
    assert len(set(judged)) == len(judged) > 0
    assert not set(judged) & set(annotated(TABLES))
    assert {row["right"] for row in rows} == {"yes", "no"} and all(row["why"] for row in rows)
    assert 0 < len(judged_right(TABLES)) < len(judged)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "judged.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    with pytest.raises(SourceError, match="columns") as raised:
        judged_right(tmp_path)
    assert raised.value.where.endswith("judged.csv:2")
