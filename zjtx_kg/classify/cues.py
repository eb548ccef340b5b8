"""Cues: the words of a text that tell of a concept, found by its labels or by a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zjtx_kg.model import Span
from zjtx_kg.rules import RuleSet
from zjtx_kg.vocabulary import CLOSING, OPENING, Vocabulary

NAME, HINT, PATTERN = 1.0, 0.5, 3.0
"""What a cue weighs: a name of the concept, a hidden label, a pattern, which sees what is done with a thing."""
LISTED, FEWEST = 0.4, 3
"""What is left of a label's weight where it is only a member of a list, and how many members make a list."""
CLAUSE_END, CLAUSE = re.compile("[。;,:]"), 120
"""What ends a clause, and how far it is looked for, in characters."""
QUOTATION = OPENING + CLOSING


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that tell of a concept.

    Args:
        notation: of the concept.
        span: where the words stand.
        weight: how much they tell.
        rule: what found them.
    """

    notation: str
    span: Span
    weight: float
    rule: str


def find_cues(text: str, vocabulary: Vocabulary, rules: RuleSet) -> Iterator[Cue]:
    """All cues of a text for the concepts of a vocabulary; a rule `NOTATION.…` stands for the concept of its id."""
    for span, concept in vocabulary.find(text):
        weight = HINT if span.of(text).strip(QUOTATION) in concept.hidden else NAME
        yield Cue(concept.notation, span, weight * (LISTED if _is_listed(text, span) else 1), f"{rules.name}.label")
    for name, rule in rules.rules.items():
        notation, point, _ = name.partition(".")
        if point:
            yield from (Cue(notation, Span(*found.span()), PATTERN, rule.id) for found in rule.find(text))


def _is_listed(text: str, span: Span) -> bool:
    """Whether the words are a member of a list: in 融资、培训、用地等服务 each tells little."""
    if text[span.start - 1 : span.start] != "、" and text[span.end : span.end + 1] not in ("、", "等"):
        return False
    before = CLAUSE_END.split(text[max(0, span.start - CLAUSE) : span.start])[-1]
    after = CLAUSE_END.split(text[span.end : span.end + CLAUSE], maxsplit=1)[0]
    return before.count("、") + after.count("、") >= FEWEST - 1
