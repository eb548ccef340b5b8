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
        ("2 0 2 0 年 3 月 1 8 日印发", "2020年3月18日印发"),  # figures set apart
        ("政办发〔2 0 2 0〕1 6 号", "政办发〔2020〕16号"),
        ("奖励 5 0 万元,培育 1 2 家", "奖励50万元,培育12家"),
        ("职业经理人1 000、技能人才 10 000名", "职业经理人1000、技能人才10000名"),
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


# A page broken by hand at about fifty characters, as the portal of a development zone prints it.
RAGGED = """西安高新区支持制造业企业“专精特新”
发展若干政策措施
根据《陕西省优质中小企业梯度培育管理实施细则》(陕工信发〔2022〕247号)、《西安市推
动制造业高质量发展三年行动计划(2023—2025年)》等文件,为加快培育新质生产力,结合高新
区实际,制定本政策措施。
一、发展目标
新增省级“专精特新”中小企业200家,新增境内外上市企业8家以上,制造业研发经费投入强度保持
在5%以上。
二、加大培优做强支持力度,推动制造业企业向专精特新方向持续健康发展
1.支持梯度培育。对首次认定的创新型中小企业、省级“专精特新”中小
企业、国家级专精特新“小巨人”企业、国家级重点专精特新“小巨人”企业和国家级制造业单项冠军
企业,分别给予2万元、20万元、50万元、80万元和200万元奖励。
(信息化和工业发展局牵头,财政金融局配合)
2.支持规模提升。对年产值首次达到5亿元(含)—10亿元、10亿元
(含)—20亿元、20亿元(含)—50亿元、50亿元及以上,且当年增速不低于10%的规上制造业企业,依次给予
30万元、50万元、100万元、200万元奖励。
西安高新技术产业开发区管理委员会
2024年4月12日"""


def test_a_text_broken_at_no_fixed_width_is_made_whole() -> None:
    lines = cleaned(RAGGED).split("\n")
    assert [line[:6] for line in lines] == [
        "西安高新区支",
        "发展若干政策",
        "根据《陕西省",
        "一、发展目标",
        "新增省级“专",
        "二、加大培优",
        "1.支持梯度",
        "(信息化和工",
        "2.支持规模",
        "西安高新技术",
        "2024年4",
    ]
    assert "结合高新区实际" in lines[2]
    assert "达到5亿元(含)—10亿元、10亿元(含)—20亿元" in lines[8]


def test_a_bracket_of_a_bound_ends_no_paragraph() -> None:
    printed = [
        "为全面落实“三高四新”美好蓝图,根据《湖南省中小企业“两",
        "上三化”三年行动计划(2021—2023 年)》《长沙市先进制造业发展",
        "促进条例》,结合我县实际,制定本规定。",
        "2、鼓励企业争先创优。对新获评国家级制造业单项冠军企业的奖励",
        "100 万元、60 万元、20 万元。",
        "3、引导企业持续成长。对年营业收入首次达到 5000 万元(含)",
        "至 1 亿元、1 亿元(含)至 5 亿元、5 亿元及以上的专精特新“小巨",
        "人”企业,分别按其当年地方财政贡献增量的 30%、40%、50%给予",
        "奖励,最高奖励 50 万元、100 万元、200 万元。",
    ]
    assert "首次达到5000万元(含)至1亿元、1亿元" in cleaned("\n".join(printed))


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
