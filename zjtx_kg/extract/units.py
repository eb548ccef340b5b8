"""Lists of responsible units: told apart from the text they are attached to, and split into units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from zjtx_kg.model import Document, Role, Span, Unit
from zjtx_kg.rules import RuleSet, load_rules

OPENING, CLOSING = "([【〔〈《", ")]】〕〉》"
SEPARATORS = "、,;。"
LONGEST_PHRASE = 24  # characters of what units do: 按职责分工分别牵头负责
MARK = re.compile(f"[{re.escape(OPENING + CLOSING + SEPARATORS)}]")
BRACKET = re.compile(r"[(\[【〔)\]】〕]")
SENTENCE_ENDS = "。;!?”)"
INSIDE_TEXT = "。,;:("


@dataclass(frozen=True, slots=True)
class Attached:
    """A paragraph taken apart.

    Args:
        text: the runs of the paragraph that are no list of units, in order.
        units: the units listed, in order.
    """

    text: tuple[Span, ...]
    units: tuple[Unit, ...]


@lru_cache(maxsize=1)
def unit_rules() -> RuleSet:
    """The rules for lists of units."""
    return load_rules("units")


def first_leads_from(text: str) -> int | None:
    """The offset from which the first unit of each list has the lead, where a remark in `text` says so.

    A remark that ends with 下同 holds from its own paragraph on, any other, as a note, for the whole text.
    """
    found = unit_rules()["first-leads"].search(text)
    if not found:
        return None
    return text.rfind("\n", 0, found.start()) + 1 if found["same"] else 0


def detach(document: Document, paragraph: Span, first_leads: bool = False) -> Attached:
    """The text of `paragraph` and the units of the lists in it; with `first_leads` a list's first unit has the lead."""
    runs: list[Span] = []
    units: list[Unit] = []
    at = paragraph.start
    for outer, inner in _lists(paragraph.of(document.text)):
        runs.append(Span(at, paragraph.start + outer.start))
        at = paragraph.start + outer.end
        listed = read_list(document, inner.shift(paragraph.start))
        if first_leads and listed and not any(unit.role == "lead" for unit in listed):
            listed[0] = replace(listed[0], role="lead")
        units += listed
    rest = Span(at, paragraph.end)
    if units and runs and rest.of(document.text) in SEPARATORS and document.text[runs[-1].end - 1] in SENTENCE_ENDS:
        rest = Span(at, at)
    return Attached(tuple(run for run in (*runs, rest) if run.start < run.end), tuple(units))


def _lists(text: str) -> Iterator[tuple[Span, Span]]:
    """The lists of units in a paragraph: each with and without its brackets."""
    rules = unit_rules()
    end, tail = 0, len(text.rstrip("。;"))
    for outer in _brackets(text):
        inner = Span(outer.start + 1, outer.end - 1)
        words = inner.of(text)
        if rules["labelled"].search(words) or (outer.end >= tail and _is_bare_list(text, inner)):
            yield outer, inner
            end = outer.end
    found = rules["open-list"].search(text[end:])
    if end == 0 and (_is_unit_line(text) or rules["beside-list"].search(text)):
        yield Span(0, len(text)), Span(0, tail)
    elif found:
        yield Span(end + found.start(), len(text)), Span(end + found.start("label"), len(text.rstrip("。")))
    elif end < tail and (start := _unit_sentence(text, end, tail)):
        yield Span(start, len(text)), Span(start, tail)


def _brackets(text: str) -> Iterator[Span]:
    """The outermost pairs of brackets."""
    depth, start = 0, 0
    for bracket in BRACKET.finditer(text):
        if bracket[0] in "([【〔":
            start = bracket.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Span(start, bracket.end())


def _is_bare_list(text: str, inner: Span) -> bool:
    """Whether words in brackets at the end of a paragraph list units without saying so."""
    rules = unit_rules()
    words = inner.of(text)
    phrase = rules["role-phrase"].search(words)
    pieces = [piece.of(words) for piece in _pieces(words)]
    names = [rules["role-phrase"].pattern.sub("", piece) for piece in pieces if not rules["no-unit"].search(piece)]
    before = text[: max(inner.start - 1, 0)]
    marked = phrase is not None or not before or before[-1] in SENTENCE_ENDS or _is_heading_of(before, names)
    return bool(names) and all(map(is_unit, names)) and marked


def _is_heading_of(words: str, names: Sequence[str]) -> bool:
    """Whether a list of organs in brackets stands behind a heading rather than inside the name of a unit."""
    organs = all(unit_rules()["own-organ"].search(name) for name in names)
    return organs and not any(mark in words for mark in INSIDE_TEXT) and not is_unit(words)


