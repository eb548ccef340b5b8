"""A page for each thing, or its RDF, under the address that its IRI stands for."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import Gone, NotFound

from zjtx_kg.iris import VOCAB, document_of, split
from zjtx_kg.iris import thing as iri_of
from zjtx_server.languages import CHINESE
from zjtx_server.negotiation import GRAPHS, HTML, content_type
from zjtx_server.pages.overviews.across import across
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.contents import CONTENTS, nothing_more
from zjtx_server.pages.web.addresses import SAFE, address, asked_iri
from zjtx_server.pages.web.documents import OFFERED, any_of, liked, negotiated, split_suffix, suffix_of
from zjtx_server.pages.web.language import language
from zjtx_server.pages.web.linked import ONTOLOGY, SHAPES, serialized, statements
from zjtx_server.pages.web.present import short
from zjtx_server.pages.web.views import AS_TABLE, DATA, TABLES, Column, Form, forms

LABELS = ("prefLabel", "title", "label")
CONCEPTS = {"tier": "tier", "function": "function", "theme": "concept", "instrument": "concept", "occasion": "concept"}
STATEMENT = tuple(Column(name) for name in ("property", "propertyName", "value", "label"))
THINGS = ("/id/", "/vocab/")
Offered = Mapping[str, tuple[str, ...]]
HOLDS = {ONTOLOGY: "terms", SHAPES: "shapes"}  # the query for what a document holds


def thing_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """Things, concepts, graphs, the ontology and the shapes.

    A thing is no document: its address leads to one about it (303). What is a document answers itself.
    """
    blueprint = Blueprint("things", __name__)
    blueprint.after_request(negotiated)

    @blueprint.route("/id/<path:name>")
    @blueprint.route("/vocab/<path:name>")
    def thing(name: str) -> Response:
        iri, media_type = _asked(knowledge, name, OFFERED | TABLES)
        if media_type:
            response = _document(knowledge, browse, iri, media_type)
            response.headers["Link"] = f'<{quote(iri, safe=SAFE)}>; rel="describes"'
            return response
        return Response(status=303, headers={"Location": address(iri) + suffix_of(liked())})

    @blueprint.route("/graph/<path:name>")
    @blueprint.route("/ontology/<path:name>")
    @blueprint.route("/" + any_of("ontology", "shapes"))
    def document(name: str) -> Response:
        iri, media_type = _asked(knowledge, name, OFFERED)
        chosen = media_type or liked()
        response = _document(knowledge, browse, iri, chosen)
        response.headers["Content-Location"] = address(iri) + suffix_of(chosen)
        return response

    return blueprint


def _asked(knowledge: Knowledge, name: str, offered: Offered) -> tuple[str, str]:
    """IRI and media type that a request asks for by its path; the media type is empty where Accept decides.

    Raises:
        Gone: it belongs to a document that was withdrawn.
        NotFound: nothing is known of it.
    """
    whole = asked_iri(request)
    iri, media_type = split_suffix(whole, offered)
    if media_type and _knows(knowledge, whole):  # a thing whose key ends like a suffix
        return whole, ""
    _check_withdrawal(knowledge, iri)
    if not _knows(knowledge, iri):
        raise NotFound(f"Nothing is known of {name}.")
    return iri, media_type


def _knows(knowledge: Knowledge, iri: str) -> bool:
    return bool(iri in HOLDS and knowledge.rows(HOLDS[iri])) or knowledge.knows(iri)


def _check_withdrawal(knowledge: Knowledge, iri: str) -> None:
    if document := document_of(iri):
        for row in knowledge.rows("withdrawal", source=str(iri_of("source", document))):
            why = f": {row['reason']}" if "reason" in row else "."
            raise Gone(f"The document {document} was withdrawn on {row['date']}{why}")


def _document(knowledge: Knowledge, browse: Browse, iri: str, media_type: str) -> Response:
    body: str | bytes
    if media_type == HTML:
        body = _page(knowledge, browse, iri)
    elif media_type in AS_TABLE:
        body = AS_TABLE[media_type](STATEMENT, knowledge.rows("statements", thing=iri))
    else:
        body = serialized(statements(knowledge, iri), media_type)
    return Response(body, content_type=content_type(media_type))


def _page(knowledge: Knowledge, browse: Browse, iri: str) -> str:
    said = knowledge.rows("statements", thing=iri)
    kind = _kind(knowledge, iri) if said or iri in HOLDS else "thing"
    content = CONTENTS.get(kind, nothing_more)(knowledge, iri)
    content |= across(browse, kind, iri)
    content["corrections"] = knowledge.rows("corrections", thing=iri)
    return render_template(
        f"{kind if kind in CONTENTS else 'thing'}.html",
        iri=iri,
        title=_title(iri, said),
        said=said,
        data=_forms(iri),
        **content,
    )


def _forms(iri: str) -> list[Form]:
    """The forms of a page's data; what is a document has them as RDF alone."""
    page = address(iri).removeprefix(request.script_root)
    return forms(page, DATA if page.startswith(THINGS) else GRAPHS)


def _kind(knowledge: Knowledge, iri: str) -> str:
    """What a page is about, which is also its template's name."""
    if iri in HOLDS:
        return iri.rpartition("/")[2]
    if place := split(iri):
        return place.kind
    for scheme, kind in CONCEPTS.items():
        if iri.startswith(f"{VOCAB}{scheme}/"):
            return kind
    if iri.startswith(str(VOCAB)) and knowledge.rows("concepts", scheme=iri):
        return "scheme"
    return "thing"


def _title(iri: str, said: tuple[Row, ...]) -> str:
    """A thing's label: of several the one that is most in the language of the page."""
    labels = [row["value"] for name in LABELS for row in said if row["property"].endswith((f"#{name}", f"/{name}"))]
    nearest = max if language() is CHINESE else min
    return nearest(labels, key=_foreign, default=short(iri))


def _foreign(words: str) -> float:
    """The part of the characters that are not of ASCII, which tells Chinese labels from English ones."""
    return sum(not character.isascii() for character in words) / max(len(words), 1)
