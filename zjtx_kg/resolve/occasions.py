"""What an award asks of its recipient: occasions, whether they must be new, and conditions that no occasion covers.

An award that names a tier and nothing else is for reaching that tier. Else those words of recipient or trigger
decide that the vocabulary of occasions knows, the last of them, since what is honoured ends a Chinese phrase; words
that are joined to them by 、 or 或 are occasions of their own, of which any one will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zjtx_kg.model import Award, Classification, Finding, Measure, Quote, Record, Span
from zjtx_kg.rules import RuleSet, load_rules
from zjtx_kg.vocabulary import Vocabulary, load_vocabulary

REACHED, KEPT = "tier-reached", "tier-kept"
STEPS = ("above-scale", "listed")  # tiers that an enterprise reaches by an act, which the words name
CONDITION, DISCRETION, OCCASION = "condition-", "condition-discretion", "is-"

Named = tuple[Span, str]  # where words name an occasion, and its notation


@dataclass(frozen=True, slots=True)
class Occasions:
    """What an award asks.

    Args:
        classifications: the occasions with the words that gave the ground; any one will do. None: not decided.
        first_time: whether only what is new counts; False where the document is silent.
        conditions: words that name a further condition, as printed.
    """

    classifications: tuple[Classification, ...]
    first_time: bool
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OccasionReader:
    """Reads the awards of one document."""

    occasions: Vocabulary
    tiers: Vocabulary
    rules: RuleSet

    def read(self, award: Award, measure: Measure | None) -> Occasions:
        """What one award of a measure asks."""
        return Occasions(self._classifications(award, measure), self._is_first_time(award), self._conditions(award))

    def _classifications(self, award: Award, measure: Measure | None) -> tuple[Classification, ...]:
        titled = award.tier is not None and award.tier not in STEPS
        acts = self._last(award.recipient, award.tier) or self._last(award.trigger or "", award.tier)
        if notations := self._of_title(award, acts) if titled else acts or self._only(award.quote.text):
            return tuple(Classification("occasion", each, self._ground(award, each)) for each in notations)
        return self._before(award, measure) if measure and not titled else ()

    def _of_title(self, award: Award, acts: tuple[str, ...]) -> tuple[str, ...]:
        """What an award for a tier asks: an act, or the title itself where it asks for nothing else."""
        if acts == (KEPT,) and self._is_first_time(award):
            return (REACHED, KEPT)
        texts = (self._without_titles(text, award.tier) for text in (award.recipient, award.trigger or ""))
        return acts or ((REACHED,) if all(self.rules["title"].search(text) for text in texts) else ())

    def _is_first_time(self, award: Award) -> bool:
        return self.rules["first-time"].search(award.trigger or "") is not None

    def _titles(self, words: str, tier: str | None) -> list[Span]:
        """Where `words` name the tier as a title."""
        return [span for span, concept in self.tiers.find(words) if concept.notation == tier and tier not in STEPS]

    def _without_titles(self, words: str, tier: str | None) -> str:
        for span in reversed(self._titles(words, tier)):
            words = words[: span.start] + words[span.end :]
        return words

    def _last(self, words: str, tier: str | None) -> tuple[str, ...]:
        """The last occasion that `words` name outside the name of the tier, with those that are joined to it."""
        titles = self._titles(words, tier)
        named = [each for each in self._named(words) if not any(_overlap(each[0], title) for title in titles)]
        besides = self.rules["besides"].search(words)
        first = [each for each in named if besides and each[0].end <= besides.start()]
        return _distinct(self._joined(words, first or named))

    def _named(self, words: str) -> list[Named]:
        """The occasions that `words` name, by label or by rule, from left to right."""
        labelled = [(span, concept.notation) for span, concept in self.occasions.find(words)]
        rules = {name: rule for name, rule in self.rules.rules.items() if name.startswith(OCCASION)}
        ruled = ((Span(*match.span()), name) for name, rule in rules.items() for match in rule.find(words))
        others = ((span, name) for span, name in ruled if not any(_overlap(span, label) for label, _ in labelled))
        return sorted([*labelled, *((span, name.removeprefix(OCCASION)) for span, name in others)])

    def _joined(self, words: str, named: Sequence[Named]) -> list[str]:
        """The last of `named`, and before it those that nothing but 、 and the like parts from the next."""
        taken: list[str] = []
        for place in range(len(named) - 1, -1, -1):
            between = words[named[place][0].end : named[place + 1][0].start] if taken else ""
            if taken and not self.rules["joined"].search(between):
                break
            taken.insert(0, named[place][1])
        return taken

    def _only(self, words: str) -> tuple[str, ...]:
        """The occasion that the quote names, where it names one only."""
        named = _distinct(notation for _, notation in self._named(words))
        return named if len(named) == 1 else ()

    def _before(self, award: Award, measure: Measure) -> tuple[Classification, ...]:
        """The last occasion that is named in the same sentence before the words of the award."""
        start = measure.quote.span.start
        sentence = self.rules["before"].search(measure.quote.text[: max(0, award.quote.span.start - start)])
        named = self._named(sentence[0]) if sentence else []
        if not sentence or not named:
            return ()
        span, notation = named[-1]
        place = span.shift(start + sentence.start())
        return (Classification("occasion", notation, Quote(place, span.of(sentence[0]), self.rules["before"].id)),)

    def _ground(self, award: Award, notation: str) -> Quote:
        """The words of the award's quote that name the occasion, those of the recipient first; else the whole quote."""
        words, start = award.quote.text, award.quote.span.start
        found = self._named(words)
        if notation == REACHED:
            found = [(span, REACHED) for span, concept in self.tiers.find(words) if concept.notation == award.tier]
        spans = [span for span, named in found if named == notation] or [Span(0, len(words))]
        span = next((span for span in spans if span.of(words) in award.recipient), spans[-1])
        return Quote(span.shift(start), span.of(words), self.rules["tier" if notation == REACHED else "label"].id)

    def _conditions(self, award: Award) -> tuple[str, ...]:
        found: list[str] = []
        for name, rule in self.rules.rules.items():
            if name.startswith(CONDITION):
                texts = (award.quote.text,) if name == DISCRETION else (award.recipient, award.trigger or "")
                found += [match[0] for text in texts for match in rule.find(text)]
        return _distinct(each for each in found if not any(each in other and each != other for other in found))


def resolve_occasions(record: Record, tiers: Vocabulary) -> tuple[tuple[Occasions, ...], tuple[Finding, ...]]:
    """What each award asks, in their order; a finding for each whose occasion is not decided."""
    reader = OccasionReader(load_vocabulary("occasions"), tiers, load_rules("occasions"))
    measures = {measure.id: measure for measure in record.measures}
    read = [(award, reader.read(award, measures.get(award.measure or ""))) for award in record.awards]
    message = "what {!r} has to do or to reach is not decided: the award has no occasion"
    findings = (
        Finding("resolve.unknown-occasion", message.format(award.recipient), "warning", award.quote.span)
        for award, occasions in read
        if not occasions.classifications
    )
    return tuple(occasions for _, occasions in read), tuple(findings)


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
