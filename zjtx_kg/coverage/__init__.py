"""The coverage account: every number, date, cue, list of units and cell of a text, and what became of it."""

from __future__ import annotations

from zjtx_kg.coverage.account import KINDS, OUTCOMES, UNREAD, Coverage, Item, Kind, Outcome
from zjtx_kg.coverage.entries import named_quotes
from zjtx_kg.coverage.items import Candidate, find_items
from zjtx_kg.coverage.reasons import Reasons
from zjtx_kg.coverage.recorded import Recorded
from zjtx_kg.extract import Extraction, first_year
from zjtx_kg.model import Outline

__all__ = ["KINDS", "OUTCOMES", "UNREAD", "Coverage", "Item", "Kind", "Outcome", "account", "named_quotes"]


def account(outline: Outline, extraction: Extraction) -> Coverage:
    """The account of a document: each item with exactly one outcome. Its time grows with the text and no faster."""
    record, text = extraction.record, outline.document.text
    recorded, reasons = Recorded(outline, record), Reasons(outline, first_year(record.fields))
    items = find_items(outline, extraction.passages)
    return Coverage(tuple(_settled(item, item.span.of(text), recorded, reasons) for item in items))


def _settled(candidate: Candidate, words: str, recorded: Recorded, reasons: Reasons) -> Item:
    kind, span = candidate.kind, candidate.span
    if entry := recorded.by(kind, span):
        return Item(kind, span, words, "recorded", entry.rule, entry.name)
    if rule := reasons.of(candidate):
        return Item(kind, span, words, "ignored", rule)
    return Item(kind, span, words, "unread", UNREAD[kind])
