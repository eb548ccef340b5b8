"""What is a measure, what is none, and the passages in which awards and targets are looked for."""

from __future__ import annotations

import pytest

from zjtx_kg.clean import clean
from zjtx_kg.extract.measures import read_measures
from zjtx_kg.extract.passages import passages
from zjtx_kg.model import Document, Measure, Source
from zjtx_kg.outline import outline
from zjtx_kg.resources import resource


def paper(text: str) -> Document:
    text = text.strip("\n")
    return Document(Source("paper", "paper.txt", "0" * 64, "utf-8", text), text, range(len(text)))


def seed(name: str) -> Document:
    text = (resource("data") / "sources" / f"{name}.txt").read_text(encoding="utf-8")
    return clean(Source(name, f"{name}.txt", "0" * 64, "utf-8", text))


def measures(document: Document) -> tuple[Measure, ...]:
    return read_measures(outline(document))[0]


@pytest.mark.parametrize(
    ("name", "count", "without_heading"),
    [
        # 32 items, of which most are rules without a heading, and four safeguards
        ("dazu-2022", 36, 29),
        ("jiaxing", 25, 1),
        ("lianyungang-2018", 16, 0),
        ("tongling-2018", 30, 0),
        ("wuhan-2021", 20, 0),
    ],
)
def test_seeds(name: str, count: int, without_heading: int) -> None:
    found = measures(seed(name))
    assert [measure.id for measure in found] == [f"m{number}" for number in range(1, count + 1)]
    assert sum(measure.heading is None for measure in found) == without_heading
    assert all("责任单位" not in measure.text for measure in found)


def test_sections_as_printed() -> None:
    found = measures(seed("jiaxing"))
    assert found[0].section == ("二、主要工作", "(一)完善梯度培育体系")
    assert (found[-1].number, found[-1].section) == ("二", ("三、保障措施",))


POLICY = """某市若干政策
一、总体要求
坚持创新。到2025年,培育企业100家。
二、资金安排和扶持范围
1.设立专项资金,实行预算管理。
2.重点支持企业包括:行业领先的企业。
3.本政策支持的企业,税务关系均需在本市。
三、扶持政策
(一)支持上市。
4.上市奖励。对上市企业奖励100万元。
5.对挂牌企业给予10万元奖励。对退市企业不予奖励。
6.支持企业在沪、深、北交易所上市。
(二)夯实发展基础
建立培育库。
完善服务体系。
四、优化服务
设立专员,解决困难。
五、其他
7.项目一年以上未动工的,县政府将解除合同。
8.与上级规定相抵触的,按上级规定执行。
9.同一内容按就高不重复原则办理。
10.本政策自发布之日起施行,有效期三年。
11.本政策由市经信局会同市财政局负责解释。
12.各有关部门要制定实施细则。"""


def test_what_is_a_measure() -> None:
    """Goals, scope, conflict, double benefit, validity and interpretation are none; funds and acts of organs are."""
    assert [measure.number for measure in measures(paper(POLICY))] == ["1", "4", "5", "6", "二", "四", "7", "12"]


ARTICLES = """某市工业发展专项资金管理办法
第二章 支持对象与条件
第五条 专项资金支持对象为在本市注册、财务健全的企业。
第三章 支持标准
第六条 申报市级企业技术中心的单位须具备以下条件:
(一)研发人员20人以上;
(二)依法纳税。
第七条 专项资金采取奖励、贴息等方式。由市经信局提出方案。
第八条 企业培育支持:
(一)对首次认定的企业给予50万元奖励;
(二)给予升规奖励。对首次升规的企业给予10万元奖励。
第九条 申请资金的企业,应当提交以下材料:
(一)申请表;
(二)营业执照复印件。
第十条 企业有下列情形之一的,不予支持:
(一)弄虚作假的;
(二)发生重大事故的。"""


def test_articles_of_scope_and_conditions_are_no_measures() -> None:
    """The items under an article's name are; a sentence on the fund is no name, a short promise is one."""
    found = measures(paper(ARTICLES))
    assert [(measure.number, measure.heading) for measure in found] == [
        ("第七条", None),
        ("一", None),
        ("二", "给予升规奖励"),
    ]
    assert found[1].section == ("第三章 支持标准", "第八条 企业培育支持")


