"""What one part of the record takes from another: levels from the province, facts from the policy's day."""

from __future__ import annotations

from zjtx_kg.clean import clean
from zjtx_kg.extract import extract
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Record, Source
from zjtx_kg.outline import outline


def record(text: str) -> Record:
    return extract(outline(clean(Source("page", "page.txt", "0" * 64, "utf-8", text))), load_knowledge())


ZONE = """{region}管理委员会关于印发《{region}支持企业发展若干政策》的通知
现将《{region}支持企业发展若干政策》印发给你们,请遵照执行。
{region}管理委员会
2022年4月12日
{region}支持企业发展若干政策
为支持企业发展,制定本政策。
一、主要任务
(一)培育企业。到2025年,新增市级“专精特新”中小企业50家。对新认定的市级企业技术中心给予20万元奖励。
"""


def test_city_is_a_province_in_zones_of_municipalities() -> None:
    for region, level in (("重庆两江新区", "provincial"), ("合肥高新区", "municipal")):
        found = record(ZONE.format(region=region))
        assert found.fields.region_code is None
        assert [target.level for target in found.targets] == [level]
        assert [award.level for award in found.awards] == [level]


def test_counts_of_years_before_the_policy_are_facts() -> None:
    text = """宝鸡市人民政府关于促进中小企业发展的实施意见
为促进发展,提出如下意见。
一、发展目标
2016年,全市中小企业实现营业收入2680亿元。到2018年,中小企业总数达到9.5万户。
二、重点任务
(一)加强服务。搭建平台。
宝鸡市人民政府
2017年7月19日
"""
    assert [(target.value, target.year) for target in record(text).targets] == [(95000, 2018)]
