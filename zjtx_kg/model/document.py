"""A source as received, its tables, and the clean text with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zjtx_kg.model.words import Finding, Quote, Span


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
