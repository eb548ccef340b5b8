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
    r"""|(?P<word>[\w.-]+)"""
    r"""|(?P<other>&&|\|\||\^\^|[<>!]=|\S)""",
    re.DOTALL,
)
KEYWORD = re.compile(r"[A-Za-z]+")
UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
SERVICE = "SERVICE"
PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})


class Token(NamedTuple):
    """A token, its kind ("keyword", or the name of a group of `TOKEN`), and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The keyword in capitals; empty when it is something else."""
        return self.text.upper() if self.kind == "keyword" else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query, without its comments; a word such as `1.FILTER` is read as the keywords in it."""
    for found in TOKEN.finditer(text):
        if found.lastgroup == "word":
            for part in KEYWORD.finditer(found[0]):
                yield Token("keyword", part[0], found.start() + part.start())
        elif found.lastgroup and found.lastgroup != "comment":
            yield Token(found.lastgroup, found[0], found.start())


def mentions_service(text: str) -> bool:
    """Whether the letters stand anywhere in a query: a quick look, and most do not need another."""
    return SERVICE in text.upper()


def calls_service(text: str) -> bool:
    """Whether SERVICE stands in a query outside of strings, comments, IRIs, variables and the names of things.

    The engine also takes it without a blank: before a name, as in `SERVICE:x {}` or `SERVICESILENTex:x {}`, and after
    a number or a truth value.
    """
    if not mentions_service(text):
        return False
    before = ""
    name = False
    for token in tokens(text):
        if SERVICE in token.keyword or (name and token.text == "{"):
            return True
        prefix = token.text.partition(":")[0].upper() if token.kind == "name" else ""
        name = SERVICE in prefix and before not in {"GRAPH", "FROM", "NAMED"}
        before = token.keyword
    return False


def form(text: str) -> Token | None:
    """The first token after the prologue: the form of a query, or the kind of an update; none in an empty text."""
    words = (token for token in tokens(text) if token.kind not in {"iri", "name"})
    return next((word for word in words if word.keyword not in PROLOGUE), None)


def usual(text: str) -> str:
    """The query with `true` and `false` in lower case, for the engine knows them in no other."""
    lower = text.lower()
    if all(lower.count(word) == text.count(word) for word in ("true", "false")):
        return text
    parts = list(text)
    for token in tokens(text):
        if token.keyword in {"TRUE", "FALSE"}:
            parts[token.start : token.start + len(token.text)] = token.text.lower()
    return "".join(parts)
