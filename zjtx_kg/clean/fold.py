"""Folds of width and white space: each character to its plain form, invisible ones away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from zjtx_kg.clean.labels import is_field_line, narrowed
from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.model import Span

# Full-width ASCII, small and vertical forms, Kangxi radicals and compatibility ideographs (both from PDF files).
FOLDED = ((0xFF01, 0xFF5F), (0xFFE0, 0xFFE7), (0xFE10, 0xFE20), (0xFE30, 0xFE6C), (0x2F00, 0x2FD6), (0xF900, 0xFADA))
SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164\uffa0"
BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
)

TABBED = re.compile(r"(?m)^[^\n\t]*\t[^\n]*")
TABS = re.compile(r"(?<=[^\s])[^\S\n]*\t\s*(?=\S)")


@lru_cache(maxsize=1)
def plain_forms() -> tuple[dict[str, str], re.Pattern[str]]:
    """Character → plain character, always one for one and none plainer, and a pattern of those that have one."""
    forms = {}
    for first, end in FOLDED:
        for code in range(first, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                forms[chr(code)] = plain
    forms |= dict.fromkeys(SPACES, " ") | dict.fromkeys(BREAKS, "\n")
    return forms, re.compile(f"[{re.escape(''.join(forms))}]")


def fold(text: str) -> str:
    """`text` with width and white space folded, one character for one."""
    forms, foldable = plain_forms()
    for character in set(foldable.findall(text)):
        text = text.replace(character, forms[character])
    return text


def fold_width(text: MappedText) -> MappedText:
    """Full-width forms to ASCII, every kind of space to one, invisible characters away (none is listed as a repair)."""
    seen = (Edit(Span(*found.span()), "") for found in INVISIBLE.finditer(text.text))
    text = text.edit(seen)
    text = text.edit(_cells(text.text)) if "\t" in text.text else text
    return replace(text, text=fold(text.text))


def _cells(text: str) -> Iterator[Edit]:
    """The cells of a row that tabs part, each on a line of its own; a single tab is a space."""
    for line in TABBED.finditer(text):
        tabs = list(TABS.finditer(line[0]))
        if len(tabs) > 1 and not is_field_line(narrowed(fold(line[0]).strip())):
            yield from (Edit(Span(*tab.span()).shift(line.start()), "\n") for tab in tabs)
