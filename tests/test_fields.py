"""What a page says of its policy, read from whole pages: portal, notice, title, text, signature."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.extract.document import read_fields
from zjtx_kg.extract.document.page import day_of
from zjtx_kg.model import Fields, Outline, Source
from zjtx_kg.outline import outline
from zjtx_kg.regions import load_regions

BODY = """一、重点任务
(一)加大培育力度。支持中小企业走专业化、精细化、特色化、新颖化发展道路,培育一批优质企业。
(二)加强服务保障。完善公共服务体系,帮助企业解决困难。
"""


def outline_of(text: str) -> Outline:
    return outline(clean(Source("page", "page.txt", "0" * 64, "utf-8", text)))


def fields_of(head: str, body: str = BODY, tail: str = "") -> Fields:
    return read_fields(outline_of(f"{head}\n{body}{tail}"), load_regions())


def check(fields: Fields, **expected: object) -> None:
    assert {name: getattr(fields, name) for name in expected} == expected


# --- pages of the project's documents and of others, each with what makes it hard -------------------------------------

TONGLING = """索引号: 003097100/201812-00025 组配分类: 意见征集
发布机构: 市经济和信息化委员会 生成日期: 2018-12-12
发布文号: 主题导航: 综合政务  公民  DOC  请选择
关于征求《铜陵市人民政关于加快推进
中小企业“专精特新”发展的实施意见
(征求意见稿)意见的函
根据《安徽省人民政府关于进一步推进中小企业“专精特新”发展的意见》(皖政〔2018〕46号)精神和市政府要求,我委起草了铜陵市人民政府关于加快推进中小企业“专精特新”发展的实施意见》(征求意见稿)。现征求贵单位意见,请于11月19日前,将修改意见(含无意见)书面反馈(加盖公章)至市经信委(联系电话:2818757)。
2018年11月12日
铜陵市人民政府关于加快推进中小企业
“专精特新”发展的实施意见
(征求意见稿)
县、区人民政府,市政府各部门,各有关单位:
为深入贯彻《中华人民共和国中小企业促进法》,促进中小企业高质量发展。根据省政府《关于进一步推进中小企业“专精特新”发展的意见》(皖政〔2018〕46号)以及促进“六稳”(稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期)政策措施落实工作方案的总体要求,结合推进实施铜陵市工业转型升级“1365”行动方案(铜发〔2018〕21号),就加快推进我市中小企业“专精特新”发展提出如下意见。"""

WUHAN = """市人民政府关于印发武汉市促进中小企业“专精特新”高质量发展行动计划的通知
发布时间:2021-12-06 15:32 作者: 信息来源: 武汉市人民政府
各区人民政府,市人民政府各部门:
经研究,现将《武汉市促进中小企业“专精特新”高质量发展行动计划》印发给你们,请认真组织实施。
武汉市人民政府
2021年10月30日
武汉市促进中小企业“专精特新”高质量发展行动计划
为加快培育和发展一批专精特新“小巨人”企业,促进我市中小企业高质量发展,结合我市实际,特制订本计划。"""

LIUHE = """加快重点产业实施意见
中共柳河县委 柳河县人民政府
关于支持重点产业加快发展的实施意见
(2023年2月8日)
为抢抓国家新一轮东北振兴战略机遇,实现民营经济高质量发展,依据《吉林省促进中小企业发展条例》,制定如下实施意见。"""

XINXIANG = """《新乡市建设制造强市三年行动计划(2023—2025年)》的通知
各县(市)、区人民政府,市人民政府有关部门:
《新乡市建设制造强市三年行动计划(2023—2025年)》已经2023年10月13日市政府第20次常务会议研究通过,现印发给你们,请结合实际,认真抓好贯彻落实。
新乡市人民政府
2023年10月24日
新乡市建设制造强市三年行动计划(2023—2025年)
为深入贯彻落实《河南省建设制造强省三年行动计划》,进一步推动制造业高质量发展,制定本行动计划。"""


DAMAGED = """重庆市大足区人民政府办公室
关于印发大足区促进“专精特新”企业高质量发展实施方案的通知
《大足区促进“专精特新”企业高质量发展实施方案》已经区政府同意,现印发给你们,请遵照执行。
重庆市大足区人民政府办公室
2022111
大足区促进“专精特新”企业高质量发展实施方案
为促进发展,制定本方案。"""


def test_draft_with_covering_letter() -> None:
    # The letter's date is the draft's; the portal's organ only drew it up; the letter's own ground is none.
    fields = fields_of(TONGLING)
    check(
        fields,
        title="铜陵市人民政府关于加快推进中小企业“专精特新”发展的实施意见",
        issuer="铜陵市人民政府",
        region="铜陵市",
        region_code="340700",
        province="安徽省",
        number=None,
        issued="2018-11-12",
        published="2018-12-12",
        status="draft",
    )
    assert [(citation.title, citation.number) for citation in fields.basis] == [
        ("中华人民共和国中小企业促进法", None),
        ("关于进一步推进中小企业“专精特新”发展的意见", "皖政〔2018〕46号"),
        ("铜陵市工业转型升级“1365”行动方案", "铜发〔2018〕21号"),
    ]


def test_notice_that_issues_a_plan() -> None:
    # The banner and footer of the site that carries the page (汉南区) say nothing about the issuer.
    tail = """本行动计划自公布之日起施行,有效期至2024年12月31日。
主办单位:武汉经济技术开发区管理委员会(汉南区人民政府)办公室
网站标识码:4201130014
"""
    check(
        fields_of(WUHAN, tail=tail),
        title="武汉市促进中小企业“专精特新”高质量发展行动计划",
        issuer="武汉市人民政府",
        region="武汉市",
        region_code="420100",
        province="湖北省",
        issued="2021-10-30",
        published="2021-12-06",
        status="issued",
        valid_until="2024-12-31",
        basis=(),
    )


def test_two_organs_over_the_title_and_a_day_in_brackets() -> None:
    # 暂定三年 counts from a day that the text does not state.
    fields = fields_of(LIUHE, tail="五、其他\n第26条 本政策自发布之日起施行,暂定三年有效期。\n")
    check(fields, region="柳河县", region_code="220524", province="吉林省", issued="2023-02-08", valid_until=None)
    assert fields.issuer == "中共柳河县委柳河县人民政府"
    assert [citation.title for citation in fields.basis] == ["吉林省促进中小企业发展条例"]


def test_damaged_opening_of_a_notice() -> None:
    fields = fields_of(XINXIANG)
    check(fields, title="新乡市建设制造强市三年行动计划(2023—2025年)", issuer="新乡市人民政府", issued="2023-10-24")
    assert [citation.title for citation in fields.basis] == ["河南省建设制造强省三年行动计划"]


def test_damaged_day_is_taken_from_the_portal_and_never_guessed() -> None:
    # 2022111 is 11 January or 1 November.
    with_portal = fields_of(f"[ 发文字号 ] 大足府办发〔2022〕92号\n[ 成文日期 ] 2022-11-01 [ 有效性 ]\n{DAMAGED}")
    check(with_portal, issued="2022-11-01", number="大足府办发〔2022〕92号", region="大足区", region_code="500111")
    alone = fields_of(DAMAGED)
    check(alone, issued=None, issuer="重庆市大足区人民政府办公室", province="重庆市")
    assert [finding.rule for finding in alone.findings] == ["fields.date-line"]


def test_region_from_the_text_alone() -> None:
    # The page prints neither title nor issuer; the site's registration (粤ICP备) is no evidence.
    head = "为深入贯彻中央、省决策部署,促进我市“专精特新”企业数量和质量的“双提升”,现就我市加快推动发展,制定本意见。"
    body = """一、主要工作
