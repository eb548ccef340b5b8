"""What a page prints around the main text: its lines, the portal's labelled fields, the days it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from zjtx_kg.extract.quantities import read_numeral
from zjtx_kg.model import Outline, Quote, Span
from zjtx_kg.rules import RuleSet, load_rules

LINE = re.compile(r"[^\n]+")
AROUND_VALUES = " |【】"  # label and value may share a pair of brackets: 【来源:市经信局】
DIGITS = str.maketrans("〇零○ＯOo一二三四五六七八九", "000000123456789")
SHORT_TENS = {"廿": "二十", "卅": "三十", "元": "一", "正": "一", "二十十": "二十", "三十十": "三十"}


class Line(NamedTuple):
    """A line of the clean text and its place."""

    text: str
    start: int

    @property
    def whole(self) -> Span:
        """The place of the line in the clean text."""
        return Span(self.start, self.start + len(self.text))

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """The place of a match on this line in the clean text."""
        return Span(*match.span(group)).shift(self.start)


@dataclass(frozen=True, slots=True)
class Field:
    """A portal's field: its label and value; a field without a value is not kept."""

    label: str
    value: str
    start: int


@dataclass(frozen=True, slots=True)
class Read:
    """A value read from the text, with the words it stands on."""

    value: str
    quote: Quote


def fields_rules() -> RuleSet:
    """The rules of `rules/fields.toml`."""
    return load_rules("fields")


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of a text that begins at `start`."""
    return [Line(found[0], start + found.start()) for found in LINE.finditer(text)]


def head_lines(outline: Outline) -> list[Line]:
    """All lines before the preamble: portal fields, letter or notice, title, and what stands between title and text."""
    text = outline.document.text
    starts = [span.start for span in (*outline.preamble, *outline.closing)] + [
        node.span.start for node in outline.nodes
    ]
    return lines_of(text[: min(starts, default=len(text))])


def lines_at(outline: Outline, spans: Iterable[Span]) -> list[Line]:
    """The lines at `spans`."""
    return [line for span in spans for line in lines_of(span.of(outline.document.text), span.start)]


def portal_fields(lines: Sequence[Line]) -> Iterator[Field]:
    """The labelled fields that have a value, in reading order; a label alone on a line has its value on the next."""
    rules = fields_rules()
    for line, below in zip_longest(lines, lines[1:]):
        alone = rules["label-line"].search(line.text)
        if alone and below and not rules["label"].search(below.text) and not rules["label-line"].search(below.text):
            yield Field(alone["label"], below.text, below.start)
        labels = list(rules["label"].find(line.text))
        for found, following in zip_longest(labels, labels[1:]):
            value = line.text[found.end() : following.start() if following else None]
            if value.strip(AROUND_VALUES):
                start = found.end() + len(value) - len(value.lstrip(AROUND_VALUES))
                label = found["bracketed"] or found["plain"] or found["cell"]
                yield Field(label, value.strip(AROUND_VALUES), line.start + start)


def labelled(fields: Iterable[Field], labels: str) -> list[Field]:
    """The fields whose label is in the word list `labels`, in the list's order."""
    order = {label: place for place, label in enumerate(fields_rules().lists[labels])}
    return sorted((field for field in fields if field.label in order), key=lambda field: order[field.label])


def iso_day(year: str, month: str, day: str) -> str | None:
    """A day in ISO 8601 from digits or Chinese numerals; None where the calendar has no such day."""
    try:
        return date(int(year.translate(DIGITS)), _small(month), _small(day)).isoformat()
    except ValueError:
        return None


def day_of(text: str) -> str | None:
    """The first day that `text` names, in ISO 8601; eight digits in a row are read too."""
    found = fields_rules()["date"].search(text)
    if found:
        return iso_day(found["year"], found["month"], found["day"])
    digits = text.strip("()")
    return iso_day(digits[:4], digits[4:6], digits[6:]) if re.fullmatch("[0-9]{8}", digits) else None


def _small(numeral: str) -> int:
    """The value of a day's or month's numeral; 0, which no calendar has, where it is none."""
    for short, long in SHORT_TENS.items():
        numeral = numeral.replace(short, long)
    value = read_numeral(numeral)
    return value if isinstance(value, int) else 0
