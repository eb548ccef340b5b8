"""From a source to a document: damage repaired, the page around the text removed, every character traced to its origin.

Each step takes a text and gives a text, keeping the way back; the steps' words and patterns are the rule files
`clean-*.toml`. Folds of width and white space and joined lines are not listed as repairs one by one; all else is: a
`Repair` for what reads otherwise, an `Omission` for what is left out, a `Finding` for damage that is left. Two repairs
may name one run: bytes set right, then simplified.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from zjtx_kg.clean.byteshift import mend_byte_shift
from zjtx_kg.clean.cells import part_cells, tables_in_clean_text
from zjtx_kg.clean.fold import fold_width
from zjtx_kg.clean.mapped import MappedText
from zjtx_kg.clean.marks import report_suspicious, restore_marks
from zjtx_kg.clean.markup import remove_markup
from zjtx_kg.clean.page import drop_frame
from zjtx_kg.clean.paragraphs import join_lines
from zjtx_kg.clean.printed import printed_tables
from zjtx_kg.clean.reading import remove_pinyin
from zjtx_kg.clean.script import simplify_script
from zjtx_kg.clean.spaces import squeeze
from zjtx_kg.clean.spam import drop_spam
from zjtx_kg.model import Document, Finding, Source, Span

# Bytes are set right before readings are removed, since a lost byte is known by its reading; the words of pages and
# spam are looked for in simplified text; lines are joined when nothing foreign stands between them any more.
STEPS = (
    fold_width,
    remove_markup,
    mend_byte_shift,
    remove_pinyin,
    simplify_script,
    drop_spam,
    drop_frame,
    join_lines,
    squeeze,
    restore_marks,
    report_suspicious,
)
SOURCE = attrgetter("source.start", "source.end")


def clean(source: Source) -> Document:
    """The clean text of `source`; time and memory are linear in its length."""
    printed = () if source.tables else printed_tables(source.text)
    text = part_cells(MappedText.whole(source.text).report(source.findings), source.tables, printed)
    for step in STEPS:
        text = step(text)
    return Document(
        source,
        text.text,
        text.origin,
        tuple(sorted(text.repairs, key=SOURCE)),
        tuple(sorted(text.omissions, key=SOURCE)),
        tuple(sorted((_in_clean_text(one, text.origin) for one in text.findings), key=_place)),
        tables_in_clean_text(source.tables or printed, text.origin),
    )


def _in_clean_text(finding: Finding, origin: Sequence[int]) -> Finding:
    """The finding with its span, so far one of the source, in the clean text."""
    if not finding.span:
        return finding
    span = Span(bisect_left(origin, finding.span.start), bisect_left(origin, finding.span.end))
    return replace(finding, span=span)


def _place(finding: Finding) -> tuple[int, int]:
    return (finding.span.start, finding.span.end) if finding.span else (0, 0)
