"""Labels are found in running text: longest first, with negative labels, whatever the quotation marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.errors import VocabularyError
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import QUOTATION_MARKS, Vocabulary, load_vocabulary

NAMES = sorted(path.stem for path in (resource("ontology") / "vocab").glob("*.ttl"))
TIER_LABELS = [label for concept in load_vocabulary("tiers").concepts.values() for label in concept.words]

# A printed text, and each name in it with its tier.
TIERS = [
    # quotation marks in the middle, around all, doubled or single
    ("市级“专精特新”中小企业300家以上", [("“专精特新”中小企业", "srdi-sme")]),
    ("对国家级专精特新“小巨人”企业给予奖励", [("专精特新“小巨人”企业", "little-giant")]),
    ("认定为“专精特新小巨人”的企业", [("“专精特新小巨人”", "little-giant")]),
    ("—省级专精特新‘小巨人’企业—", [("专精特新‘小巨人’企业", "little-giant")]),
    ("打造省级“隐形冠军”", [("“隐形冠军”", "hidden-champion")]),
    # a straight mark belongs to one name only
    ('"小巨人"高企"', [('"小巨人"', "little-giant"), ("高企", "high-tech")]),
    # the umbrella term is no tier
    ("促进“专精特新”企业高质量发展", []),
    ("大足区促进“专精特新”高质量发展实施方案", []),
    # longer names win
    ("强化科技小巨人企业培育", [("科技小巨人企业", "tech-little-giant")]),
    ("国家重点“小巨人”企业", [("重点“小巨人”企业", "key-little-giant")]),
    ("全市培育“专精特新”入库企业突破800家", [("“专精特新”入库企业", "srdi-pool")]),
    ("市级‘专精特新’培育企业", [("‘专精特新’培育企业", "srdi-pool")]),
    ("国家制造业“单项冠军”(培育)企业1家", [("制造业“单项冠军”(培育)企业", "single-champion")]),
    (
        "打造一批单打冠军、隐形冠军、配套专家",
        [("单打冠军", "niche-champion"), ("隐形冠军", "hidden-champion"), ("配套专家", "niche-champion")],
    ),
    # several in a row
    (
        "按照“科技型中小企业-高新技术企业-上市企业”",
        [("科技型中小企业", "tech-sme"), ("高新技术企业", "high-tech"), ("上市企业", "listed")],
    ),
    ("新增“小升规”企业300家", [("“小升规”企业", "above-scale")]),
    ("新增并纳入统计口径的规模以上服务业企业", [("规模以上服务业企业", "above-scale")]),
    # words that hold a label but mean something else
    ("建立拟上市企业后备库", []),
    ("提高企业核心竞争力", []),
    ("实施小巨人培育工程", []),
]

# Printed units of many cities, and the function of each; the first match is the unit's own.
UNITS = {
    "industry-it": "市经信委 市经信局 市工信局 区经济信息委 市信息办 省经济和信息化厅 市工业和信息化局 市大数据局",
    "development-reform": "市发改委 市发展改革委 市发展和改革委员会 区发展改革局",
    "science-technology": "市科技局 省科学技术厅 市科学技术局",
    "finance": "市财政局 省财政厅",
    "taxation": "市税务局 国家税务总局铜陵市税务局",
    "human-resources": "市人社局 区人力社保局 市人力资源和社会保障局 市高技能人才公共实训中心",
    "commerce": "市商务局 区商务委 市商务局(招商局)",
    "investment-promotion": "市招商局 市招商办 区招商投资局 市投资促进局",
    "market-regulation": "市市场监管局 市工商局 市质监局 市市场监管委 市市场监督管理局",
    "natural-resources": "市自然资源局 市国土局 市规划局 市自然资源和规划局 市自然资源规划局",
    "ecology-environment": "市生态环境局 市环保局",
    "housing-construction": "市住建委 市住房和城乡建设局",
    "water": "市水务局",
    "agriculture": "市农委 市农业农村局",
    "education": "市教育局 区教委",
    "statistics": "市统计局 国家统计局铜陵调查队",
    "state-assets": "区国资委",
    "local-finance": "市金融办 市地方金融局 区金融发展事务中心 市地方金融监管局",
    "central-bank": "人行嘉兴中心支行 人民银行永川中心支行 人行武汉分行营管部",
    "financial-supervision": "市银监局 嘉兴银保监分局 天津证监局 国家金融监督管理总局泉州监管分局",
    "policy-finance": "出口信保嘉兴办事处 兴农担保公司",
    "customs": "嘉兴海关",
    "work-safety": "市安监局 市应急局 市应急管理局",
    "government-services": "市政务服务中心 市行政审批局",
    "public-resources": "市公管局",
    "establishment": "市编办 市委编办",
    "government-office": "市政府办 市政府办公室",
    "supervision": "市政府督查室 市绩效考评办",
    "publicity": "市委宣传部 市新闻办",
    "organisation": "市委组织部 市委组织部(市委人才办)",
    "talent": "市人才办 市委人才办",
    "mass-organisation": "团市委 市总工会 市妇联",
    "business-federation": "市工商联",
    "development-zone": "经开区 大足高新区 大足工业园区 双桥工业园区发展中心 邮亭工业产业发展中心 大足石刻文创园 "
    "经开区经发局 开发园区",
    "local-government": "各区人民政府 县区 各有关镇街 各县(市、区)政府 各县区",
    "state-enterprise": "武汉供电公司 市供电公司 铜陵有色公司 武汉投资集团",
    "collective": "市级各有关部门 领导小组成员单位 区级有关部门 区各级各有关部门 各有关责任单位",
    # beyond the list that all parts share
    "urban-management": "市城市管理委",
}

THEMES = (
    "gradient-cultivation entrepreneurship upscaling fiscal-incentives research-innovation technology-breakthrough "
    "technology-transfer intellectual-property digitalisation green quality-brand-standards supply-chain cluster-park "
    "finance listing talent market investment-attraction investment-projects public-services cost-environment "
    "service-manufacturing management governance publicity"
)
INSTRUMENTS = {
    "supply": "talent-training fiscal-subsidy research-grants infrastructure advisory-services information-services "
    "networking",
    "environment": "strategy recognition-awards loans guarantees equity tax-relief factor-support "
    "intellectual-property standards-certification regulation coordination awareness",
    "demand": "public-procurement demonstration market-access supply-chain-linkage investment-attraction overseas",
}


def found(vocabulary: Vocabulary, text: str) -> list[tuple[str, str]]:
    return [(span.of(text), concept.notation) for span, concept in vocabulary.find(text)]


@pytest.mark.parametrize(("text", "expected"), TIERS)
def test_tiers_in_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(load_vocabulary("tiers"), text) == expected


@pytest.mark.parametrize(("unit", "function"), [(unit, key) for key, units in UNITS.items() for unit in units.split()])
def test_function_of_a_printed_unit(unit: str, function: str) -> None:
    assert found(load_vocabulary("functions"), unit)[0][1] == function


@pytest.mark.parametrize("name", NAMES)
def test_every_label_finds_its_concept(name: str) -> None:
    vocabulary = load_vocabulary(name)
    for concept in vocabulary.concepts.values():
        for label in concept.words:
            assert [each.notation for _, each in vocabulary.find(label)] == [concept.notation], label


@pytest.mark.parametrize("name", ["tiers", "functions", "themes", "instruments"])
def test_every_negative_label_excludes_its_concept(name: str) -> None:
    vocabulary = load_vocabulary(name)
    for concept in vocabulary.concepts.values():
        for word in concept.negative:
            assert any(label in word for label in concept.words), f"{word} excludes nothing"
            assert concept.notation not in [each.notation for _, each in vocabulary.find(word)], word


def test_tiers_are_those_of_the_record_contract() -> None:
    contract = (Path(__file__).parent.parent / "docs" / "records.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([a-z]+-?[a-z-]*) \| ([^\x00-\x7f].+) \|$", contract.partition("## tier ids")[2], re.MULTILINE
    )
    tiers = load_vocabulary("tiers")
    assert {notation for notation, _ in rows} == set(tiers.concepts)
    for notation, names in rows:
        first = names.split(",")[0].split("/")[0].strip()
        assert [each for _, each in found(tiers, first)] == [notation], first


def test_shared_notations_are_there() -> None:
    assert set(UNITS) <= set(load_vocabulary("functions").concepts)
    assert set(THEMES.split()) == set(load_vocabulary("themes").concepts)
    sides = {concept.notation: concept.broader for concept in load_vocabulary("instruments").concepts.values()}
    expected = {notation: side for side, notations in INSTRUMENTS.items() for notation in notations.split()}
    assert sides == expected | dict.fromkeys(INSTRUMENTS)


def test_broader_tiers() -> None:
    tiers = load_vocabulary("tiers")
    assert tiers.concepts["key-little-giant"].broader == "little-giant"
    assert tiers.concepts["little-giant"].broader == "srdi-sme"


def test_get_of_an_unknown_notation_is_none() -> None:
    assert load_vocabulary("tiers").get("giant") is None


FRAGMENTS = st.sampled_from(TIER_LABELS + list('的省级市、，“”‘’" 企业A1'))


@given(st.lists(FRAGMENTS).map("".join))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for span, concept in load_vocabulary("tiers").find(text):
        assert end <= span.start < span.end <= len(text)
        words = "".join(character for character in span.of(text) if character not in QUOTATION_MARKS)
        assert words in {
            "".join(character for character in label if character not in QUOTATION_MARKS) for label in concept.words
        }
        end = span.end


@given(
    st.lists(st.sampled_from(TIER_LABELS), max_size=4).map("、".join),
    st.data(),
)
def test_quotation_marks_change_no_concept(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    quoted = f"{text[:place]}“{text[place:]}”"
    concepts = [concept.notation for _, concept in load_vocabulary("tiers").find(text)]
    assert [concept.notation for _, concept in load_vocabulary("tiers").find(quoted)] == concepts


HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://example.org/colour/> .
<https://example.org/colour> a skos:ConceptScheme .
"""
RED = ':red a skos:Concept ; skos:notation "red" ; skos:prefLabel "红"@zh, "red"@en .\n'

