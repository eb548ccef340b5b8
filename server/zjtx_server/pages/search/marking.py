"""The words that were looked for, marked in a label or in the passage of a text where they stand together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zjtx_kg.browse import folded, pattern_of

BEFORE, LENGTH = 24, 120  # characters of a passage: before what was found, and in all
MOST_PLACES = 40  # that are looked at in one text


class Piece(NamedTuple):
    """A part of a text: what was looked for, or what stands around it."""

    words: str
    found: bool


class _Place(NamedTuple):
    start: int
    stop: int
    term: str


def marked(text: str, terms: Sequence[str]) -> list[Piece]:
    """The whole text in pieces.

    Args:
        text: as it is shown.
        terms: folded words.
    """
    return _pieces(text, _joined(_places(folded(text), terms)), 0, len(text))


def passage(text: str, plain: str, terms: Sequence[str]) -> list[Piece]:
    """The passage of a text with most of the terms, in pieces; its beginning where there are none.

    Args:
        text: as it is shown.
        plain: the same folded, which takes its time with long texts.
        terms: folded words.
    """
    places = _places(plain, terms)
    some = places[:MOST_PLACES]
    first = max((place.start for place in some), key=lambda start: (_held(some, start), -start), default=0)
    line = text.rfind("\n", 0, first) + 1
    start = max(line, first - BEFORE)
    stop = text.find("\n", first, start + LENGTH)
    stop = stop if stop >= 0 else min(start + LENGTH, len(text))
    whole = _joined([place for place in places if start <= place.start and place.stop <= stop])
    before, after = "…" if start > line else "", "…" if stop < len(text) and text[stop] != "\n" else ""
    pieces = [Piece(before, False), *_pieces(text, whole, start, stop), Piece(after, False)]
    return [piece for piece in pieces if piece.words]


def _pieces(text: str, found: Sequence[tuple[int, int]], start: int, stop: int) -> list[Piece]:
    """The text from `start` to `stop`, parted where something was found in it."""
    pieces: list[Piece] = []
    for begin, end in found:
        pieces += [Piece(text[start:begin], False), Piece(text[begin:end], True)]
        start = end
    return [piece for piece in (*pieces, Piece(text[start:stop], False)) if piece.words]


def _places(plain: str, terms: Sequence[str]) -> list[_Place]:
    return sorted(_Place(*found.span(), term) for term in terms for found in pattern_of(term).finditer(plain))


def _held(places: Sequence[_Place], first: int) -> int:
    """How many of the terms stand in the passage that begins with one at `first`."""
    return len({term for start, stop, term in places if first <= start and stop <= first + LENGTH - BEFORE})


def _joined(places: Sequence[_Place]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, stop, _term in places:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined
