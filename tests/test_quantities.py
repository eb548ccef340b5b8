"""Numbers of running policy text, read through `find_quantities` and `find_periods`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.extract.quantities import find_periods, find_quantities, read_numeral

Read = tuple[str, float, str | None]

QUANTITIES: list[tuple[str, list[Read]]] = [
    ("培育企业1200家", [("1200家", 1200, "家")]),
    ("新登记市场主体20万户", [("20万户", 200_000, "户")]),
    ("达到2,500户", [("2,500户", 2500, "户")]),
    ("总规模200亿元", [("200亿元", 20_000_000_000, "元")]),
    ("突破五千亿元大关", [("五千亿元", 500_000_000_000, "元")]),
    ("最高1千万元", [("1千万元", 10_000_000, "元")]),
    ("1.1亿元", [("1.1亿元", 110_000_000, "元")]),  # exact: no 110000000.00000001
    ("研发投入占比1.5%", [("1.5%", 1.5, "%")]),
    ("不低于百分之三十", [("百分之三十", 30, "%")]),
    ("千分之五的保费", [("千分之五", 0.5, "%")]),
    ("按1:1配套", [("1:1", 1, ":")]),
    ("按1:0.5的比例", [("1:0.5", 0.5, ":")]),
    ("出台十二条措施", [("十二条", 12, "条")]),
    ("每亩奖励100元/亩", [("100元/亩", 100, "元/亩")]),
    ("亩均税收20万元/亩以上", [("20万元/亩", 200_000, "元/亩")]),
    ("新增20余家", [("20余家", 20, "家")]),
    ("推广100台(套)", [("100台(套)", 100, "台(套)")]),
    # 万 and 亿 alone are money; a unit printed once serves the numbers before it in the list
    ("补助1000万、500万的", [("1000万", 10_000_000, "元"), ("500万", 5_000_000, "元")]),
    ("给予50、30、20万元", [("50", 500_000, "元"), ("30", 300_000, "元"), ("20万元", 200_000, "元")]),
    ("分别为100家、50家", [("100家", 100, "家"), ("50家", 50, "家")]),
    # bare numbers: of an index, and in an enumeration whose neighbours print the unit
    ("综合指数达到117,", [("117", 117, None)]),
    ("“小升规”企业300、省级企业180家", [("300", 300, None), ("180家", 180, "家")]),
]

NONE = [
    "培育一批企业",
    "一个平台",
    "一体推进",
    "一系列活动",
    "百场万企对接",
    "每千人拥有企业",
    "实施“1155”工程",
    "培育“335N”产业",
    "中国制造业500强企业",
    "构建2+(3+6)产业体系",
    "实施1622行动",
    "“上市100”企业",
    "按照第5条执行",
    "2022年3月4日印发",
    "(皖发〔2021〕10号)",
    "“十四五”规划",
    "“四新”经济",
    "96871服务平台",
    "4321政银担",
    "《中国制造2025》实施方案",
    "中国制造2025、工业互联网",
    "5G基站和IPv6",
    "12月底前",
    "第一、二、三产业",
    "一类新药",
    "985高校",
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_reads(text: str, expected: list[Read]) -> None:
    assert [(q.span.of(text), q.value, q.unit) for q in find_quantities(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_names_and_ordinals_are_none(text: str) -> None:
    assert not find_quantities(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("奖励10-50万元", 100_000, 500_000, "元"),
        ("按5%—20%给予", 5, 20, "%"),
        ("5亿-10亿元企业", 500_000_000, 1_000_000_000, "元"),
        ("1000万元(含)至5000万元", 10_000_000, 50_000_000, "元"),
        ("培育3至5家", 3, 5, "家"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.upper, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2022年,", [(2022, 2022)]),
        ("2018-2020年,每年", [(2018, 2020)]),
        ("2023年至2025年", [(2023, 2025)]),
        ("到“十四五”末", [(None, 2025)]),
        ("“十三五”期间", [(None, 2020)]),
        ("“十四五”规划", []),
    ],
)
def test_periods(text: str, expected: list[tuple[int | None, int]]) -> None:
    assert [(p.first, p.last) for p in find_periods(text)] == expected


SIGNS = "零一二三四五六七八九"


def in_words(n: int) -> str:
    """A whole number below 100 million in Chinese numerals."""
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        return in_words(high) + "万" + (("零" if low < 1000 else "") + in_words(low) if low else "")
    words, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, place)
        words += ("零" if gap and words else "") + SIGNS[digit] + sign if digit else ""
        gap = not digit if words else False
    return words


@given(st.integers(2, 9_999))
def test_chinese_numerals_round_trip(n: int) -> None:
    assert read_numeral(in_words(n)) == n


@given(st.integers(1, 10**9), st.sampled_from(["", "万", "亿"]))
def test_grouped_and_plain_digits_read_alike(n: int, scale: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    for printed in (f"{n}{scale}户", f"{n:,}{scale}户"):
        assert [q.value for q in find_quantities(f"达到{printed}")] == [n * factor]


@given(st.integers(1, 10**7))
def test_decimals_of_wan_are_exact(cents: int) -> None:
    printed = f"{cents // 100}.{cents % 100:02d}万元"
    (quantity,) = find_quantities(f"奖励{printed}")
    assert quantity.value == cents * 100
    assert isinstance(quantity.value, int)


@given(st.text("0123456789一二十百千万亿家元%、,。至-(“”企业达到年:", max_size=60))
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    quantities = find_quantities(text)
    ends = [(q.span.start, q.span.end) for q in quantities]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))
