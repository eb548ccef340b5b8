"""Figures of awards as documents write them."""

from __future__ import annotations

from decimal import Decimal

MATCHING = "配套"  # the kind, by its label, whose share is told beside what it is added to


def shortest(value: Decimal) -> str:
    """A number without needless decimals: `1.5`, `20`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ratio(value: Decimal, kind: str) -> str:
    """What an award of this kind is of something else: `30%`, `100%`; of a matching grant, as much again on, `1:1`."""
    return f"1:{shortest(value)}" if kind == MATCHING and value >= 1 else f"{shortest(value * 100)}%"
