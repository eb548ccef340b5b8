"""The ladders of tiers side by side, each step beside the national tier that it corresponds to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zjtx_kg.iris import concept
from zjtx_server.pages.overviews.listing import sql_text
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge

NATIONAL = str(concept("level", "national"))
NEAREST = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
AT_A_TIME = 200  # policies
OTHER = ""  # the column of what corresponds to no national tier


class Rung(NamedTuple):
    """A step of a ladder, or a tier that a document without ladder is a ground for.

    Args:
        said: what the document says of it; of one without ladder, only the tier.
        matches: how its tier stands to national ones where the document holds.
        holding: those of them that hold on the day; all where no day is known.
        column: the national tier beside which it stands; `OTHER` where there is none.
    """

    said: Row
    matches: Sequence[Row]
    holding: Sequence[Row]
    column: str


class Ladder(NamedTuple):
    """The rungs of a policy; none where it has no ladder and no match rests on it."""

    policy: Row
    rungs: Sequence[Rung]
    is_printed: bool


class Ladders:
    """Reads ladders from the index and how tiers match from the graph.

    Args:
        knowledge: the graph.
        browse: its index.
        day: ISO date on which matches shall hold; empty for that of each policy.
    """

    def __init__(self, knowledge: Knowledge, browse: Browse, day: str) -> None:
        self._browse, self._day = browse, day
        self._matches = knowledge.rows("tier_matches")
        self._grounds = {row["match"]: [each["source"] for each in _sources(knowledge, row)] for row in self._matches}
        self._places: dict[str, set[str]] = {}
        for row in browse.rows("SELECT region, place FROM region_within"):
            self._places.setdefault(row["region"], set()).add(row["place"])
        self.nationals = self._national_tiers()

    def of(self, policies: Iterable[Row]) -> Iterator[Ladder]:
        """The ladders of policies, in their order."""
        waiting = list(policies)
        for start in range(0, len(waiting), AT_A_TIME):
            some = waiting[start : start + AT_A_TIME]
            steps: dict[str, list[Row]] = {}
            asked = json.dumps([policy["policy"] for policy in some])
            for row in self._browse.rows(sql_text("rungs"), policies=asked):
                steps.setdefault(row["policy"], []).append(row)
            yield from (self._ladder(policy, steps.get(policy["policy"], [])) for policy in some)

    def _national_tiers(self) -> list[str]:
        """The national tiers, the lowest first: as high as steps of their name stand in ladders."""
        sql = """SELECT tier, AVG(position * 1.0 / highest) AS height FROM step
            JOIN (SELECT policy, MAX(position) AS highest FROM step GROUP BY policy) USING (policy) GROUP BY tier"""
        heights = {row.get("tier"): row["height"] for row in self._browse.rows(sql)}
        known = {row["national"] for row in self._matches if "national" in row}
        return sorted(known, key=lambda tier: (heights.get(tier, 0.5), tier))

    def _ladder(self, policy: Row, steps: Sequence[Row]) -> Ladder:
        if steps:
            return Ladder(policy, [self._rung(policy, step, self._fitting(policy, step)) for step in steps], True)
        resting = [match for match in self._matches if policy["policy"] in self._grounds[match["match"]]]
        return Ladder(policy, [self._rung(policy, _tier_of(match), [match]) for match in resting], False)

    def _fitting(self, policy: Row, step: Row) -> list[Row]:
        """The matches of a step's tier where the policy holds, at its level as far as both tell one."""
        places = self._places.get(policy.get("region", ""), set())
        return [
            match
            for match in self._matches
            if match["local"] == step.get("tier")
            and match.get("region") in places
            and ("levelName" not in match or step.get("levelName", match["levelName"]) == match["levelName"])
        ]

    def _rung(self, policy: Row, said: Row, matches: Sequence[Row]) -> Rung:
        day = self._day or policy.get("day", "")
        holding = [match for match in matches if holds(match, day)]
        return Rung(said, matches, holding, self._column(said, holding))

    def _column(self, said: Row, holding: Sequence[Row]) -> str:
        tier = said.get("tier", OTHER)
        own = tier if tier in self.nationals else OTHER
        nearest = sorted((match for match in holding if "national" in match), key=_nearness)
        if said.get("level") == NATIONAL or not holding:
            return own
        return nearest[0]["national"] if nearest else OTHER


def holds(match: Row, day: str) -> bool:
    """Whether a match holds on a day; any does where no day is told."""
    return not day or match.get("from", "") <= day <= match.get("until", "9999")


def statement(rung: Rung | None, match: Row | None, is_printed: bool, day: str) -> str:
    """How a step stands to the national ladder, in the words of the question of ladders."""
    if match and not holds(match, day):
        return "该日不在有效期内"
    if not is_printed or rung is None:
        return "未载梯度,另有对应" if match else "未载梯度"
    if match:
        if "national" not in match:
            return "国家梯度中无对应"
        return "台阶未载级别,或对应" if "levelName" in match and "level" not in rung.said else "对应国家层级"
    return "国家层级" if rung.said.get("level") == NATIONAL else "未载对应"


def as_rows(ladders: Iterable[Ladder], day: str) -> Iterator[dict[str, Any]]:
    """A row for each step with each of its matches; one for a document without either."""
    for ladder in ladders:
        for rung in ladder.rungs:
            for match in (*rung.matches,) or (None,):
                told = statement(rung, match, ladder.is_printed, day)
                yield {**ladder.policy, **rung.said, **_matched(match), "statement": told}
        if not ladder.rungs:
            yield {**ladder.policy, "statement": statement(None, None, False, day)}


def _matched(match: Row | None) -> dict[str, Any]:
    if match is None:
        return {}
    names = {"match": "match", "national": "national", "nationalName": "nationalName", "ground": "ground"}
    days = {"from": "matchFrom", "until": "matchUntil"}
    mapping = {"mapping": match["mapping"].rpartition("#")[2]} if "mapping" in match else {}
    return {mine: match[name] for name, mine in (names | days).items() if name in match} | mapping


def _tier_of(match: Row) -> Mapping[str, Any]:
    """What a match tells of a tier that no ladder of its document has."""
    names = {"local": "tier", "localName": "tierName", "levelName": "levelName"}
    return {mine: match[name] for name, mine in names.items() if name in match}


def _nearness(match: Row) -> int:
    name = match.get("mapping", "").rpartition("#")[2]
    return NEAREST.index(name) if name in NEAREST else len(NEAREST)


def _sources(knowledge: Knowledge, match: Row) -> tuple[Any, ...]:
    return knowledge.rows("sources", thing=match["match"])
