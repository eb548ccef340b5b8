"""What the page of a policy shows: its text with every fact in place and beside it, and the state that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things import inferences
from zjtx_server.pages.things.facts import Content, facts, only
from zjtx_server.pages.things.findings import findings_told
from zjtx_server.pages.things.places import line_anchor, line_at, lines_of
from zjtx_server.pages.things.reading import Heading, blocks, headings_of
from zjtx_server.pages.things.tables import tables_of
from zjtx_server.pages.web.marks import QUIET, Mark, marks_of

FACTS = {  # what stands beside the words: the query, and the variable that names the fact
    "field": ("fields", "field"),
    "citation": ("basis", "citation"),
    "award": ("awards", "award"),
    "target": ("targets", "target"),
    "task": ("tasks", "task"),
    "responsibility": ("responsibilities", "responsibility"),
    "step": ("ladder", "step"),
    "repair": ("repairs", "repair"),
}
FIELDS = {
    PREFIXES["dcterms"] + "title": _("标题"),
    PREFIXES["zjtx"] + "region": _("地区"),
    PREFIXES["zjtx"] + "issuedBy": _("发文机关"),
    PREFIXES["zjtx"] + "documentNumber": _("文号"),
    PREFIXES["dcterms"] + "issued": _("成文日期"),
    PREFIXES["zjtx"] + "published": _("发布日期"),
    PREFIXES["zjtx"] + "status": _("状态"),
    PREFIXES["zjtx"] + "validUntil": _("有效期至"),
}
KINDS = {  # of marks, in the order of the legend
    "award": _("奖补"),
    "target": _("目标"),
    "responsibility": _("责任单位"),
    "task": _("任务"),
    "citation": _("依据"),
    "ladder-step": _("梯度"),
    "field": _("文件信息"),
    "classification": _("推断的依据"),
    "repair": _("修复"),
    "measure": _("措施"),
}
MOST_PASSAGES = 50  # in the table; all stand beside the words, and in a list of their own

Notes = dict[str, list[Row]]


class Entry(NamedTuple):
    """A line of the outline: a part of the text, how deep it lies, its words and its place."""

    depth: int
    words: str
    anchor: str
    part: Row


def policy_page(knowledge: Knowledge, iri: str) -> Content:
    """Everything of a policy."""
    text, standing = knowledge.text(iri), knowledge.rows("marks", policy=iri)
    overview = {**only(knowledge.rows("policies", policy=iri)), "policy": iri}
    places = {row["fact"]: {name: row[name] for name in ("quote", "start", "end")} for row in standing}
    found = {kind: _placed(knowledge.rows(query, policy=iri), key, places) for kind, (query, key) in FACTS.items()}
    found["repair"] = _whole_repairs(found["repair"])
    measures = _placed(knowledge.rows("measures", policy=iri), "measure", places)
    found["shared-passage"] = _placed(inferences.passages(knowledge, overview), "link", places)
    sections = knowledge.rows("sections", policy=iri)
    headings = headings_of(text, sections, measures)
    notes = _notes(text, {**found, "class": _classes(knowledge, iri, measures)})
    marks, tables = marks_of(standing), tables_of(text, lines_of(text), knowledge.rows("tables", policy=iri))
    return {
        "overview": overview,
        "fields": only(knowledge.rows("policy", policy=iri)),
        "printed": {row["property"]: row for row in found["field"]},
        "found": found,
        "cited_by": facts(knowledge, "cited_by", basis=iri),
        "outline": _outline(text, headings),
        "blocks": blocks(text, marks, headings, notes, tables),
        "kinds": _legend(marks),
        "told": partial(findings_told, knowledge, text=text, lines=lines_of(text)),
        "field_names": FIELDS,
        "most_passages": MOST_PASSAGES,
        "steps": inferences.steps(knowledge, found["step"]),
        "left_out": only(knowledge.rows("left_out", policy=iri)),
        "quality": knowledge.rows("quality", policy=iri),
    }


def _placed(rows: Iterable[Row], key: str, places: Mapping[str, Row]) -> list[Row]:
    """Rows with the place of the fact that they name in `key`, in reading order; those without one last."""
    whole = [{**row, **places.get(row.get(key, ""), {})} for row in rows]
    return sorted(whole, key=lambda row: (int(row.get("start", 10**9)), int(row.get("end", 0))))


def _whole_repairs(rows: Iterable[Row]) -> list[Row]:
    """Each repair once, with all its rules."""
    whole: dict[str, dict[str, str]] = {}
    for row in rows:
        known = whole.setdefault(row["repair"], {**row, "rules": ""})
        known["rules"] += f" {row['rule']}"
    return list(whole.values())


def _classes(knowledge: Knowledge, policy: str, measures: Iterable[Row]) -> list[Row]:
    """What was concluded of measures, at the places of these; the main theme first."""
    places = {row["measure"]: row for row in measures if "start" in row}
    rows = sorted(knowledge.rows("classified", policy=policy), key=lambda row: int(row.get("rank", 9)))
    return [
        {**row, "start": places[row["of"]]["start"], "end": places[row["of"]]["end"]}
        for row in rows
        if row["of"] in places
    ]


def _notes(text: str, found: Mapping[str, Iterable[Row]]) -> dict[int, Notes]:
    """What stands beside each line, by its number and by kind."""
    lines = lines_of(text)
    notes: dict[int, Notes] = {}
    for kind, rows in found.items():
        for row in rows:
            if "start" in row and lines:
                notes.setdefault(line_at(lines, int(row["start"])), {}).setdefault(kind, []).append(row)
    return notes


def _outline(text: str, headings: Mapping[int, Heading]) -> list[Entry]:
    lines = lines_of(text)
    entries = []
    for number, heading in sorted(headings.items()):
        words = heading.part.get("label") or text[lines[number][0] : heading.end]
        if "measure" in heading.part:
            words = f"{heading.part.get('number', '')} {words}".strip()
        entries.append(Entry(heading.rank - 2, words, line_anchor(lines, lines[number][0]), heading.part))
    return entries


def _legend(marks: Iterable[Mark]) -> dict[str, Any]:
    there = {kind for mark in marks for kind in mark.kinds}
    return {kind: words for kind, words in KINDS.items() if kind in there and kind not in QUIET}
