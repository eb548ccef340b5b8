"""Promises of a passage: each with the words that name its recipients and the sums that it promises."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zjtx_kg.extract.awards.clauses import BLANK, Clause, clauses, hide_brackets, rule, sentences
from zjtx_kg.extract.awards.recipients import cut_end, is_generic, labels_of, openings
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
    level: str = ""
    named: bool = False


@dataclass(slots=True)
class _Reading:
    """The state of reading: clauses that wait for their promise, and the promises so far."""

    text: str
    waiting: list[Clause] = field(default_factory=list)
    carrier: Span | None = None
    promises: list[Promise] = field(default_factory=list)
    sentence: Span = Span(0, 0)  # noqa: RUF009
    first: int = 0


def find_promises(text: str) -> list[Promise]:
    """All promises of `text` that name a sum, or money to a named recipient, in reading order."""
    reading = _Reading(text)
    for sentence in sentences(text):
        reading.sentence, reading.waiting = sentence, []
        introduced = text[sentence.start - 1 : sentence.start] == "\n" and text[: sentence.start].rstrip().endswith(":")
        reading.first = reading.first if introduced else len(reading.promises)
        for clause in clauses(text, sentence):
            _read_clause(reading, clause)
        reading.carrier = None
        if reading.waiting:
            reading.carrier = Span(reading.waiting[0].span.start, reading.waiting[-1].span.end)
    return [promise for promise in reading.promises if _is_promise(text, promise)]


def _is_promise(text: str, promise: Promise) -> bool:
    return promise.named or bool(promise.sums and rule("money-word").search(promise.predicate.of(text)))


def _read_clause(reading: _Reading, clause: Clause) -> None:
    if clause.opens == ";" and reading.waiting:
        reading.carrier, reading.waiting = Span(reading.waiting[0].span.start, reading.waiting[-1].span.end), []
    if rule("connective").search(clause.of(reading.text)) or _limits(reading, clause):
        return
    at = _anchor(clause.of(reading.text))
    label = at is not None and rule("label").pattern.fullmatch(clause.of(reading.text)[:at])
    if (at is None or label) and _labelled(reading, clause):
        return
    if at is None:
        reading.waiting.append(clause)
        return
    _promise(reading, clause, clause.span.start + at)


def _anchor(words: str) -> int | None:
    """Offset at which a clause turns from recipient to what is given, money or another favour."""
    shown = hide_brackets(words)
    shown = rule("told").pattern.sub(lambda found: BLANK * len(found[0]), shown)
    for found in rule("anchor").find(shown):
        if rule("giving").search(found[0]) or _carries(shown[found.start() :]):
            return found.start()
    return None


def _carries(words: str) -> bool:
    """Whether the words from an anchor on hold a sum or a named promise, or announce one for the next clause."""
    return bool(read_sums(words, Span(0, len(words))) or rule("named-promise").search(words) or _announces(words))


def _announces(words: str) -> bool:
    return bool(rule("announcement").search(words))


def _limits(reading: _Reading, clause: Clause) -> bool:
    """Take a clause such as 最高不超过50万元 as the ceiling of the promise before it."""
    words = clause.of(reading.text)
    remark = reading.text[reading.sentence.start - 1 : reading.sentence.start] == "("
    if (reading.waiting and not remark) or not reading.promises or not rule("ceiling-clause").search(words):
        return False
    if (label := rule("label").search(words)) and label.start() == 0:
        return False
    sums = read_sums(reading.text, clause.span)
    if sums:
        _limit(reading, clause, tuple(replace(found, bound="max") for found in sums))
    return True


def _limit(reading: _Reading, clause: Clause, limits: tuple[Sum, ...]) -> None:
    """Set the ceiling of the promise before, or of all in the sentence, each its own where there are as many."""
    shares = [index for index in range(reading.first, len(reading.promises)) if _unlimited(reading.promises[index])]
    own = len(shares) == len(limits) > 1
    last = reading.promises[-1]
    if not (own or clause.opens == ";" or last.base):
        shares = [len(reading.promises) - 1]
    for place, index in enumerate(shares):
        limit = limits[place : place + 1] if own else limits
        reading.promises[index] = _limited(reading.promises[index], limit, clause.span.end)


def _unlimited(promise: Promise) -> bool:
    return bool(promise.sums) and all(found.share for found in promise.sums) and not promise.ceiling


def _limited(promise: Promise, limit: tuple[Sum, ...], end: int) -> Promise:
    """The promise with a ceiling, where it names a share without one or no sum at all."""
    predicate = Span(promise.predicate.start, end)
    if not promise.sums:
        return replace(promise, sums=limit, predicate=predicate)
    if _unlimited(promise):
        return replace(promise, ceiling=limit, predicate=predicate)
    return promise


def _labelled(reading: _Reading, clause: Clause) -> bool:
    """Take 省级100万元 as a further sum of the promise before it."""
    if reading.waiting or len(reading.promises) <= reading.first:
        return False
    words = clause.of(reading.text)
    sums = read_sums(reading.text, clause.span)
    found = rule("label-sum").search(hide_brackets(words))
    if not sums or not found:
        return False
    last = reading.promises[-1]
    if not (last.sums or last.named or rule("announcement").search(last.predicate.of(reading.text))):
        return False
    labelled = tuple(replace(s, label=s.label or found["label"]) if i == 0 else s for i, s in enumerate(sums))
    whole = replace(last, predicate=Span(last.predicate.start, clause.span.end))
    if last.sums and all(s.share for s in last.sums) and not any(s.share for s in sums):
        reading.promises[-1] = replace(whole, ceiling=(*last.ceiling, *labelled))
    else:
        reading.promises[-1] = replace(whole, sums=(*last.sums, *labelled))
    return True


def _promise(reading: _Reading, clause: Clause, at: int) -> None:
    """Read the promise that begins at `at`, with the clauses that waited for it."""
    new = _new(reading, clause, at)
    reading.waiting = []
    last = reading.promises[-1] if reading.promises else None
    if not last:
        reading.promises.append(_addressed(reading, new))
        return
    generic = all(is_generic(span.of(reading.text)) for span in new.recipients)
    if generic and (joined := _joined(reading.text, last, new)):
        reading.promises[-1] = joined
        return
    new = _related(reading, last, _addressed(reading, new, last))
    if not last.sums and (new.base or _announced(reading.text, last, new)):
        reading.promises.pop()
    reading.promises.append(new)


def _new(reading: _Reading, clause: Clause, at: int) -> Promise:
    text = reading.text
    starts = [waiting.span.start for waiting in [*reading.waiting, clause]]
    predicate = Span(at, clause.span.end)
    subject = Span(starts[0], max(starts[0], cut_end(text, starts[0], at)))
    recipients, carrier = openings(text, subject, starts)
    named = _named(text, Span(starts[0], at), predicate)
    sums = _in_order(read_sums(text, predicate), text[subject.end : at])
    limits = _bracketed(text, predicate)
    return Promise(recipients, predicate, sums, _kind(text, predicate), limits, carrier or reading.carrier, named=named)


def _in_order(sums: list[Sum], before: str) -> tuple[Sum, ...]:
    """The sums with the levels in whose order they stand: 按照国家级、省级分别给予."""
    found = rule("levels-before").search(before)
    levels = [member[0] for member in rule("label").find(found["levels"])] if found else []
    if len(levels) != len(sums):
        return tuple(sums)
    return tuple(replace(each, label=level) for each, level in zip(sums, levels, strict=True))


def _addressed(reading: _Reading, new: Promise, last: Promise | None = None) -> Promise:
    """The promise with the recipients named after its verb, or those of the promise before, where it has none."""
    text = reading.text
    generic = all(is_generic(span.of(text)) for span in new.recipients)
    loose = "," in new.recipients[0].of(text) and not rule("closed").search(text[: new.predicate.start][-20:])
    if (generic or loose) and (who := _who(text, new.predicate)):
        return replace(new, recipients=(who,))
    if not generic:
        return new
    if last and not any(span.start < span.end for span in new.recipients):
        return replace(new, recipients=last.recipients, base=last.base, level=last.level)
    return new


def _announced(text: str, last: Promise, new: Promise) -> bool:
    """Whether the promise before only announces the new one: …给予奖励:国家级100万元."""
    return not last.sums and ":" in text[last.predicate.end : new.predicate.start]


def _related(reading: _Reading, last: Promise, new: Promise) -> Promise:
    """The promise with the recipients or the level that it takes over from the one before."""
    text, words = reading.text, new.recipients[0].of(reading.text)
    if new.recipients == last.recipients:
        return new
    same_sentence = last.predicate.start > reading.sentence.start
    between = text[last.predicate.end : new.recipients[0].start]
    alone = rule("bare-condition").search(words) and new.carrier is None
    label = labels_of(words)
    figure = ":" in between and not last.sums and any(map(str.isdigit, words))
    if rule("condition").search(words) or (same_sentence and (alone or label)) or (":" in between and label) or figure:
        return replace(new, base=_bases(reading, new) or last.base or last.recipients)
    if between in ("、", "和") and not level_of(words):
        return replace(new, level=level_words(last.recipients[0].of(text)) or last.level)
    return new


def staged(text: str, predicate: Span) -> bool:
    """Whether a predicate gives for some years only: 前2年给予80%."""
    return bool(rule("stage").search(text[max(0, predicate.start - 6) : predicate.end]))


def _bases(reading: _Reading, new: Promise) -> tuple[Span, ...]:
    """The recipients of the promises before in the sentence, where the new one shares out as many sums."""
    before = [promise.recipients[0] for promise in reading.promises[reading.first :]]
    return tuple(before) if len(before) == len(new.sums) > 1 else ()


def _joined(text: str, last: Promise, new: Promise) -> Promise | None:
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
    if all(s.share for s in last.sums) and not any(s.share for s in new.sums) and not last.ceiling:
        limits = tuple(replace(found, bound="max") for found in new.sums)
        return replace(whole, ceiling=limits, kind=_kind(text, whole.predicate))
    return None


def _bracketed(text: str, predicate: Span) -> tuple[Sum, ...]:
    """The ceilings that stand in brackets."""
    groups = [Span(*found.span("limit")) for found in rule("bracketed-ceiling").find(predicate.of(text))]
    return tuple(replace(s, bound="max") for group in groups for s in read_sums(text, group.shift(predicate.start)))


def _named(text: str, subject: Span, predicate: Span) -> bool:
    """Whether the predicate promises money without a figure, and does so itself."""
    words = predicate.of(text)
    if not rule("named-promise").search(words):
        return False
    around = Span(subject.start, predicate.end).of(text)
    return not rule("no-promise").search(words) and not rule("no-gift").search(around)


def _who(text: str, predicate: Span) -> Span | None:
    """The recipient between verb and sum."""
    found = rule("who").search(hide_brackets(predicate.of(text)))
    if not found:
        return None
    span = Span(*found.span("who")).shift(predicate.start)
    words = span.of(text)
    return None if is_generic(words) or rule("base").search(words) else span


def _kind(text: str, predicate: Span) -> AwardKind:
    """Matching before all; else as the last noun of the promise says."""
    words = hide_brackets(predicate.of(text))
    if rule("matching-kind").search(words):
        return "matching"
    reward, subsidy = (
        max((found.end() for found in rule(name).find(words)), default=-1) for name in ("reward-kind", "subsidy-kind")
    )
    if subsidy == reward:
        return "subsidy" if rule("plain-money").search(words) else "reward"
    return "subsidy" if subsidy > reward else "reward"
