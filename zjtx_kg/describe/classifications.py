"""What is concluded from a document's words: classifications, each with its ground and rule, and a shortcut."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef

from zjtx_kg.describe.graph import PolicyGraph, number
from zjtx_kg.iris import ZJTX, concept, digest
from zjtx_kg.model import Classification
from zjtx_kg.resolve import Resolved


def describe_classes(graph: PolicyGraph, measures: Mapping[str, URIRef], resolved: Resolved) -> None:
    """The themes of all measures, ranked, the first of each its main one, and their instruments."""
    for id_, classes in resolved.classes.items():
        themes = [each for each in classes if each.scheme == "theme"]
        for rank, theme in enumerate(themes, 1):
            describe_classification(graph, measures[id_], theme, rank)
        for main in themes[:1]:
            graph.put(measures[id_], ZJTX.mainTheme, concept(main.scheme, main.notation))
        for instrument in (each for each in classes if each.scheme == "instrument"):
            describe_classification(graph, measures[id_], instrument)


def describe_classification(
    graph: PolicyGraph, classified: URIRef, classification: Classification, rank: int | None = None
) -> None:
    """That a measure or award is classified so; `rank` is its place, from 1, among those of its scheme in order."""
    scheme, notation = classification.scheme, classification.notation
    this = graph.add(
        graph.mint("classification", digest(classified, scheme, notation)),
        ZJTX.Classification,
        classifies=classified,
        classifiedAs=concept(scheme, notation),
        rank=number(rank) if rank else None,
    )
    graph.quote(this, classification.quote)
    graph.put(classified, ZJTX[scheme], concept(scheme, notation))
