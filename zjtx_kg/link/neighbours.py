"""Texts worth comparing, found by an index, so that the work grows with their number and not with its square."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

# A text looks up its rarest pairs of characters, which lead it to so many texts at most (more where one pair leads to
# more). Few texts are compared all with all.
VISITS = 4000
KEPT = 12  # the likest of them
AT_ONCE = 1000  # texts looked up together, which bounds the memory
DIGITS = 5  # of a likeness that decide an order, so that no processor's rounding does

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]
Pairs = tuple[Numbers, Numbers]


def neighbours(rows: csr_array, places: Numbers) -> Pairs:
    """Pairs `a < b` of rows of different places: for each row the likest that its rarest columns lead to; sorted.

    Args:
        rows: a row of weights for each text.
        places: of each row its place.
    """
    index, rarest = rows.T.tocsr(), _rarest(rows)
    starts = range(0, rows.shape[0], AT_ONCE)
    found = [np.empty((0, 2), np.int64), *(pair for start in starts for pair in _likest(rarest, index, places, start))]
    pairs = np.unique(np.sort(np.concatenate(found), axis=1), axis=0)
    return pairs[:, 0], pairs[:, 1]


def products(rows: csr_array, pairs: Pairs) -> Floats:
    """The scalar product of the two rows of each pair."""
    return _each([common.sum(axis=1) for common in _common(rows, pairs)])


def heaviest(rows: csr_array, pairs: Pairs) -> Floats:
    """The greatest product of two entries of one column in the two rows of each pair."""
    return _each([common.max(axis=1).toarray().ravel() for common in _common(rows, pairs)])


def _common(rows: csr_array, pairs: Pairs) -> Iterator[csr_array]:
    """The products of the entries of one column, a row for each pair, some pairs at once."""
    a, b = pairs
    for start in range(0, len(a), AT_ONCE):
        yield rows[a[start : start + AT_ONCE]].multiply(rows[b[start : start + AT_ONCE]]).tocsr()


def _each(parts: list[Floats]) -> Floats:
    return np.concatenate([np.empty(0, np.float32), *parts]).astype(np.float32)


def _rarest(rows: csr_array) -> csr_array:
    """The rows with as many of their rarest columns as lead to `VISITS` rows, one at the least."""
    counts = np.diff(rows.indptr)
    row = np.repeat(np.arange(rows.shape[0]), counts)
    holding = np.bincount(rows.indices, minlength=rows.shape[1])[rows.indices]
    order = np.lexsort((rows.indices, holding, row))  # the entries of each row, the rarest first
    met = np.cumsum(holding[order])
    before = np.concatenate(([0], met))[:-1]
    start = np.repeat(rows.indptr[:-1], counts)
    kept = order[(met - before[start] <= VISITS) | (np.arange(len(order)) == start)]
    return csr_array((rows.data[kept], (row[kept], rows.indices[kept])), shape=rows.shape)


def _likest(rarest: csr_array, index: csr_array, places: Numbers, start: int) -> Iterator[NDArray[Any]]:
    block = (rarest[start : start + AT_ONCE] @ index).tocsr()
    for row, (first, end) in enumerate(zip(block.indptr[:-1], block.indptr[1:], strict=True), start):
        others, likeness = block.indices[first:end], block.data[first:end]
        elsewhere = places[others] != places[row]
        others, likeness = others[elsewhere], likeness[elsewhere].round(DIGITS)
        if len(others) > KEPT:
            enough = np.partition(likeness, -KEPT)[-KEPT]
            others, likeness = others[likeness >= enough], likeness[likeness >= enough]
        # Of equals those that follow it in the circle of texts come first: else all would choose the same few.
        order = np.lexsort(((others - row) % rarest.shape[0], -likeness))[:KEPT]
        yield np.column_stack((np.full(len(order), row), others[order]))
