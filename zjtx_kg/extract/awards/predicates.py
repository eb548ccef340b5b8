"""The predicate of a promise: where it begins, what kind of money it names, and whom."""

from __future__ import annotations

from dataclasses import replace

from zjtx_kg.extract.awards.clauses import BLANK, hide_brackets, rule
from zjtx_kg.extract.awards.recipients import is_generic
from zjtx_kg.extract.awards.sums import Sum, read_sums
from zjtx_kg.model import AwardKind, Span

LONGEST = 1000  # characters that a recipient or a predicate can take; no real one comes near: the work stays linear


def anchor_of(words: str) -> int | None:
    """Offset at which a clause turns from recipient to what is given, money or another favour."""
    if not rule("cue").search(words):
        return None
    shown = hide_brackets(words)
    shown = rule("told").pattern.sub(lambda found: BLANK * len(found[0]), shown)
    for found in rule("anchor").find(shown):
        if rule("giving").search(found[0]) or _carries(shown[found.start() : found.start() + LONGEST]):
            return found.start()
    return None


def _carries(words: str) -> bool:
    """Whether the words from an anchor on hold a sum or a named promise, or announce one for the next clause."""
    named = rule("named-promise").search(words) or rule("announcement").search(words)
    return bool(named or read_sums(words, Span(0, len(words))))


def promises_money(text: str, subject: Span, predicate: Span) -> bool:
    """Whether the predicate promises money without a figure, and does so itself."""
    words = predicate.of(text)
    if not rule("named-promise").search(words):
        return False
    around = Span(subject.start, predicate.end).of(text)
    return not rule("no-promise").search(words) and not rule("no-gift").search(around)


def kind_of(text: str, predicate: Span) -> AwardKind:
    """Matching before all; else as the last noun of the promise says."""
    words = hide_brackets(predicate.of(text))
    if rule("matching-kind").search(words):
        return "matching"
    reward, subsidy = (
        max((found.end() for found in rule(name).find(words)), default=-1) for name in ("reward-kind", "subsidy-kind")
    )
    if subsidy == reward:
        return "subsidy" if rule("plain-money").search(words) else "reward"
    return "subsidy" if subsidy > reward else "reward"


def recipient_inside(text: str, predicate: Span) -> Span | None:
    """The recipient between verb and sum."""
    found = rule("who").search(hide_brackets(predicate.of(text)))
    if not found:
        return None
    span = Span(*found.span("who")).shift(predicate.start)
    words = span.of(text)
    return None if is_generic(words) or rule("base").search(words) else span


def turned(text: str, predicate: Span) -> tuple[Span, Span] | None:
    """The predicate and the recipient that follows its sum, with 给 or in the next clause; None where there is none."""
    if found := rule("given-to").search(hide_brackets(predicate.of(text))):
        return predicate, Span(*found.span("who")).shift(predicate.start)
    after = Span(predicate.end, min(predicate.end + 100, len(text)))
    found = rule("whom-after").search(hide_brackets(after.of(text)))
    if not found:
        return None
    end = predicate.end + max(found.end("verb"), 0)
    return Span(predicate.start, end), Span(*found.span("who")).shift(predicate.end)


def bracketed_ceilings(text: str, predicate: Span) -> tuple[Sum, ...]:
    """The ceilings that stand in brackets."""
    groups = [Span(*found.span("limit")) for found in rule("bracketed-ceiling").find(predicate.of(text))]
    sums = (found for group in groups for found in read_sums(text, group.shift(predicate.start)))
    return tuple(replace(found, bound="max") for found in sums if not found.share)


def in_order_of_levels(sums: list[Sum], before: str) -> tuple[Sum, ...]:
    """The sums with the levels in whose order they stand: 按照国家级、省级分别给予."""
    found = rule("levels-before").search(before)
    levels = [member[0] for member in rule("label").find(found["levels"])] if found else []
    if len(levels) != len(sums):
        return tuple(sums)
    return tuple(replace(each, label=level) for each, level in zip(sums, levels, strict=True))


def staged(text: str, predicate: Span) -> bool:
    """Whether a predicate gives for some years only: 前2年给予80%."""
    return bool(rule("stage").search(text[max(0, predicate.start - 6) : predicate.end]))
