"""The comparison of regions as one long table: a row for each thing that is compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from zjtx_server.pages.asking.options import placed
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.overviews.award_overview import WAYS
from zjtx_server.pages.overviews.collaboration import Cells
from zjtx_server.pages.sources.browse import Row
from zjtx_server.pages.web.views import Column

COLUMNS = (
    Column("aspect"),
    Column("item"),
    Column("regionName"),
    Column("value", kind="number"),
    Column("unit"),
    Column("statement"),
    Column("note"),
    Column("thing", kind="iri"),
    Column("region", kind="iri"),
)
FIGURES = {
    "policies": _("政策"),
    "measures": _("措施"),
    "awards": _("奖补"),
    "targets": _("目标"),
    "units": _("部门"),
}
Found = Mapping[str, Any]


def compared(found: Found, chosen: Sequence[Option]) -> list[Row]:
    """A row for each number, award, target, step, theme and unit of each region, and for each link between two."""
    made: tuple[Callable[[Found, Option], list[Row]], ...] = (
        _number_rows,
        _award_rows,
        _target_rows,
        _ladder_rows,
        _theme_rows,
        _unit_rows,
    )
    of_regions = [
        {**row, "region": region.iri, "regionName": region.name}
        for make in made
        for region in chosen
        for row in make(found, region)
    ]
    return [placed(row) for row in (*of_regions, *_counterpart_rows(found), *_passage_rows(found))]


def _number_rows(found: Found, region: Option) -> list[Row]:
    numbers = found["numbers"].get(region.iri, {})
    return [{"aspect": _("概况"), "item": words, "value": numbers.get(name, 0)} for name, words in FIGURES.items()]


def _award_rows(found: Found, region: Option) -> list[Row]:
    rows = [row for by_region in found["awards"].values() for row in by_region.get(region.iri, ())]
    return [
        {"aspect": _("奖补"), "item": _tier(row), "statement": WAYS[row["statement"]], "note": row.get("recipient", "")}
        | {"thing": row["iri"], **_sum(row)}
        for row in rows
    ]


def _tier(row: Row) -> Any:
    return f"{row.get('levelName', '')}{row.get('tierName', '')}" or _("其他对象")


def _sum(row: Row) -> dict[str, Any]:
    if "yuan" in row:
        return {"value": row["yuan"], "unit": "元"}
    return {"value": row["ratio"]} if "ratio" in row else {}


def _target_rows(found: Found, region: Option) -> list[Row]:
    groups = (*found["targets"].values(), *found["other_targets"].values())
    rows = [row for by_region in groups for row in by_region.get(region.iri, ())]
    told = {"value": "value", "unit": "unit", "iri": "thing", "indicatorName": "item"}
    return [
        {"aspect": _("目标"), "note": f"{row.get('byYear', '')} {row.get('printed', '')}".strip()}
        | {name: row[key] for key, name in told.items() if key in row}
        for row in rows
    ]


def _ladder_rows(found: Found, region: Option) -> list[Row]:
    """The steps of ladders, whose value is their place."""
    rows = [row for by_region in found["ladders"].values() for row in by_region.get(region.iri, ())]
    told = {"label": "item", "position": "value", "tierName": "note", "step": "thing"}
    return [{"aspect": _("梯度")} | {name: row[key] for key, name in told.items() if key in row} for row in rows]


def _theme_rows(found: Found, region: Option) -> list[Row]:
    return [
        {"aspect": _("主题"), "item": theme["conceptName"], "value": cell["measures"], "thing": theme["concept"]}
        | {"statement": theme["statement"]}
        for theme in found["themes"]
        for cell in theme["cells"]
        if cell["region"] == region.iri
    ]


def _unit_rows(found: Found, region: Option) -> list[Row]:
    held: Cells = found["held"]
    return [
        {"aspect": _("部门职能"), "item": function.name, "value": unit["unitMeasures"]}
        | {"note": unit.get("departmentName", ""), "thing": unit.get("department", "")}
        for function in found["functions"]
        for unit in held.get((function.iri, region.iri), {"units": ()})["units"]
    ]


def _counterpart_rows(found: Found) -> list[Row]:
    """Links between measures, each at the first of the two regions, with the other told."""
    return [
        {"aspect": _("相近措施"), "item": row.get("oneLabel", ""), "note": row.get("twoLabel", "")}
        | {"value": row["score"], "statement": row.get("gradeName", ""), **_ends(row)}
        for row in found["counterparts"]
    ]


def _passage_rows(found: Found) -> list[Row]:
    return [
        {"aspect": _("共同文段"), "item": row["passage"], "statement": row["statement"], "value": row["chars"]}
        | _ends(row)
        for row in found["passages"]
    ]


def _ends(row: Row) -> dict[str, Any]:
    names = f"{row['oneRegionName']}、{row['twoRegionName']}"
    return {"thing": row["link"], "region": row["oneRegion"], "regionName": names}
