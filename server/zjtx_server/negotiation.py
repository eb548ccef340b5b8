"""The formats in which things are told, and the choice among them by `Accept` or name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MIMEAccept
from werkzeug.exceptions import NotAcceptable
from werkzeug.http import parse_accept_header

HTML = "text/html"
TURTLE = "text/turtle"
RESULTS_JSON = "application/sparql-results+json"

# Short name, canonical media type, further media types it answers to.
RESULTS: dict[str, tuple[str, ...]] = {
    "json": (RESULTS_JSON, "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: dict[str, tuple[str, ...]] = {
    "ttl": (TURTLE, "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
DATASETS = GRAPHS | {"trig": ("application/trig",), "nq": ("application/n-quads",)}  # where named graphs are meant
SYNONYMS = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "json-ld": "jsonld",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "nquads": "nq",
    "n-quads": "nq",
}
ACROSS = {"json": "jsonld", "xml": "rdf"}  # names that mean one format for results and another for graphs


def parse_accept(header: str) -> MIMEAccept:
    """What an Accept header says."""
    return parse_accept_header(header, MIMEAccept)


def by_accept(accept: MIMEAccept, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The canonical media type that the client likes best, the first among equals; empty when it likes none."""
    if not accept:
        return next(iter(formats.values()))[0]
    best = max(formats.values(), key=lambda names: _liking(accept, names))
    return best[0] if _liking(accept, best) > 0 else ""


def _liking(accept: MIMEAccept, names: tuple[str, ...]) -> float:
    """The q-value of a format: of the names that the client lists, else of a range that takes in the canonical one."""
    listed = [quality for item, quality in accept if item.partition(";")[0].lower() in names]
    return max(listed) if listed else accept.quality(names[0])


def by_name(name: str, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The canonical media type of a format given by short name or media type; empty when there is none such."""
    name = name.strip().lower()
    short = SYNONYMS.get(name, name)
    if short not in formats:
        short = ACROSS.get(short, short)
    return next((names[0] for key, names in formats.items() if short == key or name in names), "")


def prefers_html(accept: MIMEAccept) -> bool:
    """Whether a person with a browser is asking: HTML is named and liked at least as well as any data format."""
    data = max(accept.quality(names[0]) for formats in (RESULTS, GRAPHS) for names in formats.values())
    return any(item == HTML for item, _ in accept) and accept.quality(HTML) > 0 and accept.quality(HTML) >= data


def not_acceptable(*choices: Mapping[str, tuple[str, ...]]) -> NotAcceptable:
    """The error that lists what there is."""
    return NotAcceptable("None of the formats asked for is offered here. Offered: " + ", ".join(_names(choices)) + ".")


def _names(choices: Iterable[Mapping[str, tuple[str, ...]]]) -> Iterable[str]:
    return (f"{names[0]} (format={key})" for formats in choices for key, names in formats.items())


def content_type(media_type: str) -> str:
    """The header's value: all texts here are UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
