"""What a phrase says of tier and level, and the phrases it stands for where a head or a level is shared."""

from zjtx_kg.extract.qualify.heads import expand
from zjtx_kg.extract.qualify.levels import level_of, level_words
from zjtx_kg.extract.qualify.lists import split_list
from zjtx_kg.extract.qualify.ranks import Part
from zjtx_kg.extract.qualify.tiers import tier_of

__all__ = ["Part", "expand", "level_of", "level_words", "split_list", "tier_of"]
