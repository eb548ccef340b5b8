"""Awards read from sentences of policies, each with the entries that the record contract asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.evaluate import same_wording
from zjtx_kg.extract.awards import find_awards
from zjtx_kg.model import Award, Passage
from zjtx_kg.vocabulary import load_vocabulary

TIERS = load_vocabulary("tiers")
FILES = sorted((Path(__file__).parent / "data" / "promises").glob("*.txt"))


def read_cases(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The cases of a file: a sentence after `>`, then a line for each entry."""
    for block in path.read_text(encoding="utf-8").split("\n> ")[1:]:
        sentence, *lines = block.split("\n")
        entries = [line.split(" | ") for line in lines if line and not line.startswith("#")]
        yield sentence.replace("\\n", "\n"), entries


GAPS = [
    pytest.param(*case, id=f"gap-{n}", marks=pytest.mark.xfail(strict=True, reason="known gap"))
    for n, case in enumerate(read_cases(FILES[0].parent / "gaps" / "paragraphs.txt"), 1)
]
CASES = [pytest.param(*case, id=f"{path.stem}-{n}") for path in FILES for n, case in enumerate(read_cases(path), 1)]


def fields_of(award: Award) -> list[str]:
    values = (award.tier, award.level, award.amount, award.bound, award.ratio, award.kind)
    return [
        "-" if value is None else format(value, "g") if isinstance(value, float) else str(value) for value in values
    ]


def taken_over(award: Award, entry: list[str]) -> bool:
    return fields_of(award) == entry[1:] and same_wording(entry[0], award.recipient)


@pytest.mark.parametrize(("sentence", "entries"), [*CASES, *GAPS])
def test_promises(sentence: str, entries: list[list[str]]) -> None:
    found = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=False)
    shown = [[award.recipient, *fields_of(award)] for award in found]
    assert len(found) == len(entries), shown
    for award, entry in zip(found, entries, strict=True):
        assert taken_over(award, entry), f"{shown}\nwanted {entry}"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        # with a shared head the quote begins at the recipient's own level
        ("对国家级、省级中小企业服务平台给予60万元、30万元的奖励。", "省级中小企业服务平台给予60万元、30万元"),
        # it ends with the ceiling of a share
        ("企业购置设备的,按10%给予补助,最高50万元。", "企业购置设备的,按10%给予补助,最高50万元"),
        # without a figure it ends with the word of promise
        ("对获评绿色工厂的企业给予奖补。", "获评绿色工厂的企业给予奖补"),
    ],
)
def test_quote_is_the_shortest_run(sentence: str, quote: str) -> None:
    assert find_awards([Passage(sentence, 7, None)], TIERS, province_level=False)[-1].quote.text == quote


def test_city_of_a_municipality_is_a_province() -> None:
    sentence = "对市级、区级“专精特新”中小企业分别给予10万元、5万元奖励。"
    city = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=False)
    municipality = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=True)
    assert [award.level for award in city] == ["municipal", "county"]
    assert [award.level for award in municipality] == ["provincial", "county"]


def test_award_mentioned_twice_is_one_entry_where_it_is_promised_fully() -> None:
    passages = [
        Passage("对国家级绿色工厂给予奖励。", 0, "m1"),
        Passage("对国家级绿色工厂给予50万元奖励。", 20, "m2"),
        Passage("对国家级绿色工厂给予50万元奖励。", 50, "m3"),
    ]
    assert [(award.measure, award.amount) for award in find_awards(passages, TIERS, False)] == [("m2", 500_000)]


PIECES = ["对", "国家级、省级", "“专精特新”中小企业", "的", ",", "分别", "给予", "50万元", "、", "20万元", "奖励", "。",
          "按", "10%", "最高不超过", ";", "(", ")", ":", "\n", "通过复核", "企业", "省级100万元"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.integers(0, 1000))
def test_quotes_lie_in_the_passage(text: str, start: int) -> None:
    for award in find_awards([Passage(text, start, None)], TIERS, province_level=False):
        span = award.quote.span.shift(-start) if award.quote.span.start >= start else None
        assert span is not None and span.of(text) == award.quote.text
        assert (award.bound is None) == (award.amount is None and award.ratio is None)
