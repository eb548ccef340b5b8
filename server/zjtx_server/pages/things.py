"""A page for each thing, or its RDF, under the address that its IRI stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import Gone, NotFound

from zjtx_kg.iris import VOCAB, document_of, split
from zjtx_kg.iris import thing as iri_of
from zjtx_server.negotiation import HTML, content_type
from zjtx_server.pages.addresses import SAFE, address, asked_iri
from zjtx_server.pages.documents import any_of, liked, negotiated, split_suffix, suffix_of
from zjtx_server.pages.graph import Row
from zjtx_server.pages.knowledge import Knowledge
from zjtx_server.pages.linked import ONTOLOGY, SHAPES, serialized, statements
from zjtx_server.pages.present import short
from zjtx_server.pages.reading import marked_paragraphs, outline

Content = dict[str, Any]
LABELS = ("prefLabel", "title", "label")
MOST = 500  # rows of a table on the page of a thing that all policies share
HOLDS = {ONTOLOGY: "terms", SHAPES: "shapes"}  # the query for what a document holds


def thing_pages(knowledge: Knowledge) -> Blueprint:
    """Things, concepts, graphs, the ontology and the shapes.

    A thing is no document: its address leads to one about it (303). What is a document answers itself.
    """
    blueprint = Blueprint("things", __name__)
    blueprint.after_request(negotiated)

    @blueprint.route("/id/<path:name>")
    @blueprint.route("/vocab/<path:name>")
    def thing(name: str) -> Response:
        iri, media_type = _asked(knowledge, name)
        if media_type:
            response = _document(knowledge, iri, media_type)
            response.headers["Link"] = f'<{quote(iri, safe=SAFE)}>; rel="describes"'
            return response
        return Response(status=303, headers={"Location": address(iri) + suffix_of(liked())})

    @blueprint.route("/graph/<path:name>")
    @blueprint.route("/ontology/<path:name>")
    @blueprint.route("/" + any_of("ontology", "shapes"))
    def document(name: str) -> Response:
        iri, media_type = _asked(knowledge, name)
        chosen = media_type or liked()
        response = _document(knowledge, iri, chosen)
        response.headers["Content-Location"] = address(iri) + suffix_of(chosen)
        return response

    return blueprint


def _asked(knowledge: Knowledge, name: str) -> tuple[str, str]:
    """IRI and media type that a request asks for by its path; the media type is empty where Accept decides.

    Raises:
        Gone: it belongs to a document that was withdrawn.
        NotFound: nothing is known of it.
    """
    whole = asked_iri(request)
    iri, media_type = split_suffix(whole)
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


def _document(knowledge: Knowledge, iri: str, media_type: str) -> Response:
    body = _page(knowledge, iri) if media_type == HTML else serialized(statements(knowledge, iri), media_type)
    return Response(body, content_type=content_type(media_type))


def _page(knowledge: Knowledge, iri: str) -> str:
    said = knowledge.rows("statements", thing=iri)
    kind = _kind(knowledge, iri) if said or iri in HOLDS else "thing"
    content = CONTENTS.get(kind, _nothing_more)(knowledge, iri)
    content["corrections"] = knowledge.rows("corrections", thing=iri)
    return render_template(
        f"{kind if kind in CONTENTS else 'thing'}.html", iri=iri, title=_title(iri, said), said=said, **content
    )


def _kind(knowledge: Knowledge, iri: str) -> str:
    """What a page is about, which is also its template's name."""
    if iri in HOLDS:
        return iri.rpartition("/")[2]
    if place := split(iri):
        return place.kind
    if iri.startswith(f"{VOCAB}tier/"):
        return "tier"
    if iri.startswith(str(VOCAB)) and knowledge.rows("concepts", scheme=iri):
        return "scheme"
    return "thing"


def _title(iri: str, said: tuple[Row, ...]) -> str:
    """A thing's label, the Chinese one before others."""
    labels = [row for name in LABELS for row in said if row["property"].endswith((f"#{name}", f"/{name}"))]
    chinese = [row["value"] for row in labels if not row["value"].isascii()]
    return next(iter(chinese + [row["value"] for row in labels]), short(iri))


def _policy(knowledge: Knowledge, iri: str) -> Content:
    awards, targets = _facts(knowledge, "awards", policy=iri), _facts(knowledge, "targets", policy=iri)
    facts = [
        (int(row["start"]), int(row["end"]), row[kind])
        for kind, rows in (("award", awards), ("target", targets))
        for row in rows
        if "start" in row and "end" in row
    ]
    return {
        "overview": _only(knowledge.rows("policies", policy=iri)),
        "fields": _only(knowledge.rows("policy", policy=iri)),
        "words": {row["property"]: row for row in _facts(knowledge, "fields", policy=iri)},
        "basis": _facts(knowledge, "basis", policy=iri),
        "cited_by": _facts(knowledge, "cited_by", basis=iri),
        "chapters": outline(knowledge.rows("sections", policy=iri), knowledge.rows("measures", policy=iri)),
        "awards": awards,
        "targets": targets,
        "tasks": _facts(knowledge, "tasks", policy=iri),
        "ladder": knowledge.rows("ladder", policy=iri),
        "paragraphs": marked_paragraphs(knowledge.text(iri), facts),
    }


