"""Goal tables: what is counted, from where, by when, and whether it binds."""

import pytest

from zjtx_kg.extract.goal_table import read_goal_table
from zjtx_kg.model import Cell, Document, Row, Source, Span, Table, Target
from zjtx_kg.vocabulary import load_vocabulary

TIERS = load_vocabulary("tiers")


def table(header: list[str], rows: list[list[str]]) -> tuple[Table, Document]:
    """A table as the outline gives it: one cell a line; a leading `=` marks the text of a merged cell."""
    text, built = "", []
    for row in rows:
        start, cells = len(text), []
        for cell in row:
            if cell.startswith("=") or not cell:
                cells.append((Cell(cell[1:], None),) if cell else ())
                continue
            cells.append((Cell(cell, Span(len(text), len(text) + len(cell))),))
            text += cell + "\n"
        built.append(Row(tuple(cells), Span(start, len(text) - 1)))
    document = Document(Source("made", "made.txt", "", "utf-8", text), text, range(len(text)))
    return Table("目标表", tuple(header), tuple(built)), document


def row(target: Target) -> tuple[object, ...]:
    return (
        target.indicator, target.value, target.unit, target.comparator, target.kind, target.year,
        target.baseline, target.baseline_year, target.binding, target.tier, target.level,
    )  # fmt: skip


WITH_UNITS = [
    # a dash in the column of units: an index
    (
        ["创新创业活跃度指数", "—", "104", "130", ""],
        ("创新创业活跃度指数", 130, None, ">=", "level", 2021, 104, 2018, None, None, None),
    ),
    (
        ["技术合同成交额", "亿元", "12.6", "30", "导向性"],
        ("技术合同成交额", 3000000000, "元", ">=", "level", 2021, 1260000000, 2018, "guiding", None, None),
    ),
]


@pytest.mark.parametrize(("cells", "expected"), WITH_UNITS, ids=lambda value: str(value[0]))
def test_goal_table_with_a_column_of_units(cells: list[str], expected: tuple[object, ...]) -> None:
    made, document = table(["指标名称", "单位", "2018年", "2021年", "备注"], [cells])
    assert [row(target) for target in read_goal_table(made, document, TIERS, False)] == [expected]


