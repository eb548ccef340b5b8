"""Field labels of portals."""

from __future__ import annotations

from functools import lru_cache

from zjtx_kg.rules import load_rules

LINES = 512  # of one document, which several steps ask for


@lru_cache(maxsize=LINES)
def is_field_line(line: str) -> bool:
    """Whether a line opens with a field label of a portal."""
    return load_rules("clean-labels")["field-line"].search(line) is not None


def narrowed(line: str) -> str:
    """A line whose labels that are set wide are closed up: `索 引 号:` as `索引号:`."""
    wide = load_rules("clean-labels")["spaced-label"]
    return wide.pattern.sub(lambda found: found[0].replace(" ", ""), line)
