"""All texts as one row of numbers, in which runs are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zjtx_kg.link.folded import LINE_END, Folded, as_text

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Folded texts one after the other, with a line end before, between and behind them.

    Args:
        text: all of them, each character of which is one of `codes`.
        codes: code points of all.
        owners: for each of them the number of its text, -1 for the first line end.
        starts: for each text the place of its first character.
        free: which characters are neither part of a name or formula nor marks.
    """

    text: str
    codes: NDArray[np.uint32]
    owners: NDArray[np.int32]
    starts: NDArray[np.int64]
    free: Flags


def join(texts: Sequence[Folded], free: Sequence[Flags]) -> Corpus:
    """The corpus of these texts, in this order."""
    line_end, shut = np.array([LINE_END], np.uint32), np.array([False])
    lengths = np.array([len(text.codes) + 1 for text in texts], np.int64)
    codes = np.concatenate([line_end, *(part for text in texts for part in (text.codes, line_end))])
    return Corpus(
        text=as_text(codes),
        codes=codes,
        owners=np.repeat(np.arange(-1, len(texts), dtype=np.int32), [1, *lengths]),
        starts=1 + np.cumsum(lengths) - lengths,
        free=np.concatenate([shut, *(part for each in free for part in (each, shut))]),
    )
