"""What is known of the quality of the data: figures of extraction, coverage, validation and findings."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from flask import Blueprint, redirect
from flask_babel import lazy_gettext as _
from werkzeug import Response

from zjtx_kg.evaluate import NOTHING, Evaluation, Tally
from zjtx_kg.evaluate.recorded import load_recorded
from zjtx_kg.iris import PREFIXES, thing
from zjtx_kg.resources import resource
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.findings import findings_told
from zjtx_server.pages.web.addresses import path
from zjtx_server.pages.web.views import Column, View, add_view
from zjtx_server.release import Release

DOCUMENTS, LEFT_OUT, LINKS, FIRST_SIGHT = "documents", "left out", "links", "first sight"
KINDS = {
    "document": _("文件信息"),
    "basis": _("制定依据"),
    "measures": _("措施"),
    "responsibilities": _("责任单位"),
    "tasks": _("任务"),
    "awards": _("奖补"),
    "targets": _("目标"),
    "ladder": _("企业梯度"),
    "occasions": _("奖补事由"),
    "functions": _("部门职能"),
    "indicators": _("指标归并"),
    "main theme": _("主要主题"),
    "themes": _("全部主题"),
    "instruments": _("政策工具"),
}
LINK_KINDS = {
    "counterparts": _("对应措施"),
    "nearly same": _("几乎相同的措施"),
    "links shown": _("显示的对应关系"),
    "passages": _("共同文段"),
}
INFERRED = frozenset({"occasions", "functions", "indicators", "main theme", "themes", "instruments"})
FINDINGS = {
    "unread-numbers": _("未读入的数字"),
    "unread-dates": _("未读入的日期"),
    "unread-cues": _("未读入的提示词"),
    "unread-lists": _("未读入的单位名单"),
    "unresolved-names": _("未归并的单位名称"),
    "damage-left": _("未修复的文本损坏"),
    "outline-doubts": _("结构存疑"),
    "record-doubts": _("读取存疑"),
    "corrections-made": _("人工更正"),
    "shape-findings": _("形状校验发现"),
}
COVERED = {
    "money": _("金额"),
    "count": _("数量"),
    "share": _("比例"),
    "date": _("日期"),
    "award-cue": _("奖补提示词"),
    "target-cue": _("目标提示词"),
    "units-cue": _("责任单位提示词"),
    "unit-list": _("单位名单"),
    "cell": _("表格单元格"),
}
COLUMNS = (
    Column("document"),
    Column("figure"),
    Column("kind"),
    Column("value", kind="number"),
    Column("gold", kind="number"),
    Column("predicted", kind="number"),
    Column("found", kind="number"),
    Column("exact", kind="number"),
)


class Headline(NamedTuple):
    """A figure for the first page, and what it is of; a share of 1, or a number."""

    value: float
    words: Any
    is_share: bool


def quality_page(knowledge: Knowledge, release: Release) -> Blueprint:
    """The page at `/quality`, with its figures as data."""
    blueprint = Blueprint("quality", __name__)
    add_view(blueprint, knowledge, "/quality", lambda: _view(knowledge, release))

    @blueprint.route("/report")
    def report() -> Response:
        return redirect(path("/quality"), 301)

    return blueprint


def headlines(release: Release) -> list[Headline]:
    """A few figures that tell how far to trust the data: what went well and what did not."""
    report = release.report
    told = []
    if unseen():
        told.append(Headline(unseen()["awards"], _("规则没有见过的页面上，奖补各字段全部读对的比例（F1）"), True))
    if "coverage" in report:
        told.append(Headline(report["coverage"]["share"], _("原文的数字、日期和提示词中，已交代去处的比例"), True))
    if "unresolved-names" in report.get("figures", ()):
        told.append(Headline(report["figures"]["unresolved-names"], _("未归并的单位名称"), False))
    if "violations" in report.get("validation", ()):
        told.append(Headline(report["validation"]["violations"], _("违反形状校验"), False))
    return told


def _view(knowledge: Knowledge, release: Release) -> View:
    know_only()
    groups = recorded()
    known = {document["id"]: document for document in release.report.get("documents", ())}
    annotated = {name: score for name, score in groups[DOCUMENTS].items() if name in known}
    content = {
        "report": release.report,
        "told": partial(findings_told, knowledge),
        "kinds": KINDS,
        "link_kinds": LINK_KINDS,
        "inferred_kinds": INFERRED,
        "finding_kinds": FINDINGS,
        "covered": COVERED,
        "whole": _total(groups[DOCUMENTS]),
        "left_out": _total(groups[LEFT_OUT]),
        "links_whole": _total(groups[LINKS]),
        "sets": first_sight(),
        "unseen": unseen(),
        "documents": groups[DOCUMENTS],
        "annotated": annotated,
        "NONE": Tally(),
        "titles": {name: each.get("title") or _label(knowledge, name) for name, each in known.items()},
    }
    things = [str(thing("quality", name, metric)) for name, each in known.items() for metric in each["figures"]]
    return View("quality.html", COLUMNS, tuple(_rows(release)), things, content)


def _label(knowledge: Knowledge, document: str) -> str:
    """What a document without a title is called."""
    said = knowledge.rows("statements", thing=str(thing("policy", document)))
    return next((row["value"] for row in said if row["property"] == PREFIXES["rdfs"] + "label"), document)


def _rows(release: Release) -> Iterator[Row]:
    for group, scores in recorded().items():
        for name, score in scores.items():
            yield from _tallies(name, f"exact F1, {group}", score)
    yield from (
        {"document": name, "figure": f"exact F1, {FIRST_SIGHT}", "kind": kind, "value": str(value)}
        for name, row in first_sight().items()
        for kind, value in row.items()
    )
    for document in release.report.get("documents", ()):
        if "coverage" in document:
            yield {"document": document["id"], "figure": "coverage", "value": str(document["coverage"]["share"])}
        for kind, number in document["figures"].items():
            yield {"document": document["id"], "figure": "findings", "kind": kind, "value": str(number)}


def _tallies(name: str, figure: str, score: Evaluation) -> Iterator[Row]:
    for kind in (*KINDS, *LINK_KINDS):
        tally = score[kind]
        if tally != Tally():
            counts = {count: str(getattr(tally, count)) for count in ("gold", "predicted", "found", "exact")}
            yield {"document": name, "figure": figure, "kind": kind, "value": f"{tally.exact_f1:.4f}", **counts}


def _total(scores: Mapping[str, Evaluation]) -> Evaluation:
    return sum(scores.values(), NOTHING)


@cache
def recorded() -> Mapping[str, Mapping[str, Evaluation]]:
    """The figures of extraction and of links that this version of the program is held to, by group and document."""
    figures = load_recorded(resource("data") / "figures.json")
    return {group: figures.get(group, {}) for group in (DOCUMENTS, LEFT_OUT, LINKS)}


@cache
def first_sight() -> Mapping[str, Mapping[str, float]]:
    """Exact F1 by set and kind of the composed pages, each when it was first read; empty where it is not at hand."""
    data = resource("data")
    tables = (data / "first-sight.csv", data.parent / "tests" / "data" / "pages" / "first-sight.csv")
    table = next((each for each in tables if each.is_file()), None)
    if table is None:
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        return {
            row.pop("set"): {kind: float(value) for kind, value in row.items() if value} for row in csv.DictReader(file)
        }


def unseen() -> Mapping[str, float]:
    """The figures of the last set, which are the nearest to those of a text that nobody has seen."""
    return next(reversed(tuple(first_sight().values())), {})
