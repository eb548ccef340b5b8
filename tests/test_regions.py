"""Regions: the table is whole, names are found at their longest, ambiguity is kept until the context decides."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.errors import VocabularyError
from zjtx_kg.regions import load_region_links, load_regions, short_name
from zjtx_kg.resources import resource

REGIONS = load_regions()
NAMES = sorted({region.name for region in REGIONS})

PLACES = [
    # code, name, level, parent, province
    ("340700", "铜陵市", "prefecture", "340000", "安徽省"),
    ("500111", "大足区", "county", "500000", "重庆市"),  # a municipality's district has no prefecture
    ("429004", "仙桃市", "county", "420000", "湖北省"),  # a county-level city right below the province
    ("441900", "东莞市", "prefecture", "440000", "广东省"),  # prefectures without counties
    ("442000", "中山市", "prefecture", "440000", "广东省"),
    ("460400", "儋州市", "prefecture", "460000", "海南省"),
    ("620200", "嘉峪关市", "prefecture", "620000", "甘肃省"),
    ("330113", "临平区", "county", "330100", "浙江省"),  # set up in 2021
    ("330103", "下城区", "county", "330100", "浙江省"),  # merged in 2021
    ("810000", "香港特别行政区", "province", "100000", "香港特别行政区"),
    ("710000", "台湾省", "province", "100000", "台湾省"),
]

FOUND = [
    # text, [(words, code chosen without context, full name)]
    ("重庆市大足区经济和信息化委员会", [("重庆市", "500000", True), ("大足区", "500111", True)]),
    ("人行武汉分行营管部", [("武汉", "420100", False)]),
    ("出口信保嘉兴办事处", [("嘉兴", "330400", False)]),
    ("长沙市区域经济", [("长沙市", "430100", True)]),  # not 沙市区
    ("湘西州和张家港保税区", [("湘西", "433100", False), ("张家港", "320582", False)]),
    ("马鞍山市和县人民政府", [("马鞍山市", "340500", True), ("和县", "340523", True)]),
    ("加强市和县两级联动,创新县域经济", []),  # 和县 and 新县 are no regions here
    ("推动校企合作,加快新城区建设", []),  # 合作市 and 新城区
    ("各县(市、区)人民政府", []),
    ("支持中国银行发展", []),
]


def test_table_is_whole() -> None:
    standing = [region for region in REGIONS if region.until is None]
    count = {level: sum(region.level == level for region in standing) for level in ("province", "prefecture", "county")}
    assert count["province"] == 34
    assert count["prefecture"] == 333
    assert 2830 <= count["county"] <= 2860
    assert all(REGIONS.get(region.parent) for region in REGIONS if region.parent)


def test_table_has_no_doubles() -> None:
    with (resource("data") / "regions.csv").open(encoding="utf-8") as file:
        keys = [(row["code"], row["name"]) for row in csv.DictReader(file)]
    assert len(keys) == len(set(keys))
    assert all(len(code) == 6 and code.isdigit() for code, _ in keys)


@pytest.mark.parametrize(("code", "name", "level", "parent", "province"), PLACES)
def test_place(code: str, name: str, level: str, parent: str, province: str) -> None:
    region = REGIONS.get(code)
    assert region is not None
    assert (region.name, region.level, region.parent) == (name, level, parent)
    assert region in REGIONS.named(name)
    assert region in REGIONS.children(parent)
    around = REGIONS.province_of(code)
    assert around is not None and around.name == province


def test_a_renamed_region_keeps_its_former_name() -> None:
    former = REGIONS.named("庐山区")
    assert [(region.code, region.until) for region in former] == [("360402", "2015-09-30")]
    newest = REGIONS.get("360402")
    assert newest is not None and newest.name == "濂溪区"


@pytest.mark.parametrize("code", ["110000", "310115", "500111", "120100", "500200"])
def test_province_level_cities(code: str) -> None:
    expected = REGIONS.get(code) is not None  # 120100 and 500200 are headings of the lists, not regions
    assert REGIONS.is_province_level_city(code) is expected


def test_other_cities_are_not_province_level() -> None:
    assert not any(REGIONS.is_province_level_city(code) for code in ("340700", "420000", "429004", "100000", "000000"))


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_find(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = [
        (mention.span.of(text), REGIONS.choose(mention.candidates), mention.full) for mention in REGIONS.find(text)
    ]
    assert [(words, region and region.code, full) for words, region, full in found] == expected


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("鼓楼区", [], None),  # 南京, 徐州, 福州 and 开封 have one
        ("鼓楼区", ["350000"], "350102"),  # in a document of 福建
        ("鼓楼区", ["320300"], "320302"),  # of 徐州
        ("鼓楼区", ["320000"], None),  # 南京 or 徐州
        ("鼓楼区", ["440000"], None),  # none in 广东
        ("朝阳区", ["110000"], "110105"),
        ("吉林", [], None),  # province or city
        ("吉林", ["220000"], "220000"),
        ("吉林", ["220200"], "220200"),
        ("吉林", ["220211"], "220200"),  # a district of the city
        ("铜陵", [], "340700"),  # 铜陵县 stands no more
        ("大足", [], "500111"),
        ("弋江区", [], "340209"),  # the newer of two codes
    ],
)
def test_choose(name: str, context: list[str], code: str | None) -> None:
    chosen = REGIONS.choose(REGIONS.named(name), context)
    assert (chosen and chosen.code) == code


@given(
    st.lists(st.one_of(st.sampled_from(NAMES), st.text(alphabet="市县区和的、,。新高A1\n", max_size=5)), max_size=12)
)
def test_mentions_are_names_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    mentions = REGIONS.find(text)
    for mention in mentions:
        words = mention.span.of(text)
        assert mention.candidates == REGIONS.named(words)
        assert mention.full == any(region.name == words for region in mention.candidates)
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))


@given(st.sampled_from(NAMES), st.lists(st.sampled_from([region.code for region in REGIONS]), max_size=3))
def test_choose_never_invents(name: str, context: list[str]) -> None:
    candidates = REGIONS.named(name)
    assert REGIONS.choose(candidates, context) in (None, *candidates)
    assert REGIONS.choose((), context) is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("内蒙古自治区", "内蒙古"),  # the people is part of the name
        ("新疆维吾尔自治区", "新疆"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("黔西南布依族苗族自治州", "黔西南"),
        ("浦东新区", "浦东"),
        ("义县", None),  # one character would be left
    ],
)
def test_short_name(name: str, short: str | None) -> None:
    assert short_name(name) == short


# What is wrong in the table's fourth line.
BROKEN = {
    "a level that is none": "340700,铜陵市,city,340000,",
    "a code that stands twice": "340000,铜陵市,prefecture,340000,",
    "a parent that is not there": "340700,铜陵市,prefecture,350000,",
    "a column too few": "340700,铜陵市,prefecture",
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_broken_table_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    table = tmp_path / "regions.csv"
    above = "100000,中国,country,,\n340000,安徽省,province,100000,\n"
    table.write_text(f"code,name,level,parent,until\n{above}{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as raised:
        load_regions(table)
    assert raised.value.where == f"{table}:4"


def test_links_to_wikidata_are_one_to_one_and_of_provinces_that_stand() -> None:
    links, regions = load_region_links(), load_regions()
    assert {
        len(links),
        len({link.wikidata for link in links.values()}),
        len({link.iso_3166_2 for link in links.values()}),
    } == {33}
    found = [regions.get(code) for code in links]
    assert all(region is not None and region.level == "province" and region.until is None for region in found)
