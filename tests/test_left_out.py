"""Tables without the names of one region: what is dropped, and what stays."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zjtx_kg.evaluate import KINDS
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.left_out import assess_left_out, drop_names, is_own
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_source
from zjtx_kg.records import dump_record
from zjtx_kg.rules import load_rules
from zjtx_kg.vocabulary import load_vocabulary

RULES = """\
[lists.body]
says = "organs"
words = ["经信局", "工信局", "商务局"]

[[rules]]
id = "unit"
says = "a unit of a city"
pattern = '市(?&body)'
examples = [["由市经信局负责", "市经信局"]]
"""
VOCABULARY = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix zjtx: <https://w3id.org/zjtx/ontology#> .
<https://e.org/tier> a skos:ConceptScheme .
<https://e.org/tier/pool> a skos:Concept ;
    skos:notation "pool" ;
    skos:prefLabel "入库企业"@zh, "pool"@en ;
    skos:altLabel "专精特新“苗子”企业"@zh, "培育库企业"@zh ;
    zjtx:negativeLabel "出库企业"@zh .
"""
DEPARTMENTS = "kind,printed,full,not_in\nbody,经信,经济和信息化,\nbody,发改,发展和改革,\n"

HERE = ["市经信局管理入库企业专精特新苗子企业和出库企业"]
ELSEWHERE = ["市商务局管理培育库企业"]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program of three tables."""
    for name, text in {
        "zjtx_kg/rules/own.toml": RULES,
        "ontology/vocab/tiers.ttl": VOCABULARY,
        "data/department-names.csv": DEPARTMENTS,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("经信局", True),
        ("商务局", False),  # the other region has it
        ("工信局", False),  # in no text: known from elsewhere
        ("专精特新“苗子”企业", True),  # quotation marks count for nothing
        ("管理", False),
    ],
)
def test_own_names(name: str, own: bool) -> None:
    assert is_own(HERE, ELSEWHERE)(name) is own


def test_own_names_are_dropped_from_all_tables_and_nothing_else(program: Path) -> None:
    assert drop_names(program, is_own(HERE, ELSEWHERE)) == 4
    rules = load_rules("own", program / "zjtx_kg" / "rules")
    assert rules.lists["body"] == ("工信局", "商务局")
    assert rules["unit"].search("市商务局") and not rules["unit"].search("市经信局")
    pool = load_vocabulary("tiers", program / "ontology" / "vocab").concepts["pool"]
    # the preferred label is the contract's name and stays, though only this region has it
    assert (pool.label_zh, pool.alt, pool.negative) == ("入库企业", ("培育库企业",), ())
    with (program / "data" / "department-names.csv").open(encoding="utf-8") as file:
        assert [row["printed"] for row in csv.DictReader(file)] == ["发改"]


def test_a_list_of_which_nothing_is_left_matches_nothing(program: Path) -> None:
    drop_names(program, lambda _: True)
    rules = load_rules("own", program / "zjtx_kg" / "rules")
    assert rules.lists["body"] == () and rules["unit"].search("市商务局和市") is None


def test_tables_without_own_names_stay_as_they_are(program: Path) -> None:
    before = {path: path.read_bytes() for path in program.rglob("*.*")}
    assert drop_names(program, lambda _: False) == 0
    assert {path: path.read_bytes() for path in program.rglob("*.*")} == before


PAGE = """\
{city}中小企业发展行动计划
为促进发展,制定本计划。
一、发展目标
到2025年,{tier}达到100家。
二、重点任务
1.加强服务。各部门要加强对企业的服务。
"""


def test_a_region_is_read_without_the_names_that_it_alone_uses(tmp_path: Path) -> None:
    # 高企 is an alternative label, 高新技术企业 the preferred one; all other words stand in both pages.
    cases = []
    for name, city, tier in (("one", "铜陵市", "高企"), ("other", "嘉兴市", "高新技术企业")):
        case = Case(name, tmp_path / f"{name}.txt", tmp_path / f"{name}.json", tmp_path)
        case.source.write_text(PAGE.format(city=city, tier=tier), encoding="utf-8")
        record = read_document(read_source(case.source), load_knowledge()).record
        assert [target.tier for target in record.targets] == ["high-tech"]
        case.annotation.write_text(dump_record(record), encoding="utf-8")
        cases.append(case)
    left_out = assess_left_out(cases, lambda *_: None)
    one, other = left_out.scores["one"], left_out.scores["other"]
    assert [str(miss) for miss in one["targets"].misses] == ["differs: 高企 100家 2025 — tier: 'high-tech' ≠ None"]
    assert not any(other[kind].misses for kind in KINDS)
    assert left_out.dropped["铜陵市"] >= 1
