"""From clean text to title, preamble, numbered parts, closing and tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.model import Document, Outline, Source
from zjtx_kg.outline import outline
from zjtx_kg.outline.numbering import numeral
from zjtx_kg.resources import resource

SEEDS = ["dazu-2022", "jiaxing", "lianyungang-2018", "tongling-2018", "wuhan-2021"]


def paper(text: str) -> Document:
    """A document whose clean text is `text`."""
    text = text.strip("\n")
    return Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text)))


def seed(name: str) -> Outline:
    """The outline of one of the project's own documents."""
    text = (resource("data") / "sources" / f"{name}.txt").read_text(encoding="utf-8")
    return outline(clean(Source(name, f"{name}.txt", "0" * 64, "utf-8", text)))


def parts(found: Outline) -> list[str]:
    """Each numbered part as its printed heading, indented by its level."""
    return ["  " * (node.level - 1) + node.printed for _, node in found.walk()]


def title(found: Outline) -> str:
    return "".join(span.of(found.document.text) for span in found.title)


@pytest.mark.parametrize(
    ("name", "expected", "items"),
    [
        # a notice, its signature, then the title over two lines
        ("dazu-2022", "大足区促进“专精特新”企业高质量发展实施方案(2022—2025)", 47),
        # nothing before the preamble
        ("jiaxing", "", 36),
        # a letter with a list of annexes; the policy is annex 1
        ("lianyungang-2018", "连云港市科技型中小企业高质发展三年行动计划(2018-2020年)", 27),
        # a letter that asks for opinions; the title carries the mark of a draft
        ("tongling-2018", "铜陵市人民政府关于加快推进中小企业“专精特新”发展的实施意见", 41),
        # spam, a notice, the title on one line
        ("wuhan-2021", "武汉市促进中小企业“专精特新”高质量发展行动计划", 28),
    ],
)
def test_seeds(name: str, expected: str, items: int) -> None:
    found = seed(name)
    assert title(found) == expected
    assert len(list(found.walk())) == items
    assert found.findings == ()


def test_items_run_on_across_sections() -> None:
    numbers = [node.number for _, node in seed("tongling-2018").walk() if node.number.isdecimal()]
    assert numbers == [str(value) for value in range(1, 31)]


def test_tables_of_annexes() -> None:
    tasks, goals = seed("tongling-2018").tables
    assert tasks.header == ("序号", "主要任务", "具体任务", "牵头单位", "责任单位")
    assert len(tasks.rows) == 69
    assert [row.group for row in tasks.rows if row.cells[0][0].text == "26"] == ["推进措施"]
    assert len(goals.rows) == 20
    assert [cell.text for cell in goals.rows[19].cells[3]] == ["10家"]
    # a remark printed once for a merged cell holds for the rows after it, and says so by having no place
    assert goals.rows[12].cells[4][0].text == "约束性指标"
    assert goals.rows[12].cells[4][0].span is None


def test_goal_table_inside_the_main_text() -> None:
    """Its lines are no text of the section, and a row without a remark has that of the rows before."""
    found = outline(
        paper(
            "某市三年行动计划\n第一部分发展目标\n1.规模目标:达到900家。\n2.效益目标:年均增长12%。\n主要指标表\n序号\n指标名称\n单位\n"
            "2017年\n2020年\n属性\n1\n规模以上工业企业数\n家\n742\n900\n导向性\n2\n研发投入强度\n%\n1.6\n2.5\n第二部分重点任务\n"
            "(一)培育企业。建立库。"
        )
    )
    (table,) = found.tables
    assert [[cell[0].text for cell in row.cells] for row in table.rows] == [
        ["1", "规模以上工业企业数", "家", "742", "900", "导向性"],
        ["2", "研发投入强度", "%", "1.6", "2.5", "导向性"],
    ]
    assert "指标" not in "".join(span.of(found.document.text) for _, node in found.walk() for span in node.body)


