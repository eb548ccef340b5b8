"""Goal sentences, real and in the manner of real ones, with the entries that the record contract asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.extract.targets import find_targets
from zjtx_kg.model import Passage, Target
from zjtx_kg.vocabulary import load_vocabulary

TIERS = load_vocabulary("tiers")
FILES = sorted((Path(__file__).parent / "data").glob("goals-*.txt"))
MARKS = re.compile(r"[“”‘’\s—-]")


@dataclass(frozen=True)
class Case:
    text: str
    lead: str
    measure: str | None
    province_level: bool
    since: int | None
    expected: tuple[str, ...]


def cases(path: Path) -> Iterator[Case]:
    """The cases of a table; its form is told at the head of goals-seeds.txt."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        lead = "".join(line[2:] for line in lines if line.startswith("^ "))
        since = next((int(line[2:]) for line in lines if line.startswith("@ ")), None)
        head = next((line for line in lines if line.startswith(">")), "")
        expected = tuple(line[2:] for line in lines if line.startswith("= "))
        if head:
            arrows, text = head.split(" ", 1)
            yield Case(text, lead, "m1" if arrows == ">" else None, arrows == ">>>", since, expected)


def row(target: Target) -> str:
    """A target as the tables print it."""
    sign = {">=": "", "=": "~", "<=": "<"}[target.comparator]
    value = f"{target.value:g}" if target.value < 1e6 else str(target.value)
    parts = [
        target.indicator,
        f"{sign}{value} {target.unit or ''}".strip(),
        f"{target.kind} {target.year or '-'}",
        target.tier or "-",
        target.level or "-",
    ]
    if target.baseline or target.baseline_year:
        parts.append(f"{target.baseline or '-'} {target.baseline_year or '-'}")
    return " | ".join(parts)


def read(case: Case) -> tuple[Target, ...]:
    passage = Passage(case.text, 0, case.measure, case.lead)
    return find_targets([passage], TIERS, case.province_level, case.since)


@pytest.mark.parametrize("case", [case for path in FILES for case in cases(path)], ids=lambda case: case.text[:40])
def test_goal_sentence(case: Case) -> None:
    found = [MARKS.sub("", row(target)) for target in read(case)]
    assert found == [MARKS.sub("", line) for line in case.expected]


PIECES = st.sampled_from([
    "到2025年", "力争", "每年", "新增", "企业", "100家", "、", ",", "。", ";", "达到", "分别", "50%", "全覆盖", "实现",
    "省级", "国家级", "“小巨人”", "(", ")", "其中", "由", "增加到", "3", "20万元", "给予", "各", "以上", "左右",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(0, 1000))
def test_quotes_are_places_of_the_text(text: str, start: int) -> None:
    for target in find_targets([Passage(text, start, None)], TIERS, False):
        assert text[target.quote.span.start - start : target.quote.span.end - start] == target.quote.text
        assert target.indicator


def test_passages_keep_their_measures() -> None:
    passages = [Passage("每年新增企业30家。", 0, "m1"), Passage("到2025年,企业达到90家。", 50, None)]
    found = find_targets(passages, TIERS, False)
    assert [(t.measure, t.value, t.year, t.quote.span.start) for t in found] == [
        ("m1", 30, None, 4),
        (None, 90, 2025, 57),
    ]
