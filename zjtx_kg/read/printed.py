"""Printed lines → paragraphs: running heads and page numbers away, lines that the margin broke joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median, median_low

from zjtx_kg.read.page import PrintedLine, PrintedPage, PrintedTable

EDGE_LINES = 2  # lines at the top and at the bottom of a page that may be heads or numbers
NUMBER_LINE = re.compile(r"[\W_]*\d{1,4}[\W_]*(?:\d{1,4}[\W_]*)?")
FEWEST_HEADS = 3  # pages on which the same words stand in the same place; of a shorter document all its pages
FEWEST_NUMBERS = 2
SAME_PLACE = 3.0  # points
FULL = 1.0  # characters that a full line and the word after it may fall short of the margin
INDENT = 0.5  # characters by which a line that goes on may begin further right
INDENTS = (1.0, 4.0)  # those of the first line of a paragraph
FEWEST_INDENTED = 0.1
FEWEST_SHARED = 4  # lines that end at a margin
FEWEST_LINES = 8  # on a page whose margins tell those of the document
MOST_LEADING = 1.5  # characters between two lines of a paragraph
SAME_SIZE = 0.1
SENTENCE_END = "。;；:："


@dataclass(frozen=True, slots=True)
class Margins:
    """From where to where the lines of a page reach, in points."""

    left: float
    right: float


# --- running heads and page numbers ---


def without_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without what is printed in the same place on many of them, and without their numbers."""
    heads = Heads(pages)
    return [
        replace(page, blocks=tuple(block for block in page.blocks if block not in dropped))
        for page, dropped in zip(pages, map(heads.of, pages, range(len(pages))), strict=True)
    ]


class Heads:
    """What stands at the edges of a document's pages: how often the same words, and numbers that count the pages."""

    def __init__(self, pages: Sequence[PrintedPage]) -> None:
        edges = [[*top, *bottom] for top, bottom in map(_edge_lines, pages)]
        self.places = Counter(_place(line) for lines in edges for line in set(lines))
        self.offsets = Counter(
            offset for at, lines in enumerate(edges) for offset in {_offset(line, at) for line in lines}
        )
        self.fewest = min(FEWEST_HEADS, max(len(pages), 2))

    def of(self, page: PrintedPage, at: int) -> set[PrintedLine]:
        """Head and number of the page of that index: from its edges on, up to the first line that is neither."""
        found: set[PrintedLine] = set()
        for lines in _edge_lines(page):
            for line in lines:
                if not self._holds(line, at):
                    break
                found.add(line)
        return found

    def _holds(self, line: PrintedLine, page: int) -> bool:
        offset = _offset(line, page)
        counts = offset is not None and self.offsets[offset] >= FEWEST_NUMBERS
        return counts or self.places[_place(line)] >= self.fewest


def _edge_lines(page: PrintedPage) -> tuple[list[PrintedLine], list[PrintedLine]]:
    """The lines at the top and at the bottom of a page, each from its edge on."""
    top, bottom = page.blocks[:EDGE_LINES], page.blocks[: -EDGE_LINES - 1 : -1]
    return _lines_of(top), _lines_of(bottom)


def _lines_of(blocks: Sequence[PrintedLine | PrintedTable]) -> list[PrintedLine]:
    return [block for block in blocks if isinstance(block, PrintedLine)]


def _place(line: PrintedLine) -> tuple[str, int]:
    return line.text, round(line.top / SAME_PLACE)


def _offset(line: PrintedLine, page: int) -> int | None:
    """By how much a line that holds only a number counts on from the index of its page."""
    return int(re.findall(r"\d+", line.text)[0]) - page if NUMBER_LINE.fullmatch(line.text) else None


# --- paragraphs ---


def joined_paragraphs(pages: Sequence[PrintedPage]) -> Iterator[str | PrintedTable | PrintedPage]:
    """Paragraphs and tables in reading order; a page with a problem stands for itself."""
    margins = _margins(pages)
    indented = _are_indented(pages, margins)
    held, above = "", None
    for page, margin in zip(pages, margins, strict=True):
        if page.problem:
            yield page
        for block in page.blocks:
            if isinstance(block, PrintedLine) and above and _goes_on(above, (block, margin), indented):
                held += _between(*above, block) + block.text
            else:
                if held:
                    yield held
                held = block.text if isinstance(block, PrintedLine) else ""
                if isinstance(block, PrintedTable):
                    yield block
            above = (block, margin) if isinstance(block, PrintedLine) else None
    if held:
        yield held


def _margins(pages: Sequence[PrintedPage]) -> list[Margins]:
    """The margins of each page: the document's, unless both lie elsewhere by as much, as where pages lie opposite."""
    printed = [_lines_of(page.blocks) for page in pages]
    every = [line for lines in printed for line in lines]
    if not every:
        return [Margins(0, 0)] * len(pages)
    size = median(line.size for line in every)
    own = [_margins_of(lines, size) if lines else None for lines in printed]
    known = [one for one, lines in zip(own, printed, strict=True) if one and len(lines) >= FEWEST_LINES]
    known = known or [one for one in own if one]
    whole = Margins(median_low(one.left for one in known), median_low(one.right for one in known))
    return [one if one and abs((one.left - whole.left) - (one.right - whole.right)) <= size else whole for one in own]


def _margins_of(lines: Sequence[PrintedLine], size: float) -> Margins:
    shared = _shared((line.left for line in lines), size), _shared((line.right for line in lines), size)
    return Margins(min(shared[0]), max(shared[1]))


def _shared(edges: Iterable[float], size: float) -> list[float]:
    """The places where several lines begin or end, but for a character; all where there is none: others stick out."""
    ordered = sorted(edges)
    near = Counter(round(edge / size) for edge in ordered)
    shared = [edge for edge in ordered if sum(near[round(edge / size) + by] for by in (-1, 0, 1)) >= FEWEST_SHARED]
    return shared or ordered


def _are_indented(pages: Sequence[PrintedPage], margins: Sequence[Margins]) -> bool:
    """Whether paragraphs begin with an indent."""
    lines = [(line, margin) for page, margin in zip(pages, margins, strict=True) for line in _lines_of(page.blocks)]
    low, high = INDENTS
    indented = sum(low <= (line.left - margin.left) / line.size <= high for line, margin in lines)
    return indented >= FEWEST_INDENTED * len(lines)


def _goes_on(above: tuple[PrintedLine, Margins], below: tuple[PrintedLine, Margins], indented: bool) -> bool:
    """Whether a line goes on in the next, which begins without an indent and whose first word found no room in it."""
    (first, margin), (second, next_margin) = above, below
    size = first.size
    if abs(second.size - size) > SAME_SIZE * size or second.top - first.bottom > MOST_LEADING * size:
        return False
    if not indented and first.text[-1] in SENTENCE_END:
        return False
    full = first.right + second.word >= margin.right - FULL * size
    return full and second.left <= next_margin.left + INDENT * size


def _between(above: PrintedLine, margin: Margins, below: PrintedLine) -> str:
    """What stands for a line break: a space between Latin words, and between figures that were not broken for room."""
    before, after = above.text[-1], below.text[0]
    if not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum()):
        return ""
    room = margin.right - above.right > above.size
    return "" if before.isdigit() and after.isdigit() and not room else " "
