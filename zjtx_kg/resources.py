"""Where the ontology, shapes and data lie: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Path of the folder `ontology`, `shapes` or `data`."""
    inside = PACKAGE / "resources" / name
    return inside if inside.exists() else PACKAGE.parent / name
