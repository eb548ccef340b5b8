"""Who pays what for which tier: awards by region, and regions by tiers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, request
from flask_babel import lazy_gettext as _

from zjtx_server.pages.asking.fields import Field, choose, choose_day, given, know_fields
from zjtx_server.pages.asking.options import concept_options, linked_policies, regions_around, year_options
from zjtx_server.pages.asking.parameters import here
from zjtx_server.pages.asking.rows import part_of
from zjtx_server.pages.overviews.listing import Listing
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

LITTLE_GIANT, NATIONAL = "little-giant", "national"
WAYS = {  # in which awards tell their sum, as the answers of questions have them
    "定额": _("定额"),
    "上限": _("上限"),
    "下限": _("下限"),
    "比例": _("比例"),
    "未载明金额": _("未载明金额"),
}
STATEMENTS = WAYS | {"未提及": _("未提及")}
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
    Column("ratio", kind="ratio"),
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
    *(Column(name, kind="number") for name in ("fixed", "ceilings", "floors", "shares", "withoutSum")),
    *(Column(way + end, kind="money") for way in ("fixed", "ceiling", "floor") for end in ("From", "To")),
    Column("shareFrom", kind="ratio"),
    Column("shareTo", kind="ratio"),
    Column("shareBound"),
    Column("shareKind"),
)
SUMS = "statement, COUNT(*) AS rows, COUNT(DISTINCT COALESCE(region, policy)) AS regions"
HEADS = "tier, tierName, level, levelName, MAX(yuan) AS yuan, MAX(untiered) AS untiered"
AWARDS_ON_A_PAGE = 100
REGIONS_ON_A_PAGE = 40


def award_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """`/awards/overview` and `/awards/matrix`."""
    blueprint = Blueprint("award overviews", __name__)
    add_view(blueprint, knowledge, "/awards/overview", lambda: _overview(browse))
    add_view(blueprint, knowledge, "/awards/matrix", lambda: _matrix(browse))
    return blueprint


def _overview(browse: Browse) -> View:
    tier, level, day = *_tier_and_level(browse), choose_day("on", _("在某日"))
    fields = [tier, level, *_shared(browse), choose("policy", _("政策"), linked_policies(browse)), day]
    know_fields(fields, "page")
    listing = Listing(browse, "award_overview", given(fields) | {"day": day.said or None})
    sums = {row["statement"]: row for row in listing.of(SUMS, "GROUP BY statement")}
    return View(
        "award-overview.html",
        COLUMNS,
        listing,
        (row["award"] for row in listing if "award" in row),
        {
            "fields": fields,
            "part": part_of(listing, AWARDS_ON_A_PAGE),
            "subject": _subject(level, tier),
            "sums": sums,
            "STATEMENTS": STATEMENTS,
            "STATES": STATES,
        },
    )


def _matrix(browse: Browse) -> View:
    fields = _shared(browse)
    know_fields(fields, "page")
    listing = Listing(browse, "award_matrix", given(fields))
    heads = listing.of(HEADS, "GROUP BY tier, level ORDER BY regions DESC, most DESC, tier, level")
    return View(
        "award-matrix.html",
        CELLS,
        listing,
        (row["tier"] for row in heads),
        {
            "fields": fields,
            "heads": heads,
            "part": part_of(listing, max(1, len(heads)) * REGIONS_ON_A_PAGE),
            "most": max((row.get("yuan", 0) for row in heads), default=0),
            "kept": here(region=None).replace("?", "&", 1).rstrip("&"),
            "untiered": max((row["untiered"] for row in heads), default=0),
            "by_region": by_region,
        },
    )


def by_region(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """The cells of a matrix by rows, each with its first cell, which tells the region."""
    grouped = [list(cells) for _, cells in groupby(rows, itemgetter("place"))]
    return [(cells[0], cells) for cells in grouped]


def _tier_and_level(browse: Browse) -> list[Field]:
    """National little giants, where the address says nothing."""
    unsaid = not {"tier", "level"} & set(request.args)
    return [
        choose("tier", _("层级"), concept_options(browse, "tier"), LITTLE_GIANT if unsaid else ""),
        choose("level", _("级别"), concept_options(browse, "level"), NATIONAL if unsaid else ""),
    ]


def _shared(browse: Browse) -> list[Field]:
    return [
        choose("kind", _("方式"), concept_options(browse, "award-kind")),
        choose("year", _("政策年份"), year_options(browse)),
        choose("region", _("地区（含所辖）"), regions_around(browse)),
    ]


def _subject(level: Field, tier: Field) -> list[Any]:
    return [field.chosen for field in (level, tier) if field.chosen]
