"""What was repaired in a source is told with the source's words; spam is only counted."""

from __future__ import annotations

import pytest

from zjtx_kg.clean import clean
from zjtx_kg.describe.repairs import changes
from zjtx_kg.model import Source


def told(text: str) -> list[tuple[str, str]]:
    """What the source prints and what the clean text reads, for each change."""
    document = clean(Source("x", "x.txt", "0" * 64, "utf-8", text))
    return [(change.source.of(text), change.span.of(document.text)) for change in changes(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各县区要认真贯彻执行。\n", []),
        # traditional characters and readings near each other are one repair
        ("市經(jīng)信委關(guān)于印發(fā)通知。\n", [("經(jīng)信委關(guān)于印發(fā)", "经信委关于印发")]),
        # far from each other they are two; a text in simplified script keeps what it prints otherwise
        (
            "經(jīng)各县区人民政府和市有关部门同意,现予印發(fā)。\n",
            [("經(jīng)", "經"), ("發(fā)", "發")],
        ),
        # in different lines they are two
        ("經(jīng)济\n發(fā)展\n", [("經(jīng)", "经"), ("發(fā)", "发")]),
        # a reading alone is told with the character that it stands behind
        ("各县区(qū)要认真贯彻执行。\n", [("区(qū)", "区")]),
    ],
)
def test_repairs_in_the_words_of_the_source(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
