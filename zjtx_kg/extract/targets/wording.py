"""What is counted: the words of the indicator before or after the number, or before 全覆盖."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.extract.targets.figures import Figure, open_bracket, rules
from zjtx_kg.model import Span

NEXT_TO_NUMBER = 8
LONGEST_REACH = 60
LONGEST_INDICATOR = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with what it counts.

    Args:
        figure: the number.
        indicator: what is counted.
        quote: the run of the passage that holds indicator and number.
        context: the words of the member before the number, which tell its kind.
        reach: the words next to the number on both sides, which tell its bound.
        own_verb: whether the member has a verb, a year or a word of reaching of its own.
        rule: id of the rule that read it.
        place: index and length of the run of numbers that share one list of things or years.
        printed: the words of the indicator that the member itself prints.
        pool: name of the pool to which the enterprises counted belong, where the indicator leaves it out.
    """

    figure: Figure
    indicator: str
    quote: Span
    context: str
    reach: str
    own_verb: bool
    rule: str
    place: tuple[int, int] = (0, 1)
    printed: str = ""
    pool: str = ""


def read_member(text: str, figure: Figure, start: int, after: Figure | None) -> tuple[Reading, int]:
    """The reading of a figure whose member begins at `start`, and where the next member can begin.

    Args:
        text: the passage.
        figure: the number.
        start: offset in the passage.
        after: the next figure, None where there is none.
    """
    start = max(start, figure.span.start - LONGEST_INDICATOR)
    end = min(figure.clause.end, figure.span.end + LONGEST_INDICATOR)
    before, behind = Span(start, figure.span.start), Span(figure.span.end, end)
    if figure.coverage:
        return _covered(text, figure, before), figure.span.end
    if _stands_before_noun(text, before, behind):
        return _before_noun(text, figure, before, after)
    return _after_noun(text, figure, before)


def end_of_number(text: str, figure: Figure) -> int:
    """Where the number ends with the words of its bound."""
    bound = rules()["bound"].search(text[figure.span.end : figure.span.end + NEXT_TO_NUMBER])
    return figure.span.end + (bound.end() if bound else 0)


def object_before(text: str, figure: Figure) -> Span | None:
    """The object of the clause before the figure's own, in the same sentence."""
    words = text[figure.sentence.start : figure.clause.start].rstrip(",:")
    start = max((match.end() for match in rules()["clause-break"].find(words)), default=0)
    start += _lead_length(words[start:])
    found = rules()["object"].search(words[start:])
    return Span(*found.span("object")).shift(figure.sentence.start + start) if found else None


def pool_before(text: str, figure: Figure) -> Span | None:
    """The name of the last pool of enterprises that the passage sets up before the figure."""
    start = max(0, figure.span.start - LONGEST_INDICATOR)
    found = [match.span("pool") for match in rules()["pool"].find(text[start : figure.span.start])]
    return Span(*found[-1]).shift(start) if found else None


def _stands_before_noun(text: str, before: Span, behind: Span) -> bool:
    """Whether what is counted follows the number."""
    if rules()["after-number"].search(behind.of(text)):
        return False
    words = before.of(text)
    # A word of two characters before a number with its noun behind is a verb, whether a list knows it or not.
    return bool(rules()["verb-at-end"].search(words)) or len(_core(words)[0]) <= 2


def _core(words: str) -> tuple[str, int]:
    """The words of an indicator without lead-in and words of reaching, and their offset in `words`."""
    kept = words[: len(words) - len(_reach(words))]
    start = _lead_length(kept)
    noise = rules()["tail-noise"].search(kept[start:])
    return (kept[start : start + noise.start()] if noise else kept[start:]), start


def _reach(words: str) -> str:
    """The words of reaching at the end."""
    found = rules()["reach-at-end"].search(words[-LONGEST_REACH:])
    return found[0] if found else ""


def _lead_length(words: str) -> int:
    """How long the words are that lead in to what is counted."""
    found = rules()["lead-in"].search(words)
    return found.end() if found else 0