STRUCTURES = {
    "articles in chapters, with the clauses of one sentence kept inside": (
        """某市中小企业发展专项资金管理办法
第一章总则
第一条为规范资金管理,制定本办法。
第二章支持方式
第二条支持企业做大做强。按下列标准给予奖励:
(一)工业企业给予20万元;
(二)服务业企业给予10万元。
第三条强化服务。
(一)建立服务专员制度。各区要明确专人。
(二)建设服务平台。对平台给予补助。
第三章附则
第四条本办法自印发之日起施行。""",
        [
            "第一章总则",
            "  第一条",
            "第二章支持方式",
            "  第二条支持企业做大做强",
            "  第三条强化服务",
            "    (一)建立服务专员制度",
            "    (二)建设服务平台",
            "第三章附则",
            "  第四条本办法自印发之日起施行",
        ],
    ),
    "articles below sections and items, running on": (
        """某县实施意见
一、政策支持
第1条设立资金。
二、支持范围
(一)投资奖励
第2条鼓励投资。对项目给予奖励。
(二)绩效奖励
第3条鼓励纳税。对企业给予奖励。""",
        [
            "一、政策支持",
            "  第1条设立资金",
            "二、支持范围",
            "  (一)投资奖励",
            "    第2条鼓励投资",
            "  (二)绩效奖励",
            "    第3条鼓励纳税",
        ],
    ),
    "items first right below a section, later below items in brackets": (
        """某区政策
一、资金安排
1.设立资金。实行预算管理。
二、扶持政策
(一)促进落户。
2.投资补助。对项目给予补助。""",
        ["一、资金安排", "  1.设立资金", "二、扶持政策", "  (一)促进落户", "    2.投资补助"],
    ),
    "items in brackets below plain numbers": (
        """某区办法
1.支持创新
(一)支持研发。给予补助。
(二)支持专利。给予资助。
2.支持融资
(一)贷款贴息。给予贴息。""",
        ["1.支持创新", "  (一)支持研发", "  (二)支持专利", "2.支持融资", "  (一)贷款贴息"],
    ),
    "numbers inside sentences are none": (
        """某市意见
一、主要任务
(一)培育企业。建立库。
1.5%的企业享受政策。
2022年,培育企业100家。
第一条产业链要做强。
(二)支持融资。设立基金。""",
        ["一、主要任务", "  (一)培育企业", "  (二)支持融资"],
    ),
    "headings closed by a colon and by a line break": (
        """某市计划
一、发展目标
(一)规模增强:到2020年达到1000家。
(二)打通堵点,畅通循环
加强保供。""",
        ["一、发展目标", "  (一)规模增强", "  (二)打通堵点,畅通循环"],
    ),
    "numbers and headings on lines of their own": (
        """某市办法
第一章
总则
第一条
为规范管理,制定本办法。
第二条
支持上市。给予奖励。""",
        ["第一章总则", "  第一条", "  第二条支持上市"],
    ),
    "numbers printed twice or left out": (
        """某市实施意见
一、主要任务
(一)培育企业。建立库。
(二)支持融资。设立基金。
(二)支持创新。建设平台。
(四)支持引才。建设公寓。
三、保障措施
(一)加强领导。成立小组。""",
        [
            "一、主要任务",
            "  (一)培育企业",
            "  (二)支持融资",
            "  (二)支持创新",
            "  (四)支持引才",
            "三、保障措施",
            "  (一)加强领导",
        ],
    ),
    "articles whose numbers are lost, as many paragraphs as numbers": (
        """某区办法
第一章总则
第一条为引导企业发展,制定本办法。
区经济促进局负责组织实施。
第三条设立专项资金。每年安排3000万元。
第二章扶持措施
建立培育库。每年遴选100家企业。
认定奖励。对企业给予奖励。
第六条本办法自印发之日起施行。""",
        [
            "第一章总则",
            "  第一条",
            "  区经济促进局负责组织实施",
            "  第三条设立专项资金",
            "第二章扶持措施",
            "  建立培育库",
            "  认定奖励",
            "  第六条本办法自印发之日起施行",
        ],
    ),
    "another number of paragraphs than of lost articles": (
        """某区办法
第一条为引导企业发展,制定本办法。
区经济促进局负责组织实施。
第四条设立专项资金。每年安排3000万元。
第五条本办法自印发之日起施行。""",
        ["第一条", "第四条设立专项资金", "第五条本办法自印发之日起施行"],
    ),
    "parts numbered 第一部分, with spaces in the numbers": (
        """某市三年行动计划
第一部分 发展目标
1.规模目标:达到900家。
第 二 部分 重点任务
(一)实施壮大工程:推动成长。
1.培育企业:达到30家。""",
        ["第一部分 发展目标", "  1.规模目标", "第 二 部分 重点任务", "  (一)实施壮大工程", "    1.培育企业"],
    ),
    "decimal numbers": (
        """某市扶持办法
1.总则
1.1为规范管理,制定本办法。
2.支持政策
2.1支持上市
2.1.1支持境内上市。对企业给予100万元奖励。
2.1.2支持境外上市。给予50万元奖励。
1.5%的利息由市财政承担。
2.2支持创新。对平台给予50万元奖励。""",
        [
            "1.总则",
            "  1.1",
            "2.支持政策",
            "  2.1支持上市",
            "    2.1.1支持境内上市",
            "    2.1.2支持境外上市",
            "  2.2支持创新",
        ],
    ),
    "articles with a name and a colon, the items of which are tasks although they end like clauses": (
        """某市专项资金管理办法
第三章 支持方式
第八条 企业培育支持:
(一)对首次认定的企业给予50万元奖励;
(二)对首次升规的企业给予10万元奖励。
第九条 申报企业应同时具备以下条件:
(一)依法纳税;
(二)财务健全。
第十条 奖励标准:
(一)国家级50万元;
(二)省级20万元。
第十一条 对认定的企业:
(一)给予20万元奖励;
(二)优先推荐申报。""",
        [
            "第三章 支持方式",
            "  第八条 企业培育支持",
            "    (一)",
            "    (二)对首次升规的企业给予10万元奖励",
            "  第九条 申报企业应同时具备以下条件",
            "  第十条 奖励标准",
            "  第十一条 对认定的企业",
        ],
    ),
    "items that run on in one paragraph; clauses between semicolons, and numbers that do not count on, are none": (
        """某市通知
一、强化措施。(一)建立培育库。每年入库100家。(责任单位:市经信局)(二)加大奖励。给予50万元奖励。(三)优化服务。
1.提高效率。压减时限。2.压实责任。落实到人。
二、严格管理。有下列情形的,取消资格:(一)弄虚作假;(二)发生事故。
三、做好宣传。建设“1.5小时”圈。3.没有前两项。""",
        [
            "一、强化措施",
            "  (一)建立培育库",
            "  (二)加大奖励",
            "  (三)优化服务",
            "    1.提高效率",
            "    2.压实责任",
            "二、严格管理",
            "三、做好宣传",
        ],
    ),
    "questions and answers": (
        """某市若干措施问答
一、问:《若干措施》的目标是什么?
答:力争到2025年达到800家。
二、问:有哪些支持政策?
答:主要包括以下方面:
1.认定奖励。给予50万元奖励。
2.融资贴息。给予贴息。""",
        [
            "一、问:《若干措施》的目标是什么?",
            "二、问:有哪些支持政策?",
            "  1.认定奖励",
            "  2.融资贴息",
        ],
    ),
    "a table of contents before the text": (
        """某市制造业发展规划
目录
一、总体要求
二、保障措施
为推动发展,制定本规划。
一、总体要求
坚持高质量发展。
二、保障措施
加强组织领导,成立领导小组。""",
        ["一、总体要求", "二、保障措施"],
    ),
    "a table of contents with pages": (
        """某市制造业发展规划
一、总体要求……1
二、保障措施……12
为推动发展,制定本规划。
一、总体要求
坚持高质量发展。
二、保障措施
加强组织领导,成立领导小组。""",
        ["一、总体要求", "二、保障措施"],
    ),
}


