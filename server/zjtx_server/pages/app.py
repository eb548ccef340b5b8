"""The web application over one release."""

from __future__ import annotations

from flask import Flask

from zjtx_kg.iris import PREFIXES
from zjtx_server.pages.dataset import dataset_pages, release_files
from zjtx_server.pages.errors import register_errors
from zjtx_server.pages.graph import Graph
from zjtx_server.pages.knowledge import Knowledge
from zjtx_server.pages.lists import list_pages
from zjtx_server.pages.match import match_pages
from zjtx_server.pages.present import register_filters
from zjtx_server.pages.questions import question_pages
from zjtx_server.pages.report import report_page
from zjtx_server.pages.sparql import sparql_pages
from zjtx_server.pages.things import thing_pages
from zjtx_server.release import Release

SECTIONS = (
    ("/policies", "政策", "policies"),
    ("/measures", "措施", "measures"),
    ("/awards", "奖补", "awards"),
    ("/targets", "目标", "targets"),
    ("/departments", "部门", "departments"),
    ("/tiers", "层级", "tiers"),
    ("/regions", "地区", "regions"),
    ("/queries", "问题", "questions"),
    ("/match", "匹配", "match"),
    ("/sparql", "查询", "SPARQL"),
)
FIGURES = {
    "unread-numbers": "未读入的数字",
    "unread-dates": "未读入的日期",
    "unread-cues": "未读入的提示词",
    "unread-lists": "未读入的单位名单",
    "unresolved-names": "未归并的单位名称",
    "damage-left": "未修复的文本损坏",
    "outline-doubts": "结构存疑",
    "record-doubts": "读取存疑",
    "corrections-made": "人工更正",
    "shape-findings": "形状校验发现",
}

MAPPINGS = {
    PREFIXES["skos"] + name: words
    for name, words in {
        "exactMatch": ("等同", "the same"),
        "closeMatch": ("相近", "close"),
        "broadMatch": ("后者较宽", "the latter broader"),
        "narrowMatch": ("后者较窄", "the latter narrower"),
        "relatedMatch": ("相关", "related"),
    }.items()
}


def create_app(graph: Graph, release: Release, quads: int) -> Flask:
    """The application over the graph of a release, which holds `quads` quads."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # an address has one form
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    knowledge = Knowledge(graph)
    app.jinja_env.globals.update(release=release, quads=quads, sections=SECTIONS, FIGURES=FIGURES, MAPPINGS=MAPPINGS)
    app.jinja_env.globals.update(excerpt=knowledge.excerpt, is_inferred=knowledge.is_inferred)
    register_filters(app)
    register_errors(app)
    for pages in (sparql_pages(), list_pages(knowledge), thing_pages(knowledge), report_page(release)):
        app.register_blueprint(pages)
    own = (question_pages(knowledge), match_pages(knowledge), dataset_pages(knowledge, release), release_files(release))
    for pages in own:
        app.register_blueprint(pages)
    return app