1.明确重点发展领域。聚焦十二条具有嘉兴辨识度的产业链和嘉兴市明确重点发展的新兴产业,支持中小企业。
2.推进重点项目招引。对嘉兴市以外总部迁入本市的国家级“单项冠军”,给予200万元的一次性扶持。
Copyright 2022-2023 潮盛企业管理咨询中心 版权所有备案号:粤ICP备2022013427号
"""
    fields = fields_of(head, body)
    check(fields, title=None, issuer=None, region="嘉兴市", region_code="330400", province="浙江省")


def test_region_that_does_not_stand_out_is_reported() -> None:
    head = "为促进我市企业发展,学习杭州市、宁波市经验,制定本意见。"
    fields = fields_of(
        head, "一、工作\n1.学习先进。推广杭州市、宁波市做法,支持企业发展。\n2.加强服务。帮助企业解决困难。\n"
    )
    check(fields, region=None, region_code=None)
    assert [finding.rule for finding in fields.findings] == ["fields.own-region"]


# --- further pages, one difficulty each -------------------------------------------------------------------------------

PREAMBLE = "为促进中小企业高质量发展,制定本措施。"
NOTICE = "现印发给你们,请认真贯彻执行。"

PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "signature with arabic date": (
        f"""深圳市工业和信息化局关于印发《深圳市促进中小企业专精特新发展若干措施》的通知
各有关单位:
{NOTICE}
深圳市工业和信息化局
2021年11月8日
深圳市促进中小企业专精特新发展若干措施
{PREAMBLE}""",
        {
            "issuer": "深圳市工业和信息化局",
            "issued": "2021-11-08",
            "region": "深圳市",
            "region_code": "440300",
            "title": "深圳市促进中小企业专精特新发展若干措施",
        },
    ),
    "date in Chinese numerals": (
        f"""各市工业和信息化局:
{NOTICE}
山东省工业和信息化厅
二〇二二年三月十五日
山东省“专精特新”中小企业培育方案
{PREAMBLE}""",
        {
            "issuer": "山东省工业和信息化厅",
            "issued": "2022-03-15",
            "region": "山东省",
            "region_code": "370000",
            "province": "山东省",
        },
    ),
    "circle for zero, thirty-first": (
        f"""{NOTICE}
黄山市人民政府
二○一九年十二月三十一日
黄山市支持工业发展若干政策
{PREAMBLE}""",
        {"issued": "2019-12-31", "region": "黄山市"},
    ),
    "under the name of a gazette": (
        f"""宁夏回族自治区人民政府公报 2020年第14期
自治区人民政府办公厅关于促进中小企业健
康发展的实施意见
{PREAMBLE}""",
        {"title": "自治区人民政府办公厅关于促进中小企业健康发展的实施意见", "region": "宁夏回族自治区"},
    ),
    "a mark of the date lost": (
        f"""{NOTICE}
黄山市人民政府
2019年1231日
黄山市支持工业发展若干政策
{PREAMBLE}""",
        {"issued": "2019-12-31", "title": "黄山市支持工业发展若干政策"},
    ),
    "signature on one line": (
        f"""{NOTICE}
宁波市经济和信息化局2022年6月1日
宁波市中小企业培育行动方案
{PREAMBLE}""",
        {"issuer": "宁波市经济和信息化局", "issued": "2022-06-01", "region": "宁波市"},
    ),
    "two organs sign": (
        f"""{NOTICE}
湖南省工业和信息化厅
湖南省财政厅
2021年6月10日
湖南省专精特新“小巨人”企业培育计划
{PREAMBLE}""",
        {"issuer": "湖南省工业和信息化厅 湖南省财政厅", "issued": "2021-06-10", "region": "湖南省"},
    ),
    "signature after annexes": (
        f"""{NOTICE}
附件:1.南通市行动方案
2.任务分解表
南通市人民政府办公室
2020年9月2日
附件1
南通市“专精特新”企业培育三年行动方案
{PREAMBLE}""",
        {"issuer": "南通市人民政府办公室", "issued": "2020-09-02", "title": "南通市“专精特新”企业培育三年行动方案"},
    ),
    "portal with written and published day": (
        f"""索 引 号:000014349/2022-00021 主题分类:工业、交通
发文机关:湖北省人民政府办公厅 成文日期:2022年03月01日
标　　题:省人民政府办公厅关于加快培育专精特新企业的意见
发文字号:鄂政办发〔2022〕9号 发布日期:2022年03月05日
湖北省人民政府办公厅关于加快培育专精特新企业的意见
{PREAMBLE}""",
        {
            "issuer": "湖北省人民政府办公厅",
            "issued": "2022-03-01",
            "published": "2022-03-05",
            "number": "鄂政办发〔2022〕9号",
            "region": "湖北省",
        },
    ),
    "发文日期 is the day of writing": (
        f"""发文单位:福建省工业和信息化厅 发文日期:2021-07-01
福建省专精特新企业认定管理办法
{PREAMBLE}""",
        {"issued": "2021-07-01", "published": None, "issuer": "福建省工业和信息化厅"},
    ),
    "byline": (
        f"""郑州市支持中小企业专精特新发展若干措施
2021-09-14 16:20 来源:郑州市人民政府
{PREAMBLE}""",
        {"published": "2021-09-14", "issued": None, "issuer": "郑州市人民政府", "region_code": "410100"},
    ),
    "strokes in a date with a time": (
        f"""发布时间:2023/05/06 09:00 来源:本站
泉州市促进工业企业发展若干措施
{PREAMBLE}""",
        {"published": "2023-05-06", "issuer": None, "region": "泉州市", "province": "福建省"},
    ),
    "fields with bars": (
        f"""信息来源:市工信局 | 发布时间:2022-01-07 | 浏览次数:120次
襄阳市培育专精特新企业工作方案
{PREAMBLE}""",
        {"published": "2022-01-07", "issuer": "市工信局", "region": "襄阳市", "region_code": "420600"},
    ),
    "blank date of a draft": (
        f"""关于公开征求《成都市专精特新企业培育办法(征求意见稿)》意见的公告
