"""What says nothing of its own in a policy: names of tiers, units and regions, and formulas that all policies use."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from zjtx_kg.knowledge import Knowledge
from zjtx_kg.link.corpus import Flags
from zjtx_kg.link.folded import Folded, as_text
from zjtx_kg.model import Span
from zjtx_kg.rules import load_rules


def free_characters(folded: Folded, knowledge: Knowledge) -> Flags:
    """Which characters of a folded text are part of no name and no formula, and no marks."""
    text = as_text(folded.codes)
    free = np.ones(len(text), dtype=np.bool_)
    for span in (*_names(text, knowledge), *_formulas(text)):
        free[span.start : span.end] = False
    return free


def _names(text: str, knowledge: Knowledge) -> Iterator[Span]:
    for vocabulary in (knowledge.tiers, knowledge.functions):
        yield from (span for span, _ in vocabulary.find(text))
    yield from (mention.span for mention in knowledge.regions.find(text))


def _formulas(text: str) -> Iterator[Span]:
    for rule in load_rules("formulas").rules.values():
        yield from (Span(*found.span()) for found in rule.find(text))
