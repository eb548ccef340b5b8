"""The first page: what is in here at a glance, the search, and a way in for each kind of visitor."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from flask import Blueprint
from flask_babel import lazy_gettext as _

from zjtx_kg.questions import load_questions
from zjtx_server.pages.site.quality import headlines
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.navigation import Page
from zjtx_server.pages.web.views import Column, View, add_view
from zjtx_server.release import Release

NEWEST = 8  # policies
SEARCHES = ("小巨人", "贷款贴息", "数字化", "上市")
COUNTS = """
SELECT (SELECT COUNT(*) FROM policy) policies, (SELECT COUNT(*) FROM measure) measures,
  (SELECT COUNT(*) FROM award) awards, (SELECT COUNT(*) FROM target) targets,
  (SELECT COUNT(*) FROM department) departments, (SELECT COUNT(*) FROM region WHERE policies > 0) regions,
  (SELECT MIN(year) FROM policy) firstYear, (SELECT MAX(year) FROM policy) lastYear
"""
REGIONS = "SELECT iri, name, policies FROM region WHERE policies > 0 ORDER BY policies DESC, code LIMIT 40"
NEW = f"""
SELECT iri policy, title, region, region_name regionName, number, issued, published, status_name statusName,
  measures, awards, targets FROM policy ORDER BY COALESCE(issued, published, '') DESC, iri LIMIT {NEWEST}
"""


COLUMNS = (Column("name"), Column("value", kind="number"))


class Way(NamedTuple):
    """A way in: whom it is for, what to do there, and its pages, the first of them the main one."""

    name: str
    words: Any
    says: Any
    pages: tuple[Page, ...]


WAYS = (
    Way(
        "firm",
        _("企业：我能申领什么"),
        _("填写地区和新获得的称号，一分钟内列出可申领的奖补、金额、尚待核对的条件和原文出处。"),
        (Page("/match", _("开始匹配")),),
    ),
    Way(
        "official",
        _("机关：核对一个数字"),
        _("打开政策全文，每个金额、目标和责任单位都在原句上标出；也可以从原文搜索。"),
        (
            Page("/policies", _("政策文件")),
            Page("/targets", _("目标清单")),
            Page("/departments", _("责任部门")),
            Page("/quality", _("数据质量")),
        ),
    ),
    Way(
        "analyst",
        _("研究：比较各地做法"),
        _("同一层级各地奖补多少、目标如何、谁负责、哪些主题没有措施；表和图可以下载。"),
        (
            Page("/awards/overview", _("各地奖补")),
            Page("/targets/overview", _("各地目标")),
            Page("/themes", _("主题与缺口")),
            Page("/tiers", _("企业梯度")),
            Page("/compare", _("两地比较")),
            Page("/queries", _("常见问题")),
        ),
    ),
    Way(
        "program",
        _("开发：直接查询数据"),
        _("SPARQL 接口、查询编辑器、整库下载；列表、概览和单项事物都有 CSV、JSON 和 RDF。"),
        (
            Page("/sparql", _("查询编辑器")),
            Page("/api", _("接口与格式")),
            Page("/ontology", _("本体")),
            Page("/data/", _("文件下载")),
        ),
    ),
)


def start_page(knowledge: Knowledge, browse: Browse, release: Release) -> Blueprint:
    """The page at `/`, with what it counts as data and, as RDF, the policies and regions that it names."""
    blueprint = Blueprint("start", __name__)

    @cache
    def rows(sql: str) -> tuple[Row, ...]:
        return browse.rows(sql)

    def home() -> View:
        counts, regions, policies = rows(COUNTS)[0], rows(REGIONS), rows(NEW)
        content = {
            "counts": counts,
            "regions": regions,
            "policies": policies,
            "ways": WAYS,
            "searches": SEARCHES,
            "headlines": headlines(release),
            "questions": load_questions(),
        }
        things = (*(row["policy"] for row in policies), *(row["iri"] for row in regions))
        counted = [{"name": name, "value": count} for name, count in counts.items() if count is not None]
        return View("home.html", COLUMNS, counted, things, content)

    add_view(blueprint, knowledge, "/", home)
    return blueprint
