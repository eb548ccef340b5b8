"""Tiers of enterprises: the ladders of all documents side by side, and how often each tier is named."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import lazy_gettext as _

from zjtx_server.pages.asking.fields import choose, choose_day, given, know_fields
from zjtx_server.pages.asking.options import concept_options, regions_around
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.asking.rows import Later, part_of
from zjtx_server.pages.overviews.ladders import Ladders, as_rows, statement
from zjtx_server.pages.overviews.listing import Listing
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

STATEMENTS = {
    "国家层级": _("国家层级"),
    "对应国家层级": _("对应国家层级"),
    "台阶未载级别,或对应": _("台阶未载级别，或对应"),
    "国家梯度中无对应": _("国家梯度中无对应"),
    "未载对应": _("未载对应"),
    "该日不在有效期内": _("该日不在有效期内"),
    "未载梯度,另有对应": _("未载梯度，另有对应"),
    "未载梯度": _("未载梯度"),
}
STEPS = (
    Column("region", kind="iri"),
    Column("regionName"),
    Column("policy", kind="iri"),
    Column("policyTitle"),
    Column("day", kind="date"),
    Column("position", kind="number"),
    Column("label"),
    Column("tierName"),
    Column("levelName"),
    Column("statement"),
    Column("nationalName"),
    Column("mapping"),
    Column("matchFrom", kind="date"),
    Column("matchUntil", kind="date"),
    Column("ground"),
    Column("awards", kind="number"),
    Column("yuan", kind="money"),
    Column("targets", kind="number"),
    Column("exact"),
    Column("step", kind="iri"),
    Column("tier", kind="iri"),
    Column("national", kind="iri"),
    Column("match", kind="iri"),
    Column("quote", kind="iri"),
)
TIERS = (
    Column("tier", kind="iri"),
    Column("tierName"),
    Column("tierEnglish"),
    Column("awards", kind="number"),
    Column("targets", kind="number"),
    Column("steps", kind="number"),
    Column("regions", kind="number"),
    Column("unplaced", kind="number"),
    Column("policies", kind="number"),
    Column("firstYear", kind="year"),
    Column("lastYear", kind="year"),
    Column("undated", kind="number"),
    Column("years"),
)
LADDERS_ON_A_PAGE = 25


def tier_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """`/tiers` and `/tiers/names`."""
    blueprint = Blueprint("tiers", __name__)
    add_view(blueprint, knowledge, "/tiers", lambda: _ladders(knowledge, browse))
    add_view(blueprint, knowledge, "/tiers/names", lambda: _names(browse))
    return blueprint


def _ladders(knowledge: Knowledge, browse: Browse) -> View:
    tier = choose("tier", _("层级"), concept_options(browse, "tier"))
    region, day = choose("region", _("地区（含所辖）"), regions_around(browse)), choose_day("on", _("对应以何日为准"))
    fields = [tier, region, day]
    know_fields(fields, "page")
    listing = Listing(browse, "ladders", given(fields))
    ladders = Ladders(knowledge, browse, day.said)
    rows = Later(lambda: list(as_rows(ladders.of(listing), day.said)))
    return View(
        "tiers.html",
        STEPS,
        rows,
        (row[name] for row in rows for name in ("step", "match") if name in row),
        {
            "fields": fields,
            "part": part_of(listing, LADDERS_ON_A_PAGE),
            "ladders": ladders,
            "names": {option.iri: option for option in tier.options},
            "day": day.said,
            "statement": statement,
            "STATEMENTS": STATEMENTS,
        },
    )


def _names(browse: Browse) -> View:
    know_only()
    listing = Listing(browse, "tiers", {})
    return View("tier-names.html", TIERS, listing, (row["tier"] for row in listing))
