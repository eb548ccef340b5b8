"""The web application over one release."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _

from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.assets import register_assets
from zjtx_server.pages.award_overview import award_pages
from zjtx_server.pages.browse import Browse
from zjtx_server.pages.dataset import dataset_pages, release_files
from zjtx_server.pages.errors import register_errors
from zjtx_server.pages.graph import Graph
from zjtx_server.pages.knowledge import Knowledge
from zjtx_server.pages.language import register_languages
from zjtx_server.pages.lists import list_pages
from zjtx_server.pages.match import match_pages
from zjtx_server.pages.navigation import register_navigation
from zjtx_server.pages.present import register_filters
from zjtx_server.pages.questions import question_pages
from zjtx_server.pages.report import report_page
from zjtx_server.pages.search import search_pages
from zjtx_server.pages.sparql import sparql_pages
from zjtx_server.pages.target_overview import target_pages
from zjtx_server.pages.things import thing_pages
from zjtx_server.release import Release

FIGURES = {
    "unread-numbers": _("未读入的数字"),
    "unread-dates": _("未读入的日期"),
    "unread-cues": _("未读入的提示词"),
    "unread-lists": _("未读入的单位名单"),
    "unresolved-names": _("未归并的单位名称"),
    "damage-left": _("未修复的文本损坏"),
    "outline-doubts": _("结构存疑"),
    "record-doubts": _("读取存疑"),
    "corrections-made": _("人工更正"),
    "shape-findings": _("形状校验发现"),
}

MAPPINGS = {
    PREFIXES["skos"] + name: words
    for name, words in {
        "exactMatch": _("等同"),
        "closeMatch": _("相近"),
        "broadMatch": _("后者较宽"),
        "narrowMatch": _("后者较窄"),
        "relatedMatch": _("相关"),
    }.items()
}


def create_app(graph: Graph, browse: Browse, release: Release, quads: int) -> Flask:
    """The application over the graph of a release, which holds `quads` quads, and the index of it."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # an address has one form
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    knowledge = Knowledge(graph)
    app.jinja_env.globals.update(release=release, quads=quads, FIGURES=FIGURES, MAPPINGS=MAPPINGS)
    app.jinja_env.globals.update(excerpt=knowledge.excerpt, is_inferred=knowledge.is_inferred)
    register_languages(app, knowledge.english)
    register_assets(app)
    register_filters(app)
    register_navigation(app)
    register_errors(app)
    for pages in (sparql_pages(knowledge), list_pages(knowledge), thing_pages(knowledge), report_page(release)):
        app.register_blueprint(pages)
    app.register_blueprint(search_pages(knowledge, browse))
    own = (question_pages(knowledge), match_pages(knowledge), dataset_pages(knowledge, release), release_files(release))
    for pages in (*own, award_pages(knowledge, browse), target_pages(knowledge, browse)):
        app.register_blueprint(pages)
    return app
