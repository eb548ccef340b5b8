"""Who pays an award: read from its sentence here, since not every store that is asked can."""

from __future__ import annotations

import re

from zjtx_kg.rules import load_rules

SENTENCE_END = re.compile("[。;\n]")


def payer(before: str, words: str) -> str | None:
    """Who pays, in the words of the sentence that a quote ends; None where it does not say.

    Args:
        before: what stands in front of the quote.
        words: the quote.
    """
    sentence = SENTENCE_END.split(before)[-1] + words
    named = [found[0] for found in load_rules("payers")["payer"].find(sentence)]
    return named[-1] if named else None
