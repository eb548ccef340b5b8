"""White space: one paragraph a line, no blank lines, and a space only where it parts words or fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_kg.clean.labels import is_field_line
from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.model import Span
from zjtx_kg.rules import RuleSet, load_rules

RUN = re.compile(r"\s+")
LINE = re.compile(r"[^\n]+")
NOISY = 5


def squeeze(text: MappedText) -> MappedText:
    """White space that typesetting left taken away: at the ends of lines, between lines, next to Chinese characters."""
    text = text.edit(_margins(text.text))
    rules = load_rules("clean-layout")
    noisy = _noisy(text.text, rules)
    text = text.edit(edit for line in LINE.finditer(text.text) for edit in _spaces(line, noisy, rules))
    return text.edit(_inside_numbers(text.text, rules))


def _inside_numbers(text: str, rules: RuleSet) -> Iterator[Edit]:
    for number in rules["broken-number"].find(text):
        for gap in re.finditer(" ", number[0]):
            yield Edit(Span(*gap.span()).shift(number.start()), "")


def _margins(text: str) -> Iterator[Edit]:
    """White space at either end, and all of it between two lines but the first line break."""
    for found in RUN.finditer(text):
        start, end = found.span()
        inside = start > 0 and end < len(text)
        if inside and (found[0] == "\n" or "\n" not in found[0]):
            continue
        keep = found[0].find("\n") + start if inside else end
        if start < keep:
            yield Edit(Span(start, keep), "")
        if keep + 1 < end:
            yield Edit(Span(keep + 1, end), "")


def _spaces(line: re.Match[str], noisy: bool, rules: RuleSet) -> Iterator[Edit]:
    """Edits that leave at most one space, and that only where it parts words or fields."""
    words = line[0]
    if " " not in words:
        return
    keep = set() if noisy else _between_phrases(words, rules)
    field = is_field_line(words)
    for gap in rules["space"].find(words):
        single = words[gap.start() - 1] + " " + words[gap.end() : gap.end() + 2]
        before = words[max(0, gap.start() - 2) : gap.start()]
        parts = field or gap.start() in keep or rules["latin-space"].search(before + single[1:])
        if not parts or len(gap[0]) > 1:
            yield Edit(Span(*gap.span()).shift(line.start()), " " if parts else "")


def _between_phrases(words: str, rules: RuleSet) -> set[int]:
    """Places of the spaces that part two phrases inside quotation marks or a title."""
    return {
        quoted.start() + gap.start()
        for quoted in rules["quoted"].find(words)
        for gap in rules["phrases"].find(quoted[0])
    }


def _noisy(text: str, rules: RuleSet) -> bool:
    """Whether spaces fall inside the words of the text's prose, so that none of them means anything."""
    outside = rules["quoted"].pattern.sub("", text)
    if outside.count(" ") < NOISY:
        return False
    prose = [line for line in outside.split("\n") if "。" in line and not is_field_line(line)]
    stray = sum(len(re.findall(r"(?<=[一-龥]) +(?=[一-龥])", line)) for line in prose if " " in line)
    return stray >= NOISY and 4 * stray >= len(prose)
