"""What was repaired in the source: runs of clean text that it prints otherwise, and how much was left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import RDFS, XSD, Literal

from zjtx_kg.describe.graph import PolicyGraph, zh
from zjtx_kg.iris import ZJTX
from zjtx_kg.model import Document, Omission, Span

NEAR = 8  # characters of clean text: changes in one line with no more between them are told as one
SPAM = ("clean-spam.",)
FRAME = ("clean-page.", "clean-header.", "clean-footer.", "clean-markup.")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of the clean text, the run of the source that it stands for, and the rules that changed it."""

    span: Span
    source: Span
    rules: tuple[str, ...]


def describe_repairs(graph: PolicyGraph) -> None:
    """Every repair with its rules, both words and its place; what was left out of the text is only counted."""
    document = graph.document
    for change in changes(document):
        span = change.span
        this = graph.add(
            graph.mint("repair", f"{span.start}-{span.end}"),
            ZJTX.Repair,
            policy=graph.policy,
            wordsInSource=change.source.of(document.source.text),
        )
        graph.put(this, RDFS.label, zh(span.of(document.text)))
        graph.quote(this, document.quote(span, change.rules[0]))
        graph.add(this, None, rule=change.rules[1:])
    for name, rules in (("spamLeftOut", SPAM), ("frameLeftOut", FRAME)):
        count = sum(omission.rule.startswith(rules) for omission in document.omissions)
        graph.add(graph.source, None, **{name: Literal(count, datatype=XSD.nonNegativeInteger)})


def changes(document: Document) -> list[Change]:
    """What was changed within the text, in reading order; the words of no change hold what was left out around it."""
    left_out = sorted(each.source for each in document.omissions if each.rule.startswith(SPAM + FRAME))
    found: list[Change] = []
    for change in sorted(_changes(document), key=lambda change: (change.span, change.source)):
        joined = _joined(found[-1], change) if found and _near(found[-1], change, document.text) else None
        if joined and not _overlap(joined.source, left_out):
            found[-1] = joined
        elif not _overlap(change.source, left_out):
            found.append(change)
    return found


def _changes(document: Document) -> Iterator[Change]:
    origin = document.origin
    for repair in document.repairs:
        span = Span(bisect_left(origin, repair.source.start), bisect_left(origin, repair.source.end))
        if span.start < span.end:
            yield Change(span, repair.source, (repair.rule,))
    for omission in document.omissions:
        if not omission.rule.startswith(SPAM + FRAME):
            yield _beside(document, omission)


def _beside(document: Document, omission: Omission) -> Change:
    """What is left out stands in no place of the clean text: it is told with the character before it, else after."""
    at = bisect_right(document.origin, omission.source.start)
    at -= bool(at and document.text[at - 1] != "\n") or at == len(document.text)
    kept = document.origin[at]
    source = Span(min(kept, omission.source.start), max(kept + 1, omission.source.end))
    return Change(Span(at, at + 1), source, (omission.rule,))


def _near(one: Change, other: Change, text: str) -> bool:
    between = text[one.span.end : other.span.start]
    return len(between) <= NEAR and "\n" not in between


def _joined(one: Change, other: Change) -> Change:
    return Change(
        Span(one.span.start, max(one.span.end, other.span.end)),
        Span(min(one.source.start, other.source.start), max(one.source.end, other.source.end)),
        tuple(dict.fromkeys((*one.rules, *other.rules))),
    )


def _overlap(span: Span, others: Sequence[Span]) -> bool:
    """Whether a run meets one of others that stand in order and apart."""
    before = bisect_left(others, Span(span.end, span.end))
    return before > 0 and others[before - 1].end > span.start