def _after_noun(text: str, figure: Figure, before: Span) -> tuple[Reading, int]:
    words = before.of(text)
    indicator, offset = _core(words)
    decline = rules()["decline"].search(words) if figure.sort == "share" else None
    if decline:
        indicator = rules()["comparison"].pattern.sub("", words[offset : decline.end()]).replace("分别", "")
    end = end_of_number(text, figure)
    quote = Span(before.start + offset if indicator else figure.span.start, figure.span.end)
    bound = text[figure.span.end : end]
    reading = Reading(
        figure=figure,
        indicator=indicator,
        quote=quote,
        context=words,
        reach=_reach(words) + bound,
        own_verb=_starts_afresh(words, offset) if indicator else bool(rules()["member-verb"].search(words)),
        rule="targets.after-what-is-counted",
        printed=indicator,
    )
    return reading, _past_separator(text, end)


def _starts_afresh(words: str, offset: int) -> bool:
    """Whether a member has a verb, a year or a word of reaching of its own."""
    return bool(rules()["member-verb"].search(words[:offset]) or _reach(words) or rules()["own-act"].search(words))


def _past_separator(text: str, at: int) -> int:
    """The place behind the mark that parts this member from the next."""
    while at < len(text) and text[at] in "、,和及与":
        at += 1
    return at


def _before_noun(text: str, figure: Figure, before: Span, after: Figure | None) -> tuple[Reading, int]:
    start = end_of_number(text, figure)
    end = min(figure.clause.end, figure.span.end + LONGEST_INDICATOR)
    if after and after.clause == figure.clause:
        end = start + _own_part(text, text[start : after.span.start], after)
    words = text[start:end]
    lead = len(words) - len(words.lstrip("的"))
    noise = rules()["tail-noise"].search(words)
    indicator = words[lead : noise.start() if noise else len(words)]
    bound = text[figure.span.end : start]
    quote = Span(figure.span.start, start + lead + len(indicator))
    if indicator and (covering := _covering(text, figure, before)):
        indicator, quote = f"{covering.of(text)}覆盖{indicator}", Span(covering.start, quote.end)
    reading = Reading(
        figure=figure,
        indicator=indicator,
        quote=quote,
        context=before.of(text),
        reach=before.of(text)[-NEXT_TO_NUMBER:] + bound,
        own_verb=bool(before.of(text).strip("、,和及与")),
        rule="targets.before-what-is-counted",
    )
    return reading, end


def _covering(text: str, figure: Figure, before: Span) -> Span | None:
    """What covers the share of others that follows the number: 平台覆盖80%的重点企业."""
    words = before.of(text)
    covers = rules()["covers"].search(words) if figure.sort == "share" else None
    if not covers:
        return None
    start = _lead_length(words[: covers.start()])
    return Span(start, covers.start()).shift(before.start) if start < covers.start() else object_before(text, figure)


def _own_part(text: str, between: str, after: Figure) -> int:
    """How much of the words between two numbers the first one counts: 100场活动、服务企业2000家次."""
    cut = rules()["separator"].search(between)
    if cut and cut.start() < len(between):
        return cut.start()
    mark = between.rfind("、")
    ends_clause = rules()["after-number"].search(text[after.span.end : after.span.end + NEXT_TO_NUMBER])
    return mark if mark > 0 and ends_clause and not open_bracket(between, mark) else len(between)


def _covered(text: str, figure: Figure, before: Span) -> Reading:
    words = before.of(text)
    reach = rules()["coverage-reach"].search(words)
    kept = words[: reach.start()] if reach else words
    offset = _lead_length(kept)
    quote = Span(before.start + offset, figure.span.end)
    indicator = kept[offset:]
    if not indicator or rules()["covered"].search(indicator):
        what = object_before(text, figure)
        if what and not indicator.startswith(what.of(text)):
            indicator, quote = what.of(text) + indicator, Span(what.start, quote.end)
    return Reading(figure, indicator, quote, "", "", own_verb=True, rule="targets.coverage")
