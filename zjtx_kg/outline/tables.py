"""Tables of annexes that arrive one cell a line: found by their headers, their rows told apart by numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, zip_longest

from zjtx_kg.model import Finding, Table
from zjtx_kg.outline.numbering import Line
from zjtx_kg.outline.rows import Block, RowReader
from zjtx_kg.outline.title import is_running
from zjtx_kg.rules import RuleSet

FEWEST_COLUMNS, MOST_COLUMNS = 3, 50
MOST_TITLE_LINES = 4
LONGEST_NAME = 16
KINDS = ("number", "lead", "responsible", "amount", "remark", "time", "text")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its lines from `first` up to `below`, the names of its columns and their kinds."""

    first: int
    below: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]


def find_tables(
    lines: Sequence[Line], headings: frozenset[str], rules: RuleSet
) -> tuple[tuple[Table, ...], list[Finding]]:
    """The tables among `lines`, and findings on cells that fit in no row.

    Args:
        lines: the lines after the main text.
        headings: headings of the main text, by which names of tasks and groups are known.
        rules: the rules of the outline.
    """
    tables: list[Table] = []
    findings: list[Finding] = []
    headers = _headers(lines, rules)
    starts = [header.first for header in headers[1:]] + [len(lines)]
    backs = [index for index, line in enumerate(lines) if rules["back-line"].search(line.text)]
    for header, limit in zip(headers, starts, strict=False):
        after = bisect_left(backs, header.below)
        end = min(backs[after], limit) if after < len(backs) else limit
        if "time" not in header.kinds:  # a column of time limits holds days below organs too
            end = next((at - 1 for at in range(header.below + 1, end) if _signs(lines[at - 1 : at + 1], rules)), end)
        reader = RowReader(header.kinds, headings, rules)
        divided = _blocks if "number" in header.kinds else _blocks_without_numbers
        rows = [row for block in divided(lines[header.below : end], reader) for row in reader.read(block)]
        tables.append(Table(annex_title(lines, header.first, rules), header.names, tuple(rows)))
        findings += reader.findings
    return tuple(tables), findings


def _signs(pair: Sequence[Line], rules: RuleSet) -> bool:
    """Whether two lines are an organ and a day, as a signature below a table."""
    organ, day = pair
    return bool(rules["date-line"].search(day.text) and rules["organ-line"].search(organ.text))


def inner_tables(
    lines: Sequence[Line], starts: Sequence[int], end: int, rules: RuleSet
) -> tuple[tuple[Table, ...], frozenset[int], list[Finding]]:
    """The goal tables inside the main text, the indexes of the lines they take up, and findings on their cells.

    Args:
        lines: the lines of the page.
        starts: indexes of the lines that begin numbered parts; a table ends where the next part begins.
        end: index of the line before which the main text ends.
        rules: the rules of the outline.
    """
    tables: list[Table] = []
    taken: set[int] = set()
    findings: list[Finding] = []
    for start, stop in pairwise([*starts, end]):
        place = _inner_place(lines, start + 1, stop, rules)
        if place:
            found, problems = find_tables(lines[place.start : place.stop], frozenset(), rules)
            tables += found
            findings += problems
            taken.update(place)
    return tuple(tables), frozenset(taken), findings


def _inner_place(lines: Sequence[Line], first: int, stop: int, rules: RuleSet) -> range:
    """The lines of a goal table with its title, up to the next paragraph; empty where there is none."""
    headers = [found for found in _headers(lines[first:stop], rules) if "amount" in found.kinds]
    if not headers:
        return range(0)
    header = first + headers[0].first
    end = next((at for at in range(header, stop) if is_running(lines[at].text, rules)), stop)
    titled = header > first and rules["table-title"].search(lines[header - 1].text)
    return range(header - bool(titled), end)


def annex_title(lines: Sequence[Line], header: int, rules: RuleSet) -> str:
    """The lines between the head of the annex and the header of its table, joined."""
    top = header
    while top > max(header - MOST_TITLE_LINES, 0) and not rules["back-line"].search(lines[top - 1].text):
        top -= 1
    return "".join(line.text for line in lines[top:header])


def _headers(lines: Sequence[Line], rules: RuleSet) -> list[Header]:
    """Runs of lines that name at least three columns, the first of them that of numbers, or one of words."""
    headers: list[Header] = []
    for index, line in enumerate(lines):
        inside = bool(headers) and index < headers[-1].below
        if inside or len(line.text) > LONGEST_NAME or column_kind(line.text, rules) not in ("number", "text"):
            continue
        columns = list(islice(_columns(lines, index, rules), MOST_COLUMNS))
        columns = columns[: _width([kind for _, kind, _ in columns])]
        if len(columns) >= FEWEST_COLUMNS:
            names, kinds, ends = zip(*columns, strict=True)
            known = kinds[0] == "number" or bool({"amount", "lead", "responsible"} & {*kinds})
            if known and not _is_title(lines, index, kinds, rules):
                headers.append(Header(index, ends[-1], names, kinds))
    return headers


def _is_title(lines: Sequence[Line], at: int, kinds: Sequence[str], rules: RuleSet) -> bool:
    """Whether the line `at`, which might name the first of several columns, is the table's title above them."""
    under_head = at > 0 and rules["back-line"].search(lines[at - 1].text) is not None
    return "number" in kinds[1:] or (under_head and kinds[:2] == ("text", "text") and len(kinds) > FEWEST_COLUMNS)


def _columns(lines: Sequence[Line], at: int, rules: RuleSet) -> Iterator[tuple[str, str, int]]:
    """The columns that the lines from `at` on name: name, kind and the line behind; a name may break over lines."""
    while at < len(lines):
        broken = "".join(line.text for line in lines[at : at + 2])
        name, kind, end = lines[at].text, column_kind(lines[at].text, rules), at + 1
        if end < len(lines) and (kind is None or _goes_on(kind, lines[end].text, rules)):
            name, kind, end = broken, column_kind(broken, rules), at + 2
        if kind is None:
            return
        yield name, kind, end
        at = end


def _goes_on(kind: str, following: str, rules: RuleSet) -> bool:
    """Whether the name of a column of some kind goes on in the following line: 2018年 | (基数)."""
    found = rules["column-goes-on"].search(following)
    return found is not None and (kind == "amount" or found["bracket"] is not None)


def column_kind(text: str, rules: RuleSet) -> str | None:
    """What a column of that name holds: one of KINDS; None where the name tells nothing."""
    return next((kind for kind in KINDS if rules[f"column-{kind}"].search(text)), None)


def _width(kinds: Sequence[str]) -> int:
    """How many of the lines are the header: words after units, figures or remarks head the first group of rows."""
    last = max((index for index, kind in enumerate(kinds) if kind not in ("text", "number")), default=-1)
    return last + 1 if last >= 0 else len(kinds)


def column_kinds(header: Sequence[str], rules: RuleSet) -> tuple[str, ...]:
    """What each column of a table holds, by the names in its header: one of KINDS."""
    return tuple(column_kind(name, rules) or "text" for name in header)


def _blocks_without_numbers(lines: Sequence[Line], reader: RowReader) -> list[Block]:
    """The lines of a table whose rows have no numbers: of goals, a row ends behind its figures and its remark."""
    blocks = [Block(None, [], unnumbered=True)]
    for line in lines:
        if reader.is_full(blocks[-1], line):
            blocks.append(Block(None, [], unnumbered=True))
        blocks[-1].lines.append(line)
    return [block for block in blocks if block.lines]


def _blocks(lines: Sequence[Line], reader: RowReader) -> list[Block]:
    """The lines of the table, divided where the next row number stands; the first block has no number."""
    blocks = [Block(None, [])]
    value = 0
    for line, following in zip_longest(lines, lines[1:]):
        if reader.is_number(line.text, following.text if following else "", value + 1, blocks[-1]):
            value = int(line.text.rstrip(".、"))
            blocks.append(Block(line, []))
        else:
            blocks[-1].lines.append(line)
    return blocks
