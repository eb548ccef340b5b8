"""The words that name a recipient: where they begin and end, and how they read in a record."""

from __future__ import annotations

from collections.abc import Sequence

from zjtx_kg.extract.awards.clauses import hide_brackets, rule
from zjtx_kg.model import Span
from zjtx_kg.rules import load_rules


def cut_end(text: str, start: int, end: int) -> int:
    """The end of the recipient, without adverbs, payers and grounds before the promise at `end`."""
    words = text[start:end]
    found = rule("trailing").search(words)
    return start + found.start() if found else end


def is_generic(words: str) -> bool:
    """Whether the words name no recipient of their own."""
    return bool(rule("generic").search(words.strip(",:;、")))


def names_bearer(words: str) -> bool:
    """Whether a condition is followed by the one who meets it: 通过复核的国家级专精特新“小巨人”企业."""
    borne = rule("borne").search(words)
    return bool(borne and borne["bearer"] and not is_generic(borne["bearer"]))


def without_of(words: str) -> str:
    """The words without a final 的."""
    return rule("final-of").pattern.sub("", words)


def qualified(attribute: str, bearer: str) -> str:
    """The bearer with an attribute before it, which may end with 的 already."""
    (of,) = load_rules("awards").lists["of"]
    return without_of(attribute) + of + bearer


def openings(text: str, subject: Span, starts: Sequence[int]) -> tuple[tuple[Span, ...], Span | None]:
    """The recipients in the words before a promise, and the words before the first 对.

    Args:
        text: the passage.
        subject: the words before the promise, from the start of the first clause that waits.
        starts: where the clauses of the subject begin.
    """
    words = hide_brackets(subject.of(text))
    marks = [found.span() for found in rule("opener").find(words)]
    if not marks:
        return (_without_call(text, _from_doer(text, subject, starts)),), None
    spans: list[Span] = []
    begin, previous = marks[0][1], marks[0][0]
    for start, end in marks[1:]:
        if _opens_another(words, begin, start, previous, subject.start, starts):
            spans.append(Span(subject.start + begin, subject.start + start))
            begin = end
        previous = start
    spans.append(Span(subject.start + begin, subject.end))
    before = Span(subject.start, subject.start + marks[0][0])
    return tuple(trimmed(text, span) for span in spans), (before if not is_generic(before.of(text)) else None)


def _opens_another(words: str, begin: int, start: int, previous: int, shift: int, starts: Sequence[int]) -> bool:
    """Whether the 对 at `start` names another recipient and does not go on with the one before."""
    if rule("continuation").search(words[start:]) or start + shift not in starts:
        return False
    between = words[begin:start].rstrip(",;、")
    return bool(rule("final-of").search(between)) or "," not in between


def _from_doer(text: str, subject: Span, starts: Sequence[int]) -> Span:
    """The words from the last clause on that names a doer; what stands before it is background."""
    for start in reversed(starts):
        clause = trimmed(text, Span(start, max(start, subject.end)))
        words = clause.of(text)
        if rule("doer").search(words) and not (rule("call").search(words) or rule("role-noun").search(words)):
            return clause
    return subject


def _without_call(text: str, span: Span) -> Span:
    """The act that a clause calls for: 鼓励企业上云 → 企业上云."""
    found = rule("call").search(span.of(text))
    return trimmed(text, Span(span.start + found.end(), span.end) if found else span)


def trimmed(text: str, span: Span) -> Span:
    """The span without adverbs in front and marks at either end."""
    found = rule("leading").search(span.of(text))
    start = span.start + (found.end() if found else 0)
    end = span.end
    while end > start and text[end - 1] in ",:;、":
        end -= 1
    return Span(min(start, end), end)


def recognition_in_front(words: str) -> int:
    """Length of the verb of recognition before a recipient; of one whose bearer is named only 新认定的 counts."""
    found = rule("new" if rule("bearer").search(words) else "recognised").search(words)
    return found.end() if found and found.end() < len(without_of(words)) else 0


def reading_of(words: str) -> str:
    """A recipient as recorded: without the verb of recognition, unless its bearer is named, and without a final 的."""
    return without_of(words[recognition_in_front(words) :])


def trigger_of(source: str, recipient: str) -> str | None:
    """What must happen besides plain recognition, in the source's words.

    Args:
        source: the words that name the recipients, with the verb of recognition.
        recipient: the one made whole.
    """
    found = rule("trigger").search(source) or rule("trigger-act").search(recipient)
    return next((words for words in found.groups() if words), None) if found else None


def labels_of(words: str) -> list[str]:
    """The levels or grades that words name alone, for a recipient named before; empty where they name more."""
    bare = reading_of(words)
    if rule("label").pattern.fullmatch(bare):
        return [bare]
    return [member[0] for member in rule("label").find(bare)] if rule("label-list").search(bare) else []
