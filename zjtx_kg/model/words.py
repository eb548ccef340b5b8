"""Words of the clean text, what was read from them or not, and what a person corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zjtx_kg.model.terms import Action, Kind, Severity


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of text, from `start` up to but not including `end`, in code points."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        # By the slots themselves: documents have thousands of spans, and this is twice as fast as the generated way.
        _set_start(self, start)
        _set_end(self, end)

    def of(self, text: str) -> str:
        """The words at this place of `text`."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same run, `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's change to what was read from a document, with its reason (docs/corrections.md).

    Args:
        where: file and number of the correction, for messages.
        document: id of the document.
        kind: what is changed: the document's own fields, or an entry of the record.
        action: whether a field is changed, or an entry is added or dropped.
        reason: why, in a person's words.
        entry: fields that tell the entry to be changed or dropped apart, with their values.
        field: name of the field that is changed.
        was: the field's value as it was read; None where nothing was.
        value: the value that takes its place; None for none.
        added: fields of the entry that is added, with their values.
        quote: words of the text that the fact stands on; None where they stay.
        by: who says so.
        date: when it was said, ISO 8601.
    """

    where: str
    document: str
    kind: Kind
    action: Action
    reason: str
    entry: Mapping[str, object] = field(default_factory=dict)
    added: Mapping[str, object] = field(default_factory=dict)
    quote: str | None = None
    by: str | None = None
    date: str | None = None
    field: str | None = None
    was: object = None
    value: object = None


_set_start, _set_end = (Span.__dict__[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of the clean text that a fact stands on, and the rule that read them, or who corrected it."""

    span: Span
    text: str
    rule: str
    corrections: tuple[Correction, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        if len(self.text) != self.span.end - self.span.start:
            raise ValueError(f"quote and span differ in length: {self.text!r} at {self.span}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that could not be read or decided, for the build report; never dropped in silence."""

    rule: str
    message: str
    severity: Severity = "warning"
    span: Span | None = None
    document: str = ""
