"""Corrections made, one after the other; one that does not fit is an error, since what it mended has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zjtx_kg.correct.adding import added
from zjtx_kg.correct.deed import Deed, shown
from zjtx_kg.correct.entries import Entry, replaced
from zjtx_kg.model import Correction, Document, Finding, Measure, Quote, Record

STATED_WITH = {"region_code": "region", "province": "region"}  # fields whose words are those of another


def correct(document: Document, record: Record, corrections: Sequence[Correction]) -> Record:
    """The record with its corrections made, in their order, and a finding for each.

    Args:
        document: the clean text, in which new quotes must stand.
        record: as it was extracted.
        corrections: those of this document.

    Raises:
        CatalogueError: a correction does not fit: no entry or several are meant, the field has another value than
            the correction says, a value is of another type, or a quote does not stand in the text once.
    """
    for correction in corrections:
        record = _done(Deed(document, record, correction))
    return record


def _done(deed: Deed) -> Record:
    """The record with this correction made."""
    if deed.correction.kind == "document":
        return _field_changed(deed)
    if deed.correction.action == "added":
        record, quote = added(deed)
        return _told(deed, record, quote)
    entry = deed.meant().entry
    return _dropped(deed, entry) if deed.correction.action == "dropped" else _changed(deed, entry)


def _field_changed(deed: Deed) -> Record:
    """A change to what the document says of itself; its words are the ones given, else those it had."""
    fields, name = deed.record.fields, str(deed.correction.field)
    value = deed.new_value(fields)
    states = STATED_WITH.get(name, name)
    quotes = dict(fields.quotes)
    before = quotes.get(states)
    if value is None and name == states:
        quotes.pop(states, None)
    elif before is None and deed.correction.quote is None:
        raise deed.error(f"no words of the text are known for {name}.", "Give its quote, words of the text.")
    else:
        quotes[states] = replace(deed.quote(before), corrections=())  # the policy's own, and told once
    changed = replace(fields, quotes=quotes, **{name: value})
    return _told(deed, replace(deed.record, fields=changed), before, with_document=True)


def _changed(deed: Deed, entry: Entry) -> Record:
    name, measure = str(deed.correction.field), getattr(entry, "measure", None)
    if name == "quote":
        deed.check_was(entry.quote.text)
        new = replace(entry, quote=deed.quote(entry.quote, deed.correction.value, measure=measure))
    else:
        value = deed.new_value(entry)
        new = replace(entry, quote=deed.quote(entry.quote, measure=measure), **{name: value})
    return _told(deed, replaced(deed.record, entry, (new,)), new.quote)


def _dropped(deed: Deed, entry: Entry) -> Record:
    if isinstance(entry, Measure):
        tasks, awards, targets = deed.record.tasks, deed.record.awards, deed.record.targets
        held = {each.measure for each in tasks} | {each.measure for each in awards} | {each.measure for each in targets}
        if entry.id in held:
            remedy = "Drop them first, or change their measure."
            raise deed.error(f"tasks, awards or targets belong to measure {entry.id}.", remedy)
    known = replace(deed.correction, was=entry.quote.text)  # nothing else tells what was dropped
    return _told(replace(deed, correction=known), replaced(deed.record, entry, ()), entry.quote, with_document=True)


def _told(deed: Deed, record: Record, quote: Quote | None, *, with_document: bool = False) -> Record:
    """The record that says so in a finding, and keeps what nothing else would carry into the graph."""
    made = deed.correction
    what = f"{made.kind} {made.action}"
    what += f": {made.field} from {shown(made.was)} to {shown(made.value)}" if made.field else ""
    finding = Finding(f"corrections.{made.action}", f"{what}: {made.reason}", span=quote.span if quote else None)
    kept = (*record.corrections, made) if with_document else record.corrections
    return replace(record, findings=(*record.findings, finding), corrections=kept)