# What is wrong in the file, the words of the message, and the line that it names.
BROKEN = {
    "no Turtle": (HEAD + ":red a skos:Concept ;;; .. \n", "no valid Turtle", 4),
    "no scheme": (HEAD.replace("ConceptScheme", "Collection") + RED, "0 concept schemes", 1),
    "no notation": (HEAD + RED.replace('skos:notation "red" ;', ""), "has the notations []", 4),
    "a notation that is not the IRI's end": (
        HEAD + RED.replace('notation "red"', 'notation "rot"'),
        "has the notations ['rot']",
        4,
    ),
    "no English label": (HEAD + RED.replace(', "red"@en', ""), "0 skos:prefLabel @en", 4),
    "two Chinese labels": (HEAD + RED.replace('"红"@zh', '"红"@zh, "赤"@zh'), "2 skos:prefLabel @zh", 4),
    "a label twice": (
        HEAD
        + RED
        + RED.replace("red", "crimson").replace('"红"@zh', '"绯"@zh')
        + ':crimson skos:altLabel "“红”"@zh .\n',
        "the label 红 stands twice",
        6,
    ),
    "a broader concept that is not there": (HEAD + RED.replace(" .\n", " ; skos:broader :colour .\n"), "not here", 4),
    "two broader concepts": (HEAD + RED.replace(" .\n", " ; skos:broader :a, :b .\n"), "2 broader concepts", 4),
}


@pytest.mark.parametrize(("source", "problem", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_vocabulary_names_file_line_and_remedy(tmp_path: Path, source: str, problem: str, line: int) -> None:
    file = tmp_path / "colours.ttl"
    file.write_text(source, encoding="utf-8")
    with pytest.raises(VocabularyError) as raised:
        load_vocabulary("colours", tmp_path)
    assert problem in raised.value.problem
    assert raised.value.where == f"{file}:{line}"
    assert raised.value.remedy


def test_missing_vocabulary_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"none\.ttl"):
        load_vocabulary("none", tmp_path)
