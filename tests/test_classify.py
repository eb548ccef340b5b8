"""Themes and instruments of measures: what a measure does decides, and each conclusion keeps its words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import PROV, RDF, Graph, URIRef

from zjtx_kg.classify import classify, classify_measure, unclassified
from zjtx_kg.iris import ZJTX, concept
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Fields, Measure, Quote, Record, Span
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.read import read_bytes

KNOWLEDGE = load_knowledge()


def measure(text: str, *section: str) -> Measure:
    """A measure whose words are a whole text; what ends in its first full stop is the heading."""
    place = Span(0, len(text))
    heading, stop, rest = text.partition("。")
    named = heading if stop and rest and "," not in heading else None
    return Measure("m1", "1", named, tuple(reversed(section)), text, (), Quote(place, text, "test"), (place,))


def themes(text: str, *section: str) -> list[str]:
    classes = classify_measure(measure(text, *section), KNOWLEDGE)
    return [each.notation for each in classes if each.scheme == "theme"]


def instruments(text: str) -> set[str]:
    return {each.notation for each in classify_measure(measure(text), KNOWLEDGE) if each.scheme == "instrument"}


# A measure with the headings around it from the inside out, and its main theme.
MAIN = [
    # the heading names the subject, whatever else stands below
    ("推动企业绿色转型。支持企业开展节能改造,对绿色工厂给予50万元奖励,组织专家诊断。", (), "green"),
    ("拓宽融资渠道。引导银行加大信贷投放,推广知识产权质押贷款,支持企业上市挂牌。", (), "finance"),
    # a reward tied to a subject takes the subject's theme
    ("对新认定的国家级专精特新“小巨人”企业给予100万元奖励", (), "gradient-cultivation"),
    ("对首次纳入规模以上统计的工业企业,一次性奖励20万元", (), "upscaling"),
    ("对新认定的高新技术企业奖励20万元", (), "research-innovation"),
    # where the incentive itself is the point it is the theme
    ("年营业收入首次突破10亿元的,奖励50万元", (), "fiscal-incentives"),
    ("加大财政支持。市财政每年安排5000万元专项资金。", (), "fiscal-incentives"),
    # knowledge pledged is credit, and a fund is none of listing
    ("支持企业以知识产权质押获得银行贷款", (), "finance"),
    ("设立总规模10亿元的产业发展基金", (), "finance"),
    ("支持企业在北交所、新三板上市挂牌", (), "listing"),
    # a named gap, a body of research, a result
    ("实施关键核心技术揭榜挂帅", (), "technology-breakthrough"),
    ("支持企业建设重点实验室、工程研究中心", (), "research-innovation"),
    ("支持首台(套)重大技术装备推广应用", (), "technology-transfer"),
    # firms from elsewhere, persons from elsewhere
    ("对新迁入我区的总部企业给予200万元奖励", (), "investment-attraction"),
    ("对企业新引进的博士给予每人5万元补助", (), "talent"),
    # high quality is no quality
    ("质量提升行动。推动企业导入卓越绩效管理。", (), "quality-brand-standards"),
    ("推动高质量发展,加强组织领导,压实工作责任", (), "governance"),
    # only the headings around tell
    ("每户补助3万元", ("(二)推进数字化转型",), "digitalisation"),
    # fields of development are what their section is for
    ("明确重点发展领域。聚焦工业“四基”。", ("(一)完善梯度培育体系",), "gradient-cultivation"),
]


@pytest.mark.parametrize(("text", "section", "theme"), MAIN)
def test_main_theme(text: str, section: tuple[str, ...], theme: str) -> None:
    assert themes(text, *section)[0] == theme


# A measure and its instruments.
MEANS = [
    ("对获评绿色工厂的企业给予50万元奖励", {"fiscal-subsidy", "recognition-awards"}),
    ("建设一批中小企业公共技术服务平台", {"infrastructure"}),
    ("组织专家为企业提供管理咨询和诊断服务", {"advisory-services"}),
    # banks and firms brought together are credit, not networking
    ("举办银企对接会,推广信用贷款", {"loans"}),
    ("降低政策性担保机构的担保费率", {"guarantees"}),
    ("设立中小企业发展基金", {"equity"}),
    ("编制产业技术路线图", {"strategy"}),
    ("落实研发费用加计扣除政策", {"tax-relief"}),
    ("优先保障企业新增工业用地", {"factor-support"}),
    ("深化“证照分离”改革", {"regulation"}),
    ("将工作完成情况纳入年度考核", {"coordination"}),
    ("预留采购份额,加大政府采购力度", {"public-procurement"}),
    # a member of a list of services is none
    ("在人才培训、市场开拓、信贷、用地等方面提高认识", set()),
    # vague support and numbers alone are none
    ("到2025年,规模以上企业达到500家", set()),
    ("给予政策倾斜", set()),
]


@pytest.mark.parametrize(("text", "expected"), MEANS)
def test_instruments(text: str, expected: set[str]) -> None:
    assert instruments(text) == expected


def test_a_second_subject_is_a_further_theme() -> None:
    found = themes("加大融资支持。推广信用贷款。支持企业股改,在科创板、北交所上市挂牌。")
    assert found == ["finance", "listing"]


def test_a_measure_that_tells_of_nothing_has_no_theme_and_is_reported() -> None:
    record = Record("test", Fields(), (measure("其余另行商定"),), (), (), (), ())
    classes = classify(record, KNOWLEDGE)
    assert classes == {"m1": ()}
    (finding,) = unclassified(record, classes)
    assert (finding.rule, finding.severity, finding.span) == ("classify.no-theme", "warning", Span(0, 6))


def test_the_ground_is_what_tells_most() -> None:
    theme, instrument = classify_measure(measure("支持上市。对成功上市的企业给予奖励。"), KNOWLEDGE)[:2]
    assert (theme.quote.text, theme.quote.rule) == ("上市", "themes.label")
    assert (instrument.quote.text, instrument.quote.span.start) == ("上市", 2)


def test_the_ground_of_headings_around_is_the_opening() -> None:
    theme = classify_measure(measure("每户补助3万元,按年兑付", "推进数字化转型"), KNOWLEDGE)[0]
    assert (theme.notation, theme.quote.text, theme.quote.rule) == ("digitalisation", "每户补助3万元", "themes.section")


def test_of_a_corrected_text_the_ground_is_the_whole_measure() -> None:
    corrected = replace(measure("支持企业上柿"), text="支持企业上市")
    (theme, *_) = classify_measure(corrected, KNOWLEDGE)
    assert (theme.notation, theme.quote.text) == ("listing", "支持企业上柿")


PAGE = """某市促进中小企业发展若干措施
一、重点任务
(一)缓解融资难题。鼓励银行推广信用贷款,
对贷款利息给予50%贴息。(责任单位:市金融办、市财政局)
(二)推动企业上市。支持企业在北交所上市。(责任单位:市金融办)
"""
CUES = ["小巨人", "新认定的", "上市", "贷款", "给予奖励", "培训", "数字化", "园区"]
WORDS = st.sampled_from([*"对企业的。,、;12万元“”", *CUES])


@given(st.lists(WORDS, min_size=1, max_size=30).map("".join), st.lists(WORDS, max_size=4).map("".join))
def test_each_ground_stands_in_the_text(text: str, section: str) -> None:
    one = measure(text, section)
    for each in classify_measure(one, KNOWLEDGE):
        assert each.quote.text and each.quote.span.of(text) == each.quote.text
        known = KNOWLEDGE.themes if each.scheme == "theme" else KNOWLEDGE.instruments
        assert known.get(each.notation)


def test_grounds_across_lines_and_lists_of_units_stand_in_the_clean_text() -> None:
    reading = read_document(read_bytes(PAGE.encode(), "page.txt", "page"), KNOWLEDGE)
    classes = [each for some in classify(reading.record, KNOWLEDGE).values() for each in some]
    assert {"finance", "listing", "fiscal-subsidy"} <= {each.notation for each in classes}
    assert all(each.quote.span.of(reading.document.text) == each.quote.text for each in classes)


def test_classes_in_the_graph() -> None:
    """Each conclusion is a thing with its ground, and the shortcuts say the same."""
    reading = read_document(read_bytes(PAGE.encode(), "page.txt", "page"), KNOWLEDGE)
    graph = resolve_and_describe(reading, KNOWLEDGE)[1]
    first, second = sorted(graph.subjects(RDF.type, ZJTX.Measure))
    assert set(graph.objects(first, ZJTX.mainTheme)) == {concept("theme", "finance")}
    assert set(graph.objects(second, ZJTX.mainTheme)) == {concept("theme", "listing")}
    for of in (first, second):
        shortcuts = {*graph.objects(of, ZJTX.theme), *graph.objects(of, ZJTX.instrument)}
        assert shortcuts == {graph.value(this, ZJTX.classifiedAs) for this in classifications(graph, of)}


def classifications(graph: Graph, of: URIRef) -> list[URIRef]:
    """The conclusions on a measure, each of them with a ground; the one of rank 1 is the main theme."""
    found = [this for this in graph.subjects(ZJTX.classifies, of) if isinstance(this, URIRef)]
    assert all((this, RDF.type, ZJTX.Classification) in graph for this in found)
    assert all(graph.value(this, PROV.wasQuotedFrom) and graph.value(this, ZJTX.rule) for this in found)
    ranks = {int(str(rank)): this for this in found for rank in graph.objects(this, ZJTX.rank)}
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert graph.value(ranks[1], ZJTX.classifiedAs) == graph.value(of, ZJTX.mainTheme)
    return found


def test_the_same_words_give_the_same_classes() -> None:
    page = read_bytes(PAGE.encode(), "page.txt", "page")
    once, again = (classify(read_document(page, KNOWLEDGE).record, KNOWLEDGE) for _ in range(2))
    assert once == again
