"""Articles whose numbers a page does not print, as where a browser was to number them: put back where certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zjtx_kg.model import Finding
from zjtx_kg.numerals import in_han
from zjtx_kg.outline.numbering import Line, Marker
from zjtx_kg.outline.title import is_running
from zjtx_kg.rules import RuleSet

GROUPS = {"chapter", "part"}


def restore_articles(
    markers: Sequence[Marker], lines: Sequence[Line], rules: RuleSet
) -> tuple[list[Marker], list[Finding]]:
    """The markers with those of lost articles in their places, and a finding on each.

    Between 第二条 and 第五条 two numbers are missing. Where exactly two paragraphs without numbers stand there, apart
    from headings of chapters, each of them is one of the articles; any other count leaves the text as it is.
    """
    articles = [at for at, marker in enumerate(markers) if marker.style == "article"]
    restored = [
        marker for low, high in pairwise(articles) for marker in _between(markers[low : high + 1], lines, rules)
    ]
    message = "{} is not printed: taken by its place"
    findings = [
        Finding("outline.lost-number", message.format(marker.number), "info", lines[marker.line].span)
        for marker in restored
    ]
    return sorted([*markers, *restored], key=lambda marker: marker.line), findings


def _between(markers: Sequence[Marker], lines: Sequence[Line], rules: RuleSet) -> Iterator[Marker]:
    """The lost articles between the first and the last of `markers`; none where it is not certain which they are."""
    first, *inside, last = markers
    missing = range(first.value + 1, last.value)
    if not missing or any(marker.style not in GROUPS for marker in inside):
        return
    headings = {marker.line for marker in inside}
    places = [at for at in range(first.line + 1, last.line) if at not in headings]
    if len(places) == len(missing) and all(is_running(lines[at].text, rules) for at in places):
        arabic = first.number[1:-1].isdecimal()
        for at, value in zip(places, missing, strict=True):
            yield Marker(at, "article", value, f"第{value if arabic else in_han(value)}条", 0)
