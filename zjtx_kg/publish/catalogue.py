"""The catalogue graph: the release as a dataset, where each source came from, and quality figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rdflib import DCTERMS, PROV, RDF, RDFS, Graph, Literal, Namespace, URIRef

from zjtx_kg import __version__
from zjtx_kg.catalogue import CatalogueEntry
from zjtx_kg.iris import GRAPH, PREFIXES, concept, policy_graph, thing
from zjtx_kg.publish.report import DocumentReport
from zjtx_kg.withdrawals import Withdrawal

DCAT = Namespace(PREFIXES["dcat"])
DQV = Namespace(PREFIXES["dqv"])
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
MEDIA_TYPES = Namespace("https://www.iana.org/assignments/media-types/")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
DUMPS = {"data.nq": "application/n-quads", "data.trig": "application/trig"}


def catalogue_graph(
    entries: Sequence[CatalogueEntry],
    reports: Sequence[DocumentReport],
    withdrawals: Sequence[Withdrawal] = (),
    version: str = __version__,
) -> Graph:
    """Dataset, sources, quality measurements and what was withdrawn (DCAT 3, DQV, PROV-O)."""
    graph = Graph(identifier=GRAPH["catalogue"])
    dataset = thing("dataset", "zjtx-kg")
    _describe_dataset(graph, dataset, version)
    for entry in entries:
        source = thing("source", entry.id)
        graph.add((dataset, DCTERMS.source, source))
        graph.add((source, DCTERMS.provenance, Literal(entry.origin)))
        graph.add((source, DCTERMS.rights, Literal(entry.licence)))
    for report in reports:
        for metric, value in report.measurements().items():
            _measure_quality(graph, thing("policy", report.id), report.id, metric, value)
    for withdrawal in withdrawals:
        _tell_withdrawal(graph, withdrawal)
    return graph


def _describe_dataset(graph: Graph, dataset: URIRef, version: str) -> None:
    """The dataset with its publisher and the files in which it is given out."""
    publisher = thing("publisher", "zjtx-kg")
    graph.add((publisher, RDF.type, FOAF.Project))
    graph.add((publisher, FOAF.name, Literal("zjtx-kg")))
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("专精特新政策知识图谱", lang="zh")))
    graph.add((dataset, DCTERMS.title, Literal("Knowledge graph of 专精特新 enterprise policy", lang="en")))
    graph.add((dataset, DCTERMS.license, LICENCE))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCAT.version, Literal(version)))
    for name, media_type in DUMPS.items():
        this = thing("distribution", name)
        graph.add((dataset, DCAT.distribution, this))
        graph.add((this, RDF.type, DCAT.Distribution))
        graph.add((this, DCTERMS.title, Literal(name)))
        graph.add((this, DCTERMS.license, LICENCE))
        graph.add((this, DCAT.mediaType, MEDIA_TYPES[media_type]))


def _measure_quality(graph: Graph, policy: URIRef, key: str, metric: str, value: float) -> None:
    this = thing("quality", key, metric)
    graph.add((this, RDF.type, DQV.QualityMeasurement))
    graph.add((this, RDFS.label, Literal(f"{metric}: {key}", lang="en")))
    graph.add((this, DQV.computedOn, policy))
    graph.add((this, DQV.isMeasurementOf, concept("metric", metric)))
    graph.add((this, DQV.value, Literal(Decimal(str(value)))))


def _tell_withdrawal(graph: Graph, withdrawal: Withdrawal) -> None:
    """A document's source and graph are no longer there; their IRIs keep their meaning."""
    this = thing("withdrawal", withdrawal.id)
    graph.add((this, RDF.type, PROV.Activity))
    graph.add((this, RDFS.label, Literal(f"撤下 {withdrawal.id}", lang="zh")))
    graph.add((this, RDFS.label, Literal(f"withdrawal of {withdrawal.id}", lang="en")))
    graph.add((this, DCTERMS.date, Literal(withdrawal.date)))
    for invalidated in (thing("source", withdrawal.id), policy_graph(withdrawal.id)):
        graph.add((this, PROV.invalidated, invalidated))
    if withdrawal.reason:
        graph.add((this, DCTERMS.description, Literal(withdrawal.reason)))
