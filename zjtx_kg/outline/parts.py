"""From a document's clean text to its parts: head, numbered items, tables, what stands before and after."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zjtx_kg.model import Document, Finding, Node, Outline, Span
from zjtx_kg.outline.grids import read_grids
from zjtx_kg.outline.lost import restore_articles
from zjtx_kg.outline.numbering import Line, Marker, in_sequence, part_run_in, rank_styles, read_markers
from zjtx_kg.outline.tables import find_tables, inner_tables
from zjtx_kg.outline.title import Head, find_head, is_running, issued_title, title_spans
from zjtx_kg.outline.tree import grow, settle
from zjtx_kg.rules import RuleSet, load_rules

SPACING = re.compile(r"[\s“”‘’\"'—–―-]")


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts of a page: its head, its numbers and the line before which it ends."""

    head: Head
    markers: Sequence[Marker]
    end: int


def outline(document: Document) -> Outline:
    """The parts of `document`.

    A page may hold several texts: a notice and the plan it issues, the same policy twice, an explanation after it.
    The policy is the text whose title the page names in a notice, else the first with numbered items; the others are
    left in `front` and `back` and reported.
    """
    rules = load_rules("outline")
    marked = read_grids(document, split_lines(document.text), rules)
    found = _outline(document, part_run_in(marked.rest, rules), rules)
    return replace(found, tables=(*found.tables, *marked.tables), findings=(*found.findings, *marked.findings))


