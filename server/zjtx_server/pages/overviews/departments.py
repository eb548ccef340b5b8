"""Departments: the list, and which of them answers for which measure of a policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from zjtx_kg.browse import folded
from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.asking.fields import choose, choose_words, given, know_fields
from zjtx_server.pages.asking.options import concept_options, policy_options, regions_of_units
from zjtx_server.pages.asking.rows import part_of
from zjtx_server.pages.overviews.collaboration import LEAD, functions, network
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

SIGNS = {LEAD: "●", PREFIXES["role"] + "responsible": "○"}
OTHER_SIGN = "△"
ROWS_ON_A_PAGE = 100
LIST = """
SELECT iri AS department, name, names, region, region_name AS regionName, collective, function,
  function_name AS functionName, leads, responsible,
  (SELECT COUNT(DISTINCT measure) FROM responsibility WHERE department = department.iri) AS measures
FROM department
WHERE (:region IS NULL OR COALESCE(region, 'none') = :region) AND (:function IS NULL OR function = :function)
ORDER BY leads DESC, responsible DESC, region, name
"""
MEASURES = "SELECT iri AS measure, number, label, quote FROM measure WHERE policy = :policy ORDER BY rowid"
CHARGES = """
SELECT iri AS responsibility, of, measure, department, department_name AS departmentName, role, role_name AS roleName,
  printed, quote
FROM responsibility WHERE policy = :policy ORDER BY rowid
"""
LIST_COLUMNS = (
    Column("name"),
    Column("regionName"),
    Column("functionName"),
    Column("collective", kind="number"),
    Column("leads", kind="number"),
    Column("responsible", kind="number"),
    Column("measures", kind="number"),
    Column("department", kind="iri"),
    Column("region", kind="iri"),
    Column("function", kind="iri"),
)
MATRIX_COLUMNS = (
    Column("number"),
    Column("measureName"),
    Column("taskName"),
    Column("departmentName"),
    Column("printed"),
    Column("roleName"),
    Column("statement"),
    Column("measure", kind="iri"),
    Column("of", kind="iri"),
    Column("department", kind="iri"),
    Column("responsibility", kind="iri"),
    Column("quote", kind="iri"),
)


@dataclass(frozen=True)
class Line:
    """A measure or task in the matrix, with the charges of each unit."""

    iri: str
    words: str
    charges: Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Block:
    """A measure, or what hangs on none, with its lines; its own comes first where units hang on it or nothing does."""

    measure: Row
    lines: Sequence[Line]


def department_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The list of departments, the matrix, functions across regions, and who works with whom."""
    blueprint = Blueprint("departments", __name__)
    add_view(blueprint, knowledge, "/departments", partial(departments, browse))
    add_view(blueprint, knowledge, "/departments/matrix", partial(matrix, knowledge, browse))
    add_view(blueprint, knowledge, "/departments/functions", partial(functions, browse))
    add_view(blueprint, knowledge, "/departments/network", partial(network, browse))
    return blueprint


def departments(browse: Browse) -> View:
    """All departments, those first that lead most."""
    fields = [
        choose("region", _("地区"), regions_of_units(browse), every=_("全部地区")),
        choose("function", _("职能"), concept_options(browse, "function"), every=_("全部职能")),
    ]
    name = choose_words("q", _("名称"))
    know_fields([*fields, name], "page")
    words, found = folded(name.said), browse.rows(LIST, **given(fields))
    rows = [row for row in found if all(part in folded(row.get("names") or row["name"]) for part in words.split())]
    content = {"fields": [*fields, name], "part": part_of(rows, ROWS_ON_A_PAGE)}
    things = (row["department"] for row in rows)
    return View("departments.html", LIST_COLUMNS, rows, things, content)


