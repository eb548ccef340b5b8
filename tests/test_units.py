"""Lists of responsible units: told apart from the text, split, each with its role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.extract.units import detach, first_leads_from, is_unit
from zjtx_kg.model import Document, Source, Span

# paragraph, its text without lists, lead units, other units
LISTS = [
    # labelled, separated by 、 and a comma; a remark in angle brackets is no part of the name
    (
        "推动个体工商户新转为小微企业。(责任单位:市市场监管局,各区人民政府〈含开发区管委会,下同〉)",
        "推动个体工商户新转为小微企业。",
        [],
        ["市市场监管局", "各区人民政府"],
    ),
    # a bracket inside a name belongs to it, and 、 inside it divides nothing
    (
        "引进人才。(责任单位:市委组织部(市委人才办)、市人社局、各县(市、区)政府)",
        "引进人才。",
        [],
        ["市委组织部(市委人才办)", "市人社局", "各县(市、区)政府"],
    ),
    # levels that share one organ are one unit, with or without a label
    (
        "完善审批制度。(责任单位:自治区财政厅,各市、县(区)人民政府)",
        "完善审批制度。",
        [],
        ["自治区财政厅", "各市、县(区)人民政府"],
    ),
    (
        "强化用地保障。(市资源规划局牵头,各区、县(市)政府、各开发区管委会配合)",
        "强化用地保障。",
        ["市资源规划局"],
        ["各区、县(市)政府", "各开发区管委会"],
    ),
    (
        "开展帮扶。(州工信局,各县、市人民政府,各镇、街道)",
        "开展帮扶。",
        [],
        ["州工信局", "各县、市人民政府", "各镇", "街道"],
    ),
    (
        "支持技改。(责任处室:投资处,责任单位:各县(市)、区经信委(局)、某市经济技术开发区经发局)",
        "支持技改。",
        [],
        ["投资处", "各县(市)、区经信委(局)", "某市经济技术开发区经发局"],
    ),
    (
        "节能降碳。(牵头单位:省工业和信息化厅;配合单位:省财政厅,各市、县、自治县人民政府)",
        "节能降碳。",
        ["省工业和信息化厅"],
        ["省财政厅", "各市、县、自治县人民政府"],
    ),
    # a dash before the label, or brackets around it
    ("——责任单位:市统计局、市工信局", "", [], ["市统计局", "市工信局"]),
    ("给予补助。【责任单位】市工信局、市财政局", "给予补助。", [], ["市工信局", "市财政局"]),
    # a remark on who leads is no unit
    (
        "培养人才。(责任单位:市人社局(市就业中心)、市教育局,排名第一的为牵头单位,下同)",
        "培养人才。",
        [],
        ["市人社局(市就业中心)", "市教育局"],
    ),
    # two labels in one pair of brackets
    ("设立基金。(牵头单位:市金融办;配合单位:市财政局、各区政府)", "设立基金。", ["市金融办"], ["市财政局", "各区政府"]),
    # square brackets
    ("设立专员。【责任单位:区政务服务局】", "设立专员。", [], ["区政务服务局"]),
    # no label, a phrase that says what they do
    (
        "形成“创意库”。(市商务局,各县区、开发园区按职责分工负责)",
        "形成“创意库”。",
        [],
        ["市商务局", "各县区", "开发园区"],
    ),
    ("给予奖励。(市科技局牵头,市财政局、市税务局配合)", "给予奖励。", ["市科技局"], ["市财政局", "市税务局"]),
    ("给予奖励。(由市经信局牵头负责,市财政局等按职责分工负责)", "给予奖励。", ["市经信局"], ["市财政局"]),
    (
        "搭平台。(市商务局、市科技局等单位,各县(市、区)人民政府)",
        "搭平台。",
        [],
        ["市商务局", "市科技局", "各县(市、区)人民政府"],
    ),
    # a line of its own without brackets and without a label
    ("市工信局牵头,各县区政府配合。", "", ["市工信局"], ["各县区政府"]),
    ("市工信局、各县区政府,市政府有关部门按职责分工负责。", "", [], ["市工信局", "各县区政府", "市政府有关部门"]),
    # a sentence that only speaks of units
    ("推进工业企业、科研机构配合。", "推进工业企业、科研机构配合。", [], []),
    # other labels stand before the list in the same brackets
    ("加大支持。(完成时限:2023年底;责任单位:市经信局、市科技局)", "加大支持。", [], ["市经信局", "市科技局"]),
    # units joined by a word, and by nothing but a space that the page lost
    (
        "加强培训。(市经信局(中小企业局)、市人社局会同各县区)",
        "加强培训。",
        [],
        ["市经信局(中小企业局)", "市人社局", "各县区"],
    ),
    ("做好保障。责任单位:区行政审批局区大数据局", "做好保障。", [], ["区行政审批局", "区大数据局"]),
    ("加强创新。[市科技局牵头,市教育局、市财政局参加]", "加强创新。", ["市科技局"], ["市教育局", "市财政局"]),
    # a time limit behind the units with no mark between them
    (
        "牵头单位:市工信局 配合单位:市科技局、市人社局 完成时间:2021年6月",
        "",
        ["市工信局"],
        ["市科技局", "市人社局"],
    ),
    # two labels with no mark between them
    ("做好监测。(牵头单位:市统计局责任单位:市经信局)", "做好监测。", ["市统计局"], ["市经信局"]),
    # no label, nothing but units on a line of their own, brackets inside a name
    ("(经济发展局(统计局)、科技发展局、各园区管委会)", "", [], ["经济发展局(统计局)", "科技发展局", "各园区管委会"]),
    # no label, nothing but units after the end of a sentence
    ("做好宣传。(市委宣传部、市融媒体中心)", "做好宣传。", [], ["市委宣传部", "市融媒体中心"]),
    # the document number and the time limit in the same brackets are no units
    ("支持上市。(责任单位:市金融办、皖政〔2018〕46号)", "支持上市。", [], ["市金融办"]),
    (
        "建平台。(牵头单位:市科技局;责任单位:市财政局;完成时限:2023年12月底前)",
        "建平台。",
        ["市科技局"],
        ["市财政局"],
    ),
    # without brackets: a line of its own, and at the end of a paragraph
    ("责任单位:市经信局、市财政局。", "", [], ["市经信局", "市财政局"]),
    ("牵头单位:市财政局;配合单位:市经信局", "", ["市财政局"], ["市经信局"]),
    ("提升竞争力。责任部门:市科技局", "提升竞争力。", [], ["市科技局"]),
    # organs and a word of their role behind the last sentence, without brackets
    ("奖励5万元。县统计局负责", "奖励5万元。", [], ["县统计局"]),
    ("设立资金。县金融办牵头,县财政局、各乡镇配合。", "设立资金。", ["县金融办"], ["县财政局", "各乡镇"]),
    ("做好审核。具体工作由市经信局负责。", "做好审核。具体工作由市经信局负责。", [], []),
    ("加强统筹。市场化服务机构参与。", "加强统筹。市场化服务机构参与。", [], []),
    # an organ in brackets behind a heading, and one that belongs to the name before it
    ("支持用地(县自然资源局)", "支持用地", [], ["县自然资源局"]),
    ("市委组织部(市委人才办)", "市委组织部(市委人才办)", [], []),
    # lines beside a list that say by when and under whom
    ("完成时限:2023年12月底前", "", [], []),
    ("牵头领导:某某", "", [], []),
    ("实施时间:自发布之日起。企业可以申报。", "实施时间:自发布之日起。企业可以申报。", [], []),
    ("开展服务。(市科协牵头)", "开展服务。", ["市科协"], []),
    # the full stop stands after the list and stays with the text
    ("加强宣传(责任单位:市经信局)。", "加强宣传。", [], ["市经信局"]),
    # a list in the middle of a paragraph
    ("奖励50万元。(责任单位:县经信局)奖励20万元。", "奖励50万元。奖励20万元。", [], ["县经信局"]),
    # brackets that list no units stay in the text
    ("支持企业(含个体工商户)建设厂房(生产线)", "支持企业(含个体工商户)建设厂房(生产线)", [], []),
    ("对各乡镇(街道)给予奖励(含税)。", "对各乡镇(街道)给予奖励(含税)。", [], []),
    ("由各地落实(国家级、省级示范园区)。", "由各地落实(国家级、省级示范园区)。", [], []),
]


def paper(text: str) -> Document:
    return Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text)))


@pytest.mark.parametrize(("paragraph", "text", "lead", "responsible"), LISTS)
def test_lists(paragraph: str, text: str, lead: list[str], responsible: list[str]) -> None:
    found = detach(paper(paragraph), Span(0, len(paragraph)))
    assert "".join(run.of(paragraph) for run in found.text) == text
    assert [unit.name for unit in found.units if unit.role == "lead"] == lead
    assert [unit.name for unit in found.units if unit.role == "responsible"] == responsible


@pytest.mark.parametrize(("paragraph", "text", "lead", "responsible"), LISTS)
def test_units_are_quoted(paragraph: str, text: str, lead: list[str], responsible: list[str]) -> None:
    for unit in detach(paper(paragraph), Span(0, len(paragraph))).units:
        assert unit.quote.span.of(paragraph) == unit.quote.text == unit.name


def test_first_unit_leads_where_a_remark_says_so() -> None:
    opening = "建立库。(责任单位:市经信局、市财政局,列第一位的为牵头单位,下同)"
    text = f"总则。(责任单位:市政府办)\n{opening}\n设立基金。(责任单位:市金融办、市财政局)"
    start = text.index(opening)
    assert first_leads_from(text) == start
    units = detach(paper(text), Span(start, start + len(opening)), first_leads=True).units
    assert [(unit.name, unit.role) for unit in units] == [("市经信局", "lead"), ("市财政局", "responsible")]


def test_a_note_on_the_first_unit_holds_for_the_whole_text() -> None:
    assert first_leads_from("建立库。(责任单位:市经信局)\n注:排第一位的为牵头单位。") == 0
    assert first_leads_from("建立库。(责任单位:市经信局)") is None


@pytest.mark.parametrize("name", ["市经信委", "人行铜陵中心支行", "铜陵海关", "县区", "经开区", "领导小组成员单位"])
def test_names_of_units(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("words", ["推进全民创业", "建设特色科技园区", "含税", "国家级", "约束性指标", "支持小微企业"])
def test_words_that_name_no_unit(words: str) -> None:
    assert not is_unit(words)


@given(st.text(alphabet="市局、,;()〈〉:责任单位牵头负责。含下同", max_size=60))
def test_text_and_lists_make_up_the_paragraph(paragraph: str) -> None:
    """Whatever the paragraph: the runs of text are in order, and every unit lies outside them."""
    found = detach(paper(paragraph), Span(0, len(paragraph)))
    ends = [0, *(place for run in found.text for place in (run.start, run.end))]
    assert ends == sorted(ends)
    for unit in found.units:
        assert not any(run.start < unit.quote.span.end and unit.quote.span.start < run.end for run in found.text)
