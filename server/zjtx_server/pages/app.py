"""The web application over one release."""

from __future__ import annotations

from flask import Flask, Response

from zjtx_server.front.endpoint import sparql_endpoint
from zjtx_server.front.pool import QueryPool
from zjtx_server.front.query import Limits
from zjtx_server.front.release import ReleaseView
from zjtx_server.pages.dataset import dataset_pages, release_files
from zjtx_server.pages.errors import register_errors
from zjtx_server.pages.graph import EmbeddedGraph
from zjtx_server.pages.knowledge import Knowledge
from zjtx_server.pages.lists import list_pages
from zjtx_server.pages.present import register_filters
from zjtx_server.pages.report import report_page
from zjtx_server.pages.things import thing_pages

MAX_REQUEST_BYTES = 1 << 20
SECTIONS = (
    ("/policies", "政策", "policies"),
    ("/measures", "措施", "measures"),
    ("/awards", "奖补", "awards"),
    ("/targets", "目标", "targets"),
    ("/departments", "部门", "departments"),
    ("/tiers", "层级", "tiers"),
    ("/regions", "地区", "regions"),
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
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(release: ReleaseView, pool: QueryPool | None = None) -> Flask:
    """The application; without a `pool` it starts one of its own, which ends with the process."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_REQUEST_BYTES
    app.url_map.merge_slashes = False  # an address has one form
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    knowledge = Knowledge(EmbeddedGraph(release.store))
    app.jinja_env.globals.update(release=release, sections=SECTIONS, FIGURES=FIGURES, excerpt=knowledge.excerpt)
    register_filters(app)
    register_errors(app)
    app.register_blueprint(sparql_endpoint(pool or QueryPool(release.data, Limits())))
    for pages in (list_pages(knowledge), thing_pages(knowledge), report_page(release)):
        app.register_blueprint(pages)
    for pages in (dataset_pages(knowledge, release), release_files(release)):
        app.register_blueprint(pages)
    app.after_request(_secure)
    return app


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
