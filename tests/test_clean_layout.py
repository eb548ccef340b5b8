"""Lines and white space: broken paragraphs become whole, everything that stands alone stays alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.model import Source
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource


def cleaned(text: str) -> str:
    return clean(Source("test", "test.txt", "", "utf-8", text)).text


@pytest.mark.parametrize(
    ("printed", "clean_text"),
    [
        ("全力支持战略新 兴、医药健康、 现代服务业", "全力支持战略新兴、医药健康、现代服务业"),  # breaks of the print
        ("第 1 0 条 鼓励 企业标准创制", "第10条鼓励企业标准创制"),
        ("1. 支持建立研发机构 。", "1.支持建立研发机构。"),
        ("二 、支持范围", "二、支持范围"),
        ("分别给予 100 万元、30 万元奖励", "分别给予100万元、30万元奖励"),
        ("行业通用工业 APP,建设", "行业通用工业APP,建设"),
        ("通过ISO 9001认证,参加APEC 2022会议", "通过ISO 9001认证,参加APEC 2022会议"),  # Latin words stay apart
        ("以“高质发展 后发先至”为主线", "以“高质发展 后发先至”为主线"),  # two phrases in quotation marks
        (
            "《关于振作工业经济运行  推动工业高质量发展的实施方案》",
            "《关于振作工业经济运行 推动工业高质量发展的实施方案》",
        ),
        ("实行“ 一事一议”", "实行“一事一议”"),
        ("中共柳河县委 柳河县人民政府", "中共柳河县委柳河县人民政府"),
        ("到２０２５年，培育３０家（户）以上；增长５％：", "到2025年,培育30家(户)以上;增长5%:"),  # full width
        ("\ufeff\u3000\u3000企\u200b业\xad发展\xa0\n\n\n\n\t创新", "企业发展\n创新"),
        (
            "序号\t任务\t牵头单位\n1\t推进创业\t市经信委",
            "序号\n任务\n牵头单位\n1\n推进创业\n市经信委",
        ),  # cells of a row
        ("一、\t总体要求", "一、总体要求"),  # a single tab is a space
        ("⼀、总体要求", "一、总体要求"),  # Kangxi radicals of PDF files
        ("不低于1∶1的配套", "不低于1∶1的配套"),  # the ratio sign is the source's
    ],
)
def test_white_space_and_width(printed: str, clean_text: str) -> None:
    assert cleaned(printed) == clean_text


@pytest.mark.parametrize(
    ("printed", "clean_text"),
    [
        # broken after a comma
        (
            "实现民营经济高质量发展,\n依据《吉林省促进中小企业发展条例》,制定如下意见。",
            "实现民营经济高质量发展,依据《吉林省促进中小企业发展条例》,制定如下意见。",
        ),
        # broken inside a bracket
        ("给予奖励。(责任单位:市经信局、\n各县(市、区)政府)", "给予奖励。(责任单位:市经信局、各县(市、区)政府)"),
        ("给予奖励。(责任单位:\n市经信局)", "给予奖励。(责任单位:市经信局)"),
        # broken in the second sentence of a paragraph
        ("加强信息化建设。推动企业登\n云,提高应用水平。", "加强信息化建设。推动企业登云,提高应用水平。"),
        # broken by a page number
        ("加强信息化建设。推动企业登\n\n— 3 —\n\n云,提高应用水平。", "加强信息化建设。推动企业登云,提高应用水平。"),
        ("采用ISO\n9001", "采用ISO\n9001"),
    ],
)
def test_broken_paragraphs(printed: str, clean_text: str) -> None:
    assert cleaned(printed) == clean_text


@pytest.mark.parametrize(
    "text",
    [
        # title lines
        "铜陵市人民政府关于加快推进中小企业\n“专精特新”发展的实施意见\n(征求意见稿)\n县、区人民政府,各有关单位:",
        "一、打通堵点卡点,确保工业经济循环畅通\n(一)扎实推进能源安全保供。",  # a heading with a comma
        "(一)指导思想。\n以习近平新时代中国特色社会主义思想为指导。",
        "请认真组织实施。\n武汉市人民政府\n2021年10月30日\n武汉市行动计划",  # signature and date
        "市经信委\n市信息办\n县区、经开区\n推进企业贯标工作。\n市经信委",  # cells
        "全面落实减税降费政策。推进登云\n市经信委\n县区、经开区",  # a cell without its full stop
        "发布时间:2021-12-06 15:32 作者: 信息来源: 武汉市人民政府\n各区人民政府,市人民政府各部门:",
        "培育企业。\n(责任单位:市经信局)\n——企业总量上台阶。\n1.培育主体。",
        "附件:1、任务分解表\n2、发展目标表",
    ],
)
def test_lines_that_stand_alone(text: str) -> None:
    assert cleaned(text) == text


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
@pytest.mark.parametrize("pages", [False, True])
@given(width=st.integers(26, 44))
def test_a_text_broken_at_any_width_is_made_whole(width: int, pages: bool, indent: str) -> None:
    whole = clean(read_source(resource("data") / "sources" / "jiaxing.txt")).text.split("\n")
    printed: list[str] = []
    for paragraph in whole:
        text = indent + paragraph
        for start in range(0, len(text), width):
            printed.append(text[start : start + width])
            if pages and len(printed) % 25 == 0:
                printed += ["", f"— {len(printed) // 25} —", ""]
    lost = set(whole) - set(cleaned("\n".join(printed)).split("\n"))
    # A paragraph that begins where the line above it happens to be full cannot be told from its rest.
    assert len(lost) <= 3
