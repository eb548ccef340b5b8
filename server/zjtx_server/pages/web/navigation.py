"""The way between the pages: sections of the navigation, and the one that a page belongs to."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from flask import Flask, request
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext


class Page(NamedTuple):
    """A page in the navigation: its address, and what it is called there."""

    address: str
    words: Any


class Section(NamedTuple):
    """A section of the navigation.

    Args:
        words: its name.
        pages: in it; its own address is that of the first.
        parts: of addresses of single things that belong to it.
        apart: whether a gap stands before it.
    """

    words: Any
    pages: tuple[Page, ...]
    parts: tuple[str, ...] = ()
    apart: bool = False

    @property
    def address(self) -> str:
        """Where its name leads."""
        return self.pages[0].address

    def reach(self, path: str) -> int:
        """How far into a path the last part goes that belongs here; 0 where none does."""
        if path in {page.address for page in self.pages}:
            return len(path)
        return max((path.rfind(part) + len(part) for part in self.parts if part in path), default=0)


SECTIONS = (
    Section(
        lazy_pgettext("栏目", "政策"),
        (
            Page("/policies", _("政策文件")),
            Page("/measures", _("措施")),
            Page("/cited", _("引用的政策")),
            Page("/passages", _("共同文段")),
        ),
        (
            "/id/policy/",
            "/id/source/",
            "/id/cited-policy/",
            "/id/shared-passage/",
            "/id/counterpart/",
            "/graph/policy/",
        ),
    ),
    Section(
        lazy_pgettext("栏目", "奖补"),
        (
            Page("/awards", _("奖补清单")),
            Page("/awards/overview", _("各地对比")),
            Page("/awards/matrix", _("地区与层级")),
        ),
        ("/award/",),
    ),
    Section(
        lazy_pgettext("栏目", "目标"),
        (
            Page("/targets", _("目标清单")),
            Page("/targets/overview", _("各地对比")),
            Page("/indicators", lazy_pgettext("栏目", "指标")),
        ),
        ("/target/", "/id/indicator/"),
    ),
    Section(
        lazy_pgettext("栏目", "层级"),
        (Page("/tiers", _("各地梯度")), Page("/tiers/names", _("层级清单"))),
        ("/vocab/tier", "/id/step-match/", "/id/tier-match/"),
    ),
    Section(
        lazy_pgettext("栏目", "部门"),
        (
            Page("/departments", _("部门清单")),
            Page("/departments/matrix", _("措施与部门")),
            Page("/departments/functions", _("职能对比")),
            Page("/departments/network", _("协同网络")),
        ),
        ("/responsibility/", "/id/department/", "/id/reorganisation/", "/vocab/function"),
    ),
    Section(lazy_pgettext("栏目", "主题"), (Page("/themes", _("主题")),), ("/vocab/theme", "/vocab/instrument")),
    Section(lazy_pgettext("栏目", "地区"), (Page("/regions", lazy_pgettext("栏目", "地区")),), ("/id/region/",)),
    Section(lazy_pgettext("栏目", "比较"), (Page("/compare", _("比较")),)),
    Section(lazy_pgettext("栏目", "企业匹配"), (Page("/match", _("企业匹配")),), apart=True),
    Section(
        lazy_pgettext("栏目", "查询"),
        (Page("/queries", _("常见问题")), Page("/sparql", _("查询编辑器"))),
        ("/queries/",),
    ),
    Section(lazy_pgettext("栏目", "质量"), (Page("/quality", _("数据质量")),), ("/id/quality/",)),
    Section(
        lazy_pgettext("栏目", "关于"),
        (
            Page("/about", _("关于本站")),
            Page("/api", _("接口与格式")),
            Page("/ontology", _("本体")),
            Page("/vocab", _("词表")),
            Page("/void", _("数据集")),
            Page("/data/", _("文件下载")),
        ),
        ("/vocab/", "/graph/"),
    ),
)


class Navigation:
    """The sections, with the pages that an application has."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All of them, in order."""
        known = (
            each._replace(pages=tuple(page for page in each.pages if self.knows(page.address))) for each in SECTIONS
        )
        return tuple(each for each in known if each.pages)

    def knows(self, address: str) -> bool:
        """Whether the application has a page at an address."""
        return self._app.url_map.bind("").test(address, "GET")

    def section(self, path: str) -> Section | None:
        """The one that the page at a path belongs to: where several know a part of it, that with the last."""
        best = max(self.sections, key=lambda each: each.reach(path))
        return best if best.reach(path) else None


def register_navigation(app: Flask) -> None:
    """Makes the sections known to the templates."""
    navigation = Navigation(app)
    app.jinja_env.globals.update(known_address=navigation.knows)
    app.context_processor(lambda: {"sections": navigation.sections, "section": navigation.section(request.path)})
