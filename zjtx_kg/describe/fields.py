"""What a policy says of itself: its fields, each with the words it was read from, and the policies it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import DCTERMS, RDFS, URIRef

from zjtx_kg.describe.graph import ELI, PolicyGraph, date, year, zh
from zjtx_kg.describe.things import describe_department, describe_party, describe_region
from zjtx_kg.iris import ZJTX, cited_policy, concept, digest
from zjtx_kg.model import Citation, Quote
from zjtx_kg.resolve import CitedPolicy, Resolved

PROPERTIES = {
    "title": DCTERMS.title,
    "number": ZJTX.documentNumber,
    "issuer": ZJTX.issuedBy,
    "region": ZJTX.region,
    "issued": DCTERMS.issued,
    "published": ZJTX.published,
    "status": ZJTX.status,
    "valid_until": ZJTX.validUntil,
}


def describe_policy(graph: PolicyGraph, resolved: Resolved) -> None:
    """The policy with its fields and grounds."""
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
    )
    graph.put(this, DCTERMS.identifier, graph.key)
    graph.put(this, DCTERMS.title, zh(fields.title))
    graph.put(this, RDFS.label, zh(fields.title or f"{fields.region or graph.key}(页面未载标题)"))
    graph.put(this, DCTERMS.issued, date(fields.issued))
    for citation, cited in zip(fields.basis, resolved.cited, strict=True):
        _describe_citation(graph, citation, cited)
    if fields.status == "issued":
        _describe_legal_resource(graph)
    _describe_words(graph, fields.quotes)
    for correction in resolved.record.corrections:
        graph.correction(this, correction)


def _describe_citation(graph: PolicyGraph, citation: Citation, policy: CitedPolicy) -> None:
    """A policy that is known from being cited, by its number, else its title; and the words that cite it."""
    cited = cited_policy(policy.number or policy.title or "")
    graph.add(
        cited,
        ZJTX.Policy,
        documentNumber=policy.number,
        yearOfNumber=year(policy.year),
        originator=describe_party(graph, policy.issuer) if policy.issuer else None,
    )
    graph.put(cited, DCTERMS.title, zh(citation.title))
    graph.put(cited, RDFS.label, zh(citation.title or citation.number))
    graph.add(graph.policy, None, basedOn=cited)
    key = digest(citation.title, citation.number)
    this = graph.add(graph.mint("citation", key), ZJTX.Citation, policy=graph.policy, cites=cited)
    graph.put(this, RDFS.label, zh(citation.title or citation.number))
    graph.quote(this, citation.quote)


def _describe_legal_resource(graph: PolicyGraph) -> None:
    """What was issued is a resource of ELI; a draft is none, so ELI's properties are stated here and not inferred."""
    graph.add(graph.policy, ELI.LegalResource)
    for ours, theirs in ((ZJTX.issuedBy, ELI.passed_by), (ZJTX.basedOn, ELI.based_on)):
        graph.put(graph.policy, theirs, tuple(graph.graph.objects(graph.policy, ours)))


def _describe_words(graph: PolicyGraph, quotes: Mapping[str, Quote]) -> None:
    """The words of each field that the policy states."""
    for name, quote in quotes.items():
        states: URIRef = PROPERTIES[name]
        if (graph.policy, states, None) in graph.graph:
            this = graph.mint("field", name.replace("_", "-"))
            graph.add(this, ZJTX.FieldStatement, policy=graph.policy, statesProperty=states)
            graph.put(this, RDFS.label, zh(quote.text))
            graph.quote(this, quote)
