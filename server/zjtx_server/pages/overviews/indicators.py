"""Indicators across regions, and the lines of one over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from flask import Blueprint
from flask_babel import lazy_gettext as _

from zjtx_server.pages.asking.fields import choose, given, know_fields
from zjtx_server.pages.asking.options import concept_options, regions_around
from zjtx_server.pages.asking.rows import part_of
from zjtx_server.pages.overviews.listing import Listing
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

COLUMNS = (
    Column("indicator", kind="iri"),
    Column("indicatorName"),
    Column("unit"),
    Column("units"),
    Column("kinds"),
    Column("tierName"),
    Column("levelName"),
    Column("regions", kind="number"),
    Column("regionNames"),
    Column("unplaced", kind="number"),
    Column("targets", kind="number"),
    Column("baselines", kind="number"),
    Column("firstYear", kind="year"),
    Column("lastYear", kind="year"),
)
INDICATORS_ON_A_PAGE = 50
MOST_NAMED = 6  # regions that a row names


def indicator_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """`/indicators`."""
    blueprint = Blueprint("indicators", __name__)
    add_view(blueprint, knowledge, "/indicators", lambda: _indicators(browse))
    return blueprint


def _indicators(browse: Browse) -> View:
    tier = choose("tier", _("所计层级"), concept_options(browse, "tier"))
    region = choose("region", _("地区（含所辖）"), regions_around(browse))
    fields = [tier, region]
    know_fields(fields, "page")
    listing = Listing(browse, "indicators", given(fields))
    return View(
        "indicators.html",
        COLUMNS,
        listing,
        (row["indicator"] for row in listing if "indicator" in row),
        {
            "fields": fields,
            "region": region.chosen,
            "part": part_of(listing, INDICATORS_ON_A_PAGE),
            "MOST_NAMED": MOST_NAMED,
        },
    )


class Point(NamedTuple):
    """A value in a year, and the target that tells it."""

    value: str
    target: Row
    is_baseline: bool


class Line(NamedTuple):
    """The values of a region by years."""

    region: Row
    points: dict[str, Point]


class Series(NamedTuple):
    """Lines with one unit, and all their years."""

    unit: str
    years: Sequence[str]
    lines: Sequence[Line]


def series(targets: Iterable[Row]) -> list[Series]:
    """Targets and baselines that have a year, by unit, region and kind; two values of one year are two lines."""
    ordered = sorted((row for row in targets if "value" in row), key=_unit_region_kind)
    found = [
        Series(unit, (), [line for _, those in groupby(rows, _unit_region_kind) for line in _lines(those)])
        for unit, rows in groupby(ordered, lambda row: row.get("unit", ""))
    ]
    with_years = [each._replace(years=_years(each.lines)) for each in found]
    return [each for each in with_years if each.years]


def _unit_region_kind(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("unit", "regionName", "kindName"))


def _lines(rows: Iterable[Row]) -> list[Line]:
    lines: list[Line] = []
    for row in rows:
        points = _points(row)
        fitting = (line for line in lines if all(_same(line.points.get(year), points[year]) for year in points))
        line = next(fitting, None)
        if line is None:
            lines.append(Line(row, points))
        else:
            line.points.update(points)
    return [line for line in lines if line.points]


def _points(row: Row) -> dict[str, Point]:
    points = {row["year"][:4]: Point(row["value"], row, False)} if "year" in row else {}
    if "baseline" in row and "baselineYear" in row:
        points[row["baselineYear"][:4]] = Point(row["baseline"], row, True)
    return points


def _same(known: Point | None, point: Point) -> bool:
    return known is None or float(known.value) == float(point.value)


def _years(lines: Iterable[Line]) -> list[str]:
    return sorted({year for line in lines for year in line.points})
