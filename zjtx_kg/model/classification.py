"""What rules conclude from a document's words, beside what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zjtx_kg.model.words import Quote

Scheme = Literal["theme", "instrument", "occasion"]


@dataclass(frozen=True, slots=True)
class Classification:
    """That a measure has a theme or an instrument, or an award an occasion.

    Args:
        scheme: the vocabulary.
        notation: the concept's notation in it.
        quote: the words that gave the ground, and the rule that concluded it from them.
    """

    scheme: Scheme
    notation: str
    quote: Quote
