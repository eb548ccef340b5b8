"""The lines of a text, by their numbers and their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Lines = Sequence[tuple[int, int]]


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends, without the end of the line."""
    places, start = [], 0
    for line in text.split("\n"):
        places.append((start, start + len(line)))
        start += len(line) + 1
    return [place for place in places if place[0] < place[1]]


def line_at(lines: Lines, place: int) -> int:
    """The number of the line that a place lies in."""
    return max(bisect_left(lines, (place + 1,)) - 1, 0)


def line_anchor(lines: Lines, place: int) -> str:
    """The anchor of the line that a place lies in."""
    return f"p{line_at(lines, place) + 1}"
