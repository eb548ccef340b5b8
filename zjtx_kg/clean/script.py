"""Traditional characters to simplified ones, in text that really is traditional."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

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


def _encodes(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False


def _class(characters: set[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted(characters)) + "]" if characters else r"(?!)")


def evidence(text: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the traditional-only and the simplified-only characters of a text.

    What GB 2312 lacks and the converter changes is traditional; what GB 2312 has and Big5 lacks is simplified. What
    both have (乾, 后, 着, 台, 里) tells nothing.
    """
    chinese = {one for one in set(text) if one >= "㐀"}
    simplified = {one for one in chinese if _encodes(one, "gb2312")}
    traditional = {one for one in chinese - simplified if simplify(one) != one}
    return _class(traditional), _class({one for one in simplified if not _encodes(one, "big5")})


def simplify_script(text: MappedText) -> MappedText:
    """Lines in traditional characters converted by phrases; simplified text passes unchanged.

    In a document that is mostly traditional every line with a traditional character is converted; in a simplified one
    only lines that are traditional themselves, so that a rare form in a name stays.
    """
    traditional, simplified = evidence(text.text)
    strange = len(traditional.findall(text.text))
    if not strange:
        return text
    mostly = strange > len(simplified.findall(text.text))
    edits: list[Edit] = []
    for line in lines(text.text):
        words = line.of(text.text)
        found = len(traditional.findall(words))
        if found and (mostly or found > max(FEWEST_IN_SIMPLIFIED - 1, len(simplified.findall(words)))):
            edits += _changes(words, simplify(words), line.start)
    return text.edit(edits)


def _changes(words: str, converted: str, start: int) -> list[Edit]:
    """One edit for each run of characters that differ."""
    differing = (i for i, (old, new) in enumerate(zip(words, converted, strict=True)) if old != new)
    edits = []
    for _, group in groupby(enumerate(differing), key=lambda pair: pair[1] - pair[0]):
        run = [i for _, i in group]
        edits.append(Edit(Span(run[0], run[-1] + 1).shift(start), converted[run[0] : run[-1] + 1], RULE))
    return edits
