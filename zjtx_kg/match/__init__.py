"""The match: from what a firm has done and reached to the awards that it may claim, with what stays open."""

from zjtx_kg.match.answer import match, match_words
from zjtx_kg.match.model import Claim, Match, Open, RegionMatch, Sums
from zjtx_kg.match.profile import Deed, Profile, Title, load_profile, read_profile

__all__ = [
    "Claim",
    "Deed",
    "Match",
    "Open",
    "Profile",
    "RegionMatch",
    "Sums",
    "Title",
    "load_profile",
    "match",
    "match_words",
    "read_profile",
]
