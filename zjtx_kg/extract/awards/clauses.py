"""Sentences and clauses of a passage: where a promise can begin and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from zjtx_kg.model import Span
from zjtx_kg.rules import Rule, load_rules

SENTENCE_END = re.compile(r"[。\n!?！？]+")
BRACKETS = re.compile(
    r"(?=[(〔〈“《])(?:[(〔〈][^()〔〕〈〉]*(?:\([^()]*\)[^()〔〕〈〉]*)*[)〕〉]|“[^“”]*”|《[^《》]*》)"
)
PHRASES = 64  # of one passage, whose clauses and predicates are looked at from several sides
BLANK = "\N{REPLACEMENT CHARACTER}"


class Clause(NamedTuple):
    """A run between two marks.

    Args:
        span: its place in the passage.
        opens: the mark before it: empty at the start of a sentence, else one of `,;:、和`.
    """

    span: Span
    opens: str

    def of(self, text: str) -> str:
        """The clause's words."""
        return self.span.of(text)


@cache
def rule(name: str) -> Rule:
    """The rule of that id for awards."""
    return load_rules("awards")[name]


def sentences(text: str) -> Iterator[Span]:
    """Runs between full stops and line ends, without empty ones and without the numbers of lists."""
    start = 0
    for end in [found.span() for found in SENTENCE_END.finditer(text)] + [(len(text), len(text))]:
        span = without_brackets(text, without_number(text, Span(start, end[0])))
        if span.start < span.end:
            yield span
        start = end[1]


def clauses(text: str, sentence: Span) -> list[Clause]:
    """The clauses of a sentence; marks inside brackets and quotation marks do not count."""
    found, start, opens = [], sentence.start, ""
    for mark in [*rule("mark").find(hide_brackets(sentence.of(text))), None]:
        end = sentence.start + mark.start() if mark else sentence.end
        span = without_number(text, Span(start, end))
        if span.start < span.end:
            found.append(Clause(span, opens))
        if mark:
            start, opens = sentence.start + mark.end(), mark[0]
    return found


@lru_cache(maxsize=PHRASES)
def hide_brackets(text: str) -> str:
    """The text, of the same length, with what stands in brackets, 《》 and “” blanked."""
    return BRACKETS.sub(lambda found: found[0][0] + BLANK * (len(found[0]) - 2) + found[0][-1], text)


def without_number(text: str, span: Span) -> Span:
    """The span without the number or bullet of a list in front."""
    found = rule("number-label").search(span.of(text))
    return Span(span.start + found.end(), span.end) if found else span


def without_brackets(text: str, span: Span) -> Span:
    """The span without the brackets around it, where a whole sentence is a remark."""
    words = span.of(text)
    return Span(span.start + 1, span.end - 1) if words.startswith("(") and words.endswith(")") else span
