"""What each search lists: its facets, its orders and the columns of its table, with the SQL of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from zjtx_server.pages.web.views import Column

FACETS = {
    "type": _("类别"),
    "region": _("地区"),
    "year": _("政策年份"),
    "tier": _("层级"),
    "level": _("级别"),
    "theme": _("主题"),
    "main-theme": _("主要主题"),
    "instrument": _("政策工具"),
    "function": _("部门职能"),
    "occasion": _("事由"),
    "kind": _("方式"),
    "by-year": _("目标年份"),
    "binding": _("约束力"),
    "status": _("状态"),
}
STORED = {"region": "within"}  # facets under another name in the index
TYPES = {
    "policy": lazy_pgettext("单个", "政策"),
    "measure": lazy_pgettext("单个", "措施"),
    "award": lazy_pgettext("单个", "奖补"),
    "target": lazy_pgettext("单个", "目标"),
    "department": lazy_pgettext("单个", "部门"),
}
ORDER_NAMES = {
    "reading": _("按文件顺序"),
    "newest": _("最新在前"),
    "oldest": _("最早在前"),
    "most": _("金额从高到低"),
    "least": _("金额从低到高"),
}
PLACE = (Column("regionName"), Column("year", kind="year"))
POLICY = (Column("policyTitle"), Column("policy", kind="iri"))
QUOTE = (Column("exact"), Column("quote", kind="iri"))
TIER = (Column("tierName"), Column("levelName"))


@dataclass(frozen=True, slots=True)
class Searched:
    """A search among the things of one kind, or of all.

    Args:
        address: of its page.
        title: its heading.
        kind: of its things; empty for all.
        facets: by which they can be chosen.
        columns: of its table.
        sql: its rows; `asked` has the numbers of things.
        has_amounts: whether they can be chosen by amount.
    """

    address: str
    title: Any
    kind: str
    facets: Sequence[str]
    columns: Sequence[Column]
    sql: str
    has_amounts: bool = False

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders in which it can be shown."""
        return tuple(ORDER_NAMES) if self.kind in ("award", "") else ("reading", "newest", "oldest")

    def facet_words(self, facet: str) -> Any:
        """What a facet is called here."""
        return _("类型") if (self.kind, facet) == ("target", "kind") else FACETS[facet]


