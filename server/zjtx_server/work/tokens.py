"""The tokens of a query, as far as it takes to tell a keyword from a string, comment, IRI, variable or prefixed name.

The engine parses; this only looks at a text before it is parsed, and where the engine keeps what it parsed to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*\')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|(?P<variable>[?$]\w+)|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"""
    r"""|(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)"""
    r"""|(?P<keyword>[A-Za-z]+)"""
    r"""|(?P<other>\S)""",
    re.DOTALL,
)
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})


class Token(NamedTuple):
    """A token, the name of its kind in `TOKEN`, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The keyword in capitals; empty when it is something else."""
        return self.text.upper() if self.kind == "keyword" else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without its comments."""
    for found in TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "comment":
            yield Token(found.lastgroup, found[0], found.start())


def has_keyword(text: str, keyword: str) -> bool:
    """Whether a bare word, given in capitals, stands in a query outside of strings, comments, IRIs and names."""
    return keyword in text.upper() and any(token.keyword == keyword for token in tokens(text))


def form(text: str) -> Token | None:
    """The first token after the prologue: the form of a query, or the kind of an update; none in an empty text."""
    words = (token for token in tokens(text) if token.kind not in {"iri", "name"})
    return next((word for word in words if word.keyword not in PROLOGUE), None)
