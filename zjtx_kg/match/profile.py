"""What a firm says of itself, read from words: of the command line, of a file or of an address."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from zjtx_kg.errors import ArgumentError, QueryError
from zjtx_kg.regions import Region, load_regions
from zjtx_kg.vocabulary import Vocabulary, load_vocabulary

STANDARD = "standard-"
PRIZES = ("quality-prize", "science-prize", "patent-prize", "contest-won")
FLAGS = ("moved-in", "listed", "quoted")  # occasions that have a word of their own
TITLES = ("reached", "new", "kept")
KEYS = ("region", *TITLES, "did", "standard", "prize", *FLAGS, "on")
NO = ("", "0", "no", "false")
MOST = 40  # words of a profile: each deed is asked for with each title
YES = ("1", "yes", "true", "on")
# Tiers that one reaches by an act: the occasion that the act is.
ACTS = {"above-scale": "scale-passed", "listed": "listed"}

T = TypeVar("T")
Words = Mapping[str, Sequence[str]]  # values by key, each as written


class UnknownRegionError(QueryError):
    """A region that a profile names is none."""


@dataclass(frozen=True, slots=True)
class Title:
    """A tier that a firm has.

    Args:
        tier: notation.
        level: who recognised it; None where the firm does not say.
        how: whether it has had it (`reached`), has it newly (`new`) or anew after it ran out (`kept`).
    """

    tier: str
    level: str | None
    how: str


@dataclass(frozen=True, slots=True)
class Deed:
    """An occasion of the vocabulary that is given with a firm; `level` as of `Title`."""

    occasion: str
    level: str | None


@dataclass(frozen=True, slots=True)
class Profile:
    """A firm as the match sees it.

    Args:
        regions: where it looks for awards; none for everywhere.
        titles: the tiers it has.
        deeds: what it has done.
        day: the day asked about, ISO 8601; None for none.
    """

    regions: tuple[Region, ...]
    titles: tuple[Title, ...]
    deeds: tuple[Deed, ...]
    day: str | None = None


def read_profile(words: Words) -> Profile:
    """The profile that these words give (docs/match.md).

    Raises:
        QueryError: a key or a word is not known, or nothing or too much is said of the firm; the message lists what
            is known.
    """
    given = {key: [each.strip() for each in values if each.strip()] for key, values in words.items()}
    if unknown := sorted(key for key in given if key not in KEYS):
        raise QueryError(f"there is no {unknown[0][:40]!r} in a profile", remedy=f"Known are: {', '.join(KEYS)}.")
    if sum(map(len, given.values())) > MOST:
        raise QueryError(f"the profile has more than {MOST} words", remedy="Ask for parts of it, one after the other.")
    if len(given.get("on", ())) > 1:
        raise QueryError("on is set more than once", remedy="Give one day.")
    tiers = load_vocabulary("tiers")
    titles = [Title(*_levelled(word, how, tiers), how) for how in TITLES for word in given.get(how, ())]
    profile = Profile(
        regions=_distinct(_region(word) for word in given.get("region", ())),
        titles=_distinct(title for title in titles if title.tier not in ACTS),
        deeds=_distinct([*_deeds(given), *(Deed(ACTS[each.tier], each.level) for each in titles if each.tier in ACTS)]),
        day=_day(given.get("on", ())),
    )
    if not profile.titles and not profile.deeds:
        remedy = "Say what it has reached or done, such as new=national:little-giant, moved-in=1 or did=patent."
        raise QueryError("the profile tells nothing of the firm", remedy=remedy)
    return profile


def load_profile(path: Path) -> dict[str, list[str]]:
    """The words of a profile in a TOML or JSON file: keys as in `KEYS`, each with a word, a list of words or a truth.

    Raises:
        ArgumentError: the file cannot be read, or holds something else.
    """
    parse: Callable[[str], object] = json.loads if path.suffix == ".json" else tomllib.loads
    try:
        data = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        problem = f"no profile can be read ({error})"
        raise ArgumentError(problem, where=str(path), remedy="Give TOML or .json.") from error
    if not isinstance(data, dict):
        raise ArgumentError("a profile is a table of keys", where=str(path), remedy=f"Known are: {', '.join(KEYS)}.")
    return {str(key): [_word(each, key, path) for each in _listed(value)] for key, value in data.items()}


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _word(value: object, key: object, path: Path) -> str:
    match value:
        case bool():
            return YES[0] if value else NO[1]
        case str() | int():
            return str(value)
        case datetime.date():
            return value.isoformat()
    raise ArgumentError(f"{key} holds {value!r}", where=str(path), remedy="Give a word or a list of words.")


def _deeds(given: Words) -> list[Deed]:
    occasions = load_vocabulary("occasions")
    standards = tuple(each.removeprefix(STANDARD) for each in occasions.concepts if each.startswith(STANDARD))
    done = [Deed(*_levelled(word, "did", occasions)) for word in given.get("did", ())]
    done += [Deed(STANDARD + _one_of(word, "standard", standards), None) for word in given.get("standard", ())]
    prizes = [_levelled(word, "prize", occasions, PRIZES) for word in given.get("prize", ())]
    done += [Deed(*prize) for prize in prizes]
    return done + [Deed(flag, None) for flag in FLAGS if _is_set(flag, given.get(flag, ()))]


def _levelled(
    word: str, key: str, vocabulary: Vocabulary, among: Sequence[str] | None = None
) -> tuple[str, str | None]:
    """The notation and level of `LEVEL:NOTATION`, or the notation alone."""
    level, colon, notation = word.rpartition(":")
    found = _one_of(notation, key, tuple(among or vocabulary.concepts), vocabulary)
    return found, _one_of(level, f"the level of {key}", tuple(load_vocabulary("levels").concepts)) if colon else None


def _one_of(word: str, key: str, known: Sequence[str], vocabulary: Vocabulary | None = None) -> str:
    if word in known:
        return word
    labels = {each: f"{each} {concept.label_zh}" for each, concept in vocabulary.concepts.items()} if vocabulary else {}
    told = ", ".join(labels.get(each, each) for each in known)
    raise QueryError(f"{key} {word[:40]!r} is not known", remedy=f"Known are: {told}.")


def _is_set(flag: str, values: Sequence[str]) -> bool:
    if wrong := [each for each in values if each.lower() not in (*YES, *NO)]:
        raise QueryError(f"{flag} cannot be {wrong[0][:40]!r}", remedy=f"Known are: {', '.join((*YES, *NO[1:]))}.")
    return any(each.lower() in YES for each in values)


def _region(word: str) -> Region:
    """The region of that code or name, which must be one of those that stand."""
    regions = load_regions()
    if (by_code := regions.get(word)) is not None:
        return by_code
    named = regions.named(word)
    standing = [each for each in named if each.until is None] or list(named)
    if len(standing) == 1:
        return standing[0]
    told = ", ".join(f"{each.code} {_place(each)}" for each in standing)
    remedy = f"Give the code of one of: {told}." if told else "Give the name or the code of GB/T 2260, such as 420100."
    problem = f"the region {word[:40]!r} is {'not the only one' if told else 'not known'}"
    raise (QueryError if told else UnknownRegionError)(problem, remedy=remedy)


def _place(region: Region) -> str:
    return "".join(each.name for each in reversed((region, *load_regions().ancestors(region.code))))


def _day(values: Sequence[str]) -> str | None:
    if not values:
        return None
    try:
        return datetime.date.fromisoformat(values[0]).isoformat()
    except ValueError as error:
        raise QueryError(f"on cannot be {values[0][:40]!r}", remedy="Give a day such as 2022-12-31.") from error


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
