"""Links as values: which two things, on what ground, by which method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from zjtx_kg.model import Span

Grade = Literal["nearly-same", "same-action"]
Mapping = Literal["exactMatch", "closeMatch"]


class Method(NamedTuple):
    """How links of a kind are made; the version rises whenever the same documents would give other links."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, order=True)
class Counterpart:
    """Two measures of different places that take the same action.

    Args:
        a, b: IRIs of the measures, `a` before `b`.
        score: likeness from 0 to 1, rounded to two decimals.
        grade: whether the words are nearly the same too.
        ground: why, in Chinese.
        themes, instruments, tiers: notations of what both have, sorted.
        words: what both say in the same words, the longest first.
    """

    a: str
    b: str
    score: float
    grade: Grade
    ground: str
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    method: ClassVar[Method] = Method("weighted-words", "1.2")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A run of a document's clean text."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, order=True)
class SharedPassage:
    """A passage that two documents share word for word, in the words of the first; `a` is of the earlier id."""

    a: Place
    b: Place
    words: str
    method: ClassVar[Method] = Method("common-runs", "1.0")


@dataclass(frozen=True, slots=True, order=True)
class StepMatch:
    """Steps of the ladders of two documents that are one tier: IRIs, how they match, and why, in Chinese."""

    a: str
    b: str
    mapping: Mapping
    score: float
    ground: str
    method: ClassVar[Method] = Method("same-tier-and-level", "1.0")


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a release, each kind sorted."""

    counterparts: tuple[Counterpart, ...] = ()
    passages: tuple[SharedPassage, ...] = ()
    steps: tuple[StepMatch, ...] = ()