现面向社会公开征求意见。
成都市经济和信息化局
2022年8月16日
成都市专精特新企业培育办法
(征求意见稿)
{PREAMBLE}""",
        {"status": "draft", "title": "成都市专精特新企业培育办法", "issued": "2022-08-16", "region": "成都市"},
    ),
    "draft whose title names the organ": (
        f"""关于征求《黄石市人民政府关于促进中小企业发展的意见(征求意见稿)》意见的函
请于3月1日前反馈。
黄石市经济和信息化局
2021年2月20日
黄石市人民政府关于促进中小企业发展的意见(征求意见稿)
{PREAMBLE}""",
        {
            "status": "draft",
            "issuer": "黄石市人民政府",
            "issued": "2021-02-20",
            "title": "黄石市人民政府关于促进中小企业发展的意见",
        },
    ),
    "no such day": (
        f"""{NOTICE}
遵义市人民政府
2022年13月45日
遵义市工业倍增行动方案
{PREAMBLE}""",
        {"issued": None, "region": "遵义市"},
    ),
    "number under the title": (
        f"""浙江省人民政府办公厅关于大力培育促进“专精特新”中小企业高质量发展的若干意见
浙政办发〔2022〕19号
各市、县(市、区)人民政府:
{PREAMBLE}""",
        {"number": "浙政办发〔2022〕19号", "issuer": "浙江省人民政府办公厅", "region": "浙江省"},
    ),
    "number in brackets": (
        f"""广东省人民政府关于支持中小企业发展的若干措施
(粤府〔2019〕1号)
{PREAMBLE}""",
        {"number": "粤府〔2019〕1号", "issuer": "广东省人民政府"},
    ),
    "number with square brackets": (
        f"""文号:鲁工信发[2022]5号 发布机构:山东省工业和信息化厅
山东省瞪羚企业培育办法
{PREAMBLE}""",
        {"number": "鲁工信发[2022]5号"},
    ),
    "number over the title": (
        f"""长政发〔2020〕7号
长沙市人民政府关于促进实体经济发展的若干意见
{PREAMBLE}""",
        {"number": "长政发〔2020〕7号", "title": "长沙市人民政府关于促进实体经济发展的若干意见"},
    ),
    "a cited number is not its own": (
        """赣州市促进中小企业发展若干措施
根据《江西省若干措施》(赣府发〔2021〕5号),制定本措施。""",
        {"number": None, "region": "赣州市", "province": "江西省"},
    ),
    "empty field for the number": (
        f"""发文字号: 无 发布机构: 绵阳市经济和信息化局 发布日期: 2021-05-06
绵阳市若干政策措施
{PREAMBLE}""",
        {"number": None, "issuer": "绵阳市经济和信息化局", "published": "2021-05-06"},
    ),
    "order of a government": (
        f"""文号:杭州市人民政府令第331号
杭州市促进中小企业发展办法
{PREAMBLE}""",
        {"number": "杭州市人民政府令第331号", "region": "杭州市"},
    ),
    "title opens with the organ": (
        f"""福建省人民政府办公厅关于促进专精特新企业发展的若干措施
{PREAMBLE}""",
        {"issuer": "福建省人民政府办公厅", "region": "福建省"},
    ),
    "industrial park": (
        f"""{NOTICE}
苏州工业园区管理委员会
2021年3月3日
苏州工业园区支持企业发展若干措施
{PREAMBLE}""",
        {"issuer": "苏州工业园区管理委员会", "region": "苏州工业园区", "region_code": None, "province": "江苏省"},
    ),
    "high-tech zone in the title alone": (
        f"""西安高新区支持中小企业发展若干政策
{PREAMBLE}""",
        {"issuer": None, "region": "西安高新区", "region_code": None, "province": "陕西省"},
    ),
    "district": (
        f"""{NOTICE}
杭州市余杭区人民政府办公室
2022年4月18日
余杭区促进企业发展若干意见
{PREAMBLE}""",
        {"region": "余杭区", "region_code": "330110", "province": "浙江省"},
    ),
    "autonomous prefecture": (
        f"""{NOTICE}
恩施土家族苗族自治州人民政府
2021年7月7日
恩施州培育中小企业工作方案
{PREAMBLE}""",
        {"region": "恩施土家族苗族自治州", "region_code": "422800", "province": "湖北省"},
    ),
    "autonomous region": (
        f"""{NOTICE}
内蒙古自治区工业和信息化厅
2022年9月9日
内蒙古自治区中小企业培育办法
{PREAMBLE}""",
        {"region": "内蒙古自治区", "region_code": "150000", "province": "内蒙古自治区"},
    ),
    "city of county rank": (
        f"""昆山市人民政府关于推进制造业发展的若干政策
{PREAMBLE}""",
        {"region": "昆山市", "region_code": "320583", "province": "江苏省"},
    ),
    "municipality": (
        f"""{NOTICE}
北京市经济和信息化局
2021年12月29日
北京市促进“专精特新”中小企业高质量发展若干措施
{PREAMBLE}""",
        {"region": "北京市", "region_code": "110000", "province": "北京市", "issued": "2021-12-29"},
    ),
    "new area with a code": (
        f"""{NOTICE}
上海市浦东新区人民政府
2020年1月2日
浦东新区促进中小企业发展办法
{PREAMBLE}""",
        {"region": "浦东新区", "region_code": "310115", "province": "上海市"},
    ),
    "district of a common name": (
        f"""{NOTICE}
福州市鼓楼区人民政府
2020年8月2日
鼓楼区扶持企业若干措施
{PREAMBLE}""",
        {"region": "鼓楼区", "region_code": "350102", "province": "福建省"},
    ),
    "district of a common name, told by the text": (
        f"""{NOTICE}
鼓楼区人民政府
2020年8月2日
鼓楼区扶持企业若干措施
为落实南京市委、市政府部署,对照南京市目标,制定本措施。""",
        {"region": "鼓楼区", "region_code": "320106", "province": "江苏省"},
    ),
    "abbreviated signature": (
        f"""{NOTICE}
市工信局
2022年10月11日
洛阳市培育专精特新企业行动计划
{PREAMBLE}""",
        {"issuer": "市工信局", "region": "洛阳市", "region_code": "410300"},
    ),
    "party committee and government": (
        f"""中共佛山市委 佛山市人民政府关于推动制造业高质量发展的意见
(2022年3月29日)
{PREAMBLE}""",
        {"region": "佛山市", "province": "广东省", "issued": "2022-03-29"},
    ),
    "leading group with quotation marks": (
        f"""{NOTICE}
绍兴市“专精特新”企业培育工作领导小组办公室
2022年5月20日
绍兴市“专精特新”企业培育方案
{PREAMBLE}""",
        {"issuer": "绍兴市“专精特新”企业培育工作领导小组办公室", "region": "绍兴市"},
    ),
    "ministry": (
        f"""{NOTICE}
工业和信息化部
2022年6月1日
优质中小企业梯度培育管理暂行办法
{PREAMBLE}""",
        {"issuer": "工业和信息化部", "region": None, "region_code": None, "issued": "2022-06-01"},
    ),
    "plan named bare in the notice": (
        f"""市政府办公室关于印发泰州市专精特新企业培育三年行动计划的通知
