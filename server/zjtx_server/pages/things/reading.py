"""A policy's text as a document to read: headings, paragraphs with their marks, and what stands beside each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from zjtx_kg.numerals import in_han
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.things.places import Lines, line_at, lines_of
from zjtx_server.pages.things.tables import Table
from zjtx_server.pages.web.marks import Mark, marked

HIGHEST, LOWEST = 3, 6  # ranks of the headings within a text
NUMBER_LENGTH = 16  # characters that may stand before a measure's words on its line: its number
HEADING_LENGTH = 30  # characters of a heading under which no measure stands, at most
NUMBERS = "|".join(sorted((in_han(number) for number in range(1, 100)), key=len, reverse=True))

Notes = Mapping[str, Sequence[Row]]


class Heading(NamedTuple):
    """Where a part of a text begins: from the start of its line up to `end`; `rank` as in h3."""

    end: int
    rank: int
    part: Row


class Block(NamedTuple):
    """A line of a text: its heading, the words after it, and the rows that stand beside it by their kind.

    A table is one block, with the words of its lines by their numbers.
    """

    anchor: str
    rank: int
    heading: Markup
    words: Markup
    notes: Notes
    table: Table | None = None
    lines: Mapping[int, Markup] = MappingProxyType({})


def blocks(
    text: str,
    marks: Iterable[Mark],
    headings: Mapping[int, Heading],
    notes: Mapping[int, Notes],
    tables: Mapping[int, Table] = MappingProxyType({}),
) -> list[Block]:
    """The text line by line.

    Args:
        text: clean text.
        marks: places in it.
        headings, notes: by the number of the line.
        tables: by the number of their first line.
    """
    lines = lines_of(text)
    inside = _by_line(lines, marks)
    shown: list[Block] = []
    number = 0
    while number < len(lines):
        if table := tables.get(number):
            words = {n: marked(text, *lines[n], inside.get(n, ())) for n in range(table.first, table.last + 1)}
            shown.append(Block("", 0, Markup(), Markup(), {}, table, words))
            number = table.last
        else:
            beside = notes.get(number, {})
            shown.append(_block(text, lines[number], inside.get(number, ()), (number, headings.get(number)), beside))
        number += 1
    return shown


def _block(
    text: str, line: tuple[int, int], marks: Sequence[Mark], numbered: tuple[int, Heading | None], notes: Notes
) -> Block:
    start, end = line
    number, heading = numbered
    parted = min(heading.end, end) if heading else start
    above = marked(text, start, parted, marks) if parted > start else Markup()
    below = marked(text, parted, end, marks) if parted < end else Markup()
    return Block(f"p{number + 1}", heading.rank if heading else 0, above, below, notes)


def _by_line(lines: Lines, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks that lie on each line, also those that go over several."""
    inside: dict[int, list[Mark]] = {}
    for mark in marks:
        number = line_at(lines, mark.start)
        while number < len(lines) and lines[number][0] < mark.end:
            inside.setdefault(number, []).append(mark)
            number += 1
    return inside


def headings_of(text: str, sections: Sequence[Row], measures: Sequence[Row]) -> dict[int, Heading]:
    """The headings of sections and measures by the number of their line.

    Sections are found by the words that they are printed with, in reading order; measures have a place.
    """
    lines = lines_of(text)
    depths = depths_of(sections)
    found: dict[int, Heading] = {}
    after = 0
    for row in sections:
        if (number := _line_with(text, lines, row["label"], after)) is not None:
            end = lines[number][0] + len(row["label"])
            found[number] = Heading(end, _rank(depths[row["section"]]), row)
            after = number + 1
    for row in measures:
        if "start" in row:
            number = line_at(lines, int(row["start"]))
            heading = _measure_heading(text, lines[number], row, depths)
            if heading and number not in found:
                found[number] = heading
    return _with_empty_sections(text, lines, found) if found else found


def _with_empty_sections(text: str, lines: Lines, found: dict[int, Heading]) -> dict[int, Heading]:
    """Also short lines numbered as the outermost sections are, in which no measure stands."""
    labels = [heading.part for heading in found.values() if heading.rank == HIGHEST and "label" in heading.part]
    forms = {numbered for row in labels if (numbered := _form(row["label"], row.get("number", "")))}
    for number, (start, end) in enumerate(lines):
        if number not in found and end - start <= HEADING_LENGTH and any(f.match(text, start, end) for f in forms):
            found[number] = Heading(end, HIGHEST, {})
    return dict(sorted(found.items()))


def _form(label: str, number: str) -> re.Pattern[str] | None:
    """What a line begins with that is numbered as a label is; None for a label without number."""
    before, found, after = label.partition(number) if number else ("", "", "")
    return re.compile(f"{re.escape(before)}(?:{NUMBERS}){re.escape(after[:1])}[^。;]+$") if found and after else None


def _line_with(text: str, lines: Lines, words: str, after: int) -> int | None:
    """The first line from the number `after` on that begins with these words."""
    return next((number for number in range(after, len(lines)) if text.startswith(words, lines[number][0])), None)


def _measure_heading(text: str, line: tuple[int, int], row: Row, depths: Mapping[str, int]) -> Heading | None:
    """A measure's heading with its number, else its number alone; None for one that begins within a line."""
    start, label = int(row["start"]), row["label"]
    if start - line[0] > NUMBER_LENGTH:
        return None
    end = start
    if text.startswith(label, start):
        end = start + len(label)
        end += end < line[1] and not text[end].isalnum()  # its full stop
    return Heading(end, _rank(depths.get(row.get("section", ""), 0) + 1), row) if end > line[0] else None


def _rank(depth: int) -> int:
    return min(HIGHEST + depth - 1, LOWEST)


def depths_of(sections: Sequence[Row]) -> dict[str, int]:
    """How deep each section lies, 1 for the outermost."""
    parents = {row["section"]: row.get("parent", "") for row in sections}
    return {section: _depth(section, parents) for section in parents}


def _depth(section: str, parents: Mapping[str, str]) -> int:
    above = {section}
    while (section := parents.get(section, "")) in parents and section not in above:
        above.add(section)
    return len(above)
