"""Adding what was not read: an entry made of the fields given, put where its words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from zjtx_kg.correct.deed import Deed
from zjtx_kg.correct.entries import CLASSES, PLACES, Entry, given, matches, placed, replaced
from zjtx_kg.model import Citation, Kind, LadderTier, Measure, Quote, Record, Task, Unit


def added(deed: Deed) -> tuple[Record, Quote]:
    """The record with the entry that the correction adds, and the entry's words."""
    entry = _entry(deed)
    record, kind = deed.record, deed.correction.kind
    match entry:
        case Unit():
            holder = _holder(deed)
            units = _in_order(holder.departments, entry)
            record = replaced(record, holder, (replace(holder, departments=units),))
        case LadderTier():
            record = replace(record, ladder=_longer_ladder(deed, entry))
        case Citation():
            record = replace(record, fields=replace(record.fields, basis=_in_order(record.fields.basis, entry)))
        case _:
            entries = _in_order(getattr(record, f"{kind}s"), entry)
            record = replace(record, **{f"{kind}s": entries})  # type: ignore[arg-type]
    return record, entry.quote


def _entry(deed: Deed) -> Entry:
    """The entry to be added: fields that were left out are null, where a field can be."""
    kind, values = deed.correction.kind, dict(deed.correction.added)
    known = given(kind)
    deed.check_names(values, {*known, *PLACES.get(kind, ())})
    places = {name: values.pop(name) for name in PLACES.get(kind, ()) if name in values}
    for name, hint in known.items():
        values[name] = deed.typed(name, values.get(name), hint)
    if kind == "measure" and any(measure.id == values["id"] for measure in deed.record.measures):
        raise deed.error(f"there is a measure {values['id']}.", "Give another id.")
    if kind in ("measure", "task"):
        values["departments"] = ()  # added one by one
    quote = deed.quote(None, measure=places.get("measure", values.get("measure")))
    made: Entry = CLASSES[kind](**values, quote=quote)
    return made


def _holder(deed: Deed) -> Measure | Task:
    """The measure or task that a unit is added to."""
    kind: Kind = "task" if "task" in deed.correction.added else "measure"
    wanted = {"text" if kind == "task" else "id": deed.correction.added.get(kind)}
    holders = [one.entry for one in placed(deed.record, kind) if matches(one, wanted)]
    if len(holders) != 1 or not isinstance(holders[0], Measure | Task):
        remedy = "Name measure by its id, or task by its text, in add."
        raise deed.error("the unit is added to no measure or task, or to several.", remedy)
    return holders[0]


def _longer_ladder(deed: Deed, tier: LadderTier) -> tuple[tuple[LadderTier, ...], ...]:
    ladder, step = deed.record.ladder, deed.correction.added.get("step")
    if type(step) is not int or not 1 <= step <= len(ladder) + 1:
        raise deed.error("it is on no step of the ladder.", f"Give step, from 1 to {len(ladder) + 1}.")
    steps = [*ladder, ()]
    steps[step - 1] = (*steps[step - 1], tier)
    return tuple(each for each in steps if each)


def _in_order(entries: tuple[Any, ...], new: Any) -> tuple[Any, ...]:
    """The entries with a new one after all that stand before it in the text."""
    place = sum(each.quote.span <= new.quote.span for each in entries)
    return (*entries[:place], new, *entries[place:])
