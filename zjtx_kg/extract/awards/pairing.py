"""Recipients paired with sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zjtx_kg.extract.awards.clauses import hide_brackets, rule
from zjtx_kg.extract.awards.predicates import staged
from zjtx_kg.extract.awards.promises import Promise
from zjtx_kg.extract.awards.recipients import (
    is_generic,
    labels_of,
    qualified,
    reading_of,
    recognition_in_front,
    without_of,
)
from zjtx_kg.extract.awards.sums import Sum
from zjtx_kg.extract.qualify import Part, expand, level_of
from zjtx_kg.model import Bound, Span
from zjtx_kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Pair:
    """A recipient with what it is promised.

    Args:
        words: the recipient made whole.
        source: the words that name it, with the verb of recognition.
        start: where the quote begins in the passage.
        end: where it ends.
        amount: yuan, or None.
        ratio: share or multiple, or None.
        bound: exact, max, min; None where nothing is named.
    """

    words: str
    source: str
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
        yield from _by_label(text, promise, sums, tiers)
        return
    if len(sums) == 1 and len(promise.ceiling) > 1 and all(limit.label for limit in promise.ceiling):
        yield from _by_label(text, promise, [replace(sums[0], label=each.label) for each in promise.ceiling], tiers)
        return
    limits = len(promise.ceiling) if len(sums) == 1 else 0
    parts = [part for span in promise.recipients for part in _parts(text, span, promise, tiers, limits or len(sums))]
    if limits > 1 and limits in (len(parts), len({part.rank for part in parts}), len({part.item for part in parts})):
        sums = sums * limits  # one share for all, a ceiling for each
    ceilings = _limits(promise)
    for part, index in _matched(parts, len(sums)):
        found = sums[index] if sums else None
        yield _pair(text, part, found, _ceiling(ceilings, index), promise)


def _merged_stages(text: str, promise: Promise) -> list[Sum]:
    """The sums, those of the stages of one promise made one."""
    sums = list(promise.sums)
    if len(sums) > 1 and staged(text, promise.predicate) and all(s.share for s in sums):
        return [_highest(sums)]
    shares = [found for found in sums if found.share]
    return shares or sums


def _highest(shares: Sequence[Sum]) -> Sum:
    top = max(shares, key=lambda found: found.value)
    return Sum(Span(top.span.start, shares[-1].span.end), top.value, True, top.bound)


def _limits(promise: Promise) -> list[Sum]:
    """The sums that limit the promise's shares, in their order."""
    inside = [found for found in promise.sums if not found.share] if any(s.share for s in promise.sums) else []
    return [*inside, *promise.ceiling]


def _ceiling(limits: Sequence[Sum], index: int) -> Sum | None:
    """The sum that limits the share of that index."""
    if not limits:
        return None
    return limits[index] if index < len(limits) else limits[0] if len(limits) == 1 else None


def _parts(text: str, span: Span, promise: Promise, tiers: Vocabulary, count: int) -> list[Part]:
    """The recipients that the words at `span` stand for, made whole; their starts in the passage."""
    words = span.of(text)
    if promise.base:
        return _with_base(text, words, promise, tiers, count)
    start = promise.level.start if promise.level else span.start + recognition_in_front(words)
    words = words[recognition_in_front(words) :]
    words = (promise.level.of(text) if promise.level else "") + words
    act = _act(text, promise.carrier) if promise.carrier else None
    if act and (is_generic(words) or rule("bare-condition").search(words)):
        start, words = act.start, _joined(act.of(text), words)
    listed = _thresholds(words, count) if count > 1 else []
    parts = [Part(part) for part in listed] or _roles(words, tiers, count) or expand(words, tiers, count)
    return [replace(part, start=start + part.start) for part in parts]


def _roles(words: str, tiers: Vocabulary, count: int) -> list[Part]:
    """The recipients in each of two roles that have a sum each: 牵头或参与承担; empty where no roles are told apart."""
    roles = rule("two-roles").search(words) if count == 2 else None
    if not roles:
        return []
    acts = [words[: roles.start()] + role + words[roles.end() :] for role in roles.groups()]
    return [replace(part, rank=rank) for rank, act in enumerate(acts) for part in expand(act, tiers)]


