"""The page of the SPARQL endpoint: the form, an answer as a table, an error above the query; and the words to write.

Only the front asks for answers and errors, by POST.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES
from zjtx_kg.questions import load_questions, question_named
from zjtx_server.pages.sources.knowledge import Knowledge, query_text
from zjtx_server.pages.web.errors import error_page
from zjtx_server.pages.web.language import both

START = "start"  # the query that the form begins with
LOCAL_NAME = re.compile(r"\w[\w-]*")  # what needs no `\` in SPARQL
NUMERIC = re.compile(r"#(integer|decimal|double|float|gYear|(unsigned|nonNegative|positive)?[iI]nteger|int|long)$")
DATED = re.compile(r"#(date|gYearMonth|dateTime)$")
LONG, NAME = 40, 8  # characters of words that are a text, and of those that are a name
KINDS = {"Class": "class", "ObjectProperty": "property", "DatatypeProperty": "property"}


def sparql_pages(knowledge: Knowledge) -> Blueprint:
    """The form, answers and errors at `/sparql` in the words that the front posts, and `/sparql/terms.json`."""
    blueprint = Blueprint("sparql", __name__)

    @blueprint.get("/sparql")
    def form() -> str:
        question = request.args.get("question")
        return _page(query=_query_of(question) if question else _first(), answer=None)

    @blueprint.post("/sparql")
    def answered() -> str:
        content = request.get_json()
        if content["kind"] != "triples":
            content["answer"] = json.loads(content["answer"])
        return _page(looks=looks(content["answer"]) if content["kind"] == "solutions" else {}, **content)

    @blueprint.post("/error")
    def failed() -> str:
        content = request.get_json()
        return _page(answer=None, **content) if "query" in content else error_page(**content)

    @blueprint.get("/sparql/terms.json")
    def terms() -> Response:
        return jsonify(prefixes=PREFIXES, terms=known_terms(knowledge))

    return blueprint


def _page(**content: Any) -> str:
    kinds = {"numeric": NUMERIC.search, "dated": DATED.search}
    return render_template("sparql.html", questions=load_questions(), **kinds, **content)


def looks(answer: Mapping[str, Any]) -> dict[str, str]:
    """The class of each column of an answer in the JSON of SPARQL results, by its variable: how wide it must be."""
    rows = answer["results"]["bindings"]
    return {name: _look([row[name] for row in rows if name in row]) for name in answer["head"]["vars"]}


def _look(terms: Sequence[Mapping[str, Any]]) -> str:
    kinds = [term.get("datatype", "") for term in terms]
    if terms and all(map(NUMERIC.search, kinds)):
        return "figure"
    if terms and all(map(DATED.search, kinds)):
        return "date"
    longest = max((len(term["value"]) for term in terms if term["type"] == "literal"), default=0)
    named = longest > NAME or any(term["type"] == "uri" for term in terms)
    return "text" if longest > LONG else "name" if named else ""


def _first() -> str:
    """The query that the form begins with, and what it asks."""
    words = _("国家级专精特新“小巨人”：各地奖多少")
    return f"# {words}\n{query_text(START)}"


def _query_of(question: str) -> str:
    """The query of a question, with the defaults of its parameters; NotFound where there is none."""
    try:
        found = question_named(question)
    except QueryError as error:
        raise NotFound(str(error)) from error
    return found.query(found.defaults)


def known_terms(knowledge: Knowledge) -> list[list[str]]:
    """What may stand in a query, as name, kind and label: classes, properties and concepts."""
    own = [(row["term"], KINDS.get(row["type"].rpartition("#")[2], ""), row) for row in knowledge.rows("terms")]
    concepts = [(row["concept"], "concept", row) for row in knowledge.rows("concepts")]
    others = [(row["term"], row["kind"], row) for row in knowledge.rows("shaped")]
    found: dict[str, list[str]] = {}
    for iri, kind, row in (*own, *others, *concepts):
        if kind:
            found.setdefault(iri, [_written(iri), kind, both(row.get("name", ""), row.get("english"))])
    return list(found.values())


def _written(iri: str) -> str:
    """An IRI as it stands in a query: with the prefix that leaves the shortest name, if that needs no escapes."""
    fitting = [(len(space), prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    size, prefix = max(fitting, default=(0, ""))
    return f"{prefix}:{iri[size:]}" if fitting and LOCAL_NAME.fullmatch(iri[size:]) else f"<{iri}>"
