"""What the page of each kind of thing shows."""

from __future__ import annotations

from collections.abc import Callable

from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.overviews.indicators import series
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things import inferences
from zjtx_server.pages.things.facts import MOST, Content, facts, ground, only, total
from zjtx_server.pages.things.measure import measure_page
from zjtx_server.pages.things.policy import KINDS, policy_page
from zjtx_server.pages.things.properties import NAMES

DERIVED = PREFIXES["prov"] + "wasDerivedFrom"


def _cited_policy(knowledge: Knowledge, iri: str) -> Content:
    resting = [row for row in knowledge.rows("incoming", thing=iri) if row["property"] == DERIVED]
    return {"cited_by": facts(knowledge, "cited_by", basis=iri), "resting": resting}


def _task(knowledge: Knowledge, iri: str) -> Content:
    return {
        "task": only(facts(knowledge, "tasks", task=iri)),
        "responsibilities": facts(knowledge, "responsibilities", of=iri),
    }


def _award(knowledge: Knowledge, iri: str) -> Content:
    return {
        "award": only(facts(knowledge, "awards", award=iri)),
        "classified": inferences.classified(knowledge, of=iri),
    }


def _target(knowledge: Knowledge, iri: str) -> Content:
    return {"target": only(facts(knowledge, "targets", target=iri))}


def _responsibility(knowledge: Knowledge, iri: str) -> Content:
    return {"responsibility": only(facts(knowledge, "responsibilities", responsibility=iri))}


def _department(knowledge: Knowledge, iri: str) -> Content:
    return {
        "department": only(knowledge.rows("department", department=iri)),
        "names": knowledge.rows("names", thing=iri),
        **inferences.successions(knowledge, iri),
        "responsibilities": facts(knowledge, "answers_for", department=iri),
        "responsibility_count": total(knowledge, "answers_count", department=iri),
    }


def _source(knowledge: Knowledge, iri: str) -> Content:
    source = only(knowledge.rows("source", source=iri))
    return {"source": source, "characters": len(knowledge.text(source["policy"])) if "policy" in source else 0}


def _region(knowledge: Knowledge, iri: str) -> Content:
    return {
        "region": only(knowledge.rows("regions", region=iri)),
        "inside": knowledge.rows("regions", parent=iri),
        "policies": knowledge.rows("policies", region=iri),
        "departments": knowledge.rows("departments", region=iri),
    }


def _tier(knowledge: Knowledge, iri: str) -> Content:
    awards, targets = knowledge.rows("awards", tier=iri), knowledge.rows("targets", tier=iri)
    return {
        "tier": only(knowledge.rows("tiers", tier=iri)),
        "names": knowledge.rows("names", thing=iri),
        "awards": knowledge.quoted(awards[:MOST]),
        "award_count": len(awards),
        "targets": knowledge.quoted(targets[:MOST]),
        "target_count": len(targets),
        "steps": knowledge.rows("ladder", tier=iri),
        **inferences.tier_matches(knowledge, iri),
    }


def _indicator(knowledge: Knowledge, iri: str) -> Content:
    targets = knowledge.rows("targets", indicator=iri)
    shown = targets[:MOST]
    return {"targets": knowledge.quoted(shown), "target_count": len(targets), "series": series(shown)}


def _quote(knowledge: Knowledge, iri: str) -> Content:
    return {
        "facts": facts(knowledge, "quoted", quote=iri),
        "passages": facts(knowledge, "places", quote=iri),
        "kinds": KINDS,
    }


def _scheme(knowledge: Knowledge, iri: str) -> Content:
    return {"concepts": knowledge.rows("concepts", scheme=iri)}


def _ontology(knowledge: Knowledge, _iri: str) -> Content:
    return {"terms": knowledge.rows("terms")}


def _shapes(knowledge: Knowledge, _iri: str) -> Content:
    return {"shapes": knowledge.rows("shapes")}


def nothing_more(knowledge: Knowledge, iri: str) -> Content:
    """What the page of a thing of no kind named here shows beside what is said of it."""
    return {"incoming": knowledge.rows("incoming", thing=iri), "fact": ground(knowledge, iri), "NAMES": NAMES}


CONTENTS: dict[str, Callable[[Knowledge, str], Content]] = {
    "policy": policy_page,
    "cited-policy": _cited_policy,
    "measure": measure_page,
    "task": _task,
    "award": _award,
    "target": _target,
    "responsibility": _responsibility,
    "department": _department,
    "source": _source,
    "region": _region,
    "tier": _tier,
    "indicator": _indicator,
    "quote": _quote,
    "scheme": _scheme,
    "ontology": _ontology,
    "shapes": _shapes,
    **inferences.CONTENTS,
}