def _with_base(text: str, words: str, promise: Promise, tiers: Vocabulary, count: int) -> list[Part]:
    """The recipients made of a condition, level or size and the recipients before: 通过复核的, 升级为国家级的."""
    bases = [base.of(text) for base in promise.base]
    if labels := labels_of(words):
        return [
            Part(part.text, promise.base[0].start, rank, part.item)
            for rank, label in enumerate(labels)
            for part in expand(_with_label(bases[0], label), tiers)
        ]
    if len(bases) == count > 1:
        whole = [_conditioned(words, base) for base in bases]
    else:
        parts = _thresholds(words, count) if count > 1 else []
        parts = parts or [part.text for part in expand(words, tiers, count)]
        whole = [_conditioned(part, bases[0]) for part in parts]
    return [Part(each, promise.base[0].start, index, index) for index, each in enumerate(whole)]


def _conditioned(words: str, base: str) -> str:
    """The recipient before with a further condition; another size takes the place of its own."""
    if role := _role_in(words, base):
        return role
    if rule("role-noun").search(words):
        return rule("role-at-end").pattern.sub("", without_of(base)) + words
    if rule("size").pattern.match(words) and (size := rule("size").search(base)):
        return base[: size.start()] + words
    if rule("kind-of-bearer").search(words) and (borne := rule("borne").search(base)) and borne["attribute"]:
        return qualified(borne["attribute"], words)
    doer = rule("doer").search(base) if rule("bare-condition").search(words) else None
    bearer = doer[0] if doer and not is_generic(doer[0]) else base
    return qualified(words, bearer)


def _role_in(words: str, base: str) -> str:
    """The act before, of those who only take part in it: 参与制定的 after 主导制定国家标准的; else empty."""
    taking_part, leading = rule("share-of-role").search(words), rule("leading-role").search(base)
    if not (taking_part and leading):
        return ""
    act = "" if taking_part["act"] else leading["act"] or ""
    return base[: leading.start()] + without_of(words) + act + base[leading.end() :]


def _act(text: str, carrier: Span) -> Span | None:
    """The act that the clauses before call for last."""
    end = carrier.end
    for clause in reversed(carrier.of(text).split(",")):
        start = end - len(clause)
        if call := rule("call").search(clause):
            return Span(start + call.end(), start + len(clause.rstrip(";:、。")))
        end = start - 1
    return None


def _joined(act: str, words: str) -> str:
    """The act with the words that go on with it; of generic ones only their noun, where the act has it not."""
    noun = rule("generic-noun").search(words)
    rest = noun[0] if noun and is_generic(words) else words
    return act if act.endswith(rest) else act + rest


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


def _by_label(text: str, promise: Promise, sums: Sequence[Sum], tiers: Vocabulary) -> Iterator[Pair]:
    """One pair for each sum that names its own level or grade."""
    base = _parts(text, promise.recipients[0], promise, tiers, 1)[0]
    limits = _limits(promise)
    for index, found in enumerate(sums):
        words = _with_label(base.text, found.label) if found.label else base.text
        yield _pair(text, replace(base, text=words), found, _ceiling(limits, index), promise)


def _with_label(base: str, label: str) -> str:
    match, base = rule("label").pattern.fullmatch(label), reading_of(base)
    if match and match["level"]:
        return label + base if not level_of(base) else rule("own-level").pattern.sub(label, base)
    if match and (prize := rule("prize-won").search(base)):
        return base[: prize.start()] + label + base[prize.start() :]
    if match is None and (level_of(label) or len(label) > 6):
        return label
    return without_of(base) + label


def _pair(text: str, part: Part, found: Sum | None, limit: Sum | None, promise: Promise) -> Pair:
    source = promise.recipients[0].of(text)
    start, end = part.start, promise.predicate.end
    if found:
        end = max(found.span.end, limit.span.end if limit else 0)
    if start >= end:  # the recipient follows the sum
        start, end = promise.predicate.start, promise.recipients[-1].end
    if found is None:
        return Pair(part.text, source, start, end, None, None, None)
    if not found.share:
        return Pair(part.text, source, start, end, found.value, None, found.bound)
    amount = limit.value if limit else None
    bound: Bound = "max" if limit else found.bound
    return Pair(part.text, source, start, end, amount, found.value, bound)
