"""Tasks out of tables whose cells stand one a line."""

from __future__ import annotations

from collections import Counter

import pytest

from zjtx_kg.clean import clean
from zjtx_kg.extract.measures import read_measures
from zjtx_kg.extract.tasks import read_tasks
from zjtx_kg.model import Document, Finding, Source, Task
from zjtx_kg.outline import outline
from zjtx_kg.resources import resource


def tasks(document: Document) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    found = outline(document)
    read, findings = read_tasks(found, read_measures(found)[0])
    return read, (*found.findings, *findings)


@pytest.fixture(scope="module")
def tongling() -> tuple[Task, ...]:
    text = (resource("data") / "sources" / "tongling-2018.txt").read_text(encoding="utf-8")
    read, findings = tasks(clean(Source("tongling", "tongling.txt", "0" * 64, "utf-8", text)))
    assert findings == ()
    return read


def roles(task: Task) -> tuple[list[str], list[str]]:
    """Lead and other units."""
    lead = [unit.name for unit in task.departments if unit.role == "lead"]
    return lead, [unit.name for unit in task.departments if unit.role == "responsible"]


def test_every_measure_has_its_tasks(tongling: tuple[Task, ...]) -> None:
    counts = [3, 3, 2, 2, 4, 3, 3, 2, 2, 2, 3, 2, 3, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 2, 1, 1, 2, 2, 2, 2]
    assert Counter(task.measure for task in tongling) == {f"m{i}": count for i, count in enumerate(counts, 1)}
    assert all(roles(task)[0] and roles(task)[1] for task in tongling)


CASES = [
    # lead and others, one line each
    ("加大市场主体培育", ["市工商局"], ["市经信委", "县区", "经开区"]),
    # two lines before the line joined by 、 are both in the lead cell, though that line has no 市 in front
    ("推进企业登云", ["市经信委", "市信息办"], ["县区", "经开区"]),
    ("聚焦企业环保", ["市环保局", "市安监局"], ["市住建委", "市财政局", "县区", "经开区"]),
    ("成立市促进", ["市政府办", "市经信委"], ["领导小组成员单位", "县区", "经开区"]),
    # a blank cell between the two
    ("支持“专精特新”中小企业“民参军”", ["市经信委"], ["县区", "经开区"]),
    # the separator between 市商务局 and 县区 is lost
    ("着力构建亲清", ["市经信委"], ["市发改委", "市农委", "市科技局", "市商务局", "县区", "经开区"]),
    # units that are no bureaus
    ("加快建设保税物流中心", ["铜陵海关"], ["有色公司", "县区", "经开区"]),
    # one line each, none joined
    ("发布全市", ["市经信委"], ["市统计局"]),
]


@pytest.mark.parametrize(("opening", "lead", "responsible"), CASES)
def test_units_of_a_task(tongling: tuple[Task, ...], opening: str, lead: list[str], responsible: list[str]) -> None:
    (task,) = (task for task in tongling if task.text.startswith(opening))
    assert roles(task) == (lead, responsible)


DAMAGED = """某市实施方案
一、主要任务
1.建立培育库。建立库。
2.促进“两化”深度融合。推进登云。
附件
某市实施方案重点任务分工表
序号
工作任务
具体内容
牵头单位
配合单位
完成时限
(一)实施培育工程
1
建立培育库
按照“储备一批、培育一批”原则建立
企业库。
市经信局
市统计局、人行某市中
心支行、各县区
2023年12月底
完善入库标准。
市经信局
市财政局市科技局
持续推进
2
促进“两化”深
度融合
推进企业登云。
市经信局
市大数据局
各县区、经开区
长期
3
加强宣传
做好宣传。
市委宣传部
各县区"""


def test_broken_cells_and_time_limits() -> None:
    """Cells broken over lines are made whole; time limits are no units; a row of no measure is kept and reported."""
    text = DAMAGED
    read, findings = tasks(Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text))))
    assert [(task.measure, task.text, *roles(task)) for task in read] == [
        ("m1", "按照“储备一批、培育一批”原则建立企业库。", ["市经信局"], ["市统计局", "人行某市中心支行", "各县区"]),
        ("m1", "完善入库标准。", ["市经信局"], ["市财政局", "市科技局"]),
        ("m2", "推进企业登云。", ["市经信局", "市大数据局"], ["各县区", "经开区"]),
        (None, "做好宣传。", ["市委宣传部"], ["各县区"]),
    ]
    assert [finding.rule for finding in findings] == ["tasks.measure"]
    for task in read:
        assert task.quote.span.of(text) == task.quote.text
        assert all(unit.quote.text.replace("\n", "") == unit.name for unit in task.departments)


