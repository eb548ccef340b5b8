"""The order of tiers that a document states, read from whole sentences."""

from __future__ import annotations

import pytest

from zjtx_kg.clean import clean
from zjtx_kg.extract.ladder import find_ladder
from zjtx_kg.model import Source
from zjtx_kg.outline import outline
from zjtx_kg.vocabulary import load_vocabulary

Steps = list[list[tuple[str, str | None, str]]]

# Real sentences of the project's documents, with the label of each tier.
LADDERS: list[tuple[str, Steps]] = [
    (
        "构建科技型中小企业-“专精特新”中小企业-“隐形冠军”和专精特新“小巨人”-“单项冠军”4级梯度培育体系,"
        "建立健全我市“专精特新”中小企业梯度培育机制,着力培育一批“专精特新”中小企业。",
        [
            [("tech-sme", None, "科技型中小企业")],
            [("srdi-sme", None, "“专精特新”中小企业")],
            [("hidden-champion", None, "“隐形冠军”"), ("little-giant", None, "专精特新“小巨人”")],
            [("single-champion", None, "“单项冠军”")],
        ],
    ),
    (
        "整合市区政策、资源和服务,支持、培育中小企业按照“科技型中小企业—高新技术企业—市级‘专精特新’培育企业"
        "—省级专精特新‘小巨人’企业—国家级专精特新‘小巨人’企业—单项冠军”梯次发展。",
        [
            [("tech-sme", None, "科技型中小企业")],
            [("high-tech", None, "高新技术企业")],
            [("srdi-pool", "municipal", "市级‘专精特新’培育企业")],
            [("little-giant", "provincial", "省级专精特新‘小巨人’企业")],
            [("little-giant", "national", "国家级专精特新‘小巨人’企业")],
            [("single-champion", None, "单项冠军")],
        ],
    ),
    (
        "聚焦创新型中小企业、“专精特新”中小企业、国家专精特新“小巨人”企业(以下统称“专精特新”企业)梯度培育发展,"
        "力争每年新增市级“专精特新”中小企业8家以上、国家级专精特新“小巨人”企业1家。",
        [
            [("innovative-sme", None, "创新型中小企业")],
            [("srdi-sme", None, "“专精特新”中小企业")],
            [("little-giant", "national", "国家专精特新“小巨人”企业")],
        ],
    ),
    # After a word of ascent two tiers share a step (Hunan).
    (
        "形成从“专精特新”中小企业到省级专精特新“小巨人”企业再到国家级专精特新“小巨人”企业、"
        "制造业单项冠军企业的梯次培育格局。",
        [
            [("srdi-sme", None, "“专精特新”中小企业")],
            [("little-giant", "provincial", "省级专精特新“小巨人”企业")],
            [
                ("little-giant", "national", "国家级专精特新“小巨人”企业"),
                ("single-champion", None, "制造业单项冠军企业"),
            ],
        ],
    ),
    # The level of an autonomous region (Inner Mongolia).
    (
        "推动中小企业按照“创新型中小企业—自治区‘专精特新’中小企业—国家级专精特新‘小巨人’企业"
        "—制造业单项冠军企业”路径梯次成长。",
        [
            [("innovative-sme", None, "创新型中小企业")],
            [("srdi-sme", "provincial", "自治区‘专精特新’中小企业")],
            [("little-giant", "national", "国家级专精特新‘小巨人’企业")],
            [("single-champion", None, "制造业单项冠军企业")],
        ],
    ),
]

