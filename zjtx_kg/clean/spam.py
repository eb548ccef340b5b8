"""Pornographic and gambling spam: whole lines, and parts of lines beside real text; sentences are never cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Finding, Span
from zjtx_kg.rules import load_rules

NAME = "clean-spam"
SHORTEST_TEXT = 4  # characters of a part of a line that is kept beside spam
DENSE = 0.5  # share of a line that weak words make up, beside a line of spam


def drop_spam(text: MappedText) -> MappedText:
    """The text without spam; a word of spam inside a sentence is reported and left."""
    rule = load_rules(NAME)["strong"]
    if not rule.search(text.text):
        return text
    spans = lines(text.text)
    printed = [span.of(text.text) for span in spans]
    cuts = {i: _spam_parts(line) for i, line in enumerate(printed) if rule.search(line)}
    findings = [
        Finding(rule.id, "a word of spam inside a sentence, left as it is", span=text.source_span(spans[i]))
        for i, cut in cuts.items()
        if not cut
    ]
    spam = {i for i, cut in cuts.items() if cut and "。" not in printed[i]}
    for i in chain(_beside(printed, spam, 1), _beside(printed, spam, -1)):
        cuts[i] = [Span(0, len(printed[i]))]
    edits = (Edit(cut.shift(spans[i].start), "", rule.id) for i in sorted(cuts) for cut in cuts[i])
    return text.report(findings).edit(edits)


def _spam_parts(line: str) -> list[Span]:
    """The run of a line that is spam: the whole, what follows its last sentence, or the parts with words of spam."""
    rules = load_rules(NAME)
    start = max((found.end() for found in rules["sentence-end"].find(line)), default=0)
    parts = [Span(*found.span()).shift(start) for found in rules["part"].find(line[start:])]
    spam = [part for part in parts if rules["strong"].search(part.of(line))]
    if not spam or rules["prohibition"].search(line, start):
        return []
    cut = Span(spam[0].start, spam[-1].end)
    outside = [part.of(line) for part in parts if not cut.covers(part)]
    real = [part for part in outside if len(part) >= SHORTEST_TEXT and not _dense(part)]
    return [cut] if real or start else [Span(0, len(line))]


def _dense(words: str) -> bool:
    found = load_rules(NAME)["weak"].find(words)
    return sum(len(one[0]) for one in found) >= DENSE * len(words)


def _beside(printed: list[str], spam: set[int], step: int) -> Iterator[int]:
    """Lines made of weak words that follow a line of spam, or another such, in the direction of `step`."""
    beside = False
    for i in range(len(printed))[::step]:
        if i in spam:
            beside = True
        elif beside and "。" not in printed[i] and _dense(printed[i]):
            yield i
        else:
            beside = False
