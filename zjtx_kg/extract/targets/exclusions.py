"""Which figures of a passage are no targets: amounts, thresholds, times, ranks, facts and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from zjtx_kg.extract.targets.figures import Base, Figure, Sort, open_bracket, rules, scan
from zjtx_kg.rules import Rule

IGNORED = "no-target-"
BRACKET = "targets.bracket"
AWARD_RULES = frozenset({"targets.no-target-award", "targets.award-sentence"})
LONGEST_STRETCH = 1000
LONGEST_CONTEXT = 80
PASSAGES = 512  # of one document, whose figures its targets and its coverage account both need
LARGE = 20  # a count from which Chinese numerals are no turn of phrase
MARKS: Mapping[Sort, str] = {"ratio": "：", "time": "＠", "rounds": "◎", "share": "％", "money": "¥", "count": "＃"}
MARK_OF_WORDS = "＊"


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a passage.

    Args:
        kept: those that may be targets, facts among them (`Figure.past`).
        ignored: those that are none, each with the id of the rule that says so.
    """

    kept: tuple[Figure, ...]
    ignored: tuple[tuple[Figure, str], ...]


@lru_cache(maxsize=PASSAGES)
def find_figures(text: str) -> Figures:
    """The figures of a passage, those that are no targets told apart."""
    sentences = [tell_apart(text, sentence) for sentence in scan(text)]
    return Figures(
        tuple(figure for sentence in sentences for figure in sentence.kept),
        tuple(place for sentence in sentences for place in sentence.ignored),
    )


def tell_apart(text: str, sentence: Sequence[Figure]) -> Figures:
    """The figures of one sentence of a passage, those that are no targets told apart."""
    kept: list[Figure] = []
    ignored: list[tuple[Figure, str]] = []
    base: Base | None = None
    promise = _promise(sentence[0].sentence.of(text))
    for figure in sentence:
        if figure.coverage:
            kept.append(figure)
        elif rule := _ignored_by(text, figure, promise):
            ignored.append((figure, rule))
        elif starting := _base(text, figure):
            base = starting
            ignored.append((figure, rules()["baseline"].id))
        else:
            past = _is_past(text, figure)
            kept.append(replace(figure, base=base, past=past) if base or past else figure)
            base = None
    return Figures(tuple(kept), tuple(ignored))


def _promise(sentence: str) -> int | None:
    """Where in a sentence a promise of money begins to govern its numbers; None where it promises none."""
    promise = rules()["award-sentence"].search(sentence)
    if not promise:
        return None
    clauses = [
        clause.start() for clause in rules()["promise-clause"].find(sentence) if clause.start() < promise.start()
    ]
    return clauses[-1] if clauses else 0


def _ignored_by(text: str, figure: Figure, promise: int | None) -> str | None:
    """The rule by which a number is no target, None where it may be one; `promise`: where its sentence begins one."""
    sentence = figure.sentence.of(text)
    if open_bracket(sentence, figure.span.start - figure.sentence.start):
        return BRACKET
    promised = promise is not None and (
        figure.clause.start - figure.sentence.start >= promise or _is_threshold(text, figure)
    )
    if promised and not _in_goal_clause(text, figure):
        return rules()["award-sentence"].id
    return rule_against(text, figure)


def rule_against(text: str, figure: Figure, but: frozenset[str] = frozenset()) -> str | None:
    """The first rule of language by which a number is no target, none of those in `but`; None where there is none."""
    stretch = text[max(0, figure.span.start - LONGEST_STRETCH) : figure.span.start]
    if rules()["condition"].search(stretch[stretch.rfind("。") + 1 :]):
        return rules()["condition"].id
    onwards = text[figure.span.start : min(figure.clause.end, figure.span.end + LONGEST_CONTEXT)]
    if rules()["size-of-things"].search(onwards):
        return rules()["size-of-things"].id
    marked = _marked(text, figure)
    return next((rule.id for rule in _exclusions() if rule.id not in but and rule.search(marked)), None)


@cache
def _exclusions() -> tuple[Rule, ...]:
    """The rules that name what is no target."""
    return tuple(rule for name, rule in rules().rules.items() if name.startswith(IGNORED))


def _is_threshold(text: str, figure: Figure) -> bool:
    """Whether the figure's clause, before a clause of promise, names a case and no goal: …达到100家的, …以上企业,"""
    clause = figure.clause.of(text).rstrip(",")
    return clause.endswith(("的", "企业", "项目")) or not rules()["goal-cue"].search(
        text[figure.clause.start : figure.span.start]
    )


def _in_goal_clause(text: str, figure: Figure) -> bool:
    """Whether the figure's own clause, up to it, tells a goal."""
    return bool(rules()["goal-clause"].search(text[figure.clause.start : figure.span.start]))


def _marked(text: str, figure: Figure) -> str:
    """The figure's clause with the figure as a mark of its sort."""
    in_words = figure.sort == "count" and not figure.span.of(text)[0].isdigit() and figure.value < LARGE
    start = max(figure.clause.start, figure.span.start - LONGEST_CONTEXT)
    before = text[start : figure.span.start]
    after = text[figure.span.end : min(figure.clause.end, figure.span.end + LONGEST_CONTEXT)].rstrip(",")
    return before + (MARK_OF_WORDS if in_words else MARKS[figure.sort]) + after


def _base(text: str, figure: Figure) -> Base | None:
    """The starting point that the figure is, if it is one."""
    found = rules()["baseline"].search(_marked(text, figure))
    return Base(figure.value, int(found["year"]) if found["year"] else None) if found else None


def _is_past(text: str, figure: Figure) -> bool:
    """Whether the sentence is one of statistics, or a word of the past precedes the figure and none of the future."""
    sentence = figure.sentence.of(text)
    if rules()["fact"].search(sentence) and not rules()["future"].search(sentence):
        return True
    before = text[figure.sentence.start : figure.span.start]
    past = max((match.end() for match in rules()["past"].find(before)), default=None)
    return past is not None and not rules()["future"].search(before, past)
