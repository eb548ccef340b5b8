"""Runs that two texts have in common, found by the windows of eight characters that they share.

Each window is a number; equal windows come together by sorting, the occurrences of each in the order of the texts.
Where few texts share a window, each is compared with each; where many do, each with the nearest earlier ones, so work
and result grow with the length of all texts, not with the number of pairs. What comes together is compared character
by character and grown to both sides as far as it goes, so two windows that happen to have one number do no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zjtx_kg.link.corpus import Corpus, Flags
from zjtx_kg.link.folded import LINE_END

WINDOW = 8  # characters
FEW = 8  # texts that share a window and are compared each with each
NEAREST = 2  # earlier texts with which a text is compared where more share it
COMMON = 20  # texts that must share a window before it is too common to tell where words come from
COMMON_SHARE = 0.2  # of all texts
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
LOW = 32  # bits for a place in the corpus
LOW_BITS = 2**LOW - 1

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Common runs: `length` characters at place `a` of the corpus, and the same at `b` in an earlier text."""

    a: Numbers
    b: Numbers
    length: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """The first occurrence of each shared window in each text; those of one window together, in order of place.

    Args:
        keys: the windows' numbers.
        places: where each begins in the corpus.
        shared_by: in how many texts the window stands.
    """

    keys: NDArray[np.uint64]
    places: Numbers
    shared_by: Numbers

    def where(self, wanted: Flags) -> Windows:
        """Those that are wanted."""
        return Windows(self.keys[wanted], self.places[wanted], self.shared_by[wanted])


def shared_windows(corpus: Corpus) -> Windows:
    """The windows within a line that two texts or more share."""
    places = np.flatnonzero(~any_within(corpus.codes == LINE_END))
    keys = _keys(corpus.codes)[places]
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    first = _changes(keys) | _changes(corpus.owners[places])
    keys, places = keys[first], places[first]
    opens = np.flatnonzero(_changes(keys))
    sizes = np.diff(np.append(opens, len(keys)))
    windows = Windows(keys, places, np.repeat(sizes, sizes))
    return windows.where(windows.shared_by > 1)


def too_common(windows: Windows, corpus: Corpus) -> Flags:
    """The characters within windows that a great share of all texts have."""
    most = max(COMMON, int(COMMON_SHARE * len(corpus.starts)))
    edges = np.zeros(len(corpus.codes) + WINDOW + 1, dtype=np.int32)
    places = windows.places[windows.shared_by > most]
    edges[places] += 1
    edges[places + WINDOW] -= 1
    return np.cumsum(edges)[: len(corpus.codes)] > 0


def common_runs(corpus: Corpus, windows: Windows) -> Runs:
    """All runs of a window or more that a text has in common with the nearest earlier ones, where these windows are."""
    seeds = np.concatenate([np.empty(0, np.int64), *_seeds(windows)])
    later, earlier = seeds >> LOW, seeds & LOW_BITS
    back = _reach(corpus.codes, later - 1, earlier - 1, -1)
    opened = np.unique((later - back) << LOW | (earlier - back))
    a, b = opened >> LOW, opened & LOW_BITS
    length = _reach(corpus.codes, a, b, 1)
    long = length >= WINDOW
    return Runs(a[long], b[long], length[long])


def any_within(flags: Flags) -> Flags:
    """For each place whether a window from there on holds a flag that is set; where it would not fit, it does."""
    counts = np.concatenate([np.zeros(1, np.int32), np.cumsum(flags, dtype=np.int32)])
    within = np.ones(len(flags), dtype=np.bool_)
    within[: max(0, len(flags) - WINDOW + 1)] = counts[WINDOW:] > counts[:-WINDOW]
    return within


def _keys(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A number for the window at each place, made of those of its halves; of no meaning where it would not fit."""
    keys, width, multiplier = codes.astype(np.uint64), 1, int(MULTIPLIER)
    while width < WINDOW:
        keys[:-width] = keys[:-width] * np.uint64(multiplier) + keys[width:]
        multiplier, width = multiplier * multiplier % 2**64, 2 * width
    return keys


def _changes(values: NDArray[np.generic]) -> Flags:
    """For each value whether it is another than the one before it; the first is."""
    changes = np.ones(len(values), dtype=np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _seeds(windows: Windows) -> Iterator[Numbers]:
    """The places at which windows begin to go on side by side in two texts: the later place above the earlier one."""
    for lag in range(1, FEW):
        windows = windows if lag <= NEAREST else windows.where(windows.shared_by <= FEW)
        same = windows.keys[lag:] == windows.keys[:-lag]
        if not same.any():
            return
        later, earlier = windows.places[lag:][same], windows.places[:-lag][same]
        side_by_side = np.sort((later - earlier) << LOW | later)
        opens = np.diff(side_by_side, prepend=-2) != 1
        distance, later = side_by_side[opens] >> LOW, side_by_side[opens] & LOW_BITS
        yield later << LOW | (later - distance)


def _reach(codes: NDArray[np.uint32], a: Numbers, b: Numbers, step: int) -> Numbers:
    """How many characters are the same from each pair of places on, in steps forward or back, up to a line end."""
    reach = np.zeros(len(a), dtype=np.int64)
    going = np.arange(len(a))
    while len(going):
        ahead = step * reach[going]
        ours = codes[a[going] + ahead]
        going = going[(ours == codes[b[going] + ahead]) & (ours != LINE_END)]
        reach[going] += 1
    return reach
