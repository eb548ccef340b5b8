"""Records to RDF: one named graph for each policy, which depends on that document and the vocabularies alone."""

from __future__ import annotations

from rdflib import DCTERMS, RDFS, Graph, URIRef

from zjtx_kg.describe.facts import (
    describe_award,
    describe_ladder,
    describe_measures,
    describe_target,
    describe_task,
)
from zjtx_kg.describe.graph import ELI, PolicyGraph, date, zh
from zjtx_kg.describe.things import describe_department, describe_region, describe_source
from zjtx_kg.iris import ZJTX, concept, digest, thing
from zjtx_kg.model import Citation, Document
from zjtx_kg.regions import Regions
from zjtx_kg.resolve import Resolved

__all__ = ["describe"]


def describe(document: Document, resolved: Resolved, regions: Regions) -> Graph:
    """The graph of one policy; its identifier is the named graph's IRI."""
    graph = PolicyGraph(document, regions)
    _describe_policy(graph, resolved)
    describe_source(graph)
    record = resolved.record
    measures = describe_measures(graph, resolved)
    for task in record.tasks:
        describe_task(graph, task, measures, resolved)
    for award in record.awards:
        describe_award(graph, award, measures)
    for target in record.targets:
        describe_target(graph, target, measures, resolved)
    describe_ladder(graph, record.ladder)
    return graph.graph


def _describe_policy(graph: PolicyGraph, resolved: Resolved) -> None:
    fields = resolved.record.fields
    this = graph.add(
        graph.policy,
        ZJTX.Policy,
        documentNumber=fields.number,
        region=describe_region(graph, fields.region_code) if fields.region_code else None,
        published=date(fields.published),
        status=concept("status", fields.status),
        validUntil=date(fields.valid_until),
        issuedBy=describe_department(graph, fields.issuer, resolved) if fields.issuer else None,
        basedOn=tuple(_describe_citation(graph, citation) for citation in fields.basis),
    )
    if fields.status == "issued":
        graph.add(this, ELI.LegalResource)
    graph.put(this, DCTERMS.identifier, graph.key)
    graph.put(this, DCTERMS.title, zh(fields.title))
    graph.put(this, RDFS.label, zh(fields.title or f"{fields.region or graph.key}(页面未载标题)"))
    graph.put(this, DCTERMS.issued, date(fields.issued))


def _describe_citation(graph: PolicyGraph, citation: Citation) -> URIRef:
    """A policy that is only known from being cited; its number is its key, else its title."""
    this = graph.add(
        thing("cited-policy", digest(citation.number or citation.title)),
        ZJTX.Policy,
        documentNumber=citation.number,
    )
    graph.put(this, DCTERMS.title, zh(citation.title))
    graph.put(this, RDFS.label, zh(citation.title or citation.number))
    return this
