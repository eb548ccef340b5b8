"""What a document says of itself: title, issuer, region, number, days, status, validity, grounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from zjtx_kg.extract.document.basis import comparable, find_basis
from zjtx_kg.extract.document.issuer import (
    Signature,
    bracketed_day,
    find_signature,
    organ_of_title,
    organ_under_title,
    organs_of_portal,
)
from zjtx_kg.extract.document.page import (
    Field,
    Line,
    Read,
    day_of,
    fields_rules,
    head_lines,
    labelled,
    lines_at,
    portal_fields,
)
from zjtx_kg.extract.document.territory import Territory, context_codes, territory_of_name, territory_of_text
from zjtx_kg.extract.document.validity import find_validity
from zjtx_kg.model import Document, Fields, Finding, Outline, Quote, Span, Status
from zjtx_kg.regions import Regions
from zjtx_kg.rules import load_rules


@dataclass(frozen=True, slots=True)
class Page:
    """A document as these fields are read from it.

    Args:
        head: lines before the preamble.
        portal: the portal's labelled fields.
        title: the policy's own title.
        title_line: the title's lines as one of the same length, for finding names in it.
        main: lines of the policy itself, from its preamble to its closing.
        closing: lines that may hold its own signature.
    """

    document: Document
    head: list[Line]
    portal: list[Field]
    title: Read | None
    title_line: Line | None
    main: list[Line]
    closing: list[Line]


def read_fields(outline: Outline, regions: Regions) -> Fields:
    """The fields of the record's `document`; what cannot be decided is None and reported."""
    page = _page(outline)
    draft = _draft_sign(page)
    signature = _signature(page, draft is not None)
    issuer = _issuer(page, signature, draft is not None, regions)
    territory, findings = _territory(page, issuer, regions)
    read = {
        "title": page.title,
        "issuer": issuer,
        "number": _number(page),
        "issued": _issued(page, signature),
        "published": _published(page),
        "valid_until": find_validity(page.document, [*page.head, *page.main]),
    }
    values = {name: value.value for name, value in read.items() if value}
    status: Status = "draft" if draft else "issued"
    return Fields(
        **values,
        region=territory.name if territory else None,
        region_code=territory.code if territory else None,
        province=territory.province if territory else None,
        status=status,
        basis=find_basis(outline),
        quotes=_quotes(read, territory, draft),
        findings=(*findings, *_doubtful_days(page, signature)),
    )


def _page(outline: Outline) -> Page:
    document = outline.document
    head = head_lines(outline)
    spans = [*outline.preamble, *(node.span for node in outline.nodes), *outline.closing]
    closing = lines_at(outline, outline.closing)
    title = _title(document, outline.title)
    title_line = Line(title.quote.text.replace("\n", " "), title.quote.span.start) if title else None
    return Page(document, head, list(portal_fields(head)), title, title_line, lines_at(outline, spans), closing)


def _title(document: Document, spans: Sequence[Span]) -> Read | None:
    """The title's lines as one, without 《》 around it and without the mark of a draft."""
    rules = fields_rules()
    printed = "".join(span.of(document.text) for span in spans if not rules["date-line"].search(span.of(document.text)))
    title = rules["site-after-title"].pattern.sub("", rules["mark-of-draft"].pattern.sub("", printed))
    title = title[1:-1] if title.startswith("《") and title.endswith("》") else title
    if not title:
        return None
    return Read(title, document.quote(Span(spans[0].start, spans[-1].end), "fields.title"))


def _quotes(read: Mapping[str, Read | None], territory: Territory | None, draft: Quote | None) -> dict[str, Quote]:
    quotes = {name: value.quote for name, value in read.items() if value}
    if territory:
        quotes["region"] = territory.quote
    if draft:
        quotes["status"] = draft
    return quotes


def _draft_sign(page: Page) -> Quote | None:
    """The first sign, in what stands before the text, that it is a draft."""
    rule = fields_rules()["draft"]
    for line in page.head:
        if found := rule.search(line.text):
            return page.document.quote(line.span(found), rule.id)
    return None


def _signature(page: Page, draft: bool) -> Signature:
    """The signature that dates the page: of the notice or covering letter, else of the policy itself."""
    above = find_signature(page.document, page.head)
    below = find_signature(page.document, page.closing)
    organ = (below.organ or above.organ) if draft else (above.organ or below.organ)
    return Signature(organ, above.day or bracketed_day(page.document, page.head) or below.day)


def _issuer(page: Page, signature: Signature, draft: bool, regions: Regions) -> Read | None:
    """In whose name the policy goes out; a draft's covering letter is signed by those who only drew it up."""
    own = organ_of_title(page.document, page.title_line) if page.title_line else None
    if own and draft:
        return own
    below = organ_under_title(page.document, page.head, page.title.quote.span.end) if page.title else None
    if stated := signature.organ or below or _issued_by(page):
        return stated
    notices = [organ for line in page.head if (organ := organ_of_title(page.document, line))]
    offered = [*([own] if own else []), *notices, *organs_of_portal(page.document, page.portal)]
    named = [organ for organ in offered if regions.find(organ.value)]
    return next(iter([*named, *offered]), None)


