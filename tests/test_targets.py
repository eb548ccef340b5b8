"""Goal sentences, real and in the manner of real ones, with the entries that the record contract asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

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
    expected: tuple[str, ...]


def cases(path: Path) -> Iterator[Case]:
    """The cases of a table; its form is told at the head of goals-seeds.txt."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        lead = "".join(line[2:] for line in lines if line.startswith("^ "))
        head = next((line for line in lines if line.startswith(">")), "")
        expected = tuple(line[2:] for line in lines if line.startswith("= "))
        if head:
            arrows, text = head.split(" ", 1)
            yield Case(text, lead, "m1" if arrows == ">" else None, arrows == ">>>", expected)


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
    return find_targets([Passage(case.text, 0, case.measure, case.lead)], TIERS, case.province_level)


@pytest.mark.parametrize("case", [case for path in FILES for case in cases(path)], ids=lambda case: case.text[:40])
def test_goal_sentence(case: Case) -> None:
    found = [MARKS.sub("", row(target)) for target in read(case)]
    assert found == [MARKS.sub("", line) for line in case.expected]
