"""The figures of a passage: quantities and coverages that may be targets, each with its clause and sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from zjtx_kg.extract.quantities import find_quantities
from zjtx_kg.model import Span
from zjtx_kg.rules import Rule, RuleSet, load_rules

TIMES = frozenset(
    {
        "年",
        "个月",
        "天",
        "周",
        "小时",
        "个小时",
        "分钟",
        "工作日",
        "个工作日",
        "岁",
        "学时",
        "课时",
        "级",
        "代",
        "档",
        "批",
        "期",
        "轮",
    }
)
SHARES = frozenset({"%", "‰", "个百分点", "百分点", "个点", "点"})
IGNORED = "no-target-"
LONGEST_STRETCH = 1000
LARGE = 20  # a count from which Chinese numerals are no turn of phrase
AWARD_RULES = frozenset({"targets.no-target-award", "targets.award-sentence"})


@dataclass(frozen=True, slots=True)
class Base:
    """A starting point: the value, and the year where it is named."""

    value: int | float
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a passage that may have to be reached.

    Args:
        span: the number with its unit, or the word 全覆盖, in the passage.
        value: as in `Quantity`; 100 for a coverage.
        unit: as in `Quantity`; % for a coverage.
        coverage: whether it is a 全覆盖.
        clause: the run between two clause breaks that it stands in.
        sentence: the sentence it stands in.
        base: the starting point that the clause names (由2021年的1000家增加到), None where it names none.
        past: whether it is a fact; it is read for what it counts, which a goal after it may share, and then dropped.
    """

    span: Span
    value: int | float
    unit: str | None
    coverage: bool
    clause: Span
    sentence: Span
    base: Base | None = None
    past: bool = False


@cache
def rules() -> RuleSet:
    """The rules of targets."""
    return load_rules("targets")


def find_figures(text: str) -> tuple[tuple[Figure, ...], tuple[tuple[Span, str], ...]]:
    """The figures of a passage that may be targets, and the numbers left out, each with the rule that did so."""
    kept: list[Figure] = []
    ignored: list[tuple[Span, str]] = []
    for sentence in (Span(*match.span()) for match in rules()["sentence"].find(text)):
        base: Base | None = None
        for figure in _figures(text, sentence):
            rule = None if figure.coverage else _ignored_by(text, figure)
            if starting := None if rule else _base(text, figure):
                base, rule = starting, rules()["baseline"].id
            if rule:
                ignored.append((figure.span, rule))
            else:
                kept.append(replace(figure, base=base, past=not figure.coverage and _is_past(text, figure)))
                base = None
    return tuple(kept), tuple(ignored)


def _figures(text: str, sentence: Span) -> list[Figure]:
    words = sentence.of(text)
    breaks = [*_breaks(words), len(words)]
    found = [(q.span, q.value, q.unit, False) for q in find_quantities(words)]
    found += [(Span(*m.span()), 100, "%", True) for m in rules()["coverage"].find(words)]
    figures = []
    for span, value, unit, coverage in sorted(found, key=lambda entry: entry[0]):
        start = max((b for b in breaks if b <= span.start), default=0)
        end = min(b for b in breaks if b >= span.end)
        clause = Span(start, end).shift(sentence.start)
        figures.append(Figure(span.shift(sentence.start), value, unit, coverage, clause, sentence))
    return _with_shared_units(text, figures)


def _with_shared_units(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures, those of an enumeration that print no unit with their neighbour's."""
    units = [figure.unit for figure in figures]
    return [
        replace(figure, unit=next((u for u in (*units[at + 1 :], *units[:at][::-1]) if u), None))
        if figure.unit is None and not _counts_nothing(text, figure)
        else figure
        for at, figure in enumerate(figures)
    ]


def _counts_nothing(text: str, figure: Figure) -> bool:
    """Whether a bare number is an index: a word of reaching precedes it."""
    return bool(
        load_rules("quantities")["before-bare-number"].search(text[max(0, figure.span.start - 5) : figure.span.start])
    )


def _base(text: str, figure: Figure) -> Base | None:
    """The starting point that the figure is, if it is one."""
    found = rules()["baseline"].search(_marked(text, figure))
    return Base(figure.value, int(found["year"]) if found["year"] else None) if found else None


def _breaks(words: str) -> list[int]:
    """Where clauses begin; commas inside brackets break none, unless the bracket tells a goal (其中 …)."""
    return [match.end() for match in rules()["clause-break"].find(words) if _open(words, match.end()) == ""]


def _open(words: str, at: int) -> str:
    """The text of the bracket that is open at `at`, up to there; empty where none is, or it opens with 其中."""
    before = words[:at]
    opening = before.rfind("(")
    if opening < before.rfind(")") or opening < 0 or words.startswith("其中", opening + 1):
        return ""
    return before[opening:]


def _ignored_by(text: str, figure: Figure) -> str | None:
    """The rule by which a number is no target, None where it may be one."""
    if _open(figure.sentence.of(text), figure.span.start - figure.sentence.start):
        return "targets.no-target-bracket"
    if rules()["award-sentence"].search(figure.sentence.of(text)) and not _goal_clause(text, figure):
        return rules()["award-sentence"].id
    stretch = text[max(0, figure.span.start - LONGEST_STRETCH) : figure.span.start]
    if rules()["condition"].search(stretch[stretch.rfind("。") + 1 :]):
        return rules()["condition"].id
    marked = _marked(text, figure)
    for name, rule in rules().rules.items():
        if name.startswith(IGNORED) and rule.search(marked):
            return rule.id
    return None


def _goal_clause(text: str, figure: Figure) -> bool:
    """Whether the figure's own clause, up to it, tells a goal."""
    return bool(rules()["goal-clause"].search(text[figure.clause.start : figure.span.start]))


def _marked(text: str, figure: Figure) -> str:
    """The figure's clause with the figure as a mark of its kind."""
    before = text[figure.clause.start : figure.span.start]
    after = text[figure.span.end : figure.clause.end].rstrip(",")
    return before + _mark(figure, text) + after


def _mark(figure: Figure, text: str) -> str:
    unit = figure.unit or ""
    if unit == ":":
        return "："
    if unit in TIMES:
        return "＠"
    if unit in SHARES:
        return "％"
    if unit.startswith(("元", "美元", "欧元", "港元", "万元")):
        return "¥"
    return "＃" if figure.span.of(text)[0].isdigit() or figure.value >= LARGE else "＊"


def _is_past(text: str, figure: Figure) -> bool:
    """Whether a word of the past precedes the figure in its sentence and none of the future comes between."""
    before = text[figure.sentence.start : figure.span.start]
    past = _last(rules()["past"], before)
    return past is not None and not rules()["future"].search(before, past)


def _last(rule: Rule, text: str) -> int | None:
    return max((match.end() for match in rule.find(text)), default=None)
