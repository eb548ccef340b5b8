"""Links across regions: what the policies of a release have in common, as data of their own with their grounds."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_kg.knowledge import Knowledge
from zjtx_kg.link.counterparts import counterparts
from zjtx_kg.link.describe import link_lines
from zjtx_kg.link.documents import LinkDocument, LinkMeasure, LinkStep, link_document
from zjtx_kg.link.links import Counterpart, Links, Place, SharedPassage, StepMatch
from zjtx_kg.link.passages import shared_passages
from zjtx_kg.link.steps import match_steps

__all__ = [
    "Counterpart",
    "LinkDocument",
    "LinkMeasure",
    "LinkStep",
    "Links",
    "Place",
    "SharedPassage",
    "StepMatch",
    "link",
    "link_document",
    "link_lines",
]


def link(documents: Sequence[LinkDocument], knowledge: Knowledge) -> Links:
    """All links between documents; the same whatever the documents' order."""
    ordered = sorted(documents, key=lambda document: document.id)
    return Links(
        counterparts=counterparts(ordered, knowledge),
        passages=shared_passages(ordered, knowledge),
        steps=match_steps(ordered),
    )
