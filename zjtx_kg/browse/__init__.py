"""What the pages list, count and search, as a file of SQLite beside the graph (docs/browse.md)."""

from zjtx_kg.browse.context import around
from zjtx_kg.browse.folding import folded
from zjtx_kg.browse.terms import is_cut_from_numbers, pattern_of, terms_of
from zjtx_kg.browse.write import FILE, is_whole, write_browse

__all__ = [
    "FILE",
    "around",
    "folded",
    "is_cut_from_numbers",
    "is_whole",
    "pattern_of",
    "terms_of",
    "write_browse",
]
