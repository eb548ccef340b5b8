"""Automatic numbers of a Word document, which stand in no text: counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from zjtx_kg.numerals import in_han

HAN = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
ENCLOSED = {  # code point of one, and the last number that there is a character for
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
UNPRINTED = {"bullet", "none"}


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level of a list look: `text` holds `%1` for the number of the first level, and so on."""

    start: int
    style: str
    text: str
    gap: bool
    restarts: bool
    legal: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The list and level that a paragraph or a style names; None where it names none."""

    list: str | None
    level: int | None


def value_of(element: Any, *path: str) -> str | None:
    """The attribute `w:val` of the element at the end of a path of children; None where there is none."""
    for name in path:
        element = element.find(qn(name)) if element is not None else None
    found: str | None = element.get(qn("w:val")) if element is not None else None
    return found


def number_of(text: str | None, default: int) -> int:
    """A small whole number that an attribute holds; the default where it holds none."""
    return int(text) if text and re.fullmatch("[0-9]{1,5}", text) else default


class Numbering:
    """Counts the numbers of a document's paragraphs, which must be asked for in reading order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._abstract = {one.get(qn("w:abstractNumId")): one for one in _all(numbering, "w:abstractNum")}
        self._lists = {one.get(qn("w:numId")): one for one in _all(numbering, "w:num")}
        self._styles = {one.get(qn("w:styleId")): one for one in _all(styles, "w:style")}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def number(self, paragraph: Any) -> tuple[str, bool]:
        """The number printed before a paragraph, empty where there is none, and whether a gap follows it."""
        place = self._place(paragraph)
        if place.list is None or place.list not in self._lists:
            return "", False
        levels = self._levels_of(place.list)
        at = place.level or 0
        if at not in levels:
            return "", False
        counts = self._count(place.list, at, levels)
        if levels[at].style in UNPRINTED:
            return "", False
        return _print(levels, at, counts), levels[at].gap

    def _place(self, paragraph: Any) -> Place:
        """List and level of a paragraph, named by itself or by its style or one that the style is based on."""
        named = _named(paragraph)
        style = value_of(paragraph, "w:pPr", "w:pStyle") or ""
        seen: set[str] = set()
        while style in self._styles and style not in seen and (named.list is None or named.level is None):
            seen.add(style)
            by_style = _named(self._styles[style])
            if named.list is None and by_style.list is not None:
                level = by_style.level if by_style.level is not None else self._level_of_style(by_style.list, style)
                named = Place(by_style.list, named.level if named.level is not None else level)
            style = value_of(self._styles[style], "w:basedOn") or ""
        return named

    def _level_of_style(self, list_: str, style: str) -> int | None:
        """The level of a list that is tied to a style."""
        levels = _all(self._abstract_of(list_), "w:lvl")
        return next((_index(level) for level in levels if value_of(level, "w:pStyle") == style), None)

    def _abstract_of(self, list_: str) -> Any:
        """The definition of a list, which may stand with another list of the same style."""
        found = self._abstract.get(value_of(self._lists.get(list_), "w:abstractNumId"))
        linked = self._styles.get(value_of(found, "w:numStyleLink"))
        other = _named(linked).list if linked is not None else None
        return self._abstract.get(value_of(self._lists.get(other), "w:abstractNumId")) if other else found

    def _levels_of(self, list_: str) -> dict[int, Level]:
        if list_ not in self._levels:
            levels = {_index(level): _level(level) for level in _all(self._abstract_of(list_), "w:lvl")}
            changed = (level for one in _all(self._lists[list_], "w:lvlOverride") for level in _all(one, "w:lvl"))
            self._levels[list_] = levels | {_index(level): _level(level) for level in changed}
        return self._levels[list_]

    def _count(self, list_: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        """The counts of all levels after the next paragraph of a list, which lists of one definition share."""
        counts = self._counts.setdefault(str(value_of(self._lists[list_], "w:abstractNumId")), {})
        start = self._start_of(list_, at) if (list_, at) not in self._begun else None
        self._begun.add((list_, at))
        counts[at] = start if start is not None else counts[at] + 1 if at in counts else levels[at].start
        for deeper in [level for level in counts if level > at and (level not in levels or levels[level].restarts)]:
            del counts[deeper]
        return counts

    def _start_of(self, list_: str, at: int) -> int | None:
        """The number with which this list begins anew at a level."""
        for change in _all(self._lists[list_], "w:lvlOverride"):
            start = value_of(change, "w:startOverride")
            if _index(change) == at and start is not None:
                return number_of(start, 1)
        return None


def _all(element: Any, name: str) -> Iterator[Any]:
    return iter(element.findall(qn(name)) if element is not None else ())


def _index(level: Any) -> int:
    return number_of(level.get(qn("w:ilvl")), 0)


def _named(element: Any) -> Place:
    """List and level that a paragraph or style names itself."""
    level = value_of(element, "w:pPr", "w:numPr", "w:ilvl")
    return Place(value_of(element, "w:pPr", "w:numPr", "w:numId"), number_of(level, 0) if level else None)


def _level(level: Any) -> Level:
    return Level(
        start=number_of(value_of(level, "w:start"), 0),
        style=value_of(level, "w:numFmt") or "decimal",
        text=value_of(level, "w:lvlText") or "",
        gap=value_of(level, "w:suff") != "nothing",
        restarts=value_of(level, "w:lvlRestart") != "0",
        legal=level.find(qn("w:isLgl")) is not None,
    )


def _print(levels: dict[int, Level], at: int, counts: dict[int, int]) -> str:
    """The number of a paragraph with what is printed around it: `(二)`, `1.2`."""

    def one(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        style = levels[level].style if level in levels else "decimal"
        value = counts.get(level, levels[level].start if level in levels else 1)
        return in_style(value, "decimal" if levels[at].legal else style)

    return re.sub("%([1-9])", one, levels[at].text)


def in_style(value: int, style: str) -> str:
    """A number in one of Word's styles; in figures where the style has no sign for it."""
    if style in HAN:
        return in_han(value)
    if style == "chineseLegalSimplified":
        return in_han(value).translate(LEGAL)
    if style in ENCLOSED:
        first, last = ENCLOSED[style]
        return chr(first + value - 1) if 0 < value <= last else str(value)
    if style in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(value) if style == "lowerRoman" else _roman(value).upper()
    return f"{value:02}" if style == "decimalZero" else str(value)


def _roman(value: int) -> str:
    printed = ""
    for size, sign in ROMAN:
        printed += sign * (value // size)
        value %= size
    return printed
