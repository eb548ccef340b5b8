"""From numbered lines to parts within parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zjtx_kg.model import Node, Span
from zjtx_kg.outline.numbering import Line, Marker
from zjtx_kg.rules import RuleSet

FEWEST_CLAUSES = 2


@dataclass(slots=True)
class Part:
    """A part under construction: its number, its lines and the parts inside."""

    marker: Marker
    lines: list[Line]
    level: int
    children: list[Part] = field(default_factory=list)

    def words(self) -> list[Line]:
        """The part's own lines without its number, which may stand alone on the first."""
        first, start = self.lines[0], self.marker.start
        opening = Line(Span(first.span.start + start, first.span.end), first.text[start:])
        return [line for line in (opening, *self.lines[1:]) if line.text]

    def all_lines(self) -> list[Line]:
        """The lines of the part and of all parts inside."""
        return [*self.lines, *(line for child in self.children for line in child.all_lines())]


def grow(
    lines: Sequence[Line],
    markers: Sequence[Marker],
    end: int,
    ranks: dict[str, int],
    taken: frozenset[int] = frozenset(),
) -> list[Part]:
    """The parts that begin at `markers`, without the lines `taken` by tables; the last one ends before line `end`."""
    roots: list[Part] = []
    stack: list[Part] = []
    ends = [*(marker.line for marker in markers[1:]), end]
    for marker, stop in zip(markers, ends, strict=True):
        while stack and ranks[stack[-1].marker.style] >= ranks[marker.style]:
            stack.pop()
        part = Part(marker, [lines[at] for at in range(marker.line, stop) if at not in taken], len(stack) + 1)
        (stack[-1].children if stack else roots).append(part)
        stack.append(part)
    return roots


def settle(part: Part, rules: RuleSet) -> Node:
    """The finished part. A list that only completes its lead-in is text of the part, not parts of its own."""
    if part.children and _is_list_of_clauses(part, rules):
        part = Part(part.marker, part.all_lines(), part.level)
    heading = _heading(part, rules)
    children = tuple(settle(child, rules) for child in part.children)
    end = children[-1].span.end if children else part.lines[-1].span.end
    return Node(
        number=part.marker.number,
        printed=_printed(part, heading, rules),
        level=part.level,
        span=Span(part.lines[0].span.start, end),
        heading=heading,
        body=tuple(line.span for line in part.words()),
        children=children,
    )


def _is_list_of_clauses(part: Part, rules: RuleSet) -> bool:
    """Whether the children are the clauses of one sentence, or conditions and the like that a rule lists."""
    text = "".join(line.text for line in part.words())
    if any(child.children for child in part.children):
        return False
    enclosed = part.children[0].marker.style == "circled"
    if not (enclosed or text.endswith(":")) or (not enclosed and rules["task-name"].search(text)):
        return False
    clauses = [child.lines[-1].text for child in part.children]
    whole = len(clauses) >= FEWEST_CLAUSES and all(clause.endswith(";") for clause in clauses[:-1])
    return whole or bool(rules["rule-lead"].search(text))


def _heading(part: Part, rules: RuleSet) -> Span | None:
    """The words of the heading; None where the text runs on at once."""
    paragraphs = part.words()
    found = rules["heading"].search(paragraphs[0].text) if paragraphs else None
    if not found:
        return None
    words, text = found["words"], paragraphs[0].text
    alone = found.end() == len(text) and (part.children or text == words)
    if not alone and "," in words:
        return None
    start = paragraphs[0].span.start
    return Span(start, start + len(words))


def _printed(part: Part, heading: Span | None, rules: RuleSet) -> str:
    """Number and heading as they stand in `section` lists; of a part without heading its first words."""
    first = part.lines[0].text
    number = first[: part.marker.start]
    text = next((line.text for line in part.words()), "")
    if heading:
        return number + text[: heading.end - heading.start]
    found = rules["heading"].search(text) if part.children else None
    return number + found["words"] if found else number
