"""A document in its parts: numbered items, tables, and the passages that are read as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zjtx_kg.model.document import Document
from zjtx_kg.model.words import Finding, Span


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
        waiting = [(above, self)]
        while waiting:
            above, node = waiting.pop()
            yield above, node
            if node.children:
                inside = (*above, node)
                waiting += [(inside, child) for child in reversed(node.children)]


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