def _outline(document: Document, lines: Sequence[Line], rules: RuleSet) -> Outline:
    """The parts that the lines outside tables make up."""
    printed, findings = in_sequence(read_markers(lines, rules), lines)
    markers, lost = restore_articles(printed, lines, rules)
    texts = separate(lines, markers, rules)
    if not texts:
        return _without_numbers(document, lines, rules)
    policy = choose(lines, texts, rules)
    found = _assemble(document, lines, policy, rules)
    rows = sorted(row.span for table in found.tables for row in table.rows)
    findings += [other for other in _others(lines, texts, policy) if not _overlaps(other, rows)]
    return replace(found, findings=(*findings, *lost, *found.findings))


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that are not empty, each with its place."""
    lines, start = [], 0
    for row in text.split("\n"):
        if row.strip():
            left = start + len(row) - len(row.lstrip())
            lines.append(Line(Span(left, left + len(row.strip())), row.strip()))
        start += len(row) + 1
    return lines


def separate(lines: Sequence[Line], markers: Sequence[Marker], rules: RuleSet) -> list[Text]:
    """The texts with numbered items that the page holds, in reading order."""
    backs = [index for index, line in enumerate(lines) if rules["back-line"].search(line.text)]
    texts: list[Text] = []
    group: list[Marker] = []
    head = Head(0, range(0), 0)
    for marker in markers:
        back = _first_between(backs, group[-1].line, marker.line) if group and marker.value == 1 else None
        may_end = not group or back is not None or (marker.value == 1 and marker.style == group[0].style)
        if may_end:
            floor = 0 if not group else (group[-1].line if back is None else back) + 1
            next_head = find_head(lines, marker.line, floor, rules)
            if group and back is None and _is_contents(lines[group[0].line : next_head.preamble]):
                head, group = replace(head, preamble=next_head.preamble), []
            elif back is not None or next_head.title or not group:
                if group:
                    texts.append(Text(head, group, next_head.start if back is None else back))
                head, group = next_head, []
        group.append(marker)
    if group:
        back = _first_between(backs, group[-1].line, len(lines))
        texts.append(Text(head, group, len(lines) if back is None else back))
    return texts


def _is_contents(lines: Sequence[Line]) -> bool:
    """Whether numbered lines are a table of contents: none of them is a sentence."""
    return not any("。" in line.text or ";" in line.text for line in lines)


def _first_between(indexes: Sequence[int], low: int, high: int) -> int | None:
    """The first of the ascending `indexes` that lies between `low` and `high`."""
    at = bisect_right(indexes, low)
    return indexes[at] if at < len(indexes) and indexes[at] < high else None


def choose(lines: Sequence[Line], texts: Sequence[Text], rules: RuleSet) -> Text:
    """The text whose title the page names before it, else the first; of a text printed twice the first."""
    titles = [_bare("".join(lines[index].text for index in text.head.title)) for text in texts]
    named: set[str] = set()
    read = 0
    for text, title in zip(texts, titles, strict=True):
        for line in lines[read : text.head.start]:
            named.update(_bare(found["title"]) for found in rules["named-plan"].find(line.text))
        read = max(read, text.head.start)
        if title and title in named:
            return texts[titles.index(title)]
    return texts[0]


def _bare(title: str) -> str:
    return SPACING.sub("", title)


def _assemble(document: Document, lines: Sequence[Line], text: Text, rules: RuleSet) -> Outline:
    """The outline of the chosen text, with what stands before and after it."""
    head = text.head
    body_end, closing_end = _tail(lines, text, rules)
    inner, taken, unread = inner_tables(lines, [marker.line for marker in text.markers], body_end, rules)
    parts = grow(lines, text.markers, body_end, rank_styles(text.markers), taken)
    nodes = tuple(settle(part, rules) for part in parts)
    tables, leftovers = find_tables(lines[closing_end:], _headings(nodes, document), rules)
    return Outline(
        document=document,
        front=_spans(lines[: head.start]),
        title=title_spans(lines, head, rules) or issued_title(lines, head.start, rules),
        preamble=_spans(lines[head.preamble : text.markers[0].line]),
        nodes=nodes,
        closing=_spans(lines[body_end:closing_end]),
        tables=(*inner, *tables),
        back=_spans(lines[closing_end:]),
        findings=(*unread, *leftovers),
    )


def _headings(nodes: Sequence[Node], document: Document) -> frozenset[str]:
    """The headings of all parts, with and without their numbers."""
    parts = [part for node in nodes for _, part in node.walk() if part.heading]
    bare = (part.heading.of(document.text) for part in parts if part.heading)
    return frozenset((*bare, *(part.printed for part in parts)))


def _tail(lines: Sequence[Line], text: Text, rules: RuleSet) -> tuple[int, int]:
    """The lines before which the last numbered part and the closing paragraphs end."""
    body_end = text.markers[-1].line + 1
    while body_end < text.end and _is_body(lines[body_end].text, rules):
        body_end += 1
    closing_end = body_end
    while closing_end < text.end and _is_closing(lines[closing_end].text, rules):
        closing_end += 1
    return body_end, closing_end


def _is_body(text: str, rules: RuleSet) -> bool:
    """Whether a line after the last number is its text: running text that does not close the policy."""
    if rules["closing"].search(text):
        return False
    return any(mark in text for mark in "。,") or is_running(text, rules) or bool(rules["units-line"].search(text))


def _is_closing(text: str, rules: RuleSet) -> bool:
    return is_running(text, rules) or any(rules[rule].search(text) for rule in ("closing", "organ-line", "date-line"))


def _without_numbers(document: Document, lines: Sequence[Line], rules: RuleSet) -> Outline:
    """The outline of a document without numbered items: all its paragraphs are closing ones."""
    running = (index for index, line in enumerate(lines) if is_running(line.text, rules))
    head = find_head(lines, next(running, len(lines)), 0, rules)
    return Outline(
        document=document,
        front=_spans(lines[: head.start]),
        title=title_spans(lines, head, rules) or issued_title(lines, len(lines), rules),
        preamble=(),
        nodes=(),
        closing=_spans(lines[head.preamble :]),
        findings=(Finding("outline.numbers", "no numbered item: the document gives no measures"),),
    )


def _others(lines: Sequence[Line], texts: Sequence[Text], policy: Text) -> Iterator[Finding]:
    """A finding for each further text of the page."""
    for text in texts:
        if text is not policy:
            span = Span(lines[text.head.start].span.start, lines[text.end - 1].span.end)
            yield Finding("outline.texts", "another text with numbered items on the page, not read", "info", span)


def _overlaps(finding: Finding, rows: Sequence[Span]) -> bool:
    """Whether a finding concerns the rows of a table; the ascending `rows` do not overlap each other."""
    place = finding.span
    after = bisect_left(rows, place.end, key=lambda row: row.start) if place else 0
    return place is not None and after > 0 and rows[after - 1].end > place.start


def _spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    return tuple(line.span for line in lines)
