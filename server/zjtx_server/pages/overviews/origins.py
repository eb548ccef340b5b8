"""Where policies come from: what they cite as their ground, and which passages they share word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext

from zjtx_kg.model.bounds import SHORTEST_PASSAGE
from zjtx_server.pages.asking.fields import choose, choose_number, given, know_fields
from zjtx_server.pages.asking.options import policy_options, region_options
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.asking.rows import Each, part_of
from zjtx_server.pages.overviews.listing import Listing
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.views import Column, View, add_view

ROWS_ON_A_PAGE = 100
NUMBER = re.compile(r"^(?P<organ>.+?)[〔\[(](?P<year>\d{4})[〕\])]")
CITED = """
SELECT basis AS cited, citation.title AS citedName, citation.number AS documentNumber, citation.policy,
  policy.title AS policyName, policy.region, policy.region_name AS regionName, read.iri AS read,
  read.issuer_name AS issuerName, read.year AS readYear
FROM citation JOIN policy ON policy.iri = citation.policy
LEFT JOIN policy AS read ON read.iri = citation.basis OR read.number = citation.number
ORDER BY policy.rowid, citation.title, citation.basis
"""
CITING_NONE = """
SELECT iri AS policy, title AS policyName, region, region_name AS regionName FROM policy
WHERE iri NOT IN (SELECT policy FROM citation) ORDER BY rowid
"""
UNDATED = """
SELECT iri AS policy, title FROM policy
WHERE COALESCE(issued, published) IS NULL AND EXISTS (
  SELECT * FROM passage JOIN policy AS two ON two.iri = other WHERE passage.policy = policy.iri AND chars >= :least
    AND (:region IS NULL OR :region IN (COALESCE(policy.region, 'none'), COALESCE(two.region, 'none')))
    AND (:policy IS NULL OR :policy IN (policy.iri, other)))
ORDER BY rowid
"""
CITED_COLUMNS = (
    Column("citedName"),
    Column("documentNumber"),
    Column("organ"),
    Column("year", kind="year"),
    Column("citing", kind="number"),
    Column("statement"),
    Column("regionName"),
    Column("policyName"),
    Column("cited", kind="iri"),
    Column("policy", kind="iri"),
    Column("read", kind="iri"),
    Column("region", kind="iri"),
)
PASSAGE_COLUMNS = (
    Column("passage"),
    Column("chars", kind="number"),
    Column("statement"),
    Column("oneRegionName"),
    Column("oneName"),
    Column("oneDay", kind="date"),
    Column("twoRegionName"),
    Column("twoName"),
    Column("twoDay", kind="date"),
    Column("link", kind="iri"),
    Column("one", kind="iri"),
    Column("two", kind="iri"),
)
UNKNOWN, FIRST, SECOND, SAME_DAY = _("先后不明"), _("前者在先"), _("后者在先"), _("同日")
MANY_CITE, ONE_CITES, NONE_CITED = _("多份文件引用"), _("一份文件引用"), _("未提及")


def origin_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """Cited policies and shared passages."""
    blueprint = Blueprint("origins", __name__)
    add_view(blueprint, knowledge, "/cited", partial(cited, browse))
    add_view(blueprint, knowledge, "/passages", partial(passages, browse))
    return blueprint


def cited(browse: Browse) -> View:
    """The policies that others cite as their ground, those first that most cite; and who cites none."""
    know_only("page")
    found = browse.rows(CITED)
    by_cited: dict[str, list[Row]] = {}
    for row in found:
        by_cited.setdefault(row["cited"], []).append(row)
    groups = sorted((_cited(rows) for rows in by_cited.values()), key=lambda group: -group["citing"])
    silent = browse.rows(CITING_NONE)
    rows = [{**group, **row} for group in groups for row in group["by"]]
    rows += [{**row, "statement": NONE_CITED} for row in silent]
    content = {"part": part_of(groups, ROWS_ON_A_PAGE), "silent_policies": silent}
    return View("cited.html", CITED_COLUMNS, rows, by_cited, content)


def _cited(rows: Sequence[Row]) -> dict[str, Any]:
    """A cited policy with the policies that cite it (`by`), and what its number tells of organ and year."""
    first, by = rows[0], list({row["policy"]: row for row in rows}.values())
    told = {
        name: first[name] for name in ("cited", "citedName", "documentNumber", "read", "issuerName") if name in first
    }
    number = NUMBER.match(told.get("documentNumber", ""))
    parts = {"organ": number["organ"], "year": int(number["year"])} if number else {}
    if "readYear" in first:
        parts.setdefault("year", first["readYear"])
    return {**told, **parts, "by": by, "citing": len(by), "statement": MANY_CITE if len(by) > 1 else ONE_CITES}


def passages(browse: Browse) -> View:
    """The passages that two policies share, and the policies of these whose day is not known."""
    fields = [
        choose("region", _("地区"), region_options(browse), every=_("全部地区")),
        choose("policy", lazy_pgettext("单个", "政策"), policy_options(browse), every=_("全部政策")),
    ]
    least = choose_number("least", _("至少多少字"), SHORTEST_PASSAGE)
    know_fields([*fields, least], "page")
    asked = given(fields) | {"least": int(least.said)}
    rows = Each(Listing(browse, "passages", asked), lambda row: {**row, "statement": order(row)})
    content: dict[str, Any] = {"fields": [*fields, least], "part": part_of(rows, ROWS_ON_A_PAGE)}
    content |= {"undated": browse.rows(UNDATED, **asked)}
    return View("passages.html", PASSAGE_COLUMNS, rows, (row["link"] for row in rows), content)


def order(row: Row) -> Any:
    """Which of the two policies of a passage is older, in words."""
    if "oneDay" not in row or "twoDay" not in row:
        return UNKNOWN
    if row["oneDay"] == row["twoDay"]:
        return SAME_DAY
    return FIRST if row["oneDay"] < row["twoDay"] else SECOND
