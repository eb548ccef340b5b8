"""Goal tables that a plain text prints one row a line: their cells are told apart, prose is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.model import Outline, Source
from zjtx_kg.outline import outline

ABOVE = "某市行动计划\n为促进发展,制定本计划。\n一、目标\n到2025年,综合实力明显增强,主要指标见下表:\n"
BELOW = "\n二、任务\n(一)加强领导。成立专班,统筹推进。"


def read(table: str) -> Outline:
    return outline(clean(Source("test", "test.txt", "", "utf-8", ABOVE + table + BELOW)))


def rows(table: str) -> list[list[str]]:
    return [
        ["".join(cell.text for cell in column) for column in row.cells]
        for found in read(table).tables
        for row in found.rows
    ]


SPACES = """指标名称 单位 2020年 2025年 属性
有研发活动的规上工业企业占比 % 48.6 65 导向性
国家高新技术企业 家 506 1000 约束性"""
READ = [
    ["有研发活动的规上工业企业占比", "%", "48.6", "65", "导向性"],
    ["国家高新技术企业", "家", "506", "1000", "约束性"],
]
TABLES = {
    "spaces": (SPACES, READ),
    "tabs": (SPACES.replace(" ", "\t"), READ),
    "bars": (SPACES.replace(" ", " | "), READ),
    "full-width spaces": (SPACES.replace(" ", "\u3000\u3000"), READ),
    "a number in front, spaces inside the words, no remark": (
        "序号 主要指标 2020年 2025年目标 备注\n1 “专精特新” 中小企业(家) 120 ≥300 \n2 研发机构覆盖率(%) 35 60 预期性",
        [["1", "“专精特新”中小企业(家)", "120", "≥300", ""], ["2", "研发机构覆盖率(%)", "35", "60", "预期性"]],
    ),
    "a remark printed once for merged cells": (
        SPACES + "\n市级企业技术中心 个 92 150",
        [*READ, ["市级企业技术中心", "个", "92", "150", "约束性"]],
    ),
    "the header again on the next page": (f"{SPACES}\n— 3 —\n{SPACES}", [*READ, *READ]),
    "the header again right below": (f"{SPACES}\n{SPACES}", [*READ, *READ]),
}


@pytest.mark.parametrize(("table", "expected"), TABLES.values(), ids=TABLES)
def test_rows_of_a_printed_table(table: str, expected: list[list[str]]) -> None:
    assert rows(table) == expected


@pytest.mark.parametrize(
    "text",
    [
        "指标名称 单位 2020年 2025年 属性",  # a header alone
        "指标名称 单位 2020年 2025年 属性\n发展指标稳步提升,企业效益持续向好。\n高新技术企业 家 506 1000 约束性",
        "工作目标 2025年,企业达到100家。\n重点项目 2025年,投资达到10亿元。",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert not read(text).tables


def test_the_items_after_a_table_stay() -> None:
    found = read(SPACES)
    assert [node.printed for node in found.nodes] == ["一、目标", "二、任务"]
    assert "48.6" not in "".join(span.of(found.document.text) for span in found.nodes[0].body)


@given(
    st.lists(st.sampled_from([*SPACES.replace("\n", " \n ").split(" "), " ", "\t", "|", "\n", "2025年"]), max_size=60)
)
def test_cells_of_any_scraps_are_places_of_the_text(scraps: list[str]) -> None:
    document = clean(Source("test", "test.txt", "", "utf-8", "".join(scraps)))
    for table in document.tables:
        assert all(0 <= cell.span.start <= cell.span.end <= len(document.text) for cell in table.cells)
