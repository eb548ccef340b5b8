"""Records as JSON, by the letter of the record contract (docs/records.md): the form of annotations and of exchange.

The dataclasses of the model name their fields in the contract's order, so a record's JSON is its fields without the
places (`quotes`, spans, rules), which the graph keeps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Award, Fields, LadderTier, Measure, Quote, Record, Target, Task, Unit

Json = dict[str, Any]

DOCUMENT = tuple(name.name for name in fields(Fields) if name.name not in {"quotes", "findings"})
UNIT = ("name", "role")
ENTRIES: Mapping[str, tuple[str, ...]] = {
    "measures": tuple(name.name for name in fields(Measure) if name.name not in {"quote", "runs"}),
    "tasks": tuple(name.name for name in fields(Task) if name.name != "quote"),
    "awards": tuple(name.name for name in fields(Award)),
    "targets": tuple(name.name for name in fields(Target)),
}
PARTS = ("document", *ENTRIES, "ladder")
CUT = ("number", "heading", "section")
TIER = tuple(name.name for name in fields(LadderTier) if name.name != "quote")


def record_json(record: Record) -> Json:
    """The record as the contract writes it: keys in its order, quotes as their words alone."""
    entries = {name: [_entry(entry, keys) for entry in getattr(record, name)] for name, keys in ENTRIES.items()}
    ladder = [[_entry(tier, TIER) for tier in step] for step in record.ladder]
    return {"document": _document(record.fields), **entries, "ladder": ladder}


def dump_record(record: Record) -> str:
    """The record as JSON text, one space of indentation, ending in a line feed; equal records give equal text."""
    return json.dumps(record_json(record), ensure_ascii=False, indent=1) + "\n"


def load_record_json(path: Path) -> Json:
    """An annotation from a file.

    Raises:
        SourceError: the file cannot be read, is no JSON, or an entry has other keys than the contract's.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"not readable as JSON ({error})", where=str(path), remedy="Give a record file.") from error
    problem = _departure(record)
    if problem:
        raise SourceError(problem, where=str(path), remedy="See docs/records.md for the keys of a record.")
    return dict(record)


def _document(read: Fields) -> Json:
    basis = [{"title": citation.title, "number": citation.number} for citation in read.basis]
    return {name: getattr(read, name) for name in DOCUMENT} | {"basis": basis}


def _entry(entry: object, keys: Sequence[str]) -> Json:
    return {key: _value(getattr(entry, key)) for key in keys}


def _value(value: object) -> object:
    match value:
        case Quote():
            return value.text
        case Unit():
            return _entry(value, UNIT)
        case tuple():
            return [_value(item) for item in value]
    return value


def _departure(record: object) -> str | None:
    """The first point in which an annotation departs from the contract's keys; further top-level keys are remarks."""
    if not isinstance(record, dict):
        return "a record is one JSON object"
    missing = [part for part in PARTS if part not in record]
    if missing:
        return f"no “{missing[0]}”"
    places = [("document", record["document"], DOCUMENT)]
    places += [(f"{n}[{i}]", entry, keys) for n, keys in ENTRIES.items() for i, entry in enumerate(record[n])]
    places += [("cut", record["cut"], CUT)] if "cut" in record else []
    places += [(f"ladder[{i}]", tier, TIER) for i, step in enumerate(record["ladder"]) for tier in step]
    for where, entry, keys in places:
        if not isinstance(entry, dict) or not set(keys) <= set(entry):
            return f"{where} lacks one of {', '.join(keys)}"
    return None
