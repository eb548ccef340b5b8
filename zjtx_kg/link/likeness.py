"""The score of a pair of measures: how likely a reader takes them for the same action, from words and topics.

A logistic function, its coefficients fitted to the annotated pairs of five documents and rounded (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from zjtx_kg.link.alike import Alike
from zjtx_kg.link.documents import LinkMeasure
from zjtx_kg.link.neighbours import Floats, products

WORDS, THEME, MAIN_THEME, INSTRUMENT, NOTHING = 3.7, 3.7, 0.9, 1.2, 4.0
LEAST_WORDS = 0.02  # added to the likeness of the words, which counts by its logarithm


def scores(alike: Alike, measures: Sequence[LinkMeasure]) -> Floats:
    """The score of each pair, from 0 to 1."""
    theme = _shared(alike, [measure.themes for measure in measures])
    main_theme = _shared(alike, [measure.themes[:1] for measure in measures])
    instrument = _shared(alike, [measure.instruments for measure in measures])
    words = np.log(alike.words + LEAST_WORDS)
    odds = WORDS * words + THEME * theme + MAIN_THEME * main_theme + INSTRUMENT * instrument + NOTHING
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _shared(alike: Alike, notations: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
    """Of each pair whether its measures have one of these notations in common."""
    columns: dict[str, int] = {}
    row = np.repeat(np.arange(len(notations)), [len(each) for each in notations])
    column = [columns.setdefault(notation, len(columns)) for each in notations for notation in each]
    members = csr_array((np.ones(len(row), np.float32), (row, column)), shape=(len(notations), max(1, len(columns))))
    return products(members, alike.pairs) > 0