ASKED = "json_each(:numbers) AS asked JOIN thing ON n = asked.value"
IN_POLICY = "LEFT JOIN policy ON policy.iri = thing.policy"
SEARCH = f"""
SELECT thing.iri AS iri, thing.kind AS type, thing.text, thing.plain, thing.policy AS policy,
  COALESCE(policy.region_name, department.region_name) AS regionName,
  COALESCE(policy.region, department.region) AS region, policy.year AS year, policy.title AS policyTitle,
  COALESCE(measure.label, award.recipient, target.printed, department.name, policy.title) AS label,
  award.amount, award.maximum, award.minimum, award.ratio, award.yuan, award.kind_name AS kindName,
  award.bound_name AS boundName, target.value, target.unit, target.comparator_name AS comparatorName,
  target.by_year AS byYear
FROM {ASKED} {IN_POLICY}
LEFT JOIN measure ON measure.iri = thing.iri LEFT JOIN award ON award.iri = thing.iri
LEFT JOIN target ON target.iri = thing.iri LEFT JOIN department ON department.iri = thing.iri
ORDER BY asked.key
"""
MEASURES = f"""
SELECT measure.*, thing.text, thing.plain, policy.region_name AS regionName, policy.title AS policyTitle,
  section_label AS sectionLabel, main_theme AS mainTheme, concept.zh AS themeName,
  (SELECT COUNT(*) FROM award WHERE award.measure = thing.iri) AS awards,
  (SELECT COUNT(*) FROM target WHERE target.measure = thing.iri) AS targets
FROM {ASKED} JOIN measure ON measure.iri = thing.iri {IN_POLICY} LEFT JOIN concept ON concept.iri = main_theme
ORDER BY asked.key
"""
AWARDS = f"""
SELECT award.*, thing.text, thing.plain, policy.region_name AS regionName, policy.title AS policyTitle,
  measure.label AS measureLabel, tier_name AS tierName, level_name AS levelName, kind_name AS kindName,
  bound_name AS boundName
FROM {ASKED} JOIN award ON award.iri = thing.iri {IN_POLICY} LEFT JOIN measure ON measure.iri = award.measure
ORDER BY asked.key
"""
TARGETS = f"""
SELECT target.*, thing.text, thing.plain, policy.region_name AS regionName, policy.title AS policyTitle,
  tier_name AS tierName, level_name AS levelName, kind_name AS kindName, comparator_name AS comparatorName,
  binding_name AS bindingName, indicator_name AS indicatorName, by_year AS byYear, baseline_year AS baselineYear
FROM {ASKED} JOIN target ON target.iri = thing.iri {IN_POLICY}
ORDER BY asked.key
"""
POLICIES = f"""
SELECT policy.*, thing.text, thing.plain, region_name AS regionName, status_name AS statusName,
  issuer_name AS issuerName
FROM {ASKED} JOIN policy ON policy.iri = thing.iri
ORDER BY asked.key
"""
SHARED = ("region", "year", "tier", "theme", "instrument", "function")
SEARCHES = (
    Searched(
        "/search",
        _("搜索"),
        "",
        ("type", *SHARED, "kind"),
        (
            Column("type"),
            Column("label"),
            Column("iri", kind="iri"),
            *PLACE,
            *POLICY,
            Column("yuan", kind="money"),
            Column("value", kind="number"),
            Column("unit"),
        ),
        SEARCH,
        has_amounts=True,
    ),
    Searched(
        "/policies",
        _("政策"),
        "policy",
        ("region", "year", "status", "tier", "theme", "instrument", "function"),
        (
            Column("title"),
            Column("iri", kind="iri"),
            Column("number"),
            *PLACE,
            Column("issuerName"),
            Column("issued", kind="date"),
            Column("published", kind="date"),
            Column("statusName"),
            Column("measures", kind="number"),
            Column("awards", kind="number"),
            Column("targets", kind="number"),
        ),
        POLICIES,
    ),
    Searched(
        "/measures",
        _("措施"),
        "measure",
        ("region", "year", "tier", "theme", "main-theme", "instrument", "function"),
        (
            Column("number"),
            Column("label"),
            Column("iri", kind="iri"),
            *PLACE,
            *POLICY,
            Column("sectionLabel"),
            Column("themeName"),
            Column("awards", kind="number"),
            Column("targets", kind="number"),
            *QUOTE,
        ),
        MEASURES,
        has_amounts=True,
    ),
    Searched(
        "/awards",
        _("奖补"),
        "award",
        ("region", "year", "tier", "level", "kind", "occasion", "theme", "instrument", "function"),
        (
            Column("recipient"),
            Column("iri", kind="iri"),
            Column("trigger"),
            Column("amount", kind="money"),
            Column("maximum", kind="money"),
            Column("minimum", kind="money"),
            Column("ratio", kind="ratio"),
            Column("kindName"),
            *TIER,
            *PLACE,
            *POLICY,
            Column("measureLabel"),
            Column("measure", kind="iri"),
            *QUOTE,
        ),
        AWARDS,
        has_amounts=True,
    ),
    Searched(
        "/targets",
        _("目标"),
        "target",
        ("region", "year", "by-year", "tier", "level", "kind", "binding", "theme", "instrument", "function"),
        (
            Column("printed"),
            Column("iri", kind="iri"),
            Column("indicatorName"),
            Column("comparatorName"),
            Column("value", kind="number"),
            Column("unit"),
            Column("byYear", kind="year"),
            Column("kindName"),
            Column("bindingName"),
            Column("baseline", kind="number"),
            Column("baselineYear", kind="year"),
            *TIER,
            *PLACE,
            *POLICY,
            *QUOTE,
        ),
        TARGETS,
    ),
)
