"""Which region issues a policy: that of its issuer, else of its titles, else the one that the text calls its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from zjtx_kg.extract.document.page import Line, fields_rules
from zjtx_kg.model import Document, Finding, Quote, Span
from zjtx_kg.regions import Mention, Region, Regions

Context = Callable[[], Sequence[str]]
"""Tells the codes of regions that the text names, in search of which the whole of it is read."""
# A text that names a region of its own kind this often, and this many times as often as any other, speaks of it.
FEWEST_MENTIONS, DOMINANCE = 2, 2
# In how far back a text's regions serve to tell apart those of one name.
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Territory:
    """A region as the record names it: of a development zone its own name and no code."""

    name: str
    code: str | None
    province: str | None
    quote: Quote


def territory_of_name(document: Document, name: Line, regions: Regions, context: Context = tuple) -> Territory | None:
    """The region that an organ's name or a title names first, with all that it lies in: 重庆市大足区 is 大足区.

    The `context` is asked for only where a name alone does not tell.
    """
    mentions = regions.find(name.text)
    if not mentions:
        return None
    chain = _chain(mentions)
    region = _choose(chain, regions, context)
    if region is None or region.level == "country":
        return None
    start, end = chain[0].span.start, chain[-1].span.end
    rule = "zone-after-full-name" if chain[-1].full else "zone"
    zone = fields_rules()[rule].pattern.match(name.text, end)
    if zone:
        own = Line(name.text[chain[-1].span.start : zone.end()], name.start + chain[-1].span.start)
        return Territory(own.text, None, _province(region, regions), _quote(document, own, 0, len(own.text), "zone"))
    return _territory(region, regions, _quote(document, name, start, end, "region-of-name"))


def territory_of_text(
    document: Document, lines: Sequence[Line], regions: Regions
) -> tuple[Territory | None, tuple[Finding, ...]]:
    """The region that the text calls 我市, 本县 …: the one of that kind that it names most, if it stands out."""
    kind = _own_kind(lines)
    if kind is None:
        return None, ()
    places = [
        (region, line, mention) for region, line, mention in _mentioned(lines, regions) if region.name.endswith(kind)
    ]
    counts = Counter(region.code for region, _, _ in places)
    (first, count), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if count < FEWEST_MENTIONS or count < DOMINANCE * second:
        named = "、".join(f"{region.name} {counts[region.code]}" for region in {region: 1 for region, _, _ in places})
        return None, (Finding("fields.own-region", f"no region stands out as the text's own: {named or 'none named'}"),)
    region, line, mention = next(place for place in places if place[0].code == first)
    quote = _quote(document, line, mention.span.start, mention.span.end, "own-region")
    return _territory(region, regions, quote), ()


def context_codes(lines: Iterable[Line], regions: Regions) -> list[str]:
    """The codes of the regions that the text names most, for telling apart those of one name."""
    counts = Counter(region.code for region, _, _ in _mentioned(lines, regions) if region.level != "country")
    return [code for code, _ in counts.most_common(CONTEXT)]


def _own_kind(lines: Sequence[Line]) -> str | None:
    """The kind of region, 省, 市, 区 …, that the text calls its own most often."""
    for rule in ("own-region", "whole-region"):
        kinds = Counter(found["kind"] for line in lines for found in fields_rules()[rule].find(line.text))
        if kinds:
            return kinds.most_common(1)[0][0]
    return None


def _mentioned(lines: Iterable[Line], regions: Regions) -> Iterable[tuple[Region, Line, Mention]]:
    for line in lines:
        for mention in regions.find(line.text):
            region = regions.choose(mention.candidates)
            if region is not None:
                yield region, line, mention


def _chain(mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention and those that follow it without a gap."""
    chain = [mentions[0]]
    for mention in mentions[1:]:
        if mention.span.start != chain[-1].span.end:
            break
        chain.append(mention)
    return chain


def _choose(chain: Sequence[Mention], regions: Regions, context: Context) -> Region | None:
    """The region that the last mention of a chain means: near to those before it, else to the context.

    A short name that cities and counties share (西安) is the city's.
    """
    last = chain[-1]
    if len(last.candidates) == 1:
        return last.candidates[0]
    around = [region.code for mention in chain[:-1] for region in mention.candidates]
    wide = last.candidates if last.full else tuple(region for region in last.candidates if region.level != "county")
    return (
        regions.choose(last.candidates, around or context())
        or regions.choose(last.candidates, context())
        or regions.choose(wide, context())
        or regions.choose(wide)
    )


def _territory(region: Region, regions: Regions, quote: Quote) -> Territory:
    return Territory(region.name, region.code, _province(region, regions), quote)


def _province(region: Region, regions: Regions) -> str | None:
    province = regions.province_of(region.code)
    return province.name if province else None


def _quote(document: Document, line: Line, start: int, end: int, rule: str) -> Quote:
    return document.quote(Span(start, end).shift(line.start), f"fields.{rule}")
