"""Things of a list that share verb, level, head or bearer, each made whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zjtx_kg.extract.qualify.levels import from_level, level_of, own_level
from zjtx_kg.extract.qualify.lists import first_clause, in_groups, rule, split_list
from zjtx_kg.extract.qualify.ranks import Part, ranked, runs
from zjtx_kg.extract.qualify.tiers import tier_of
from zjtx_kg.model import Span
from zjtx_kg.vocabulary import Vocabulary


def expand(phrase: str, tiers: Vocabulary, count: int = 1) -> tuple[Part, ...]:
    """The phrases that `phrase` stands for: one for each level, grade or scope, and for each thing recognised.

    Args:
        phrase: a recipient or an indicator as printed.
        tiers: the vocabulary of tiers; different tiers are different recognitions.
        count: how many amounts are shared out over it; with more than one, kinds, objects and acts are split too.
    """
    listed, rest = (phrase, "") if in_groups(phrase, count) else first_clause(phrase)
    items = [Part(listed)] if len(ranked(rest)) == count > 1 else _items(listed, tiers, count)
    parts = [
        replace(part, item=index, start=item.start + part.start)
        for index, item in enumerate(items)
        for part in ranked(item.text + rest)
    ]
    return tuple(parts)


def _items(phrase: str, tiers: Vocabulary, count: int) -> list[Part]:
    """The things of a list, each with what all of them share; the phrase itself where it is to stay one."""
    head, tail = _frame(phrase)
    middle = phrase[head : len(phrase) - tail]
    marks: tuple[str, ...] = ("list-comma",) if in_groups(phrase, count) else ("comma", "any-mark")
    if rule("quoted-names").search(middle):
        marks = ("quoted-joint",)
    for spans in _lists(middle, marks, tiers, count):
        if len(spans) > 1 and _to_split(phrase[:head], [span.of(middle) for span in spans], tiers, count):
            return _whole(phrase, head, tail, spans)
    return [Part(phrase)]


def _lists(text: str, marks: Iterable[str], tiers: Vocabulary, count: int) -> list[list[Span]]:
    """The lists into which the marks cut the text: first those of `count` members, then the longest of titles alone."""

    def order(spans: list[Span]) -> tuple[bool, int]:
        titles = all(_is_titled(span.of(text), tiers) for span in spans)
        return len(spans) != count > 1, -len(spans) if titles else 0

    return sorted((_joined_levels(text, split_list(text, rule(mark))) for mark in marks), key=order)


def _frame(phrase: str) -> tuple[int, int]:
    """Lengths of the head and the tail that the things of a list share."""
    tail = rule("bearer-tail" if rule("act-list").search(phrase) else "tail").search(phrase)
    ending = len(tail[0]) if tail else 0
    head = rule("head").search(phrase[: len(phrase) - ending])
    return (head.end() if head else 0), ending


def _joined_levels(text: str, spans: list[Span]) -> list[Span]:
    """The members with runs such as 国家级、省级 put back to the thing they belong to."""
    found = runs(text)
    joined: list[Span] = []
    for span in spans:
        inside = any(run.start < span.start <= run.end and run.end > span.start for run in found)
        joined[-1:] = [Span(joined[-1].start, span.end)] if inside and joined else [*joined[-1:], span]
    return joined


def _to_split(head: str, items: Sequence[str], tiers: Vocabulary, count: int) -> bool:
    ranks = max(len(ranked(item)) for item in items)
    total = sum(len(ranked(item)) for item in items)
    if count > 1 and count in (len(items), total):
        return True
    recognition = rule("recognition")
    if all(map(level_of, items)) and all(map(recognition.search, [head + items[0], *items[1:]])):
        return True
    if any(rule("act").search(_name(item)) for item in items) or (head and not rule("recognition").search(head)):
        return False
    titled = [_is_titled(item, tiers) for item in items]
    levelled = rule("shared-level").search(items[0]) and not rule("relative").search(items[0])
    return all(titled) or (titled[0] and (ranks > 1 or bool(levelled)))


def _name(item: str) -> str:
    """The thing itself, without the relative clauses before it."""
    clauses = list(rule("relative").find(item))
    return from_level(item[clauses[-1].end() :] if clauses else item)


def _is_titled(item: str, tiers: Vocabulary) -> bool:
    return bool(tier_of(item, tiers) or level_of(item) or len(ranked(item)) > 1)


def _whole(phrase: str, head: int, tail: int, spans: Iterable[Span]) -> list[Part]:
    """Each thing with the shared head, level and tail."""
    opening, ending = phrase[:head], phrase[len(phrase) - tail :] if tail else ""
    middle = phrase[head : len(phrase) - tail]
    verb = rule("recognition").search(opening) or rule("own-verb").search(opening)
    doer = opening[: verb.start()] if verb else ""
    parts, level, place = [], "", 0
    items = _graded(_entitled(_headed([_uncounted(span.of(middle)) for span in spans])))
    for span, item in zip(spans, items, strict=True):
        if head and (rule("recognition").search(item) or rule("own-verb").pattern.match(item)):
            parts.append(Part(doer + item + ending))
        elif rule("own-organ").search(item):
            parts.append(Part(opening + item + ending, 0 if head else span.start))
        elif own := own_level(item):
            level, place = own, span.start
            parts.append(Part(opening + item + ending, 0 if head else span.start))
        else:
            start = place if level else span.start
            parts.append(Part(opening + level + item + ending, 0 if head else start))
    return parts


def _uncounted(item: str) -> str:
    return rule("counted").pattern.sub("", item)


def _headed(items: list[str]) -> list[str]:
    """The kinds with the head that the last one prints for all."""
    kinds = [rule("kind-word").search(item) for item in items]
    if not all(kinds) or any(kind and kind.lastgroup for kind in kinds[:-1]):
        return items
    shared = next(filter(None, kinds[-1].groups()), "") if kinds[-1] else ""
    return [*(item + shared for item in items[:-1]), items[-1]]


def _graded(items: list[str]) -> list[str]:
    """The prizes, all with the grades that the last one prints: 自然科学奖、科技进步奖一等奖、二等奖."""
    grades = rule("graded-prize").search(items[-1])
    if not grades or not all(rule("prize").search(item) for item in items[:-1]):
        return items
    return [*(item + grades[0] for item in items[:-1]), items[-1]]


def _entitled(items: list[str]) -> list[str]:
    """The things, those that name only a kind with the title of the one before: 单项冠军示范企业、培育企业."""
    whole: list[str] = []
    for item in items:
        bare = rule("bare-kind").pattern.match(item)
        kinds = (rule("bare-kind").search(before) for before in reversed(whole) if bare)
        kind = next(filter(None, kinds), None)
        whole.append(kind.string[: kind.start()] + item if kind else item)
    return whole
