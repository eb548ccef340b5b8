"""What surrounds a document goes, what belongs to it stays: markup, page frames and spam, judged both ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.model import Document, Source
from zjtx_kg.resources import resource

PROSE = "到2025年,培育“专精特新”中小企业100家。"


def cleaned(text: str) -> Document:
    return clean(Source("test", "test.txt", "", "utf-8", text))


@pytest.mark.parametrize(
    ("printed", "clean_text"),
    [
        ("<p>一、总体要求</p><p>以&ldquo;专精特新&rdquo;为主&nbsp;线。</p>", "一、总体要求\n以“专精特新”为主线。"),
        ("到2025年&#65292;培育&amp;nbsp;30家。", "到2025年,培育30家。"),  # an entity escaped twice
        ("&lt;b&gt;重点&lt;/b&gt;企业", "重点企业"),  # an escaped tag
        ("通知<script>var a = '<p>';</script>如下<!-- 正文 -->", "通知如下"),
        ("增速<5%,占比>30%的R&D投入", "增速<5%,占比>30%的R&D投入"),  # no markup
        ("<中小企业促进法>", "<中小企业促进法>"),  # a title in angle brackets
        ("1\n推进创业", "1\n推进创业"),  # the number of a row, not left over from a list
        ("    1. <blockquote><rt></rt></blockquote>\n1.推进创业。", "1.推进创业。"),
    ],
)
def test_markup(printed: str, clean_text: str) -> None:
    assert cleaned(printed).text == clean_text


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置: 首页>政务公开>政府信息公开目录>政策文件> 其他文件",
        "中国政府网 | 重庆市人民政府网 区人大 区政协 网站专栏",
        "首页 走进大足 政务公开 政务服务 营商环境 政民互动 大足数据",
        "热门关键词: 安徽省著名商标申请 科技项目申报中心",
        "【打印本页】【关闭窗口】",
    ],
)
def test_above_the_document(line: str) -> None:
    assert cleaned(f"{line}\n{PROSE}").text == PROSE


def test_what_stands_above_the_breadcrumb_goes_but_for_titles_and_fields() -> None:
    text = "某某区\n关于印发行动计划的通知\n索引号: 003097100\n您当前的位置: 首页>政务公开\n某某市\n" + PROSE
    assert cleaned(text).text == f"关于印发行动计划的通知\n索引号: 003097100\n某某市\n{PROSE}"


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页",
        "隐私声明 网站地图 收藏本站",
        "链接: 区人大 | 区政协 | 区纪委监委机关",
        "主办单位:武汉经济技术开发区管理委员会(汉南区人民政府)办公室    承办单位:大数据中心",
        "地址:武汉经济技术开发区东风三路东合中心H座    邮编:430056",
        "Copyright © 2022-2023 某某企业管理咨询中心 版权所有备案号:粤ICP备2022013427号网站地图",
        "鄂公网安备 42011302000122号 网站标识码:4201130014\n12345",
        "• 字体:[]\n• 关闭窗口",
        "部门解读:\n【文字解读】《实施方案》政策解读",
        "上一篇:关于印发实施方案的通知",
    ],
)
def test_below_the_document(line: str) -> None:
    document = cleaned(f"{PROSE}\n{line}")
    assert document.text == PROSE
    assert document.omissions


@pytest.mark.parametrize(
    "head",
    [
        "湖南省人民政府公报 2021年第14期                — 23 —",
        "— 24 —    湖南省人民政府公报 2021年第14期",
        "某市政报 2019年第3期(总第215期) 17",
        "惠企政策汇编 · 36 ·",
    ],
)
def test_running_heads_of_printed_pages(head: str) -> None:
    assert cleaned(f"一、目标\n{PROSE}\n\n{head}\n\n二、任务\n{PROSE}").text == f"一、目标\n{PROSE}\n二、任务\n{PROSE}"


CUT = "对年主营业务收入首次突破10亿元、30亿元的企业,分别奖励30万"


@pytest.mark.parametrize(
    "head",
    [
        # a title with the page on its line, whether printed elsewhere or not
        "2016年全市工业和信息化工作要点    第 3 页 共 5 页",
        "— 4 — 某市工业发展专项资金管理办法(试行)",
        # the title above or below the number, each on its own line
        "某市工业发展专项资金管理办法\n— 4 —",
        "第4页\n某市工业发展专项资金管理办法",
        # a page number alone
        "— 4 —",
    ],
)
def test_a_page_break_inside_a_sentence(head: str) -> None:
    """The running head goes and the sentence goes on, though the break falls where no line is full."""
    assert cleaned(f"{PROSE}\n{CUT}\n\n{head}\n\n元、60万元。\n{PROSE}").text == f"{PROSE}\n{CUT}元、60万元。\n{PROSE}"


def test_a_title_beside_a_page_number_goes_where_it_is_told_to_be_a_running_head() -> None:
    """Between paragraphs it is one where it stands above the text too, or at two breaks; once, it may be a title."""
    title, other = "某市工业发展专项资金管理办法", "某市技术改造实施方案"
    assert cleaned(f"{title}\n{PROSE}\n{title}\n— 4 —\n{PROSE}").text == f"{title}\n{PROSE}\n{PROSE}"
    assert cleaned(f"{PROSE}\n{title}\n— 4 —\n{PROSE}\n{title}\n— 5 —\n{PROSE}").text == "\n".join([PROSE] * 3)
    assert cleaned(f"{title}\n{PROSE}\n— 4 —\n{other}\n{PROSE}").text == f"{title}\n{PROSE}\n{other}\n{PROSE}"


def test_a_heading_above_a_page_break_stays_alone() -> None:
    heading = "(三)优化营商环境、完善服务体系"
    assert cleaned(f"{PROSE}\n{heading}\n— 4 —\n{PROSE}").text == f"{PROSE}\n{heading}\n{PROSE}"


def test_a_gazette_named_in_a_sentence_stays() -> None:
    line = "编印政策汇编2万册,在市人民政府公报2021年第3期刊登。"
    assert cleaned(f"{PROSE}\n{line}\n{PROSE}").text == f"{PROSE}\n{line}\n{PROSE}"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("索引号: 0030/2018-25   组配分类: 意见征集", "索引号: 0030/2018-25 组配分类: 意见征集"),
        ("[ 发文字号 ] 大足府办发〔2022〕92号 [ 有效性 ]", "[ 发文字号 ] 大足府办发〔2022〕92号 [ 有效性 ]"),
        (
            "信息来源:市经信委 发布日期:2018-06-05 浏览次数: 字号: [小] [中] [大]",
            "信息来源:市经信委 发布日期:2018-06-05",
        ),
        ("关键词: 意见征集   浏览次数: 262", "关键词: 意见征集"),
        ("索 引 号：  1234567   主题分类：工业", "索引号: 1234567 主题分类:工业"),
        ("名    称：关于支持3D打印", "名称:关于支持3D打印"),
    ],
)
def test_fields_are_kept_without_counters(printed: str, kept: str) -> None:
    assert cleaned(f"{printed}\n{PROSE}").text == f"{kept}\n{PROSE}"


SPAM = [
    *("国产在线无码精品电影网|", "中文字幕天天躁日日躁狠狠躁免费 |", "最近免费中文字幕mv电影|", "日韩国产中文字幕"),
    *(
        "亚洲精品国产一区二区三区",
        "最好看最新高清中文视频|",
        "国产精品99久久久精品无码",
        "欧美日韩在线观看",
        "heyzo高无码国产精品",
    ),
    *("武汉365体育世界杯专用版_365bet娱乐app_best365官网体育投注", "澳门新葡京官网_首页", "开元棋牌官网下载"),
]


@given(st.lists(st.sampled_from(SPAM), min_size=1, max_size=6), st.integers(0, 3))
def test_spam_goes_wherever_it_stands(spam: list[str], place: int) -> None:
    lines = ["一、总体要求", PROSE, "二、重点任务", PROSE]
    spam = ["国产在线无码精品电影网|", *spam]  # lines of weak words are known by their neighbours
    assert cleaned("\n".join([*lines[:place], *spam, *lines[place:]])).text == "\n".join(lines)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("无障碍功能 武汉365体育世界杯专用版_365bet娱乐app", ""),  # the rest is a button of the page
        ("某某市人民政府办公室 365bet官网体育投注", "某某市人民政府办公室"),
        (PROSE + "亚洲av无码一区二区", PROSE),
    ],
)
def test_spam_at_the_end_of_a_line(printed: str, kept: str) -> None:
    assert cleaned(f"{PROSE}\n{printed}\n{PROSE}").text == "\n".join(filter(None, [PROSE, kept, PROSE]))


def test_policy_about_vice_is_kept_and_reported() -> None:
    text = "严厉打击网络赌博和老虎机等违法行为。\n依法取缔“六合彩”等非法彩票"
    document = cleaned(text)
    assert document.text == text
    assert [finding.rule for finding in document.findings] == ["clean-spam.strong"] * 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    "line",
    [
        *(
            "体育产业",
            "国产化率",
            "安徽工业精品",
            "中文",
            "免费培训",
            "在线平台",
            "视频网站",
            "国产精品工程",
            "电竞娱乐平台",
        ),
        *(
            "高清视频产业基地",
            "国内领先",
            "欧美日韩市场",
            "体育彩票公益金",
            "动漫游戏",
            "国内射频芯片",
            "南亚博览会",
            "三级片区",
        ),
        *(
            "市经信局",
            "主办方",
            "打印设备",
            "信息公开办",
            "首页展示",
            "233家",
            "12345",
            "链接平台",
            "附件1",
            "版权所有人",
        ),
    ],
)
def test_policy_words_in_cells_are_kept(line: str, rows: int) -> None:
    text = "\n".join([PROSE, *[line] * rows, PROSE])
    assert cleaned(text).text == text


def test_no_sentence_of_the_sources_is_taken_for_spam_or_frame() -> None:
    for path in (resource("data") / "sources").glob("*.txt"):
        source = path.read_text(encoding="utf-8")
        document = cleaned(source)
        for omission in document.omissions:
            words = omission.source.of(source)
            assert "。" not in words or omission.rule.startswith("clean-spam"), words
