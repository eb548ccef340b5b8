"""What is counted: the words of the indicator before or after the number, made whole where a part of it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zjtx_kg.extract.qualify import expand, split_list
from zjtx_kg.extract.targets.figures import Figure, rules
from zjtx_kg.model import Span
from zjtx_kg.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with what it counts.

    Args:
        figure: the number.
        indicator: what is counted, whole.
        quote: the run of the passage that holds indicator and number.
        context: the words around the number that tell kind and bound: from the member's beginning to its end.
        own_verb: whether the member has a verb or a word of reaching of its own.
        rule: id of the rule that read it.
    """

    figure: Figure
    indicator: str
    quote: Span
    context: str
    own_verb: bool
    rule: str


def read_indicators(text: str, figures: Sequence[Figure], tiers: Vocabulary) -> tuple[Reading, ...]:
    """Each figure with its indicator, in reading order; figures without one are left out."""
    readings: list[Reading] = []
    end = 0
    for index, figure in enumerate(figures):
        after = figures[index + 1] if index + 1 < len(figures) else None
        start = max(end, figure.clause.start)
        reading, end = _read(text, figure, start, after)
        readings.append(_whole(text, reading, readings))
    return tuple(r for r in _shared_out(text, readings, tiers) if r.indicator)


# --- one figure -------------------------------------------------------------------------------------------------------


def _read(text: str, figure: Figure, start: int, after: Figure | None) -> tuple[Reading, int]:
    """The reading of one figure whose member begins at `start`, and where the next member can begin."""
    before, behind = Span(start, figure.span.start), Span(figure.span.end, figure.clause.end)
    if figure.coverage:
        return _covered(text, figure, before), figure.span.end
    if _stands_before_noun(text, before, behind):
        return _before_noun(text, figure, before, after)
    return _after_noun(text, figure, before)


def _stands_before_noun(text: str, before: Span, behind: Span) -> bool:
    """Whether what is counted follows the number."""
    if rules()["after-number"].search(behind.of(text)):
        return False
    words = before.of(text)
    # A word of two characters before a number with its noun behind is a verb, whether a list knows it or not.
    return bool(rules()["verb-at-end"].search(words)) or len(_core(words)[0]) <= 2


def _core(words: str) -> tuple[str, int]:
    """The words of an indicator without lead-in and words of reaching, and their offset in `words`."""
    reach = rules()["reach-at-end"].search(words)
    kept = words[: reach.start()] if reach else words
    lead = rules()["lead-in"].search(kept)
    start = lead.end() if lead else 0
    noise = rules()["tail-noise"].search(kept[start:])
    return (kept[start : start + noise.start()] if noise else kept[start:]), start


def _after_noun(text: str, figure: Figure, before: Span) -> tuple[Reading, int]:
    words = before.of(text)
    indicator, offset = _core(words)
    decline = rules()["decline"].search(words)
    if decline and _is_share(figure):
        indicator = rules()["comparison"].pattern.sub("", words[offset : decline.end()])
    bound = _bound(text, figure)
    quote = Span(before.start + offset if indicator else figure.span.start, figure.span.end)
    context = words + text[figure.span.end : bound]
    own = bool(indicator) and _starts_afresh(words, offset)
    return Reading(figure, indicator, quote, context, own, "targets.after-what-is-counted"), _past_separator(
        text, bound
    )


def _starts_afresh(words: str, offset: int) -> bool:
    """Whether a member has a verb, a year or a word of reaching of its own."""
    return bool(
        rules()["member-verb"].search(words[:offset])
        or rules()["reach-at-end"].search(words)
        or rules()["own-act"].search(words)
    )


def _before_noun(text: str, figure: Figure, before: Span, after: Figure | None) -> tuple[Reading, int]:
    start = _bound(text, figure)
    end = figure.clause.end
    if after and after.clause == figure.clause:
        between = text[start : after.span.start]
        cut = rules()["separator"].search(between)
        end = start + (cut.start() if cut else len(between))
    words = text[start:end]
    lead = len(words) - len(words.lstrip("的"))
    noise = rules()["tail-noise"].search(words)
    indicator = words[lead : noise.start() if noise else len(words)]
    quote = Span(figure.span.start, start + lead + len(indicator))
    context = before.of(text) + text[figure.span.end : start]
    own = bool(before.of(text).strip("、,和及与"))
    return Reading(figure, indicator, quote, context, own, "targets.before-what-is-counted"), end


def _covered(text: str, figure: Figure, before: Span) -> Reading:
    words = before.of(text)
    reach = rules()["coverage-reach"].search(words)
    kept = words[: reach.start()] if reach else words
    lead = rules()["lead-in"].search(kept)
    offset = lead.end() if lead else 0
    quote = Span(before.start + offset, figure.span.end)
    indicator = kept[offset:]
    if not indicator or rules()["covered"].search(indicator):
        what = _object_before(text, figure)
        if what and not indicator.startswith(what.of(text)):
            indicator, quote = what.of(text) + indicator, Span(what.start, quote.end)
    return Reading(figure, indicator, quote, "", True, "targets.coverage")


def _bound(text: str, figure: Figure) -> int:
    """Where the number ends with the words of its bound."""
    bound = rules()["bound"].search(text[figure.span.end : figure.span.end + 8])
    return figure.span.end + (bound.end() if bound else 0)


def _past_separator(text: str, at: int) -> int:
    """The place behind the mark that parts this member from the next."""
    while at < len(text) and text[at] in "、,和及与":
        at += 1
    return at


