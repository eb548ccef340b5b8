"""The rows of the query, arranged: by region the awards with reason, sums and what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from zjtx_kg.errors import QueryError
from zjtx_kg.match.asking import SRDI, Fact, around, facts_of, query_for, regions_with_policies
from zjtx_kg.match.model import (
    CLAIMED,
    FIRST_ONLY,
    NOT_IN_FORCE,
    UNDECIDED,
    Claim,
    Match,
    Open,
    Reason,
    RegionMatch,
    Row,
    Sums,
)
from zjtx_kg.match.profile import STANDARD, Deed, Profile, Title, UnknownRegionError, Words, read_profile
from zjtx_kg.questions.asking import Ask
from zjtx_kg.rules import load_rules

# The query's own words.
VALIDITY_UNKNOWN = "已印发,未载明有效期"
DAY_UNKNOWN = "已印发"
SEPARATOR = "；"
# Occasions that say all; of the others there are many kinds, and an award may be for another kind.
WHOLE = frozenset(
    {"tier-reached", "tier-kept", "srdi-title", "scale-passed", "moved-in", "listed", "quoted", "share-reform"}
)


def match_words(words: Words, ask: Ask) -> Match:
    """`match` of the profile that these words give; errors as of `read_profile` and `match`."""
    try:
        return match(read_profile(words), ask)
    except UnknownRegionError as error:
        raise QueryError(error.problem, remedy=_told(regions_with_policies(ask))) from error


def match(profile: Profile, ask: Ask) -> Match:
    """The awards that a firm of this profile may claim, by region.

    Args:
        profile: the firm.
        ask: asks the graph of a release or of an endpoint, which holds it in its default graph.

    Raises:
        QueryError: neither of a region asked for nor of one around it the graph has a policy; the message lists the
            regions of which it has some.
    """
    facts = facts_of(profile)
    regions = _regions(profile, regions_with_policies(ask))
    rows: dict[str, list[Row]] = {code: [] for code in regions}
    for row in ask(query_for(profile, facts)):
        rows[row["awardRegion"].rpartition("/")[2]].append(row)
    return Match(profile, tuple(_region(*region, rows[region[0]], facts, profile) for region in regions.items()))


def _regions(profile: Profile, known: Mapping[str, str]) -> dict[str, str]:
    """Those of the known regions whose policies hold where the profile looks."""
    if not profile.regions:
        return dict(known)
    for region in profile.regions:
        if around(region).isdisjoint(known):
            raise QueryError(f"no policy of {region.name} {region.code} was read", remedy=_told(known))
    sought = set[str]().union(*map(around, profile.regions))
    return {code: name for code, name in known.items() if code in sought}


def _told(known: Mapping[str, str]) -> str:
    told = ", ".join(f"{code} {name}" for code, name in known.items())
    return f"There are policies of: {told or 'no region'}."


def _region(code: str, name: str, rows: list[Row], facts: Sequence[Fact], profile: Profile) -> RegionMatch:
    awards: dict[str, list[Row]] = {}
    for row in rows:
        awards.setdefault(row["award"], []).append(row)
    either = _either(rows, facts)
    claims = tuple(_claim(each, facts, profile, award in either) for award, each in awards.items())
    counted = [claim for claim in claims if claim.counts]
    sure, unsure = (_sums(claim for claim in counted if claim.is_sure is wanted) for wanted in (True, False))
    unmet = {fact.words: fact for fact in _unmet(rows, facts, profile)}
    return RegionMatch(code, name, claims, sure, unsure, tuple(unmet.values()))


def _unmet(rows: list[Row], facts: Sequence[Fact], profile: Profile) -> Iterator[Fact]:
    """What the profile says that fits no award, neither as what it asks nor as its further condition."""
    met: set[Title | Deed] = set()
    for row in rows:
        if (fact := _met(row, facts)) is not None:
            met.update(fact.said)
            met.update(title for title in _srdi(profile) if any(map(_is_umbrella, _said_conditions(row))))
    for said in (*profile.titles, *profile.deeds):
        if said not in met:
            yield next(fact for fact in facts if said in fact.said)


def _met(row: Row, facts: Sequence[Fact]) -> Fact | None:
    """The fact of the profile that fits the award of the row; a tier that the award does not name is no part of it."""
    if "offered" not in row:
        return None
    fact = facts[int(row["offered"])]
    return fact if fact.tier_label in (None, row.get("awardTierName")) else None


def _either(rows: list[Row], facts: Sequence[Fact]) -> set[str]:
    """Awards of a policy that one title meets more than once, such as those for a model firm and for its product."""
    by_title: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        fact = _met(row, facts)
        if fact is not None and fact.tier and row["claim"] == CLAIMED:
            by_title.setdefault((row["policy"], row["offered"]), set()).add(row["award"])
    return set[str]().union(*(awards for awards in by_title.values() if len(awards) > 1))


def _claim(rows: list[Row], facts: Sequence[Fact], profile: Profile, is_either: bool) -> Claim:
    """One award, of which there is a row for each fact and occasion that fit."""
    order = (CLAIMED, FIRST_ONLY, UNDECIDED)
    status = min((row["claim"] for row in rows), key=order.index)
    met = [(fact, row) for row in rows if row["claim"] == status and (fact := _met(row, facts)) is not None]
    reasons = {reason.words: reason for reason in (Reason(fact, row["ground"]) for fact, row in met)}
    row = rows[0]
    left = dict.fromkeys([*([Open("either")] if is_either else ()), *_open(row, [fact for fact, _ in met], profile)])
    return Claim(status, row["state"], tuple(reasons.values()), tuple(left), row)


def _open(row: Row, met: Sequence[Fact], profile: Profile) -> Iterator[Open]:
    yield from (Open("condition", words) for words in _conditions(row, profile))
    if met and not any(fact.occasion in WHOLE or fact.occasion.startswith(STANDARD) for fact in met):
        yield Open("which", row["awardName"])
    levels = [fact.tier_level if fact.tier else fact.level for fact in met]
    if levels and "levelName" not in row and all(levels):
        yield Open("level-silent")
    if (
        levels
        and "levelName" in row
        and not any(levels)
        and not any(fact.occasion.startswith(STANDARD) for fact in met)
    ):
        yield Open("level-untold", row["levelName"])
    if met and all(fact.held for fact in met) and row["claim"] == CLAIMED:
        yield Open("held")
    if "ratio" in row:
        yield Open("ratio", row["ratio"])
    elif not _has_sum(row):
        yield Open("no-figure")
    yield from _validity(row)


def _conditions(row: Row, profile: Profile) -> list[str]:
    """The further conditions, without being a 专精特新 enterprise where the firm is one."""
    return [each for each in _said_conditions(row) if not (_srdi(profile) and _is_umbrella(each))]


def _said_conditions(row: Row) -> list[str]:
    return [*filter(None, row.get("conditions", "").split(SEPARATOR))]


def _srdi(profile: Profile) -> list[Title]:
    """The titles that make the firm a 专精特新 enterprise."""
    return [title for title in profile.titles if title.tier in SRDI]


def _is_umbrella(condition: str) -> bool:
    return load_rules("occasions")["condition-umbrella"].search(condition) is not None


def _validity(row: Row) -> Iterator[Open]:
    state = row["state"]
    if state in NOT_IN_FORCE:
        yield Open("state", state)
    elif state == VALIDITY_UNKNOWN:
        yield Open("validity")
    elif state == DAY_UNKNOWN:
        yield Open("day", row["validUntil"])
    elif "issued" not in row:
        yield Open("undated")


def _has_sum(row: Row) -> bool:
    return any(name in row for name in ("amount", "atMost", "atLeast"))


def _sums(claims: Iterable[Claim]) -> Sums:
    rows = [claim.row for claim in claims]
    fixed, at_most, at_least = (_total(rows, name) for name in ("amount", "atMost", "atLeast"))
    bare = [row for row in rows if not _has_sum(row)]
    shares = sum("ratio" in row for row in bare)
    return Sums(fixed, at_most, at_least, shares, len(bare) - shares)


def _total(rows: Iterable[Row], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows if name in row), Decimal())