泰政办发〔2021〕33号
各市(区)人民政府:
{NOTICE}
泰州市人民政府办公室
2021年8月30日
泰州市专精特新企业培育
三年行动计划
{PREAMBLE}""",
        {
            "title": "泰州市专精特新企业培育三年行动计划",
            "number": "泰政办发〔2021〕33号",
            "issuer": "泰州市人民政府办公室",
            "issued": "2021-08-30",
        },
    ),
    "notice that is itself the policy": (
        f"""湘潭市工业和信息化局关于做好2023年专精特新企业培育工作的通知
各县市区工信局:
{PREAMBLE}""",
        {
            "title": "湘潭市工业和信息化局关于做好2023年专精特新企业培育工作的通知",
            "issuer": "湘潭市工业和信息化局",
            "region": "湘潭市",
        },
    ),
    "(试行) belongs to the title": (
        f"""青岛市“专精特新”企业认定管理办法(试行)
{PREAMBLE}""",
        {"title": "青岛市“专精特新”企业认定管理办法(试行)", "status": "issued"},
    ),
    "mark of a public draft": (
        f"""东莞市培育专精特新企业实施办法(公开征求意见稿)
{PREAMBLE}""",
        {"title": "东莞市培育专精特新企业实施办法", "status": "draft", "region": "东莞市"},
    ),
    "title in title marks": (
        f"""《银川市促进中小企业发展若干措施》
{PREAMBLE}""",
        {"title": "银川市促进中小企业发展若干措施", "region_code": "640100", "province": "宁夏回族自治区"},
    ),
    "values on the next line": (
        f"""索 引 号
11320000014000319G/2022-00123
发布机构
江苏省工业和信息化厅
发文日期
2022-04-12
标　　题
江苏省专精特新企业培育三年行动计划
文　　号
苏工信中小〔2022〕123号
江苏省专精特新企业培育三年行动计划
{PREAMBLE}""",
        {
            "number": "苏工信中小〔2022〕123号",
            "issuer": "江苏省工业和信息化厅",
            "issued": "2022-04-12",
            "region": "江苏省",
        },
    ),
    "offices of party and government": (
        f"""中共温州市委办公室 温州市人民政府办公室
印发《关于推动民营经济高质量发展的若干意见》的通知
各县(市、区)委、人民政府:
{NOTICE}
中共温州市委办公室
温州市人民政府办公室
2020年7月16日
关于推动民营经济高质量发展的若干意见
{PREAMBLE}""",
        {
            "issuer": "中共温州市委办公室 温州市人民政府办公室",
            "issued": "2020-07-16",
            "region": "温州市",
            "title": "关于推动民营经济高质量发展的若干意见",
        },
    ),
    "new area beside a city": (
        f"""{NOTICE}
南京江北新区管理委员会
2021年5月1日
南京江北新区支持企业发展若干政策
{PREAMBLE}""",
        {"issuer": "南京江北新区管理委员会", "region": "南京江北新区", "region_code": None, "province": "江苏省"},
    ),
    "national zone": (
        f"""{NOTICE}
无锡国家高新技术产业开发区管理委员会
2022年1月28日
无锡高新区促进企业发展若干政策
{PREAMBLE}""",
        {"issuer": "无锡国家高新技术产业开发区管理委员会", "region_code": None, "province": "江苏省"},
    ),
    "zone with a name of its own": (
        f"""厦门火炬高新区管委会关于印发《厦门火炬高新区培育企业若干措施》的通知
各企业:
{NOTICE}
厦门火炬高新区管委会
2021年9月1日
厦门火炬高新区培育企业若干措施
{PREAMBLE}""",
        {"issuer": "厦门火炬高新区管委会", "region": "厦门火炬高新区", "province": "福建省", "issued": "2021-09-01"},
    ),
    "zone is no zone in a title of a plan": (
        f"""武汉市建设国家示范区实施方案
{PREAMBLE}""",
        {"region": "武汉市", "region_code": "420100"},
    ),
    "district of a municipality": (
        f"""天津市滨海新区人民政府办公室关于印发滨海新区支持企业若干措施的通知
津滨政办发〔2022〕8号
各委局:
{NOTICE}
天津市滨海新区人民政府办公室
2022年3月30日
滨海新区支持企业若干措施
{PREAMBLE}""",
        {"region": "滨海新区", "region_code": "120116", "province": "天津市", "number": "津滨政办发〔2022〕8号"},
    ),
    "three levels in one name": (
        f"""{NOTICE}
江苏省苏州市吴江区人民政府
2021年11月11日
吴江区智能化改造实施意见
{PREAMBLE}""",
        {"region": "吴江区", "region_code": "320509", "province": "江苏省"},
    ),
    "tax office": (
        f"""{NOTICE}
国家税务总局蚌埠市税务局
2021年6月6日
蚌埠市税务支持企业措施
{PREAMBLE}""",
        {"issuer": "国家税务总局蚌埠市税务局", "region": "蚌埠市"},
    ),
    "central bank's branch": (
        f"""{NOTICE}
中国人民银行常德市中心支行
2021年6月6日
常德市金融支持企业措施
{PREAMBLE}""",
        {"issuer": "中国人民银行常德市中心支行", "region": "常德市"},
    ),
    "abbreviated province in the title of the notice": (
        f"""省人民政府办公厅关于印发湖北省制造业高质量发展“十四五”规划的通知
鄂政办发〔2021〕60号
各市、州、县人民政府,省政府各部门:
{NOTICE}
2021年11月15日
湖北省制造业高质量发展“十四五”规划
{PREAMBLE}""",
        {
            "region": "湖北省",
            "issued": "2021-11-15",
            "number": "鄂政办发〔2021〕60号",
            "title": "湖北省制造业高质量发展“十四五”规划",
        },
    ),
    "draft for review": (
        f"""贵阳市专精特新企业培育方案(送审稿)
{PREAMBLE}""",
        {"status": "draft", "title": "贵阳市专精特新企业培育方案"},
    ),
    "public consultation": (
        f"""关于《宜春市中小企业培育办法(征求意见稿)》公开征求意见的通知
为提高质量,现向社会公开征求意见。
宜春市工业和信息化局
2023年4月3日
宜春市中小企业培育办法(征求意见稿)
{PREAMBLE}""",
        {
            "status": "draft",
            "title": "宜春市中小企业培育办法",
            "issued": "2023-04-03",
            "issuer": "宜春市工业和信息化局",
            "region": "宜春市",
        },
    ),
    "letterhead": (
        f"""台州市人民政府文件
台政发〔2021〕15号
台州市人民政府关于进一步培育专精特新企业的实施意见
各县(市、区)人民政府:
{PREAMBLE}""",
        {
            "number": "台政发〔2021〕15号",
            "issuer": "台州市人民政府",
            "title": "台州市人民政府关于进一步培育专精特新企业的实施意见",
        },
    ),
    "number beside the notice title": (
        f"""安徽省经济和信息化厅关于印发《安徽省专精特新冠军企业认定管理办法》的通知
