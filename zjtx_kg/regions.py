"""The regions of China by GB/T 2260 code and by name, and where a text names them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

import ahocorasick

from zjtx_kg.errors import VocabularyError
from zjtx_kg.model import Span
from zjtx_kg.resources import resource
from zjtx_kg.rules import load_rules

AdministrativeLevel = Literal["country", "province", "prefecture", "county"]
ITEM = re.compile(r"Q[1-9]\d*")  # of Wikidata
COLUMNS = {"code", "name", "level", "parent", "until"}


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it stands in GB/T 2260.

    Args:
        code: six digits.
        name: full name, e.g. `铜陵市`.
        level: administrative level.
        parent: code of the region around it; None for the country.
        until: day (ISO 8601) of the last list that has code and name; None while it stands.
    """

    code: str
    name: str
    level: AdministrativeLevel
    parent: str | None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a region.

    Args:
        span: where, in the text that was searched.
        candidates: all regions of that name, those that still stand first.
        full: whether the full name stands there (铜陵市) or a short form (铜陵).
    """

    span: Span
    candidates: tuple[Region, ...]
    full: bool


class Regions:
    """All regions, looked up by code, by name or in running text."""

    def __init__(self, regions: Iterable[Region]) -> None:
        ordered = sorted(regions, key=lambda region: (region.until is not None, region.code))
        self._by_code: dict[str, Region] = {}
        self._by_name: dict[str, list[Region]] = {}
        self._short: dict[str, list[Region]] = {}
        self._children: dict[str, list[Region]] = {}
        for region in ordered:
            self._by_code.setdefault(region.code, region)
            self._by_name.setdefault(region.name, []).append(region)
            self._children.setdefault(region.parent or "", []).append(region)
            if (short := short_name(region.name)) is not None:
                self._short.setdefault(short, []).append(region)
        self._automaton = self._build_automaton()

    def __iter__(self) -> Iterator[Region]:
        """Each region once, under its newest name, those that still stand first."""
        return iter(self._by_code.values())

    def get(self, code: str | None) -> Region | None:
        """The region of that code under its newest name."""
        return self._by_code.get(code or "")

    def named(self, name: str) -> tuple[Region, ...]:
        """All regions of that full name, else of that short name; those that still stand first."""
        return tuple(self._by_name.get(name) or self._short.get(name) or ())

    def children(self, code: str) -> tuple[Region, ...]:
        """The regions right below, former ones last."""
        return tuple(self._children.get(code, ()))

    def ancestors(self, code: str) -> tuple[Region, ...]:
        """The regions around it from the inside out, without the country."""
        parent = self._by_code[code].parent
        above = self._by_code[parent] if parent else None
        return (above, *self.ancestors(above.code)) if above and above.level != "country" else ()

    def province_of(self, code: str) -> Region | None:
        """The province-level region it lies in, itself for one; None for the country."""
        return next((region for region in self._line(code) if region.level == "province"), None)

    def is_province_level_city(self, code: str) -> bool:
        """Whether it is 北京, 天津, 上海 or 重庆 or lies in one of them."""
        province = self.province_of(code)
        return province is not None and province.name.endswith("市")

    def find(self, text: str) -> tuple[Mention, ...]:
        """Where `text` names regions, left to right, the longest name winning; one pass.

        Full names of all levels; short forms of provinces and prefectures, and of counties from three characters on.
        Names that are words of their own (城区, 朝阳, 合作) are left out, and a name such as 和县 counts only where it
        opens a line or quotation or follows the region it lies in (马鞍山市和县).
        """
        found: list[Mention] = []
        for end, name in self._automaton.iter_long(text):
            mention = Mention(Span(end + 1 - len(name), end + 1), self.named(name), name in self._by_name)
            if not mention.full or len(name) > 2 or self._stands_free(mention, text, found[-1] if found else None):
                found.append(mention)
        return tuple(found)

    def choose(self, candidates: Iterable[Region], context: Iterable[str] = ()) -> Region | None:
        """The one candidate that lies nearest to the regions of `context` (codes); None where that leaves several.

        Near is who shares most of the line from region to province. Regions that still stand go before former ones.
        """
        offered = tuple(candidates)
        lines = [{region.code for region in self._line(code)} for code in context if code in self._by_code]
        near = {region: max((self._nearness(region, line) for line in lines), default=0) for region in offered}
        if lines and len(offered) > 1:
            offered = tuple(region for region in offered if near[region] == max(near.values()) > 0)
        standing = tuple(region for region in offered if region.until is None) or offered
        return standing[0] if len(standing) == 1 else None

    def _stands_free(self, mention: Mention, text: str, before: Mention | None) -> bool:
        start = mention.span.start
        if start == 0 or text[start - 1] in "\n《“(":
            return True
        around = {region.code for region in before.candidates} if before and before.span.end == start else set()
        return any(above.code in around for region in mention.candidates for above in self.ancestors(region.code))

    def _nearness(self, region: Region, line: set[str]) -> float:
        own = {above.code for above in self._line(region.code)}
        return len(own & line) - len(own - line) / 10 if own & line else 0

    def _line(self, code: str) -> tuple[Region, ...]:
        region = self.get(code)
        return (region, *self.ancestors(code)) if region and region.level != "country" else ()

    def _build_automaton(self) -> ahocorasick.Automaton:
        words = set(load_rules("regions").lists["words"])
        wide = {
            name
            for name, regions in self._short.items()
            if any(region.level != "county" or (len(name) > 2 and region.until is None) for region in regions)
        }
        automaton = ahocorasick.Automaton()
        for name in (self._by_name.keys() | wide) - words:
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton


def short_name(name: str) -> str | None:
    """The name without people and kind of region, 铜陵 for 铜陵市; None where only one character would be left."""
    found = load_rules("regions")["short"].search(name)
    return found["short"] if found else None


@lru_cache(maxsize=1)
def load_regions(path: Path | None = None) -> Regions:
    """The regions of `data/regions.csv`; `VocabularyError` with file and line where the table is broken."""
    table = path or resource("data") / "regions.csv"
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = {f"{table}:{line}": row for line, row in enumerate(csv.DictReader(file), 2)}
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"cannot be read ({error})", where=str(table), remedy="Restore it.") from error
    regions = {place: _region(row, place) for place, row in rows.items()}
    _check_codes(regions)
    return Regions(regions.values())


def _region(row: Mapping[str, str], place: str) -> Region:
    levels = get_args(AdministrativeLevel)
    if set(row) != COLUMNS or None in row.values() or row["level"] not in levels:
        problem = f"not a row of the columns {', '.join(sorted(COLUMNS))} with one of the levels {', '.join(levels)}"
        raise VocabularyError(problem, where=place, remedy="Mend the line.")
    level = cast(AdministrativeLevel, row["level"])
    return Region(row["code"], row["name"], level, row["parent"] or None, row["until"] or None)


def _check_codes(regions: Mapping[str, Region]) -> None:
    """No code stands twice among the regions in force, and each lies in a region of the table."""
    codes = {region.code for region in regions.values()}
    standing: set[str] = set()
    for place, region in regions.items():
        if region.parent is not None and region.parent not in codes:
            problem = f"{region.name} lies in {region.parent}, which is not in the table"
            raise VocabularyError(problem, where=place, remedy="Mend the parent or add it.")
        if region.until is None and region.code in standing:
            raise VocabularyError(f"the code {region.code} stands twice", where=place, remedy="Mend or drop the line.")
        standing |= {region.code} if region.until is None else set()


@dataclass(frozen=True, slots=True)
class RegionLink:
    """A region elsewhere: its code in ISO 3166-2, by which the link is certain, and its item in Wikidata."""

    iso_3166_2: str
    wikidata: str


@lru_cache(maxsize=1)
def load_region_links() -> Mapping[str, RegionLink]:
    """The links of `data/region-links.csv` by GB/T 2260 code; `VocabularyError` where the table is broken."""
    table = resource("data") / "region-links.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, row in enumerate(rows, 2):
        if tuple(row) != ("code", "iso_3166_2", "wikidata") or not ITEM.fullmatch(row["wikidata"] or ""):
            raise VocabularyError(
                f"no link: {row}", where=f"{table}:{line}", remedy="Write code, ISO code and Q-number."
            )
    return {row["code"]: RegionLink(row["iso_3166_2"], row["wikidata"]) for row in rows}
