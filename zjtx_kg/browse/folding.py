"""Words as they are searched: width, case and script do not count; each character stands for one, so places stay."""

from __future__ import annotations

import unicodedata

from zjtx_kg.clean.script import converter


class _Forms(dict[int, str]):
    """Character → its folded form, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        for form in (_plain, str.lower, converter().convert):
            changed: str = form(character)
            character = changed if len(changed) == 1 else character
        self[code] = character
        return character


_FORMS = _Forms({ord("∶"): ":"})  # the sign of ratios, which NFKC leaves


def folded(text: str) -> str:
    """The text in simplified characters, half width and lower case; as long as before.

    Each character is folded by itself, so a part of a text is folded as it is in the whole.
    """
    return text.translate(_FORMS)


def _plain(character: str) -> str:
    return unicodedata.normalize("NFKC", character)