皖经信中小企函〔2022〕12号
各市经信局:
{NOTICE}
安徽省经济和信息化厅
2022年2月14日
安徽省专精特新冠军企业认定管理办法
{PREAMBLE}""",
        {
            "number": "皖经信中小企函〔2022〕12号",
            "issuer": "安徽省经济和信息化厅",
            "title": "安徽省专精特新冠军企业认定管理办法",
        },
    ),
    "spaced date": (
        f"""{NOTICE}
嘉兴市经济和信息化局
2022 年 8 月 9 日
嘉兴市中小企业梯度培育办法
{PREAMBLE}""",
        {"issued": "2022-08-09", "issuer": "嘉兴市经济和信息化局"},
    ),
    "date with points": (
        f"""{NOTICE}
韶关市工业和信息化局
2021.12.03
韶关市企业培育办法
{PREAMBLE}""",
        {"issued": "2021-12-03", "issuer": "韶关市工业和信息化局"},
    ),
    "words before the date field": (
        f"""柳州市促进专精特新企业发展办法
日期:2022-10-10 来源:柳州市工业和信息化局 【字体:大 中 小】
{PREAMBLE}""",
        {"published": "2022-10-10", "issuer": "柳州市工业和信息化局", "province": "广西壮族自治区"},
    ),
    "source is another medium": (
        f"""来源:人民日报 发布时间:2021-07-30
平顶山市支持企业发展若干措施
{PREAMBLE}""",
        {"issuer": None, "published": "2021-07-30", "region": "平顶山市"},
    ),
    "announcement of open document": (
        f"""洛阳市人民政府办公室
关于印发洛阳市促进专精特新企业发展若干措施的通知
各县区人民政府:
《洛阳市促进专精特新企业发展若干措施》已经市政府同意,现印发给你们,请认真贯彻落实。
(此件公开发布)
洛阳市人民政府办公室
2022年6月20日
洛阳市促进专精特新企业发展若干措施
{PREAMBLE}""",
        {"issuer": "洛阳市人民政府办公室", "issued": "2022-06-20", "title": "洛阳市促进专精特新企业发展若干措施"},
    ),
    "autonomous prefecture that calls itself 自治州": (
        f"""{NOTICE}
巴音郭楞蒙古自治州人民政府办公室
2020年10月8日
自治州促进中小企业发展措施
{PREAMBLE}""",
        {"region": "巴音郭楞蒙古自治州", "region_code": "652800", "province": "新疆维吾尔自治区"},
    ),
    "autonomous county": (
        f"""{NOTICE}
长阳土家族自治县人民政府
2020年10月8日
长阳自治县促进中小企业发展措施
{PREAMBLE}""",
        {"region": "长阳土家族自治县", "region_code": "420528", "province": "湖北省"},
    ),
    "city in autonomous region": (
        f"""桂林市人民政府关于加快工业发展的决定
(2021年3月1日)
{PREAMBLE}""",
        {
            "region": "桂林市",
            "province": "广西壮族自治区",
            "issuer": "桂林市人民政府",
            "issued": "2021-03-01",
            "title": "桂林市人民政府关于加快工业发展的决定",
        },
    ),
    "adoption date": (
        f"""厦门经济特区促进中小企业发展条例
(2021年12月29日厦门市第十五届人民代表大会常务委员会第四十八次会议通过)
{PREAMBLE}""",
        {"title": "厦门经济特区促进中小企业发展条例", "region": "厦门市", "issued": None},
    ),
    "committee and government on two lines": (
        f"""{NOTICE}
中共株洲市委
株洲市人民政府
2019年1月9日
株洲市支持民营企业发展若干政策
{PREAMBLE}""",
        {"issuer": "中共株洲市委 株洲市人民政府", "region": "株洲市", "issued": "2019-01-09"},
    ),
    "navigation and breadcrumbs": (
        f"""首页 > 政务公开 > 政策文件
晋中市人民政府关于支持专精特新企业发展的若干意见
发布时间:2021-10-18 10:22 来源:晋中市人民政府办公室 点击:235次
晋中市人民政府
关于支持专精特新企业发展的若干意见
市政发〔2021〕18号
各县(区、市)人民政府:
{PREAMBLE}""",
        {
            "issuer": "晋中市人民政府",
            "number": "市政发〔2021〕18号",
            "published": "2021-10-18",
            "issued": None,
            "region": "晋中市",
            "province": "山西省",
        },
    ),
    "revised edition": (
        f"""镇江市专精特新产品认定办法(2022年修订)
{PREAMBLE}""",
        {"title": "镇江市专精特新产品认定办法(2022年修订)", "region": "镇江市", "issued": None},
    ),
    "title over three lines": (
        f"""鄂尔多斯市人民政府
关于促进中小企业
高质量发展的实施意见
{PREAMBLE}""",
        {
            "issuer": "鄂尔多斯市人民政府",
            "title": "鄂尔多斯市人民政府关于促进中小企业高质量发展的实施意见",
            "region_code": "150600",
        },
    ),
    "(试行) on its own line": (
        f"""{NOTICE}
常州市工业和信息化局
2021年5月6日
常州市专精特新企业培育办法
(试行)
{PREAMBLE}""",
        {"title": "常州市专精特新企业培育办法(试行)", "issued": "2021-05-06"},
    ),
    "own province in the text": (
        """为促进我省专精特新企业发展,落实江西省委、省政府部署,对标浙江省先进水平,把我省建设成为江西省域高地,制定本措施。""",
        {"title": None, "region": "江西省", "region_code": "360000"},
    ),
    "day in words on the portal": (
        f"""发布时间:2022年8月9日 来源:市经信局 点击:[123]次
舟山市企业培育行动计划
{PREAMBLE}""",
        {"published": "2022-08-09", "region": "舟山市", "issuer": "市经信局"},
    ),
    "county committee and government offices": (
        f"""中共长兴县委办公室 长兴县人民政府办公室关于印发《长兴县专精特新企业培育三年行动计划》的通知
各乡镇:
{NOTICE}
中共长兴县委办公室
长兴县人民政府办公室
2022年6月6日
长兴县专精特新企业培育三年行动计划
{PREAMBLE}""",
        {
            "issuer": "中共长兴县委办公室 长兴县人民政府办公室",
            "region": "长兴县",
            "region_code": "330522",
            "issued": "2022-06-06",
        },
    ),
    "announcement with a number of its own": (
        f"""发文字号:公告2022年第3号
发布机构:安庆市经济和信息化局
安庆市专精特新企业奖补办法
{PREAMBLE}""",
        {"number": "公告2022年第3号", "issuer": "安庆市经济和信息化局"},
    ),
    "organ with seal": (
        f"""{NOTICE}
