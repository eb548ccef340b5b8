"""What linking knows of a policy: read from the policy's graph, so that links can be made anew from any release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, Graph, URIRef
from rdflib.term import Node

from zjtx_kg.iris import ZJTX, document_of


@dataclass(frozen=True, slots=True)
class LinkMeasure:
    """A measure as linking sees it.

    Args:
        iri: the measure.
        text: its words, whole.
        themes: notations of its themes, the main one first.
        instruments: notations of its instruments, sorted.
        tiers: notations of the tiers that its awards and targets are for, sorted.
        rewarded: for what it gives awards: notations of a tier and of the occasion, `TIER/OCCASION`, sorted.
    """

    iri: str
    text: str
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    rewarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkStep:
    """A step of a document's ladder: tier and level by their notations; `level` is None where the label names none."""

    iri: str
    tier: str
    level: str | None


@dataclass(frozen=True, slots=True)
class LinkDocument:
    """A policy as linking sees it.

    Args:
        id: the document's id in the catalogue.
        policy, source: IRIs of the policy and of the file that its quotes index.
        place: IRI of the region that issued it, else of the policy: documents of one place are not counterparts.
        issued: date of writing, else of publication, ISO 8601; None where neither is known.
        text: the clean text.
    """

    id: str
    policy: str
    source: str
    place: str
    issued: str | None
    text: str
    measures: tuple[LinkMeasure, ...]
    steps: tuple[LinkStep, ...] = ()


def link_document(graph: Graph) -> LinkDocument:
    """The policy that the graph describes.

    Raises:
        ValueError: the graph does not describe one policy with a source.
    """
    policies = [policy for policy in graph.subjects(RDF.type, ZJTX.Policy) if (policy, DCTERMS.source, None) in graph]
    if len(policies) != 1:
        raise ValueError(f"{graph.identifier} describes {len(policies)} policies with a source, not one")
    policy = policies[0]
    source = graph.value(policy, DCTERMS.source)
    issued = graph.value(policy, DCTERMS.issued) or graph.value(policy, ZJTX.published)
    return LinkDocument(
        id=document_of(str(policy)),
        policy=str(policy),
        source=str(source),
        place=str(graph.value(policy, ZJTX.region) or policy),
        issued=None if issued is None else str(issued),
        text=str(graph.value(source, ZJTX.cleanText) or ""),
        measures=tuple(_measure(graph, measure) for measure in _in_order(graph, ZJTX.Measure)),
        steps=tuple(_step(graph, step) for step in _in_order(graph, ZJTX.LadderStep)),
    )


def _measure(graph: Graph, measure: Node) -> LinkMeasure:
    main = graph.value(measure, ZJTX.mainTheme)
    themes = sorted(graph.objects(measure, ZJTX.theme), key=lambda theme: (theme != main, str(theme)))
    facts = list(graph.subjects(ZJTX.measure, measure))
    return LinkMeasure(
        iri=str(measure),
        text=str(graph.value(measure, ZJTX.text) or ""),
        themes=tuple(map(_notation, themes)),
        instruments=_notations(graph.objects(measure, ZJTX.instrument)),
        tiers=_notations(tier for fact in facts for tier in graph.objects(fact, ZJTX.forTier)),
        rewarded=tuple(sorted({each for fact in facts for each in _rewarded(graph, fact)})),
    )


def _rewarded(graph: Graph, fact: Node) -> Iterator[str]:
    """The tiers of an award with its occasions; only awards have occasions."""
    for tier in graph.objects(fact, ZJTX.forTier):
        yield from (f"{_notation(tier)}/{_notation(each)}" for each in graph.objects(fact, ZJTX.occasion))


def _step(graph: Graph, step: Node) -> LinkStep:
    level = graph.value(step, ZJTX.recognitionLevel)
    tier = graph.value(step, ZJTX.tier)
    return LinkStep(str(step), _notation(tier) if tier else "", _notation(level) if level else None)


def _in_order(graph: Graph, kind: URIRef) -> list[Node]:
    """The things of a class by their positions, those of one position by their IRIs."""
    things = graph.subjects(RDF.type, kind)
    return sorted(things, key=lambda thing: (int(str(graph.value(thing, ZJTX.position) or 0)), str(thing)))


def _notation(concept: Node) -> str:
    """The notation of a concept, which its IRI ends in."""
    return str(concept).rpartition("/")[2]


def _notations(concepts: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(set(map(_notation, concepts))))
