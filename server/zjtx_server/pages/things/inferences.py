"""What pages show of what rules and methods concluded: classifications, links, matches, successions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zjtx_kg.iris import ZJTX
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.facts import MOST, Content, facts, only, total
from zjtx_server.pages.web.marks import shared

SHARED_WORDS = str(ZJTX.sharedWords)

RowsByIri = dict[str, list[Row]]


def classified(knowledge: Knowledge, **things: str) -> list[Row]:
    """Classifications with the words that gave their grounds, the main theme of a measure first."""
    return sorted(facts(knowledge, "classified", **things), key=lambda row: int(row.get("rank", 0)))


def passages(knowledge: Knowledge, policy: Row) -> list[Row]:
    """The passages that a policy shares with others; `first` is the IRI of the earlier one where that is known."""
    rows = knowledge.rows("passages", policy=policy["policy"])
    others = {row["other"]: row for row in knowledge.rows("dated")} if rows else {}
    whole = [{**row, **others.get(row["other"], {})} for row in rows]
    return [{**row, "first": _first([policy, {**row, "policy": row["other"]}])} for row in whole]


def steps(knowledge: Knowledge, ladder: Iterable[Row]) -> RowsByIri:
    """The steps of other policies' ladders that match those of a ladder, by the latter."""
    return {row["step"]: list(knowledge.rows("steps", step=row["step"])) for row in ladder}


def tier_matches(knowledge: Knowledge, tier: str) -> Content:
    """How a tier stands to national ones, and the tiers of regions to it."""
    local = knowledge.rows("tier_matches", local=tier)
    matches = [*local, *(row for row in knowledge.rows("tier_matches", national=tier) if row["local"] != tier)]
    return {"matches": matches, "sources": _sources(knowledge, matches, "match")}


def successions(knowledge: Knowledge, department: str) -> Content:
    """Which departments a department followed, and which followed it."""
    before, after = (knowledge.rows("successions", **{end: department}) for end in ("after", "before"))
    return {"followed": before, "followed_by": after, "sources": _sources(knowledge, before + after, "change")}


def day(policy: Row) -> str:
    """The day on which a policy was written, else published; empty where neither is known."""
    return policy.get("issued", policy.get("published", ""))


def _first(policies: Iterable[Row]) -> str:
    """The IRI of the policy that is older than the others; empty where a day is not known, or shared."""
    ordered = sorted(policies, key=day)
    known = bool(day(ordered[0])) and day(ordered[0]) < day(ordered[1])
    return ordered[0]["policy"] if known else ""


def _sources(knowledge: Knowledge, rows: Iterable[Row], variable: str) -> RowsByIri:
    """What the things in a variable rest on."""
    return {row[variable]: list(knowledge.rows("sources", thing=row[variable])) for row in rows}


def _classification(knowledge: Knowledge, iri: str) -> Content:
    return {"row": only(classified(knowledge, classification=iri))}


def _counterpart(knowledge: Knowledge, iri: str) -> Content:
    common = knowledge.rows("common", link=iri)
    phrases = [row["value"] for row in common if row["property"] == SHARED_WORDS]
    ends = sorted(facts(knowledge, "ends", link=iri), key=day)
    return {
        "row": only(knowledge.rows("counterparts", link=iri)),
        "common": common,
        "ends": [{**row, "marked": shared(row.get("exact", ""), phrases)} for row in ends],
    }


def _shared_passage(knowledge: Knowledge, iri: str) -> Content:
    places = sorted(facts(knowledge, "places", link=iri), key=day)
    return {"places": places, "first": _first(places) if len(places) > 1 else ""}


def _step_match(knowledge: Knowledge, iri: str) -> Content:
    return {
        "row": only(knowledge.rows("steps", link=iri)),
        "ends": sorted(facts(knowledge, "ends", link=iri), key=day),
    }


def _tier_match(knowledge: Knowledge, iri: str) -> Content:
    matches = knowledge.rows("tier_matches", match=iri)
    return {"matches": matches, "sources": _sources(knowledge, matches, "match")}


def _reorganisation(knowledge: Knowledge, iri: str) -> Content:
    successions = knowledge.rows("successions", change=iri)
    return {"successions": successions, "sources": _sources(knowledge, successions, "change")}


def _concept(knowledge: Knowledge, iri: str) -> Content:
    return {
        "concept": only(knowledge.rows("concepts", concept=iri)),
        "classified": knowledge.quoted(knowledge.rows("classified_as", concept=iri)),
        "classified_count": total(knowledge, "classified_count", concept=iri),
    }


def _function(knowledge: Knowledge, iri: str) -> Content:
    rows = knowledge.rows("departments", function=iri)
    return {
        "concept": only(knowledge.rows("concepts", concept=iri)),
        "departments": rows[:MOST],
        "department_count": len(rows),
    }


CONTENTS: dict[str, Callable[[Knowledge, str], Content]] = {
    "classification": _classification,
    "counterpart": _counterpart,
    "shared-passage": _shared_passage,
    "step-match": _step_match,
    "tier-match": _tier_match,
    "reorganisation": _reorganisation,
    "concept": _concept,
    "function": _function,
}
