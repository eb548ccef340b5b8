"""Hostile requests: a table of them, the way they are sent, and what must hold whatever is asked."""

from __future__ import annotations

from hostile.attack import Attack
from hostile.engine import endless, numbers, paths, patterns
from hostile.outside import datasets, services, updates
from hostile.shapes import flat, nesting
from hostile.wire import addresses, bodies, files, headers, hosts, methods, smuggling

FAMILIES = (
    nesting, flat, numbers, endless, paths, patterns, services, updates, datasets,
    bodies, addresses, headers, smuggling, methods, hosts, files,
)  # fmt: skip
ATTACKS: tuple[Attack, ...] = tuple(attack for family in FAMILIES for attack in family())
