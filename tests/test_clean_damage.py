"""Damage to the characters themselves: readings in brackets, bytes read one off, traditional script, lost marks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.clean import clean
from zjtx_kg.clean.mapped import MappedText
from zjtx_kg.clean.marks import month_and_day
from zjtx_kg.clean.reading import remove_pinyin
from zjtx_kg.clean.script import simplify_script
from zjtx_kg.model import Document, Source


def cleaned(text: str) -> Document:
    return clean(Source("test", "test.txt", "", "utf-8", text))


@pytest.mark.parametrize(
    ("printed", "clean_text"),
    [
        ("企業(yè)發(fā)展", "企業發展"),
        ("關(ɡuān)於長(zhǎnɡ)期", "關於長期"),  # ɡ of the phonetic alphabet
        ("綠(lǜ)色、旅(lv\u030c)遊", "綠色、旅遊"),  # ü as ü and as v, tone marks combined and apart
        ("發(fa)展、經(jing)濟", "發展、經濟"),  # no tone marks at all
        ("一(yí)律、成(chéng)長(zhǎng)", "一律、成長"),  # a tone changed by its neighbour; one of two readings
        ("企業( yè )", "企業"),
        ("開發應用APP(APP)、占GDP(GDP)比重", "開發應用APP(APP)、占GDP(GDP)比重"),  # no reading
        ("應用(app)、新型(new)", "應用(app)、新型(new)"),  # Latin words that are no reading of 用 and 型
        ("金額(e)", "金額(e)"),  # the label of an item, though é is a reading of 額
        ("營(yíng)業(市)", "營業(市)"),
    ],
)
def test_readings(printed: str, clean_text: str) -> None:
    assert remove_pinyin(MappedText.whole(printed)).text == clean_text


def test_a_bracket_with_tones_that_is_no_reading_is_reported() -> None:
    document = cleaned("企業(fā)展")
    assert "(fā)" in document.text
    assert [finding.rule for finding in document.findings] == ["clean.pinyin"]


# Sentences of an action plan of 2018 before they were damaged, so that the document itself bears witness.
PLAN = (
    "做大做強科技小巨人企業,應稅銷售達到8家。科技企業成長。應對市場變化,每年認定20家。\n"
    "科技小巨人企業的培育。研發機構80家。形成模式,提高效率,推動轉型。專題活動。海洋經濟。\n"
)


@pytest.mark.parametrize(
    ("damaged", "repaired"),
    [
        # cut in the middle of 。: the run goes on to the next reading, whose bracket it took
        ("達到8家??萍夹【奕藨?yīng)稅銷售突破400億元。", "达到8家。科技小巨人应税销售突破400亿元。"),
        # 準 was found in the bytes of 鏈式, and its reading put between them
        ("經濟增長點的鏈?zhǔn)叫\ue756?yīng)。", "经济增长点的链式效应。"),
        ("經濟增長點的鏈?zhǔn)叫\ue756\ue000M苿?dòng)人才投入。", "经济增长点的链式效应。推动人才投入。"),
    ],
)
def test_bytes_read_one_off(damaged: str, repaired: str) -> None:
    document = cleaned(PLAN * 5 + damaged)
    assert document.text.endswith(repaired)
    assert "clean.byteshift" in {repair.rule for repair in document.repairs}


@pytest.mark.parametrize(
    "damaged",
    [
        "達到8家??萍夹【奕藨?yīng)稅銷售。",  # nothing in the document says which byte was lost before 科
        "什么是應用?yīng)稅",  # the bytes before do not pair up
    ],
)
def test_what_cannot_be_paired_for_certain_is_left_and_reported(damaged: str) -> None:
    document = cleaned(damaged)
    assert "?yīng)" in document.text
    assert not {repair.rule for repair in document.repairs} & {"clean.byteshift"}


USER_AREAS = {0xAA + row: (0xE000 + 94 * row, 0xA1) for row in range(6)} | {
    0xA1 + row: (0xE4C6 + 96 * row, 0x40) for row in range(7)
}


def annotate(text: str, annotated: dict[str, str]) -> str:
    """`text` as it was damaged: readings put behind the bytes of characters wherever these stand, then decoded."""
    data = text.encode("gbk")
    for character, reading in annotated.items():
        data = data.replace(character.encode("gbk"), f"{character}({reading})".encode("gbk"))
    printed = ""
    while data:
        size = 1 if data[0] < 0x80 else 2
        printed += decode(data[:size])
        data = data[size:]
    return printed


def decode(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        start, first = USER_AREAS.get(pair[0], (0, 0))
        if len(pair) < 2 or not start or pair[1] < first:
            return "?"
        return chr(start + pair[1] - first - (first == 0x40 and pair[1] > 0x7F))


READINGS = {"準": "zhǔn", "應": "yīng", "動": "dòng", "業": "yè", "經": "jīng", "點": "diǎn", "術": "shù", "務": "wù"}


@given(st.sets(st.sampled_from(sorted(READINGS))))
def test_byte_search_damage_is_undone_or_reported(characters: set[str]) -> None:
    sentence = "帶動產業、催生經濟增長點的鏈式效應。推動人才投入、技術服務等創新要素向企業傾斜。"
    damaged = annotate(PLAN * 5 + sentence, {one: READINGS[one] for one in sorted(characters)})
    document = cleaned(damaged)
    undone = cleaned(PLAN * 5 + sentence).text
    assert document.text == undone or document.findings


@pytest.mark.parametrize(
    ("printed", "converted"),
    [
        ("爲貫徹若幹意見,經濟上台階,彙聚産業,內外兼修", "为贯彻若干意见,经济上台阶,汇聚产业,内外兼修"),
        ("總體目标:佔比達到60%,後來居上", "总体目标:占比达到60%,后来居上"),  # some characters simplified already
        ("乾坤、頭髮、發展、皇后、以後、里程、裡面", "乾坤、头发、发展、皇后、以后、里程、里面"),  # by phrases
        ("乾隆年间后来着手台阶,只有公里,么什,后里制", "乾隆年间后来着手台阶,只有公里,么什,后里制"),  # simplified passes
        ("到境外着名高校学习研修", "到境外着名高校学习研修"),  # converted from traditional before it came: left
        (
            "总经理徐於昇在会议上讲话,发展专精特新企业",
            "总经理徐於昇在会议上讲话,发展专精特新企业",
        ),  # a name keeps its forms
    ],
)
def test_script(printed: str, converted: str) -> None:
    assert simplify_script(MappedText.whole(printed)).text == converted


def test_a_traditional_line_in_a_simplified_document_is_converted() -> None:
    simplified = "深入贯彻党的十九大精神,全面落实创新驱动发展战略,紧抓历史机遇。\n" * 5
    assert cleaned(simplified + "企業發展規劃綱要").text.endswith("企业发展规划纲要")


@pytest.mark.parametrize(
    ("printed", "restored"),
    [
        ("实施方案(20222025年)", "实施方案(2022-2025年)"),
        ("三年计划(2018—2020)和方案(20222025)", "三年计划(2018—2020)和方案(2022—2025)"),  # the dash of the document
        ("计划(20252022)", "计划(20252022)"),  # years that do not ascend
        ("计划(20202099)", "计划(20202099)"),  # no period of policy
        ("1528192208026.xlsx和20222025.doc", "1528192208026.xlsx和20222025.doc"),
        ("(渝府办发〔202223号)", "(渝府办发〔2022〕23号)"),
        ("到2O25年,培育1OO家,检测H2O", "到2025年,培育100家,检测H2O"),  # letters for noughts
        ("(渝府办发〔2022〕23号)", "(渝府办发〔2022〕23号)"),
        ("铜陵市人民政府办公室\n202274", "铜陵市人民政府办公室\n2022年7月4日"),
        ("铜陵市人民政府办公室\n20221112", "铜陵市人民政府办公室\n2022年11月12日"),
        ("铜陵市人民政府办公室\n2022111", "铜陵市人民政府办公室\n2022111"),  # 1月11日 or 11月1日
        ("新增企业\n202274", "新增企业\n202274"),  # no signature above it
        ("市人民政府办公室\n2018年829日", "市人民政府办公室\n2018年8月29日"),  # one mark lost
        ("市人民政府办公室\n20188月29日", "市人民政府办公室\n2018年8月29日"),
        ("市人民政府办公室\n2018年8月29", "市人民政府办公室\n2018年8月29日"),
        ("市人民政府办公室\n2018年111日", "市人民政府办公室\n2018年111日"),  # 1月11日 or 11月1日
        ("市人民政府办公室\n2018年13月29", "市人民政府办公室\n2018年13月29"),
    ],
)
def test_lost_marks(printed: str, restored: str) -> None:
    assert cleaned(printed).text == restored


def test_a_date_of_two_readings_is_reported() -> None:
    (finding,) = cleaned("铜陵市人民政府办公室\n2022111").findings
    assert "2022111" in finding.message


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_date_is_among_the_readings_of_its_digits(day: date) -> None:
    assert (str(day.month), str(day.day)) in month_and_day(f"{day.month}{day.day}")
    assert list(month_and_day(f"{day.month:02}{day.day:02}")) == [(f"{day.month:02}", f"{day.day:02}")]


def test_lost_characters_are_reported() -> None:
    document = cleaned("支持企业\uf0d8发展,市级\ufffd奖励。")
    assert [finding.rule for finding in document.findings] == ["clean-marks.damaged"] * 2
