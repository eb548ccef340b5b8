"""The match at `/match`: a form for what a firm has done and reached, and the awards that it may claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import BadRequest

from zjtx_kg.errors import QueryError
from zjtx_kg.extract.qualify.levels import LEVELS
from zjtx_kg.match import Claim, Match, Profile, match_words
from zjtx_kg.match.asking import REACHED, Fact
from zjtx_kg.match.model import CLAIMED, FIRST_ONLY, REMARKS, UNDECIDED
from zjtx_kg.match.profile import ACTS, FLAGS, KEYS, PRIZES, STANDARD
from zjtx_kg.match.show import as_csv, as_json
from zjtx_kg.vocabulary import Concept, load_vocabulary
from zjtx_server.negotiation import HTML, content_type
from zjtx_server.pages.site.choices import COLUMNS, choice_rows, levelled
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.documents import FORMAT, negotiated, wanted
from zjtx_server.pages.web.language import both
from zjtx_server.pages.web.linked import serialized, statements_of
from zjtx_server.pages.web.views import AS_TABLE, CSV, JSON, OFFERED, forms

LIKED = {"json": (JSON,), "csv": (CSV,)}  # JSON without a preference
FORMS = {JSON: as_json, CSV: as_csv}
FIRST = ("little-giant", "key-little-giant", "srdi-sme", "innovative-sme")  # the tiers mostly asked for, in the form
COMMON = (  # the titles that most firms win, as boxes to tick
    "national:little-giant",
    "national:key-little-giant",
    "provincial:srdi-sme",
    "provincial:innovative-sme",
    "national:single-champion",
    "national:high-tech",
)
DONE = ("scale-passed", "digital-upgrade", "rd-body")  # what many firms have done
TITLES = (("new", _("其他新获得的称号")), ("reached", _("以前已有的称号")), ("kept", _("复核通过的称号")))
STATUS = {CLAIMED: _("符合"), FIRST_ONLY: _("仅限首次获得"), UNDECIDED: _("事由未定")}
STATES = {"征求意见稿": _("征求意见稿"), "已失效": _("已失效"), "尚未成文": _("尚未成文")}
FIGURES = {"amount": "amount", "atMost": "maximum", "atLeast": "minimum"}  # as other pages name them

Words = dict[str, list[str]]


def match_pages(knowledge: Knowledge) -> Blueprint:
    """The form, and the answer below it, as a page or as data."""
    blueprint = Blueprint("match", __name__)
    blueprint.after_request(negotiated)

    @blueprint.route("/match")
    @blueprint.route(f"/match.<any({','.join(OFFERED)}):suffix>")
    def found(suffix: str = "") -> Response:
        media_type = wanted(LIKED, OFFERED, OFFERED[suffix][0] if suffix else "")
        words = {name: values for name, values in request.args.lists() if name != FORMAT}
        if media_type == HTML:
            return _page(words, knowledge)
        if not _says_anything(words):
            return Response(_choices_as(media_type, knowledge), content_type=content_type(media_type))
        return Response(_data(_answer(words, knowledge), media_type, knowledge), content_type=content_type(media_type))

    return blueprint


def _answer(words: Words, knowledge: Knowledge) -> Match:
    """BadRequest, with what is known, where the words are no profile."""
    try:
        return match_words(words, knowledge.asked)
    except QueryError as error:
        raise BadRequest(str(error)) from error


def _data(answer: Match, media_type: str, knowledge: Knowledge) -> str | bytes:
    """The answer as CSV or JSON; as RDF what the graph says of the awards in it."""
    if media_type in FORMS:
        return FORMS[media_type](answer)
    awards = dict.fromkeys(claim.row["award"] for region in answer.regions for claim in region.claims)
    return serialized(statements_of(knowledge, awards), media_type)


def _says_anything(words: Words) -> bool:
    return any(any(values) for values in words.values())


def _choices_as(media_type: str, knowledge: Knowledge) -> str | bytes:
    """What can be chosen, as data; as RDF what the graph says of it."""
    rows = tuple(choice_rows(_choices(knowledge)))
    if media_type in AS_TABLE:
        return AS_TABLE[media_type](COLUMNS, rows)
    things = dict.fromkeys(row["thing"] for row in rows)
    return serialized(statements_of(knowledge, things), media_type)


def _page(words: Words, knowledge: Knowledge) -> Response:
    """The form with what was filled in, and the answer or what is wrong with it."""
    answer, problem = None, ""
    if _says_anything(words):
        try:
            answer = match_words(words, knowledge.asked)
        except QueryError as error:
            problem = str(error)
    body = render_template(
        "match.html",
        words=words,
        answer=answer,
        problem=problem,
        asked=_asked(answer.profile) if answer else (),
        says_nothing=_says_nothing(words),
        data=[form for form in forms("/match") if FORMAT not in request.args and not problem],
        **_choices(knowledge),
        STANDARD=STANDARD,
        remarks=REMARKS,
        status=STATUS,
        states=STATES,
        told=_told,
        figures_of=_figures_of,
        span_of=_span_of,
    )
    return Response(body, 400 if problem else 200, content_type=content_type(HTML))


def _says_nothing(words: Words) -> bool:
    """Whether the words tell nothing of the firm itself; those that no profile has tell something, which is wrong."""
    told = words.keys() - {"region", "on"}
    return told <= set(KEYS) and not any(any(words[key]) for key in told)


def _asked(profile: Profile) -> list[str]:
    """What the profile says of the firm, in the language of the page."""
    tiers, occasions = load_vocabulary("tiers").concepts, load_vocabulary("occasions").concepts
    told = [(each.level, tiers[each.tier]) for each in profile.titles]
    told += [(each.level, occasions[each.occasion]) for each in profile.deeds]
    return [both(*levelled(level, concept)) for level, concept in told]


def _told(fact: Fact) -> str:
    """What a fact says of the firm, in the language of the page: that a tier was reached, the tier says."""
    occasions, tiers = load_vocabulary("occasions").concepts, load_vocabulary("tiers").concepts
    is_plain = bool(fact.tier) and fact.occasion == REACHED
    parts = [] if is_plain else [levelled(fact.level, occasions[fact.occasion])]
    parts += [levelled(fact.tier_level, tiers[fact.tier])] if fact.tier else []
    return " · ".join(both(*each) for each in parts)


def _figures_of(claim: Claim) -> dict[str, str]:
    """The amount of an award as the pages of awards have it."""
    return dict(claim.row) | {name: claim.row[asked] for asked, name in FIGURES.items() if asked in claim.row}


def _span_of(claim: Claim) -> Sequence[str]:
    """Where its quote begins and ends."""
    return claim.row["place"].rpartition("/")[2].split("-")


def _choices(knowledge: Knowledge) -> Mapping[str, Any]:
    """What can be chosen in the form."""
    occasions, tiers = load_vocabulary("occasions").concepts, load_vocabulary("tiers").concepts
    own = {*FLAGS, *PRIZES, "tier-reached", "tier-kept", "srdi-title"}
    others = [each for each in occasions.values() if each.notation not in own and not each.broader]
    return {
        "regions": [row for row in knowledge.rows("regions") if "code" in row and row.get("policies", "0") != "0"],
        "titles": TITLES,
        "common": [(value, *_title(value)) for value in COMMON],
        "tiers": [tiers[each] for each in dict.fromkeys((*FIRST, *tiers)) if each not in ACTS],
        "levels": [load_vocabulary("levels").concepts[each] for each in LEVELS],
        "flags": _named(FLAGS, occasions),
        "done": _named(DONE, occasions),
        "prizes": _named(PRIZES, occasions),
        "standards": [each for each in occasions.values() if each.broader == STANDARD + "set"],
        "others": [each for each in others if each.notation not in DONE],
    }


def _title(value: str) -> tuple[str, str]:
    """A level and tier, such as `national:little-giant`, in Chinese and English."""
    level, tier = value.split(":")
    return levelled(level, load_vocabulary("tiers").concepts[tier])


def _named(notations: Sequence[str], concepts: Mapping[str, Concept]) -> list[Concept]:
    return [concepts[each] for each in notations]
