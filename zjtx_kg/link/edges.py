"""Where a common run is cut back to: it ends where the next characters differ, often in the middle of a thought."""

from __future__ import annotations

from functools import lru_cache

from zjtx_kg.rules import load_rules

KEPT = 2**16  # runs whose ends are known


def trimmed(text: str, a: int, b: int, length: int) -> tuple[int, int]:
    """Start and end, counted from the beginning of the run at `a` and `b`, of what is left of it; alike for nothing."""
    start, end = 0, length
    while start < end and any(_within_number(text, at + start) for at in (a, b)):
        start += 1
    while start < end and any(_within_number(text, at + end) for at in (a, b)):
        end -= 1
    opening, closing = _cut(text[a + start : a + end])
    return start + opening, start + closing


@lru_cache(maxsize=KEPT)
def _cut(words: str) -> tuple[int, int]:
    """The same by the rules of language; many documents share the same words."""
    rules = load_rules("edges")
    found = rules["opening"].search(words)
    start = found.end() if found else 0
    found = rules["closing"].search(words[start:])
    return start, start + found.start() if found else len(words)


def _within_number(text: str, place: int) -> bool:
    """Whether a number or Latin word goes on across this place."""
    before, after = text[place - 1], text[place]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
