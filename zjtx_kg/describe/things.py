"""The things that policies share: source, region, departments, indicators."""

from __future__ import annotations

from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, Namespace, URIRef

from zjtx_kg.describe.graph import DCAT, SCHEMA, PolicyGraph, year, zh
from zjtx_kg.iris import VOCAB, ZJTX, cited_policy, concept, digest, thing
from zjtx_kg.regions import Region, load_region_links
from zjtx_kg.resolve import Department, Resolved

WIKIDATA = Namespace("http://www.wikidata.org/entity/")
COUNTRY = "100000"
MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")
ADMINISTRATIVE_LEVELS = {"country": "national", "province": "provincial", "prefecture": "municipal", "county": "county"}


def describe_source(graph: PolicyGraph) -> None:
    """The file as received, with its hash, and the clean text that all quotes index."""
    source = graph.document.source
    graph.add(graph.source, ZJTX.Source, sha256=source.sha256, cleanText=graph.document.text)
    graph.put(graph.source, RDFS.label, source.name)
    graph.put(graph.source, DCTERMS.identifier, source.id)
    graph.put(graph.source, DCAT.mediaType, MEDIA_TYPES[source.media_type])
    graph.put(graph.policy, DCTERMS.source, graph.source)


def describe_region(graph: PolicyGraph, code: str) -> URIRef:
    """A region with those around it, up to the country; once in a graph."""
    this = thing("region", code)
    if (this, RDF.type, ZJTX.Region) not in graph.graph:
        for region in (graph.regions.get(code), *graph.regions.ancestors(code), graph.regions.get(COUNTRY)):
            if region is not None:
                _region(graph, region)
    return this


def _region(graph: PolicyGraph, region: Region) -> None:
    this = graph.add(thing("region", region.code), ZJTX.Region, code=region.code)
    graph.put(this, ZJTX.administrativeLevel, concept("administrative-level", ADMINISTRATIVE_LEVELS[region.level]))
    graph.put(this, RDFS.label, zh(region.name))
    graph.put(this, SCHEMA.containedInPlace, thing("region", region.parent) if region.parent else None)
    if (link := load_region_links().get(region.code)) is not None and region.until is None:
        graph.put(this, SCHEMA.identifier, link.iso_3166_2)
        graph.put(this, OWL.sameAs, WIKIDATA[link.wikidata])


def describe_department(graph: PolicyGraph, printed: str, resolved: Resolved) -> URIRef:
    """The department that a printed unit names; one that could not be resolved stays as printed."""
    department = resolved.departments.get(printed)
    if department is None:
        this = graph.mint_once("unresolved-unit", digest(printed))
        graph.add(this, ZJTX.UnresolvedUnit, nameAsPrinted=zh(printed))
        graph.put(this, RDFS.label, zh(printed))
        return this
    this = describe_party(graph, department)
    graph.put(this, SKOS.altLabel, zh(printed))
    return this


def describe_party(graph: PolicyGraph, department: Department) -> URIRef:
    """A department with those that took its task one after the other, also where no policy names them."""
    code = department.region_code
    this = thing("department", code or "none", department.name)
    graph.add(this, ZJTX.CollectiveParty if department.collective else ZJTX.Department)
    graph.put(this, RDFS.label, zh(department.name))
    graph.put(this, ZJTX.region, describe_region(graph, code) if code else None)
    graph.put(this, ZJTX.function, concept("function", department.function) if department.function else None)
    if department.successor is not None:
        change = graph.add(thing("reorganisation", code or "none", department.name), ZJTX.Reorganisation)
        successor = describe_party(graph, department.successor)
        graph.add(change, None, predecessor=this, successor=successor, effective=year(department.effective))
        graph.put(change, RDF.type, ORG.ChangeEvent)
        graph.put(change, ORG.originalOrganization, this)
        graph.put(change, ORG.resultingOrganization, successor)
        graph.put(change, PROV.wasDerivedFrom, cited_policy(department.plan) if department.plan else None)
    return this


def describe_indicator(graph: PolicyGraph, printed: str, resolved: Resolved) -> URIRef | None:
    """The shared indicator that a printed one stands for; one of its own wording is in no scheme."""
    indicator = resolved.indicators.get(printed)
    if indicator is None:
        return None
    this = graph.add(
        thing("indicator", indicator.key),
        ZJTX.Indicator,
        countedTier=concept("tier", indicator.tier) if indicator.tier else None,
        countedLevel=concept("level", indicator.level) if indicator.level else None,
        indicatorUnit=indicator.unit,
    )
    graph.put(this, SKOS.prefLabel, zh(indicator.label))
    graph.put(this, SKOS.inScheme, VOCAB.indicator if indicator.mapped else None)
    return this
