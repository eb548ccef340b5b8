"""The promises of a passage, read clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zjtx_kg.extract.awards.clauses import Clause, clauses, rule, sentences
from zjtx_kg.extract.awards.predicates import (
    LONGEST,
    anchor_of,
    bracketed_ceilings,
    in_order_of_levels,
    kind_of,
    promises_money,
    recipient_inside,
    turned,
)
from zjtx_kg.extract.awards.promises import (
    Promise,
    for_some,
    is_announced,
    is_listed,
    is_unlimited,
    joined,
    limited,
    related,
    with_labelled,
)
from zjtx_kg.extract.awards.recipients import cut_end, is_generic, openings
from zjtx_kg.extract.awards.sums import Sum, read_sums
from zjtx_kg.model import Span

MOST_BEFORE = 100  # promises that a clause looks back on
PARTS = 150  # characters that the parts of one sum can take


@dataclass(slots=True)
class _Reading:
    """The state of reading.

    Args:
        text: the passage.
        sentence: the sentence being read.
        first: index of the first promise that this sentence, or the list it belongs to, may build on.
        earlier: the same of the sentence before.
        waiting: clauses that wait for their promise.
        carrier: words left over before, for recipients such as 符合条件的项目.
        promises: the promises so far.
        parts_end: where the parts of the last promise's sum end.
    """

    text: str
    sentence: Span = field(default_factory=lambda: Span(0, 0))
    first: int = 0
    earlier: int = 0
    waiting: list[Clause] = field(default_factory=list)
    carrier: Span | None = None
    promises: list[Promise] = field(default_factory=list)
    parts_end: int = 0

    def leave_waiting(self) -> None:
        """Keep the clauses that found no promise as carrier."""
        waiting, self.waiting = self.waiting, []
        self.carrier = Span(waiting[0].span.start, waiting[-1].span.end) if waiting else None


def find_promises(text: str) -> list[Promise]:
    """All promises of `text` that name a sum, or money to a named recipient, in reading order."""
    if not rule("cue").search(text):
        return []
    reading = _Reading(text)
    for sentence in sentences(text):
        reading.sentence = sentence
        introduced = rule("introduction").search(text[max(0, sentence.start - 12) : sentence.start])
        if not introduced:
            reading.earlier, reading.first = reading.first, len(reading.promises)
        for clause in clauses(text, sentence):
            if clause.span.start >= reading.parts_end and not _opens_parts(reading, clause):
                _read_clause(reading, clause)
        reading.leave_waiting()
    return [promise for promise in reading.promises if _is_promise(text, promise)]


def _is_promise(text: str, promise: Promise) -> bool:
    return promise.named or bool(promise.sums and rule("money-word").search(promise.predicate.of(text)))


def _opens_parts(reading: _Reading, clause: Clause) -> bool:
    """Whether the sums from this clause on are the parts of the one before, which they add up to; pass them over."""
    opens = clause.opens == ":" or rule("parts").search(clause.of(reading.text))
    if not reading.promises or not opens:
        return False
    end = reading.text.find(";", clause.span.start, reading.sentence.end)
    rest = Span(clause.span.start, min(reading.sentence.end if end < 0 else end, clause.span.start + PARTS))
    parts, whole = [found.value for found in read_sums(reading.text, rest)], reading.promises[-1].sums
    adds_up = len(parts) > 1 and len(whole) == 1 and sum(parts) == whole[0].value
    reading.parts_end = rest.end if adds_up else reading.parts_end
    return adds_up


def _read_clause(reading: _Reading, clause: Clause) -> None:
    words = clause.of(reading.text)
    if clause.opens == ";" and reading.waiting:
        reading.leave_waiting()
    if rule("connective").search(words) or _limits(reading, clause) or _tells_payer(reading, words):
        return
    at = anchor_of(words)
    labelled = at is None or rule("label").pattern.fullmatch(words[:at]) or rule("limits-of-kinds").search(words)
    if labelled and _labels(reading, clause):
        return
    if at is None:
        reading.waiting.append(clause)
    else:
        _read_promise(reading, clause, clause.span.start + at)


def _tells_payer(reading: _Reading, words: str) -> bool:
    """Whether a clause after a promise only says who bears its money."""
    return bool(reading.promises and not reading.waiting and rule("payer").search(words))


def _limits(reading: _Reading, clause: Clause) -> bool:
    """Take a clause such as 最高不超过50万元 as the ceiling of the promise before it."""
    words = clause.of(reading.text)
    remark = reading.text[reading.sentence.start - 1 : reading.sentence.start] == "("
    if (reading.waiting and not remark) or not reading.promises or not rule("ceiling-clause").search(words):
        return False
    if (label := rule("label").search(words)) and label.start() == 0:
        return False
    if clause.span.start == reading.sentence.start and turned(reading.text, clause.span):
        return False
    sums = read_sums(reading.text, clause.span)
    if sums:
        _limit(reading, clause, tuple(replace(found, bound="max") for found in sums))
    return True


def _limit(reading: _Reading, clause: Clause, limits: tuple[Sum, ...]) -> None:
    """Set the ceiling of the promise before, or of all in the sentence, each its own where there are as many."""
    count = len(reading.promises)
    first = max(reading.first if reading.first < count else reading.earlier, count - MOST_BEFORE)
    shares = [index for index in range(first, count) if is_unlimited(reading.promises[index])]
    own = len(shares) == len(limits) > 1
    last = reading.promises[-1]
    for_all = rule("limit-for-all").search(clause.of(reading.text))
    if not (own or for_all or clause.opens in ("", ";") or last.base):
        shares = [count - 1]
    for place, index in enumerate(shares):
        limit = limits[place : place + 1] if own else limits
        reading.promises[index] = limited(reading.text, reading.promises[index], limit, clause.span.end)


def _labels(reading: _Reading, clause: Clause) -> bool:
    """Take a clause such as 省级100万元 as a further sum of the promise before it."""
    if reading.waiting or len(reading.promises) <= reading.first or not _is_near(reading.promises[-1], clause.span.end):
        return False
    longer = with_labelled(reading.text, reading.promises[-1], clause.span)
    if longer:
        reading.promises[-1] = longer
    return bool(longer)


def _read_promise(reading: _Reading, clause: Clause, at: int) -> None:
    """Read the promise that begins at `at`, with the clauses that waited for it."""
    text, new = reading.text, _new(reading, clause, at)
    reading.waiting = []
    last = reading.promises[-1] if reading.promises else None
    if not last:
        reading.promises.append(_addressed(text, new))
    elif _is_near(last, new.predicate.end) and _is_generic(text, new) and (whole := joined(text, last, new)):
        reading.promises[-1] = whole
    else:
        if is_listed(text, last, new, reading.sentence):
            new = replace(new, kind=last.kind, named=True)
        before = reading.promises[reading.first :][-MOST_BEFORE:] or [last]
        addressed = _addressed(text, new, last)
        some = for_some(text, last, addressed, clause.span) if last.predicate.start > reading.sentence.start else None
        new = some or related(text, before, addressed, reading.sentence)
        if (not last.sums and (new.base or is_announced(text, last, new))) or (some and is_unlimited(last)):
            reading.promises.pop()
        reading.promises.append(new)


def _new(reading: _Reading, clause: Clause, at: int) -> Promise:
    text = reading.text
    starts = [waiting.span.start for waiting in [*reading.waiting, clause]]
    starts = [start for start in starts if start > at - LONGEST] or [at - LONGEST]
    predicate = Span(at, min(clause.span.end, at + LONGEST))
    subject = Span(starts[0], max(starts[0], cut_end(text, starts[0], at)))
    recipients, carrier = openings(text, subject, starts)
    opens = subject.start == reading.sentence.start and is_generic(subject.of(text))
    if after := turned(text, predicate) if opens else None:
        predicate, recipients, carrier = after[0], (after[1],), None
    named = promises_money(text, Span(starts[0], at), predicate)
    sums = in_order_of_levels(read_sums(text, predicate), text[subject.end : at])
    limits = bracketed_ceilings(text, predicate)
    return Promise(
        recipients, predicate, sums, kind_of(text, predicate), limits, carrier or reading.carrier, named=named
    )


def _is_near(promise: Promise, end: int) -> bool:
    """Whether the predicate of a promise can reach to `end`."""
    return end - promise.predicate.start <= LONGEST


def _is_generic(text: str, promise: Promise) -> bool:
    return all(is_generic(span.of(text)) for span in promise.recipients)


def _addressed(text: str, new: Promise, last: Promise | None = None) -> Promise:
    """The promise with the recipients named after its verb, or those of the promise before, where it has none."""
    generic = _is_generic(text, new)
    near = text[max(0, new.predicate.start - 20) : new.predicate.start]
    loose = "," in new.recipients[0].of(text) and not rule("closed").search(near)
    if (generic or loose) and (inside := recipient_inside(text, new.predicate)):
        return replace(new, recipients=(inside,))
    if generic and last and not any(span.start < span.end for span in new.recipients):
        return replace(new, recipients=last.recipients, base=last.base, level=last.level)
    return new
