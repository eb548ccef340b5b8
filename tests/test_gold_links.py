"""Links found by reading name what exists, in regions of their own, and each stands once."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import permutations

from zjtx_kg.catalogue import load_catalogue
from zjtx_kg.clean import clean
from zjtx_kg.read import read_source
from zjtx_kg.records import Json, load_record_json
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import load_vocabulary

DATA = resource("data")
GOLD = DATA / "gold"
FILES = {entry.id: DATA / entry.file for entry in load_catalogue(DATA)}
SHORTEST = 8  # letters and digits of a passage
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


@cache
def text(document: str) -> str:
    return letters(clean(read_source(FILES[document])).text)


def letters(words: str) -> str:
    """What of the words is compared: letters and digits, full-width forms folded."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words)))


def test_passages_stand_in_both_texts() -> None:
    for row in rows("passages.csv"):
        words = letters(row["passage"])
        assert len(words) >= SHORTEST, row
        assert region(row["a"]) != region(row["b"]), row
        assert words in text(row["a"]), row
        assert words in text(row["b"]), row


def test_passages_count_or_not_with_a_reason() -> None:
    assert [row for row in rows("passages.csv") if row["counts"] not in ("yes", "no") or not row["why"]] == []


def test_no_passage_stands_in_another_of_the_same_documents() -> None:
    by_pair: dict[frozenset[str], list[str]] = {}
    for row in rows("passages.csv"):
        by_pair.setdefault(frozenset((row["a"], row["b"])), []).append(letters(row["passage"]))
    assert [words for words in by_pair.values() if any(a in b for a, b in permutations(words, 2))] == []
