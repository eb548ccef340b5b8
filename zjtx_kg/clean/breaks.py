"""Breaks between printed pages inside a text: page numbers, running heads, and sentences that go on behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from zjtx_kg.clean.mapped import MappedText
from zjtx_kg.model import Omission, Span
from zjtx_kg.rules import load_rules

PAGE_BREAK = frozenset(f"clean-page.{name}" for name in ("page-number", "running-head", "titled-page", "running-title"))
LONGEST_HEADING = 20
INSIDE = ",;"  # marks that a heading hardly has, beside the number of its part


def running_titles(printed: Sequence[str], dropped: Mapping[int, str], first: int) -> dict[int, str]:
    """The lines that repeat a title beside a page number, with the rule that says so.

    One is a running head where it stands there twice, stands above the text too, or cuts a sentence.

    Args:
        printed: the lines of the page.
        dropped: the lines that are left out already, with their rules.
        first: index of the first line of prose.
    """
    rule = load_rules("clean-page")["running-title"]
    beside = {at for i, name in dropped.items() if name in PAGE_BREAK for at in (i - 1, i + 1)} - dropped.keys()
    titles = [i for i in sorted(beside) if first <= i < len(printed) and rule.search(printed[i])]
    counts = Counter(printed[i] for i in titles)
    above = set(printed[:first]) if titles else set()
    return {
        i: rule.id
        for i in titles
        if counts[printed[i]] > 1 or printed[i] in above or breaks_off(_line_above(printed, i, dropped))
    }


def _line_above(printed: Sequence[str], at: int, dropped: Mapping[int, str]) -> str:
    return next((printed[i] for i in range(at - 1, -1, -1) if i not in dropped), "")


def breaks_off(line: str) -> bool:
    """Whether a line is prose that ends inside a sentence."""
    rules = load_rules("clean-layout")
    if rules["closed"].search(line) or not any(mark in line for mark in ",、;。"):
        return False
    heading = rules["opens-part"].search(line) and "。" not in line
    return not heading or (len(line) > LONGEST_HEADING and any(mark in line for mark in INSIDE))


def page_breaks(omissions: Sequence[Omission]) -> list[int]:
    """Where in the source the breaks between pages begin, in order."""
    return sorted(omission.source.start for omission in omissions if omission.rule in PAGE_BREAK)


def goes_on_behind(breaks: Sequence[int], text: MappedText, above: Span, below: Span) -> bool:
    """Whether a page break alone cuts the sentence of the line `above`, which goes on in the line `below`."""
    after = bisect_right(breaks, text.origin[above.end - 1])
    if after == len(breaks) or breaks[after] >= text.origin[below.start]:
        return False
    return breaks_off(above.of(text.text)) and not load_rules("clean-layout")["own-bracket"].search(below.of(text.text))
