"""The web application over one release."""

from __future__ import annotations

from flask import Blueprint, Flask
from flask_babel import lazy_gettext as _

from zjtx_kg.iris import PREFIXES
from zjtx_kg.model import bounds
from zjtx_server.pages.asking.options import alone
from zjtx_server.pages.asking.parameters import here
from zjtx_server.pages.overviews.award_overview import award_pages
from zjtx_server.pages.overviews.departments import department_pages
from zjtx_server.pages.overviews.indicators import indicator_pages
from zjtx_server.pages.overviews.origins import origin_pages
from zjtx_server.pages.overviews.regions import region_pages
from zjtx_server.pages.overviews.target_overview import target_pages
from zjtx_server.pages.overviews.themes import theme_pages
from zjtx_server.pages.overviews.tiers import tier_pages
from zjtx_server.pages.overviews.vocabularies import vocabulary_pages
from zjtx_server.pages.search.search import search_pages
from zjtx_server.pages.site.about import about_pages
from zjtx_server.pages.site.dataset import dataset_pages, release_files
from zjtx_server.pages.site.match import match_pages
from zjtx_server.pages.site.quality import quality_page
from zjtx_server.pages.site.questions import question_pages
from zjtx_server.pages.site.sparql import sparql_pages
from zjtx_server.pages.site.start import start_page
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import Graph
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.things import thing_pages
from zjtx_server.pages.web.addresses import register_root
from zjtx_server.pages.web.assets import register_assets
from zjtx_server.pages.web.errors import register_errors
from zjtx_server.pages.web.language import register_languages
from zjtx_server.pages.web.lookup import RowEnvironment
from zjtx_server.pages.web.navigation import register_navigation
from zjtx_server.pages.web.present import register_filters
from zjtx_server.release import Release

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
    app.jinja_environment = RowEnvironment
    app.url_map.merge_slashes = False  # an address has one form
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    knowledge = Knowledge(graph)
    app.jinja_env.globals.update(release=release, quads=quads, MAPPINGS=MAPPINGS, bounds=bounds)
    app.jinja_env.globals.update(alone=alone(browse), here=here)
    app.jinja_env.globals.update(excerpt=knowledge.excerpt, is_inferred=knowledge.is_inferred)
    register_root(app)
    register_languages(app, knowledge.english)
    register_assets(app)
    register_filters(app)
    register_navigation(app)
    register_errors(app)
    for pages in _all_pages(knowledge, browse, release):
        app.register_blueprint(pages)
    return app


def _all_pages(knowledge: Knowledge, browse: Browse, release: Release) -> tuple[Blueprint, ...]:
    return (
        start_page(knowledge, browse, release),
        sparql_pages(knowledge),
        vocabulary_pages(knowledge),
        thing_pages(knowledge, browse),
        quality_page(knowledge, release),
        about_pages(knowledge, browse),
        question_pages(knowledge),
        match_pages(knowledge),
        search_pages(knowledge, browse),
        award_pages(knowledge, browse),
        target_pages(knowledge, browse),
        department_pages(knowledge, browse),
        theme_pages(knowledge, browse),
        region_pages(knowledge, browse),
        origin_pages(knowledge, browse),
        indicator_pages(knowledge, browse),
        tier_pages(knowledge, browse),
        dataset_pages(knowledge, release),
        release_files(release),
    )
