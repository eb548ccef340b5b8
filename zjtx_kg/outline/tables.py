"""Tables of annexes that arrive one cell a line: rows recovered from the kinds of the cells."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_kg.model import Finding, Table
from zjtx_kg.outline.numbering import Line
from zjtx_kg.rules import RuleSet


def find_tables(lines: Sequence[Line], rules: RuleSet) -> tuple[tuple[Table, ...], list[Finding]]:
    """The tables among `lines`, and findings on cells that fit in no row."""
    return (), []
