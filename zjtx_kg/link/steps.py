"""Steps of different ladders that are one tier, by tier and level, which all documents share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from zjtx_kg.link.documents import LinkDocument, LinkStep
from zjtx_kg.link.links import StepMatch

NEIGHBOURS = 20  # documents before it, in order of date, that a document's steps are matched with: growth stays linear


def match_steps(documents: Sequence[LinkDocument]) -> tuple[StepMatch, ...]:
    """Steps of different documents with one tier: exact where the level is the same, close where one is silent."""
    with_ladder = [document for document in documents if document.steps]
    ordered = sorted(with_ladder, key=lambda document: (document.issued or "", document.id))
    return tuple(sorted(_matches(ordered)))


def _matches(ordered: Sequence[LinkDocument]) -> Iterator[StepMatch]:
    for place, document in enumerate(ordered):
        earlier: dict[str, list[LinkStep]] = defaultdict(list)
        for neighbour in ordered[max(0, place - NEIGHBOURS) : place]:
            for step in neighbour.steps:
                earlier[step.tier].append(step)
        for step in document.steps:
            yield from filter(None, (_match(step, other) for other in earlier[step.tier]))


def _match(one: LinkStep, other: LinkStep) -> StepMatch | None:
    a, b = sorted((one.iri, other.iri))
    if one.level == other.level:
        return StepMatch(a, b, "exactMatch", 1.0, "层级与级别相同")
    if one.level is None or other.level is None:
        return StepMatch(a, b, "closeMatch", 0.5, "层级相同,一方未载级别")
    return None