def _unit_sentence(text: str, floor: int, tail: int) -> int:
    """Where the last sentence of a paragraph begins, if it is but organs and a word of their role; else 0."""
    start = 1 + max(text.rfind(mark, floor, tail) for mark in "。;!")
    line = text[start:tail]
    phrase = unit_rules()["role-phrase"].search(line[-LONGEST_PHRASE:]) if start > floor else None
    if not phrase:
        return 0
    pieces = [piece.of(line) for piece in _pieces(line)]
    names = (unit_rules()["role-phrase"].pattern.sub("", piece) for piece in pieces)
    return start if all(unit_rules()["own-organ"].search(name) for name in names) else 0


def _is_unit_line(text: str) -> bool:
    """Whether a paragraph is nothing but units and what they do: 市工信局、各县区政府按职责分工负责。"""
    line = text.rstrip("。;")
    ends = unit_rules()["role-phrase"].search(line[-LONGEST_PHRASE:])
    return ends is not None and "。" not in line and _is_bare_list(text, Span(0, len(line)))


def is_unit(name: str) -> bool:
    """Whether `name` reads as the name of a unit or a group of units."""
    return bool(unit_rules()["unit"].search(unit_rules()["remark"].pattern.sub("", name)))


def _pieces(text: str) -> Iterator[Span]:
    """The parts of a list between separators outside brackets."""
    rule = unit_rules()["levels-of-one-organ"]
    whole = {at for found in rule.find(text) for at in range(*found.span())}
    depth, start = 0, 0
    for mark in MARK.finditer(text):
        index, char = mark.start(), mark[0]
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(depth - 1, 0)
        elif depth == 0 and index not in whole:
            if start < index:
                yield from _at_labels(text, Span(start, index))
            start = index + 1
    if start < len(text):
        yield from _at_labels(text, Span(start, len(text)))


def _at_labels(text: str, piece: Span) -> Iterator[Span]:
    """A part of a list, divided before each label that follows a unit without a mark between them."""
    start = piece.start
    for found in unit_rules()["inner-label"].find(piece.of(text)):
        place = piece.start + found.start()
        if place > start:
            yield Span(start, place)
            start = place
    yield Span(start, piece.end)


def read_list(document: Document, place: Span, role: Role = "responsible") -> list[Unit]:
    """The units listed at `place`; `role` holds until a label or phrase gives another."""
    rules = unit_rules()
    units: list[Unit] = []
    waiting = 0  # units since the last phrase, whose role the next phrase decides
    current: Role | None = role
    words = place.of(document.text)
    for piece in _pieces(words):
        name = piece.of(words)
        start = place.start + piece.start
        if label := rules["label"].search(name):
            current, waiting = _role(label[0]), len(units)
            name, start = name[label.end() :], start + label.end()
        elif rules["other-label"].search(name):
            current = None
        if current is None or rules["no-unit"].search(name):
            continue
        phrase = rules["role-phrase"].search(name)
        if unit := _unit(document, name[: phrase.start()] if phrase else name, start, current):
            units += _apart(document, unit)
        if phrase:
            units[waiting:] = [replace(unit, role=_role(phrase[0])) for unit in units[waiting:]]
            waiting = len(units)
    return units


def _role(words: str) -> Role:
    return "lead" if unit_rules()["lead"].search(words) else "responsible"


def _unit(document: Document, words: str, start: int, role: Role) -> Unit | None:
    """The unit named by `words` at `start`, without remarks; None where nothing is left."""
    bare = unit_rules()["before-unit"].pattern.sub("", words)
    start += len(words) - len(bare)
    name = unit_rules()["and-others"].pattern.sub("", unit_rules()["remark"].pattern.sub("", bare)).rstrip()
    if not name:
        return None
    length = len(name) if bare.startswith(name) else len(bare)
    return Unit(name.replace("\n", ""), role, document.quote(Span(start, start + length), "units.list"))


def _apart(document: Document, unit: Unit) -> list[Unit]:
    """The units that run together in one name because the mark between them was lost."""
    cuts = [0, *(found.start() for found in unit_rules()["joint"].find(unit.name)), len(unit.name)]
    broken_over_lines = len(unit.name) < unit.quote.span.end - unit.quote.span.start
    if len(cuts) == 2 or broken_over_lines:
        return [unit]
    places = (Span(unit.quote.span.start + start, unit.quote.span.start + end) for start, end in pairwise(cuts))
    return [
        Unit(place.of(document.text), unit.role, document.quote(place, unit_rules()["joint"].id)) for place in places
    ]
