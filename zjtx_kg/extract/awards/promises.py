"""A promise of money, and how it grows by the clauses that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zjtx_kg.extract.awards.clauses import hide_brackets, rule
from zjtx_kg.extract.awards.predicates import kind_of, staged
from zjtx_kg.extract.awards.recipients import labels_of, names_bearer
from zjtx_kg.extract.awards.sums import Sum, read_sums
from zjtx_kg.extract.qualify import level_of, level_words
from zjtx_kg.model import AwardKind, Span


@dataclass(frozen=True, slots=True)
class Promise:
    """A predicate with its recipients.

    Args:
        recipients: places of the words that name them, one for each 对.
        predicate: from the verb of giving to the end of the clause, with the ceilings after it.
        sums: what is promised.
        ceiling: the sum that limits a share.
        kind: reward, subsidy or matching.
        carrier: words of the sentence before, for recipients such as 符合条件的项目.
        base: recipients of the promise before, where these only add a condition.
        level: words of level that the recipients share with the promise before.
        named: whether money is promised, with or without a figure.
    """

    recipients: tuple[Span, ...]
    predicate: Span
    sums: tuple[Sum, ...]
    kind: AwardKind
    ceiling: tuple[Sum, ...] = ()
    carrier: Span | None = None
    base: tuple[Span, ...] = ()
    level: Span | None = None
    named: bool = False


def is_unlimited(promise: Promise) -> bool:
    """Whether it gives shares without a ceiling."""
    return bool(promise.sums) and all(found.share for found in promise.sums) and not promise.ceiling


def limited(text: str, promise: Promise, limit: tuple[Sum, ...], end: int) -> Promise:
    """The promise with a ceiling, where it names a share without one or no sum at all."""
    predicate = Span(promise.predicate.start, end)
    kind = promise.kind if rule("money-noun").search(promise.predicate.of(text)) else kind_of(text, predicate)
    if not promise.sums:
        return replace(promise, sums=limit, predicate=predicate, kind=kind)
    if is_unlimited(promise):
        return replace(promise, ceiling=limit, predicate=predicate, kind=kind)
    return promise


def with_labelled(text: str, promise: Promise, clause: Span) -> Promise | None:
    """The promise with the further sums of a clause such as 省级100万元; None where the clause is no such."""
    sums = read_sums(text, clause)
    words = hide_brackets(clause.of(text))
    found = rule("label-sum").search(words) or rule("limits-of-kinds").search(words)
    if not sums or not found:
        return None
    if not (promise.sums or promise.named or rule("announcement").search(promise.predicate.of(text))):
        return None
    named = Span(*found.span("label")).shift(clause.start).of(text)
    labelled = (replace(sums[0], label=sums[0].label or named), *sums[1:])
    whole = replace(promise, predicate=Span(promise.predicate.start, clause.end))
    if is_unlimited(promise) and not any(each.share for each in sums):
        return replace(whole, ceiling=labelled)
    return replace(whole, sums=(*promise.sums, *labelled))


def joined(text: str, last: Promise, new: Promise) -> Promise | None:
    """One promise made of two predicates: 按10%,给予补助; 给予奖励,即前2年80%; the share, then its ceiling."""
    whole = replace(last, predicate=Span(last.predicate.start, new.predicate.end))
    words = new.predicate.of(text)
    if not last.sums and (new.sums or new.named):
        kind = new.kind if rule("money-noun").search(words) else last.kind
        return replace(whole, sums=new.sums, ceiling=new.ceiling, kind=kind, named=last.named or new.named)
    if not last.sums:
        return whole
    if not new.sums:
        again = rule("further").search(words) or not new.named or new.kind == "matching" != last.kind
        return None if again else replace(whole, kind=new.kind, named=True)
    if staged(text, last.predicate) and staged(text, new.predicate):
        return replace(whole, sums=(*last.sums, *new.sums))
    if is_unlimited(last) and not any(each.share for each in new.sums):
        limits = tuple(replace(found, bound="max") for found in new.sums)
        return replace(whole, ceiling=limits, kind=kind_of(text, whole.predicate))
    return None


def is_announced(text: str, last: Promise, new: Promise) -> bool:
    """Whether the promise before only announces the new one: …给予奖励:国家级100万元."""
    return not last.sums and ":" in text[last.predicate.end : new.predicate.start]


def is_listed(text: str, last: Promise, new: Promise, sentence: Span) -> bool:
    """Whether the new one is a bare sum in a list that a promise of money announced: …给予补贴:甲按50%,乙按30%."""
    here = last.predicate.start >= sentence.start and (is_announced(text, last, new) or bool(last.base))
    return here and last.named and not rule("money-word").search(new.predicate.of(text))


def related(text: str, before: Sequence[Promise], new: Promise, sentence: Span) -> Promise:
    """The promise with the recipients or the level that it takes over from those before it.

    Args:
        text: the passage.
        before: the promises that may hand something on, the nearest last.
        new: the promise to complete.
        sentence: the sentence in which it stands.
    """
    last, words = before[-1], new.recipients[0].of(text)
    if new.recipients == last.recipients:
        return new
    between = text[last.predicate.end : new.recipients[0].start]
    if _only_adds(text, last, new, last.predicate.start > sentence.start, ":" in between):
        return _raised(text, last, replace(new, base=_bases(before, new) or last.base or last.recipients))
    if rule("list-joint").search(between) and not level_of(words):
        return replace(new, level=_level_of(text, last) or last.level)
    return new


def for_some(text: str, last: Promise, new: Promise, clause: Span) -> Promise | None:
    """The share before, with the ceiling that the clause sets for some: 其中小微企业最高30万元,其他企业最高15万元."""
    words = new.recipients[0].of(text)
    if is_unlimited(last) and rule("limits-stated").search(new.predicate.of(text)):
        limits_of = tuple(replace(found, bound="max") for found in new.sums)
        return replace(new, sums=last.sums, ceiling=limits_of, kind=last.kind, named=True)
    goes_on = bool(last.base and last.ceiling)
    led = rule("for-some-lead").search(text[max(clause.start - 4, 0) : clause.start])
    opens = (goes_on or led or rule("for-some").search(clause.of(text))) and rule("kind-of-bearer").search(words)
    limits = bool(new.sums) and all(found.bound == "max" and not found.share for found in new.sums)
    if not opens or not limits or not (is_unlimited(last) or goes_on):
        return None
    base = last.base if goes_on else last.recipients
    return replace(new, sums=last.sums, ceiling=new.sums, base=base, kind=last.kind, named=True)


def _raised(text: str, last: Promise, new: Promise) -> Promise:
    """The promise, where it only raises the ceiling of a share, with the share."""
    shares = tuple(found for found in last.sums if found.share)
    words = text[new.recipients[0].end : new.predicate.end]
    if not shares or not (rule("ceiling-raised").search(words) or rule("only-ceiling").search(words)):
        return new
    return replace(new, sums=shares, ceiling=new.sums)


def _only_adds(text: str, last: Promise, new: Promise, same_sentence: bool, announced: bool) -> bool:
    """Whether the recipient's words only add a condition, a level or a size to the recipient before."""
    words = new.recipients[0].of(text)
    if rule("share-of-role").search(words) or (same_sentence and rule("role-noun").search(words)):
        return True
    if rule("condition").search(words) and not names_bearer(words):
        return True
    carried = new.carrier is not None and new.carrier.start > last.predicate.start
    alone = bool(rule("bare-condition").search(words)) and not carried
    sized = announced and not last.sums and any(map(str.isdigit, words))
    return sized or (same_sentence and alone) or ((same_sentence or announced) and bool(labels_of(words)))


def _bases(before: Sequence[Promise], new: Promise) -> tuple[Span, ...]:
    """The recipients of the promises before, where the new one shares out as many sums."""
    return tuple(each.recipients[0] for each in before) if len(before) == len(new.sums) > 1 else ()


def _level_of(text: str, promise: Promise) -> Span | None:
    """The place of the words of level that the recipient begins with."""
    start = promise.recipients[0].start
    words = level_words(promise.recipients[0].of(text))
    at = text.find(words, start) if words else -1
    return Span(at, at + len(words)) if words else None
