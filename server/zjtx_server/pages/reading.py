"""Texts and outlines in the form in which pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from zjtx_server.pages.graph import Row


class Piece(NamedTuple):
    """A run of text; `fact` is the IRI of what was read from it, empty where nothing was."""

    text: str
    fact: str


class Part(NamedTuple):
    """A section with the measures directly in it; `depth` is 1 for the outermost, and for measures in no section."""

    depth: int
    section: Row | None
    measures: list[Row]


def marked_paragraphs(text: str, facts: Iterable[tuple[int, int, str]]) -> list[list[Piece]]:
    """The paragraphs of a text, with the runs (start, end, IRI) that facts stand on; of overlapping ones the first."""
    places = sorted(facts)
    paragraphs, start = [], 0
    for line in text.splitlines(keepends=True) if text else ():
        end = start + len(line)
        paragraphs.append(list(_pieces(text, start, start + len(line.rstrip("\n")), places)))
        start = end
    return paragraphs


def _pieces(text: str, start: int, end: int, places: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    for first, last, fact in places:
        if start <= first < last <= end:
            if start < first:
                yield Piece(text[start:first], "")
            yield Piece(text[first:last], fact)
            start = last
    if start < end:
        yield Piece(text[start:end], "")


def outline(sections: Sequence[Row], measures: Sequence[Row]) -> list[Part]:
    """The parts of a policy in reading order."""
    parents = {row["section"]: row.get("parent", "") for row in sections}
    loose = [row for row in measures if row.get("section") not in parents]
    parts = [Part(1, None, loose)] if loose else []
    for row in sections:
        inside = [measure for measure in measures if measure.get("section") == row["section"]]
        parts.append(Part(_depth(row["section"], parents), row, inside))
    return parts


def _depth(section: str, parents: dict[str, str]) -> int:
    above = {section}
    while (section := parents.get(section, "")) in parents and section not in above:
        above.add(section)
    return len(above)
