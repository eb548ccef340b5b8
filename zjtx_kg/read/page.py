"""A page of a PDF → its printed lines and ruled tables, from the places of characters and rules."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

SAME_PLACE = 0.3  # of a character's size: a character printed twice there is a bold one
SAME_LINE = 0.5
GAP = 0.5
FIRST_WIDE = "⺀"  # Chinese characters and marks begin here: a line may be broken behind each
MARGINS_OF_CELL = 1.2  # characters that a full line and the word after it may fall short of the width
SNAP = 2.0  # points between two rules that are one
FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line; lengths in points, from the left and the top of the page.

    `word` is the length of what opens the line and may not be broken: a Chinese character, or letters and figures.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    word: float


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a ruled table with its paragraphs."""

    row: int
    column: int
    height: int
    width: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A ruled table, its cells in reading order."""

    top: float
    bottom: float
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Lines and tables of a page from top to bottom, and what of it could not be read."""

    blocks: tuple[PrintedLine | PrintedTable, ...]
    problem: str = ""

    def words(self) -> str:
        """All words of the page."""
        cells = (cell for block in self.blocks if isinstance(block, PrintedTable) for cell in block.cells)
        lines = (block.text for block in self.blocks if isinstance(block, PrintedLine))
        return "".join((*lines, *("".join(cell.paragraphs) for cell in cells)))


def read_page(page: Any, ruled: bool) -> list[PrintedLine | PrintedTable]:
    """Lines and, if `ruled`, tables of a page from top to bottom."""
    boxes = [table for table in page.find_tables() if len(table.cells) >= FEWEST_CELLS] if ruled else []
    frames = [Frame(table.cells) for table in boxes]
    outside: list[Any] = []
    for char in page.chars:
        frame = next((frame for frame in frames if frame.holds(char)), None)
        (frame.chars if frame else outside).append(char)
    tables = [frame.table() for frame in frames if any(char["text"].strip() for char in frame.chars)]
    return sorted([*lines_of(outside), *tables], key=lambda block: block.top)


def lines_of(chars: Iterable[Any]) -> list[PrintedLine]:
    """The lines that characters make up, from top to bottom."""
    rows: list[list[Any]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        above = rows[-1][0] if rows else None
        if above and middle - (above["top"] + above["bottom"]) / 2 <= SAME_LINE * min(above["size"], char["size"]):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(sorted(row, key=lambda char: char["x0"])))]


def _line(row: Sequence[Any]) -> PrintedLine | None:
    """The line of characters from left to right; None where it is blank."""
    text = ""
    printed: list[Any] = []
    for char in row:
        before = printed[-1] if printed else None
        if before and char["text"] == before["text"] and char["x0"] - before["x0"] < SAME_PLACE * char["size"]:
            continue
        if before and char["x0"] - before["x1"] > GAP * char["size"]:
            text += " "
        text += char["text"]
        printed.append(char)
    inked = [char for char in printed if char["text"].strip()]
    if not inked:
        return None
    top, bottom = min(char["top"] for char in inked), max(char["bottom"] for char in inked)
    left, right = inked[0]["x0"], inked[-1]["x1"]
    end = next((char["x1"] for char in inked if char["text"] >= FIRST_WIDE), right)
    return PrintedLine(text.strip(), left, right, top, bottom, inked[0]["size"], end - left)


class Frame:
    """The rules of a table as rows and columns, and the characters between them."""

    def __init__(self, boxes: Sequence[tuple[float, float, float, float]]) -> None:
        self.columns = _rules(edge for box in boxes for edge in (box[0], box[2]))
        self.rows = _rules(edge for box in boxes for edge in (box[1], box[3]))
        places = {self._place(box) for box in boxes}
        self.boxes = sorted((p for p in places if p[0] < p[2] and p[1] < p[3]), key=lambda place: (place[1], place[0]))
        self.owner = {
            (row, column): at
            for at, (left, top, right, bottom) in enumerate(self.boxes)
            for row in range(top, bottom)
            for column in range(left, right)
        }
        self.chars: list[Any] = []

    def _place(self, box: tuple[float, float, float, float]) -> tuple[int, int, int, int]:
        """A box as indexes of rules: left, top, right, bottom."""
        left, top, right, bottom = box
        columns, rows = self.columns, self.rows
        return _nearest(columns, left), _nearest(rows, top), _nearest(columns, right), _nearest(rows, bottom)

    def holds(self, char: Any) -> bool:
        """Whether a character stands inside the table."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(self.columns[0] <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1])

    def table(self) -> PrintedTable:
        """The table with the paragraphs of its cells."""
        inside: dict[int, list[Any]] = defaultdict(list)
        for char in self.chars:
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            place = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
            if place in self.owner:
                inside[self.owner[place]].append(char)
        cells = tuple(self._cell(at, lines_of(inside[at])) for at in range(len(self.boxes)))
        return PrintedTable(self.rows[0], self.rows[-1], cells)

    def _cell(self, at: int, lines: Sequence[PrintedLine]) -> PrintedCell:
        left, top, right, bottom = self.boxes[at]
        width = self.columns[right] - self.columns[left]
        return PrintedCell(top, left, bottom - top, right - left, tuple(_paragraphs(lines, width)))


def _paragraphs(lines: Sequence[PrintedLine], width: float) -> Iterator[str]:
    """The lines of a cell, those that its width broke joined."""
    held = ""
    for line, after in zip_longest(lines, lines[1:]):
        held += line.text
        left = width - (line.right - line.left) - (after.word if after else 0)
        if not after or left > MARGINS_OF_CELL * line.size:
            yield held
            held = ""


def _rules(edges: Iterable[float]) -> list[float]:
    """Places of rules in order, those that lie close together as one."""
    rules: list[float] = []
    for edge in sorted(edges):
        if not rules or edge - rules[-1] > SNAP:
            rules.append(edge)
    return rules


def _nearest(rules: Sequence[float], edge: float) -> int:
    return max(bisect_right(rules, edge + 0.001) - 1, 0)
