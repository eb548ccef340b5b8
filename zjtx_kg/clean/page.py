"""What a web page or a printed compilation puts around the document: headers, menus, footers, page numbers.

Judged by wording and, where the wording alone would not do, by position: above the first sentence or below the last.
Lines that carry a document's fields are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zjtx_kg.clean.breaks import PAGE_BREAK, running_titles
from zjtx_kg.clean.labels import is_field_line
from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Span
from zjtx_kg.rules import Rule, load_rules

SPACES = re.compile(" +")
ANYWHERE = tuple(f"clean-page.{name}" for name in ("breadcrumb", "scan", "buttons", "record", "browser", "page-number"))
ABOVE = ("clean-header.menu", "clean-header.keywords")
INSIDE = ("clean-page.running-head", "clean-page.titled-page")
BELOW = tuple(f"clean-footer.{name}" for name in ("menu", "bar", "operator", "related"))
SITE_FOOTER = "clean-page.record"


def drop_frame(text: MappedText) -> MappedText:
    """The text without the page around the document, and without counters behind the fields."""
    text = _narrow_labels(text)
    spans = lines(text.text)
    printed = [span.of(text.text) for span in spans]
    fields = {i for i, line in enumerate(printed) if is_field_line(line)}
    dropped = _dropped(printed, fields)
    edits: list[Edit] = []
    for i, span in enumerate(spans):
        if (rule := dropped.get(i, "")) in PAGE_BREAK and 0 < i < len(spans) - 1:
            # The paragraph may go on behind the page break, so that the blank lines around it go too.
            start = max(spans[i - 1].end, edits[-1].span.end if edits else 0)
            end = text.text.rfind("\n", 0, spans[i + 1].start)
            edits.append(Edit(Span(start, end), "", rule))
        elif rule:
            edits.append(Edit(span, "", rule))
        elif i in fields:
            edits += _counters(printed[i], span.start)
    return text.edit(edits)


def _narrow_labels(text: MappedText) -> MappedText:
    """`索 引 号:` as `索引号:`."""
    found = load_rules("clean-labels")["spaced-label"].find(text.text)
    gaps = (Span(*gap.span()).shift(label.start()) for label in found for gap in SPACES.finditer(label[0]))
    return text.edit(Edit(gap, "") for gap in gaps)


def _counters(line: str, start: int) -> Iterator[Edit]:
    rule = load_rules("clean-page")["counter"]
    return (Edit(Span(*found.span()).shift(start), "", rule.id) for found in rule.find(line))


def _dropped(printed: list[str], fields: set[int]) -> dict[int, str]:
    """For each line that is left out the rule that says so; `fields` are the lines that carry fields."""
    matched = {i: rule for i, line in enumerate(printed) if (rule := _first(ANYWHERE, line))}
    kept = [i for i in range(len(printed)) if i not in matched and i not in fields]
    prose = [i for i in kept if "。" in printed[i]]
    first, last = (prose[0], prose[-1]) if prose else (len(printed), -1)
    for i in kept:
        rules = (ABOVE if i < first else INSIDE) + (BELOW if i > last else ())
        if rule := _first(rules, printed[i]):
            matched[i] = rule
    matched |= running_titles(printed, matched, first)
    site = _above_breadcrumb(printed, fields, matched, first)
    return matched | site | _below_footer(matched, len(printed), last)


def _first(names: tuple[str, ...], line: str) -> str:
    """The first rule of those that tells what the line is; empty for most."""
    if not _either(names).match(line):
        return ""
    return next(name for name in names if _rule(name).search(line))


@cache
def _either(names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of the rules, each of which tells a line by its beginning."""
    return re.compile("|".join(f"(?:{_rule(name).pattern.pattern})" for name in names))


def _rule(id_: str) -> Rule:
    file, name = id_.split(".")
    return load_rules(file)[name]


def _above_breadcrumb(printed: list[str], fields: set[int], matched: dict[int, str], first: int) -> dict[int, str]:
    """Lines above the breadcrumb that are no title and no field: they belong to the site."""
    crumbs = [i for i, rule in matched.items() if rule == "clean-page.breadcrumb" and i < first]
    title = load_rules("clean-header")["title"]
    above = range(min(crumbs)) if crumbs else range(0)
    site = (i for i in above if i not in fields and not title.search(printed[i]))
    return {i: matched.get(i, "clean-page.breadcrumb") for i in site}


def _below_footer(matched: dict[int, str], count: int, last: int) -> dict[int, str]:
    """Lines below the site's registration: nothing of a document follows it."""
    footers = [i for i, rule in matched.items() if rule == SITE_FOOTER and i > last]
    return {i: matched.get(i, SITE_FOOTER) for i in range(min(footers), count)} if footers else {}