@pytest.mark.parametrize("case", STRUCTURES)
def test_structure(case: str) -> None:
    text, expected = STRUCTURES[case]
    assert parts(outline(paper(text))) == expected


def test_numbers_out_of_sequence_are_reported() -> None:
    text, _ = STRUCTURES["numbers printed twice or left out"]
    assert [finding.rule for finding in outline(paper(text)).findings] == ["outline.sequence"] * 3


def test_lost_numbers_are_put_back_and_reported() -> None:
    text, _ = STRUCTURES["articles whose numbers are lost, as many paragraphs as numbers"]
    found = outline(paper(text))
    articles = [node.number for _, node in found.walk() if node.number.endswith("条")]
    assert articles == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条"]
    assert [finding.rule for finding in found.findings].count("outline.lost-number") == 3


TITLES = [
    # the organ stands over the line that begins with 关于
    (
        "加快重点产业实施意见\n中共柳河县委 柳河县人民政府\n关于支持重点产业加快发展的实施意见\n(2023年2月8日)\n"
        "为抢抓机遇,制定如下实施意见。\n一、政策支持\n设立资金。",
        "中共柳河县委 柳河县人民政府关于支持重点产业加快发展的实施意见",
    ),
    # the signature of the notice stands right over the title
    (
        "各区人民政府:\n《武汉市2023年中小企业工作要点》已经同意,现印发给你们。\n武汉市促进中小企业发展工作领导小组\n"
        "2023年3月31日\n武汉市2023年中小企业工作要点\n为优化环境,制定工作要点:\n一、工作目标\n达到200万户。",
        "武汉市2023年中小企业工作要点",
    ),
    # a notice with the plan's text right after it: the plan's title stands in the notice alone
    (
        "某市人民政府关于印发某市三年行动计划(2023—2025年)的通知\n各县区人民政府:\n"
        "现印发给你们,请认真执行。\n一、总体要求\n坚持创新。",
        "某市三年行动计划(2023—2025年)",
    ),
    # a period in brackets on a line of its own belongs to the title
    (
        "某市建设制造强市三年行动计划\n(2023—2025年)\n为发展,制定本计划。\n一、目标\n增长。",
        "某市建设制造强市三年行动计划(2023—2025年)",
    ),
    # the title is printed by the portal, over its fields
    (
        "首页>政务公开>政策文件\n某市关于支持企业发展的若干政策(试行)\n发布时间:2022-03-04 10:20 来源:市经信局\n"
        "各县(市、区)人民政府:\n为支持企业,制定如下政策。\n一、支持上市。奖励100万元。",
        "某市关于支持企业发展的若干政策(试行)",
    ),
    # no title over the text, but one named in the notice
    (
        "各区:\n现将《某市培育方案》印发给你们。\n某市经信局\n2022年5月1日\n为培育企业,提出如下意见。\n一、目标\n增长。",
        "某市培育方案",
    ),
    # the preamble lacks its colon; the title has a comma
    (
        "某市关于优化环境,促进民营经济发展的实施意见\n为优化环境,现提出如下意见\n一、目标\n增长。",
        "某市关于优化环境,促进民营经济发展的实施意见",
    ),
    # a title broken over lines, the organ that issues it and its number with the day below
    (
        "关于加快推进某市工业企业数字化转型和\n绿色化改造的若干政策\n某市人民政府\n(某政规〔2021〕3号 2021年6月8日)\n"
        "为推动变革,特制定以下政策。\n1.支持诊断。给予补助。\n2.支持投入。给予补助。",
        "关于加快推进某市工业企业数字化转型和绿色化改造的若干政策",
    ),
    # an explanation: the title is that of the policy it explains
    (
        "首页>政策解读\n《某市进一步促进中小企业发展若干措施》政策解读\n近日,市政府印发了《某市进一步促进中小企业发展若干措施》。"
        "\n一、问:有什么目标?\n答:达到100家。",
        "某市进一步促进中小企业发展若干措施",
    ),
    # the tag of a portal in front of the title
    (
        "【政策原文】某市支持先进制造业发展若干措施\n为支持制造业,制定如下措施:\n一、支持上规。奖励10万元。",
        "某市支持先进制造业发展若干措施",
    ),
    # the page begins in the middle of the title
    ("的若干意见\n某府规〔2017〕15号\n各县(区)人民政府:\n为加快发展,提出以下意见。\n一、工作目标\n新增600家。", ""),
    # no title at all
    ("为深入贯彻决策部署,制定本意见。\n一、工作目标\n新增600家。", ""),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title(text: str, expected: str) -> None:
    assert title(outline(paper(text))) == expected


def test_plan_is_chosen_over_the_notice_with_items_of_its_own() -> None:
    found = outline(
        paper(
            """某市人民政府办公室关于印发《某市优质企业培育方案》的通知
现将《某市优质企业培育方案》印发给你们,有关事项通知如下:
一、提高认识。各单位要高度重视。
附件:某市优质企业培育方案
某市人民政府办公室
2023年1月2日
附件
某市优质企业培育方案
一、工作目标
培育企业100家。
二、重点任务
建立培育库。"""
        )
    )
    assert parts(found) == ["一、工作目标", "二、重点任务"]
    assert [finding.rule for finding in found.findings] == ["outline.texts"]


def test_first_of_two_copies_is_read_and_the_rest_reported() -> None:
    copy = "某市若干措施\n为支持企业,制定本措施。\n一、加强培育。建立体系。\n二、加强服务。建设平台。\n"
    found = outline(paper(copy + copy + "《某市若干措施》政策解读\n一、背景\n现解读如下。"))
    assert parts(found) == ["一、加强培育", "二、加强服务"]
    assert [finding.rule for finding in found.findings] == ["outline.texts"] * 2


def test_closing_signature_and_annex_belong_to_no_item() -> None:
    found = outline(
        paper(
            "某市办法\n一、支持上市。奖励100万元。\n本办法自发布之日起施行,有效期两年。\n"
            "某市人民政府\n2022年3月1日\n附件:1.申报表\n2.承诺书"
        )
    )
    text = found.document.text
    assert [span.of(text) for span in found.nodes[-1].body] == ["支持上市。奖励100万元。"]
    assert [span.of(text)[:4] for span in found.closing] == ["本办法自", "某市人民", "2022"]
    assert [span.of(text) for span in found.back] == ["附件:1.申报表", "2.承诺书"]


def test_document_without_numbers_has_no_parts_and_says_so() -> None:
    found = outline(paper("关于公布企业名单的通知\n各区经信局:\n认定A公司等100家企业。"))
    assert (title(found), found.nodes) == ("关于公布企业名单的通知", ())
    assert [finding.rule for finding in found.findings] == ["outline.numbers"]


def test_names_of_columns_over_two_lines_and_a_signature_below_the_table() -> None:
    """A remark merged over rows, a dash for a figure that is missing, years with what their figures are."""
    found = outline(
        paper(
            "某市计划\n一、任务\n建库。\n附表\n主要目标\n序号\n指标\n计量\n单位\n2018年\n(基数)\n2019年\n目标值\n2020年\n备注\n"
            "1\n规上工业企业数\n家\n1380\n1480\n1540\n约束性\n2\n小微企业园\n个\n—\n4\n8\n3\n能耗累计下降\n%\n—\n4\n8\n导向性\n"
            "某市经济和信息化局\n2019年8月日"
        )
    )
    (table,) = found.tables
    assert table.header == ("序号", "指标", "计量单位", "2018年(基数)", "2019年目标值", "2020年", "备注")
    assert [["".join(cell.text for cell in column) for column in row.cells] for row in table.rows] == [
        ["1", "规上工业企业数", "家", "1380", "1480", "1540", "约束性"],
        ["2", "小微企业园", "个", "—", "4", "8", "约束性"],
        ["3", "能耗累计下降", "%", "—", "4", "8", "导向性"],
    ]
    assert found.findings == ()


def test_goal_table_without_row_numbers() -> None:
    """A row ends behind its figures and its remark; the title over the header is no column, though it might be one."""
    found = outline(
        paper(
            "某市计划\n一、任务\n建库。\n附件1\n主要目标\n指标名称\n单位\n2022年\n2025年\n属性\n"
            "规上工业企业数\n家\n900\n1200\n约束性\n专精特新中小企业\n家\n100\n200\n研发投入强度\n%\n1.5\n2.5\n预期性\n"
            "附件2\n说明"
        )
    )
    (table,) = found.tables
    assert table.header == ("指标名称", "单位", "2022年", "2025年", "属性")
    assert [["".join(cell.text for cell in column) for column in row.cells] for row in table.rows] == [
        ["规上工业企业数", "家", "900", "1200", "约束性"],
        ["专精特新中小企业", "家", "100", "200", "约束性"],
        ["研发投入强度", "%", "1.5", "2.5", "预期性"],
    ]
    assert found.findings == ()


def test_goal_table_row_with_a_lost_figure_is_reported_and_left_empty() -> None:
    rows = outline(
        paper(
            "某市方案\n一、任务\n建库。\n附件\n目标表\n序号\n指标名称\n单位\n2022年\n2025年\n"
            "1\n专精特新企业\n家\n100\n200\n2\n高新技术企业\n家\n150\n3\n研发机构覆盖率\n%\n60\n80"
        )
    )
    cells = [["".join(cell.text for cell in column) for column in row.cells] for row in rows.tables[0].rows]
    assert cells == [
        ["1", "专精特新企业", "家", "100", "200"],
        ["2", "高新技术企业", "家", "", ""],
        ["3", "研发机构覆盖率", "%", "60", "80"],
    ]
    assert [finding.rule for finding in rows.findings] == ["outline.table"]


def test_goal_table_row_without_unit_and_imprint_below() -> None:
    found = outline(
        paper(
            "某市方案\n一、任务\n建库。\n附件\n目标表\n序号\n指标名称\n单位\n2018年\n2021年\n备注\n"
            "1\n创新创业活跃度指数\n—\n104\n130\n2\n研发机构覆盖率\n%\n72\n100\n约束性\n某市政府办公室2019年5月9日印发"
        )
    )
    cells = [["".join(cell.text for cell in column) for column in row.cells] for row in found.tables[0].rows]
    assert cells == [
        ["1", "创新创业活跃度指数", "—", "104", "130", ""],
        ["2", "研发机构覆盖率", "%", "72", "100", "约束性"],
    ]
    assert not found.findings


@pytest.mark.parametrize(
    ("text", "value"),
    [("一", 1), ("十", 10), ("十七", 17), ("二十", 20), ("一百零二", 102), ("③", 3), ("㈤", 5), ("12", 12)],
)
def test_numeral(text: str, value: int) -> None:
    assert numeral(text) == value


ITEMS = ["一、总则", "二、任务", "(一)培育。建库。", "(二)融资", "1.支持。给予奖励。", "2、服务", "第三条"]
CELLS = ["附件1", "序号", "任务", "牵头单位", "责任单位", "2025年", "备注", "1", "2", "100家", "市科技局"]
OTHERS = ["某市办法", "(2023年)", "2022年3月1日", "各区:", "建立。", "建设:", "国家级;", "本办法自发布之日起施行。"]
LINES = st.lists(st.sampled_from([*ITEMS, *CELLS, *OTHERS]), max_size=40)


@given(LINES)
def test_every_part_lies_in_its_place(lines: list[str]) -> None:
    """Whatever the lines: parts lie inside their parents, in order, and each heading is what is printed."""
    found = outline(paper("\n".join(lines)))
    text = found.document.text
    end = 0
    for above, node in found.walk():
        assert node.span.start >= end or above
        assert all(part.span.covers(node.span) for part in above)
        assert all(node.span.covers(span) and span.of(text) for span in node.body)
        assert not node.heading or node.printed.endswith(node.heading.of(text))
        end = node.body[-1].end if node.body else node.span.start
    rows = [row for table in found.tables for row in table.rows]
    assert all(
        cell.span.of(text).replace("\n", "") == cell.text
        for row in rows
        for column in row.cells
        for cell in column
        if cell.span
    )


@pytest.mark.parametrize("name", SEEDS)
def test_lines_of_the_page_are_all_placed(name: str) -> None:
    """Every line of the clean text stands in exactly one part of the outline."""
    found = seed(name)
    placed = [
        *found.front, *found.title, *found.preamble, *found.closing, *found.back,
        *(node.span for node in found.nodes),
    ]  # fmt: skip
    lines, start = [], 0
    for line in found.document.text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    loose = [found.document.text[a:b] for a, b in lines if not any(s.start < b and a < s.end for s in placed) and b > a]
    assert loose == [line for line in loose if line.startswith("(")]
