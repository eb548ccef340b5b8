"""Tables that a file marks as such: read from the places of their cells, whatever their headers and merged cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import web
from hypothesis import given
from hypothesis import strategies as st
from word import Cell

from zjtx_kg.clean import clean
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Row, Source, Table
from zjtx_kg.outline import outline
from zjtx_kg.pipeline import Reading, read_document
from zjtx_kg.read import read_bytes

TITLE = "<p>铜陵市支持专精特新企业实施方案</p><p>为促进发展,制定本方案。</p>"
MEASURES = "<p>一、重点任务</p><p>1.建立培育库。建立企业库。</p><p>2.推进企业登云。提供服务。</p>"

REST = "<p>二、重点任务</p><p>1.建立培育库。建立企业库。</p>"


def row(*cells: str | Cell) -> list[Cell]:
    return [(cell, 1, 1) if isinstance(cell, str) else cell for cell in cells]


def page(*blocks: str) -> Source:
    return read_bytes(web.page(*blocks).encode(), "a.html", "a")


def reading(*blocks: str) -> Reading:
    return read_document(page(*blocks), load_knowledge())


def tables(*blocks: str) -> tuple[Table, ...]:
    return outline(clean(page(TITLE, MEASURES, *blocks))).tables


def words(row: Row) -> list[str]:
    return ["/".join(cell.text for cell in column) for column in row.cells]


HEADERS = [
    # one row; the column that numbers the rows may be missing
    ([row("主要指标", "2020年", "2025年")], ("主要指标", "2020年", "2025年")),
    # a title over the header, inside the table
    ([row(("发展目标表", 1, 3)), row("指标", "2020年", "2025年")], ("指标", "2020年", "2025年")),
    # headers over two rows name their columns together
    ([row(("指标", 2, 1), ("目标值", 1, 2)), row("2023年", "2025年")], ("指标", "2023年目标值", "2025年目标值")),
    ([row(("序号", 2, 1), ("重点任务", 2, 1), ("责任分工", 1, 2)), row("牵头单位", "配合单位")],
     ("序号", "重点任务", "牵头单位", "配合单位")),
    # set wide or broken in its cell
    ([row("目    标", "2020\n年", "2025\n年")], ("目标", "2020年", "2025年")),
]  # fmt: skip


@pytest.mark.parametrize(("header", "names"), HEADERS)
def test_headers(header: list[list[Cell]], names: tuple[str, ...]) -> None:
    last = row(*["企业数", "10家", "20家", "30家"][: len(names)])
    (found,) = tables(web.table([*header, last]))
    assert found.header == names
    assert [words(one) for one in found.rows] == [[cell[0] for cell in last]]


OTHERS = [
    [row("企业名称", "联系人", "电话"), row("某公司", "张三", "2818757")],
    [row("责任单位", "市经信局"), row("联系电话", "2818757")],
    [row("阶段", "时间"), row("动员", "2022年3月")],
    [row("条款", "内容"), row("资金支持", "对新认定的企业给予10万元奖励。")],
]


@pytest.mark.parametrize("rows", OTHERS)
def test_other_tables_are_text(rows: Sequence[Sequence[Cell]]) -> None:
    """A table of another kind may lay out the page: its cells stay lines of the text."""
    source = page(TITLE, MEASURES, "<p>3.支持企业。</p>", web.table(rows))
    found = outline(clean(source))
    assert found.tables == ()
    lines = [span.of(found.document.text) for _, node in found.walk() for span in node.body]
    behind = [span.of(found.document.text) for span in (*found.closing, *found.back)]
    assert all(cell[0] in (*lines, *behind) for one in rows for cell in one)


TASKS = [row("序号", "主要任务", "具体任务", "牵头单位", "责任单位")]


def tasks(*rows: Sequence[Cell]) -> list[tuple[object, ...]]:
    """Measure, text, lead and other units of each task."""
    record = reading(TITLE, MEASURES, "<p>附件</p><p>任务分工表</p>", web.table([*TASKS, *rows])).record
    for task in record.tasks:
        assert task.quote.text.replace("\n", "") == task.text
    return [
        (task.measure, task.text, *(" ".join(u.name for u in task.departments if u.role == role) for role in ROLES))
        for task in record.tasks
    ]


ROLES = ("lead", "responsible")
MERGED = [
    # number and name hold for all tasks of a measure, merged or left blank
    ([row(("1", 2, 1), ("建立培育库", 2, 1), "建库。", "市经信局", "市统计局"), row("入库。", "市科技局", "各县区")],
     [("m1", "建库。", "市经信局", "市统计局"), ("m1", "入库。", "市科技局", "各县区")]),
    ([row("1", "建立培育库", "建库。", "市经信局", "市统计局"), row("", "", "入库。", "市科技局", "各县区")],
     [("m1", "建库。", "市经信局", "市统计局"), ("m1", "入库。", "市科技局", "各县区")]),
    # so do merged units and a merged task
    ([row("1", "建立培育库", "建库。", ("市经信局", 2, 1), "市统计局"), row("2", "推进企业登云", "登云。", "各县区")],
     [("m1", "建库。", "市经信局", "市统计局"), ("m2", "登云。", "市经信局", "各县区")]),
    ([row("1", "建立培育库", ("建库。", 2, 1), "市经信局", "市统计局"), row("", "", "市科技局", "各县区")],
     [("m1", "建库。", "市经信局", "市统计局"), ("m1", "建库。", "市科技局", "各县区")]),
    # heads of groups take up a whole row; the header may be printed again
    ([row(("(一)培育", 1, 5)), row("1", "建立培育库", "建库。", "市经信局", "各县区"), *TASKS,
      row(("保障", 1, 5)), row("2", "推进企业登云", "登云。", "市经信局", "各县区")],
     [("m1", "建库。", "市经信局", "各县区"), ("m2", "登云。", "市经信局", "各县区")]),
    # units on lines of their own, a list broken after its mark or inside a name
    ([row("1", "建立培育库", "建库,\n入库。", "市经信局\n市科技局", "市统计局、\n人行某市中\n心支行、各县区")],
     [("m1", "建库,入库。", "市经信局 市科技局", "市统计局 人行某市中心支行 各县区")]),
    # no lead
    ([row("1", "建立培育库", "建库。", "", "市统计局、各县区")], [("m1", "建库。", "", "市统计局 各县区")]),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), MERGED)
def test_tasks(rows: list[list[Cell]], expected: list[tuple[object, ...]]) -> None:
    assert tasks(*rows) == expected


def test_a_category_before_the_number() -> None:
    rows = [
        row("类别", "序号", "任务", "责任单位"),
        row(("培育", 2, 1), "1", "建库。", "市经信局"),
        row("2", "登云。", "县区"),
    ]
    record = reading(TITLE, MEASURES, web.table(rows)).record
    assert [(task.measure, task.text) for task in record.tasks] == [("m1", "建库。"), ("m2", "登云。")]


def test_units_before_their_task() -> None:
    rows = [row("序号", "责任单位", "工作任务"), row("1", "市经信局", "建库。")]
    record = reading(TITLE, MEASURES, web.table(rows)).record
    assert [(task.text, [unit.name for unit in task.departments]) for task in record.tasks] == [
        ("建库。", ["市经信局"])
    ]


def test_a_row_without_units_is_reported() -> None:
    found = reading(TITLE, MEASURES, web.table([*TASKS, row("1", "建立培育库", "建库。", "", "")]))
    assert found.record.tasks == ()
    assert "a row without figures or units: 1 / 建立培育库 / 建库。" in [one.message for one in found.findings]


def goals(*blocks: str) -> list[tuple[object, ...]]:
    return [
        (target.indicator, target.value, target.unit, target.year, target.baseline, target.binding)
        for target in reading(TITLE, *blocks).record.targets
    ]


def test_a_goal_table_inside_the_main_text_without_numbers_of_rows() -> None:
    """It is no part of the item it stands in, and neither is the line that names it."""
    rows = [
        row(("主要指标", 2, 1), "完成情况", "目标值", ("属性", 2, 1)),
        row("2020年", "2025年"),
        row("高新技术企业", "500家", "1000家", ("约束性", 2, 1)),
        row("省级“专精特新”中小企业", "59家", "200家"),
        row("规上工业营业收入(亿元)", "", "1500", ""),
    ]
    goal = "<p>一、总体目标</p><p>到2025年,取得成效。</p><p>主要指标表</p>"
    source = page(TITLE, goal, web.table(rows), REST)
    found = outline(clean(source))
    bodies = [span.of(found.document.text) for _, node in found.walk() for span in node.body]
    assert bodies == ["总体目标", "到2025年,取得成效。", "重点任务", "建立培育库。建立企业库。"]
    assert goals(goal, web.table(rows)) == [
        ("高新技术企业", 1000, "家", 2025, 500, "binding"),
        ("省级“专精特新”中小企业", 200, "家", 2025, 59, "binding"),
        ("规上工业营业收入", 150_000_000_000, "元", 2025, None, None),
    ]


def test_a_table_that_goes_on_behind_a_page_break() -> None:
    """With or without its header; what stands empty at the top of the page is the merged cell of the page before."""
    first = [row("序号", "目标", "2020年", "2025年", "备注"), row("1", "高新技术企业", "5家", "10家", "约束性指标")]
    again = [first[0], row("3", "科技型中小企业", "5家", "30家", "导向性指标")]
    without = [row("2", "创新型中小企业", "5家", "20家", "")]
    expected = [(10, "binding"), (20, "binding"), (30, "guiding")]
    found = goals(MEASURES, web.table(first), web.table(without), web.table(again))
    assert [(value, binding) for _, value, _, _, _, binding in found] == expected
    (between,) = goals(MEASURES, web.table(first), "<p>说明</p>", web.table(without))
    assert between[1] == 10


def test_a_row_cut_by_a_page_break() -> None:
    first = [*TASKS, row("1", "建立培育库", "建库,", "市经信局", "市统计局、")]
    second = [row("", "", "入库。", "", ""), row("2", "推进企业登云", "登云。", "市经信局", "县区")]
    record = reading(TITLE, MEASURES, web.table(first), web.table(second)).record
    assert [task.text for task in record.tasks] == ["建库,入库。", "登云。"]


def test_fields_of_a_portal_in_a_table() -> None:
    """Labels and values stay together, one line a row."""
    rows = [row("索 引 号:", "003097100/201812-00025", "发布机构:", "市经信局"), row("发布日期:", "2022-03-04")]
    text = clean(page(web.table(rows), TITLE, MEASURES)).text
    assert text.split("\n")[:2] == ["索引号: 003097100/201812-00025 发布机构: 市经信局", "发布日期: 2022-03-04"]
    assert reading(web.table(rows), TITLE, MEASURES).record.fields.published == "2022-03-04"


def test_cells_are_not_joined_and_lead_back_to_the_source() -> None:
    rows = [row("序号", "目标", "2025年"), row("1", "培育企业,提高", "＋１０家"), row("2", "發展(", "5家)")]
    document = clean(page(TITLE, MEASURES, "<p>附件</p>", web.table(rows)))
    cells = [cell for table in document.tables for cell in table.cells]
    assert [cell.span.of(document.text) for cell in cells][3:] == ["1", "培育企业,提高", "+10家", "2", "發展(", "5家)"]
    assert document.source_span(cells[5].span).of(document.source.text) == "＋１０家"


def test_all_numbers_of_a_table_are_accounted_for() -> None:
    rows = [row(("主要指标", 2, 1), "现状", "目标值"), row("2020年", "2025年"), row("高新技术企业", "500家", "1000家")]
    found = reading(TITLE, "<p>一、目标</p><p>到2025年,创新型中小企业达到50家。</p>", web.table(rows), REST)
    assert found.coverage.unread == ()


WORDS = st.sampled_from(
    ["", "序号", "主要任务", "牵头单位", "2025年", "1", "市经信局", "10家", "(一)培育", "建库。", "目标\n值"]
)
CELLS = st.tuples(WORDS, st.integers(1, 3), st.integers(1, 3))


@given(st.lists(st.lists(st.lists(CELLS, max_size=5), max_size=6), max_size=3))
def test_any_table_is_read_and_its_cells_are_in_place(grids: list[list[list[Cell]]]) -> None:
    source = page(TITLE, MEASURES, *(web.table(rows) for rows in grids))
    document = clean(source)
    for printed, table in ((source.text, source.tables), (document.text, document.tables)):
        spans = [cell.span for grid in table for cell in grid.cells]
        assert all(span.end <= len(printed) for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)
    for table in outline(document).tables:
        for one in table.rows:
            assert len(one.cells) == len(table.header)
            assert all(cell.span and cell.span.of(document.text).replace("\n", "") == cell.text
                       for column in one.cells for cell in column)  # fmt: skip


def test_merged_cells_without_end_cost_no_more_than_others() -> None:
    wild = "<table>" + "<tr>" + "<td colspan=1000 rowspan=65000>x" * 300 + "<tr><td>y" * 3000 + "</table>"
    wide = "<table>" + "<tr>" + "<td>目标" * 30_000 + "<tr><td>1</table>"
    source = page(TITLE, MEASURES, wild, wide)
    assert [len(table.cells) for table in source.tables] == [3300, 30_001]
    assert outline(clean(source)).tables == ()
