"""The page of the SPARQL endpoint: the form, an answer as a table, an error above the query.

Only the front asks for the last two, by POST.
"""

from __future__ import annotations

import json

from flask import Blueprint, render_template, request

from zjtx_kg.questions import load_questions


def sparql_pages() -> Blueprint:
    """The form at `/sparql`; answers and errors in the words that the front posts."""
    blueprint = Blueprint("sparql", __name__)

    @blueprint.get("/sparql")
    def form() -> str:
        return render_template("sparql.html", examples=examples(), query="", answer=None)

    @blueprint.post("/sparql")
    def answered() -> str:
        content = request.get_json()
        if content["kind"] != "triples":
            content["answer"] = json.loads(content["answer"])
        return render_template("sparql.html", examples=examples(), **content)

    @blueprint.post("/error")
    def failed() -> str:
        content = request.get_json()
        if "query" in content:
            return render_template("sparql.html", examples=examples(), answer=None, **content)
        return render_template("error.html", **content)

    return blueprint


def examples() -> list[tuple[str, str]]:
    """Title and text of the questions' queries, with the defaults of their parameters."""
    return [
        (f"{each.number}. {each.label['zh']} · {each.label['en']}", each.query(each.defaults))
        for each in load_questions()
    ]
