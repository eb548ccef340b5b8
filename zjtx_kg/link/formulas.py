"""What says nothing of its own in a policy: names of tiers, units and regions, and formulas that all policies use."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zjtx_kg.knowledge import Knowledge
from zjtx_kg.link.corpus import Flags
from zjtx_kg.link.folded import Folded, as_text
from zjtx_kg.model import Span
from zjtx_kg.rules import load_rules


def free_characters(text: str, folded: Folded, knowledge: Knowledge) -> Flags:
    """Which characters of a text, as folded, are part of no name and no formula, and no marks."""
    words = as_text(folded.codes)
    free = np.fromiter(map(str.isalnum, words), dtype=np.bool_, count=len(words))
    for span in (*_names(words, knowledge), *_found("formulas", words)):
        free[span.start : span.end] = False
    for span in _found("quoted-names", text):
        start, end = np.searchsorted(folded.places, (span.start, span.end))
        free[start:end] = False
    return free


def _names(words: str, knowledge: Knowledge) -> Iterator[Span]:
    for vocabulary in (knowledge.tiers, knowledge.functions):
        yield from (span for span, _ in vocabulary.find(words))
    yield from (mention.span for mention in knowledge.regions.find(words))


def _found(rules: str, words: str) -> Iterator[Span]:
    for rule in load_rules(rules).rules.values():
        yield from (Span(*found.span()) for found in rule.find(words))
