"""What awards ask of their recipients, read from sentences of policies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.extract.awards import find_awards
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Fields, Measure, Passage, Quote, Record, Span
from zjtx_kg.resolve import Occasions, resolve
from zjtx_kg.vocabulary import load_vocabulary

TIERS = load_vocabulary("tiers")
LABELS = sorted(label for each in load_vocabulary("occasions").concepts.values() for label in each.alt)


def read(sentence: str) -> tuple[Occasions, ...]:
    """What the awards of a sentence ask, which is a measure of its own."""
    awards = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=False)
    measure = Measure("m1", "1", None, (), sentence, (), Quote(Span(0, len(sentence)), sentence, "test"))
    record = Record("sample", Fields(), (measure,), (), tuple(awards), (), ())
    return resolve(record, load_knowledge()).occasions


def notations(sentence: str) -> list[str]:
    return [" ".join(each.notation for each in asked.classifications) for asked in read(sentence)]


SENTENCES = [
    # a tier and nothing else
    ("对新认定的国家级专精特新“小巨人”企业，给予50万元奖励。", ["tier-reached"]),
    ("对获得北京市“专精特新”中小企业称号的企业，给予20万元奖励。", ["tier-reached"]),
    # an act of an enterprise of a tier is not the tier
    ("对总部迁入本市的国家级专精特新“小巨人”企业，给予150万元补助。", ["moved-in"]),
    ("对从外地整体搬迁至我市的国家高新技术企业，给予20万元奖励。", ["moved-in"]),
    ("对年营业收入首次达到1亿元的专精特新“小巨人”企业，给予30万元奖励。", ["size-reached"]),
    ("对租用产业园区厂房的国家级专精特新“小巨人”企业，给予10万元补贴。", ["premises"]),
    # a tier confirmed, and both in one
    ("对通过复核的省级专精特新中小企业，给予5万元奖励。", ["tier-kept"]),
    ("对重新认定的高新技术企业，给予5万元奖励。", ["tier-kept"]),
    # the umbrella term
    ("对省级“专精特新”企业，给予10万元奖励。", ["srdi-title"]),
    # the threshold, and what comes after it
    ("对首次上规入统的工业企业，给予10万元奖励。", ["scale-passed"]),
    ("对连续三年产值增速超过10%的规模以上工业企业，给予20万元奖励。", ["growth"]),
    ("对连续两年保持在规的工业企业，给予10万元奖励。", ["tier-kept"]),
    # the last words decide: insurance of a first unit is insurance
    ("对投保首台（套）保险的企业，给予10万元补贴。", ["insurance-taken"]),
    ("对省级首台（套）产品，给予50万元奖励。", ["first-of-kind"]),
    ("对企业设备投资额在500万元以上的智能化改造项目，给予50万元补助。", ["digital-upgrade"]),
    ("对获批国家级企业技术中心的小巨人企业，给予100万元奖励。", ["rd-body"]),
    # either will do
    ("对在境内外证券交易所上市、在新三板挂牌的企业，给予100万元奖励。", ["listed quoted"]),
    # a second condition is none of the occasions
    ("对年产值首次达到5亿元，且当年增速不低于10%的制造业企业，给予20万元奖励。", ["size-reached"]),
    ("对新开发一类新药，年销售额在1亿元及以上的企业，给予200万元奖励。", ["new-product"]),
    # kinds of standards
    ("对主导制定国际标准、国家标准、行业标准的企业，分别给予100万元、50万元、20万元奖励。",
     ["standard-international", "standard-national", "standard-industry"]),
    ("对制定行业（或地方）标准的企业，给予20万元奖励。", ["standard-industry standard-local"]),
    # an agent is served by no award of the enterprise
    ("对为中小企业提供融资担保的担保机构，给予50万元补助。", ["service-given"]),
    # not known: no guess
    ("对春节期间连续生产的企业，给予10万元奖励。", [""]),
    ("对容纳员工众多的国家级专精特新“小巨人”企业，给予10万元奖励。", [""]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_occasions(sentence: str, expected: list[str]) -> None:
    assert notations(sentence) == expected


def test_what_is_not_decided_is_reported() -> None:
    """The award stays, without occasion, and the report says so."""
    sentence = "对春节期间连续生产的企业，给予10万元奖励。"
    awards = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=False)
    (finding,) = resolve(Record("sample", Fields(), (), (), tuple(awards), (), ()), load_knowledge()).findings
    assert finding.rule == "resolve.unknown-occasion" and finding.span == awards[0].quote.span


@pytest.mark.parametrize(
    ("sentence", "first_time"),
    [
        ("对新认定的国家级专精特新“小巨人”企业，给予50万元奖励。", True),
        ("对首次认定的省级专精特新中小企业，给予10万元奖励。", True),
        ("对国家级专精特新“小巨人”企业，给予50万元奖励。", False),  # silent
        ("对重新认定的高新技术企业，给予5万元奖励。", False),  # not new, though 新认定 stands in it
    ],
)
def test_first_time(sentence: str, first_time: bool) -> None:
    (asked,) = read(sentence)
    assert asked.first_time is first_time


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("对年度纳税额超过500万元的生产加工型企业，给予20万元奖励。", ("年度纳税额超过500万元", "生产加工型企业")),
        ("对获得驰名商标(不含司法认定)的工业企业，给予50万元奖励。", ("工业企业", "不含司法认定")),
        ("对国家级专精特新“小巨人”企业，给予50万元奖励。", ()),
    ],
)
def test_further_conditions(sentence: str, conditions: tuple[str, ...]) -> None:
    (asked,) = read(sentence)
    assert asked.conditions == conditions


def test_ground_before_the_award() -> None:
    """The contest stands in the sentence before the words of the award."""
    sentence = "鼓励参加创新创业大赛。开展“创客中国”大赛，对市级获奖企业给予一等奖30万元、二等奖20万元奖励。"
    found = [each for asked in read(sentence) for each in asked.classifications]
    assert found and {each.notation for each in found} == {"contest-won"}
    assert all(each.quote.text == each.quote.span.of(sentence) for each in found)


@given(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4), st.sampled_from(["、", "的", "，", "且", "并"]))
def test_grounds_are_words_of_the_text(labels: list[str], between: str) -> None:
    """Whatever is concluded, its ground stands in the text at its place, and no occasion twice."""
    sentence = f"对{between.join(labels)}的企业，给予10万元奖励。"
    for asked in read(sentence):
        found = asked.classifications
        assert all(each.quote.text == each.quote.span.of(sentence) for each in found)
        assert len({each.notation for each in found}) == len(found)
