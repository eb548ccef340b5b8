"""Themes and instruments across regions: how many measures of each take them up, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_kg.iris import VOCAB
from zjtx_server.pages.asking.fields import choose_several
from zjtx_server.pages.asking.options import NONE, as_options, concept_options, concepts, placed, regions
from zjtx_server.pages.asking.parameters import Option, know_only, one_of
from zjtx_server.pages.asking.rows import Later, part_of
from zjtx_server.pages.overviews.listing import REGIONS_ACROSS
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

SHADES = 5
ALL, SOME, ONE, NOWHERE = _("各地均涉及"), _("部分地区涉及"), _("仅一地涉及"), _("无地区涉及")
UNPLACED = _("涉及，但地区不明")
STATEMENTS = ALL, SOME, ONE, UNPLACED, NOWHERE
GAP = _("未涉及")
COUNTS = """
SELECT concept, COALESCE(region, 'none') AS region, COUNT(DISTINCT of) AS measures,
  COUNT(DISTINCT CASE WHEN rank = 1 THEN of END) AS mainMeasures
FROM classification WHERE scheme = :scheme GROUP BY 1, 2
"""
SIDES = """
SELECT concept.broader AS side, above.zh AS sideName, COALESCE(region, 'none') AS region, COUNT(*) AS uses,
  COUNT(DISTINCT of) AS measures
FROM classification JOIN concept ON concept.iri = concept JOIN concept AS above ON above.iri = concept.broader
WHERE classification.scheme = :scheme GROUP BY 1, 3 ORDER BY 3, uses DESC, side
"""
USES = """
SELECT COALESCE(region, 'none') AS region, COUNT(*) AS uses FROM classification WHERE scheme = :scheme GROUP BY 1
"""
COLUMNS = (
    Column("conceptName"),
    Column("statement"),
    Column("regions", kind="number"),
    Column("regionName"),
    Column("measures", kind="number"),
    Column("mainMeasures", kind="number"),
    Column("share", kind="percent"),
    Column("allMeasures", kind="number"),
    Column("concept", kind="iri"),
    Column("region", kind="iri"),
)
SIDE_COLUMNS = (
    Column("regionName"),
    Column("sideName"),
    Column("uses", kind="number"),
    Column("share", kind="percent"),
    Column("measures", kind="number"),
    Column("allMeasures", kind="number"),
    Column("side", kind="iri"),
    Column("region", kind="iri"),
)
KINDS = (Option("theme", _("主题")), Option("instrument", _("政策工具")), Option("side", _("工具类型")))
COUNTED = (Option("any", _("涉及的措施")), Option("main", _("主要主题的措施")))
Cells = Mapping[tuple[str, str], Row]


def theme_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The heat map of themes or instruments."""
    blueprint = Blueprint("themes", __name__)
    add_view(blueprint, knowledge, "/themes", partial(themes, browse))
    return blueprint


def themes(browse: Browse) -> View:
    """Themes, instruments or the sides of instruments (`of`) × regions."""
    know_only("of", "by", "region", "page")
    kind = one_of("of", KINDS) or KINDS[0]
    everywhere = regions(browse)
    options = as_options(everywhere)
    narrow = choose_several("region", _("只看这些地区（可多选）"), options)
    wanted = [row for row, option in zip(everywhere, options, strict=True) if option in narrow.some or not narrow.some]
    part = part_of(wanted, REGIONS_ACROSS)
    counted = one_of("by", COUNTED) or COUNTED[0]
    if counted.iri == "main" and kind.iri != "theme":
        raise BadRequest(gettext("只有主题才能按主要主题计数（by=main）。"))
    content: dict[str, Any] = {"kinds": KINDS, "kind": kind, "counts": COUNTED, "counted": counted, "part": part}
    content |= {"across": part.rows, "narrow": narrow}
    if kind.iri == "side":
        return _sides_view(browse, wanted, content)
    return _heat_view(browse, everywhere, wanted, content)


def _heat_view(browse: Browse, everywhere: Sequence[Row], wanted: Sequence[Row], content: Mapping[str, Any]) -> View:
    kind, counted = content["kind"].iri, content["counted"].iri
    heat = heat_rows(browse, kind, everywhere, content["across"], main=counted == "main")
    things = (option.iri for option in concept_options(browse, kind))
    rows = Later(partial(_long_rows, browse, kind, everywhere, wanted))
    return View("themes.html", COLUMNS, rows, things, {**content, "heat": heat, "statements": STATEMENTS})


