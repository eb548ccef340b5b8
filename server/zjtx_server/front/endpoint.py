"""The address `/sparql`: the form, the service description and the answers to queries."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Response, render_template, request

from zjtx_server.front import protocol
from zjtx_server.front.pool import QueryPool
from zjtx_server.front.query import Answer, QueryRefusedError
from zjtx_server.front.service import describe_service
from zjtx_server.negotiation import GRAPHS, by_accept, by_name, content_type, not_acceptable

EXAMPLES = Path(__file__).parent.parent / "pages" / "queries" / "examples"


def sparql_endpoint(pool: QueryPool) -> Blueprint:
    """The endpoint over a pool of workers."""
    blueprint = Blueprint("sparql", __name__)
    blueprint.after_request(protocol.add_headers)

    @blueprint.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response | str:
        parameters = protocol.read_parameters(request)
        html = protocol.wants_html(request, parameters)
        if request.method != "POST" and "query" not in parameters:
            return _form() if html else _description(protocol.single(parameters, "format"))
        query = protocol.read_query(request, parameters, pool.limits)
        try:
            answer = pool.run(query)
        except QueryRefusedError as refusal:
            raise protocol.error(refusal) from refusal
        return _page(query.text, answer) if html else protocol.respond(answer)

    return blueprint


def examples() -> list[tuple[str, str]]:
    """Title and text of the example queries; the title is the first line, a comment."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.rq"))]
    return [(text.partition("\n")[0].lstrip("# "), text) for text in texts]


def _form() -> str:
    return render_template("sparql.html", examples=examples(), query="", answer=None)


def _description(name: str) -> Response:
    media_type = by_name(name, GRAPHS) if name else by_accept(request.accept_mimetypes, GRAPHS)
    if not media_type:
        raise not_acceptable(GRAPHS)
    return Response(describe_service(request.base_url, media_type), content_type=content_type(media_type))


def _page(query: str, answer: Answer) -> str:
    text = answer.body.decode("utf-8")
    shown = text if answer.kind == "triples" else json.loads(text)
    return render_template("sparql.html", examples=examples(), query=query, kind=answer.kind, answer=shown)
