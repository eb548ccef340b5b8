"""What the site is, how to cite it and how its facts are found; and how programs ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from flask import Blueprint

from zjtx_kg.iris import thing
from zjtx_server.description import service_statements
from zjtx_server.negotiation import DATASETS, GRAPHS, RESULTS
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.things.things import STATEMENT
from zjtx_server.pages.web.addresses import base_address
from zjtx_server.pages.web.views import DATA, Column, View, add_view

SAMPLE = "SELECT iri FROM policy ORDER BY awards DESC, iri LIMIT 1"  # for the examples
DATASET = str(thing("dataset", "zjtx-kg"))
FORMATS = {"views": DATA, "documents": GRAPHS, "results": RESULTS, "graphs": DATASETS}  # by what is asked for
COLUMNS = (Column("of"), Column("name"), Column("mediaType"))


def about_pages(knowledge: Knowledge, browse: Browse) -> Blueprint:
    """The pages at `/about`, whose data describe the data set, and at `/api`, whose data are formats and service."""
    blueprint = Blueprint("about", __name__)

    def about() -> View:
        know_only()
        rows = knowledge.rows("statements", thing=DATASET)
        return View("about.html", STATEMENT, rows, [DATASET] if rows else (), {"base": base_address()})

    def api() -> View:
        know_only()
        rows = [
            {"of": kind, "name": name, "mediaType": names[0]}
            for kind, formats in FORMATS.items()
            for name, names in formats.items()
        ]
        found = browse.rows(SAMPLE)
        content = {"base": base_address(), "sample": found[0]["iri"] if found else "", "formats": FORMATS}
        return View("api.html", COLUMNS, rows, (), content, service())

    def service() -> Iterator[ox.Triple]:  # counts all graphs when it is asked for, which the page does not
        graphs = {row["graph"]: int(row["triples"]) for row in knowledge.rows("graphs")}
        yield from service_statements(f"{base_address()}sparql", graphs)

    add_view(blueprint, knowledge, "/about", about)
    add_view(blueprint, knowledge, "/api", api)
    return blueprint
