"""Links to N-Quads lines, one link after the other: those of thousands of policies do not fit into one rdflib graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pyoxigraph as ox
from rdflib import PROV, RDF, SKOS, XSD, Namespace, URIRef

from zjtx_kg.iris import GRAPH, PREFIXES, ZJTX, concept, digest, part, selector, thing
from zjtx_kg.link.documents import LinkDocument
from zjtx_kg.link.links import Counterpart, Links, Method, Place, SharedPassage, StepMatch

OA = Namespace(PREFIXES["oa"])
DIGITS = 16  # of a link's key: a release may hold a million links
CONTEXT = 32  # characters of prefix and suffix, as of a policy's own quotes
GRAPH_OF_LINKS = ox.NamedNode(str(GRAPH["links"]))

Documents = dict[str, LinkDocument]
Statement = tuple[URIRef, ox.NamedNode | ox.Literal]


def link_lines(links: Links, documents: Iterable[LinkDocument]) -> Iterator[str]:
    """The graph of links as N-Quads lines: those of a link together, at the end those of the places of passages.

    `documents` are those that were linked.
    """
    known = {document.id: document for document in documents}
    for counterpart in links.counterparts:
        yield from _lines(*_counterpart(counterpart))
    for passage in links.passages:
        yield from _lines(*_passage(passage, known))
    for step in links.steps:
        yield from _lines(*_step(step))
    for place in sorted({place for passage in links.passages for place in (passage.a, passage.b)}):
        yield from _place_lines(place, known[place.document])


def _counterpart(link: Counterpart) -> tuple[URIRef, list[Statement]]:
    this = thing("counterpart", digest(link.a, link.b, length=DIGITS))
    statements = [
        *_link(ZJTX.Counterpart, link.a, link.b, link.method),
        (ZJTX.score, _decimal(link.score)),
        (ZJTX.grade, _iri(concept("link-grade", link.grade))),
        (ZJTX.ground, _zh(link.ground)),
    ]
    statements += [(ZJTX.sharedTheme, _iri(concept("theme", theme))) for theme in link.themes]
    statements += [(ZJTX.sharedInstrument, _iri(concept("instrument", each))) for each in link.instruments]
    statements += [(ZJTX.sharedTier, _iri(concept("tier", tier))) for tier in link.tiers]
    statements += [(ZJTX.sharedWords, _zh(words)) for words in link.words]
    return this, statements


def _passage(link: SharedPassage, known: Documents) -> tuple[URIRef, list[Statement]]:
    places = [_place_iri(place) for place in (link.a, link.b)]
    this = thing("shared-passage", digest(*places, length=DIGITS))
    a, b = (known[place.document].policy for place in (link.a, link.b))
    statements = _link(ZJTX.SharedPassage, a, b, link.method)
    statements += [(ZJTX.place, _iri(place)) for place in places]
    return this, [*statements, (ZJTX.passage, _zh(link.words))]


def _step(link: StepMatch) -> tuple[URIRef, list[Statement]]:
    this = thing("step-match", digest(link.a, link.b, length=DIGITS))
    return this, [
        *_link(ZJTX.StepMatch, link.a, link.b, link.method),
        (ZJTX.score, _decimal(link.score)),
        (ZJTX.mapping, _iri(SKOS[link.mapping])),
        (ZJTX.ground, _zh(link.ground)),
    ]


def _link(kind: URIRef, a: str, b: str, method: Method) -> list[Statement]:
    """What holds for links of all kinds."""
    ends: list[Statement] = [
        (predicate, ox.NamedNode(end)) for predicate in (ZJTX.between, PROV.wasDerivedFrom) for end in (a, b)
    ]
    made: list[Statement] = [(ZJTX.method, ox.Literal(method.name)), (ZJTX.version, ox.Literal(method.version))]
    return [(RDF.type, _iri(kind)), *ends, *made]


def _place_iri(place: Place) -> URIRef:
    return part(place.document, "quote", f"{place.span.start}-{place.span.end}")


def _place_lines(place: Place, document: LinkDocument) -> Iterator[str]:
    """A place with both selectors, like the quotes of the policy's own graph."""
    start, end = place.span.start, place.span.end
    this = _place_iri(place)
    words, position = selector(this, "words"), selector(this, "position")
    yield from _lines(
        this,
        [
            (RDF.type, _iri(OA.SpecificResource)),
            (OA.hasSource, ox.NamedNode(document.source)),
            (OA.hasSelector, _iri(words)),
            (OA.hasSelector, _iri(position)),
        ],
    )
    yield from _lines(
        words,
        [
            (RDF.type, _iri(OA.TextQuoteSelector)),
            (OA.exact, ox.Literal(document.text[start:end])),
            (OA.prefix, ox.Literal(document.text[max(0, start - CONTEXT) : start])),
            (OA.suffix, ox.Literal(document.text[end : end + CONTEXT])),
        ],
    )
    yield from _lines(
        position,
        [
            (RDF.type, _iri(OA.TextPositionSelector)),
            (OA.start, _count(start)),
            (OA.end, _count(end)),
        ],
    )


def _lines(subject: URIRef, statements: Iterable[Statement]) -> Iterator[str]:
    this = _iri(subject)
    quads = (ox.Quad(this, _iri(predicate), value, GRAPH_OF_LINKS) for predicate, value in statements)
    yield from sorted(f"{quad} ." for quad in set(quads))


def _iri(iri: URIRef) -> ox.NamedNode:
    return ox.NamedNode(str(iri))


def _zh(text: str) -> ox.Literal:
    return ox.Literal(text, language="zh")


def _decimal(number: float) -> ox.Literal:
    return ox.Literal(format(Decimal(str(number)), "f"), datatype=_iri(XSD.decimal))


def _count(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=_iri(XSD.nonNegativeInteger))
