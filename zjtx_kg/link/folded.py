"""Texts as they are compared: folded as in `iris.folded`, as numbers, each with its place in the clean text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from zjtx_kg.iris import FOLDED
from zjtx_kg.model import Span

LINE_END = 10
DROPPED = 0
PLANE = 0x10000  # characters beyond the first 65,536 are compared as they are


@dataclass(frozen=True, slots=True, eq=False)
class Folded:
    """A clean text without what two printings of the same words differ in; line ends stay.

    Args:
        codes: code points, one for each character left.
        places: where in the clean text each of them stands, in code points.
    """

    codes: NDArray[np.uint32]
    places: NDArray[np.int32]

    def span(self, start: int, end: int) -> Span:
        """The run of the clean text that a non-empty run of the folded one stands for."""
        return Span(int(self.places[start]), int(self.places[end - 1]) + 1)


def fold(text: str) -> Folded:
    """The text folded; a character that would become several stays as it is."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    low = codes < PLANE
    codes[low] = _table()[codes[low]]
    places = np.flatnonzero(codes != DROPPED).astype(np.int32)
    return Folded(codes[places], places)


def as_text(codes: NDArray[np.uint32]) -> str:
    """The code points as text of the same length."""
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _table() -> NDArray[np.uint32]:
    """The folded code point of each character of the first plane, `DROPPED` for those that do not count."""
    return np.array([_folded(chr(code)) for code in range(PLANE)], dtype=np.uint32)


def _folded(character: str) -> int:
    if character == "\n":
        return LINE_END
    plain = unicodedata.normalize("NFKC", character)
    kept = FOLDED.sub("", plain)
    return DROPPED if not kept else ord(plain) if len(plain) == 1 else ord(character)