HEADER = ["序号", "目标", "2017年", "2022年", "备注"]
TONGLING = [
    # a remark printed once holds until the next
    (["1", "全市培育“专精特新”入库企业突破800家。", "233家", "800家", "约束性指标"],
     ("“专精特新”入库企业", 800, "家", ">=", "level", 2022, 233, 2017, "binding", "srdi-pool", None)),
    (["2", "省级“专精特新”中小企业200家以上。", "59家", "200家", "=约束性指标"],
     ("省级“专精特新”中小企业", 200, "家", ">=", "level", 2022, 59, 2017, "binding", "srdi-sme", "provincial")),
    # a rate of growth and a share have no tier
    (["3", "省级“专精特新”中小企业主营业务收入年均增速20%以上。", "15%", "20%", "=约束性指标"],
     ("省级“专精特新”中小企业主营业务收入年均增速", 20, "%", ">=", "growth", 2022, 15, 2017, "binding", None,
      "provincial")),
    (["5", "市级规上“专精特新”中小企业研发投入占主营业务收入比重1.5%以上。", "1%", "1.5%", "=约束性指标"],
     ("市级规上“专精特新”中小企业研发投入占主营业务收入比重", 1.5, "%", ">=", "share", 2022, 1, 2017, "binding", None,
      "municipal")),
    (["6", "争创2个国家级小微企业创业创新基地。", "1个", "2个", "=约束性指标"],
     ("国家级小微企业创业创新基地", 2, "个", ">=", "level", 2022, 1, 2017, "binding", None, "national")),
    (["9", "“专精特新”中小企业年主营业务收入过5亿元30家。", "5家", "30家", "=约束性指标"],
     ("“专精特新”中小企业年主营业务收入过5亿元", 30, "家", ">=", "level", 2022, 5, 2017, "binding", "srdi-sme", None)),
    (["11", "培育50家省级以上细分行业单打冠军、隐形冠军或配套专家。", "10家", "50家", "导向性指标"],
     ("省级以上细分行业单打冠军、隐形冠军或配套专家", 50, "家", ">=", "level", 2022, 10, 2017, "guiding", None,
      "provincial")),
    # coverage, and a slogan of coverage that the table gives a figure
    (["12", "“专精特新”中小企业研发机构实现“全覆盖”。", "40%", "100%", "约束性指标"],
     ("“专精特新”中小企业研发机构", 100, "%", ">=", "share", 2022, 40, 2017, "binding", None, None)),
    (["17", "“专精特新”中小企业实现“一企一网站”。", "50%", "100%", "=约束性指标"],
     ("“专精特新”中小企业“一企一网站”", 100, "%", ">=", "share", 2022, 50, 2017, "binding", None, None)),
    (["18", "50家企业通过贯标评定。", "5家", "50家", "约束性指标"],
     ("企业通过贯标评定", 50, "家", ">=", "level", 2022, 5, 2017, "binding", None, None)),
    (["19", "创建120个数字化车间(生产线)和智能工厂。", "19个", "120个", "=约束性指标"],
     ("数字化车间(生产线)和智能工厂", 120, "个", ">=", "level", 2022, 19, 2017, "binding", None, None)),
    (["20", "力争“民参军”企业达到10家。", "7家", "10家", "=约束性指标"],
     ("“民参军”企业", 10, "家", ">=", "level", 2022, 7, 2017, "binding", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), TONGLING, ids=lambda value: str(value[1]))
def test_rows_of_sentences(cells: list[str], expected: tuple[object, ...]) -> None:
    made, document = table(HEADER, [cells])
    assert [row(target) for target in read_goal_table(made, document, TIERS, False)] == [expected]


NAMED = [
    # names alone, the unit in a column of its own; two years to come give two targets
    (["序号", "指标名称", "单位", "2020年", "2023年目标", "2025年目标", "属性"],
     ["1", "高新技术企业", "家", "500", "800", "≥1000", "预期性"],
     [("高新技术企业", 800, "家", ">=", "level", 2023, 500, 2020, "guiding", "high-tech", None),
      ("高新技术企业", 1000, "家", ">=", "level", 2025, 500, 2020, "guiding", "high-tech", None)]),
    # the unit in a bracket behind the name
    (["序号", "主要指标", "2020年实际", "2025年"], ["1", "规上工业增加值年均增速(%)", "7.2", "8"],
     [("规上工业增加值年均增速", 8, "%", ">=", "growth", 2025, 7.2, 2020, None, None, None)]),
    (["序号", "主要指标", "2025年"], ["1", "规上工业营业收入(亿元)", "1,500"],
     [("规上工业营业收入", 150_000_000_000, "元", ">=", "level", 2025, None, None, None, None, None)]),
    # no figure, no target
    (["序号", "主要指标", "2025年"], ["1", "营商环境", "持续提升"], []),
]  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "expected"), NAMED)
def test_rows_of_names(header: list[str], cells: list[str], expected: list[tuple[object, ...]]) -> None:
    made, document = table(header, [cells])
    assert [row(target) for target in read_goal_table(made, document, TIERS, False)] == expected


def test_a_table_of_tasks_has_no_targets() -> None:
    made, document = table(["序号", "主要任务", "责任单位"], [["1", "新增企业300家", "市经信局"]])
    assert read_goal_table(made, document, TIERS, False) == ()


def test_quotes_hold_indicator_and_value() -> None:
    made, document = table(HEADER, [cells for cells, _ in TONGLING])
    targets = read_goal_table(made, document, TIERS, False)
    assert len(targets) == len(TONGLING)
    for target in targets:
        assert document.text[target.quote.span.start : target.quote.span.end] == target.quote.text
        assert f"{target.value:g}" in target.quote.text
