"""Passages: the runs of text in which awards and targets are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_kg.extract.measures import is_general, is_question, measure_rules
from zjtx_kg.extract.quantities import find_periods
from zjtx_kg.extract.units import detach
from zjtx_kg.model import Document, Measure, Node, Outline, Passage, Span

AFTER_HEADING = "。:;!\n"


def passages(outline: Outline, measures: Sequence[Measure]) -> tuple[Passage, ...]:
    """The passages of a document in reading order.

    Each measure gives one, or several where a list of units stands in between. Goal paragraphs, introductory texts
    of sections, answers to questions, closing paragraphs and the goals of a preamble give some without a measure;
    rules of validity and the like and answers on how the policy came about give none.
    """
    document = outline.document
    by_start = {measure.quote.span.start: measure for measure in measures}
    found = list(_goals_of_preamble(outline))
    for above, node in outline.walk():
        if is_question(node, document) and measure_rules()["background-question"].search(node.printed):
            continue
        measure = by_start.get(node.body[0].start) if node.body else None
        if measure:
            found += [_passage(document, run, measure.id) for run in _joined(document, measure.runs)]
        elif node.children or is_general(above, node, document) or is_question(node, document):
            found += _goals(above, node, document)
    closing = [run for paragraph in outline.closing for run in detach(document, paragraph).text]
    found += [_passage(document, run) for run in _joined(document, closing)]
    return tuple(found)


def _goals_of_preamble(outline: Outline) -> Iterator[Passage]:
    """What the paragraphs before the first number tell of goals: from the word of them on, else such a sentence."""
    document, rules, lead, year = outline.document, measure_rules(), "", ""
    for paragraph in outline.preamble:
        words = paragraph.of(document.text)
        if named := rules["year-of-policy"].search(words):
            year = named["year"] + ","
        if announced := rules["goals-announced"].search(words):
            yield _passage(document, Span(paragraph.start + announced.start(), paragraph.end), lead=year)
            lead = year + words[announced.start() :] if words.endswith(":") else ""
        elif lead:
            yield _passage(document, paragraph, lead=lead)
        else:
            sentences = (Span(*found.span()).shift(paragraph.start) for found in rules["goal-sentence"].find(words))
            yield from (_passage(document, sentence) for sentence in sentences)


def _passage(document: Document, run: Span, measure: str | None = None, lead: str = "") -> Passage:
    return Passage(run.of(document.text), run.start, measure, lead)


def _joined(document: Document, runs: Sequence[Span]) -> Iterator[Span]:
    """The runs of text without lists of units, joined where nothing stands between them."""
    run: Span | None = None
    for part in runs:
        if run and document.text[run.end : part.start] in ("", "\n"):
            run = Span(run.start, part.end)
            continue
        if run and _has_words(run, document):
            yield run
        run = part
    if run and _has_words(run, document):
        yield run


def _has_words(run: Span, document: Document) -> bool:
    return any(char.isalnum() for char in run.of(document.text))


def _goals(above: Sequence[Node], node: Node, document: Document) -> list[Passage]:
    """A passage for each paragraph, led by the period that heading or opening name for all goals of the section."""
    outer = next(filter(None, (_periods(part, document)[1] for part in reversed(above))), "")
    heading, opening = _periods(node, document)
    found = []
    for index, paragraph in enumerate(_without_heading(node, document)):
        lead = (opening if index else heading) or outer
        runs = detach(document, paragraph).text
        found += [_passage(document, run, lead=lead) for run in runs if _has_words(run, document)]
    return found


def _without_heading(node: Node, document: Document) -> list[Span]:
    """The paragraphs of a part, the first without its heading."""
    start = node.heading.end if node.heading else node.span.start
    while start < node.span.end and document.text[start] in AFTER_HEADING:
        start += 1
    return [Span(max(paragraph.start, start), paragraph.end) for paragraph in node.body if paragraph.end > start]


def _periods(node: Node, document: Document) -> tuple[str, str]:
    """The period that the heading names, and the last one that heading and opening paragraph name."""
    heading = node.heading.of(document.text) if node.heading else ""
    opening = "".join(paragraph.of(document.text) for paragraph in _without_heading(node, document)[:1])
    rule = measure_rules()["period"]
    named = [found[0] + "," for found in rule.find(heading)]
    if opening.endswith(":") and find_periods(opening):
        return "".join(named[-1:]), opening
    goals = [] if opening.startswith("—") else [found[0] + "," for found in rule.find(opening)]
    return "".join(named[-1:]), "".join([*named, *goals][-1:])