QUESTIONS = """《某市若干措施》政策解读
一、问:出台的背景是什么?
答:征求了18个县(市、区)意见。
二、问:目标是什么?
答:到2025年达到800家。
三、问:有哪些政策?
答:包括以下方面:
1.认定奖励。给予50万元奖励。"""


def test_answers_are_no_measures_but_their_items_are() -> None:
    """Goals are looked for in an answer; one on how the policy came about tells facts alone."""
    found = outline(paper(QUESTIONS))
    read, _ = read_measures(found)
    assert [(measure.number, measure.section) for measure in read] == [("1", ("三、问:有哪些政策?",))]
    assert [(passage.measure, passage.text) for passage in passages(found, read)] == [
        (None, "答:到2025年达到800家。"),
        (None, "答:包括以下方面:"),
        ("m1", "认定奖励。给予50万元奖励。"),
    ]


def test_headings() -> None:
    """None: a comma, a rule instead of a name, nothing after it. A line break closes a heading like a full stop."""
    headings = {measure.number: measure.heading for measure in measures(paper(POLICY))}
    assert headings == {
        "1": None,
        "4": "上市奖励",
        "5": None,
        "6": None,
        "二": "夯实发展基础",
        "四": "优化服务",
        "7": None,
        "12": None,
    }


def test_paragraphs_are_joined_without_number() -> None:
    text = {measure.number: measure.text for measure in measures(paper(POLICY))}["二"]
    assert text == "夯实发展基础建立培育库。完善服务体系。"


GENERAL = [
    "总体要求",
    "指导思想",
    "工作目标",
    "主要目标",
    "主要预期目标",
    "发展方向",
    "基本原则",
    "指导思想和目标",
    "到2025年发展目标",
    "充分认识重要意义",
]


@pytest.mark.parametrize("heading", GENERAL)
def test_general_parts_are_no_measures(heading: str) -> None:
    assert (
        measures(paper(f"某市意见\n一、{heading}\n坚持创新,培育企业。\n二、任务\n(一)建库。建库。"))[0].number == "一"
    )
    assert len(measures(paper(f"某市意见\n一、{heading}\n坚持创新,培育企业。"))) == 0


@pytest.mark.parametrize("heading", ["工作要求", "保障措施", "强化目标责任", "夯实“专精特新”发展基础", "支持范围"])
def test_parts_that_only_sound_general(heading: str) -> None:
    assert len(measures(paper(f"某市意见\n一、{heading}\n坚持创新,培育企业。"))) == 1


def test_clauses_of_one_rule_are_one_measure() -> None:
    found = measures(
        paper("某市办法\n第一条支持升规。按下列标准给予奖励:\n(一)工业企业20万元;\n(二)服务业企业10万元。")
    )
    assert [measure.number for measure in found] == ["第一条"]
    assert found[0].text.endswith("(一)工业企业20万元;(二)服务业企业10万元。")


def test_a_list_behind_a_heading_is_no_part_of_it() -> None:
    (found,) = measures(paper("某县政策\n1.支持用地(县自然资源局)\n保障用地指标。"))
    assert (found.heading, found.text) == ("支持用地", "支持用地保障用地指标。")
    assert [unit.name for unit in found.departments] == ["县自然资源局"]


def test_lists_after_each_paragraph() -> None:
    (found,) = measures(
        paper("某县政策\n1.对国家级奖励50万元。(责任单位:县经信局)\n对省级奖励20万元。(责任单位:县财政局)")
    )
    assert found.text == "对国家级奖励50万元。对省级奖励20万元。"
    assert [unit.name for unit in found.departments] == ["县经信局", "县财政局"]


def test_a_heading_without_text_is_reported() -> None:
    _, findings = read_measures(outline(paper("某市意见\n一、任务\n(一)培育企业\n(二)支持融资。设立基金。")))
    assert [finding.rule for finding in findings] == ["measures.empty"]


