"""Printed units become departments of their region; what is not known stays as printed and is reported."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.errors import VocabularyError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Citation, Fields, Finding, Level, Measure, Quote, Record, Span, Target, TargetKind, Unit
from zjtx_kg.resolve import Department, Resolved, resolve
from zjtx_kg.resolve.names import load_department_names
from zjtx_kg.resources import resource

REGIONS = load_knowledge().regions
FUNCTIONS = load_knowledge().functions

JIAXING = Fields(region="嘉兴市", region_code="330400", province="浙江省")
WUHAN = Fields(region="武汉市", region_code="420100", province="湖北省", issuer="武汉市人民政府")
TONGLING = Fields(region="铜陵市", region_code="340700", province="安徽省")
DAZU = Fields(region="大足区", region_code="500111", province="重庆市")
TIANJIN = Fields(region="天津市", region_code="120000", province="天津市")
KUNSHAN = Fields(region="昆山市", region_code="320583", province="江苏省")
GUANGXI = Fields(region="南宁市", region_code="450100", province="广西壮族自治区")
ENSHI = Fields(region="恩施土家族苗族自治州", region_code="422800", province="湖北省")
PUDONG = Fields(region="浦东新区", region_code="310115", province="上海市")
ANHUI = Fields(region="安徽省", region_code="340000", province="安徽省")
LIUHE = Fields(region="柳河县", region_code="220524", province="吉林省")
SUZHOU_PARK = Fields(region="苏州工业园区", region_code=None, province="江苏省")
HEFEI_ZONE = Fields(region="合肥高新区", region_code=None, province="安徽省")

UNITS = [
    # document, printed, full name, region, function
    (JIAXING, "市经信局", "嘉兴市经济和信息化局", "330400", "industry-it"),
    (JIAXING, "市发展改革委", "嘉兴市发展和改革委员会", "330400", "development-reform"),
    (JIAXING, "市科技局", "嘉兴市科学技术局", "330400", "science-technology"),
    (JIAXING, "市市场监管局", "嘉兴市市场监督管理局", "330400", "market-regulation"),  # 市 twice
    (JIAXING, "市财政局", "嘉兴市财政局", "330400", "finance"),
    (JIAXING, "市自然资源和规划局", "嘉兴市自然资源和规划局", "330400", "natural-resources"),
    (JIAXING, "市商务局", "嘉兴市商务局", "330400", "commerce"),
    (JIAXING, "市生态环境局", "嘉兴市生态环境局", "330400", "ecology-environment"),
    (JIAXING, "市金融办", "嘉兴市金融工作办公室", "330400", "local-finance"),
    (JIAXING, "人行嘉兴中心支行", "中国人民银行嘉兴市中心支行", "330400", "central-bank"),
    (JIAXING, "嘉兴银保监分局", "中国银行保险监督管理委员会嘉兴监管分局", "330400", "financial-supervision"),
    (JIAXING, "出口信保嘉兴办事处", "中国出口信用保险公司嘉兴办事处", "330400", "policy-finance"),
    (JIAXING, "市委组织部(市委人才办)", "中共嘉兴市委组织部", "330400", "organisation"),  # the first name counts
    (JIAXING, "市人社局", "嘉兴市人力资源和社会保障局", "330400", "human-resources"),
    (WUHAN, "市税务局", "国家税务总局武汉市税务局", "420100", "taxation"),
    (WUHAN, "市招商办", "武汉市招商办", "420100", "investment-promotion"),  # 办 differs from city to city
    (WUHAN, "市发改委", "武汉市发展和改革委员会", "420100", "development-reform"),
    (WUHAN, "市自然资源规划局", "武汉市自然资源和规划局", "420100", "natural-resources"),
    (WUHAN, "市工商联", "武汉市工商业联合会", "420100", "business-federation"),
    (WUHAN, "市地方金融局", "武汉市地方金融局", "420100", "local-finance"),
    (WUHAN, "人行武汉分行营管部", "中国人民银行武汉分行营业管理部", "420100", "central-bank"),
    (WUHAN, "武汉供电公司", "武汉供电公司", "420100", "state-enterprise"),
    (WUHAN, "市委宣传部", "中共武汉市委宣传部", "420100", "publicity"),
    (WUHAN, "团市委", "中国共产主义青年团武汉市委员会", "420100", "mass-organisation"),
    (WUHAN, "市总工会", "武汉市总工会", "420100", "mass-organisation"),
    (WUHAN, "市妇联", "武汉市妇女联合会", "420100", "mass-organisation"),
    (WUHAN, "市绩效考评办", "武汉市绩效考评办", "420100", "supervision"),
    (WUHAN, "江岸区人民政府", "江岸区人民政府", "420102", "local-government"),  # one of those below, by name
    (WUHAN, "省经信厅", "湖北省经济和信息化厅", "420000", "industry-it"),  # the province above
    (TONGLING, "市经信委", "铜陵市经济和信息化委员会", "340700", "industry-it"),
    (TONGLING, "市工商局", "铜陵市工商行政管理局", "340700", "market-regulation"),
    (TONGLING, "市国土局", "铜陵市国土资源局", "340700", "natural-resources"),
    (TONGLING, "市环保局", "铜陵市环境保护局", "340700", "ecology-environment"),
    (TONGLING, "市公管局", "铜陵市公共资源交易监督管理局", "340700", "public-resources"),
    (TONGLING, "市编办", "铜陵市机构编制委员会办公室", "340700", "establishment"),
    (TONGLING, "市人才办", "铜陵市人才工作领导小组办公室", "340700", "talent"),
    (TONGLING, "市国资委", "铜陵市国有资产监督管理委员会", "340700", "state-assets"),
    (TONGLING, "市信息办", "铜陵市信息办", "340700", "industry-it"),
    (TONGLING, "市政务服务中心", "铜陵市政务服务中心", "340700", "government-services"),  # not 市政 + 务服务
    (TONGLING, "市发展投资集团", "铜陵市发展投资集团", "340700", "state-enterprise"),
    (TONGLING, "铜陵海关", "铜陵海关", "340700", "customs"),
    (TONGLING, "有色公司", "铜陵市有色公司", "340700", "state-enterprise"),
    (TONGLING, "经开区", "铜陵市经开区", "340700", "development-zone"),
    (TONGLING, "市政府督查室", "铜陵市人民政府督查室", "340700", "supervision"),
    (DAZU, "区经济信息委", "大足区经济和信息化委员会", "500111", "industry-it"),
    (DAZU, "区教委", "大足区教育委员会", "500111", "education"),
    (DAZU, "区商务委", "大足区商务委员会", "500111", "commerce"),
    (DAZU, "区人力社保局", "大足区人力资源和社会保障局", "500111", "human-resources"),
    (DAZU, "区金融发展事务中心", "大足区金融发展事务中心", "500111", "local-finance"),
    (DAZU, "区招商投资局", "大足区招商投资局", "500111", "investment-promotion"),
    (DAZU, "经开区经发局", "大足区经开区经发局", "500111", "development-zone"),
    (DAZU, "经开区财务局", "大足区经开区财务局", "500111", "finance"),  # an office of a zone takes its task's
    (DAZU, "经开区投资促进局", "大足区经开区投资促进局", "500111", "investment-promotion"),
    (DAZU, "大足高新区", "大足高新区", "500111", "development-zone"),
    (DAZU, "双桥工业园区发展中心", "大足区双桥工业园区发展中心", "500111", "development-zone"),
    (DAZU, "兴农担保公司", "大足区兴农担保公司", "500111", "policy-finance"),
    (DAZU, "人民银行永川中心支行", "中国人民银行永川中心支行", "500118", "central-bank"),  # sits in another district
    (DAZU, "市经济信息委", "重庆市经济和信息化委员会", "500000", "industry-it"),
    (DAZU, "重庆市大足区财政局", "大足区财政局", "500111", "finance"),
    (TIANJIN, "市市场监管委", "天津市市场监督管理委员会", "120000", "market-regulation"),
    (TIANJIN, "天津证监局", "中国证券监督管理委员会天津监管局", "120000", "financial-supervision"),
    (KUNSHAN, "市工信局", "昆山市工业和信息化局", "320583", "industry-it"),  # 市 is the county-level city
    (KUNSHAN, "苏州市税务局", "国家税务总局苏州市税务局", "320500", "taxation"),
    (KUNSHAN, "国家税务总局昆山市税务局", "国家税务总局昆山市税务局", "320583", "taxation"),  # already whole
    (KUNSHAN, "工信部", "工业和信息化部", "100000", "industry-it"),
    (GUANGXI, "自治区工业和信息化厅", "广西壮族自治区工业和信息化厅", "450000", "industry-it"),
    (GUANGXI, "广西证监局", "中国证券监督管理委员会广西监管局", "450000", "financial-supervision"),
    (ENSHI, "州经信局", "恩施土家族苗族自治州经济和信息化局", "422800", "industry-it"),
    (ENSHI, "国网恩施供电公司", "国网恩施供电公司", "422800", "state-enterprise"),  # already whole
    (PUDONG, "新区商务委", "浦东新区商务委员会", "310115", "commerce"),  # 新区 is the end of its name
    (ANHUI, "省发展改革委", "安徽省发展和改革委员会", "340000", "development-reform"),
    (ANHUI, "人行合肥中心支行", "中国人民银行合肥中心支行", "340100", "central-bank"),  # a provincial capital's
    (LIUHE, "县税务局", "国家税务总局柳河县税务局", "220524", "taxation"),
    (LIUHE, "市生态环境局柳河县分局", "通化市生态环境局柳河县分局", "220500", "ecology-environment"),
    (SUZHOU_PARK, "园区财政局", "苏州工业园区财政局", None, "finance"),
    (SUZHOU_PARK, "市工信局", "苏州市工业和信息化局", "320500", "industry-it"),
    (HEFEI_ZONE, "区经贸局", "合肥高新区经贸局", None, "industry-it"),  # 区 is the zone
    (HEFEI_ZONE, "高新区财政局", "合肥高新区财政局", None, "finance"),
    (HEFEI_ZONE, "市科技局", "合肥市科学技术局", "340100", "science-technology"),  # 市 is the city around it
]

HUNAN_INDUSTRY = replace(ANHUI, region="湖南省", region_code="430000", province="湖南省", issuer="湖南省工业和信息化厅")
HAINING = Fields(region="海宁市", region_code="330481", province="浙江省", issuer="海宁市经济和信息化局 海宁市财政局")
UNITS += [
    (HUNAN_INDUSTRY, "中小企业服务处", "湖南省工业和信息化厅中小企业服务处", "430000", "industry-it"),  # of the issuer
    (HUNAN_INDUSTRY, "厅财务处", "湖南省工业和信息化厅财务处", "430000", "finance"),  # a task of its own
    (HUNAN_INDUSTRY, "办公室", "湖南省工业和信息化厅办公室", "430000", "industry-it"),  # the department's task
    (HUNAN_INDUSTRY, "省财政厅", "湖南省财政厅", "430000", "finance"),  # no division
    (WUHAN, "江岸区", "江岸区人民政府", "420102", "local-government"),  # a district by its bare name
    (LIUHE, "柳南乡", "柳河县柳南乡", "220524", "local-government"),  # a township by its bare name
    (WUHAN, "市金融监管局", "武汉市金融监管局", "420100", "local-finance"),  # a city's own, not the central one's
    (ENSHI, "州市场监管局", "恩施土家族苗族自治州市场监督管理局", "422800", "market-regulation"),  # not 州市 + 场监管局
    (HAINING, "海宁市经济和信息化局 海宁市财政局", "海宁市经济和信息化局 海宁市财政局", "330481", "industry-it"),
]

GROUPS = [
    (WUHAN, "各区经信局", "武汉市各区经信局", "industry-it"),  # what its members share
    (ANHUI, "各市中小企业主管部门", "安徽省各市中小企业主管部门", "industry-it"),
    (JIAXING, "区", "嘉兴市区", "local-government"),  # torn off from 各县、区
    # document, printed, name, function
    (JIAXING, "各县(市、区)政府", "嘉兴市各县(市、区)政府", "local-government"),
    (JIAXING, "市级各有关部门", "嘉兴市级各有关部门", "collective"),
    (WUHAN, "各区人民政府", "武汉市各区人民政府", "local-government"),
    (WUHAN, "各有关责任单位", "武汉市各有关责任单位", "collective"),
    (TONGLING, "县区", "铜陵市县区", "local-government"),
    (DAZU, "各有关镇街", "大足区各有关镇街", "local-government"),
    (ANHUI, "省政府各有关单位", "安徽省政府各有关单位", "collective"),  # 省政府 is not whom it means
    (ENSHI, "州级有关部门", "恩施土家族苗族自治州级有关部门", "collective"),
    (LIUHE, "各乡镇政府", "柳河县各乡镇政府", "local-government"),
    (DAZU, "区级有关部门", "大足区级有关部门", "collective"),
    (DAZU, "区各级各有关部门", "大足区各级各有关部门", "collective"),
]


INDICATORS = [
    # printed, tier, level, key, label
    ("省级“专精特新”中小企业", "srdi-sme", "provincial", "provincial-srdi-sme", "省级专精特新中小企业数量"),
    ("省科技型中小企业", "tech-sme", "provincial", "provincial-tech-sme", "省级科技型中小企业数量"),
    (
        "国家制造业“单项冠军”(培育)企业",
        "single-champion",
        "national",
        "national-single-champion",
        "国家级制造业单项冠军数量",
    ),
    ("高新技术企业", "high-tech", None, "high-tech", "高新技术企业数量"),
    ("规模以上工业企业数量", "above-scale", None, "above-scale", "规模以上企业数量"),
    ("市级“专精特新”培育企业", "srdi-pool", "municipal", "municipal-srdi-pool", "市级专精特新培育企业数量"),
    # counts what the tier's enterprises do, not the enterprises
    (
        "“专精特新”中小企业数字化、智能化改造",
        "srdi-sme",
        None,
        "专精特新中小企业数字化、智能化改造",
        "专精特新中小企业数字化、智能化改造",
    ),
    ("全市市场主体总数", None, None, "market-entities", "市场主体"),
    ("新登记市场主体", None, None, "new-market-entities", "新登记市场主体"),  # a flow, not the stock
    ("省级企业技术中心", None, "provincial", "provincial-enterprise-technology-centres", "省级企业技术中心"),
    ("市级及以上绿色工厂", None, "municipal", "municipal-or-above-green-factories", "市级以上绿色工厂"),
    ("制造业增加值占全市生产总值的比重", None, None, "manufacturing-share", "制造业增加值占地区生产总值比重"),
    ("中小企业专精特新产品", None, None, "srdi-products", "专精特新产品"),
    ("企业通过贯标评定", None, None, "integration-standard-enterprises", "两化融合管理体系贯标企业"),
    # a national standard alone: the level tells nothing
    ("国家两化融合贯标企业", None, "national", "integration-standard-enterprises", "两化融合管理体系贯标企业"),
    ("嘉兴市高水平工程师", None, None, "高水平工程师", "高水平工程师"),  # its own wording, without the territory
]


def target(indicator: str, tier: str | None, level: Level | None) -> Target:
    quote = Quote(Span(0, len(indicator)), indicator, "test")
    return Target(None, "text", indicator, 10, "家", ">=", "level", None, None, None, None, tier, level, quote)


def record(fields: Fields, *names: str) -> Record:
    text = "、".join(names)
    starts = [sum(len(name) + 1 for name in names[:number]) for number in range(len(names))]
    units = tuple(
        Unit(name, "responsible", Quote(Span(start, start + len(name)), name, "test"))
        for name, start in zip(names, starts, strict=True)
    )
    measure = Measure("m1", "1", None, (), text, units, Quote(Span(0, len(text)), text, "test"))
    return Record("test", fields, (measure,), (), (), (), ())


def resolved(fields: Fields, *names: str) -> Resolved:
    return resolve(record(fields, *names), load_knowledge())


def names_reported(found: Resolved) -> tuple[Finding, ...]:
    """The findings on names; the measures here say nothing of which a theme could be known."""
    return tuple(finding for finding in found.findings if finding.rule.startswith("resolve."))


def department(fields: Fields, printed: str) -> Department:
    return resolved(fields, printed).departments[printed]


@pytest.mark.parametrize(("fields", "printed", "name", "code", "function"), UNITS)
def test_unit(fields: Fields, printed: str, name: str, code: str | None, function: str) -> None:
    found = department(fields, printed)
    assert (found.name, found.region_code, found.function, found.collective) == (name, code, function, False)


@pytest.mark.parametrize(("fields", "printed", "name", "function"), GROUPS)
def test_group(fields: Fields, printed: str, name: str, function: str) -> None:
    found = department(fields, printed)
    assert (found.name, found.region_code, found.function) == (name, fields.region_code, function)
    assert found.collective


def test_units_of_two_years_and_cities_share_a_function() -> None:
    units = [department(TONGLING, "市经信委"), department(JIAXING, "市经信局"), department(DAZU, "区经济信息委")]
    assert {unit.function for unit in units} == {"industry-it"}
    assert len({unit.key for unit in units}) == 3


@pytest.mark.parametrize(
    ("fields", "printed", "effective", "successor"),
    [
        (TONGLING, "市经信委", 2018, "铜陵市经济和信息化局"),
        (TONGLING, "市工商局", 2018, "铜陵市市场监督管理局"),
        (JIAXING, "人行嘉兴中心支行", 2023, "中国人民银行嘉兴市分行"),
        (DAZU, "人民银行永川中心支行", None, None),  # no prefecture's: what became of it is not known
        (TIANJIN, "天津银保监局", 2023, "国家金融监督管理总局天津监管局"),
        (TONGLING, "市国土局", 2018, "铜陵市自然资源和规划局"),
        (TONGLING, "市环保局", 2018, "铜陵市生态环境局"),
        (KUNSHAN, "市经信委", 2018, "昆山市工业和信息化局"),  # another name in 江苏
        (JIAXING, "嘉兴银保监分局", 2023, "国家金融监督管理总局嘉兴监管分局"),
        (DAZU, "区经济信息委", None, None),  # stands to this day in 重庆
        (JIAXING, "市经信局", None, None),
    ],
)
def test_succession(fields: Fields, printed: str, effective: int | None, successor: str | None) -> None:
    found = department(fields, printed)
    assert (found.effective, found.successor.name if found.successor else None) == (effective, successor)


def test_a_successor_is_a_department_like_any_other() -> None:
    """With region and function, and with what followed it in turn."""
    found = department(TONGLING, "市环保局").successor
    assert found is not None
    assert (found.region_code, found.function) == ("340700", "ecology-environment")
    chain = [department(TONGLING, "铜陵银监分局")]
    while (after := chain[-1].successor) is not None:
        chain.append(after)
    assert [each.effective for each in chain] == [2018, 2023, None]
    assert {each.function for each in chain} == {"financial-supervision"}


def test_a_unit_without_known_function_stays_as_printed_and_is_reported_once() -> None:
    found = resolved(JIAXING, "市财政局", "某某某", "某某某")
    assert set(found.departments) == {"市财政局"}
    assert [(finding.rule, finding.severity, finding.span) for finding in names_reported(found)] == [
        ("resolve.unknown-unit", "warning", Span(5, 8))
    ]


def test_the_issuer_is_a_department_and_a_government_has_no_single_function() -> None:
    found = resolved(WUHAN)
    issuer = found.departments["武汉市人民政府"]
    assert (issuer.name, issuer.region_code, issuer.function) == ("武汉市人民政府", "420100", None)
    assert names_reported(found) == ()


def test_the_region_of_the_policy() -> None:
    assert resolved(JIAXING).region == REGIONS.get("330400")
    assert resolved(HEFEI_ZONE).region is None


@given(
    st.sampled_from([JIAXING, DAZU, HEFEI_ZONE, Fields()]),
    st.text(alphabet="市区县省委局办政府各有关部门人行中共团(),国A海", min_size=1, max_size=12),
)
def test_any_name_is_a_department_or_reported(fields: Fields, printed: str) -> None:
    whole = resolved(fields, printed)
    found = whole.departments.get(printed)
    assert (found is None) == ("resolve.unknown-unit" in {finding.rule for finding in whole.findings})
    if found is None:
        return
    assert found.name
    assert found.region_code is None or REGIONS.get(found.region_code)
    assert found.function is None or FUNCTIONS.get(found.function)
    assert "{" not in found.name


@pytest.mark.parametrize(("printed", "tier", "level", "key", "label"), INDICATORS)
def test_indicator(printed: str, tier: str | None, level: Level | None, key: str, label: str) -> None:
    counted = replace(record(JIAXING), targets=(target(printed, tier, level),))
    found = resolve(counted, load_knowledge()).indicators[printed]
    assert (found.key, found.label) == (key, label)


UNITS_OF_COUNTS: list[tuple[tuple[tuple[str, TargetKind], ...], str | None]] = [
    ((("户", "level"),), "家"),
    ((("个", "annual"), ("家", "level")), "家"),
    ((("名", "level"),), "人"),
    ((("元", "level"),), "元"),
    ((("%", "growth"),), None),  # the rate of growth of a count, not the count
    ((("%", "growth"), ("户", "level")), "家"),
]


@pytest.mark.parametrize(("printed", "unit"), UNITS_OF_COUNTS)
def test_words_for_one_count_are_one_unit(printed: tuple[tuple[str, TargetKind], ...], unit: str | None) -> None:
    targets = tuple(replace(target("民营企业", None, None), unit=each, kind=kind) for each, kind in printed)
    assert resolve(replace(record(JIAXING), targets=targets), load_knowledge()).indicators["民营企业"].unit == unit


CITED: list[tuple[Fields, str | None, str | None, str | None, int | None]] = [
    # who cites, title, number; whose it is, of which year
    (TONGLING, "意见", "皖政〔2018〕46号", "安徽省人民政府", 2018),
    (DAZU, "行动计划", "渝府办发〔2022〕23号", "重庆市人民政府办公厅", 2022),
    (DAZU, "办法", "工信部企业〔2022〕63号", "工业和信息化部", 2022),
    (DAZU, "优化营商环境条例", "国务院令第722号", "国务院", None),  # an order has no year
    (TONGLING, "方案", "铜发〔2018〕21号", None, 2018),  # letters of a city that no table knows
    (TONGLING, "方案", "新政发〔2022〕8号", None, 2022),  # a province's letters, which others use too, far from it
    (TONGLING, "合肥市人民政府关于促进发展的意见", None, "合肥市人民政府", None),  # by its title
    (TONGLING, "中华人民共和国中小企业促进法", None, None, None),
]


@pytest.mark.parametrize(("fields", "title", "number", "issuer", "year"), CITED)
def test_what_number_and_title_of_a_cited_policy_tell(
    fields: Fields, title: str | None, number: str | None, issuer: str | None, year: int | None
) -> None:
    citing = replace(fields, basis=(Citation(title, number, Quote(Span(0, 2), "依据", "test")),))
    (cited,) = resolved(citing, "市经信局").cited
    assert (cited.issuer.name if cited.issuer else None, cited.year) == (issuer, year)


def test_a_title_cited_with_its_number_once_has_it_everywhere() -> None:
    quote = Quote(Span(0, 2), "依据", "test")
    citing = replace(TONGLING, basis=(Citation("意见", None, quote), Citation("意见", "皖政〔2018〕46号", quote)))
    assert [each.number for each in resolved(citing, "市经信局").cited] == ["皖政〔2018〕46号"] * 2


def test_each_unmapped_indicator_is_reported_with_its_place() -> None:
    targets = tuple(
        target(words, None, None) for words in ("高水平工程师", "海外高端人才", "市场主体总数", "高水平工程师")
    )
    found = resolve(replace(record(JIAXING), targets=targets), load_knowledge())
    assert [indicator.mapped for indicator in found.indicators.values()] == [False, False, True]
    assert [(each.rule, each.severity, each.span) for each in names_reported(found)] == [
        ("resolve.unmapped-indicator", "info", Span(0, 6)),
        ("resolve.unmapped-indicator", "info", Span(0, 6)),
    ]
    assert "海外高端人才" in names_reported(found)[1].message


@given(st.text(alphabet="省市级国家全总数量“”专精特新中小企业场主体以上及A", min_size=1, max_size=14))
def test_marks_never_tell_indicators_apart(words: str) -> None:
    bare = words.replace("“", "").replace("”", "")
    targets = (target(words, None, None), target(bare, None, None))
    found = resolve(replace(record(JIAXING), targets=targets), load_knowledge()).indicators
    assert found[words].key == found[bare].key


def test_tables_of_names() -> None:
    names = load_department_names()
    with (resource("data") / "department-names.csv").open(encoding="utf-8") as file:
        rows = [(row["kind"], row["printed"]) for row in csv.DictReader(file)]
    assert len(rows) == len(set(rows)), "a stem stands twice"
    assert {kind for kind, _ in rows} == {"body", "whole", "prefix", "national", "template"}
    for stem, kinds in names.successions.items():
        provinces = [province for one in kinds for province in one.provinces or {"*"}]
        assert len(provinces) == len(set(provinces)), f"{stem} has two successors in one province"


# A broken table of names, and the line that the message names.
BROKEN = [
    ("department-names.csv", "kind,printed\nbody,经信\n", 2),
    (
        "department-successions.csv",
        "name,effective,successor,provinces,plan\n工商局,2018,市监局,,改革方案\n质监局,abc,市监局,,改革方案\n",
        3,
    ),
]


@pytest.mark.parametrize(("name", "content", "line"), BROKEN)
def test_a_broken_table_is_named(tmp_path: Path, name: str, content: str, line: int) -> None:
    for table in ("department-names.csv", "department-successions.csv"):
        shutil.copy(resource("data") / table, tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as raised:
        load_department_names(tmp_path)
    assert raised.value.where == f"{tmp_path / name}:{line}"
