"""The whole cleaning: every character has its origin, nothing is lost in silence, and a second time changes nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_nothing_lost, check_origins

from zjtx_kg.clean import clean
from zjtx_kg.model import Document, Source, Span
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource

SOURCES = sorted((resource("data") / "sources").glob("*.txt"))

# Paragraphs of five regions, as they read when clean.
PARAGRAPHS = [
    "市人民政府关于印发武汉市促进中小企业“专精特新”高质量发展行动计划的通知",
    "各区人民政府,市人民政府各部门:",
    "一、总体要求",
    "(一)实施中小企业成长工程",
    "1.激发市场主体活力。大力培育市场主体,力争年均新登记市场主体20万户以上。",
    "8.加大科技攻关、成果落地。聚焦互联网+、新材料、新能源三大科创高地,给予最高100万元资金支持。",
    "第10条鼓励企业标准创制和品牌建设。对年度新获认定中国驰名商标的,当年给予企业50万元奖励。",
    "以“高质发展 后发先至”的战略部署为指导,参加APEC中小企业技术交流暨展览会。",
    "发布机构: 市经济和信息化委员会 生成日期: 2018-12-12",
    "市经信委",
    "233家",
    "武汉市人民政府",
    "2021年10月30日",
    "提升精品制造能力,推动国产软件应用,办好国家体育产业示范基地,在境外着名高校研修。",
]
NOISE = [
    "",
    " ",
    "\u3000\u3000",
    "\xa0",
    "— 3 —",
    '<p id="h4sia"><td id="h4sia"></td></p>',
    "    1. <blockquote></blockquote>",
    "国产在线无码精品电影网|",
    "日韩国产中文字幕|",
    "武汉365体育世界杯专用版_365bet娱乐app_best365官网体育投注",
    "扫一扫在手机打开当前页",
    "您当前的位置: 首页>政务公开> 其他文件",
    "备案证编号:鄂ICP备2022016438号-1 ©1997- 版权所有",
]


def cleaned(text: str) -> Document:
    return clean(Source("test", "test.txt", "", "utf-8", text))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_sources(path: Path) -> None:
    document = clean(read_source(path))
    check_origins(document)
    check_nothing_lost(document)
    assert cleaned(document.text).text == document.text
    assert not any(
        mark in document.text for mark in ("<", "h4sia", "无码", "365bet", "ICP备", "扫一扫", "\n\n", "\u3000")
    )


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "wuhan-2021",
            ["对首次进入规模以上的工业企业,市级财政给予20万元奖励,各区按照市级奖励标准给予不低于1∶1的配套支持。"],
        ),
        (
            "jiaxing",
            [
                "对制定国际标准、国家标准、行业(或地方、军用)标准、“品字标浙江制造”团体标准的企业,分别给予100万元、30万元、20万元、20万元奖励。",
                "开发一批应用价值高、带动力强的行业通用工业APP,建设一批数字化典型应用场景",
            ],
        ),
        (
            "lianyungang-2018",
            [
                "10亿元以上企业达到8家。科技小巨人应税销售突破400亿元。",  # read one byte off
                "催生经济增长点的链式效应。",  # read one byte off behind a false reading
                "贯彻落实市委、市政府的“高质发展 后发先至”的战略部署",
            ],
        ),
        (
            "dazu-2022",
            [
                "《重庆市推进“专精特新”企业高质量发展专项行动计划(2022—2025年)》(渝府办发〔2022〕23号)精神",
                "\n重庆市大足区人民政府办公室\n2022年7月4日\n",
                "[ 发布机构 ] 大足区政府办公室 [ 发布日期 ] 2022-07-22",
            ],
        ),
        (
            "tongling-2018",
            [
                '新业态、新模式“四新经济"发展',  # a mark without its partner stays as it is
                "\n市商务局县区、经开区\n".replace("\n市", "、市"),
                "发布机构: 市经济和信息化委员会 生成日期: 2018-12-12",
                "\n目标\n2017年\n2022年\n备注\n",  # cells of a table stay lines
            ],
        ),
    ],
)
def test_sentences_survive_word_by_word(name: str, sentences: list[str]) -> None:
    text = clean(read_source(resource("data") / "sources" / f"{name}.txt")).text
    for sentence in sentences:
        assert sentence in text


def test_what_is_left_is_reported() -> None:
    document = clean(read_source(resource("data") / "sources" / "tongling-2018.txt"))
    places = [finding.span.of(document.text) for finding in document.findings if finding.span]
    assert "关于征求《铜陵市人民政关于加快推进" in places
    assert "”发展的实施意见主要任务分解表" in places


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=12))
def test_clean_text_stays(paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    document = cleaned(text)
    assert document.text == text
    assert not document.repairs
    assert not document.omissions


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PARAGRAPHS), st.lists(st.sampled_from(NOISE), max_size=4)), min_size=1))
def test_noise_between_paragraphs_goes(parts: list[tuple[str, list[str]]]) -> None:
    parts = [(PARAGRAPHS[4], []), *parts, (PARAGRAPHS[4], [])]  # prose above and below
    document = cleaned("\n".join(line for paragraph, noise in parts for line in (paragraph, *noise)))
    assert document.text == "\n".join(paragraph for paragraph, _ in parts)
    check_origins(document)
    check_nothing_lost(document)


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from([*PARAGRAPHS, *NOISE, "发(fā)展", "發(fā)展?yīng)", "&nbsp;<b>", "“", "(", "20222025", ", "])
    )
)
def test_any_mixture_keeps_its_origins(pieces: list[str]) -> None:
    document = cleaned("\n".join(pieces))
    check_origins(document)
    check_nothing_lost(document)


@settings(max_examples=300)
@given(st.text())
def test_any_text_keeps_its_origins(text: str) -> None:
    document = cleaned(text)
    check_origins(document)
    assert document.text == document.text.strip()
    assert all(Span(0, len(text)).covers(one.source) for one in (*document.repairs, *document.omissions))


# Texts on which a careless pattern would take quadratic time: 100,000 characters would then take minutes.
HOSTILE = [
    *(" ", "\n", "。", "《", "(", "“企业发展 企业发展 ", "企业,\n", "企\t", "20222025", "政府数据 ", "久久", "无码\n"),
    *("<a ", "<script>", "<!--", "&amp;", "什?yīng)", "發(fā)", "附件下载", "第1 0", "—"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read(piece: str) -> None:
    document = cleaned("企业发展。\n" + piece * (100_000 // len(piece)) + "\n规划发展。")
    assert document.text.startswith("企业发展。")
    assert document.text.endswith("规划发展。")
