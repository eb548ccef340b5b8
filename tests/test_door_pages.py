"""The design and the pages that stand at the door: start, match, quality, about, questions, errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "server" / "zjtx_server" / "pages" / "static"
CSS = (STATIC / "style.css").read_text("utf-8")
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (dict(COLOUR.findall(block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL))
GROUNDS = ("paper", "sheet")
CHARTS = ("quiet", "warn", *map(str, range(1, 9)))
TEXTS = [
    *((text, ground) for text in ("ink", "quiet", "accent", "infer", "warn") for ground in GROUNDS),
    *(("ink", ground) for ground in ("mark", "accent-soft", "infer-soft", "warn-soft")),
    ("quiet", "accent-soft"),  # a row under the pointer
    ("accent", "accent-soft"),
    ("infer", "infer-soft"),
    ("on-accent", "accent"),
    *(("heat-light", f"heat-{step}") for step in (1, 2, 3)),
    *(("heat-deep", f"heat-{step}") for step in (4, 5)),
]
SHAPES = [*(("edge", ground) for ground in GROUNDS), *((f"chart-{each}", "sheet") for each in CHARTS)]


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXTS), (3.0, SHAPES)], ids=["text", "shapes"])
def test_colours_stand_out(scheme: dict[str, str], least: float, pairs: list[tuple[str, str]]) -> None:
    found = {pair: round(contrast(scheme[pair[0]], scheme[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}


def test_both_schemes_have_all_colours() -> None:
    assert LIGHT.keys() == DARK.keys()
