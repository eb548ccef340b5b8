"""Annotations are consistent in themselves and with their texts, so that a figure is never owed to a slip in one."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from zjtx_kg import model
from zjtx_kg.clean import clean
from zjtx_kg.evaluate.cases import Case, catalogued, composed
from zjtx_kg.evaluate.classes import COLUMNS, SECOND_READING
from zjtx_kg.evaluate.comparison import folded
from zjtx_kg.evaluate.things import FUNCTIONS, INDICATORS, load_rows
from zjtx_kg.read import read_source
from zjtx_kg.records import Json, load_record_json
from zjtx_kg.regions import load_regions
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import load_vocabulary

PAGES = Path(__file__).parent / "data" / "pages"
SOURCES = catalogued(resource("data"), resource("data") / "gold")
CASES = (*SOURCES, *composed(PAGES))
CLASSIFIED = (*SOURCES, *(case for case in CASES if case.id.startswith("set-7/")))
every_annotation = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)

TIERS = {None, *load_vocabulary("tiers").concepts}
LEVELS = {None, *get_args(model.Level)}
THEMES = set(load_vocabulary("themes").concepts)
# A side, such as supply, is what instruments have as broader concept, and no instrument.
OCCASIONS = set(load_vocabulary("occasions").concepts)
INSTRUMENTS = {concept.notation for concept in load_vocabulary("instruments").concepts.values() if concept.broader}
# For each kind of entry: field → what may stand in it.
ENUMERATIONS: dict[str, dict[str, set[str | None]]] = {
    "awards": {
        "tier": TIERS,
        "level": LEVELS,
        "bound": {None, *get_args(model.Bound)},
        "kind": set(get_args(model.AwardKind)),
    },
    "targets": {
        "tier": TIERS,
        "level": LEVELS,
        "source": {"text", "table"},
        "comparator": set(get_args(model.Comparator)),
        "kind": set(get_args(model.TargetKind)),
        "binding": {None, *get_args(model.Binding)},
    },
}
NUMBERS: dict[str, tuple[str, ...]] = {
    "awards": ("amount", "ratio"),
    "targets": ("value", "year", "baseline", "baseline_year"),
}
DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
SCALES = {1: "", 10: "十", 100: "百", 1000: "千", 10**4: "万", 10**7: "千万", 10**8: "亿"}
HAN_DIGITS = "零一二三四五六七八九十"


@cache
def gold(case: Case) -> Json:
    return load_record_json(case.annotation)


@cache
def text(case: Case) -> str:
    """The clean text as texts are compared."""
    return folded(clean(read_source(case.source)).text)


def lines(entry: Json) -> str:
    return ", ".join(f"{key}: {value}" for key, value in entry.items())


@every_annotation
def test_each_unit_has_a_function_or_none_by_decision(case: Case) -> None:
    record = gold(case)
    entries = (*record["measures"], *record["tasks"])
    printed = {unit["name"] for entry in entries for unit in entry["departments"]}
    rows = load_rows(case.tables / FUNCTIONS, case.id, ("document", "printed", "function"))
    assert sorted(row["printed"] for row in rows) == sorted(printed | {record["document"]["issuer"]} - {None})
    assert {row["function"] for row in rows} <= {"", *load_vocabulary("functions").concepts}


@pytest.mark.parametrize("case", CASES[:5], ids=lambda case: case.id)
def test_each_indicator_of_the_published_documents_has_a_key(case: Case) -> None:
    rows = load_rows(case.tables / INDICATORS, case.id, ("document", "printed", "key"))
    assert {row["printed"] for row in rows if row["key"]} == {target["indicator"] for target in gold(case)["targets"]}


@every_annotation
def test_ids_run_on_and_resolve(case: Case) -> None:
    record = gold(case)
    ids = [measure["id"] for measure in record["measures"]]
    assert ids == [f"m{number}" for number in range(1, len(ids) + 1)]
    named = {entry["measure"] for kind in ("awards", "targets") for entry in record[kind]}
    assert named <= {None, *ids}
    assert {task["measure"] for task in record["tasks"]} <= set(ids)


@every_annotation
def test_values_are_those_of_the_contract(case: Case) -> None:
    record = gold(case)
    for kind, names in ENUMERATIONS.items():
        for entry in record[kind]:
            assert [name for name in names if entry[name] not in names[name]] == [], lines(entry)
            assert all(isinstance(entry[name], int | float | None) for name in NUMBERS[kind]), lines(entry)
    for entry in (*record["measures"], *record["tasks"]):
        units = [(unit["name"], unit["role"]) for unit in entry["departments"]]
        assert {role for _, role in units} <= set(get_args(model.Role))
        assert len(units) == len(set(units)), units
    assert {tier["tier"] for step in record["ladder"] for tier in step} <= TIERS - {None}
    assert {tier["level"] for step in record["ladder"] for tier in step} <= LEVELS


@every_annotation
def test_fields_of_the_document(case: Case) -> None:
    fields = gold(case)["document"]
    assert fields["status"] in get_args(model.Status)
    assert all(fields[day] is None or DAY.fullmatch(fields[day]) for day in ("issued", "published", "valid_until"))
    assert all(citation["title"] or citation["number"] for citation in fields["basis"])
    if fields["region_code"]:
        places = load_regions()
        region, province = places.get(fields["region_code"]), places.province_of(fields["region_code"])
        assert region is not None
        assert province is not None
        assert (fields["region"], fields["province"]) == (region.name, province.name)


@every_annotation
def test_words_stand_in_the_text(case: Case) -> None:
    record = gold(case)
    words = [record["document"][name] for name in ("title", "number") if record["document"][name]]
    words += [entry["quote"] for kind in ("awards", "targets") for entry in record[kind]]
    words += [task["text"] for task in record["tasks"]]
    words += [unit["name"] for entry in (*record["measures"], *record["tasks"]) for unit in entry["departments"]]
    words += [citation["title"] for citation in record["document"]["basis"] if citation["title"]]
    words += [part for measure in record["measures"] for part in (*measure["section"], *sentences(measure))]
    words += [tier["label"] for step in record["ladder"] for tier in step]
    assert [word for word in words if folded(word) not in text(case)] == []


@every_annotation
def test_measures_are_in_order_and_open_with_number_and_heading(case: Case) -> None:
    at = 0
    for measure in gold(case)["measures"]:
        number, (opening, *_) = folded(measure["number"]), sentences(measure)
        at = text(case).find(opening, at)
        assert at >= 0, number
        lost = number not in text(case)  # a page may lose its numbering
        assert lost or text(case)[:at].rstrip(".、):。").endswith(number), number
        assert opening.startswith(folded(measure["heading"])), number


def sentences(measure: Json) -> list[str]:
    """The measure's text in sentences: lists of units may stand between them on the page."""
    return [folded(sentence) for sentence in re.findall("[^。]+。?", measure["text"])]


