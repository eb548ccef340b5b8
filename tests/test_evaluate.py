"""The comparison of records: what counts as found, as exact, and how figures add up."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.evaluate import KINDS, NOTHING, Tally, evaluate
from zjtx_kg.evaluate.comparison import folded, likeness, same_wording
from zjtx_kg.records import PARTS, load_record_json
from zjtx_kg.resources import resource

Json = dict[str, Any]
ANNOTATIONS = sorted((resource("data") / "gold").glob("*.json"))

UNIT = {"name": "市经信局", "role": "responsible"}
GOLD: Json = {
    "document": {
        "title": "行动计划(2018—2020年)",
        "region": "连云港市",
        "region_code": "320700",
        "province": "江苏省",
        "issuer": "连云港市经济和信息化委员会",
        "number": "连经信发〔2018〕12号",
        "issued": "2018-06-04",
        "published": None,
        "status": "issued",
        "valid_until": None,
        "basis": [{"title": "关于促进中小企业发展的意见", "number": "苏政发〔2018〕1号"}],
    },
    "measures": [
        {
            "id": "m1",
            "number": "1",
            "heading": "加强培育",
            "section": ["一、任务", "(一)培育"],
            "text": "加强培育。建立科技小巨人培育库,对入库企业实行动态管理,给予重点支持。",
            "departments": [UNIT, {"name": "市科技局", "role": "responsible"}],
        },
        {
            "id": "m2",
            "number": "2",
            "heading": None,
            "section": ["一、任务", "(一)培育"],
            "text": "支持企业上市融资,对上市企业给予奖励,鼓励企业在新三板挂牌。",
            "departments": [],
        },
    ],
    "tasks": [{"measure": "m1", "text": "建立科技小巨人培育库", "departments": [UNIT]}],
    "awards": [
        {
            "measure": "m1",
            "recipient": "新认定的科技小巨人企业",
            "tier": "tech-little-giant",
            "level": None,
            "amount": 200000,
            "bound": "exact",
            "ratio": None,
            "kind": "reward",
            "trigger": "新认定",
            "quote": "新认定的科技小巨人企业给予20万元",
        }
    ],
    "targets": [
        {
            "measure": None,
            "source": "text",
            "indicator": "科技小巨人企业",
            "value": 100,
            "unit": "家",
            "comparator": ">=",
            "kind": "level",
            "year": 2020,
            "baseline": 42,
            "baseline_year": 2017,
            "binding": None,
            "tier": "tech-little-giant",
            "level": None,
            "quote": "科技小巨人企业达到100家",
        }
    ],
    "ladder": [
        [{"tier": "tech-sme", "level": None, "label": "科技型中小企业"}],
        [{"tier": "tech-little-giant", "level": None, "label": "科技小巨人"}],
    ],
}


def changed(path: str, value: object) -> Json:
    """The annotation with another value at `path`, e.g. `awards.0.amount`."""
    record = copy.deepcopy(GOLD)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    place: Any = record
    for step in way:
        place = place[step]
    place[last] = value
    return record


def test_equal_records_are_exact() -> None:
    evaluation = evaluate(GOLD, GOLD)
    assert all(evaluation[kind].f1 == evaluation[kind].exact_f1 == 1 for kind in KINDS)
    assert not any(evaluation[kind].misses for kind in KINDS)


@pytest.mark.parametrize("path", ANNOTATIONS, ids=lambda path: path.stem)
def test_annotation_against_itself_and_against_nothing(path: Path) -> None:
    gold = load_record_json(path)
    assert all(evaluate(gold, gold)[kind].exact_f1 == 1 for kind in KINDS)
    empty = {**{kind: [] for kind in PARTS}, "document": gold["document"] | {"basis": []}}
    found = evaluate(gold, empty)
    assert found["measures"].recall == (0 if gold["measures"] else 1)
    assert all(found[kind].recall == (0 if found[kind].gold else 1) for kind in KINDS if kind != "document")


# One change of a record each: kind, entries found and exact of those annotated.
CHANGES: list[tuple[str, object, str, int, int]] = [
    ("document.issued", None, "document", 9, 9),
    ("document.number", "连经信发[2018]12号", "document", 9, 9),  # only 〔〕 count for nothing
    ("document.title", "行动计划(2018-2020年)", "document", 10, 10),  # dashes and widths count for nothing
    ("document.basis.0.number", None, "basis", 1, 0),
    ("document.basis.0.title", "中小企业促进法", "basis", 0, 0),
    ("measures.0.heading", None, "measures", 2, 1),
    ("measures.0.number", "3", "measures", 1, 1),
    ("measures.0.section", ["一、任务"], "measures", 2, 1),
    ("measures.0.text", "加强培育。建立科技小巨人培育库,对入库企业实行管理。", "measures", 2, 1),
    ("measures.0.departments.0.role", "lead", "responsibilities", 1, 1),
    ("measures.0.departments", [UNIT, UNIT], "responsibilities", 1, 1),  # a unit said twice is found once
    ("tasks.0.departments.0.role", "lead", "tasks", 1, 0),
    ("tasks.0.measure", "m2", "tasks", 0, 0),
    ("awards.0.recipient", "科技“小巨人”企业", "awards", 1, 1),
    ("awards.0.recipient", "上市挂牌公司", "awards", 0, 0),
    ("awards.0.amount", 2000000, "awards", 0, 0),
    ("awards.0.amount", 200000.0, "awards", 1, 1),
    ("awards.0.bound", "max", "awards", 1, 0),
    ("awards.0.ratio", 0.5, "awards", 1, 0),
    ("awards.0.trigger", None, "awards", 1, 1),  # trigger and quote are not compared
    ("awards.0.measure", None, "awards", 0, 0),
    ("targets.0.unit", "个", "targets", 0, 0),
    ("targets.0.year", None, "targets", 1, 0),
    ("targets.0.baseline", 42.0, "targets", 1, 1),
    ("targets.0.source", "table", "targets", 0, 0),
    ("targets.0.level", "municipal", "targets", 1, 0),
    ("ladder.1.0.tier", "little-giant", "ladder", 1, 1),
    ("ladder.0.0.label", "科技型企业", "ladder", 2, 2),  # labels are not compared
]


@pytest.mark.parametrize(("path", "value", "kind", "found", "exact"), CHANGES)
def test_one_change(path: str, value: object, kind: str, found: int, exact: int) -> None:
    tally = evaluate(GOLD, changed(path, value))[kind]
    assert (tally.found, tally.exact) == (found, exact)
    assert bool(tally.misses) == (exact < tally.gold)


def test_missing_extra_and_differing_entries_are_named() -> None:
    predicted = changed("awards.0.bound", "max")
    predicted["awards"].append(predicted["awards"][0] | {"amount": 1})
    misses = evaluate(GOLD, predicted)["awards"].misses
    assert [(miss.what, miss.how) for miss in misses] == [("differs", "bound: 'exact' ≠ 'max'"), ("extra", "")]
    assert "1" in misses[1].entry


def test_paired_measures_are_one_place() -> None:
    # The predicted measure stands under another heading and has another id: its award is found all the same.
    predicted = changed("measures.0.section", ["一、任务", "(一)企业培育"])
    predicted["measures"][0]["id"] = predicted["awards"][0]["measure"] = predicted["tasks"][0]["measure"] = "m9"
    evaluation = evaluate(GOLD, predicted)
    assert (evaluation["awards"].found, evaluation["tasks"].found, evaluation["responsibilities"].found) == (1, 1, 2)


CUT = {"number": "3", "heading": "强化金融支持", "section": ["一、任务", "(一)培育"]}


def broken_off(heading: str) -> Json:
    """The record with one more measure, in which the text ends, and with all that may stand in it."""
    predicted = copy.deepcopy(GOLD)
    for kind in ("tasks", "awards", "targets"):
        predicted[kind].append(predicted[kind][0] | {"measure": "m3"})
    measure = predicted["measures"][0] | {"id": "m3", "number": "3", "heading": None, "text": f"{heading}。对入"}
    predicted["measures"].append(measure)
    return predicted


def test_measure_that_breaks_off_counts_neither_for_nor_against() -> None:
    gold, predicted = GOLD | {"cut": CUT}, broken_off("强化金融支持")
    assert not any(evaluate(gold, predicted)[kind].misses for kind in KINDS)
    assert not any(evaluate(gold, GOLD)[kind].misses for kind in KINDS)  # nothing read there is right too


@pytest.mark.parametrize(
    "gold", [GOLD, GOLD | {"cut": CUT | {"number": "4"}}, GOLD | {"cut": CUT | {"heading": "其他"}}]
)
def test_other_measures_count_in_a_text_that_breaks_off(gold: Json) -> None:
    evaluation = evaluate(gold, broken_off("强化金融支持"))
    assert [kind for kind in KINDS if evaluation[kind].misses] == [
        "measures",
        "responsibilities",
        "tasks",
        "awards",
        "targets",
    ]


def test_order_of_entries_does_not_count() -> None:
    predicted = copy.deepcopy(GOLD)
    predicted["measures"].reverse()
    assert evaluate(GOLD, predicted)["measures"].exact == 2


def test_likest_entries_are_paired() -> None:
    gold, predicted = (
        changed("targets.0.indicator", "省级科技小巨人企业"),
        changed("targets.0.indicator", "国家级科技小巨人企业"),
    )
    gold["targets"].append(gold["targets"][0] | {"indicator": "国家级科技小巨人企业", "level": "national"})
    predicted["targets"][0]["level"] = "national"
    predicted["targets"].append(gold["targets"][0])
    assert evaluate(gold, predicted)["targets"].exact == 2


def test_sums_over_documents() -> None:
    both = evaluate(GOLD, GOLD) + evaluate(GOLD, changed("awards.0.bound", "max")) + NOTHING
    assert (both["awards"].gold, both["awards"].found, both["awards"].exact) == (2, 2, 1)
    assert both["awards"].exact_f1 == pytest.approx(0.5)


RATES: list[tuple[Tally, float, float, float]] = [
    (Tally(0, 0, 0), 1, 1, 1),  # nothing to find and nothing found
    (Tally(4, 0, 0), 0, 0, 0),
    (Tally(0, 3, 0), 0, 1, 0),
    (Tally(4, 2, 2), 1, 0.5, 2 / 3),
]


@pytest.mark.parametrize(("tally", "precision", "recall", "f1"), RATES)
def test_rates(tally: Tally, precision: float, recall: float, f1: float) -> None:
    assert (tally.precision, tally.recall) == (precision, recall)
    assert tally.f1 == pytest.approx(f1)


def test_folding() -> None:
    assert folded("国家级 专精特新“小巨人”企业(2018—2020年)") == folded(
        "国家级专精特新「小巨人」企业（２０１８-2020年）"
    )
    assert folded(None) == ""


WORDINGS: list[tuple[str, str, bool]] = [
    ("新认定的国家高新技术企业", "国家高新技术企业", True),
    ("国家级版权示范单位", "版权示范单位国家级", True),
    ("首次进入规模以上的工业企业", "规模以上工业企业", True),
    ("一等奖", "二级市场", False),
    ("省级企业技术中心", "上市挂牌公司", False),
]


@pytest.mark.parametrize(("a", "b", "alike"), WORDINGS)
def test_same_wording(a: str, b: str, alike: bool) -> None:
    assert same_wording(a, b) is alike


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share_and_whole_only_for_equal_texts(a: str, b: str) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert (likeness(a, b) == 1) == (folded(a) == folded(b))


CUTS: list[Callable[[Json], None]] = [
    lambda record: record["measures"].pop(),
    lambda record: record["awards"].clear(),
    lambda record: record["ladder"].clear(),
    lambda record: record["targets"].extend(copy.deepcopy(GOLD["targets"])),
]


@pytest.mark.parametrize("cut", CUTS)
def test_swapping_sides_swaps_precision_and_recall(cut: Callable[[Json], None]) -> None:
    other = copy.deepcopy(GOLD)
    cut(other)
    one, two = evaluate(GOLD, other), evaluate(other, GOLD)
    assert any(one[kind].f1 < 1 for kind in KINDS)
    for kind in KINDS:
        assert (one[kind].found, one[kind].gold) == (two[kind].found, two[kind].predicted)
