"""Awards read from sentences of policies, each with the entries that the record contract asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

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


CASES = [pytest.param(*case, id=f"{path.stem}-{n}") for path in FILES for n, case in enumerate(read_cases(path), 1)]


def fields_of(award: Award) -> list[str]:
    values = (award.tier, award.level, award.amount, award.bound, award.ratio, award.kind)
    return [
        "-" if value is None else format(value, "g") if isinstance(value, float) else str(value) for value in values
    ]


def taken_over(award: Award, entry: list[str]) -> bool:
    return fields_of(award) == entry[1:] and same_wording(entry[0], award.recipient)


@pytest.mark.parametrize(("sentence", "entries"), CASES)
def test_promises(sentence: str, entries: list[list[str]]) -> None:
    found = find_awards([Passage(sentence, 0, "m1")], TIERS, province_level=False)
    shown = [[award.recipient, *fields_of(award)] for award in found]
    assert len(found) == len(entries), shown
    for award, entry in zip(found, entries, strict=True):
        assert taken_over(award, entry), f"{shown}\nwanted {entry}"
