"""The catalogue graph: the release as a dataset, where each source came from, and quality figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rdflib import DCTERMS, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT

from zjtx_kg.iris import GRAPH, concept, thing
from zjtx_kg.publish.report import DocumentReport
from zjtx_kg.read import CatalogueEntry

DQV = Namespace("http://www.w3.org/ns/dqv#")


def catalogue_graph(entries: Sequence[CatalogueEntry], reports: Sequence[DocumentReport]) -> Graph:
    """Dataset, sources and quality measurements (DCAT 3, DQV)."""
    graph = Graph(identifier=GRAPH["catalogue"])
    dataset = thing("dataset", "zjtx-kg")
    graph.add((dataset, RDF.type, DCAT.Dataset))
    graph.add((dataset, DCTERMS.title, Literal("专精特新政策知识图谱", lang="zh")))
    graph.add((dataset, DCTERMS.title, Literal("Knowledge graph of 专精特新 enterprise policy", lang="en")))
    for entry in entries:
        source = thing("source", entry.id)
        graph.add((dataset, DCTERMS.source, source))
        graph.add((source, DCTERMS.provenance, Literal(entry.origin)))
        graph.add((source, DCTERMS.rights, Literal(entry.licence)))
    for report in reports:
        for metric, value in report.figures().items():
            _measure_quality(graph, thing("policy", report.id), report.id, metric, value)
    return graph


def _measure_quality(graph: Graph, policy: URIRef, key: str, metric: str, value: int) -> None:
    this = thing("quality", key, metric)
    graph.add((this, RDF.type, DQV.QualityMeasurement))
    graph.add((this, RDFS.label, Literal(f"{metric}: {key}", lang="en")))
    graph.add((this, DQV.computedOn, policy))
    graph.add((this, DQV.isMeasurementOf, concept("metric", metric)))
    graph.add((this, DQV.value, Literal(Decimal(value))))
