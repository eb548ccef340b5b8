"""The policies that a document names as its ground, in the preamble and the paragraphs that state the general."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zjtx_kg.extract.document.page import Line, fields_rules, lines_at
from zjtx_kg.model import Citation, Node, Outline, Span


def find_basis(outline: Outline) -> tuple[Citation, ...]:
    """The policies named as ground, each once, in reading order: in title marks, or with a document number."""
    own = comparable("".join(span.of(outline.document.text) for span in outline.title))
    found: dict[str, Citation] = {}
    lines = lines_at(outline, _general_spans(outline))
    opening = _cut(outline, lines[0]) if lines and not own else ()
    for citations in (opening, *(_citations(outline, line) for line in lines)):
        for citation in citations:
            if comparable(citation.title or "") != own or not own:
                found.setdefault(citation.number or comparable(citation.title or ""), citation)
    return tuple(found.values())


def _general_spans(outline: Outline) -> list[Span]:
    """The preamble, the parts under a general heading, and the articles that found the policy."""
    making = fields_rules()["making"]
    text = outline.document.text
    general = {span for node in outline.nodes for span in _general_bodies(text, node, False)}
    founding = {
        span
        for _, node in outline.walk()
        for span in node.body
        if node.number.startswith("第") and making.search(span.of(text))
    }
    return [*outline.preamble, *sorted(general | founding)]


def _general_bodies(text: str, node: Node, inside: bool) -> Iterator[Span]:
    """The paragraphs of a part whose heading, or that of a part around it, announces the general."""
    heading = node.heading.of(text) if node.heading else ""
    inside = inside or fields_rules()["general"].search(heading) is not None
    if inside:
        yield from node.body
    for child in node.children:
        yield from _general_bodies(text, child, inside)


def _citations(outline: Outline, line: Line) -> Iterator[Citation]:
    for sentence in fields_rules()["sentence"].find(line.text):
        ground = fields_rules()["ground"].search(sentence[0])
        if ground:
            here = Line(sentence[0], line.start + sentence.start())
            found = [*_marked(outline, here, ground.end()), *_numbered(outline, here), *_bare_numbers(outline, here)]
            yield from sorted(found, key=lambda citation: citation.quote.span)


def _marked(outline: Outline, sentence: Line, after: int) -> Iterator[Citation]:
    """Policies in title marks that stand after a word of ground and are not what the document makes."""
    rules = fields_rules()
    for found in rules["citation"].find(sentence.text):
        if found.start() >= after and not rules["own-making"].search(sentence.text[: found.start()]):
            number = rules["number"].search(found["after"] or "")
            yield _citation(outline, sentence, found, found["title"], number[0] if number else None)


def _numbered(outline: Outline, sentence: Line) -> Iterator[Citation]:
    """Policies without title marks that have their number in brackets."""
    rules = fields_rules()
    for found in rules["numbered-citation"].find(sentence.text):
        title = rules["opening-of-ground"].pattern.sub("", found["title"])
        if title:
            yield _citation(outline, sentence, found, title, found["number"])


def _cut(outline: Outline, opening: Line) -> Iterator[Citation]:
    """The policy at the very beginning of a text whose first lines, with the title, the page does not hold."""
    if found := fields_rules()["cut-citation"].search(opening.text):
        yield _citation(outline, opening, found, None, found["number"])


def _bare_numbers(outline: Outline, sentence: Line) -> Iterator[Citation]:
    for found in fields_rules()["bare-number"].find(sentence.text):
        yield _citation(outline, sentence, found, None, found[0])


def _citation(
    outline: Outline, sentence: Line, found: re.Match[str], title: str | None, number: str | None
) -> Citation:
    quote = outline.document.quote(sentence.span(found), fields_rules()["citation"].id)
    return Citation(title, number, quote)


def comparable(title: str) -> str:
    """A title for comparing: without spaces, quotation marks, dashes and the mark of a draft."""
    rules = fields_rules()
    return rules["not-of-title"].pattern.sub("", rules["mark-of-draft"].pattern.sub("", title))
