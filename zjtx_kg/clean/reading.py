"""Readings of characters: which pinyin a bracket holds, and whether it is the reading of the character before it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.model import Finding, Span

TONES = {"\u0304", "\u0301", "\u030c", "\u0300"}
SYLLABLE = "[a-zɡɑāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ\u0300-\u0304\u0308\u030c]{1,10}"
ANNOTATION = re.compile(rf"([㐀-鿿])( ?\( ?({SYLLABLE}) ?\))")
RULE = "clean.pinyin"


def spelling(letters: str) -> tuple[str, bool]:
    """A syllable without its tone and in plain letters, and whether it carries a tone mark."""
    parts = unicodedata.normalize("NFD", letters.replace("ɡ", "g").replace("ɑ", "a"))
    plain = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", plain), len(plain) < len(parts)


@lru_cache(maxsize=20_000)
def readings(character: str) -> frozenset[str]:
    """All readings of a character with their tone marks."""
    return frozenset(pinyin(character, style=Style.TONE, heteronym=True)[0])


@lru_cache(maxsize=20_000)
def reads(character: str, letters: str) -> bool:
    """Whether `letters` is a reading of `character`.

    The tone is not compared: sandhi changes it (一 yí). A single letter without tone mark is no reading but the label
    of an item: 总额(e).
    """
    plain, toned = spelling(letters)
    if not toned and len(letters) == 1:
        return False
    known = {spelling(reading)[0] for reading in readings(character)}
    return plain in known or plain.replace("v", "ü") in known


def remove_pinyin(text: MappedText) -> MappedText:
    """Readings in brackets dropped; a bracket with tone marks that is none of the character's readings is reported."""
    edits, findings = [], []
    for found in ANNOTATION.finditer(text.text):
        place = Span(*found.span(2))
        if reads(found[1], found[3]):
            edits.append(Edit(place, "", RULE))
        elif spelling(found[3])[1]:
            findings.append(Finding(RULE, f"{found[0]} is no known reading", span=text.source_span(place)))
    return text.report(findings).edit(edits)
