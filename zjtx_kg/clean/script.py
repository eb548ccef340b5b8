"""Traditional characters to simplified ones, in text that really is traditional."""

from __future__ import annotations

import re
from functools import lru_cache

from opencc import OpenCC

from zjtx_kg.clean.mapped import Edit, MappedText, lines
from zjtx_kg.model import Span

RULE = "clean.script"
FEWEST_IN_SIMPLIFIED = 3


@lru_cache(maxsize=1)
def converter() -> OpenCC:
    """The converter by phrases; loading takes some milliseconds."""
    return OpenCC("t2s")


def simplify(line: str) -> str:
    """`line` in simplified characters, one for one."""
    converted: str = converter().convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(single if len(single := converter().convert(one)) == 1 else one for one in line)


@lru_cache(maxsize=65536)
def _is_simplified(character: str) -> bool:
    """Whether the character is Chinese of simplified text only: GB 2312 has it, Big5 lacks it."""
    return character >= "㐀" and _encodes(character, "gb2312") and not _encodes(character, "big5")


@lru_cache(maxsize=65536)
def _is_traditional(character: str) -> bool:
    """Whether the converter changes a character that GB 2312 lacks: such a one is of traditional text only."""
    return simplify(character) != character


@lru_cache(maxsize=1)
def outside_gb2312() -> re.Pattern[str]:
    """A pattern of the Chinese characters that GB 2312 lacks, a few in simplified text."""
    codes = (bytes((row, column)) for row in range(0xB0, 0xF8) for column in range(0xA1, 0xFF))
    members = "".join(code.decode("gb2312", "ignore") for code in codes)
    return re.compile(f"[^\0-\u33ff{members}]")


def _encodes(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def _count(text: str, characters: frozenset[str]) -> int:
    """How many characters of `text` are among `characters`."""
    return sum(map(characters.__contains__, text))


def simplify_script(text: MappedText) -> MappedText:
    """Lines in traditional characters converted by phrases; simplified text passes unchanged.

    In a document that is mostly traditional every line with a traditional character is converted; in a simplified one
    only lines that are traditional themselves, so that a rare form in a name stays.
    """
    # What both scripts have (乾, 后, 着, 台, 里) tells nothing.
    traditional = frozenset(filter(_is_traditional, set(outside_gb2312().findall(text.text))))
    if not traditional:
        return text
    simplified = frozenset(filter(_is_simplified, set(text.text)))
    mostly = _count(text.text, traditional) > _count(text.text, simplified)
    edits: list[Edit] = []
    for line in lines(text.text):
        words = line.of(text.text)
        found = _count(words, traditional)
        if found and (mostly or found > max(FEWEST_IN_SIMPLIFIED - 1, _count(words, simplified))):
            edits += _changes(words, simplify(words), line.start)
    return text.edit(edits)


def _changes(words: str, converted: str, start: int) -> list[Edit]:
    """One edit for each run of characters that differ."""
    runs: list[list[int]] = []
    for i, (old, new) in enumerate(zip(words, converted, strict=True)):
        if old == new:
            continue
        if runs and runs[-1][1] == i:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return [Edit(Span(start + first, start + end), converted[first:end], RULE) for first, end in runs]
