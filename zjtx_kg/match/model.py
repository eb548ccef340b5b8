"""What the match answers: by region the awards with reason, sums and what the documents leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from zjtx_kg.match.asking import Fact
from zjtx_kg.match.profile import Profile

Row = Mapping[str, str]

# The query's own words.
CLAIMED, FIRST_ONLY, UNDECIDED = "符合", "仅限首次", "事由未定"
NOT_IN_FORCE = ("征求意见稿", "已失效", "尚未成文")
# What is open and must hold for the award to be claimed.
UNSURE = frozenset({"which", "either", "condition", "level-untold", "held", "day", "undated", "validity"})

# What can stay open, in Chinese and English.
REMARKS = {
    "which": ("须核对是否正是此项", "check that it is the very thing named"),
    "either": ("同一称号对应多项,须核对属于哪一项", "one title meets several awards: check which it is"),
    "condition": ("其他条件须自行核对", "a further condition, not checked"),
    "level-silent": ("文件未说级别", "the document tells no level"),
    "level-untold": ("企业未说级别，文件要求", "the profile tells no level, the document asks for one"),
    "held": ("文件未说已有称号是否可以申领", "the document does not tell whether a title held before counts"),
    "no-figure": ("文件未载明金额", "the document names no sum"),
    "ratio": ("按比例给予，基数见原文", "a share, of what the quote tells"),
    "validity": ("文件未载明有效期", "the document tells no end of its validity"),
    "undated": ("文件未载明成文日期", "the document tells no day of issue"),
    "day": ("未指定日期，有效期至", "no day asked, in force until"),
    "state": ("不在有效期内", "not in force"),
}


@dataclass(frozen=True, slots=True)
class Open:
    """Something that the document leaves open: a key of `REMARKS`, and the words it concerns."""

    kind: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A fact of the profile that fits, and the words of the award that it meets."""

    fact: Fact
    ground: str

    @property
    def words(self) -> str:
        """As people read it."""
        return f"{self.fact.words} ← {self.ground}"


@dataclass(frozen=True, slots=True)
class Claim:
    """An award with why it may be claimed; sums in yuan.

    Args:
        status: `符合` where a fact of the profile fits; `仅限首次` where the title that fits is not new, as the award
            asks; `事由未定` where it is not decided what the award asks.
        state: the state of the policy on the day asked about.
        reasons: the facts that fit; those that read alike once.
        open: what could not be checked.
        row: the other columns of the query, among them award, awardName, policy, policyName, quote, place, trigger.
    """

    status: str
    state: str
    reasons: tuple[Reason, ...]
    open: tuple[Open, ...]
    row: Row

    @property
    def counts(self) -> bool:
        """Whether it counts in the sums: it fits, and its policy is not known to be out of force."""
        return self.status == CLAIMED and self.state not in NOT_IN_FORCE

    @property
    def is_sure(self) -> bool:
        """Whether nothing that the award asks is left open, nor whether its policy is in force."""
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
        claims: those that fit, those that need something new, those whose occasion is not decided, in reading order;
            none where nothing fits.
        sure: the sums of those in force of which nothing that they ask is open.
        unsure: the sums of those that fit beside, if what is open holds; some may exclude each other.
        unmet: what the profile says and no award of the region asks for; awards whose occasion is not decided aside.
    """

    code: str
    name: str
    claims: tuple[Claim, ...]
    sure: Sums
    unsure: Sums
    unmet: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to a profile; the regions with policies, in the order of their codes."""

    profile: Profile
    regions: tuple[RegionMatch, ...]