def heat_rows(
    browse: Browse, kind: str, everywhere: Sequence[Row], across: Sequence[Row], *, main: bool = False
) -> list[Row]:
    """A row for each concept, those first that most regions take up, with cells for some regions.

    Args:
        browse: the index.
        kind: `theme` or `instrument`.
        everywhere: all regions.
        across: those shown.
        main: whether only measures count whose main theme it is.
    """
    figure = "mainMeasures" if main else "measures"
    counts = {(row["concept"], row["region"]): row for row in browse.rows(COUNTS, scheme=f"{VOCAB}{kind}")}
    used = [row for row in concepts(browse, kind) if "broader" in row or kind == "theme"]
    deepest = max((row[figure] for row in counts.values()), default=0)
    rows: list[Row] = []
    for concept in used:
        covering = [each for each in everywhere if counts.get((concept["concept"], each["region"]), {}).get(figure)]
        shown = [_cell(counts.get((concept["concept"], each["region"]), {}), each, figure, deepest) for each in across]
        rows.append({**concept, "cells": shown, **_coverage(covering, everywhere)})
    return sorted(rows, key=lambda row: (row.get("broaderName", ""), -row["regions"]))


def _coverage(covering: Sequence[Row], everywhere: Sequence[Row]) -> Row:
    """How many of all regions take something up, as a number and in words; what is in no region counts for none."""
    regions, of = (sum(each["region"] != NONE for each in rows) for rows in (covering, everywhere))
    if not regions:
        return {"regions": 0, "statement": UNPLACED if covering else NOWHERE}
    return {"regions": regions, "statement": ALL if regions == of else ONE if regions == 1 else SOME}


def _cell(count: Row, region: Row, figure: str, deepest: int) -> Row:
    measures = count.get(figure, 0)
    shade = -(-SHADES * measures // deepest) if deepest else 0
    return {**region, "measures": measures, "share": _share(measures, region["measures"]), "shade": shade}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0


def _long_rows(browse: Browse, kind: str, everywhere: Sequence[Row], wanted: Sequence[Row]) -> list[Row]:
    """A row for each concept and region, also where no measure takes it up."""
    counts = {(row["concept"], row["region"]): row for row in browse.rows(COUNTS, scheme=f"{VOCAB}{kind}")}
    rows: list[Row] = []
    for concept in heat_rows(browse, kind, everywhere, []):
        for region in wanted:
            count = counts.get((concept["concept"], region["region"]), {"measures": 0, "mainMeasures": 0})
            share = _share(count["measures"], region["measures"])
            told = {**concept, **region, **count, "share": share, "allMeasures": region["measures"]}
            is_gap = not count["measures"] and concept["statement"] is not NOWHERE
            rows.append(placed({**told, "statement": GAP if is_gap else concept["statement"]}))
    return rows


def _sides_view(browse: Browse, wanted: Sequence[Row], content: Mapping[str, Any]) -> View:
    rows = _side_rows(browse, wanted)
    by_region = {
        region["region"]: {row["side"]: row for row in rows if row["region"] == region["region"]}
        for region in content["across"]
    }
    sides = list({row["side"]: row["sideName"] for row in rows}.items())
    given = {**content, "sides": sides, "by_region": by_region}
    return View(
        "instrument-sides.html", SIDE_COLUMNS, [placed(row) for row in rows], (side for side, _name in sides), given
    )


def _side_rows(browse: Browse, wanted: Iterable[Row]) -> list[Row]:
    """How often each side of instruments is used in each region."""
    scheme = f"{VOCAB}instrument"
    uses = {row["region"]: row["uses"] for row in browse.rows(USES, scheme=scheme)}
    places = {row["region"]: row for row in wanted}
    return [
        {**row, "regionName": places[row["region"]]["regionName"], "share": _share(row["uses"], uses[row["region"]])}
        | {"allMeasures": places[row["region"]]["measures"]}
        for row in browse.rows(SIDES, scheme=scheme)
        if row["region"] in places
    ]
