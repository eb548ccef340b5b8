"""The languages of the pages, and the beginning of an address that asks for one of them."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """A language that pages are in.

    Args:
        tag: as HTML has it (BCP 47).
        locale: as Babel has it.
        prefix: what addresses of its pages begin with, after the prefix of the server.
        name: in itself.
    """

    tag: str
    locale: str
    prefix: str
    name: str


CHINESE = Language("zh-CN", "zh_Hans_CN", "", "中文")
ENGLISH = Language("en", "en", "/en", "English")
LANGUAGES = (CHINESE, ENGLISH)


def language_of(path: str) -> tuple[Language, str]:
    """The language that a path asks for, and the path without that."""
    for language in LANGUAGES:
        if language.prefix and (path == language.prefix or path.startswith(f"{language.prefix}/")):
            return language, path[len(language.prefix) :] or "/"
    return CHINESE, path
