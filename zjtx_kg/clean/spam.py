"""Pornographic and gambling spam: whole lines, and parts of lines beside real text; sentences are never cut."""

from __future__ import annotations

from itertools import chain

from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Finding, Span
from zjtx_kg.rules import load_rules

NAME = "clean-spam"
DENSE = 0.5  # share of a line that weak words make up, beside a line of spam


def drop_spam(text: MappedText) -> MappedText:
    """The text without spam; a word of spam inside a sentence is reported and left."""
    rule = load_rules(NAME)["strong"]
    if not rule.search(text.text):
        return text
    spans = lines(text.text)
    marked = [bool(rule.search(span.of(text.text))) for span in spans]
    edits = {i: _spam_parts(text.text, span) for i, span in enumerate(spans) if marked[i]}
    for i in chain(_neighbours(text.text, spans, marked, 1), _neighbours(text.text, spans, marked, -1)):
        edits[i] = [spans[i]]
    cut = [place for i in sorted(edits) for place in edits[i]]
    left = (i for i, parts in edits.items() if not parts)
    findings = [
        Finding(rule.id, "a word of spam inside a sentence, left as it is", span=text.source_span(spans[i]))
        for i in left
    ]
    return text.report(findings).edit(Edit(place, "", rule.id) for place in cut)


def _spam_parts(text: str, line: Span) -> list[Span]:
    """The runs of a line that are spam: what follows its last sentence, or the parts with words of spam."""
    rules = load_rules(NAME)
    words = line.of(text)
    sentences = [found.end() for found in rules["sentence"].find(words)]
    start = sentences[-1] if sentences else 0
    parts = [Span(*found.span()).shift(start) for found in rules["part"].find(words[start:])]
    spam = [part for part in parts if rules["strong"].search(part.of(words))]
    if not spam:
        return []
    first, last = spam[0].start, spam[-1].end
    rest = [part for part in parts if not first <= part.start < last and not _dense(part.of(words))]
    if rest or sentences:
        return [Span(first, last).shift(line.start)]
    return [line]


def _dense(words: str) -> bool:
    found = load_rules(NAME)["weak"].find(words)
    return sum(len(one[0]) for one in found) >= DENSE * len(words)


def _neighbours(text: str, spans: list[Span], marked: list[bool], step: int) -> list[int]:
    """Lines made of weak words that follow a line of spam, or another such, in the direction of `step`."""
    found = []
    beside = False
    for i in range(len(spans))[::step]:
        if marked[i]:
            beside = "。" not in spans[i].of(text)
        elif beside and "。" not in spans[i].of(text) and _dense(spans[i].of(text)):
            found.append(i)
        else:
            beside = False
    return found
