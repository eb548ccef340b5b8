"""Patterns made quick match what the plain ones match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.patterns import compile_pattern, either

LETTERS = st.text("aAbc1。\n", max_size=12)

PATTERNS = [
    "(?:ab|c)a?",  # a choice at the beginning
    "(?<!a)(?<![0-9])(?P<n>b|1+)c?",  # looks back first
    "(?:a|b)?c",  # the first part may be missing
    "(?=a)[a-c]+|1",  # looks ahead first
    "a*",  # may be empty
    "[^a]b|c",  # begins with what is not in a class
    "(?i)(?:ab|c)b|1a",  # letters of either case
    "(?i:a)b|cb",  # of either case in a part
    "(?m)^(?:ab|c)$",  # at the beginning of any line
    "^(?:ab|c)|^1",  # at the beginning of the text
    "(?:b|(?<=a)c)++1?",  # repeated without giving back
    r"(a|b)\1",  # names what it matched
    ".b",  # begins with anything
    "(?:a|$)",  # may match at the end, where no character follows
]


def found(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(match.span(), match.groups()) for match in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=LETTERS)
def test_quick_pattern_matches_the_same(pattern: str, text: str) -> None:
    quick, opens_text = compile_pattern(pattern)
    assert found(quick, text) == found(re.compile(pattern), text)
    if opens_text:
        assert (quick.match(text) is None) == (quick.search(text) is None)


def test_which_patterns_open_a_text() -> None:
    opening = [pattern for pattern in PATTERNS if compile_pattern(pattern)[1]]
    assert opening == ["^(?:ab|c)|^1"]


@given(st.lists(st.text("ab.]^-", min_size=1, max_size=4), min_size=1, max_size=9), st.text("ab.]^-", max_size=12))
def test_list_of_words_is_the_choice_of_them(words: list[str], text: str) -> None:
    plain = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    assert found(re.compile(either(words)), text) == found(plain, text)
    # What follows the list may make a shorter word of it fit.
    after = re.compile(f"(?:{plain.pattern})b$")
    assert found(re.compile(f"(?:{either(words)})b$"), text) == found(after, text)
