"""What stands around quoted words."""

from __future__ import annotations

CONTEXT = 40  # characters shown before and after a quote


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a run of a text (code points), within its first and last paragraph and cut short."""
    return _last_words(text[:start]), _first_words(text[end:])


def _last_words(text: str) -> str:
    paragraph = text[-CONTEXT * 2 :].rpartition("\n")[2]
    return paragraph if len(paragraph) <= CONTEXT else "…" + paragraph[-CONTEXT:]


def _first_words(text: str) -> str:
    paragraph = text[: CONTEXT * 2].partition("\n")[0]
    return paragraph if len(paragraph) <= CONTEXT else paragraph[:CONTEXT] + "…"