@every_annotation
def test_awards_and_targets_stand_in_their_measure(case: Case) -> None:
    record = gold(case)
    bodies = {measure["id"]: folded(measure["text"]) for measure in record["measures"]}
    for entry in (*record["awards"], *record["targets"]):
        if entry["measure"] is not None:
            assert folded(entry["quote"]) in bodies[entry["measure"]], lines(entry)


@every_annotation
def test_quotes_hold_their_numbers(case: Case) -> None:
    for award in gold(case)["awards"]:
        assert award["amount"] is None or holds(award["quote"], award["amount"]), lines(award)
        assert award["ratio"] is None or holds_share(award["quote"], award["ratio"]), lines(award)
        assert (award["bound"] is None) == (award["amount"] is None and award["ratio"] is None), lines(award)
    for target in gold(case)["targets"]:
        whole = target["value"] == 100 and re.search("全覆盖|一企一", target["quote"])  # words for 100 %
        assert whole or holds(target["quote"], target["value"]), lines(target)


def holds(quote: str, number: float) -> bool:
    """Whether a number stands in the words at some scale, which may stand apart (a table's unit) or not at all."""
    words = printed(quote)
    return any(re.search(rf"(?<![\d.]){figure}(?![\d.]*\d)", words) for figure in figures(number, words))


