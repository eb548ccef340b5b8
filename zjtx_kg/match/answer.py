"""The rows of the query, arranged: by region the awards with reason, sums and what the documents leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from zjtx_kg.match.asking import SRDI, Fact, facts_of, query_for
from zjtx_kg.match.profile import STANDARD, Profile
from zjtx_kg.rules import load_rules

Row = Mapping[str, str]
Ask = Callable[[str], Sequence[Row]]  # the rows of a SELECT query, bound variables as text

# The query's own words.
CLAIMED, FIRST_ONLY, UNDECIDED = "符合", "仅限首次", "事由未定"
NOT_IN_FORCE = ("征求意见稿", "已失效", "尚未成文")
VALIDITY_UNKNOWN = "已印发,未载明有效期"
DAY_UNKNOWN = "已印发"
SEPARATOR = "；"
# Occasions that say all; of the others there are many kinds, and an award may be for another kind.
WHOLE = frozenset(
    {"tier-reached", "tier-kept", "srdi-title", "scale-passed", "moved-in", "listed", "quoted", "share-reform"}
)
UNSURE = frozenset({"which", "condition", "level-untold", "held"})

# What can stay open, in Chinese and English.
REMARKS = {
    "which": ("须核对是否正是此项", "check that it is the very thing named"),
    "condition": ("其他条件须自行核对", "a further condition, not checked"),
    "level-silent": ("文件未说级别", "the document tells no level"),
    "level-untold": ("企业未说级别,文件要求", "the profile tells no level, the document asks for one"),
    "held": ("文件未说已有称号是否可以申领", "the document does not tell whether a title held before counts"),
    "no-figure": ("文件未载明金额", "the document names no sum"),
    "ratio": ("按比例给予,基数见原文", "a share, of what the quote tells"),
    "validity": ("文件未载明有效期", "the document tells no end of its validity"),
    "day": ("有效期至", "in force until"),
    "state": ("该日不在有效期内", "not in force"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """Something that the document leaves open: a key of `REMARKS`, and the words it concerns."""

    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An award with why it may be claimed; sums in yuan.

    Args:
        status: `符合` where a fact of the profile fits; `仅限首次` where the title that fits is not new, as the award
            asks; `事由未定` where it is not decided what the award asks.
        state: the state of the policy on the day asked about.
        reasons: the facts that fit, as people read them, each with the words of the award that it meets.
        open: what could not be checked.
        row: the other columns of the query, among them award, awardName, policy, policyName, quote, place, trigger.
    """

    status: str
    state: str
    reasons: tuple[str, ...]
    open: tuple[Open, ...]
    row: Row

    @property
    def counts(self) -> bool:
        """Whether it counts in the sums: it fits, and its policy is not known to be out of force."""
        return self.status == CLAIMED and self.state not in NOT_IN_FORCE

    @property
    def is_sure(self) -> bool:
        """Whether nothing that the award asks is left open."""
        return not any(each.kind in UNSURE for each in self.open)


@dataclass(frozen=True, slots=True)
class Sums:
    """What some claims come to, in yuan; what has no figure is counted.

    Args:
        fixed: of fixed sums.
        at_most: of ceilings, which may come to less.
        at_least: of floors, which may come to more.
        shares: awards that are a share without a sum.
        without: awards that name no figure.
    """

    fixed: Decimal
    at_most: Decimal
    at_least: Decimal
    shares: int
    without: int


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """The awards of one region.

    Args:
        claims: those that fit, those that need something new, those whose occasion is not decided, in reading order.
        sure: the sums of those of which nothing that they ask is open.
        unsure: the sums of those that fit beside, if what is open holds; some may exclude each other.
    """

    code: str
    name: str
    claims: tuple[Claim, ...]
    sure: Sums
    unsure: Sums


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to a profile; regions in the order of their codes, none where no policy has an award to tell of."""

    profile: Profile
    regions: tuple[RegionMatch, ...]


def match(profile: Profile, ask: Ask) -> Match:
    """The awards that a firm of this profile may claim, by region.

    Args:
        profile: the firm.
        ask: asks the graph of a release or of an endpoint, which holds it in its default graph.
    """
    facts = facts_of(profile)
    rows = ask(query_for(profile, facts))
    regions = groupby(rows, key=lambda row: (row["awardRegion"], row["awardRegionName"]))
    return Match(profile, tuple(_region(*key, list(part), facts, profile) for key, part in regions))


def _region(iri: str, name: str, rows: list[Row], facts: Sequence[Fact], profile: Profile) -> RegionMatch:
    awards: dict[str, list[Row]] = {}
    for row in rows:
        awards.setdefault(row["award"], []).append(row)
    claims = tuple(_claim(each, facts, profile) for each in awards.values())
    counted = [claim for claim in claims if claim.counts]
    sure, unsure = (_sums(claim for claim in counted if claim.is_sure is wanted) for wanted in (True, False))
    return RegionMatch(iri.rpartition("/")[2], name, claims, sure, unsure)


def _claim(rows: list[Row], facts: Sequence[Fact], profile: Profile) -> Claim:
    """One award, of which there is a row for each fact and occasion that fit."""
    order = (CLAIMED, FIRST_ONLY, UNDECIDED)
    status = min((row["claim"] for row in rows), key=order.index)
    offered = [(facts[int(row["offered"])], row) for row in rows if row["claim"] == status and "offered" in row]
    met = [(fact, row) for fact, row in offered if fact.tier_label in (None, row.get("awardTierName"))]
    reasons = dict.fromkeys(f"{fact.words} ← {row['ground']}" for fact, row in met)
    row = rows[0]
    left = dict.fromkeys([*_open(row, [fact for fact, _ in met], profile)])
    return Claim(status, row["state"], tuple(reasons), tuple(left), row)


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
    words = filter(None, row.get("conditions", "").split(SEPARATOR))
    is_srdi = any(title.tier in SRDI for title in profile.titles)
    umbrella = load_rules("occasions")["condition-umbrella"]
    return [each for each in words if not (is_srdi and umbrella.search(each))]


def _validity(row: Row) -> Iterator[Open]:
    state = row["state"]
    if state in NOT_IN_FORCE:
        yield Open("state", state)
    elif state == VALIDITY_UNKNOWN:
        yield Open("validity")
    elif state == DAY_UNKNOWN:
        yield Open("day", row["validUntil"])


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
