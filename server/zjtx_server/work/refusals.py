"""Why a query is not answered, in words for the person who asked."""

from __future__ import annotations

import re
from typing import Any

from zjtx_server.work.tokens import UPDATES, form

Head = dict[str, Any]

PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?(?P<expected>.*)", re.DOTALL)
ANYTHING = "[_]"
SENTENCE = re.compile(r"[A-Z]\w* [\w *]+")  # among the expected, a rule that was broken
# With room behind the query, the engine's search for a keyword does not run into its end and lose the place.
ROOM = "\n" + " " * 30
NEAR = 30


class RefusedError(Exception):
    """A request that is not answered."""

    def __init__(self, reason: str, message: str, **place: int) -> None:
        self.head: Head = {"reason": reason, "message": message, **place}
        super().__init__(message)


def syntax(text: str, error: SyntaxError) -> RefusedError:
    """What is wrong with the text of a query that the engine, given it with ROOM behind, could not parse.

    The place, `line` and `column` counted in characters from 1, is where the text could not be read on.
    """
    start = form(text)
    if start is None:
        return RefusedError("syntax", "There is no query.", line=1, column=1)
    if start.keyword in UPDATES:
        message = f"{start.keyword} is refused: this endpoint answers queries, and nothing can be changed through it."
        return RefusedError("syntax", message, **_place(text, start.start))
    found = PLACE.fullmatch(str(error.msg))
    if found is None:
        return RefusedError("syntax", "The query is not valid SPARQL 1.1.")
    expected = found["expected"].split(", ")
    offset = _offset(text, int(found["line"]), int(found["column"]) - _overrun(expected))
    place = _place(text, offset)
    near = text[offset : offset + NEAR].partition("\n")[0].rstrip()
    why = next(
        filter(SENTENCE.fullmatch, expected), f"it cannot be read on from “{near}”" if near else "it ends too early"
    )
    message = f"The query is not valid SPARQL 1.1, line {place['line']}, column {place['column']}: {why}."
    return RefusedError("syntax", message, **place)


def _place(text: str, offset: int) -> dict[str, int]:
    return {"line": text.count("\n", 0, offset) + 1, "column": offset - text.rfind("\n", 0, offset)}


def _overrun(expected: list[str]) -> int:
    """How far behind the place that it means the engine's column lies: by the keyword that it looked for there."""
    overruns = [len(item) if re.fullmatch(r"\w+", item) else 0 for item in expected if item != ANYTHING]
    return min(overruns, default=0)


def _offset(text: str, line: int, column: int) -> int:
    """The place in the text, put forward to the next character that is not blank."""
    before = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    offset = max(0, min(before + column - 1, len(text)))
    rest = text[offset:]
    return offset + len(rest) - len(rest.lstrip()) if rest.strip() else len(text.rstrip())
