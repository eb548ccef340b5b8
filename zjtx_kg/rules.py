"""Rules of language as described data: patterns and word lists in TOML, with examples that tests run both ways.

A rule file holds `[fragments]` (named patterns), `[lists.NAME]` (word lists) and `[[rules]]`. `(?&name)` in a pattern
stands for the fragment or list of that name; of a list the longest word wins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zjtx_kg.errors import VocabularyError
from zjtx_kg.resources import PACKAGE

REFERENCE = re.compile(r"\(\?&([a-z][a-z0-9-]*)\)")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the run of it that the rule must match first."""

    text: str
    match: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that says what it reads, with examples it must match and counterexamples it must not."""

    id: str
    says: str
    pattern: re.Pattern[str]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in `text`, from left to right."""
        return self.pattern.finditer(text)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match in `text` from `start` on."""
        return self.pattern.search(text, start)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules and word lists of one file."""

    name: str
    rules: Mapping[str, Rule]
    lists: Mapping[str, tuple[str, ...]]

    def __getitem__(self, rule: str) -> Rule:
        """The rule of that id."""
        return self.rules[rule]


@cache
def load_rules(name: str, folder: Path = PACKAGE / "rules") -> RuleSet:
    """The rules of `rules/NAME.toml`; `VocabularyError` where the file is broken."""
    path = folder / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        lists = {key: tuple(entry["words"]) for key, entry in data.get("lists", {}).items()}
        fragments = data.get("fragments", {}) | {key: _either(words) for key, words in lists.items()}
        rules = {entry["id"]: _rule(name, entry, fragments) for entry in data.get("rules", [])}
    except (OSError, tomllib.TOMLDecodeError, KeyError, re.error) as error:
        problem = f"broken rule file ({error!r})"
        raise VocabularyError(problem, where=str(path), remedy="Mend the entry named.") from error
    return RuleSet(name, rules, lists)


def _rule(file: str, entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    return Rule(
        id=f"{file}.{entry['id']}",
        says=entry["says"],
        pattern=re.compile(_expand(entry["pattern"], fragments)),
        examples=tuple(Example(text, match) for text, match in entry["examples"]),
        counterexamples=tuple(entry.get("counterexamples", ())),
    )


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    """The pattern with its fragments written out, fragments inside fragments too."""
    while REFERENCE.search(pattern):
        pattern = REFERENCE.sub(lambda found: f"(?:{fragments[found[1]]})", pattern)
    return pattern
