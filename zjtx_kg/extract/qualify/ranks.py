"""Levels, grades and scopes that share a head: 国家、省、市级示范基地."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zjtx_kg.extract.qualify.lists import rule, split_list
from zjtx_kg.model import Span

PHRASES = 512  # of one document, asked for while they are divided and again when they are made whole
RUNS = ("standard-run", "level-run", "recognised-run", "grade-run")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the phrases that a phrase with shared parts stands for.

    Args:
        text: the phrase made whole.
        start: offset in the shared phrase at which a quote of this one begins.
        rank: index among the levels, grades or scopes that share a head.
        item: index among the things of the list.
    """

    text: str
    start: int = 0
    rank: int = 0
    item: int = 0


@lru_cache(maxsize=PHRASES)
def ranked(phrase: str) -> tuple[Part, ...]:
    """One part for each member of the first run of levels, scopes or grades."""
    for name in RUNS:
        if run := rule(name).search(phrase):
            return tuple(_share(phrase, run, Span(*run.span())))
    return (Part(phrase),)


def runs(text: str) -> list[Span]:
    """The places of all runs of levels, scopes or grades."""
    return [Span(*run.span()) for name in RUNS for run in rule(name).find(text)]


def _share(phrase: str, run: re.Match[str], span: Span) -> list[Part]:
    members = split_list(run[0], rule("any-mark"))
    completed = _completed([member.of(run[0]) for member in members])
    before, after = phrase[: span.start], phrase[span.end :]
    return [
        Part(before + words + after, 0 if before else member.start, rank)
        for rank, (member, words) in enumerate(zip(members, completed, strict=True))
    ]


def _completed(members: Sequence[str]) -> list[str]:
    """The members with what the next one prints for them too: 级 of 国家、省、市级, 等奖 of 一、二等奖和优胜奖."""
    completed, suffix = [], ""
    for member in reversed(members):
        found = rule("rank-suffix").search(member)
        suffix = found[0] if found else suffix
        completed.append(member if found else member + suffix)
    return completed[::-1]