def figures(number: float, words: str) -> Iterator[str]:
    for scale, name in SCALES.items():
        figure = f"{number / scale:.10g}"
        if name in words or (
            name == "万" and words.endswith(figure)
        ):  # 给予200、50万元: shared by the sums that follow
            yield re.escape(figure)
            if figure.isdecimal() and int(figure) <= 10:
                yield HAN_DIGITS[int(figure)]


def holds_share(quote: str, ratio: float) -> bool:
    forms = (f"{ratio * 100:.10g}%", f"{ratio * 1000:.10g}‰", f"1:{ratio:g}", f"百分之{ratio * 100:g}")
    return any(form in printed(quote) for form in forms) or (ratio == 1 and bool(re.search("全额|同等|等额", quote)))


def printed(quote: str) -> str:
    """The words with full-width forms folded, without blanks, and figures without their commas."""
    plain = unicodedata.normalize("NFKC", quote).replace("∶", ":").replace(" ", "")
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


@every_annotation
def test_no_entry_stands_twice(case: Case) -> None:
    record = gold(case)
    for entry in chain(record["awards"], record["targets"]):
        assert (record["awards"] + record["targets"]).count(entry) == 1, lines(entry)


@every_annotation
def test_what_breaks_off_is_last_and_left_out(case: Case) -> None:
    record = gold(case)
    kept = [measure for measure in record["measures"] if measure.get("cut")]
    assert kept in ([], record["measures"][-1:])
    if cut := record.get("cut"):
        assert not kept
        number, heading = folded(cut["number"]), folded(cut["heading"])
        assert re.search(rf"{re.escape(number)}[.、)]+{re.escape(heading)}", text(case))
        assert [part for part in cut["section"] if folded(part) not in text(case)] == []
        assert heading not in [folded(measure["heading"]) for measure in record["measures"]]


@pytest.mark.parametrize("case", CLASSIFIED, ids=lambda case: case.id)
def test_every_measure_has_themes_and_instruments(case: Case) -> None:
    assert [f"{measure['id']}: {problem}" for measure in gold(case)["measures"] for problem in unfit(measure)] == []


def test_second_reading_names_each_measure_once_with_known_themes() -> None:
    with (resource("data") / "gold" / SECOND_READING).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    measures = {(case.id, measure["id"]) for case in CLASSIFIED for measure in gold(case)["measures"]}
    named = [(row["document"], row["measure"]) for row in rows]
    assert len(named) == len(set(named))
    assert set(named) <= measures
    for row in rows:
        assert tuple(row) == COLUMNS
        accepted = [row["main"], *row["acceptable"].split()]
        assert set(accepted) <= THEMES, lines(row)
        assert len(accepted) == len(set(accepted)), lines(row)


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case.id)
def test_every_award_has_occasions(case: Case) -> None:
    """One or several, any one of which will do."""
    given = [(award["recipient"], award.get("occasions") or [None]) for award in gold(case)["awards"]]
    assert [entry for entry in given if not set(entry[1]) <= OCCASIONS or len(set(entry[1])) < len(entry[1])] == []


def unfit(measure: Json) -> Iterator[str]:
    """What is wrong with the themes and instruments of a measure, each with what to do about it."""
    for name, known in (("themes", THEMES), ("instruments", INSTRUMENTS)):
        notations = measure.get(name)
        if not isinstance(notations, list):
            yield f"no list of {name}: write it after departments"
            continue
        if strangers := [notation for notation in notations if notation not in known]:
            yield f"{', '.join(strangers)} among the {name}: use notations of ontology/vocab/{name}.ttl, no side"
        if len(set(notations)) < len(notations):
            yield f"one of the {name} stands twice: keep one"
    if not 1 <= len(measure.get("themes") or ()) <= 3:
        yield "give it one to three themes, the main one first"
