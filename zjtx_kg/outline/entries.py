"""Words and units by turns: the cells of a task table one line each, with lists of units made whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_kg.model import Span
from zjtx_kg.outline.numbering import Line
from zjtx_kg.rules import RuleSet

SEPARATORS = "、,;"
LONGEST_BROKEN_UNIT = 12


def entries_of(lines: Sequence[Line], units: RuleSet) -> Iterator[tuple[list[Line], list[Line]]]:
    """Words and the lines of units after them; the last entry may lack units."""
    words: list[Line] = []
    listed: list[Line] = []
    for line in mended(lines, units):
        if words and lists_units(line.text, units):
            listed.append(line)
            continue
        if listed:
            yield words, listed
            words, listed = [], []
        words.append(line)
    if words:
        yield words, listed


def lists_units(text: str, units: RuleSet) -> bool:
    """Whether a line holds nothing but units."""
    return all(units["unit"].search(piece) for piece in _pieces(text, units))


def mended(lines: Sequence[Line], units: RuleSet) -> Iterator[Line]:
    """The lines, with a list that is broken inside the name of a unit, or after a mark, made whole."""
    held: Line | None = None
    for line in lines:
        joined = _joined(held, line) if held else line
        if held and not (lists_units(joined.text, units) and _continues(held.text, line.text, units)):
            yield held
            joined = line
        held = joined if _may_go_on(joined.text, units) else None
        if not held:
            yield joined
    if held:
        yield held


def _may_go_on(text: str, units: RuleSet) -> bool:
    """Whether a line may be the beginning of a list of units: it ends in a mark or in half of a name."""
    if text[-1] in SEPARATORS:
        return True
    *whole, last = _pieces(text, units)
    if len(last) > LONGEST_BROKEN_UNIT or lists_units(text, units):
        return False
    return lists_units("、".join(whole), units) if whole else bool(units["unit-head"].search(last))


def _continues(half: str, line: str, units: RuleSet) -> bool:
    """Whether a line may go on with a list: where all before it is half of one name, it begins no unit of its own."""
    begins_anew = units["unit-start"].search(line)
    return not begins_anew or half[-1] in SEPARATORS or len(_pieces(half, units)) > 1


def _joined(first: Line, second: Line) -> Line:
    return Line(Span(first.span.start, second.span.end), first.text + second.text)


def _pieces(text: str, units: RuleSet) -> list[str]:
    """The parts of a list between marks outside brackets."""
    return [found[0] for found in units["piece"].find(text)] or [text]
