"""What the extractor knows before it reads: vocabularies and regions, loaded once and handed down as one argument."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zjtx_kg.regions import Regions, load_regions
from zjtx_kg.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The vocabularies that serve as dictionaries, and the regions of the country."""

    tiers: Vocabulary
    functions: Vocabulary
    themes: Vocabulary
    instruments: Vocabulary
    regions: Regions


@lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """The project's own vocabularies and regions, read once a process."""
    tiers, functions, themes, instruments = map(load_vocabulary, ("tiers", "functions", "themes", "instruments"))
    return Knowledge(tiers, functions, themes, instruments, load_regions())
