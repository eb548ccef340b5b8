"""What the index adds to the page of a region or a concept: numbers over all policies, and the gaps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from zjtx_kg.iris import VOCAB
from zjtx_server.pages.asking.options import concept_options, listed, regions
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.overviews.award_overview import WAYS
from zjtx_server.pages.overviews.collaboration import cells
from zjtx_server.pages.overviews.compared import FIGURES
from zjtx_server.pages.overviews.comparison import numbers_of
from zjtx_server.pages.overviews.themes import COUNTS, heat_rows
from zjtx_server.pages.sources.browse import Browse, Row

Content = dict[str, Any]
WAYS_OF_REGION = """
SELECT statement, COUNT(*) AS awards FROM award
WHERE policy IN (SELECT iri FROM policy WHERE region = :region) GROUP BY statement
"""


def across(browse: Browse, kind: str, iri: str) -> Content:
    """The numbers for the page of a thing of a kind; nothing for kinds that need none."""
    add = ADDED.get(kind)
    return add(browse, iri) if add else {}


def _region(browse: Browse, iri: str) -> Content:
    everywhere = regions(browse)
    own = [row for row in everywhere if row["region"] == iri]
    if not own:
        return {"everywhere": everywhere}
    held = cells(browse, [Option(iri, own[0]["regionName"])])
    return {
        "everywhere": everywhere,
        "numbers": numbers_of(browse, listed([iri])).get(iri, {}),
        "figures": FIGURES,
        "ways": WAYS,
        "award_ways": {row["statement"]: row["awards"] for row in browse.rows(WAYS_OF_REGION, region=iri)},
        "themes": heat_rows(browse, "theme", everywhere, own),
        "held": [(each, cell) for each in concept_options(browse, "function") if (cell := held.get((each.iri, iri)))],
    }


def _concept(browse: Browse, iri: str) -> Content:
    """A row for each region with the number of measures of a theme or instrument, also where there are none."""
    scheme = iri.removeprefix(str(VOCAB)).partition("/")[0]
    if scheme not in ("theme", "instrument"):
        return {}
    counted = browse.rows(COUNTS, scheme=f"{VOCAB}{scheme}")
    counts = {row["region"]: row for row in counted if row["concept"] == iri}
    rows: list[Row] = [
        {"measures": 0, **counts.get(each["region"], {}), **_named(each), "allMeasures": each["measures"]}
        for each in regions(browse)
    ]
    return {"facet": scheme, "by_region": sorted(rows, key=lambda row: -row["measures"])}


def _named(region: Row) -> Row:
    return {"region": region["region"], "regionName": region["regionName"]}


ADDED: dict[str, Callable[[Browse, str], Content]] = {"region": _region, "concept": _concept}
