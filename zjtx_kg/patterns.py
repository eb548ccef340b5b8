"""Patterns written so that a search passes quickly over the places where they cannot match; they match the same.

A search tries a pattern at each place of a text. Most places can be told by one character: a pattern whose matches
all begin with one of some characters gets a look at the next one in front, and so does a list of words, which is
told apart letter by letter. A pattern that can only stand at the beginning of a text is tried there alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

try:  # parts of CPython's own, which another version may lack: then patterns are compiled as they stand
    from re import _constants as code  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:
    parser = None

Range = tuple[int, int]
"""The first and the last code point of a run of characters."""

GLOBAL_FLAGS = re.compile(r"\(\?[a-z]+\)")
FEWEST_WORDS = 4  # of a list that is worth a look at the next character


def compile_pattern(pattern: str) -> tuple[re.Pattern[str], bool]:
    """The pattern compiled, and whether it can match at the beginning of a text only.

    It gets a look at the next character in front where all its matches begin with some few.
    """
    if parser is None:
        return re.compile(pattern), False
    parsed = list(parser.parse(pattern))
    flags = GLOBAL_FLAGS.match(pattern)
    if not flags and _opens_text(parsed):
        return re.compile(pattern), True
    ranges = _first_characters(parsed)
    if not ranges or (not flags and _looks_ahead_itself(parsed)):
        return re.compile(pattern), False
    start = flags.end() if flags else 0
    return re.compile(f"{pattern[:start]}(?={_class(ranges)})(?:{pattern[start:]})"), False


def either(words: Iterable[str]) -> str:
    """A pattern for the words of a list, at each place the longest first; of none it matches nothing."""
    known = sorted(set(words))
    if not known:
        return "(?!)"
    written = _letter_by_letter(known)
    firsts = {(ord(word[0]), ord(word[0])) for word in known if word}
    return f"(?={_class(firsts)}){written}" if len(firsts) >= FEWEST_WORDS and "" not in known else written


def _opens_text(items: Sequence[Any]) -> bool:
    while items and items[0][0] is code.SUBPATTERN:
        items = [*items[0][1][-1], *items[1:]]
    return bool(items) and tuple(items[0]) == (code.AT, code.AT_BEGINNING)


def _looks_ahead_itself(items: Sequence[Any]) -> bool:
    """Whether the search does it by itself: it knows literals and classes at the beginning, also those of choices."""
    operation, argument = items[0]
    if operation is code.SUBPATTERN:
        return len(argument[-1]) > 0 and _looks_ahead_itself(argument[-1])
    if operation is code.BRANCH:
        return all(len(branch) and branch[0][0] is code.LITERAL for branch in argument[1])
    return operation in (code.LITERAL, code.IN)


def _letter_by_letter(words: Sequence[str]) -> str:
    """The sorted words by their first letters, those that share one together; of two that fit the longer first."""
    if len(words) == 1:
        return re.escape(words[0])
    groups: dict[str, list[str]] = {}
    for word in words:
        if word:
            groups.setdefault(word[0], []).append(word[1:])
    branches = [re.escape(letter) + _letter_by_letter(rests) for letter, rests in groups.items()]
    return f"(?:{'|'.join([*branches, ''] if '' in words else branches)})"


def _class(ranges: Iterable[Range]) -> str:
    return f"[{''.join(_run(first, last) for first, last in sorted(ranges))}]"


def _run(first: int, last: int) -> str:
    return re.escape(chr(first)) if first == last else f"{re.escape(chr(first))}-{re.escape(chr(last))}"


def _first_characters(items: Sequence[Any]) -> set[Range] | None:
    """The characters of which one begins each match; None where any may, or where a match may be empty."""
    if not items:
        return None
    (operation, argument), rest = items[0], items[1:]
    if operation is code.LITERAL:
        return {(argument, argument)}
    if operation is code.IN:
        return _members(argument)
    choices = _choices(operation, argument, rest)
    return _united(choices) if choices else None


def _choices(operation: Any, argument: Any, rest: Sequence[Any]) -> list[Sequence[Any]]:
    """What a part of a pattern comes to, each time with the rest behind it; none where that is not known."""
    match operation:
        case code.BRANCH:
            return [[*branch, *rest] for branch in argument[1]]
        case code.SUBPATTERN:
            _, added_flags, _, inside = argument
            return [] if added_flags & re.IGNORECASE else [[*inside, *rest]]
        case code.ATOMIC_GROUP:
            return [[*argument, *rest]]
        case code.MAX_REPEAT | code.MIN_REPEAT | code.POSSESSIVE_REPEAT:
            least, _, inside = argument
            return [[*inside, *rest]] if least else [[*inside, *rest], rest]
        case code.ASSERT | code.ASSERT_NOT | code.AT:
            return [rest]
    return []


def _members(characters: Sequence[Any]) -> set[Range] | None:
    """The runs of a class; None of one that excludes characters or names them by kind."""
    ranges = set()
    for operation, argument in characters:
        if operation is code.LITERAL:
            ranges.add((argument, argument))
        elif operation is code.RANGE:
            ranges.add(tuple(argument))
        else:
            return None
    return ranges


def _united(choices: Iterable[Sequence[Any]]) -> set[Range] | None:
    """What begins one of the choices."""
    united: set[Range] = set()
    for choice in choices:
        ranges = _first_characters(choice)
        if ranges is None:
            return None
        united |= ranges
    return united