def _cited_policy(knowledge: Knowledge, iri: str) -> Content:
    return {"cited_by": _facts(knowledge, "cited_by", basis=iri)}


def _measure(knowledge: Knowledge, iri: str) -> Content:
    return {
        "measure": _only(knowledge.rows("measures", measure=iri)),
        "themes": knowledge.rows("themes", measure=iri),
        "responsibilities": _facts(knowledge, "responsibilities", of=iri),
        "tasks": _facts(knowledge, "tasks", measure=iri),
        "awards": _facts(knowledge, "awards", measure=iri),
        "targets": _facts(knowledge, "targets", measure=iri),
        "fact": _fact(knowledge, iri),
    }


def _task(knowledge: Knowledge, iri: str) -> Content:
    return {
        "task": _only(_facts(knowledge, "tasks", task=iri)),
        "responsibilities": _facts(knowledge, "responsibilities", of=iri),
    }


def _award(knowledge: Knowledge, iri: str) -> Content:
    return {"award": _only(_facts(knowledge, "awards", award=iri))}


def _target(knowledge: Knowledge, iri: str) -> Content:
    return {"target": _only(_facts(knowledge, "targets", target=iri))}


def _responsibility(knowledge: Knowledge, iri: str) -> Content:
    return {"responsibility": _only(_facts(knowledge, "responsibilities", responsibility=iri))}


def _department(knowledge: Knowledge, iri: str) -> Content:
    responsibilities = knowledge.rows("responsibilities", department=iri)
    return {
        "department": _only(knowledge.rows("departments", department=iri)),
        "names": knowledge.rows("names", thing=iri),
        "responsibilities": responsibilities[:MOST],
        "responsibility_count": len(responsibilities),
    }


def _region(knowledge: Knowledge, iri: str) -> Content:
    return {
        "region": _only(knowledge.rows("regions", region=iri)),
        "inside": knowledge.rows("regions", parent=iri),
        "policies": knowledge.rows("policies", region=iri),
        "departments": knowledge.rows("departments", region=iri),
    }


def _tier(knowledge: Knowledge, iri: str) -> Content:
    awards, targets = knowledge.rows("awards", tier=iri), knowledge.rows("targets", tier=iri)
    return {
        "tier": _only(knowledge.rows("tiers", tier=iri)),
        "names": knowledge.rows("names", thing=iri),
        "awards": knowledge.quoted(awards[:MOST]),
        "award_count": len(awards),
        "targets": knowledge.quoted(targets[:MOST]),
        "target_count": len(targets),
        "steps": knowledge.rows("ladder", tier=iri),
    }


def _indicator(knowledge: Knowledge, iri: str) -> Content:
    targets = knowledge.rows("targets", indicator=iri)
    return {"targets": knowledge.quoted(targets[:MOST]), "target_count": len(targets)}


def _quote(knowledge: Knowledge, iri: str) -> Content:
    return {"facts": _facts(knowledge, "quoted", quote=iri)}


def _scheme(knowledge: Knowledge, iri: str) -> Content:
    return {"concepts": knowledge.rows("concepts", scheme=iri)}


def _ontology(knowledge: Knowledge, _iri: str) -> Content:
    return {"terms": knowledge.rows("terms")}


def _shapes(knowledge: Knowledge, _iri: str) -> Content:
    return {"shapes": knowledge.rows("shapes")}


def _fact(knowledge: Knowledge, iri: str) -> Row:
    return _only(_facts(knowledge, "fact", fact=iri))


def _facts(knowledge: Knowledge, name: str, **things: str) -> list[Row]:
    return knowledge.quoted(knowledge.rows(name, **things))


def _only(rows: Sequence[Row]) -> Row:
    return rows[0] if rows else {}


def _nothing_more(knowledge: Knowledge, iri: str) -> Content:
    return {"incoming": knowledge.rows("incoming", thing=iri), "fact": _fact(knowledge, iri)}


CONTENTS: dict[str, Callable[[Knowledge, str], Content]] = {
    "policy": _policy,
    "cited-policy": _cited_policy,
    "measure": _measure,
    "task": _task,
    "award": _award,
    "target": _target,
    "responsibility": _responsibility,
    "department": _department,
    "region": _region,
    "tier": _tier,
    "indicator": _indicator,
    "quote": _quote,
    "scheme": _scheme,
    "ontology": _ontology,
    "shapes": _shapes,
}
