"""The score of a pair of measures: how likely a reader takes them for the same action, from words and topics.

A logistic function, its coefficients fitted to the annotated pairs and rounded (docs/evaluation.md). A theme or an
instrument tells the more, the fewer measures have it; that both reward the same tells much, however they word it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from zjtx_kg.link.alike import Alike
from zjtx_kg.link.documents import LinkMeasure
from zjtx_kg.link.neighbours import Floats, heaviest
from zjtx_kg.link.rarity import Rarity, load_rarity

WORDS, THEME, MAIN_THEME, INSTRUMENT, NOTHING = 4.0, 1.2, 1.0, 0.8, 5.6
REWARD = 7.0  # set by hand: few annotated pairs have one
LEAST_WORDS = 0.02  # added to the likeness of the words, which counts by its logarithm


def scores(alike: Alike, measures: Sequence[LinkMeasure], rewards: Sequence[Sequence[str]]) -> Floats:
    """The score of each pair, from 0 to 1; `rewards` is of each measure what it rewards."""
    themes, instruments = load_rarity("themes"), load_rarity("instruments")
    theme = _shared(alike, [measure.themes for measure in measures], themes)
    main_theme = _shared(alike, [measure.themes[:1] for measure in measures], themes) > 0
    instrument = _shared(alike, [measure.instruments for measure in measures], instruments)
    reward = _shared(alike, rewards, Rarity({}, 1.0))
    words = np.log(alike.words.astype(np.float64) + LEAST_WORDS)  # so fine that no rounding of a processor shows
    odds = WORDS * words + THEME * theme + MAIN_THEME * main_theme + INSTRUMENT * instrument + REWARD * reward + NOTHING
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


def _shared(alike: Alike, notations: Sequence[Sequence[str]], rarity: Rarity) -> Floats:
    """Of each pair the weight of the heaviest notation that its measures have in common, 0 where there is none."""
    columns: dict[str, int] = {}
    row = np.repeat(np.arange(len(notations)), [len(each) for each in notations])
    column = [columns.setdefault(notation, len(columns)) for each in notations for notation in each]
    roots = np.sqrt([rarity[notation] for each in notations for notation in each], dtype=np.float32)
    members = csr_array((roots, (row, column)), shape=(len(notations), max(1, len(columns))))
    return heaviest(members, alike.pairs)
