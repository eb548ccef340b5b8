"""Figures as tables, lists and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from zjtx_kg.evaluate import KINDS, NOTHING, RECORD_KINDS, Evaluation, Tally
from zjtx_kg.evaluate.assess import Assessment, total
from zjtx_kg.evaluate.recorded import RATES, Changes
from zjtx_kg.evaluate.report import Report

WIDTH = 168
ALL = "all"
RATE_HEADS = ("precision", "recall", "F1", "exact F1")
SHORT_RATE_HEADS = ("prec.", "recall", "F1", "exact")
HEADS = {  # short heads of columns
    "document": "fields",
    "responsibilities": "units",
    "main theme": "main",
    "main theme, second reader": "second",
    "instruments": "instr.",
}


def show_report(report: Report, misses: bool) -> str:
    """The figures as tables, the misses if asked for, and what is won and lost."""
    tables = [_by_kind(report.assessment), _by_document(report.assessment)]
    tables += [_by_set(report)] if report.first_sight else []
    tables += [_dropped(report.dropped)] if report.dropped else []
    listed = _misses(report.assessment) or "no misses\n" if misses else ""
    return _printed(tables) + listed + _changes(report.changes)


def _misses(assessment: Assessment) -> str:
    """Every entry that is missing, extra or differs, one a line."""
    return "".join(
        f"{group}, {name}, {kind}: {miss}\n"
        for group, scores in assessment.items()
        for name, score in scores.items()
        for kind in KINDS
        for miss in score[kind].misses
    )


def _changes(changes: Changes) -> str:
    """What is won and lost against the recorded figures, one a line, and how many of each."""
    lines = [f"won   {line}" for line in changes.won] + [f"lost  {line}" for line in changes.lost]
    kept = " (--record keeps them)" if changes.won else ""
    lines.append(f"against the recorded figures: {len(changes.won)} won{kept}, {len(changes.lost)} lost")
    if changes.unrecorded:
        lines.append(f"{len(changes.unrecorded)} documents are not recorded yet (--record)")
    return "".join(f"{line}\n" for line in lines)


def report_json(report: Report) -> str:
    """All as JSON: what is told apart → document → kind → counts and rates, rounded to four digits; and the changes."""
    groups = {
        group: {name: _all_counts(score) for name, score in {**scores, ALL: total(scores)}.items()}
        for group, scores in report.assessment.items()
    }
    further = {"dropped": dict(report.dropped), **asdict(report.changes)}
    return json.dumps({**groups, **further}, ensure_ascii=False, indent=1) + "\n"


def _all_counts(score: Evaluation) -> dict[str, dict[str, float]]:
    return {kind: _counts(score[kind]) for kind in KINDS}


def _counts(tally: Tally) -> dict[str, float]:
    rates = {name: round(getattr(tally, name), 4) for name in RATES}
    return {"gold": tally.gold, "predicted": tally.predicted, "found": tally.found, "exact": tally.exact, **rates}


# --- tables ---------------------------------------------------------------------------------------------------------


def _by_kind(assessment: Assessment) -> Table:
    """One line for each kind, all documents together; what is told apart side by side."""
    totals = {group: total(scores) for group, scores in assessment.items()}
    heads = [f"{group}\n{head}" for group in totals for head in RATE_HEADS]
    table = _table("kind", "gold", *heads)
    for kind in _kinds(assessment):
        rates = [rate for score in totals.values() for rate in _rates_or_blanks(score[kind])]
        table.add_row(kind, str(next(iter(totals.values()))[kind].gold), *rates)
    return table


def _by_document(assessment: Assessment) -> Table:
    """One line for each document, beneath it one for each further way in which it was read."""
    kinds = _kinds(assessment)
    table = _table("document", *SHORT_RATE_HEADS, *_heads(kinds), title="all kinds of the record, and exact F1 of each")
    first, *further = assessment.items()
    for name, score in first[1].items():
        table.add_row(name, *_line(score, kinds))
        for group, scores in further:
            if name in scores:
                table.add_row(f"  {group}", *_line(scores[name], kinds))
    return table


def _kinds(assessment: Assessment) -> list[str]:
    """The kinds of which there is something on either side."""
    whole = sum(map(total, assessment.values()), NOTHING)
    return [kind for kind in KINDS if whole[kind] != Tally()]


def _table(*heads: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head in heads:
        table.add_column(head, no_wrap=True)
    return table


def _by_set(report: Report) -> Table:
    """Exact F1 of each set of pages, now and when extraction first saw it."""
    kinds = _kinds(report.assessment)
    table = _table("set", "", *_heads(kinds), title="exact F1 by set")
    scores = {case: score for group in report.assessment.values() for case, score in group.items()}
    for name in sorted({case.split("/")[0] for case in scores}):
        now = total({case: score for case, score in scores.items() if case.split("/")[0] == name})
        table.add_row(name, "now", *_exact(now, kinds))
        if name in report.first_sight:
            table.add_row("", "at first sight", *(report.first_sight[name].get(kind, "") for kind in kinds))
    return table


def _line(score: Evaluation, kinds: Sequence[str]) -> list[str]:
    whole = sum((score[kind] for kind in _of_record(kinds) or kinds), Tally())
    return [*_rates(whole), *_exact(score, kinds)]


def _of_record(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if kind in RECORD_KINDS]


def _rates(tally: Tally) -> list[str]:
    return [f"{getattr(tally, rate):.3f}" for rate in RATES]


def _rates_or_blanks(tally: Tally) -> list[str]:
    return _rates(tally) if tally != Tally() else [""] * len(RATES)


def _exact(score: Evaluation, kinds: Sequence[str]) -> list[str]:
    """Exact F1 of each kind; empty where there is nothing on either side."""
    return [f"{score[kind].exact_f1:.3f}" if score[kind] != Tally() else "" for kind in kinds]


def _heads(kinds: Sequence[str]) -> list[str]:
    return [HEADS.get(kind, kind) for kind in kinds]


def _dropped(dropped: Mapping[str, int]) -> Table:
    table = _table("region", "names left out", title="names that only this region's documents hold")
    for region, number in dropped.items():
        table.add_row(region, str(number))
    return table


def _printed(tables: Iterable[Table]) -> str:
    out = StringIO()
    console = Console(file=out, width=WIDTH)
    for table in tables:
        console.print(table)
    return out.getvalue()