# Further sentences as other regions write them, with tier and level of each step.
STEPS: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "构建“创新型中小企业—专精特新中小企业—专精特新‘小巨人’企业”梯度培育体系。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None)],
    ),
    (
        "健全创新型中小企业、省级专精特新中小企业、国家级专精特新“小巨人”企业、制造业单项冠军企业四级梯度培育体系。",
        [("innovative-sme", None), ("srdi-sme", "provincial"), ("little-giant", "national"), ("single-champion", None)],
    ),
    (
        "形成从科技型中小企业到高新技术企业再到上市企业的梯次培育链条。",
        [("tech-sme", None), ("high-tech", None), ("listed", None)],
    ),
    (
        "完善优质中小企业梯度培育体系(创新型中小企业、专精特新中小企业、专精特新“小巨人”企业)。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None)],
    ),
    (
        "建立“科技型中小企业→高新技术企业→科技小巨人企业”培育链。",
        [("tech-sme", None), ("high-tech", None), ("tech-little-giant", None)],
    ),
    (
        "按照“市级专精特新培育企业→省级专精特新中小企业→国家级专精特新‘小巨人’企业→国家制造业单项冠军”推进。",
        [
            ("srdi-pool", "municipal"),
            ("srdi-sme", "provincial"),
            ("little-giant", "national"),
            ("single-champion", "national"),
        ],
    ),
    (
        "形成以创新型中小企业为基础、专精特新中小企业为骨干、专精特新“小巨人”企业为引领的梯度培育格局。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None)],
    ),
    (
        "推动创新型中小企业向专精特新中小企业、专精特新中小企业向专精特新“小巨人”企业梯次升级。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None)],
    ),
    (
        "构建从科技型中小企业、高新技术企业到科技小巨人企业的科技企业梯度培育机制。",
        [("tech-sme", None), ("high-tech", None), ("tech-little-giant", None)],
    ),
    ("加快构建“微成长—小升高—高壮大”培育链。", []),
    (
        "打造创新型中小企业、专精特新中小企业、专精特新“小巨人”企业、单项冠军企业、领航企业的优质企业梯度培育体系。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None), ("single-champion", None)],
    ),
    ("完善“初创企业—高新技术企业—科技领军企业”梯次培育体系。", []),
    (
        "构建“科技型中小企业—高新技术企业—科技小巨人—独角兽”四级科技企业梯度。",
        [("tech-sme", None), ("high-tech", None), ("tech-little-giant", None)],
    ),
    (
        "建立健全“专精特新中小企业-省级‘小巨人’企业-国家级‘小巨人’企业-制造业单项冠军企业”四级培育体系。",
        [("srdi-sme", None), ("little-giant", "provincial"), ("little-giant", "national"), ("single-champion", None)],
    ),
    ("开展市、省、国家三级专精特新梯度培育。", []),
    (
        "优质中小企业由创新型中小企业、专精特新中小企业和专精特新“小巨人”企业三个层次组成。",
        [("innovative-sme", None), ("srdi-sme", None), ("little-giant", None)],
    ),
    ("新增创新型中小企业1000家、省级专精特新中小企业500家、国家级专精特新“小巨人”企业60家,梯度培育格局基本形成。", []),
    (
        "形成“小升规—专精特新—小巨人—单项冠军”梯次培育格局。",
        [("above-scale", None), ("little-giant", None), ("single-champion", None)],
    ),
    (
        "推动更多企业从规上企业、高新技术企业向专精特新“小巨人”企业、单项冠军企业递进发展。",
        [("above-scale", None), ("high-tech", None), ("little-giant", None), ("single-champion", None)],
    ),
    ("聚焦科技型中小企业,实施梯度培育,认定高新技术企业300家。", []),
    (
        "形成创新型中小企业—市级“专精特新”中小企业—市级“专精特新”小巨人企业—国家级专精特新“小巨人”企业的梯队。",
        [
            ("innovative-sme", None),
            ("srdi-sme", "municipal"),
            ("little-giant", "municipal"),
            ("little-giant", "national"),
        ],
    ),
    ("2018-2020年,每年培育科技型中小企业100家-120家、高新技术企业50家。", []),
    ("加大对科技型中小企业、高新技术企业的信贷支持,建立梯度风险补偿机制。", []),
    # Chains of acts, of which only one is a tier's name.
    ("推进“个转企、小升规、规改股、股上市”工作,构建梯度培育体系。", []),
    ("健全和完善“微成长、小升高、高壮大”梯次培育机制。", []),
    # Lists that state no order: awards, kinds, goals.
    ("对新认定的国家级专精特新“小巨人”企业、省级专精特新中小企业分别给予50万元、20万元奖励。", []),
    ("培育发展一批“科技小巨人”“单打冠军”“隐形冠军”和“配套专家”。", []),
    ("加强梯度培育,2021-2023年新增高新技术企业300家、科技型中小企业800家。", []),
    ("实施“育苗、培优、登峰”梯度培育行动,支持专精特新中小企业发展。", []),
    ("支持专精特新中小企业与高新技术企业合作,建立人才梯度。", []),
]


def ladder_of(sentence: str, province_level: bool = False) -> Steps:
    page = (
        f"黄山市培育方案\n为促进发展,制定本方案。\n一、主要任务\n1.完善培育体系。{sentence}\n2.加强服务。帮助企业。\n"
    )
    parts = outline(clean(Source("page", "page.txt", "0" * 64, "utf-8", page)))
    ladder = find_ladder(parts, load_vocabulary("tiers"), province_level)
    assert all(tier.quote.span.of(parts.document.text) == tier.quote.text for step in ladder for tier in step)
    return [[(tier.tier, tier.level, tier.label) for tier in step] for step in ladder]


@pytest.mark.parametrize(("sentence", "steps"), LADDERS)
def test_ladder(sentence: str, steps: Steps) -> None:
    assert ladder_of(sentence) == steps


@pytest.mark.parametrize(("sentence", "steps"), STEPS)
def test_steps(sentence: str, steps: list[tuple[str, str | None]]) -> None:
    found = ladder_of(sentence)
    assert all(len(step) == 1 for step in found)
    assert [(tier, level) for [(tier, level, _)] in found] == steps


def test_city_level_is_that_of_a_province_in_a_municipality() -> None:
    sentence = "构建市级“专精特新”中小企业—市级“小巨人”企业—国家级“小巨人”企业梯度。"
    assert [step[0][1] for step in ladder_of(sentence, province_level=True)] == ["provincial", "provincial", "national"]


def test_the_longest_order_is_the_documents() -> None:
    sentence = (
        "构建创新型中小企业、专精特新中小企业梯度培育体系。形成“创新型中小企业—专精特新中小企业—单项冠军”培育链。"
    )
    assert [step[0][0] for step in ladder_of(sentence)] == ["innovative-sme", "srdi-sme", "single-champion"]
