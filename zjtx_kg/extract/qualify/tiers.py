"""The tier of enterprises that a phrase names."""

from __future__ import annotations

from zjtx_kg.extract.qualify.lists import rule
from zjtx_kg.vocabulary import Vocabulary


def tier_of(phrase: str, tiers: Vocabulary) -> str | None:
    """The tier of enterprises that the phrase as a whole names: the last one, where little but its kind follows."""
    for span, concept in reversed(tiers.find(phrase)):
        if rule("kind-only").search(phrase[span.end :]):
            return concept.notation
    return None
