"""Departments across regions: which unit has which function where, and which units answer for the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.asking.fields import choose, choose_number, choose_several, know_fields
from zjtx_server.pages.asking.options import concept_options, listed, placed, policy_options, region_options
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.asking.rows import Later, part_of
from zjtx_server.pages.overviews.listing import REGIONS_ACROSS
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.web.views import Column, View

LEAD = PREFIXES["role"] + "lead"
MOST_EDGES = 200  # shown
LEAST = 3  # things that two units share, if nothing else is asked
POLICIES = "SELECT iri FROM policy WHERE COALESCE(region, 'none') IN (SELECT value FROM json_each(:regions))"
HELD = f"""
SELECT function, function_name AS functionName, COALESCE(region, 'none') AS region, COUNT(DISTINCT measure) AS measures
FROM responsibility WHERE policy IN ({POLICIES}) AND function NOT NULL GROUP BY function, region
"""
HOLDERS = f"""
SELECT function, COALESCE(region, 'none') AS region, department, department_name AS departmentName,
  COUNT(DISTINCT measure) AS unitMeasures, COUNT(DISTINCT CASE WHEN role = :lead THEN measure END) AS unitLeads
FROM responsibility WHERE policy IN ({POLICIES}) AND function NOT NULL
GROUP BY function, region, department ORDER BY unitLeads DESC, unitMeasures DESC, department
"""
PAIRS = """
WITH charge AS (
  SELECT DISTINCT of, department, region FROM responsibility
  WHERE policy IN (SELECT value FROM json_each(:policies)) AND department NOT NULL
), pair AS (
  SELECT one.department AS unit, two.department AS partner, one.region AS region, COUNT(*) AS times
  FROM charge AS one JOIN charge AS two ON two.of = one.of AND one.department < two.department
  GROUP BY one.region, one.department, two.department HAVING COUNT(*) >= :least
)
SELECT pair.*, one.name AS unitName, two.name AS partnerName, one.collective AS unitCollective,
  two.collective AS partnerCollective, one.function_name AS unitFunction, two.function_name AS partnerFunction
FROM pair JOIN department AS one ON one.iri = unit JOIN department AS two ON two.iri = partner
ORDER BY times DESC, unit, partner
"""
BUSIEST = """
SELECT region FROM responsibility WHERE region NOT NULL GROUP BY region ORDER BY COUNT(*) DESC, region LIMIT 1
"""
FUNCTION_COLUMNS = (
    Column("functionName"),
    Column("regionName"),
    Column("measures", kind="number"),
    Column("departmentName"),
    Column("unitMeasures", kind="number"),
    Column("unitLeads", kind="number"),
    Column("function", kind="iri"),
    Column("region", kind="iri"),
    Column("department", kind="iri"),
)
NETWORK_COLUMNS = (
    Column("unitName"),
    Column("partnerName"),
    Column("times", kind="number"),
    Column("unitFunction"),
    Column("partnerFunction"),
    Column("unitCollective", kind="number"),
    Column("partnerCollective", kind="number"),
    Column("unit", kind="iri"),
    Column("partner", kind="iri"),
    Column("region", kind="iri"),
)
Cells = dict[tuple[str, str], Row]


def functions(browse: Browse) -> View:
    """Functions × regions: how many measures, and by which units."""
    regions, all_functions = region_options(browse), concept_options(browse, "function")
    fields = [
        choose("function", _("职能"), all_functions, every=_("全部职能")),
        choose_several("region", _("地区（可多选）"), regions),
    ]
    know_fields(fields, "page")
    function, wanted = fields[0].chosen, fields[1].some or regions
    listed_functions = [function] if function else all_functions
    part = part_of(wanted, REGIONS_ACROSS)
    held = cells(browse, part.rows)
    taken = Counter(function for function, _region in held)
    content = {
        "part": part,
        "held": held,
        "lines": sorted((each for each in listed_functions if each.iri in taken), key=lambda each: -taken[each.iri]),
        "unheld": [each for each in listed_functions if each.iri not in taken],
        "fields": fields,
        "functions": all_functions,
    }
    rows = Later(partial(_function_rows, browse, listed_functions, wanted))
    return View("department-functions.html", FUNCTION_COLUMNS, rows, (each.iri for each in listed_functions), content)


def cells(browse: Browse, regions: Sequence[Option]) -> Cells:
    """By function and region: the number of measures (`measures`) and the units (`units`), those first that lead."""
    asked = listed(regions)
    held: Cells = {(row["function"], row["region"]): {**row, "units": []} for row in browse.rows(HELD, regions=asked)}
    for row in browse.rows(HOLDERS, regions=asked, lead=LEAD):
        held[row["function"], row["region"]]["units"].append(row)
    return held


def _function_rows(browse: Browse, functions: Iterable[Option], regions: Sequence[Option]) -> list[Row]:
    """A row for each unit of a function in a region, and one for each function that no unit has there."""
    held = cells(browse, regions)
    rows: list[Row] = []
    for function in functions:
        for region in regions:
            cell = held.get((function.iri, region.iri), {"measures": 0, "units": [{}]})
            named = {"function": function.iri, "functionName": function.name, "region": region.iri}
            told = {**named, "regionName": region.name, "measures": cell["measures"]}
            rows += [placed({**unit, **told}) for unit in cell["units"]]
    return rows


def network(browse: Browse) -> View:
    """Which units answer for the same measures and tasks, in one region or policy, the busiest region at first."""
    regions = region_options(browse)
    fields = [
        choose("region", _("地区"), regions, every=_("不限地区")),
        choose("policy", lazy_pgettext("单个", "政策"), policy_options(browse), every=_("全部政策")),
        choose_number("least", _("至少共同负责几项"), LEAST),
    ]
    know_fields(fields)
    region, policy, least = fields[0].chosen, fields[1].chosen, int(fields[2].said)
    place = region or (None if policy else _busiest(browse, regions))
    asked = _policies(browse, place, policy)
    rows = browse.rows(PAIRS, policies=listed(asked), least=least)
    content: dict[str, Any] = {"fields": fields, "subject": policy or place, "is_elsewhere": bool(policy and not asked)}
    content |= {"shown": rows[:MOST_EDGES], "nodes": _nodes(rows)}
    things = (row[end] for row in rows for end in ("unit", "partner"))
    return View("department-network.html", NETWORK_COLUMNS, rows, things, content)


def _busiest(browse: Browse, regions: Sequence[Option]) -> Option | None:
    """The region with the most charges."""
    charged = {row["region"] for row in browse.rows(BUSIEST)}
    return next((each for each in regions if each.iri in charged), None)


def _policies(browse: Browse, region: Option | None, policy: Option | None) -> list[str]:
    """Those of a region; of them the one policy, where one is asked for."""
    within = [row["iri"] for row in browse.rows(POLICIES, regions=listed([region] if region else []))]
    if policy is None:
        return within
    return [policy.iri] if region is None or policy.iri in within else []


def _nodes(rows: Iterable[Row]) -> list[Row]:
    """The units of pairs, those first that share most, with whom they share."""
    nodes: dict[str, dict[str, Any]] = {}
    for row in rows:
        for end in ("unit", "partner"):
            empty = {"iri": row[end], "name": row[f"{end}Name"], "collective": row[f"{end}Collective"]}
            node = nodes.setdefault(row[end], {**empty, "partners": 0, "times": 0})
            node["partners"] += 1
            node["times"] += row["times"]
    return sorted(nodes.values(), key=lambda node: -node["times"])
