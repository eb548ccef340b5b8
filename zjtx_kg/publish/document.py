"""One document from its source to what is found wrong with its graph: what a build and `zjtx-kg add` have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import Graph

from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Correction, Finding, Source
from zjtx_kg.pipeline import Reading, read_document, resolve_and_describe, step
from zjtx_kg.validate import load_shapes, validate_policy


@dataclass(frozen=True, slots=True)
class Checked:
    """A document read, resolved, described and validated; `findings` are those of all these steps."""

    reading: Reading
    graph: Graph
    findings: tuple[Finding, ...]


def check_document(source: Source, corrections: Sequence[Correction] = ()) -> Checked:
    """A source on its way to its graph, by the project's own knowledge.

    Raises:
        CatalogueError: a correction does not fit what was read.
        ProcessingError: a step fails.
    """
    knowledge = load_knowledge()
    reading = read_document(source, knowledge, corrections)
    resolved, graph = resolve_and_describe(reading, knowledge)
    with step("validate", source.id):
        violations = validate_policy(graph, load_shapes())
    return Checked(reading, graph, (*reading.findings, *resolved.findings, *violations))
