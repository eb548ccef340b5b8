"""Recipients paired with sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zjtx_kg.extract.awards.clauses import hide_brackets, rule
from zjtx_kg.extract.awards.predicates import staged
from zjtx_kg.extract.awards.promises import Promise
from zjtx_kg.extract.awards.recipients import is_generic, labels_of, reading_of
from zjtx_kg.extract.awards.sums import Sum
from zjtx_kg.extract.qualify import Part, expand, level_of
from zjtx_kg.model import Bound, Span
from zjtx_kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pair:
    """A recipient with what it is promised.

    Args:
        words: the recipient made whole.
        start: where the quote begins in the passage.
        end: where it ends.
        amount: yuan, or None.
        ratio: share or multiple, or None.
        bound: exact, max, min; None where nothing is named.
    """

    words: str
    start: int
    end: int
    amount: int | float | None
    ratio: float | None
    bound: Bound | None


def pairs(text: str, promise: Promise, tiers: Vocabulary) -> Iterator[Pair]:
    """The pairs of recipient and sum that a promise makes."""
    sums = _merged_stages(text, promise)
    labelled = [found for found in sums if found.label]
    if labelled and len(labelled) >= len(sums) - 1:
        yield from _by_label(text, promise, sums)
        return
    if len(sums) == 1 and len(promise.ceiling) > 1:
        sums = [replace(sums[0], label=limit.label) for limit in promise.ceiling]
        if all(found.label for found in sums):
            yield from _by_label(text, promise, sums)
            return
    parts = [part for span in promise.recipients for part in _parts(text, span, promise, tiers, len(sums))]
    for part, index in _matched(parts, len(sums)):
        found = sums[index] if sums else None
        yield _pair(part, found, _ceiling(promise, index), promise)


def _merged_stages(text: str, promise: Promise) -> list[Sum]:
    """The sums, those of the stages of one promise made one."""
    sums = list(promise.sums)
    if len(sums) > 1 and staged(text, promise.predicate) and all(s.share for s in sums):
        top = max(sums, key=lambda found: found.value)
        return [Sum(Span(top.span.start, sums[-1].span.end), top.value, True, "max")]
    shares = [found for found in sums if found.share]
    return shares or sums


def _ceiling(promise: Promise, index: int) -> Sum | None:
    """The sum that limits the share of that index."""
    inside = [found for found in promise.sums if not found.share] if any(s.share for s in promise.sums) else []
    limits = [*inside, *promise.ceiling]
    if not limits:
        return None
    return limits[index] if index < len(limits) else limits[0] if len(limits) == 1 else None


def _parts(text: str, span: Span, promise: Promise, tiers: Vocabulary, count: int) -> list[Part]:
    """The recipients that the words at `span` stand for, their starts in the passage."""
    words = promise.level + span.of(text)
    if promise.base and (labels := labels_of(words)):
        bases = [_with_label(promise.base[0].of(text), label) for label in labels]
        parts = [part for base in bases for part in expand(base, tiers)]
        return [replace(part, start=span.start, rank=index, item=index) for index, part in enumerate(parts)]
    if len(promise.base) == count > 1:
        return [Part(f"{words.removesuffix('的')}的{base.of(text)}", span.start) for base in promise.base]
    listed = _thresholds(words, count) if count > 1 else []
    parts = [Part(part) for part in listed] or list(expand(words, tiers, count))
    return [replace(part, text=_whole(text, part.text, promise), start=span.start + part.start) for part in parts]


def _whole(text: str, words: str, promise: Promise) -> str:
    """The recipient with what it takes over: 通过复核的 the recipient before, 符合条件的项目 the act before."""
    bare = bool(rule("bare-condition").search(words))
    if promise.base:
        base = promise.base[0].of(text)
        if rule("size").pattern.match(words) and (size := rule("size").search(base)):
            return base[: size.start()] + words
        doer = rule("doer").search(base) if bare else None
        doer = None if doer and is_generic(doer[0]) else doer
        return f"{words.removesuffix('的')}的{doer[0] if doer else base}"
    act = _act(promise.carrier.of(text)) if promise.carrier else ""
    if act and is_generic(words):
        return act if act.endswith(_noun(words)) else act + _noun(words)
    return act + words if act and bare else words


def _act(words: str) -> str:
    """The act that the clauses before call for last; empty where they call for none."""
    for clause in reversed(words.strip(",;:、。").split(",")):
        if call := rule("call").search(clause):
            return clause[call.end() :]
    return ""


def _noun(words: str) -> str:
    found = rule("generic-noun").search(words)
    return found[0] if found else words


def _thresholds(words: str, count: int) -> list[str]:
    """The phrases for each of `count` thresholds that one phrase lists: 突破1亿元、5亿元的."""
    shown = hide_brackets(words)
    for listed in rule("threshold-list").find(shown):
        members = [m for m in rule("threshold-member").pattern.findall(listed[0]) if m]
        if len(members) == count:
            before, after = words[: listed.start()], words[listed.end() :]
            return [before + member + after for member in members]
    return []


def _matched(parts: Sequence[Part], count: int) -> Iterator[tuple[Part, int]]:
    """Each part with the index of its sum: one by one, by level, by thing, or one for all."""
    ranks, items = len({part.rank for part in parts}), len({part.item for part in parts})
    for index, part in enumerate(parts):
        if count <= 1:
            yield part, 0
        elif count == len(parts):
            yield part, index
        elif count == ranks:
            yield part, part.rank
        elif count == items:
            yield part, part.item
        else:
            for each in range(count):
                yield part, each


def _by_label(text: str, promise: Promise, sums: Sequence[Sum]) -> Iterator[Pair]:
    """One pair for each sum that names its own level or grade."""
    span = promise.recipients[0]
    base = _whole(text, promise.level + span.of(text), promise)
    for index, found in enumerate(sums):
        words = _with_label(base, found.label) if found.label else base
        yield _pair(Part(words, span.start), found, _ceiling(promise, index), promise)


def _with_label(base: str, label: str) -> str:
    match, base = rule("label").pattern.fullmatch(label), reading_of(base)
    if match and match["level"]:
        return label + base if not level_of(base) else rule("own-level").pattern.sub(label, base)
    if match and "获奖" in base:
        return base.replace("获奖", label + "获奖", 1)
    if match is None and (level_of(label) or len(label) > 6):
        return label
    return base.removesuffix("的") + label


def _pair(part: Part, found: Sum | None, limit: Sum | None, promise: Promise) -> Pair:
    if found is None:
        return Pair(part.text, part.start, promise.predicate.end, None, None, None)
    end = max(found.span.end, limit.span.end if limit else 0)
    if not found.share:
        return Pair(part.text, part.start, end, found.value, None, found.bound)
    amount = limit.value if limit else None
    bound: Bound = "max" if limit else found.bound
    return Pair(part.text, part.start, end, amount, found.value, bound)
