"""Baseline and target by indicator and region: one table for each unit, and what lacks a year or a value apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import methodcaller
from typing import NamedTuple

from flask import Blueprint
from flask_babel import lazy_gettext as _

from zjtx_server.pages.asking.fields import Field, choose, choose_day, given, know_fields
from zjtx_server.pages.asking.options import concept_options, linked_policies, regions_around, year_options
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.asking.rows import part_of
from zjtx_server.pages.overviews.listing import Listing
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

STATEMENTS = {
    "载明年份": _("载明年份"),
    "未载明年份": _("未载明年份"),
    "未载明数值": _("未载明数值"),
    "未载明基期": _("未载明基期"),
    "未载明单位": _("未载明单位"),
    "未提及": _("未提及"),
}
TARGETS_ON_A_PAGE = 60
LACKS = {"year": "未载明年份", "value": "未载明数值", "baseline": "未载明基期", "unit": "未载明单位"}
COLUMNS = (
    Column("region", kind="iri"),
    Column("regionName"),
    Column("indicatorName"),
    Column("printed"),
    Column("tierName"),
    Column("levelName"),
    Column("baselineYear", kind="year"),
    Column("baseline", kind="number"),
    Column("byYear", kind="year"),
    Column("comparatorName"),
    Column("value", kind="number"),
    Column("unit"),
    Column("scale"),
    Column("kindName"),
    Column("bindingName"),
    Column("growth", kind="number"),
    Column("growthPerYear", kind="number"),
    Column("begins", kind="date"),
    Column("ends", kind="date"),
    Column("gone", kind="percent"),
    Column("statement"),
    Column("lacking"),
    Column("regions", kind="number"),
    Column("policyTitle"),
    Column("policies", kind="number"),
    Column("day", kind="date"),
    Column("exact"),
    Column("target", kind="iri"),
    Column("indicator", kind="iri"),
    Column("policy", kind="iri"),
    Column("quote", kind="iri"),
)
UNITS = """
    SELECT DISTINCT CASE WHEN target.unit <> '%' THEN COALESCE(indicator.unit, target.unit) ELSE target.unit END AS unit
    FROM target LEFT JOIN indicator ON indicator.iri = target.indicator WHERE target.unit NOT NULL ORDER BY 1"""
INDICATORS = """
    SELECT indicator AS iri, MIN(indicator_name) AS zh, COUNT(DISTINCT region) AS regions FROM target
    WHERE indicator NOT NULL GROUP BY indicator ORDER BY regions DESC, indicator"""


class Group(NamedTuple):
    """Rows with one unit.

    Args:
        unit: in which they are counted; empty where none is told.
        incomplete: whether they lack a year or a value.
        rows: at least one.
    """

    unit: str
    incomplete: bool
    rows: Sequence[Row]

    @property
    def id(self) -> str:
        """Of its table."""
        return f"{'incomplete' if self.incomplete else 'targets'}-{self.rows[0].get('start', 0)}-{len(self.rows)}"

    @property
    def baselines(self) -> bool:
        """Whether any row has a baseline."""
        return any("baseline" in row for row in self.rows)

    @property
    def scale(self) -> str | None:
        """How a chart of them is divided: counts differ by powers of ten."""
        values = [row[name] for row in self.rows for name in ("baseline", "value") if name in row]
        return "log" if self.unit != "%" and values and min(values) > 0 and max(values) > 20 * min(values) else None


def target_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """`/targets/overview`."""
    blueprint = Blueprint("target overviews", __name__)
    add_view(blueprint, knowledge, "/targets/overview", lambda: _overview(browse))
    return blueprint


def _overview(browse: Browse) -> View:
    fields = _fields(browse)
    day = choose_day("on", _("在某日"))
    know_fields([*fields, day], "page")
    listing = Listing(browse, "target_overview", given(fields) | {"day": day.said or None})
    return View(
        "target-overview.html",
        COLUMNS,
        listing,
        (row["target"] for row in listing if "target" in row),
        {
            "fields": [*fields, day],
            "part": part_of(listing, TARGETS_ON_A_PAGE),
            "day": day.said,
            "groups": groups,
            "silent": silent,
            "STATEMENTS": STATEMENTS,
            "STATES": {},
        },
    )


def groups(rows: Iterable[Row]) -> list[Group]:
    """Rows of targets by unit, those without year or value apart."""
    told = [row for row in rows if "target" in row]
    complete = groupby([row for row in told if not row["incomplete"]], methodcaller("get", "scale", ""))
    rest = [row for row in told if row["incomplete"]]
    grouped = [Group(unit, False, list(those)) for unit, those in complete]
    return [*grouped, Group("", True, rest)] if rest else grouped


def silent(rows: Iterable[Row]) -> list[Row]:
    """The rows of regions without a target."""
    return [row for row in rows if "target" not in row]


def _fields(browse: Browse) -> list[Field]:
    return [
        choose("indicator", _("指标"), _indicators(browse)),
        choose("tier", _("层级"), concept_options(browse, "tier")),
        choose("level", _("级别"), concept_options(browse, "level")),
        choose("kind", _("类型"), concept_options(browse, "target-kind")),
        choose("binding", _("约束力"), concept_options(browse, "binding-force")),
        choose("unit", _("单位"), _units(browse)),
        choose("year", _("目标年"), year_options(browse, "target", "by_year")),
        choose("region", _("地区（含所辖）"), regions_around(browse)),
        choose("policy", _("政策"), linked_policies(browse)),
        choose(
            "lacking", _("缺项"), [Option(words, str(STATEMENTS[words]), value=name) for name, words in LACKS.items()]
        ),
    ]


def _indicators(browse: Browse) -> list[Option]:
    """Those of several regions first; those of one are known too, but no form lists them."""
    return [
        Option(row["iri"], row.get("zh", row["iri"]), offered=row["regions"] > 1) for row in browse.rows(INDICATORS)
    ]


def _units(browse: Browse) -> list[Option]:
    return [Option(row["unit"], row["unit"], value=row["unit"]) for row in browse.rows(UNITS)]
