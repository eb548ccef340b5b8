"""What is wrong with a query that the engine could not parse, and where.

The engine tells the farthest place that it has looked at, and what it looked for there. After a word such as OPTIONAL
was looked for in vain, that lies up to the word's length behind the place where the text cannot be read on, which is
found by parsing the text up to each token in between.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from zjtx_server.work.refusals import RefusedError
from zjtx_server.work.tokens import UPDATES, Token, form, tokens, usual

ROOM = "\n" + " " * 30  # put behind a query, so that no word is looked for beyond its end
REPORT = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
RULE = re.compile(r"[A-Z]\w* [\w *]+")  # among what was looked for, a rule that the query breaks
NEAR = 30
NOTHING = ox.Store()
REMEDIES = {
    "Prefix not found": "Prefix not found; each has to be declared in the query, as in PREFIX zjtx: <https://…>"
}


def explain(text: str, base: str, error: SyntaxError) -> RefusedError:
    """The refusal of a query.

    Args:
        text: the query.
        base: for its relative IRIs.
        error: of the engine, which was given the text with ROOM behind.
    """
    start = form(text)
    if start is None:
        return RefusedError("syntax", "There is no query.", line=1, column=1)
    if start.keyword in UPDATES:
        message = f"{start.keyword} is refused: this endpoint answers queries, and nothing can be changed through it."
        return RefusedError("update", message, **_place(text, start.start))
    found = REPORT.fullmatch(str(error.msg))
    if found is None:
        return RefusedError("syntax", "The query is not valid SPARQL 1.1.")
    expected = found["expected"].split(", ")
    offset = _cannot_be_read_on(text, base, _offset(text, found), expected)
    place = _place(text, offset)
    near = text[offset : offset + NEAR].partition("\n")[0].strip()
    trouble = f"it cannot be read on from “{near}”" if near else "it ends too early"
    rule = next(filter(RULE.fullmatch, expected), trouble)
    why = REMEDIES.get(rule, rule)
    message = f"The query is not valid SPARQL 1.1, line {place['line']}, column {place['column']}: {why}."
    return RefusedError("syntax", message, **place)


def _place(text: str, offset: int) -> dict[str, int]:
    return {"line": text.count("\n", 0, offset) + 1, "column": offset - text.rfind("\n", 0, offset)}


def _offset(text: str, found: re.Match[str]) -> int:
    """The engine's place, in characters from the beginning; it may lie in the ROOM behind the text."""
    lines = (text + ROOM).split("\n")[: int(found["line"]) - 1]
    return sum(len(line) + 1 for line in lines) + int(found["column"]) - 1


def _cannot_be_read_on(text: str, base: str, farthest: int, expected: list[str]) -> int:
    """Where the token begins with which the text cannot be read on; the end of the text, where it just ends."""
    words = [len(item) if re.fullmatch(r"\w+", item) else 0 for item in expected if item != "[_]"]
    first = farthest - min(words, default=0)
    for token in tokens(text):
        end = token.start + len(token.text)
        if token.start > farthest:
            break
        if end > first and not _can_be_read_on(text, base, token):
            return max(token.start, first)
    return min(first, len(text.rstrip()))


def _can_be_read_on(text: str, base: str, last: Token) -> bool:
    """Whether a query can begin with the text up to a token: whether the engine misses something at the end only."""
    beginning = usual(text)[: last.start + len(last.text)]
    try:
        NOTHING.query(beginning + ROOM, base_iri=base)
    except SyntaxError as error:
        found = REPORT.fullmatch(str(error.msg))
        return found is None or _offset(beginning, found) >= len(beginning + ROOM)
    except (RuntimeError, OSError):  # it is read to its end, and fails later
        pass
    return True
