"""Where a common run is cut back to: it ends where the next characters differ, often in the middle of a thought."""

from __future__ import annotations

from zjtx_kg.rules import load_rules


def trimmed(text: str, a: int, b: int, length: int) -> tuple[int, int]:
    """Start and end, counted from the run's start, of what is left of the run at `a` and `b`; nothing: (0, 0)."""
    rules = load_rules("edges")
    start, end = 0, length
    while start < end and any(_within_number(text, at + start) for at in (a, b)):
        start += 1
    while start < end and any(_within_number(text, at + end) for at in (a, b)):
        end -= 1
    words = text[a + start : a + end]
    if opening := rules["opening"].search(words):
        start, words = start + opening.end(), words[opening.end() :]
    if closing := rules["closing"].search(words):
        end -= len(words) - closing.start()
    return (start, end) if start < end else (0, 0)


def _within_number(text: str, place: int) -> bool:
    """Whether a number or Latin word goes on across this place."""
    before, after = text[place - 1], text[place]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
