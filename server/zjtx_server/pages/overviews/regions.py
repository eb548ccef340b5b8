"""Regions: all of them, one within the other, with what their policies hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from flask import Blueprint

from zjtx_server.pages.asking.options import UNKNOWN
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.overviews.comparison import compare
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

ALL = """
SELECT region.iri AS region, region.code, region.name, region.level_name AS levelName, region.parent,
  above.name AS parentName, COUNT(policy.iri) AS policies, COALESCE(SUM(policy.measures), 0) AS measures,
  COALESCE(SUM(policy.awards), 0) AS awards, COALESCE(SUM(policy.targets), 0) AS targets,
  GROUP_CONCAT(DISTINCT policy.year) AS years, SUM(policy.iri NOT NULL AND policy.year IS NULL) AS undated
FROM region LEFT JOIN policy ON policy.region = region.iri LEFT JOIN region AS above ON above.iri = region.parent
GROUP BY region.iri ORDER BY region.code, region.iri
"""
UNPLACED = """
SELECT COUNT(*) AS policies, SUM(measures) AS measures, SUM(awards) AS awards, SUM(targets) AS targets,
  GROUP_CONCAT(DISTINCT year) AS years FROM policy WHERE region IS NULL
"""
COLUMNS = (
    Column("code"),
    Column("name"),
    Column("levelName"),
    Column("parentName"),
    Column("years"),
    Column("policies", kind="number"),
    Column("measures", kind="number"),
    Column("awards", kind="number"),
    Column("targets", kind="number"),
    Column("within", kind="number"),
    Column("region", kind="iri"),
    Column("parent", kind="iri"),
)


def region_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The list of regions, and the comparison of some."""
    blueprint = Blueprint("regions", __name__)
    add_view(blueprint, knowledge, "/regions", partial(regions, browse))
    add_view(blueprint, knowledge, "/compare", partial(compare, browse))
    return blueprint


def regions(browse: Browse) -> View:
    """All regions, each below the one around it."""
    know_only()
    rows = list(_nested(browse.rows(ALL)))
    unplaced: list[Row] = [
        {**row, "name": UNKNOWN, "years": _ordered(row), "depth": 0, "within": 0}
        for row in browse.rows(UNPLACED)
        if row["policies"]
    ]
    return View("regions.html", COLUMNS, [*rows, *unplaced], (row["region"] for row in rows))


def _nested(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows in the order of a tree, with `depth` and the number of policies further in (`within`)."""
    known = {row["region"]: row for row in rows}
    inside: dict[str, list[Row]] = {}
    for row in known.values():
        inside.setdefault(row.get("parent", "") if row.get("parent") in known else "", []).append(row)
    within = _within(known)
    waiting = [(row, 0) for row in reversed(inside.get("", []))]
    while waiting:
        row, depth = waiting.pop()
        yield {**row, "years": _ordered(row), "depth": depth, "within": within.get(row["region"], 0)}
        waiting += [(each, depth + 1) for each in reversed(inside.get(row["region"], []))]


def _within(known: Mapping[str, Row]) -> dict[str, int]:
    """How many policies the regions inside each have."""
    within: dict[str, int] = {}
    for row in known.values():
        around, seen = str(row.get("parent")), {row["region"]}
        while around in known and around not in seen:
            seen.add(around)
            within[around] = within.get(around, 0) + row["policies"]
            around = str(known[around].get("parent"))
    return within


def _ordered(row: Row) -> str:
    return "、".join(sorted(str(row.get("years", "")).split(",")))