LIMITS = """某市行动方案
一、重点任务
1.推动上云。三年推动1万家企业上云。
2.开发产品。开发贷款产品。
附件
任务分解表
序号
任务
牵头单位
责任
单位
完成时限
1
推动1万家企业上云。
市工信局
市通信发展
管理办公室、各县(市、区)政府
2024年12月31日
2
开发“专精特新贷”产品。
市金融办
人行某市中支、某市银保监分局市财政局
2022年9月"""


def test_a_first_unit_broken_over_lines_and_limits_after_the_units() -> None:
    text = LIMITS
    read, findings = tasks(Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text))))
    assert findings == ()
    assert [(task.measure, *roles(task)) for task in read] == [
        ("m1", ["市工信局"], ["市通信发展管理办公室", "各县(市、区)政府"]),
        ("m2", ["市金融办"], ["人行某市中支", "某市银保监分局", "市财政局"]),
    ]


def test_rows_printed_on_a_line_each() -> None:
    text = (
        "某市行动方案\n一、重点任务\n1.推动上云。三年推动1万家企业上云。\n2.开发产品。开发贷款产品。\n附件\n任务分解表\n"
        "序号　任务　牵头单位　责任单位　完成时限\n"
        "1　推动1万家企业上云　市工信局　市大数据局、各县（市、区）政府　2024年12月\n"
        "2　开发“专精特新贷”产品　市金融办　人行某市中支、市财政局　2023年6月"
    )
    read, findings = tasks(clean(Source("page", "page.txt", "0" * 64, "utf-8", text)))
    assert findings == ()
    assert [(task.measure, task.text, *roles(task)) for task in read] == [
        ("m1", "推动1万家企业上云", ["市工信局"], ["市大数据局", "各县(市、区)政府"]),
        ("m2", "开发“专精特新贷”产品", ["市金融办"], ["人行某市中支", "市财政局"]),
    ]


def test_rows_without_numbers() -> None:
    text = (
        "某市行动方案\n一、重点任务\n1.推动上云。三年推动1万家企业上云。\n附件\n重点任务清单\n重点任务\n牵头单位\n责任单位\n完成时限\n"
        "推动上云\n市工信局\n市大数据局、各县区政府\n2024年12月\n开发金融产品。\n市金融办\n市财政局\n2023年6月"
    )
    read, findings = tasks(Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text))))
    assert [(task.measure, task.text, *roles(task)) for task in read] == [
        ("m1", "推动上云", ["市工信局"], ["市大数据局", "各县区政府"]),
        (None, "开发金融产品。", ["市金融办"], ["市财政局"]),
    ]
    assert [finding.rule for finding in findings] == ["tasks.measure"]


def test_a_unit_with_a_mark_inside_its_brackets_is_one() -> None:
    page = (
        "唐山市行动方案\n为促进发展,制定本方案。\n一、重点任务\n"
        "(一)开展梯度培育行动。建立培育库。\n(二)开展技术改造行动。实施项目。\n"
        "附件2\n重点任务分工表\n序号\t重点任务\t工作内容\t牵头单位\t责任单位\n"
        "1\t开展梯度培育行动\t建立市、县两级培育库\t市工信局\t各县(市、区)政府、各开发区(管理区)管委会\n"
        "2\t开展技术改造行动\t组织实施重点项目\t市工信局\t市财政局、各县(市、区)政府\n"
    )
    read, findings = tasks(clean(Source("page", "page.txt", "0" * 64, "utf-8", page)))
    assert findings == ()
    assert [roles(task) for task in read] == [
        (["市工信局"], ["各县(市、区)政府", "各开发区(管理区)管委会"]),
        (["市工信局"], ["市财政局", "各县(市、区)政府"]),
    ]
