"""A text with the places of facts marked in it: each mark is whole, whatever overlaps it, and has a lasting anchor."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from zjtx_kg.iris import ID
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.web.addresses import address

QUIET = frozenset({"measure", "shared-passage"})  # kinds whose long marks carry no link of their own
CLOSE = "</mark>"
KIND = re.compile(rf"{re.escape(str(ID))}(?:policy/[^/]*/(?=[^/]*/))?(?P<kind>[^/]*)")


class Mark(NamedTuple):
    """A run of text that facts stand on.

    Args:
        start, end: in code points of the text.
        kinds: of these facts, such as `award`, each once.
        target: where its words lead: to the fact, or where there are several to the quote; empty for none.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    target: str

    @property
    def anchor(self) -> str:
        """Its lasting place in the page of its text."""
        return anchor(self.start, self.end)


def anchor(start: object, end: object) -> str:
    """The anchor of the words between two offsets of a text."""
    return f"c{start}-{end}"


def marks_of(rows: Iterable[Row]) -> list[Mark]:
    """One mark for each place that rows with `fact`, `quote`, `start` and `end` name, in reading order."""
    places: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        places.setdefault((int(row["start"]), int(row["end"])), []).append(row)
    marks = [_mark(start, end, found) for (start, end), found in places.items() if start < end]
    return sorted(marks, key=_order)


def _mark(start: int, end: int, rows: Sequence[Row]) -> Mark:
    kinds = [kind_of(row["fact"]) for row in rows]
    telling = [row for row, kind in zip(rows, kinds, strict=True) if kind not in QUIET]
    leads = telling[0]["fact"] if len(telling) == 1 else rows[0]["quote"]
    return Mark(start, end, tuple(dict.fromkeys(kinds)), address(leads) if telling else "")


def kind_of(fact: str) -> str:
    """The kind of a thing, by its IRI."""
    found = KIND.match(fact)
    return found["kind"] if found else "thing"


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """The words of a text between two offsets, with the parts of marks that lie there.

    Marks nest as their places do. One that another cuts is taken up again behind the cut; so is one that began before
    `start`. The piece with its beginning has its anchor as `id`, the others name it in `data-of`.
    """
    here = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=_order)
    points = sorted({start, end, *(point for mark in here for point in mark[:2] if start < point < end)})
    opened: list[Mark] = []
    out: list[str] = []
    for point, following in pairwise(points):
        out += _closed(opened, point)
        for mark in here:
            if max(mark.start, start) == point:
                opened.append(mark)
                out.append(_opening(mark, "id" if mark.start == point else "data-of"))
        out.append(_leaf(text[point:following], opened))
    out += [CLOSE] * len(opened)
    return Markup("".join(out))


def _opening(mark: Mark, attribute: str) -> str:
    return f'<mark class="{html.escape(" ".join(mark.kinds))}" {attribute}="{mark.anchor}">'


def _closed(opened: list[Mark], point: int) -> Iterator[str]:
    """Ends the marks that end at a point; those opened inside of them that go on are taken up again."""
    ending = [place for place, mark in enumerate(opened) if mark.end <= point]
    if not ending:
        return
    inside = opened[ending[0] :]
    del opened[ending[0] :]
    yield from [CLOSE] * len(inside)
    for mark in inside:
        if mark.end > point:
            opened.append(mark)
            yield _opening(mark, "data-of")


def _leaf(words: str, opened: Sequence[Mark]) -> str:
    """Words that lead where the innermost mark around them leads."""
    target = next((mark.target for mark in reversed(opened) if mark.target), "")
    shown = html.escape(words, quote=False)
    return f'<a href="{html.escape(target)}">{shown}</a>' if target else shown


def shared(text: str, phrases: Iterable[str]) -> Markup:
    """A text with every occurrence of some phrases marked, of overlapping ones the longest."""
    taken: list[tuple[int, int]] = []
    for phrase in sorted(filter(None, phrases), key=len, reverse=True):
        at = text.find(phrase)
        while at >= 0:
            if all(last <= at or at + len(phrase) <= first for first, last in taken):
                taken.append((at, at + len(phrase)))
            at = text.find(phrase, at + 1)
    out, done = [], 0
    for first, last in sorted(taken):
        out += [escape(text[done:first]), Markup('<mark class="shared">{}</mark>').format(text[first:last])]
        done = last
    return Markup("").join([*out, escape(text[done:])])
