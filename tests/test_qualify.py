"""Tier, level and shared heads of phrases from real documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.extract.qualify import expand, level_of, tier_of
from zjtx_kg.model import Level
from zjtx_kg.vocabulary import load_vocabulary

TIERS = load_vocabulary("tiers")

EXPANSIONS = [
    # bare levels take the last one's 级
    ("国家、省、市级示范基地", 1, ["国家级示范基地", "省级示范基地", "市级示范基地"]),
    ("国家级和省级企业技术(研发)中心", 2, ["国家级企业技术(研发)中心", "省级企业技术(研发)中心"]),
    # bare levels that stay bare
    ("国家、省重点研发专项", 1, ["国家重点研发专项", "省重点研发专项"]),
    # verb before and bearer after are shared
    ("获得国家、省级商标品牌示范的工业企业", 2, ["获得国家级商标品牌示范的工业企业", "获得省级商标品牌示范的工业企业"]),
    # scopes that share the head 标准
    (
        "主持制定国际、国家、行业标准中融合了标准必要专利的单位",
        3,
        [
            "主持制定国际标准中融合了标准必要专利的单位",
            "主持制定国家标准中融合了标准必要专利的单位",
            "主持制定行业标准中融合了标准必要专利的单位",
        ],
    ),
    # things with heads of their own share verbs, but not the 国家 of 国家标准
    (
        "牵头制定并新获批国际标准、国家标准、行业标准的",
        3,
        ["牵头制定并新获批国际标准的", "牵头制定并新获批国家标准的", "牵头制定并新获批行业标准的"],
    ),
    # a level printed once
    ("国家级“单项冠军”、专精特新“小巨人”", 2, ["国家级“单项冠军”", "国家级专精特新“小巨人”"]),
    (
        "省认定的“专精特新”中小企业和成长型小微企业的",
        1,
        ["省认定的“专精特新”中小企业的", "省认定的成长型小微企业的"],
    ),
    # levels times things
    (
        "评为国家和省级小微企业创业创新基地、中小企业公共服务示范平台的",
        1,
        [
            "评为国家级小微企业创业创新基地的",
            "评为省级小微企业创业创新基地的",
            "评为国家级中小企业公共服务示范平台的",
            "评为省级中小企业公共服务示范平台的",
        ],
    ),
    # kinds and venues stay one unless each has an amount
    ("建设数字化车间、智能工厂、绿色工厂的企业", 1, ["建设数字化车间、智能工厂、绿色工厂的企业"]),
    ("建设数字化车间、智能工厂的企业", 2, ["建设数字化车间的企业", "建设智能工厂的企业"]),
    ("在中小板、创业板、科创板上市企业", 1, ["在中小板、创业板、科创板上市企业"]),
    # prizes of different organs, one of them with a grade; the number of each thing is none of its name
    ("江西省井冈质量奖提名奖、江门市政府质量奖的", 1, ["江西省井冈质量奖提名奖的", "江门市政府质量奖的"]),
    ("区级数字化车间、5个智能工厂", 2, ["区级数字化车间", "区级智能工厂"]),
    # an organ's verb of recognition goes with its level
    (
        "国家、省命名的众创空间、孵化器",
        1,
        ["国家命名的众创空间", "省命名的众创空间", "国家命名的孵化器", "省命名的孵化器"],
    ),
    # grades
    ("获得国家科学技术奖一、二等奖的", 2, ["获得国家科学技术奖一等奖的", "获得国家科学技术奖二等奖的"]),
    ("三星级、四星级上云企业", 2, ["三星级上云企业", "四星级上云企业"]),
]


@pytest.mark.parametrize(("phrase", "count", "parts"), EXPANSIONS)
def test_expand(phrase: str, count: int, parts: list[str]) -> None:
    assert [part.text for part in expand(phrase, TIERS, count)] == parts


def test_quote_begins_at_the_own_level() -> None:
    assert [part.start for part in expand("国家级、省级示范平台", TIERS)] == [0, 4]
    assert [part.start for part in expand("获得国家级、省级示范的企业", TIERS)] == [0, 0]


LEVELS: list[tuple[str, bool, Level | None]] = [
    ("国家级企业技术中心", False, "national"),
    ("国家高新技术企业", False, "national"),
    ("中国驰名商标", False, "national"),
    ("国内重大技术装备首台套", False, "national"),
    ("浙江省人民政府质量奖(创新奖)", False, "provincial"),
    ("嘉兴市人民政府质量奖", False, "municipal"),
    ("我市重点研发计划项目", False, "municipal"),
    ("市级以上绿色工厂", False, "municipal"),
    ("市级标杆智能(链主)工厂", True, "provincial"),
    ("区长质量奖", False, "county"),
    ("区级“专精特新”企业", True, "county"),
    # cities whose names end like 部门, 城市 and 都市
    ("荆门市人民政府质量奖", False, "municipal"),
    ("运城市市长质量奖", False, "municipal"),
    ("成都市质量奖", True, "provincial"),
    ("智慧城市示范项目", False, None),
    ("现代化都市圈协同项目", False, None),
    ("管理部门市场化服务", False, None),
    # an explicit level outranks a place
    ("嘉兴市以外总部迁入本市的国家级“单项冠军”", False, "national"),
    # no recognition: international, praise, listing venues, places and words that hold a level's sign
    ("制定国际标准的企业", False, None),
    ("国内领先的技术", False, None),
    ("在主板上市企业", False, None),
    ("在全国中小企业股份转让系统创新层挂牌的企业", False, None),
    ("全国独家品种", False, None),
    ("总部迁入本市的企业", False, None),
    ("开发区内的企业", False, None),
    # several
    ("国家级、省级平台", False, None),
]


@pytest.mark.parametrize(("phrase", "province_level", "level"), LEVELS)
def test_level_of(phrase: str, province_level: bool, level: Level | None) -> None:
    assert level_of(phrase, province_level) == level


TIER_CASES = [
    ("省级“专精特新”中小企业", "srdi-sme"),
    ("国家级专精特新“小巨人”", "little-giant"),
    ("国家制造业“单项冠军”产品", "single-champion"),
    ("首次进入规模以上的工业企业", "above-scale"),
    ("年产值同比增长超过1000万元的规上工业企业", "above-scale"),
    ("在新三板挂牌企业", "listed"),
    ("认定为国家高新技术企业的企业", "high-tech"),
    # the tier is the step reached
    ("科技型中小企业认定为高新技术企业", "high-tech"),
    # a tier that only owns what is counted is none
    ("“专精特新”中小企业高价值专利组合培育项目", None),
    ("入选国家人才专项的“专精特新”企业", None),
]


@pytest.mark.parametrize(("phrase", "tier"), TIER_CASES)
def test_tier_of(phrase: str, tier: str | None) -> None:
    assert tier_of(phrase, TIERS) == tier


@given(st.text(alphabet="国家省市级、和A奖标准的企业“”()一二等", max_size=24), st.integers(1, 4))
def test_parts_lie_in_the_phrase(phrase: str, count: int) -> None:
    for part in expand(phrase, TIERS, count):
        assert 0 <= part.start <= len(phrase)
