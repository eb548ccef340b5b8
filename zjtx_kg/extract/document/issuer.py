"""In whose name a policy goes out: the signature, the organ that opens a title, the portal's organ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from zjtx_kg.extract.document.page import Field, Line, Read, day_of, fields_rules, labelled
from zjtx_kg.model import Document, Span
from zjtx_kg.rules import load_rules


@dataclass(frozen=True, slots=True)
class Signature:
    """The organ that signs and the day; each None where the page does not print it or prints it damaged."""

    organ: Read | None
    day: Read | None


NO_SIGNATURE = Signature(None, None)


def find_signature(document: Document, lines: Sequence[Line]) -> Signature:
    """The first signature in `lines`: organ over day, both on one line, or one of them after the end of a paragraph."""
    rules = fields_rules()
    for at, line in enumerate(lines):
        if both := rules["organ-date-line"].search(line.text):
            organ = Read(both["organ"], document.quote(line.span(both, "organ"), rules["organ-date-line"].id))
            return Signature(organ, _day(document, line, "organ-date-line"))
        dated = rules["date-line"].search(line.text)
        if dated or rules["damaged-date-line"].search(line.text):
            organs = _organs_above(lines, at)
            if organs or (dated and _ends_paragraph(lines, at - 1)):
                return Signature(_joined(document, organs), _day(document, line, "date-line") if dated else None)
        elif _is_undated(lines, at):
            return Signature(_joined(document, [line]), None)
    return NO_SIGNATURE


def bracketed_day(document: Document, lines: Iterable[Line]) -> Read | None:
    """The day in brackets that stands under a title."""
    dated = fields_rules()["date-line"]
    found = (line for line in lines if (match := dated.search(line.text)) and match["open"])
    line = next(found, None)
    return _day(document, line, "date-line") if line else None


def organ_of_title(document: Document, title: Line) -> Read | None:
    """The organ whose name opens a title."""
    rule = fields_rules()["organ-of-title"]
    found = rule.search(title.text)
    return Read(found["organ"], document.quote(title.span(found, "organ"), rule.id)) if found else None


def organ_under_title(document: Document, lines: Sequence[Line], title_end: int) -> Read | None:
    """The organs on lines of their own right under the title, which ends at offset `title_end`."""
    below = [line for line in lines if line.start > title_end]
    organs = takewhile(lambda line: fields_rules()["organ-line"].search(line.text), below)
    return _joined(document, list(organs))


def organs_of_portal(document: Document, fields: Iterable[Field]) -> list[Read]:
    """The organs that the portal names, the surest label first."""
    rule = fields_rules()["labelled-organ"]
    return [
        Read(field.value, document.quote(Span(field.start, field.start + len(field.value)), rule.id))
        for field in labelled(fields, "organ-labels")
        if rule.search(field.value)
    ]


def _organs_above(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines right above line `at` that are names of organs: those who sign together."""
    rule, first = fields_rules()["organ-line"], at
    while first > 0 and rule.search(lines[first - 1].text):
        first -= 1
    return list(lines[first:at])


def _ends_paragraph(lines: Sequence[Line], at: int) -> bool:
    return at >= 0 and fields_rules()["sentence-end"].search(lines[at].text) is not None


def _is_undated(lines: Sequence[Line], at: int) -> bool:
    """Whether an organ signs at line `at` without a day: after a paragraph, and no title goes on below."""
    rules = fields_rules()
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    follows = rules["organ-line"].search(below) or rules["date-line"].search(below)
    alone = not (follows or rules["damaged-date-line"].search(below) or load_rules("outline")["goes-on"].search(below))
    return alone and rules["organ-line"].search(lines[at].text) is not None and _ends_paragraph(lines, at - 1)


def _joined(document: Document, organs: Sequence[Line]) -> Read | None:
    if not organs:
        return None
    span = Span(organs[0].start, organs[-1].start + len(organs[-1].text))
    return Read(" ".join(line.text for line in organs), document.quote(span, fields_rules()["organ-line"].id))


def _day(document: Document, line: Line, rule: str) -> Read | None:
    """The day on the line; None where the calendar has no such day."""
    found = fields_rules()[rule].search(line.text)
    value = day_of(found["date"]) if found else None
    return Read(value, document.quote(line.span(found, "date"), fields_rules()[rule].id)) if found and value else None
