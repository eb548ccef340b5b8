"""The least that an entry takes: what damage leaves of a name or a sum is none, and stays unread."""

from __future__ import annotations

SHORTEST_NAME = 2  # letters, digits or Chinese characters
MOST_RATIO = 20


def is_name(words: str) -> bool:
    """Whether words are enough to name something."""
    return sum(map(str.isalnum, words)) >= SHORTEST_NAME


def is_worth(amount: float | None, ratio: float | None) -> bool:
    """Whether the figures that a promise names, if any, promise something: 0元 does not."""
    return (amount is None or amount > 0) and (ratio is None or 0 < ratio <= MOST_RATIO)