丽水市经济和信息化局(代章)
2021年8月8日
丽水市企业培育办法
{PREAMBLE}""",
        {"issued": "2021-08-08", "region": "丽水市"},
    ),
    "four organs": (
        f"""{NOTICE}
苏州市工业和信息化局
苏州市财政局
苏州市市场监督管理局
苏州市地方金融监督管理局
2021年12月8日
苏州市专精特新企业行动计划
{PREAMBLE}""",
        {
            "issued": "2021-12-08",
            "region": "苏州市",
            "issuer": "苏州市工业和信息化局 苏州市财政局 苏州市市场监督管理局 苏州市地方金融监督管理局",
        },
    ),
    "organs side by side": (
        f"""{NOTICE}
金华市经济和信息化局 金华市财政局
2021年12月8日
金华市专精特新企业行动计划
{PREAMBLE}""",
        {"issued": "2021-12-08", "region": "金华市"},
    ),
    "new name of a district": (
        f"""{NOTICE}
杭州市临平区经济信息化和科学技术局
2022年1月8日
临平区专精特新企业行动计划
{PREAMBLE}""",
        {"issuer": "杭州市临平区经济信息化和科学技术局", "region": "临平区", "region_code": "330113"},
    ),
    "league": (
        f"""{NOTICE}
锡林郭勒盟行政公署
2021年1月8日
锡林郭勒盟专精特新企业行动计划
{PREAMBLE}""",
        {"region": "锡林郭勒盟", "province": "内蒙古自治区", "issuer": "锡林郭勒盟行政公署"},
    ),
    "province-run city": (
        f"""{NOTICE}
仙桃市人民政府
2021年1月8日
仙桃市专精特新企业行动计划
{PREAMBLE}""",
        {"region": "仙桃市", "region_code": "429004", "province": "湖北省"},
    ),
    "zone that signs with its full name and goes by a shorter one": (
        f"""西安高新技术产业开发区管理委员会关于印发《西安高新区支持制造业企业发展若干政策》的通知
《西安高新区支持制造业企业发展若干政策》已经审议通过,现印发给你们,请遵照执行。
西安高新技术产业开发区管理委员会
2024年4月12日
西安高新区支持制造业企业发展若干政策
{PREAMBLE}""",
        {
            "region": "西安高新区",
            "region_code": None,
            "province": "陕西省",
            "issuer": "西安高新技术产业开发区管理委员会",
        },
    ),
    "portal's table without colons": (
        f"""文件名称 太原市小企业发展促进局关于印发工作要点的通知
文    号 并企发〔2023〕12号    发文时间 2023-03-06    发布时间 2023-03-09 16:40
太原市2023年促进中小企业高质量发展工作要点
{PREAMBLE}""",
        {"number": "并企发〔2023〕12号", "issued": "2023-03-06", "published": "2023-03-09", "region": "太原市"},
    ),
    "portal's row without colons, days in words": (
        f"""包头市人民政府办公室关于印发包头市稀土产业高质量发展三年行动方案的通知
文 号 包府办发〔2022〕63号 成文时间 2022年07月15日 公开日期 2022年07月20日
包头市稀土产业高质量发展三年行动方案
{PREAMBLE}""",
        {"number": "包府办发〔2022〕63号", "issued": "2022-07-15", "published": "2022-07-20"},
    ),
    "number before other fields": (
        f"""赣州市人民政府关于印发赣州市工业倍增升级行动计划(2018-2020年)的通知
赣市府发〔2018〕15号   发布日期：2018-07-30   访问量：3021
赣州市工业倍增升级行动计划
{PREAMBLE}""",
        {"number": "赣市府发〔2018〕15号", "published": "2018-07-30"},
    ),
    "number and day in brackets under the title": (
        f"""成都高新区关于支持电子信息产业发展的若干政策
（成高管发〔2020〕11号　2020年6月18日印发）
{PREAMBLE}""",
        {"number": "成高管发〔2020〕11号"},
    ),
    "explanation that gives the number after the title": (
        f"""《海口市加快培育优质中小企业若干措施》政策解读
近日,海口市科学技术工业信息化局印发了《海口市加快培育优质中小企业若干措施》(海科工信规〔2024〕3号,以下简称《若干措施》)。现将《若干措施》全文发布如下:
海口市加快培育优质中小企业若干措施
{PREAMBLE}""",
        {"number": "海科工信规〔2024〕3号", "title": "海口市加快培育优质中小企业若干措施"},
    ),
    "organ, number and day under a title broken over lines": (
        f"""关于加快推进江阴市工业企业数字化转型和
绿色化改造的若干政策
江阴市人民政府
（澄政规〔2021〕3号　2021年6月8日）
{PREAMBLE}""",
        {
            "title": "关于加快推进江阴市工业企业数字化转型和绿色化改造的若干政策",
            "issuer": "江阴市人民政府",
            "number": "澄政规〔2021〕3号",
        },
    ),
    "explanation that restates the policy": (
        """《上饶市进一步促进中小企业发展若干措施》政策解读
发布时间: 2022-07-06 09:15:33 | 信息来源: 市工业和信息化局
近日,市政府办公室印发了《上饶市进一步促进中小企业发展若干措施》(饶府办发〔2022〕12号,以下简称《若干措施》),现解读如下:""",
        {
            "title": "上饶市进一步促进中小企业发展若干措施",
            "issuer": "市政府办公室",
            "number": "饶府办发〔2022〕12号",
            "published": "2022-07-06",
        },
    ),
    "fields that stand in brackets with their values": (
        f"""十堰市中小企业成长工程三年行动计划(2019-2021年)
【来源：十堰市经济和信息化局】【时间：2019-08-26】【字号 大 中 小】
{PREAMBLE}""",
        {"issuer": "十堰市经济和信息化局", "published": "2019-08-26"},
    ),
    "channel and site after the title": (
        f"""西安高新区关于支持硬科技创新的若干政策措施-政策法规-西安高新科技项目申报网
