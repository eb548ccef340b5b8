"""GBK text that was cut or annotated in the middle of a character and read one byte off from there.

Readings were put behind characters by searching bytes, so that they also hit the second byte of one character with the
first of the next: `鏈式效應(yīng)` has the bytes E69C CABD D0A7 91AA 28. 9CCA is 準, and behind it came `(zhǔn)`.
Then CA28, which is no character, became `?` and took the bracket with it; BDD0 A791 became 叫 and a private-use
character, until AA28 became `?` again. So `?yīng)` holds a lost byte and a bracket. The byte is found from the
reading; with it, the bytes before pair up again, from right to left, until a lost byte or a false reading sets them
right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from zjtx_kg.clean.fold import fold
from zjtx_kg.clean.mapped import Edit, MappedText
from zjtx_kg.clean.reading import SYLLABLE, readings
from zjtx_kg.model import Finding, Span

MARKER = re.compile(rf"\?({SYLLABLE})\)")
LONGEST_RUN = 60
DOMINANCE = 10
FEWEST_READ = 2  # occurrences of a character known by its reading, and of one known by its second byte alone
FEWEST_UNREAD = 10
FOLDED_QUESTION_MARK = b"\xa3\xbf"
PUNCTUATION = "。、“”‘’《》〔〕〈〉—…·，；：！？（）"
FULL_WIDTH = 0xFEE0  # from ASCII to the full-width form that it was folded from
# The user areas of GBK: first code point, first row, first byte of a row and code points in it (without 7F).
USER_AREAS = ((0xE000, 0xAA, 0xA1, 94), (0xE234, 0xF8, 0xA1, 94), (0xE4C6, 0xA1, 0x40, 96), (0xE766, 0, 0, 1))
RULE = "clean.byteshift"


def gbk(character: str) -> bytes:
    """The two bytes of a character in GBK with its user areas, of ASCII its full-width form; empty for others."""
    if "!" <= character <= "~":
        character = chr(ord(character) + FULL_WIDTH)
    for area, after in pairwise(USER_AREAS):
        if area[0] <= ord(character) < after[0]:
            row, column = divmod(ord(character) - area[0], area[3])
            return bytes((area[1] + row, area[2] + column + (area[3] == 96 and column >= 63)))
    try:
        code = character.encode("gbk")
    except UnicodeEncodeError:
        return b""
    return code if len(code) == 2 else b""


@lru_cache(maxsize=65536)
def character(lead: int, trail: int) -> str:
    """The Chinese character or punctuation mark of two GBK bytes; empty where there is none."""
    try:
        found = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return fold(found) if "㐀" <= found <= "鿿" or found in PUNCTUATION else ""


@dataclass(frozen=True)
class Evidence:
    """What the document itself prints: the measure of what a repair may assume."""

    text: str

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each character occurs."""
        return Counter(self.text)

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often each pair of neighbours occurs."""
        return Counter(zip(self.text, self.text[1:], strict=False))

    def dominant(self, candidates: Sequence[str], fewest: int) -> str:
        """The only candidate, or the one that occurs `fewest` times and ten times as often as any other; else empty."""
        ranked = sorted(candidates, key=lambda one: (-self.counts[one], one))
        if len(ranked) == 1:
            return ranked[0]
        if ranked and self.counts[ranked[0]] >= max(fewest, DOMINANCE * self.counts[ranked[1]]):
            return ranked[0]
        return ""

    def after(self, before: str, candidates: list[str]) -> str:
        """The candidate behind `before`: the dominant one, or the most frequent if it alone stands there elsewhere."""
        following = [one for one in candidates if self.pairs[before, one]]
        if len(following) == 1 and self.pairs[before, following[0]] > 1:
            alone = following[0]
            return alone if self.counts[alone] == max(self.counts[one] for one in candidates) else ""
        return self.dominant(candidates, FEWEST_UNREAD)

    def plausible(self, repaired: str) -> bool:
        """Whether each character occurs in the document or is one of the 3755 common ones of GB 2312."""
        return all(one in self.counts or b"\xb0" <= gbk(one)[:1] <= b"\xd7" for one in repaired)


def mend_byte_shift(text: MappedText) -> MappedText:
    """Runs read one byte off, set right where it is certain, else reported."""
    markers = list(MARKER.finditer(text.text))
    if not markers:
        return text
    evidence = Evidence(text.text)
    edits: list[Edit] = []
    findings = []
    start = len(text.text)
    for marker in reversed(markers):
        if marker.end() > start:  # a false reading inside a run that is already set right
            continue
        edit = _mend(text.text, marker, evidence)
        if edit:
            edits.append(edit)
            start = edit.span.start
        elif _lost_byte(text.text, marker, evidence):
            place = text.source_span(Span(*marker.span()))
            findings.append(Finding(RULE, f"text before {marker[0]} may be read one byte off", span=place))
    return text.report(reversed(findings)).edit(reversed(edits))


def _lost_byte(text: str, marker: re.Match[str], evidence: Evidence) -> str:
    """The character that the byte before a `?` and the lost byte in it make up, known by its reading."""
    before = gbk(text[marker.start() - 1]) if marker.start() else b""
    if not before:
        return ""
    return evidence.dominant(_read(before[1], marker[1]), FEWEST_READ)


@lru_cache(maxsize=4096)
def _read(lead: int, letters: str) -> tuple[str, ...]:
    """The characters of that first byte and reading."""
    made = (character(lead, trail) for trail in range(0x40, 0xFF))
    return tuple(one for one in made if one and letters in readings(one))


def _mend(text: str, marker: re.Match[str], evidence: Evidence) -> Edit | None:
    """The run that ends in `marker` with its bytes paired anew from right to left."""
    last = _lost_byte(text, marker, evidence)
    if not last:
        return None
    mended = [last]
    at = marker.start() - 1
    trail = gbk(text[at])[0]
    while at > max(0, marker.start() - LONGEST_RUN):
        at -= 1
        start, found, code = _pair(text, at, trail, mended[-1], evidence)
        if not found:
            return None
        mended.append(found)
        if not code:
            words = "".join(reversed(mended))
            return Edit(Span(start, marker.end()), words, RULE) if evidence.plausible(words) else None
        trail = code[0]
    return None


def _pair(text: str, at: int, trail: int, following: str, evidence: Evidence) -> tuple[int, str, bytes]:
    """What `trail` makes with the character at `at`: its place, the character, and the bytes there that go on.

    The bytes are empty where the run begins there.
    """
    if text[at] == "?":
        found = character(FOLDED_QUESTION_MARK[1], trail)
        if found and (found, following) in evidence.pairs:
            return at, found, FOLDED_QUESTION_MARK
        candidates = [one for one in (character(lead, trail) for lead in range(0x81, 0xFF)) if one]
        return at, evidence.after(text[at - 1 : at], candidates), b""
    if text[at] == ")":
        return _false_reading(text, at, trail, evidence)
    code = gbk(text[at])
    return at, character(code[1], trail) if code else "", code


def _false_reading(text: str, at: int, trail: int, evidence: Evidence) -> tuple[int, str, bytes]:
    """The character whose first byte a reading put inside it took away."""
    start = text.rfind("?", max(0, at - 12), at)
    marker = MARKER.fullmatch(text, start, at + 1) if start >= 0 else None
    made = _lost_byte(text, marker, evidence) if marker else ""
    return start, character(gbk(made)[1], trail) if made else "", b""
