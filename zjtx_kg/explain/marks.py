"""What was found in a text as marks on it: entries of the record, what was left out and why, what was not read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from zjtx_kg.coverage import named_quotes
from zjtx_kg.errors import VocabularyError
from zjtx_kg.model import Award, Citation, LadderTier, Record, Span, Target, Task, Unit
from zjtx_kg.pipeline import Reading
from zjtx_kg.rules import load_rules

Kind = Literal["field", "basis", "units", "task", "award", "target", "ladder", "ignored", "unread"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Entry = Citation | Task | Award | Target | Unit | LadderTier
Values = tuple[tuple[str, str], ...]
READINGS = Path(__file__).with_name("readings.toml")
UNSHOWN = frozenset({"quote", "measure", "departments", "source"})  # the place tells them


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the clean text at which something was found.

    Args:
        kind: which kind of entry, or that it is ignored or unread.
        name: the entry's name (`award 3`, `m4`, `issued`), or what it looks like (`money`).
        span: its place.
        rule: the rule that read it, or by which it is left out.
        values: what was read, by the names of docs/records.md.
    """

    kind: Kind
    name: str
    span: Span
    rule: str
    values: Values = ()


def find_marks(reading: Reading) -> tuple[Mark, ...]:
    """All marks of a text, those that begin first before others, the longer before the shorter."""
    found = dict.fromkeys((*_entries(reading.record), *_left_over(reading)))
    return tuple(sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, KINDS.index(mark.kind))))


def _entries(record: Record) -> Iterator[Mark]:
    values = _values(record)
    for name, quote in named_quotes(record):
        read = values.get((name, quote.span), values.get((name, None), ()))
        yield Mark(_kind(name, quote.rule), name, quote.span, quote.rule, read)


def _kind(name: str, rule: str) -> Kind:
    if rule in ("units.list", "tasks.joint"):
        return "units"
    first = name.partition(" ")[0]
    return next((kind for kind in KINDS if kind == first), "field")


def _left_over(reading: Reading) -> Iterator[Mark]:
    for item in reading.coverage.items:
        if item.outcome != "recorded":
            yield Mark(item.outcome, item.kind, item.span, item.rule)


def _values(record: Record) -> Mapping[tuple[str, Span | None], Values]:
    """What was read, by the entry's name and, where several words bear one name, by place."""
    found: dict[tuple[str, Span | None], Values] = {
        (name, None): _shown(name, getattr(record.fields, name)) for name in record.fields.quotes
    }
    lists: Mapping[str, Sequence[Entry]] = {
        "basis": record.fields.basis,
        "task": record.tasks,
        "award": record.awards,
        "target": record.targets,
    }
    for kind, entries in lists.items():
        found |= {(f"{kind} {number}", None): _of_entry(entry) for number, entry in enumerate(entries, 1)}
    bearers = [(measure.id, measure.departments) for measure in record.measures]
    bearers += [(f"task {number}", task.departments) for number, task in enumerate(record.tasks, 1)]
    found |= {(name, unit.quote.span): _of_entry(unit) for name, units in bearers for unit in units}
    return found | {("ladder", tier.quote.span): _of_entry(tier) for step in record.ladder for tier in step}


def _of_entry(entry: Entry) -> Values:
    names = (field.name for field in fields(entry) if field.name not in UNSHOWN)
    return tuple(pair for name in names for pair in _shown(name, getattr(entry, name)))


def _shown(name: str, value: object) -> Values:
    """A value by its name, where there is one."""
    if value is None:
        return ()
    return ((name, f"{value:,}" if isinstance(value, int | float) and "year" not in name else str(value)),)


@cache
def rule_says(rule: str) -> str:
    """What a rule reads or leaves out, in words; empty of one that is not described."""
    if said := _readings().get(rule):
        return said
    file, _, name = rule.partition(".")
    try:
        found = load_rules(file).rules.get(name)
    except VocabularyError:
        return ""
    return found.says if found else ""


@cache
def _readings() -> Mapping[str, str]:
    return tomllib.loads(READINGS.read_text(encoding="utf-8"))
