"""The match at `/match`: a form for what a firm has done and reached, and the awards that it may claim."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_kg.errors import QueryError
from zjtx_kg.extract.qualify.levels import LEVELS
from zjtx_kg.match import Match, match_words
from zjtx_kg.match.model import REMARKS
from zjtx_kg.match.profile import ACTS, FLAGS, PRIZES, STANDARD
from zjtx_kg.match.show import NO_DAY, NOTHING_FITS, SURE, UNMET, UNSURE, as_csv, as_json, sum_of
from zjtx_kg.vocabulary import load_vocabulary
from zjtx_server.negotiation import HTML, by_accept, content_type, not_acceptable, prefers_html
from zjtx_server.pages.documents import negotiated
from zjtx_server.pages.knowledge import Knowledge

JSON, CSV = "application/json", "text/csv"
FORMATS = {"json": (JSON,), "csv": (CSV,)}
OFFERED = {"html": (HTML, "application/xhtml+xml"), **FORMATS}
FORMAT = "format"
FORMS = {JSON: as_json, CSV: as_csv}
FIRST = ("little-giant", "key-little-giant", "srdi-sme", "innovative-sme")  # the tiers mostly asked for, in the form
TITLES = (("new", _("新获得的称号")), ("reached", _("已有的称号")), ("kept", _("复核通过的称号")))


def match_pages(knowledge: Knowledge) -> Blueprint:
    """The form, and the answer below it, as a page or as data."""
    blueprint = Blueprint("match", __name__)
    blueprint.after_request(negotiated)

    @blueprint.route("/match")
    def found() -> Response:
        media_type = _liked()
        words = {name: values for name, values in request.args.lists() if name != FORMAT}
        if media_type == HTML:
            answer = _answer(words, knowledge) if any(any(values) for values in words.values()) else None
            return Response(_page(words, answer, knowledge), content_type=content_type(HTML))
        return Response(FORMS[media_type](_answer(words, knowledge)), content_type=content_type(media_type))

    return blueprint


def _answer(words: dict[str, list[str]], knowledge: Knowledge) -> Match:
    """BadRequest, with what is known, where the words are no profile."""
    try:
        return match_words(words, knowledge.asked)
    except QueryError as error:
        raise BadRequest(str(error)) from error


def _liked() -> str:
    """The media type by `format=` or Accept: a page for browsers, JSON without a preference."""
    wanted, accept = request.args.get(FORMAT, ""), request.accept_mimetypes
    by_liking = HTML if prefers_html(accept) else by_accept(accept, FORMATS)
    chosen = OFFERED.get(wanted, ("",))[0] if wanted else by_liking
    if not chosen:
        raise not_acceptable(OFFERED)
    return chosen


def _page(words: dict[str, list[str]], answer: Match | None, knowledge: Knowledge) -> str:
    occasions, levels = load_vocabulary("occasions").concepts, load_vocabulary("levels").concepts
    tiers = load_vocabulary("tiers").concepts
    own = {*FLAGS, *PRIZES, "tier-reached", "tier-kept", "srdi-title"}
    return render_template(
        "match.html",
        words=words,
        address=urlencode([(name, each) for name, values in words.items() for each in values if each]),
        answer=answer,
        regions=[row for row in knowledge.rows("regions") if row.get("policies", "0") != "0"],
        tiers=[tiers[each] for each in dict.fromkeys((*FIRST, *tiers)) if each not in ACTS],
        levels=[levels[each] for each in LEVELS],
        flags=[occasions[each] for each in FLAGS],
        prizes=[occasions[each] for each in PRIZES],
        standards=[each for each in occasions.values() if each.broader == STANDARD + "set"],
        others=[each for each in occasions.values() if each.notation not in own and not each.broader],
        titles=TITLES,
        remarks=REMARKS,
        said={"sure": SURE, "unsure": UNSURE, "unmet": UNMET, "no_day": NO_DAY, "nothing_fits": NOTHING_FITS},
        sum_of=sum_of,
    )