def test_a_measure_that_breaks_off_is_kept_and_reported() -> None:
    found, findings = read_measures(
        outline(paper("某市意见\n一、任务\n1.融资。设立基金。\n2.上市。对企业奖励,最高不超过1000"))
    )
    assert [measure.number for measure in found] == ["1", "2"]
    assert [finding.rule for finding in findings] == ["measures.cut"]


def test_passages_stand_in_the_text() -> None:
    for name in ("dazu-2022", "jiaxing", "lianyungang-2018", "tongling-2018", "wuhan-2021"):
        found = outline(seed(name))
        for passage in passages(found, read_measures(found)[0]):
            assert found.document.text[passage.start : passage.start + len(passage.text)] == passage.text
            assert "责任单位" not in passage.text


def test_period_that_leads_in_a_goals_section() -> None:
    found = outline(seed("lianyungang-2018"))
    goals = [passage for passage in passages(found, ()) if "1000家" in passage.text]
    assert [(passage.measure, passage.lead) for passage in goals] == [(None, "2018-2020年,")]


LEADS = [
    # the opening paragraph names the year for those after it
    ("一、发展目标\n到2025年,初步建成强市。\n产业更优。达到100家。", ["", "到2025年,"]),
    # the heading names it for all
    ("一、2025年目标\n产业更优。达到100家。", ["2025年,"]),
    # a lead-in that ends with a colon names it for all, wherever in it
    (
        "一、目标\n力争通过三年时间,到2024年取得明显成效,主要目标为:\n——达到100家。\n——达到50家。",
        ["", *["力争通过三年时间,到2024年取得明显成效,主要目标为:"] * 2],
    ),
    # goals side by side do not lead each other
    ("一、目标\n——总量上台阶。到2025年,达到100家。\n——质量再提升。达到50家。", ["", ""]),
]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_lead_of_goals(text: str, expected: list[str]) -> None:
    assert [passage.lead for passage in passages(outline(paper(f"某市计划\n{text}")), ())] == expected


PREAMBLES = [
    # from the word that announces goals on; the paragraphs after a colon belong to them
    (
        "坚持新发展理念,加快转型。2018年主要预期目标:工业总产值增长5%。",
        [("2018年主要预期目标:工业总产值增长5%。", "")],
    ),
    (
        "结合实际,制定本方案。到2025年,主要目标是:\n——达到100家。",
        [("到2025年,主要目标是:", ""), ("——达到100家。", "到2025年,主要目标是:")],
    ),
    # the year for which the whole policy is made leads where the goals name none
    (
        "2018年是开局之年,全市工作的总体要求是:追赶超越。主要目标是:新增企业80户。",
        [("主要目标是:新增企业80户。", "2018年,")],
    ),
    # a hope among words of another kind
    ("为加快发展,提出如下意见。力争到2020年,培育企业100家。", [("力争到2020年,培育企业100家", "")]),
    # facts, and goals without a number
    ("2021年,全区完成总产值1756亿元,企业达到298家。确保完成各项目标任务,制定本方案。", []),
]


@pytest.mark.parametrize(("text", "expected"), PREAMBLES)
def test_goals_of_a_preamble(text: str, expected: list[tuple[str, str]]) -> None:
    found = passages(outline(paper(f"某市计划\n{text}\n一、任务\n加强领导。")), ())
    assert [(passage.text, passage.lead) for passage in found][: len(expected)] == expected
    assert len(found) == len(expected)


def test_passages_of_a_policy() -> None:
    """Goals, introductory texts and closing paragraphs have no measure; a list of units divides an item's text."""
    found = outline(
        paper(
            "某市政策\n一、目标\n达到100家。\n二、任务\n(一)实施行动。新增平台50家。\n"
            "1.认定。奖励50万元。(责任单位:县经信局)\n再奖励20万元。\n本政策自发布之日起施行。"
        )
    )
    assert [(passage.measure, passage.text) for passage in passages(found, read_measures(found)[0])] == [
        (None, "达到100家。"),
        (None, "新增平台50家。"),
        ("m1", "认定。奖励50万元。"),
        ("m1", "再奖励20万元。"),
        (None, "本政策自发布之日起施行。"),
    ]
