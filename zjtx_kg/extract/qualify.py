"""What a phrase says of tier and level, and the phrases it stands for where a head or a level is shared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from zjtx_kg.model import Level, Span
from zjtx_kg.rules import Rule, load_rules
from zjtx_kg.vocabulary import Vocabulary

OPENING, CLOSING = "([“‘《〔〈", ")]”’》〕〉"
RUNS = ("standard-run", "level-run", "recognised-run", "grade-run")
LEVELS: tuple[tuple[str, Level], ...] = (
    ("national", "national"),
    ("provincial", "provincial"),
    ("municipal", "municipal"),
    ("county", "county"),
)


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


def tier_of(phrase: str, tiers: Vocabulary) -> str | None:
    """The tier of enterprises that the phrase as a whole names: the last one, where little but its kind follows."""
    for span, concept in reversed(tiers.find(phrase)):
        if _rule("kind-only").pattern.fullmatch(phrase[span.end :]):
            return concept.notation
    return None


def level_of(phrase: str, province_level: bool = False) -> Level | None:
    """The level in the phrase's own words: explicit ones first, then titles and organs; None where several disagree.

    Args:
        phrase: a recipient or an indicator.
        province_level: the issuer lies in a municipality under the central government, where a city is a province.
    """
    if step := _rule("becomes").search(phrase):
        phrase = phrase[step.end() :]
    recognised = [found["object"] for found in _rule("recognised-object").find(phrase)]
    for words in [*reversed(recognised), phrase]:
        if named := _named(words, "word") or _named(words, "title")[:1]:
            break
    levels: set[Level] = {"provincial" if province_level and level == "municipal" else level for level in named}
    return levels.pop() if len(levels) == 1 else None


def expand(phrase: str, tiers: Vocabulary, count: int = 1) -> tuple[Part, ...]:
    """The phrases that `phrase` stands for: one for each level, grade or scope, and for each thing recognised.

    Args:
        phrase: a recipient or an indicator as printed.
        tiers: the vocabulary of tiers; different tiers are different recognitions.
        count: how many amounts are shared out over it; with more than one, kinds, objects and acts are split too.
    """
    listed, rest = (phrase, "") if _in_groups(phrase, count) else _first_clause(phrase)
    items = [Part(listed)] if len(_ranked(rest)) == count > 1 else _items(listed, tiers, count)
    parts = [
        replace(part, item=index, start=item.start + part.start)
        for index, item in enumerate(items)
        for part in _ranked(item.text + rest)
    ]
    return tuple(parts)


def level_words(phrase: str) -> str:
    """The words of level at the beginning of a recognised thing, which things listed after it share; else empty."""
    found = _rule("recognised-level").search(phrase)
    return found["level"] if found else ""


def split_list(text: str, marks: Rule) -> list[Span]:
    """The members of a list, cut at `marks` outside brackets and quotation marks."""
    cuts = [found.span() for found in marks.find(text) if _depth(text, found.start()) == 0]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


@cache
def _rule(name: str) -> Rule:
    return load_rules("qualify")[name]


def _depth(text: str, at: int) -> int:
    before = text[:at]
    return sum(before.count(mark) for mark in OPENING) - sum(before.count(mark) for mark in CLOSING)


def _named(phrase: str, manner: str) -> list[Level]:
    return [level for name, level in LEVELS if _rule(f"{name}-{manner}").search(phrase)]


# --- levels, grades and scopes that share a head ---------------------------------------------------------------------


def _ranked(phrase: str) -> list[Part]:
    """One part for each member of the first run of levels, scopes or grades."""
    for name in RUNS:
        if run := _rule(name).search(phrase):
            return _share(phrase, run, Span(*run.span()))
    return [Part(phrase)]


def _share(phrase: str, run: re.Match[str], span: Span) -> list[Part]:
    members = split_list(run[0], _rule("any-mark"))
    suffix = _shared_suffix([member.of(run[0]) for member in members])
    before, after = phrase[: span.start], phrase[span.end :]
    return [
        Part(before + _completed(member.of(run[0]), suffix) + after, 0 if before else member.start, rank)
        for rank, member in enumerate(members)
    ]


def _shared_suffix(members: Sequence[str]) -> str:
    """What the last member has and the first lacks: 级 of 国家、省、市级, 等奖 of 一、二等奖."""
    found = _rule("rank-suffix").search(members[-1])
    return found[0] if found else ""


def _completed(member: str, suffix: str) -> str:
    return member if _rule("rank-suffix").search(member) else member + suffix


# --- things of a list ------------------------------------------------------------------------------------------------


def _in_groups(phrase: str, count: int) -> bool:
    """Whether the commas of a phrase part groups of one list: 国家级A、B,省级C、D with four amounts."""
    return count > 2 and "," in phrase and len(split_list(phrase, _rule("list-comma"))) == count


def _first_clause(phrase: str) -> tuple[str, str]:
    """The list at the beginning of a phrase, and the conditions after its first comma."""
    for found in re.finditer(",", phrase):
        if _depth(phrase, found.start()) == 0:
            return phrase[: found.start()], phrase[found.start() :]
    return phrase, ""


def _items(phrase: str, tiers: Vocabulary, count: int) -> list[Part]:
    """The things of a list, each with what all of them share; the phrase itself where it is to stay one."""
    head, tail = _frame(phrase)
    middle = phrase[head : len(phrase) - tail]
    marks = ("list-comma",) if _in_groups(phrase, count) else ("comma", "any-mark")
    for spans in _lists(middle, marks, tiers, count):
        if len(spans) > 1 and _to_split(phrase[:head], [span.of(middle) for span in spans], tiers, count):
            return _whole(phrase, head, tail, spans)
    return [Part(phrase)]


def _lists(text: str, marks: Iterable[str], tiers: Vocabulary, count: int) -> list[list[Span]]:
    """The lists into which the marks cut the text: first those of `count` members, then the longest of titles alone."""

    def order(spans: list[Span]) -> tuple[bool, int]:
        titles = all(_is_titled(span.of(text), tiers) for span in spans)
        return len(spans) != count > 1, -len(spans) if titles else 0

    return sorted((_joined_levels(text, split_list(text, _rule(mark))) for mark in marks), key=order)


def _frame(phrase: str) -> tuple[int, int]:
    """Lengths of the head and the tail that the things of a list share."""
    tail = _rule("bearer-tail" if _rule("act-list").search(phrase) else "tail").search(phrase)
    ending = len(tail[0]) if tail else 0
    head = _rule("head").search(phrase[: len(phrase) - ending])
    return (head.end() if head else 0), ending


def _joined_levels(text: str, spans: list[Span]) -> list[Span]:
    """The members with runs such as 国家级、省级 put back to the thing they belong to."""
    runs = [Span(*run.span()) for name in RUNS
            for run in _rule(name).find(text)]  # fmt: skip
    joined: list[Span] = []
    for span in spans:
        inside = any(run.start < span.start <= run.end and run.end > span.start for run in runs)
        joined[-1:] = [Span(joined[-1].start, span.end)] if inside and joined else [*joined[-1:], span]
    return joined


def _to_split(head: str, items: Sequence[str], tiers: Vocabulary, count: int) -> bool:
    ranks = max(len(_ranked(item)) for item in items)
    total = sum(len(_ranked(item)) for item in items)
    if count > 1 and count in (len(items), total):
        return True
    recognition = _rule("recognition")
    if all(map(level_of, items)) and all(map(recognition.search, [head + items[0], *items[1:]])):
        return True
    if any(_rule("act").search(_from_level(item)) for item in items) or (
        head and not _rule("recognition").search(head)
    ):
        return False
    titled = [_is_titled(item, tiers) for item in items]
    return all(titled) or (titled[0] and (ranks > 1 or bool(_rule("shared-level").search(items[0]))))


def _is_titled(item: str, tiers: Vocabulary) -> bool:
    return bool(tier_of(item, tiers) or level_of(item) or len(_ranked(item)) > 1)


def _from_level(item: str) -> str:
    """The thing from its level on, without the relative clause before: 新迁入的国家级…"""
    found = _rule("shared-level").search(item)
    return item[found.start() :] if found else item


def _whole(phrase: str, head: int, tail: int, spans: Iterable[Span]) -> list[Part]:
    """Each thing with the shared head, level and tail."""
    opening, ending = phrase[:head], phrase[len(phrase) - tail :] if tail else ""
    middle = phrase[head : len(phrase) - tail]
    verb = _rule("recognition").search(opening) or _rule("own-verb").search(opening)
    doer = opening[: verb.start()] if verb else ""
    parts, level, place = [], "", 0
    items = _entitled(_headed([span.of(middle) for span in spans]))
    for span, item in zip(spans, items, strict=True):
        if head and (_rule("recognition").search(item) or _rule("own-verb").pattern.match(item)):
            parts.append(Part(doer + item + ending))
        elif own := _own_level(item):
            level, place = own, span.start
            parts.append(Part(opening + item + ending, 0 if head else span.start))
        else:
            start = place if level else span.start
            parts.append(Part(opening + level + item + ending, 0 if head else start))
    return parts


def _headed(items: list[str]) -> list[str]:
    """The kinds with the head that the last one prints for all."""
    kinds = [_rule("kind-word").search(item) for item in items]
    if not all(kinds) or any(kind and kind.lastgroup for kind in kinds[:-1]):
        return items
    shared = next(filter(None, kinds[-1].groups()), "") if kinds[-1] else ""
    return [*(item + shared for item in items[:-1]), items[-1]]


def _entitled(items: list[str]) -> list[str]:
    """The things, those that name only a kind with the title of the one before: 单项冠军示范企业、培育企业."""
    whole: list[str] = []
    for item in items:
        bare = _rule("bare-kind").pattern.match(item)
        kind = _rule("bare-kind").search(whole[-1]) if bare and whole else None
        whole.append(whole[-1][: kind.start()] + item if kind else item)
    return whole


def _own_level(item: str) -> str:
    """The run of levels, or the level, at the beginning of a thing."""
    for name in ("level-run", "recognised-run"):
        if (run := _rule(name).search(item)) and run.start() == 0:
            return run[0] + ("认定的" if name == "recognised-run" else "")
    found = _rule("shared-level").search(item)
    return found[0] if found else ""
