"""The page of the SPARQL endpoint: the form, an answer as a table, an error above the query.

Only the front asks for the last two, by POST.
"""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, render_template, request

EXAMPLES = Path(__file__).with_name("queries") / "examples"


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
    """Title and text of the example queries; the title is the first line, a comment."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.rq"))]
    return [(text.partition("\n")[0].lstrip("# "), text) for text in texts]
