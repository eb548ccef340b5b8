"""The one query of the match: question 24 with a whole profile in place of its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zjtx_kg.iris import VOCAB, concept, thing
from zjtx_kg.match.profile import Deed, Profile, Title
from zjtx_kg.questions import question_named
from zjtx_kg.questions.asking import Ask, known_values
from zjtx_kg.questions.model import with_prefixes
from zjtx_kg.regions import Region, load_regions
from zjtx_kg.vocabulary import load_vocabulary

QUESTION = "awards-for-a-firm"
COUNTRY = "100000"
MOST_REGIONS = 10_000  # more than there are
NO_TIER = VOCAB.tier  # the scheme itself: no award is for it
SRDI = ("srdi-sme", "little-giant", "key-little-giant")
REACHED, KEPT, UMBRELLA = "tier-reached", "tier-kept", "srdi-title"
UNTOLD = "UNDEF"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a profile offers for one award to ask for.

    Args:
        occasion: notation.
        level: of what was done; None where the firm does not say.
        tier: the tier that the firm has thereby or besides; None for none.
        tier_level: who recognised it as that; None like `level`.
        held: whether it had it before, so that it is not new.
        said: what the profile says that it stands for.
    """

    occasion: str
    level: str | None
    tier: str | None = None
    tier_level: str | None = None
    held: bool = False
    said: tuple[Title | Deed, ...] = ()

    @property
    def words(self) -> str:
        """As people read it: the occasion, then the tier, each behind its level."""
        named = (
            ("levels", self.level),
            ("occasions", self.occasion),
            ("levels", self.tier_level),
            ("tiers", self.tier),
        )
        return " ".join(load_vocabulary(name).concepts[each].label_zh for name, each in named if each)

    @property
    def tier_label(self) -> str | None:
        """The Chinese label of the tier."""
        return load_vocabulary("tiers").concepts[self.tier].label_zh if self.tier else None


def facts_of(profile: Profile) -> tuple[Fact, ...]:
    """All that the profile offers: each title, and each deed alone and as the deed of a firm of each tier."""
    return tuple(dict.fromkeys([*_titles(profile), *_deeds(profile)]))


def _titles(profile: Profile) -> Iterator[Fact]:
    for title in profile.titles:
        occasion, held = (KEPT if title.how == "kept" else REACHED), title.how == "reached"
        yield Fact(occasion, None, title.tier, title.level, held, (title,))
        if title.tier in SRDI and occasion == REACHED:
            yield Fact(UMBRELLA, title.level, held=held, said=(title,))


def _deeds(profile: Profile) -> Iterator[Fact]:
    for deed in profile.deeds:
        yield Fact(deed.occasion, deed.level, said=(deed,))
        yield from (
            Fact(deed.occasion, deed.level, title.tier, title.level, said=(deed, title)) for title in profile.titles
        )


def query_for(profile: Profile, facts: tuple[Fact, ...]) -> str:
    """The query, whose `?offered` is the place among `facts` of one that fits."""
    rows = "\n    ".join(_row(number, fact) for number, fact in enumerate(facts))
    clauses = [f"VALUES (?fact ?occasion ?level ?tier ?tierLevel ?held) {{\n    {rows}\n  }}"]
    if profile.regions:
        codes = set[str]().union(*map(around, profile.regions))
        clauses.append(f"VALUES ?awardRegion {{ {' '.join(thing('region', code).n3() for code in sorted(codes))} }}")
    if profile.day:
        clauses.append(f'VALUES ?date {{ "{profile.day}"^^xsd:date }}')
    select = question_named(QUESTION).select.replace("SELECT DISTINCT", "SELECT DISTINCT ?offered", 1)
    return with_prefixes(select.replace("WHERE {", "WHERE {\n  " + "\n  ".join(clauses), 1))


def regions_with_policies(ask: Ask) -> dict[str, str]:
    """The regions of which the graph has policies: code and name, by code."""
    (region,) = (each for each in question_named(QUESTION).parameters if each.name == "region")
    return dict(known_values(region, ask, MOST_REGIONS))


def around(region: Region) -> set[str]:
    """The codes of a region and of those around it, whose policies hold there."""
    return {region.code, *(above.code for above in load_regions().ancestors(region.code)), COUNTRY}


def _row(number: int, fact: Fact) -> str:
    tier = concept("tier", fact.tier) if fact.tier else NO_TIER
    level, tier_level = (concept("level", each).n3() if each else UNTOLD for each in (fact.level, fact.tier_level))
    occasion = concept("occasion", fact.occasion).n3()
    return f'("{number}" {occasion} {level} {tier.n3()} {tier_level} {str(fact.held).lower()})'
