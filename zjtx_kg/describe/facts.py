"""What a policy says: sections, measures, tasks, responsibilities, awards, targets and the ladder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rdflib import DCTERMS, RDFS, Literal, Namespace, URIRef

from zjtx_kg.describe.classifications import describe_classification
from zjtx_kg.describe.graph import ELI, PolicyGraph, number, year, zh
from zjtx_kg.describe.things import describe_department, describe_indicator
from zjtx_kg.iris import ZJTX, concept, digest, thing
from zjtx_kg.model import Award, LadderTier, Measure, Target, Task, Unit
from zjtx_kg.resolve import Resolved

QB = Namespace("http://purl.org/linked-data/cube#")
TARGETS = thing("dataset", "targets")
COMPARATORS = {">=": "at-least", "=": "equal", "<=": "at-most"}
AMOUNTS = {"exact": "amount", "max": "maximumAmount", "min": "minimumAmount"}
OPENING_LENGTH = 24  # characters
PRINTED_NUMBER = re.compile(r"[第(\[【]*([一二三四五六七八九十百零〇0-9]+)")


def describe_measures(graph: PolicyGraph, resolved: Resolved) -> dict[str, URIRef]:
    """All measures with their sections and responsibilities; returns the IRI for each measure id of the record."""
    iris: dict[str, URIRef] = {}
    sections: dict[tuple[str, ...], URIRef] = {}
    for position, measure in enumerate(resolved.record.measures, 1):
        section = _section(graph, measure.section, sections)
        iris[measure.id] = _measure(graph, measure, section, position, resolved)
    return iris


def _section(graph: PolicyGraph, path: tuple[str, ...], known: dict[tuple[str, ...], URIRef]) -> URIRef | None:
    """The innermost section of a path of printed headings; each is described once, with the one around it."""
    if not path:
        return None
    if path not in known:
        above = _section(graph, path[:-1], known) or graph.policy
        this = graph.add(graph.mint("section", section_key(path)), ZJTX.Section, policy=graph.policy)
        known[path] = this
        graph.put(this, DCTERMS.isPartOf, above)
        graph.put(this, RDFS.label, zh(path[-1]))
        graph.add(this, None, number=_printed_number(path[-1]), position=number(len(known)))
    return known[path]


def section_key(path: tuple[str, ...]) -> str:
    """The printed numbers of a path of headings: `二.一`; a heading without number gives a digest of its words."""
    return ".".join(_printed_number(heading) or digest(heading) for heading in path)


def _printed_number(heading: str) -> str | None:
    found = PRINTED_NUMBER.match(heading)
    return found[1] if found else None


def _measure(graph: PolicyGraph, measure: Measure, section: URIRef | None, position: int, resolved: Resolved) -> URIRef:
    key = ".".join((*((section_key(measure.section),) if measure.section else ()), measure.number))
    this = graph.add(
        graph.mint("measure", key),
        ZJTX.Measure,
        policy=graph.policy,
        section=section,
        number=measure.number,
        text=zh(measure.text),
        position=number(position),
    )
    if resolved.record.fields.status == "issued":
        graph.add(this, ELI.LegalResourceSubdivision)
    graph.put(this, RDFS.label, zh(measure.heading or _opening(measure.text)))
    graph.quote(this, measure.quote)
    describe_responsibilities(graph, this, key, measure.departments, resolved)
    return this


def _opening(text: str) -> str:
    """The first words of a text that has no heading."""
    return text if len(text) <= OPENING_LENGTH else f"{text[:OPENING_LENGTH]}…"


def describe_responsibilities(
    graph: PolicyGraph, of: URIRef, key: str, units: Iterable[Unit], resolved: Resolved
) -> None:
    """The units of a measure or task, n-ary with role and printed name, and as shortcuts."""
    for unit in units:
        department = describe_department(graph, unit.name, resolved)
        this = graph.add(
            graph.mint("responsibility", f"{key}.{digest(unit.name)}"),
            ZJTX.Responsibility,
            of=of,
            department=department,
            role=concept("role", unit.role),
            nameAsPrinted=zh(unit.name),
        )
        graph.quote(this, unit.quote)
        graph.put(of, ZJTX["leadDepartment" if unit.role == "lead" else "responsibleDepartment"], department)


def describe_task(graph: PolicyGraph, task: Task, measures: Mapping[str, URIRef], resolved: Resolved) -> None:
    """A row of a task table."""
    key = digest(task.text)
    this = graph.add(
        graph.mint("task", key),
        ZJTX.Task,
        policy=graph.policy,
        measure=measures.get(task.measure or ""),
        text=zh(task.text),
    )
    graph.put(this, RDFS.label, zh(_opening(task.text)))
    graph.quote(this, task.quote)
    describe_responsibilities(graph, this, f"task.{key}", task.departments, resolved)


def describe_awards(graph: PolicyGraph, measures: Mapping[str, URIRef], resolved: Resolved) -> None:
    """All awards, each with what it asks, which is concluded."""
    for award, asked in zip(resolved.record.awards, resolved.occasions, strict=True):
        this = _award(graph, award, measures)
        for classification in asked.classifications:
            describe_classification(graph, this, classification)
        graph.put(this, ZJTX.firstTimeOnly, Literal(True) if asked.first_time else None)
        graph.put(this, ZJTX.furtherCondition, tuple(zh(words) for words in asked.conditions))


def _award(graph: PolicyGraph, award: Award, measures: Mapping[str, URIRef]) -> URIRef:
    """A promise: the amount stands in the property that says whether it is exact, a ceiling or a floor."""
    this = graph.add(
        graph.mint("award", digest(award.recipient, award.amount, award.ratio)),
        ZJTX.Award,
        policy=graph.policy,
        measure=measures.get(award.measure or ""),
        recipient=zh(award.recipient),
        forTier=concept("tier", award.tier) if award.tier else None,
        recognitionLevel=concept("level", award.level) if award.level else None,
        ratio=award.ratio,
        bound=concept("bound", award.bound) if award.bound else None,
        awardKind=concept("award-kind", award.kind),
        trigger=zh(award.trigger),
    )
    if award.amount is not None:
        graph.add(this, None, **{AMOUNTS[award.bound or "exact"]: award.amount})
    graph.put(this, RDFS.label, zh(award.recipient))
    graph.quote(this, award.quote)
    return this


def describe_targets(graph: PolicyGraph, measures: Mapping[str, URIRef], resolved: Resolved) -> None:
    """All targets, each an observation of the one data set that policy and position tell apart."""
    for position, target in enumerate(resolved.record.targets, 1):
        this = _target(graph, target, measures, resolved)
        graph.add(this, None, position=number(position))
        graph.put(this, QB.dataSet, TARGETS)


def _target(graph: PolicyGraph, target: Target, measures: Mapping[str, URIRef], resolved: Resolved) -> URIRef:
    """A number to be reached."""
    this = graph.add(
        graph.mint("target", digest(target.indicator, target.value, target.unit, target.source)),
        ZJTX.Target,
        policy=graph.policy,
        measure=measures.get(target.measure or ""),
        indicator=describe_indicator(graph, target.indicator, resolved),
        indicatorAsPrinted=zh(target.indicator),
        targetSource=target.source,
        value=target.value,
        unit=target.unit,
        comparator=concept("comparator", COMPARATORS[target.comparator]),
        targetKind=concept("target-kind", target.kind),
        targetYear=year(target.year),
        baselineValue=target.baseline,
        baselineYear=year(target.baseline_year),
        bindingForce=concept("binding-force", target.binding) if target.binding else None,
        forTier=concept("tier", target.tier) if target.tier else None,
        recognitionLevel=concept("level", target.level) if target.level else None,
    )
    graph.put(this, RDFS.label, zh(target.indicator))
    graph.quote(this, target.quote)
    return this


def describe_ladder(graph: PolicyGraph, ladder: tuple[tuple[LadderTier, ...], ...]) -> None:
    """The document's own order of tiers; a step with several tiers is several nodes at one position."""
    if not ladder:
        return
    this = graph.add(graph.mint("ladder", "1"), ZJTX.Ladder, policy=graph.policy)
    graph.put(graph.policy, ZJTX.hasLadder, this)
    for position, step in enumerate(ladder, 1):
        for tier in step:
            node = graph.add(
                graph.mint("ladder-step", f"{position}.{digest(tier.label)}"),
                ZJTX.LadderStep,
                position=number(position),
                tier=concept("tier", tier.tier),
                recognitionLevel=concept("level", tier.level) if tier.level else None,
            )
            graph.put(this, ZJTX.hasStep, node)
            graph.put(node, RDFS.label, zh(tier.label))
            graph.quote(node, tier.quote)
