"""Records to RDF: one named graph for each policy, which depends on that document and the vocabularies alone."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Graph

from zjtx_kg.describe.classifications import describe_classes
from zjtx_kg.describe.facts import (
    describe_awards,
    describe_ladder,
    describe_measures,
    describe_targets,
    describe_task,
)
from zjtx_kg.describe.fields import describe_policy
from zjtx_kg.describe.graph import PolicyGraph
from zjtx_kg.describe.repairs import describe_repairs
from zjtx_kg.describe.tables import describe_tables
from zjtx_kg.describe.things import describe_source
from zjtx_kg.model import Document, Table
from zjtx_kg.regions import Regions
from zjtx_kg.resolve import Resolved

__all__ = ["describe"]


def describe(document: Document, resolved: Resolved, regions: Regions, tables: Sequence[Table] = ()) -> Graph:
    """The graph of one policy; its identifier is the named graph's IRI."""
    graph = PolicyGraph(document, regions)
    describe_policy(graph, resolved)
    describe_source(graph)
    describe_repairs(graph)
    record = resolved.record
    measures = describe_measures(graph, resolved)
    for task in record.tasks:
        describe_task(graph, task, measures, resolved)
    describe_awards(graph, measures, resolved)
    describe_targets(graph, measures, resolved)
    describe_classes(graph, measures, resolved)
    describe_ladder(graph, record.ladder)
    describe_tables(graph, tables)
    return graph.graph
