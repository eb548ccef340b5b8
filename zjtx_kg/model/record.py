"""What is read out of a document: the record contract (docs/records.md) as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from zjtx_kg.model.terms import AwardKind, Binding, Bound, Comparator, Level, Role, Status, TargetKind
from zjtx_kg.model.words import Correction, Finding, Quote, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A policy named as ground: title in 《》 or document number or both."""

    title: str | None
    number: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Fields:
    """What a document says of itself; `quotes` holds the words for each field that was read from the text."""

    title: str | None = None
    region: str | None = None
    region_code: str | None = None
    province: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued: str | None = None
    published: str | None = None
    status: Status = "issued"
    valid_until: str | None = None
    basis: tuple[Citation, ...] = ()
    quotes: dict[str, Quote] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A responsible unit as printed."""

    name: str
    role: Role
    quote: Quote


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered item of the main text that carries a task.

    Args:
        text: its words without number and lists of units.
        runs: the places of these words in the clean text.
    """

    id: str
    number: str
    heading: str | None
    section: tuple[str, ...]
    text: str
    departments: tuple[Unit, ...]
    quote: Quote
    runs: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a task table."""

    measure: str | None
    text: str
    departments: tuple[Unit, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Award:
    """A promise of public money; `amount` in yuan, `ratio` as a share (0.3) or multiple (1.0)."""

    measure: str | None
    recipient: str
    tier: str | None
    level: Level | None
    amount: int | float | None
    bound: Bound | None
    ratio: float | None
    kind: AwardKind
    trigger: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be reached; `value` in `unit` with 万 and 亿 multiplied out."""

    measure: str | None
    source: Literal["text", "table"]
    indicator: str
    value: int | float
    unit: str | None
    comparator: Comparator
    kind: TargetKind
    year: int | None
    baseline: int | float | None
    baseline_year: int | None
    binding: Binding | None
    tier: str | None
    level: Level | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class LadderTier:
    """One tier on a step of a document's own ladder."""

    tier: str
    level: Level | None
    label: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one document; `corrections` are those of its own fields and of entries that were dropped."""

    id: str
    fields: Fields
    measures: tuple[Measure, ...]
    tasks: tuple[Task, ...]
    awards: tuple[Award, ...]
    targets: tuple[Target, ...]
    ladder: tuple[tuple[LadderTier, ...], ...]
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()
