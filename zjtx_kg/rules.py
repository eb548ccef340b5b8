"""Rules of language as described data: patterns and word lists in TOML, with examples that tests run both ways.

A rule file holds `[fragments]` (named patterns), `[lists.NAME]` (word lists) and `[[rules]]`. `(?&name)` in a pattern
stands for the fragment or list of that name, in the file itself or in `shared.toml`; of a list the longest word wins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from zjtx_kg.errors import VocabularyError
from zjtx_kg.patterns import compile_pattern, either
from zjtx_kg.resources import PACKAGE

SHARED = "shared"
PARTS = frozenset({"fragments", "lists", "rules"})
# What reading a broken file comes to: wrong bytes, TOML, keys, types, patterns.
BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, re.error)
REFERENCE = re.compile(r"\(\?&([a-z][a-z0-9-]*)\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the run of it that the rule must match first."""

    text: str
    match: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that says what it reads, with examples it must match and counterexamples it must not.

    Args:
        opens_text: whether the pattern can match at the beginning of a text only.
        search: the first match in a text, or None.
        find: all matches in a text, from left to right.
    """

    id: str
    says: str
    pattern: re.Pattern[str]
    opens_text: bool
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
    # The pattern's own methods, since a document is searched thousands of times.
    search: Callable[..., re.Match[str] | None] = field(init=False, repr=False, compare=False)
    find: Callable[..., Iterator[re.Match[str]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "search", self.pattern.match if self.opens_text else self.pattern.search)
        object.__setattr__(self, "find", self.pattern.finditer)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules, word lists and fragments of one file, those that all files share among them."""

    name: str
    rules: Mapping[str, Rule]
    lists: Mapping[str, tuple[str, ...]]
    fragments: Mapping[str, str]

    def __getitem__(self, rule: str) -> Rule:
        """The rule of that id."""
        return self.rules[rule]


@cache
def load_rules(name: str, folder: Path = PACKAGE / "rules") -> RuleSet:
    """The rules of `rules/NAME.toml`; `VocabularyError` with file and entry where it is broken."""
    path = folder / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := sorted(set(data) - PARTS):
            raise ValueError(f"unknown part {', '.join(unknown)}")
        lists = {key: tuple(entry["words"]) for key, entry in data.get("lists", {}).items()}
        fragments = data.get("fragments", {}) | {key: either(words) for key, words in lists.items()}
        if name != SHARED and (folder / f"{SHARED}.toml").exists():
            shared = load_rules(SHARED, folder)
            if twice := sorted(shared.fragments.keys() & fragments.keys()):
                raise ValueError(f"{', '.join(twice)} stands in {SHARED}.toml too")
            lists, fragments = {**shared.lists, **lists}, {**shared.fragments, **fragments}
        rules: dict[str, Rule] = {}
        for entry in data.get("rules", []):
            if entry["id"] in rules:
                raise ValueError(f"the rule {entry['id']} stands twice")
            rules[entry["id"]] = _rule(name, entry, fragments)
    except BROKEN as error:
        raise VocabularyError(
            f"broken rule file ({error!r})", where=str(path), remedy="Mend the entry named."
        ) from error
    return RuleSet(name, rules, lists, fragments)


def _rule(file: str, entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    try:
        says = entry["says"]
        pattern, opens_text = compile_pattern(_expand(entry["pattern"], fragments))
        return Rule(
            id=f"{file}.{entry['id']}",
            says=says,
            pattern=pattern,
            opens_text=opens_text,
            examples=tuple(_example(raw) for raw in entry["examples"]),
            counterexamples=tuple(entry.get("counterexamples", ())),
        )
    except BROKEN as error:
        raise ValueError(f"rule {entry.get('id')}: {error!r}") from error


def _example(raw: object) -> Example:
    match raw:
        case [str(text), str(match)]:
            return Example(text, match)
    raise ValueError(f"an example is [text, what must match], not {raw!r}")


def _expand(pattern: str, fragments: Mapping[str, str], around: tuple[str, ...] = ()) -> str:
    """The pattern with its fragments written out, fragments inside fragments too; `around` are those it lies in."""

    def written_out(found: re.Match[str]) -> str:
        name = found[1]
        if name in around:
            raise ValueError(f"the fragment {name} refers to itself")
        return f"(?:{_expand(fragments[name], fragments, (*around, name))})"

    return REFERENCE.sub(written_out, pattern)
