"""Who pays what for which tier: awards by region, and regions by tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, request
from flask_babel import lazy_gettext as _

from zjtx_server.pages.overviews.listing import Listing, here
from zjtx_server.pages.overviews.parameters import Parameter, check_names, choose, choose_day, concepts, regions, years
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

LITTLE_GIANT, NATIONAL = "little-giant", "national"
STATEMENTS = {  # as the answers of questions have them
    "定额": _("定额"),
    "上限": _("上限"),
    "下限": _("下限"),
    "比例": _("比例"),
    "未载明金额": _("未载明金额"),
    "未提及": _("未提及"),
}
STATES = {
    "尚未成文": _("尚未成文"),
    "征求意见稿": _("征求意见稿"),
    "已失效": _("已失效"),
    "未载明日期": _("未载明日期"),
    "有效": _("有效"),
    "未载明有效期": _("未载明有效期"),
}
COLUMNS = (
    Column("region", kind="iri"),
    Column("regionName"),
    Column("statement"),
    Column("recipient"),
    Column("trigger"),
    Column("tierName"),
    Column("levelName"),
    Column("amount", kind="money"),
    Column("maximum", kind="money"),
    Column("minimum", kind="money"),
    Column("ratio", kind="percent"),
    Column("boundName"),
    Column("kindName"),
    Column("payer"),
    Column("policyTitle"),
    Column("policies", kind="number"),
    Column("day", kind="date"),
    Column("newest", kind="number"),
    Column("validUntil", kind="date"),
    Column("statusName"),
    Column("state"),
    Column("exact"),
    Column("award", kind="iri"),
    Column("policy", kind="iri"),
    Column("quote", kind="iri"),
)
CELLS = (
    Column("region", kind="iri"),
    Column("regionName"),
    Column("tier", kind="iri"),
    Column("tierName"),
    Column("levelName"),
    Column("statement"),
    Column("awards", kind="number"),
    Column("lowest", kind="money"),
    Column("highest", kind="money"),
    Column("maximum", kind="money"),
    Column("minimum", kind="money"),
    Column("ratio", kind="percent"),
)
SUMS = "statement, COUNT(*) AS rows, COUNT(DISTINCT COALESCE(region, policy)) AS regions, SUM(amount) AS amount"
HEADS = "tier, tierName, level, levelName, MAX(yuan) AS yuan"
REGIONS_ON_A_PAGE = 40


def award_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """`/awards/overview` and `/awards/matrix`."""
    blueprint = Blueprint("award overviews", __name__)
    add_view(blueprint, knowledge, "/awards/overview", lambda: _overview(browse))
    add_view(blueprint, knowledge, "/awards/matrix", lambda: _matrix(browse))
    return blueprint


def _overview(browse: Browse) -> View:
    parameters = [*_tier_and_level(browse), *_shared(browse), choose_day("on", _("在某日"))]
    check_names(parameters)
    tier, level, _kind, _year, _region, day = parameters
    listing = Listing(browse, "award_overview", _given(parameters) | {"day": day.value or None})
    sums = {row["statement"]: row for row in listing.of(SUMS, "GROUP BY statement")}
    return View(
        "award-overview.html",
        COLUMNS,
        listing,
        (row["award"] for row in listing if "award" in row),
        {
            "parameters": parameters,
            "subject": _subject(level, tier),
            "sums": sums,
            "STATEMENTS": STATEMENTS,
            "STATES": STATES,
            "here": here,
        },
    )


def _matrix(browse: Browse) -> View:
    parameters = _shared(browse)
    check_names(parameters)
    listing = Listing(browse, "award_matrix", _given(parameters))
    heads = listing.of(HEADS, "GROUP BY tier, level ORDER BY regions DESC, most DESC, tier, level")
    return View(
        "award-matrix.html",
        CELLS,
        listing,
        (row["tier"] for row in heads),
        {
            "parameters": parameters,
            "heads": heads,
            "size": max(1, len(heads)) * REGIONS_ON_A_PAGE,
            "most": max((row.get("yuan", 0) for row in heads), default=0),
            "kept": here(region=None).replace("?", "&", 1).rstrip("&"),
            "by_region": by_region,
            "STATEMENTS": STATEMENTS,
            "here": here,
        },
    )


def by_region(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """The cells of a matrix by rows, each with its first cell, which tells the region."""
    grouped = [list(cells) for _, cells in groupby(rows, itemgetter("region"))]
    return [(cells[0], cells) for cells in grouped]


def _tier_and_level(browse: Browse) -> list[Parameter]:
    """National little giants, where the address says nothing."""
    unsaid = not {"tier", "level"} & set(request.args)
    return [
        choose("tier", _("层级"), concepts(browse, "tier"), LITTLE_GIANT if unsaid else ""),
        choose("level", _("级别"), concepts(browse, "level"), NATIONAL if unsaid else ""),
    ]


def _shared(browse: Browse) -> list[Parameter]:
    return [
        choose("kind", _("方式"), concepts(browse, "award-kind")),
        choose("year", _("政策年份"), years(browse)),
        choose("region", _("地区（含所辖）"), regions(browse)),
    ]


def _given(parameters: Sequence[Parameter]) -> dict[str, Any]:
    return {parameter.name: parameter.iri for parameter in parameters}


def _subject(level: Parameter, tier: Parameter) -> list[Any]:
    return [parameter.chosen for parameter in (level, tier) if parameter.chosen]