def _is_share(figure: Figure) -> bool:
    return (figure.unit or "") in ("%", "‰", "个百分点", "百分点")


# --- what neighbours share --------------------------------------------------------------------------------------------


def _whole(text: str, reading: Reading, before: Sequence[Reading]) -> Reading:
    """The reading with what the one before it, or the clause before, prints for both."""
    last = before[-1] if before else None
    same_sentence = last is not None and last.figure.sentence == reading.figure.sentence
    indicator = rules()["inner-reach"].pattern.sub("", reading.indicator)
    if last and same_sentence:
        between = text[last.figure.span.end : reading.figure.span.start]
        if not indicator:
            return replace(reading, indicator=last.indicator, quote=_joined(last, reading))
        if rules()["level-only"].search(indicator):
            return replace(reading, indicator=_with_level(indicator, last.indicator), quote=_joined(last, reading))
        if (passing := rules()["passing"].search(indicator)) and passing.start() == 0:
            stem = rules()["passing"].pattern.sub("", last.indicator)
            return replace(reading, indicator=stem + indicator, quote=_joined(last, reading))
        level = _own_level(last.indicator)
        if level and "," not in between and not reading.own_verb and not rules()["own-scheme"].search(indicator):
            return replace(reading, indicator=level + indicator, quote=_joined(last, reading))
    if not indicator or rules()["needs-subject"].search(indicator):
        return _with_subject(text, replace(reading, indicator=indicator), last if same_sentence else None)
    return replace(reading, indicator=indicator)


def _joined(last: Reading, reading: Reading) -> Span:
    return Span(min(last.quote.start, reading.quote.start), reading.quote.end)


def _own_level(indicator: str) -> str:
    level = rules()["own-level"].search(indicator)
    return level[0] if level else ""


def _with_level(level: str, indicator: str) -> str:
    """The indicator with another level in place of its own, before or after the thing."""
    if own := rules()["level-at-end"].search(indicator):
        return indicator[: own.start()] + level
    return level + _unlevelled(indicator)


def _unlevelled(indicator: str) -> str:
    return indicator[len(_own_level(indicator)) :]


def _with_subject(text: str, reading: Reading, last: Reading | None) -> Reading:
    """The attribute with its subject: the thing counted just before, or the object of the clause before."""
    if last and reading.figure.clause.start in (last.figure.clause.start, last.figure.clause.end):
        return replace(reading, indicator=_bearer(last.indicator) + reading.indicator, quote=_joined(last, reading))
    what = _object_before(text, reading.figure)
    if what is None:
        return reading
    return replace(reading, indicator=what.of(text) + reading.indicator, quote=Span(what.start, reading.quote.end))


def _bearer(indicator: str) -> str:
    """The thing counted, or of an attribute the one that has it."""
    subject = rules()["subject"].search(indicator) if rules()["attribute"].search(indicator) else None
    return subject[0] if subject else indicator


def _object_before(text: str, figure: Figure) -> Span | None:
    """The object of the clause before the figure's own, in the same sentence."""
    words = text[figure.sentence.start : figure.clause.start].rstrip(",:")
    start = max((match.end() for match in rules()["clause-break"].find(words)), default=0)
    lead = rules()["lead-in"].search(words[start:])
    start += lead.end() if lead else 0
    found = rules()["object"].search(words[start:])
    if not found:
        return None
    return Span(*found.span("object")).shift(figure.sentence.start + start)


def _shared_out(text: str, readings: Sequence[Reading], tiers: Vocabulary) -> list[Reading]:
    """Lists of things that several numbers serve in the same order, each thing with its number."""
    result: list[Reading] = []
    for group in _runs(text, readings):
        parts = _parts(group[0].indicator, len(group), tiers) if len(group) > 1 else []
        if len(parts) == len(group):
            result += [replace(r, indicator=part) for r, part in zip(group, parts, strict=True)]
        else:
            result += group
    return _heads_from_the_right(result)


def _parts(indicator: str, count: int, tiers: Vocabulary) -> list[str]:
    """The things that a list of indicators names; attributes stand each for itself."""
    items = [span.of(indicator) for span in split_list(indicator, rules()["list-mark"])]
    if len(items) == count and all(rules()["attribute"].search(item) for item in items):
        return items
    return [part.text for part in expand(indicator, tiers, count)]


def _runs(text: str, readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings grouped: those that share one indicator with nothing but marks and bounds between."""
    runs: list[list[Reading]] = []
    for reading in readings:
        last = runs[-1][-1] if runs else None
        if last and reading.indicator == last.indicator and _follows(text, last, reading):
            runs[-1].append(reading)
        else:
            runs.append([reading])
    return runs


def _follows(text: str, last: Reading, reading: Reading) -> bool:
    between = text[_bound(text, last.figure) : reading.figure.span.start]
    return len(between) < 4 and bool(rules()["carried-on"].search(between)) and "力争" not in between


def _heads_from_the_right(readings: Sequence[Reading]) -> list[Reading]:
    """Members that print only a level before a noun printed once: 1个省级、2个市级示范园区."""
    result: list[Reading] = []
    for reading in reversed(readings):
        after = result[-1] if result else None
        if after and rules()["level-only"].search(reading.indicator) and after.figure.clause == reading.figure.clause:
            indicator = reading.indicator + _unlevelled(after.indicator)
            reading = replace(reading, indicator=indicator, quote=Span(reading.quote.start, after.quote.end))
        result.append(reading)
    return result[::-1]
