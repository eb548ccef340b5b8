"""Links found by reading name what exists, in regions of their own, and each stands once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from zjtx_kg.records import Json, load_record_json
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import load_vocabulary

GOLD = resource("data") / "gold"
Row = Mapping[str, str]


def rows(name: str) -> list[Row]:
    with (GOLD / "links" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def gold(document: str) -> Json:
    return load_record_json(GOLD / f"{document}.json")


def region(document: str) -> str:
    fields = gold(document)["document"]
    return str(fields["region_code"] or fields["region"] or document)


def test_counterparts_are_between_measures_of_different_regions() -> None:
    for row in rows("counterparts.csv"):
        (a, _), (b, _) = ends = [row[end].split("#") for end in "ab"]
        assert region(a) != region(b), row
        for document, measure in ends:
            assert measure in [each["id"] for each in gold(document)["measures"]], row


def test_counterparts_have_a_grade_of_the_vocabulary_and_a_reason() -> None:
    grades = load_vocabulary("link-grades").concepts
    assert [row for row in rows("counterparts.csv") if row["grade"] not in grades or not row["why"]] == []


def test_no_counterpart_stands_twice() -> None:
    pairs = [frozenset((row["a"], row["b"])) for row in rows("counterparts.csv")]
    assert len(pairs) == len(set(pairs)) > 0