def matrix(knowledge: Knowledge, browse: Browse) -> View:
    """Which unit answers for which measure or task of one policy, the first where none is chosen."""
    policies = policy_options(browse)
    field = choose("policy", lazy_pgettext("单个", "政策"), policies, every="")
    know_fields([field])
    policy = field.chosen or next(iter(policies), None)
    measures = browse.rows(MEASURES, policy=policy.iri if policy else "")
    charges = browse.rows(CHARGES, policy=policy.iri if policy else "")
    tasks = _tasks(knowledge, charges)
    content = {
        "fields": [field],
        "policy": policy,
        "units": _units(charges),
        "blocks": _blocks(measures, charges, tasks),
        "roles": Counter((row.get("role", ""), row.get("roleName", "")) for row in charges),
        "signs": SIGNS,
        "other_sign": OTHER_SIGN,
    }
    rows = _matrix_rows(measures, charges, tasks)
    return View("matrix.html", MATRIX_COLUMNS, rows, (row["responsibility"] for row in charges), content)


def _tasks(knowledge: Knowledge, charges: Iterable[Row]) -> dict[str, str]:
    """The words of the tasks that units answer for."""
    tasks = {row["of"] for row in charges if row["of"] != row.get("measure")}
    return {iri: row["text"] for iri in tasks for row in knowledge.rows("tasks", task=iri)}


def _units(charges: Iterable[Row]) -> list[Row]:
    """The units with the name that is printed most, those first that lead or answer for most."""
    by_unit: dict[str, list[Row]] = {}
    for row in charges:
        by_unit.setdefault(unit_of(row), []).append(row)
    units = [_unit(unit, rows) for unit, rows in by_unit.items()]
    return sorted(units, key=lambda unit: (-unit["leads"], -unit["charges"]))


def _unit(unit: str, rows: Sequence[Row]) -> Row:
    printed = Counter(row.get("printed", unit) for row in rows).most_common(1)[0][0]
    leads = sum(row.get("role") == LEAD for row in rows)
    name = rows[0].get("departmentName", printed)
    return {"unit": unit, "iri": rows[0].get("department"), "name": name, "printed": printed} | {
        "leads": leads,
        "charges": len(rows),
    }


def unit_of(row: Row) -> str:
    """What tells a unit from others: its IRI, or its printed name where it was not resolved."""
    return str(row.get("department") or row.get("printed", ""))


def _blocks(measures: Sequence[Row], charges: Sequence[Row], tasks: Mapping[str, str]) -> list[Block]:
    lines: dict[str, dict[str, list[Row]]] = {}
    for row in charges:
        lines.setdefault(row.get("measure", ""), {}).setdefault(row["of"], []).append(row)
    known = [*measures, *([{"measure": ""}] if "" in lines else [])]
    return [
        Block(measure, [_line(of, rows, tasks) for of, rows in lines.get(measure["measure"], {}).items()])
        for measure in known
    ]


def _line(of: str, rows: Iterable[Row], tasks: Mapping[str, str]) -> Line:
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(unit_of(row), []).append(row)
    return Line(of, tasks.get(of, ""), by_unit)


def _matrix_rows(measures: Sequence[Row], charges: Sequence[Row], tasks: Mapping[str, str]) -> list[Row]:
    """One row for each charge in the order of measures, and one for each measure without any."""
    by_measure: dict[str, list[Row]] = {}
    for row in charges:
        by_measure.setdefault(row.get("measure", ""), []).append(row)
    rows: list[Row] = []
    for measure in (*measures, {"measure": ""}):
        told = {"measureName": measure.get("label"), "number": measure.get("number")}
        named = {name: value for name, value in told.items() if value is not None}
        charged = by_measure.get(measure["measure"], [])
        rows += [{**row, **named, **_task(row, tasks)} for row in charged]
        if measure["measure"] and not charged:
            rows.append({**measure, **named, "of": measure["measure"], "statement": _("未附责任单位")})
    return rows


def _task(row: Row, tasks: Mapping[str, str]) -> Row:
    return {"taskName": tasks[row["of"]]} if row["of"] in tasks else {}
