"""The values that are passed from step to step: frozen, and each tied to its place in the text.

All offsets are Unicode code points. Offsets of a `Span` index `Document.text` (the clean text) unless a name says
`source`. The meaning of the record's fields is fixed by the record contract (docs/records.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["national", "provincial", "municipal", "county"]
Role = Literal["lead", "responsible"]
Status = Literal["draft", "issued"]
Bound = Literal["exact", "max", "min"]
AwardKind = Literal["reward", "subsidy", "matching"]
Comparator = Literal[">=", "=", "<="]
TargetKind = Literal["annual", "increment", "growth", "share", "level"]
Binding = Literal["binding", "guiding"]
Kind = Literal["document", "measure", "unit", "task", "award", "target", "ladder", "basis"]
Action = Literal["changed", "added", "dropped"]
Severity = Literal["error", "warning", "info"]


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


# --- read and clean -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a file's own table: its words, and the rows and columns that it takes up, counted from 0.

    The span is empty where the cell is; of a merged cell it is the one place where the words are printed.
    """

    span: Span
    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file lays it out, its cells in reading order; what it means is told by the outline."""

    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received.

    Args:
        id: key in the catalogue, e.g. `tongling-2018`.
        name: the file's name.
        sha256: hexadecimal digest of the bytes.
        encoding: the encoding in which the bytes were read; of a file that holds more than text its kind: docx, pdf.
        text: the decoded text, line ends as `\\n`; offsets called `source` index it.
        tables: the tables that the file marks as such, in reading order, their spans in `text`; of plain text none.
        findings: parts of the file that could not be read, their spans in `text`.
        media_type: what the file is, in IANA's terms.
    """

    id: str
    name: str
    sha256: str
    encoding: str
    text: str
    tables: tuple[Grid, ...] = ()
    findings: tuple[Finding, ...] = ()
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class Repair:
    """A run of the source text that reads otherwise in the clean text."""

    source: Span
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True)
class Omission:
    """A run of the source text that is left out of the clean text: tags, navigation, spam, print marks."""

    source: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """The clean text of a source, with the way back.

    Args:
        source: where it comes from.
        text: repaired text; one paragraph a line, no blank lines, no tags, navigation or spam.
        origin: for each character of `text` the offset in `source.text` of the character it stands for.
        repairs: what was changed, in reading order.
        omissions: what was left out, in reading order.
        findings: damage that could not be repaired for certain.
        tables: the source's tables, or those that its lines print, their spans in `text`.
    """

    source: Source
    text: str
    origin: Sequence[int]
    repairs: tuple[Repair, ...] = ()
    omissions: tuple[Omission, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[Grid, ...] = ()

    def __post_init__(self) -> None:
        if len(self.origin) != len(self.text):
            raise ValueError(f"{self.source.id}: {len(self.text)} characters but {len(self.origin)} origins")

    def quote(self, span: Span, rule: str) -> Quote:
        """The words at `span`, read by `rule`."""
        return Quote(span, span.of(self.text), rule)

    def source_span(self, span: Span) -> Span:
        """The run of the source text that a non-empty run of the clean text stands for."""
        return Span(self.origin[span.start], self.origin[span.end - 1] + 1)


# --- outline --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Node:
    """A numbered part of the main text: chapter, section, article or item.

    Args:
        number: as printed, without punctuation and spaces: `一` for `(一)`, `1` for `1.`, `第10条`.
        printed: the printed heading with its number as it stands in `section` lists: `(一)完善梯度培育体系`.
        level: depth, 1 for the outermost.
        span: from the number to the end of the last part inside.
        heading: the heading's words without the number and closing mark; None where the text runs on at once.
        body: the part's own paragraphs, each without the number but with the heading where it opens the paragraph.
        children: the parts inside, in reading order.
    """

    number: str
    printed: str
    level: int
    span: Span
    heading: Span | None
    body: tuple[Span, ...]
    children: tuple[Node, ...] = ()

    def walk(self, above: tuple[Node, ...] = ()) -> Iterator[tuple[tuple[Node, ...], Node]]:
        """This node and all below it in reading order, each with the nodes around it from the outside in."""
        yield above, self
        for child in self.children:
            yield from child.walk((*above, self))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `span` is None where the cell is empty or stands for a merged one."""

    text: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one cell list for each column of the header; a cell may hold several lines."""

    cells: tuple[tuple[Cell, ...], ...]
    span: Span
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an annex; `title` is the annex's own, `header` names its columns."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A document in its parts.

    Args:
        document: the clean text.
        front: lines before the main text: portal fields, covering letter, notice, title lines.
        title: the policy's own title, made of one or more lines; None where the page prints none.
        preamble: paragraphs between title and first numbered part.
        nodes: the numbered parts of the main text.
        closing: paragraphs after the last numbered part that belong to none (validity, signature).
        tables: tables of the annexes.
        back: lines after the main text: annex titles, attachments, portal footers that were kept.
        findings: numbers out of sequence, further texts on the page, cells that fit in no row.
    """

    document: Document
    front: tuple[Span, ...]
    title: tuple[Span, ...]
    preamble: tuple[Span, ...]
    nodes: tuple[Node, ...]
    closing: tuple[Span, ...]
    tables: tuple[Table, ...] = ()
    back: tuple[Span, ...] = ()
    findings: tuple[Finding, ...] = ()

    def walk(self) -> Iterator[tuple[tuple[Node, ...], Node]]:
        """All numbered parts in reading order, each with the parts around it."""
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of clean text that is read as one for awards and targets: an item's text or a goal paragraph.

    Args:
        text: the words; `text[i]` stands at `start + i` of the clean text.
        start: offset in the clean text.
        measure: id of the measure it belongs to; None in goal paragraphs and introductory texts.
        lead: words before it that govern it: the lead-in of a goals section, which may name the year for all.
    """

    text: str
    start: int
    measure: str | None
    lead: str = ""


# --- records --------------------------------------------------------------------------------------------------------


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
