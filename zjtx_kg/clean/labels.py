"""Field labels of portals."""

from __future__ import annotations

from zjtx_kg.rules import load_rules


def is_field_line(line: str) -> bool:
    """Whether a line opens with a field label of a portal."""
    return load_rules("clean-labels")["field-line"].search(line) is not None
