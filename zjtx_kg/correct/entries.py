"""The entries of a record one by one, each found by its fields, and the record with one of them replaced."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from zjtx_kg.iris import folded
from zjtx_kg.model import Award, Citation, Fields, Kind, LadderTier, Measure, Record, Target, Task, Unit
from zjtx_kg.records import DOCUMENT, ENTRIES, TIER, UNIT

Entry = Measure | Unit | Task | Award | Target | LadderTier | Citation
CLASSES: Mapping[Kind, type[Any]] = {
    "document": Fields,
    "measure": Measure,
    "unit": Unit,
    "task": Task,
    "award": Award,
    "target": Target,
    "ladder": LadderTier,
    "basis": Citation,
}
CONTRACT: Mapping[Kind, tuple[str, ...]] = {
    "document": DOCUMENT,
    "measure": ENTRIES["measures"],
    "unit": UNIT,
    "task": ENTRIES["tasks"],
    "award": ENTRIES["awards"],
    "target": ENTRIES["targets"],
    "ladder": TIER,
    "basis": ("title", "number"),
}
NOT_GIVEN = {"quote", "departments", "basis"}  # fields that have ways of their own
PLACES: Mapping[Kind, tuple[str, ...]] = {"unit": ("measure", "task"), "ladder": ("step",)}
Whole = TypeVar("Whole")


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with what tells where it stands: the measure or task of a unit, the step of a tier."""

    entry: Entry
    place: Mapping[str, object]


def placed(record: Record, kind: Kind) -> Iterator[Placed]:
    """All entries of a kind, in the record's order."""
    match kind:
        case "unit":
            for measure in record.measures:
                yield from (Placed(unit, {"measure": measure.id}) for unit in measure.departments)
            for task in record.tasks:
                yield from (Placed(unit, {"task": task.text, "measure": task.measure}) for unit in task.departments)
        case "ladder":
            for number, step in enumerate(record.ladder, 1):
                yield from (Placed(tier, {"step": number}) for tier in step)
        case "basis":
            yield from (Placed(citation, {}) for citation in record.fields.basis)
        case _:
            yield from (Placed(entry, {}) for entry in getattr(record, f"{kind}s"))


def matches(one: Placed, wanted: Mapping[str, object]) -> bool:
    """Whether an entry has all these values; words compare as in the contract, of a quote a part is enough."""
    return all(_has(one, key, value) for key, value in wanted.items())


def _has(one: Placed, key: str, value: object) -> bool:
    if key == "quote":
        return isinstance(value, str) and folded(value) in folded(one.entry.quote.text)
    found = one.place[key] if key in one.place else getattr(one.entry, key, None)
    if isinstance(found, str) and isinstance(value, str):
        return folded(found) == folded(value)
    return found == value


def replaced(whole: Whole, old: Entry, new: Sequence[Entry]) -> Whole:
    """The record, or the part of it, with `new` in the place of the one entry `old`; a step left empty goes."""
    changed: dict[str, Any] = {}
    for each in fields(whole):  # type: ignore[arg-type]
        value = getattr(whole, each.name)
        if isinstance(value, Fields):
            changed[each.name] = replaced(value, old, new)
        elif isinstance(value, tuple):
            changed[each.name] = _replaced(value, old, new)
    return replace(whole, **changed)  # type: ignore[type-var]


def _replaced(parts: tuple[Any, ...], old: Entry, new: Sequence[Entry]) -> tuple[Any, ...]:
    found: list[Any] = []
    for part in parts:
        if part is old:
            found += new
        elif isinstance(part, tuple):
            step = _replaced(part, old, new)
            found += [step] if step else []
        elif isinstance(part, Measure | Task):
            found.append(replaced(part, old, new))
        else:
            found.append(part)
    return tuple(found)


def given(kind: Kind) -> dict[str, Any]:
    """The fields of a kind that a correction may give, each with its type."""
    hints = get_type_hints(CLASSES[kind])
    return {name: hints[name] for name in CONTRACT[kind] if name not in NOT_GIVEN}


def fits(value: object, hint: Any) -> bool:
    """Whether a value is of a field's type; true and false are no numbers, nor is what is not finite."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return any(value == each and type(value) is type(each) for each in arguments)
    if origin in (Union, UnionType):
        return any(fits(value, each) for each in arguments)
    if origin is tuple:
        return isinstance(value, tuple) and all(fits(each, arguments[0]) for each in value)
    if hint is float:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    return type(value) is (NoneType if hint is None else hint)


def as_field(value: Any, hint: Any) -> Any:
    """A value as a field holds it: where all numbers are fractions, a whole one too."""
    arguments = get_args(hint)
    return float(value) if type(value) is int and float in arguments and int not in arguments else value


def described(hint: Any) -> str:
    """A field's type in words, for messages."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(map(str, arguments))
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(described(each) for each in arguments))
    if origin is tuple:
        return "a list of texts"
    return {str: "a text", int: "a number", float: "a number", NoneType: "nothing"}.get(hint, str(hint))