西高新发〔2019〕26号
{PREAMBLE}""",
        {"title": "西安高新区关于支持硬科技创新的若干政策措施", "number": "西高新发〔2019〕26号"},
    ),
    "title quotes another place": (
        f"""台州市学习推广温州市经验实施方案
{PREAMBLE}""",
        {"region": "台州市"},
    ),
    "municipal word order": (
        f"""关于推动上海市中小企业数字化转型的实施方案
{PREAMBLE}""",
        {
            "region": "上海市",
            "region_code": "310000",
            "issuer": None,
            "title": "关于推动上海市中小企业数字化转型的实施方案",
        },
    ),
}


@pytest.mark.parametrize("case", PAGES)
def test_page(case: str) -> None:
    head, expected = PAGES[case]
    check(fields_of(head), **expected)


def test_days_that_contradict_each_other_are_reported() -> None:
    head = f"成文日期:2022-03-02\n{NOTICE}\n遵义市人民政府\n2022年3月1日\n遵义市工业倍增行动方案\n{PREAMBLE}"
    fields = fields_of(head)
    check(fields, issued="2022-03-01")
    assert [finding.rule for finding in fields.findings] == ["fields.issued"]


def test_day_that_no_calendar_has_is_reported() -> None:
    fields = fields_of(f"{NOTICE}\n遵义市人民政府\n2022年13月45日\n遵义市工业倍增行动方案\n{PREAMBLE}")
    check(fields, issued=None)
    assert [finding.rule for finding in fields.findings] == ["fields.date-line"]


def test_signature_at_the_end() -> None:
    head = f"三明市支持中小企业发展若干措施\n{PREAMBLE}"
    fields = fields_of(head, tail="本措施自发布之日起施行。\n三明市人民政府办公室\n2019年4月22日\n")
    check(fields, issuer="三明市人民政府办公室", issued="2019-04-22", region="三明市")


def test_line_of_the_print_shop_is_no_signature() -> None:
    tail = "抄送:市委各部门,市人大常委会办公室。\n三明市人民政府办公室2018年12月29日印发\n"
    check(fields_of(f"三明市支持中小企业发展若干措施\n{PREAMBLE}", tail=tail), issued=None)


VALIDITY: list[tuple[str, str | None]] = [
    ("本办法自2022年5月1日起施行,有效期5年。", "2027-04-30"),
    ("本政策有效期为三年,自2021年7月1日起执行。", "2024-06-30"),
    ("本措施自发布之日起实施,有效期至2025年12月31日。", "2025-12-31"),
    ("本办法自印发之日起施行,有效期2年。", None),  # the day of issue is not stated here
    ("本细则自2020年1月1日起实施,至2022年12月31日止。", "2022-12-31"),
    ("本政策执行期限为2021年1月1日至2023年12月31日。", "2023-12-31"),
    ("本意见自公布之日起施行,有效期截至2026年底。", "2026-12-31"),
    ("本办法自2023年3月15日起施行,有效期至2028年3月14日,原办法同时废止。", "2028-03-14"),
    ("本办法自2024年2月29日起施行,有效期三年。", "2027-02-28"),
    ("本规定自二〇二一年一月一日起施行,有效期五年。", "2025-12-31"),
    ("企业认定有效期为三年,期满复核。本办法自印发之日起执行。", None),  # of the title, not of the policy
    ("“专精特新”中小企业证书有效期至2025年12月31日,本办法由市工信局解释。", None),
    ("到2025年底,本市培育“专精特新”企业1000家,政策执行良好。", None),  # a target, no validity
    ("本政策自2022年1月1日起执行,试行期1年。", "2022-12-31"),
    ("本意见自2022年1月1日起施行,有效期暂定3年。", None),
    ("本行动方案实施期限为2022年至2024年。", None),  # years alone name no day
    ("本政策有效期自2023年1月1日起至2025年12月31日止。", "2025-12-31"),
    ("政策有效期为2021年1月1日—2023年12月31日。", "2023-12-31"),
    ("本办法自2021年8月1日起施行,有效期限至2024年7月31日。", "2024-07-31"),
    ("本措施自2023年6月1日起实施,有效期3年(2023年6月1日至2026年5月31日)。", "2026-05-31"),
    ("本通知自印发之日起施行,有效期至2027年5月31日止。", "2027-05-31"),
    ("本实施细则自2022年10月10日起施行,有效期至2025年10月9日,由市经信局负责解释。", "2025-10-09"),
    ("本意见有效期3年,自2020年12月1日起施行。", "2023-11-30"),
    ("本办法有效期5年。", None),
    ("本若干措施自2022年7月1日起施行,有效期为2年,期满后视情修订。", "2024-06-30"),
    ("以上措施除另有规定外,执行期限为2022年1月1日至2022年12月31日。", "2022-12-31"),
    ("本方案自发布之日起施行,执行至2025年12月31日。", "2025-12-31"),
]


@pytest.mark.parametrize(("sentence", "last_day"), VALIDITY)
def test_validity(sentence: str, last_day: str | None) -> None:
    fields = fields_of(f"衢州市若干政策\n{PREAMBLE}", tail=f"三、附则\n{sentence}\n")
    assert fields.valid_until == last_day


BASIS: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    (
        "根据《中华人民共和国中小企业促进法》《优质中小企业梯度培育管理暂行办法》(工信部企业〔2022〕63号),结合我市实际,制定本办法。",
        [("中华人民共和国中小企业促进法", None), ("优质中小企业梯度培育管理暂行办法", "工信部企业〔2022〕63号")],
    ),
    (
        "为贯彻落实《国务院办公厅关于进一步加大对中小企业纾困帮扶力度的通知》(国办发〔2021〕45号)和《江苏省“十四五”制造业高质量发展规划》精神,制定本意见。",
        [
            ("国务院办公厅关于进一步加大对中小企业纾困帮扶力度的通知", "国办发〔2021〕45号"),
            ("江苏省“十四五”制造业高质量发展规划", None),
        ],
    ),
    (
        "按照工业和信息化部《关于开展财政支持中小企业高质量发展的通知》(财建〔2021〕2号)要求,制定本方案。",
        [("关于开展财政支持中小企业高质量发展的通知", "财建〔2021〕2号")],
    ),
    ("根据皖发〔2021〕10号文件精神,制定本措施。", [(None, "皖发〔2021〕10号")]),
    (
        "按照省委、省政府关于大力支持民营经济发展的若干意见(鄂发〔2018〕33号)部署,提出如下意见。",
        [("省委、省政府关于大力支持民营经济发展的若干意见", "鄂发〔2018〕33号")],
    ),
    (
        "根据《省人民政府关于印发〈贵州省推动专精特新企业发展方案〉的通知》(黔府发〔2022〕7号),结合实际,制定《铜仁市专精特新发展方案》。",
        [("省人民政府关于印发〈贵州省推动专精特新企业发展方案〉的通知", "黔府发〔2022〕7号")],
    ),
    ("为促进中小企业健康发展,根据国家有关规定,制定本措施。", []),
    ("落实中央经济工作会议精神和市委全会部署,制定如下措施。", []),
    (
        "为深入实施《中国制造2025》,落实《辽宁省中小企业“专精特新”产品认定办法》(辽工信发〔2019〕12号)等文件,制定本办法。",
        [("中国制造2025", None), ("辽宁省中小企业“专精特新”产品认定办法", "辽工信发〔2019〕12号")],
    ),
    (
        "依据《浙江省促进中小微企业发展条例》,参照《宁波市单项冠军企业培育管理办法》(甬经信〔2020〕1号),特制定本细则。",
        [("浙江省促进中小微企业发展条例", None), ("宁波市单项冠军企业培育管理办法", "甬经信〔2020〕1号")],
    ),
    (
        "为贯彻落实《中共中央办公厅 国务院办公厅关于促进中小企业健康发展的指导意见》(中办发〔2019〕24"
        "号),根据《安徽省人民政府关于进一步推进中小企业“专精特新”发展的意见》(皖政〔2018〕46号),"
        "结合我市实际,制定《蚌埠市专精特新发展实施方案》。",
        [
            ("中共中央办公厅 国务院办公厅关于促进中小企业健康发展的指导意见", "中办发〔2019〕24号"),
            ("安徽省人民政府关于进一步推进中小企业“专精特新”发展的意见", "皖政〔2018〕46号"),
        ],
    ),
    (
        "根据《中华人民共和国中小企业促进法》(以下简称《促进法》)、《广东省促进中小企业发展条例》等法律法规"
        ",制定本办法。",
        [("中华人民共和国中小企业促进法", None), ("广东省促进中小企业发展条例", None)],
    ),
    (
        "按照国务院促进中小企业发展工作领导小组办公室《为“专精特新”中小企业办实事清单》(工信部企业〔202"
        "1〕170号)安排,制定如下措施。",
        [("为“专精特新”中小企业办实事清单", "工信部企业〔2021〕170号")],
    ),
    (
        "为规范管理,根据实际情况,对《宁波市专精特新企业管理办法》(甬经信〔2019〕8号)进行了修订,制定本办法。",
        [],
    ),
    (
        "为贯彻党的二十大精神,落实国发〔2022〕12号、鲁政发〔2022〕5号文件要求,制定本措施。",
        [(None, "国发〔2022〕12号"), (None, "鲁政发〔2022〕5号")],
    ),
    (
        "结合《河南省“十四五”制造业高质量发展规划》(豫政〔2021〕49号)和《新乡市国民经济和社会发展第"
        "十四个五年规划和二〇三五年远景目标纲要》,制定本规划。",
        [
            ("河南省“十四五”制造业高质量发展规划", "豫政〔2021〕49号"),
            ("新乡市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", None),
        ],
    ),
    (
        "根据省经信厅等五部门《关于印发〈浙江省“隐形冠军”培育办法〉的通知》精神,制定本办法。",
        [("关于印发〈浙江省“隐形冠军”培育办法〉的通知", None)],
    ),
    (
        "深入贯彻落实习近平总书记重要讲话精神,加快培育专精特新企业,特制定本方案。",
        [],
    ),
    # decrees and announcements count on by themselves
    (
        "为深入贯彻《优化营商环境条例》(国务院令第722号)、《浙江省民营企业发展促进条例》(浙江省人民代表大会常务委员会公告第16号)"
        "和《中华人民共和国中小企业促进法》(中华人民共和国主席令第七十四号),制定本方案。",
        [
            ("优化营商环境条例", "国务院令第722号"),
            ("浙江省民营企业发展促进条例", "浙江省人民代表大会常务委员会公告第16号"),
            ("中华人民共和国中小企业促进法", "中华人民共和国主席令第七十四号"),
        ],
    ),
    (
        "根据《优质中小企业梯度培育管理暂行办法》(工信部企业〔2022〕63号,以下简称《暂行办法》),制定本细则。",
        [("优质中小企业梯度培育管理暂行办法", "工信部企业〔2022〕63号")],
    ),
]


@pytest.mark.parametrize(("preamble", "expected"), BASIS)
def test_basis(preamble: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = fields_of(f"铜仁市专精特新发展方案\n{preamble}").basis
    assert [(citation.title, citation.number) for citation in found] == expected


def test_basis_stands_in_general_parts_and_not_in_measures() -> None:
    body = """一、总体要求