def _issued_by(page: Page) -> Read | None:
    """The organ of which the page says that it issued the policy: 近日,市政府办公室印发了《…》."""
    for line, found in _mentions_of_title(page, "issued-by"):
        return Read(found["organ"], page.document.quote(line.span(found, "organ"), fields_rules()["issued-by"].id))
    return None


def _mentions_of_title(page: Page, rule: str) -> Iterator[tuple[Line, re.Match[str]]]:
    """The matches of a rule with a part `title` whose title is the policy's own."""
    own = comparable(page.title.value) if page.title else ""
    for line in [*page.head, *page.main] if own else ():
        for found in fields_rules()[rule].find(line.text) if "《" in line.text else ():
            if comparable(found["title"]) == own:
                yield line, found


def _territory(page: Page, issuer: Read | None, regions: Regions) -> tuple[Territory | None, tuple[Finding, ...]]:
    """The region of the issuer, else of the title, the notice's title, portal, gazette, else the text's own."""
    names = [Line(issuer.value, issuer.quote.span.start)] if issuer else []
    names += [page.title_line] if page.title_line else []
    names += [line for line in page.head if fields_rules()["notice-title"].search(line.text)]
    names += [Line(read.value, read.quote.span.start) for read in organs_of_portal(page.document, page.portal)]
    names += [line for line in page.head if load_rules("outline")["gazette-line"].search(line.text)]
    context = cache(lambda: context_codes(page.main, regions))
    found = (territory_of_name(page.document, name, regions, context) for name in names)
    territory = next(filter(None, found), None)
    if territory and page.title_line and not territory.code:
        # A zone has several names (西安高新技术产业开发区, 西安高新区): the policy's own title tells which to use.
        titled = territory_of_name(page.document, page.title_line, regions, context)
        territory = titled if titled and not titled.code else territory
    if territory:
        return territory, ()
    return territory_of_text(page.document, page.main, regions)


def _number(page: Page) -> Read | None:
    """The policy's own number: the portal's, else one that has a line to itself before the text."""
    rules = fields_rules()
    for field in labelled(page.portal, "number-labels"):
        if found := rules["labelled-number"].search(field.value):
            span = Span(*found.span()).shift(field.start)
            return Read(found[0], page.document.quote(span, rules["labelled-number"].id))
    for line in page.head:
        if found := rules["number-line"].search(line.text):
            return Read(found["number"], page.document.quote(line.span(found, "number"), rules["number-line"].id))
    return _number_after_title(page)


def _number_after_title(page: Page) -> Read | None:
    """The number that stands after the policy's title where the page speaks of it: 印发了《…》(…号)."""
    rule = fields_rules()["number-after-title"]
    for line, found in _mentions_of_title(page, rule.id.rpartition(".")[2]):
        return Read(found["number"], page.document.quote(line.span(found, "number"), rule.id))
    return None


def _issued(page: Page, signature: Signature) -> Read | None:
    return signature.day or _labelled_day(page, "written-labels")


def _published(page: Page) -> Read | None:
    if day := _labelled_day(page, "published-labels"):
        return day
    rule = fields_rules()["byline"]
    for line in page.head:
        found = rule.search(line.text)
        value = day_of(found["date"]) if found else None
        if found and value:
            return Read(value, page.document.quote(line.span(found, "date"), rule.id))
    return None


def _labelled_day(page: Page, labels: str) -> Read | None:
    rule = fields_rules()["date"]
    for field in labelled(page.portal, labels):
        found = rule.search(field.value)
        value = day_of(found[0]) if found else None
        if found and value:
            return Read(value, page.document.quote(Span(*found.span()).shift(field.start), rule.id))
    return None


def _doubtful_days(page: Page, signature: Signature) -> list[Finding]:
    """Lines under a signature that tell no day, and a signature's day that the portal contradicts."""
    rules = fields_rules()
    findings = [
        Finding("fields.date-line", f"no day to be read from {line.text!r}", "warning", line.whole)
        for above, line in pairwise(page.head)
        if rules["organ-line"].search(above.text) and _is_unread_day(line)
    ]
    written = _labelled_day(page, "written-labels")
    if written and signature.day and written.value != signature.day.value:
        message = f"signed on {signature.day.value}, but written on {written.value} by the portal"
        findings.append(Finding("fields.issued", message, "warning", signature.day.quote.span))
    return findings


def _is_unread_day(line: Line) -> bool:
    rules = fields_rules()
    dated = rules["date-line"].search(line.text)
    return bool(rules["damaged-date-line"].search(line.text) or (dated and not day_of(dated["date"])))
