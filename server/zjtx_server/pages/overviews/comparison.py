"""Two to four regions side by side: numbers, awards, targets, ladders, themes, leading units, and what they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from zjtx_server.pages.asking.options import concept_options, listed, region_options, regions
from zjtx_server.pages.asking.parameters import Option, know_only, some_of
from zjtx_server.pages.asking.rows import Later
from zjtx_server.pages.overviews.award_overview import WAYS
from zjtx_server.pages.overviews.collaboration import cells
from zjtx_server.pages.overviews.compared import COLUMNS, FIGURES, compared
from zjtx_server.pages.overviews.origins import order
from zjtx_server.pages.overviews.themes import heat_rows
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.web.views import View

MOST = 4  # regions
MOST_LINKS = 20  # shown of each kind
REGION = "COALESCE(region, 'none') AS region"
CHOSEN = "COALESCE(region, 'none') IN (SELECT value FROM json_each(:regions))"
COUNTS = f"""
SELECT {REGION}, COUNT(*) AS policies, SUM(measures) AS measures, SUM(awards) AS awards, SUM(targets) AS targets,
  MIN(year) AS firstYear, MAX(year) AS lastYear
FROM policy WHERE {CHOSEN} GROUP BY 1
"""
UNITS = f"SELECT {REGION}, COUNT(*) AS units FROM department WHERE {CHOSEN} GROUP BY 1"
OF_CHOSEN = f"policy IN (SELECT iri FROM policy WHERE {CHOSEN})"
AWARDS = f"""
SELECT iri, {REGION}, recipient, trigger, tier, tier_name AS tierName, level, level_name AS levelName,
  kind_name AS kindName, amount, maximum, minimum, ratio, bound_name AS boundName, yuan, statement
FROM award WHERE {OF_CHOSEN} ORDER BY tier_name IS NULL, tier_name, level IS NULL, level, yuan DESC, rowid
"""
TARGETS = f"""
SELECT iri, {REGION}, printed, indicator, indicator_name AS indicatorName, value, unit, by_year AS byYear,
  comparator_name AS comparatorName, kind_name AS kindName, level_name AS levelName
FROM target WHERE {OF_CHOSEN} AND indicator NOT NULL ORDER BY indicator_name, by_year, rowid
"""
LADDERS = f"""
SELECT {REGION}, policy, position, step.iri AS step, label, tier, tier_name AS tierName FROM step
WHERE {OF_CHOSEN} ORDER BY policy, position, step.rowid
"""
COUNTERPARTS = """
SELECT link, score, one.iri AS one, one.label AS oneLabel, :one AS oneRegion, two.iri AS two,
  two.label AS twoLabel, :two AS twoRegion, grade.zh AS gradeName
FROM policy JOIN measure AS one ON one.policy = policy.iri JOIN counterpart ON counterpart.measure = one.iri
JOIN measure AS two ON two.iri = counterpart.other LEFT JOIN concept AS grade ON grade.iri = counterpart.grade
WHERE COALESCE(policy.region, 'none') = :one AND COALESCE(two.region, 'none') = :two ORDER BY score DESC, link
"""
PASSAGES = """
SELECT link, passage, chars, :one AS oneRegion, policy_day AS oneDay, :two AS twoRegion, other_day AS twoDay
FROM policy AS one JOIN passage ON passage.policy = one.iri JOIN policy AS two ON two.iri = other
WHERE COALESCE(one.region, 'none') = :one AND COALESCE(two.region, 'none') = :two ORDER BY chars DESC, link
"""
Groups = dict[str, dict[str, list[Row]]]


def compare(browse: Browse) -> View:
    """The regions that are asked for side by side; a form to choose them where these are fewer than two."""
    know_only("region")
    options = region_options(browse)
    chosen = some_of("region", options, MOST)
    content: dict[str, Any] = {"options": options, "chosen": chosen, "most": MOST}
    if len(chosen) < 2:
        return View("compare.html", COLUMNS, (), (), content)
    found = _found(browse, chosen)
    rows = Later(partial(compared, found, chosen))
    return View("compare.html", COLUMNS, rows, (each.iri for each in chosen), content | found)


def _found(browse: Browse, chosen: Sequence[Option]) -> dict[str, Any]:
    asked = listed(chosen)
    awards = browse.rows(AWARDS, regions=asked)
    targets = _grouped(browse.rows(TARGETS, regions=asked), "indicator")
    shared = [item for item, by_region in targets.items() if len(by_region) > 1]
    return {
        "numbers": numbers_of(browse, asked),
        "figures": FIGURES,
        "ways": WAYS,
        "awards": _grouped(awards, "tier", "level"),
        "award_ways": _counted(awards, "statement"),
        "targets": {item: targets[item] for item in shared},
        "other_targets": {item: by_region for item, by_region in targets.items() if item not in shared},
        "ladders": _grouped(browse.rows(LADDERS, regions=asked), "policy"),
        "themes": _themes(browse, chosen),
        "functions": concept_options(browse, "function"),
        "held": cells(browse, chosen),
        "counterparts": _between(browse, COUNTERPARTS, chosen),
        "passages": [{**row, "statement": order(row)} for row in _between(browse, PASSAGES, chosen)],
        "most_links": MOST_LINKS,
    }


def numbers_of(browse: Browse, asked: str) -> dict[str, dict[str, Any]]:
    """By region what there is how often."""
    numbers = {row["region"]: dict(row) for row in browse.rows(COUNTS, regions=asked)}
    for row in browse.rows(UNITS, regions=asked):
        numbers.setdefault(row["region"], {}).update(row)
    return numbers


def _grouped(rows: Iterable[Row], *keys: str) -> Groups:
    """Rows by some of their values, then by region; those without the first value last."""
    groups: Groups = {}
    for row in rows:
        key = "\n".join(str(row.get(key, "")) for key in keys)
        groups.setdefault(key, {}).setdefault(row["region"], []).append(row)
    return groups


def _counted(rows: Iterable[Row], key: str) -> dict[tuple[str, str], int]:
    """How many rows of each region have each value."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        counts[row["region"], row[key]] = counts.get((row["region"], row[key]), 0) + 1
    return counts


def _themes(browse: Browse, chosen: Sequence[Option]) -> list[Row]:
    """The themes that one of the regions takes up, those first that fewest of these do, then fewest of all."""
    everywhere = regions(browse)
    by_iri = {row["region"]: row for row in everywhere}
    rows = heat_rows(browse, "theme", everywhere, [by_iri[each.iri] for each in chosen])
    taking = [(sum(cell["measures"] > 0 for cell in row["cells"]), row) for row in rows]
    return [row for count, row in sorted(taking, key=lambda each: (each[0], each[1]["regions"])) if count]


def _between(browse: Browse, sql: str, chosen: Sequence[Option]) -> list[Row]:
    """Links of every two of the regions."""
    names = {each.iri: each.name for each in chosen}
    return [
        {**row, "oneRegionName": names[row["oneRegion"]], "twoRegionName": names[row["twoRegion"]]}
        for one, two in combinations(chosen, 2)
        for row in browse.rows(sql, one=one.iri, two=two.iri)
    ]