(一)指导思想。深入贯彻《“十四五”促进中小企业发展规划》,坚持创新驱动。
二、重点任务
(一)加大培育力度。落实《河北省中小企业条例》,支持企业发展。
(二)加强服务保障。完善公共服务体系,帮助企业解决困难。
"""
    found = fields_of(f"保定市中小企业发展方案\n{PREAMBLE}", body).basis
    assert [citation.title for citation in found] == ["“十四五”促进中小企业发展规划"]


def test_basis_in_a_preamble_that_a_line_break_divides() -> None:
    head = """西安高新区支持企业发展若干政策
根据《陕西省梯度培育实施细则》(陕工信发〔2022〕247号)、《西安市三年行动计划(2023—2025年)》等文件,结合高新
区实际,制定本政策。"""
    assert [(citation.title, citation.number) for citation in fields_of(head).basis] == [
        ("陕西省梯度培育实施细则", "陕工信发〔2022〕247号"),
        ("西安市三年行动计划(2023—2025年)", None),
    ]


def test_basis_in_an_answer_on_the_grounds() -> None:
    body = """一、问:《若干措施》出台的背景和依据是什么?
答:为贯彻落实《江西省为中小企业办实事清单》(赣企办〔2021〕19号),起草了《若干措施》。
二、问:《若干措施》有哪些内容?
答:包括落实《江西省中小企业促进条例》。
"""
    found = fields_of("《上饶市若干措施》政策解读", body).basis
    assert [(citation.title, citation.number) for citation in found] == [
        ("江西省为中小企业办实事清单", "赣企办〔2021〕19号")
    ]


def test_basis_of_a_text_that_begins_in_a_title() -> None:
    found = fields_of("见》(赣府发〔2018〕25号)精神,加快推动我市工业发展,现提出如下措施:").basis
    assert [(citation.title, citation.number) for citation in found] == [(None, "赣府发〔2018〕25号")]


def test_basis_in_the_founding_article() -> None:
    body = """第一章 总则
第一条 为规范企业认定,根据《优质中小企业梯度培育管理暂行办法》(工信部企业〔2022〕63号),制定本细则。
第二条 本细则适用于本省企业。
第二章 认定
第三条 企业按照《评价标准》自评后提出申请。
"""
    found = fields_of("江西省优质中小企业梯度培育管理实施细则", body).basis
    assert [(citation.title, citation.number) for citation in found] == [
        ("优质中小企业梯度培育管理暂行办法", "工信部企业〔2022〕63号")
    ]


@pytest.mark.parametrize("head", [TONGLING, WUHAN, LIUHE, XINXIANG, *(head for head, _ in PAGES.values())])
def test_every_value_has_its_words_in_the_text(head: str) -> None:
    parts = outline_of(f"{head}\n{BODY}")
    fields = read_fields(parts, load_regions())
    quotes = [*fields.quotes.values(), *(citation.quote for citation in fields.basis)]
    assert all(quote.span.of(parts.document.text) == quote.text for quote in quotes)
    read = {"title", "region", "issuer", "number", "issued", "published", "valid_until"}
    assert {name for name in read if getattr(fields, name) is not None} == fields.quotes.keys() - {"status"}


CHINESE = "〇一二三四五六七八九"


def in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十") + (CHINESE[ones] if ones else "")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_reads_the_same_in_every_form(day: date) -> None:
    year = "".join(CHINESE[int(digit)] for digit in str(day.year))
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{year}年{in_words(day.month)}月{in_words(day.day)}日",
        f"{day:%Y%m%d}",
    ]
    assert {day_of(form) for form in forms} == {day.isoformat()}
