"""Record → Resolved: printed units, regions and indicators as things that documents share, what awards ask and what
measures are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zjtx_kg.classify import classify, unclassified
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Classification, Finding, Record
from zjtx_kg.regions import Region
from zjtx_kg.resolve.cited import CitedPolicy, resolve_cited
from zjtx_kg.resolve.departments import Department, department_reader, resolve_departments
from zjtx_kg.resolve.home import Home, home_of
from zjtx_kg.resolve.indicators import Indicator, resolve_indicators
from zjtx_kg.resolve.occasions import Occasions, resolve_occasions

__all__ = [
    "CitedPolicy",
    "Department",
    "Home",
    "Indicator",
    "Occasions",
    "Resolved",
    "department_reader",
    "home_of",
    "resolve",
]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A record with what its names stand for.

    Args:
        record: as it was read.
        region: the region that issues the policy; None where it is a zone without a code, or not known.
        departments: printed name → department, for the responsible units and the issuer; unknown ones are left out.
        cited: what each citation of the record's basis cites, in their order.
        indicators: printed indicator → indicator, for each target.
        occasions: what each award asks, in the order of the record.
        classes: measure id → its themes, the main one first, and its instruments.
        findings: names whose meaning is not known for certain, and measures of which no theme is known.
    """

    record: Record
    region: Region | None
    departments: Mapping[str, Department]
    cited: tuple[CitedPolicy, ...]
    indicators: Mapping[str, Indicator]
    occasions: tuple[Occasions, ...]
    classes: Mapping[str, tuple[Classification, ...]]
    findings: tuple[Finding, ...]


def resolve(record: Record, knowledge: Knowledge) -> Resolved:
    """What the names in `record` stand for; what cannot be decided stays as printed and is reported."""
    home = home_of(record.fields, knowledge.regions)
    reader = department_reader(record, home, knowledge.regions, knowledge.functions)
    departments, unknown_units = resolve_departments(record, reader)
    cited = resolve_cited(record.fields.basis, reader)
    indicators, unmapped = resolve_indicators(record.targets, home, knowledge.tiers)
    occasions, undecided = resolve_occasions(record, knowledge.tiers)
    classes = classify(record, knowledge)
    findings = (*unknown_units, *unmapped, *undecided, *unclassified(record, classes))
    return Resolved(record, home.region, departments, cited, indicators, occasions, classes, findings)
