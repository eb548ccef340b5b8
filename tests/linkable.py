"""Documents as linking sees them, made by hand for tests."""

from __future__ import annotations

from zjtx_kg.link import LinkDocument, LinkMeasure, LinkStep


def linkable(
    name: str,
    text: str = "",
    *,
    issued: str | None = None,
    measures: tuple[LinkMeasure, ...] = (),
    steps: tuple[LinkStep, ...] = (),
) -> LinkDocument:
    """A document of a place of its own, all of whose IRIs are made of its name."""
    return LinkDocument(
        id=name,
        policy=f"urn:{name}",
        source=f"urn:{name}:source",
        place=f"urn:{name}:place",
        issued=issued,
        text=text,
        measures=measures,
        steps=steps,
    )
