"""Awards: promises of public money to those who reach something (docs/records.md, awards)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zjtx_kg.extract.awards.clauses import rule
from zjtx_kg.extract.awards.lines import join_lines
from zjtx_kg.extract.awards.pairing import Pair, pairs
from zjtx_kg.extract.awards.promises import Promise
from zjtx_kg.extract.awards.reading import find_promises
from zjtx_kg.extract.awards.recipients import reading_of, trigger_of, without_of
from zjtx_kg.extract.least import is_name, is_worth
from zjtx_kg.extract.qualify import level_of, tier_of
from zjtx_kg.model import Award, Passage, Quote, Span
from zjtx_kg.vocabulary import Vocabulary

# Rules with the tier that each tells, in order: acts whose bearer is named, then acts and kinds anywhere.
BEARERS = (("listed-bearer", "listed"), ("above-scale-bearer", "above-scale"))
ACTS = (("above-scale-act", "above-scale"), ("listed-act", "listed"), ("above-scale-kind", "above-scale"))


def find_awards(passages: Sequence[Passage], tiers: Vocabulary, province_level: bool) -> tuple[Award, ...]:
    """All awards that the passages promise, in reading order; one mentioned twice is one entry.

    Args:
        passages: the measures' texts of one document.
        tiers: the vocabulary of tiers.
        province_level: the issuer lies in a municipality under the central government, where 市级 is provincial.
    """
    found = [award for passage in passages for award in _read(passage, tiers, province_level)]
    return tuple(_once(found))


def _read(passage: Passage, tiers: Vocabulary, province_level: bool) -> Iterator[Award]:
    joined = join_lines(passage.text)
    for promise in find_promises(joined.text):
        for pair in pairs(joined.text, promise, tiers):
            span = joined.printed(Span(min(pair.start, pair.end), pair.end))
            quote = Quote(span.shift(passage.start), span.of(passage.text), "awards.promise")
            if award := _award(passage.measure, quote, promise, pair, tiers, province_level):
                yield award


def _award(
    measure: str | None, quote: Quote, promise: Promise, pair: Pair, tiers: Vocabulary, province_level: bool
) -> Award | None:
    recipient = reading_of(pair.words)
    if not (is_name(recipient) and is_worth(pair.amount, pair.ratio)):
        return None
    trigger = trigger_of(pair.source, recipient)
    return Award(
        measure=measure,
        recipient=recipient,
        tier=_tier(recipient, tiers),
        level=level_of(recipient, province_level),
        amount=pair.amount,
        bound=pair.bound,
        ratio=pair.ratio,
        kind=promise.kind,
        trigger=trigger if trigger and is_name(trigger) else None,
        quote=quote,
    )


def _tier(recipient: str, tiers: Vocabulary) -> str | None:
    """The tier that an act leads to; else the one named last; else that of the doer; none of a title or a thing."""
    if reached := _tier_by(BEARERS, recipient):
        return reached
    if rule("other-title").search(recipient):
        return None
    if named := tier_of(recipient, tiers) or tier_of(recipient.split(",", maxsplit=1)[0], tiers):
        return named
    if reached := _tier_by(ACTS, recipient):
        return reached
    if rule("thing").search(recipient):
        return None
    opens = (concept for span, concept in tiers.find(recipient) if span.start <= 3 or _ends_attribute(recipient, span))
    return next((concept.notation for concept in opens), None)


def _ends_attribute(recipient: str, name: Span) -> bool:
    """Whether a name follows an attribute: 传统产业的规上工业企业年度设备投资额300万元以上."""
    before = recipient[: name.start]
    return without_of(before) != before


def _tier_by(rules: Sequence[tuple[str, str]], recipient: str) -> str | None:
    return next((tier for name, tier in rules if rule(name).search(recipient)), None)


def _once(awards: Sequence[Award]) -> Iterator[Award]:
    """Each award once, at its first mention; one without a figure gives way to one with it."""
    figured = {(a.recipient, a.kind) for a in awards if a.bound}
    seen = set()
    for award in awards:
        key = (award.recipient, award.amount, award.ratio, award.kind)
        if key in seen or (award.bound is None and (award.recipient, award.kind) in figured):
            continue
        seen.add(key)
        yield award
