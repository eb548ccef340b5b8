"""Views: a page made of rows, under a lasting address that gives the same as CSV, JSON and RDF.

The suffix of the address, else Accept, tells the form: `/themes`, `/themes.csv`, `/themes.json`, `/themes.ttl`. Data of
`/` have the suffixes at `/start`.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Any, NamedTuple

import pyoxigraph as ox
from flask import Blueprint, Response, render_template, request
from flask_babel import LazyString
from werkzeug.exceptions import BadRequest

from zjtx_server.negotiation import GRAPHS, HTML, content_type
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.addresses import path
from zjtx_server.pages.web.documents import liked, negotiated
from zjtx_server.pages.web.language import in_chinese
from zjtx_server.pages.web.linked import serialized, statements_of

START = "/start"
CSV, JSON = "text/csv", "application/json"
TABLES = {"csv": (CSV,), "json": (JSON,)}
DATA = TABLES | {name: names[:1] for name, names in GRAPHS.items()}
LIKED = {"json": (JSON,), **DATA}  # JSON without a preference
OFFERED = {"html": (HTML, "application/xhtml+xml"), **DATA}
NAMES = {
    **{name: name.upper() for name in ("csv", "tsv", "json", "xml")},
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
}
NUMBERS = frozenset({"number", "money", "percent", "ratio", "year"})
MOST_THINGS = 5000  # told of in one RDF file


class Column(NamedTuple):
    """A column of a view's data: the rows' key and how its values look.

    Kinds: text, money (yuan), number, percent (a part of 1), ratio (of an award), year, date, iri.
    """

    name: str
    kind: str = "text"


class Form(NamedTuple):
    """A form in which a page's data can be had."""

    name: str
    address: str
    media_type: str


@dataclass(frozen=True)
class View:
    """What a view shows.

    Args:
        template: of its page.
        columns: of its table.
        rows: all of them, in order.
        things: IRIs of what it is about, for the RDF.
        content: what else the template is given.
        said: what else its RDF says.
    """

    template: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    things: Iterable[str] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    said: Iterable[ox.Triple] = ()


Make = Callable[[], View]


def add_view(blueprint: Blueprint, knowledge: Knowledge, address: str, make: Make) -> None:
    """Puts a view at an address, such as `/themes`, and its data at the same with a suffix."""
    parent, _, name = _named(address).rpartition("/")

    def shown(suffix: str = "") -> Response:
        media_type = OFFERED[suffix][0] if suffix else liked(LIKED, OFFERED)
        return negotiated(Response(_body(make(), knowledge, media_type), content_type=content_type(media_type)))

    blueprint.add_url_rule(address, f"{address} page", shown)
    blueprint.add_url_rule(f"{parent}/{name}.<any({','.join(OFFERED)}):suffix>", f"{address} data", shown)


def _body(view: View, knowledge: Knowledge, media_type: str) -> str | bytes:
    if media_type == HTML:
        given = {"rows": view.rows, "data": forms(request.path)}
        return render_template(view.template, **(given | dict(view.content)))
    if media_type in AS_TABLE:
        with in_chinese():
            return AS_TABLE[media_type](view.columns, view.rows)
    return serialized((*_told(view, knowledge), *view.said), media_type)


def forms(page: str, offered: Mapping[str, tuple[str, ...]] = DATA) -> list[Form]:
    """The forms in which the data of a page can be had, with the query of its address."""
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    stem, dot, suffix = page.rpartition(".")
    bare = stem if dot and suffix in {*OFFERED, *offered} else _named(page)
    return [Form(NAMES[name], f"{path(bare)}.{name}{query}", names[0]) for name, names in offered.items()]


def _named(page: str) -> str:
    """The address to which the suffixes of a page's data are put."""
    return START if page == "/" else page


def as_csv(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Rows as CSV, under the names of the columns."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows([_typed(row.get(column.name, ""), column.kind) for column in columns] for row in rows)
    return out.getvalue()


def as_json(columns: Sequence[Column], rows: Iterable[Row]) -> str:
    """Rows as a list of objects; numbers are numbers, what is not known is missing."""
    listed = [
        {column.name: _typed(value, column.kind) for column in columns if (value := row.get(column.name)) is not None}
        for row in rows
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1)


AS_TABLE = {CSV: as_csv, JSON: as_json}  # the same in all languages


def _typed(value: object, kind: str) -> object:
    if isinstance(value, LazyString):
        return str(value)
    if kind not in NUMBERS or value == "":
        return value
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else float(number)


def _told(view: View, knowledge: Knowledge) -> list[Any]:
    """What the graph says of a view's things; BadRequest where that is more than anyone reads at once."""
    things = list(dict.fromkeys(view.things))
    if len(things) > MOST_THINGS:
        raise BadRequest(
            f"This RDF would tell of {len(things):,} things, more than {MOST_THINGS:,}: "
            "choose fewer, or take the files under /data/."
        )
    return statements_of(knowledge, things)
