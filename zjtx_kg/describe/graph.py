"""A policy's graph as it grows: typed literals, quotes with both selectors, and keys that tell equal facts apart."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Identifier

from zjtx_kg.iris import ZJTX, digest, part, policy_graph, selector, thing
from zjtx_kg.model import Correction, Document, Quote
from zjtx_kg.regions import Regions

OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is closed and lacks newer terms
ELI = Namespace("http://data.europa.eu/eli/ontology#")
CONTEXT = 32  # characters of prefix and suffix: enough to find a quote again in a text that has shifted


class PolicyGraph:
    """The graph of one document; `add` leaves out what is None, so that silence stays silence."""

    def __init__(self, document: Document, regions: Regions) -> None:
        self.document = document
        self.regions = regions
        self.key = document.source.id
        self.graph = Graph("SimpleMemory", identifier=policy_graph(self.key))  # one graph: no contexts to keep
        self.policy = thing("policy", self.key)
        self.source = thing("source", self.key)
        self._keys: Counter[tuple[str, str]] = Counter()
        self._minted: set[URIRef] = set()

    def add(self, subject: URIRef, kind: URIRef | None, **values: Any) -> URIRef:
        """State that `subject` is a `kind` and has `values`: property name in `zjtx:` to value, values or None."""
        if kind is not None:
            self.graph.add((subject, RDF.type, kind))
        for name, value in values.items():
            self.put(subject, ZJTX[name], value)
        return subject

    def put(self, subject: URIRef, predicate: URIRef, value: Any) -> None:
        """State one property; a tuple states each of its values, None nothing."""
        for each in value if isinstance(value, tuple) else (value,):
            if each is not None:
                self.graph.add((subject, predicate, term(each)))

    def mint(self, kind: str, key: str) -> URIRef:
        """The IRI of a part of the policy, never the same twice: a key met before gets a running number, `1~2`."""
        self._keys[kind, key] += 1
        count = self._keys[kind, key]
        iri = part(self.key, kind, key if count == 1 else f"{key}~{count}")
        if iri in self._minted:
            return self.mint(kind, key)
        self._minted.add(iri)
        return iri

    def mint_once(self, kind: str, key: str) -> URIRef:
        """The IRI of a part that may be met several times and is the same each time."""
        return part(self.key, kind, key)

    def quote(self, subject: URIRef, quote: Quote) -> None:
        """Tie a fact to its words: where they stand in the clean text, and which rule read them."""
        start, end = quote.span.start, quote.span.end
        place = part(self.key, "quote", f"{start}-{end}")
        self.put(subject, PROV.wasQuotedFrom, place)
        self.put(subject, ZJTX.rule, quote.rule)
        for correction in quote.corrections:
            self.correction(subject, correction)
        if (place, RDF.type, OA.SpecificResource) in self.graph:
            return
        words, position = selector(place, "words"), selector(place, "position")
        self.add(place, OA.SpecificResource)
        self.put(place, OA.hasSource, self.source)
        self.put(place, OA.hasSelector, (words, position))
        self.add(words, OA.TextQuoteSelector)
        self.put(words, OA.exact, quote.text)
        self.put(words, OA.prefix, self.document.text[max(0, start - CONTEXT) : start])
        self.put(words, OA.suffix, self.document.text[end : end + CONTEXT])
        self.add(position, OA.TextPositionSelector)
        self.put(position, OA.start, Literal(start, datatype=XSD.nonNegativeInteger))
        self.put(position, OA.end, Literal(end, datatype=XSD.nonNegativeInteger))

    def correction(self, subject: URIRef, made: Correction) -> None:
        """Tie a corrected fact, or the policy for what no fact is left of, to the correction and its reason."""
        was, value = plain(made.was), plain(made.value)
        words = made.entry.get("quote") or made.quote
        this = self.add(
            self.mint("correction", digest(made.kind, made.action, made.field, words, was, value, made.reason)),
            ZJTX.Correction,
            correctionKind=made.action,
            correctedField=made.field,
            correctedFrom=was,
            correctedTo=value,
            reason=made.reason,
            correctedBy=made.by,
        )
        self.put(this, DCTERMS.date, date(made.date))
        self.put(this, RDFS.label, f"{made.kind} {made.action}{f': {made.field}' if made.field else ''}")
        self.put(subject, ZJTX.correction, this)


def plain(value: Any) -> str | None:
    """A value of a record as text: words as they are, everything else as JSON; None stays None."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def term(value: Any) -> Identifier:
    """A value as RDF: numbers as xsd:decimal without exponent, whole numbers of position as given literals."""
    if isinstance(value, Identifier):
        return value
    if isinstance(value, int | float):
        return Literal(decimal(value), datatype=XSD.decimal)
    return Literal(value)


def decimal(value: float) -> str:
    """The shortest decimal notation: `150000`, `0.005`, `1.5`."""
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def zh(text: str | None) -> Literal | None:
    """Chinese text, tagged; None stays None."""
    return None if text is None else Literal(text, lang="zh")


def date(text: str | None) -> Literal | None:
    """An ISO 8601 date as xsd:date."""
    return None if text is None else Literal(text, datatype=XSD.date)


def year(number: int | None) -> Literal | None:
    """A year as xsd:gYear."""
    return None if number is None else Literal(f"{number:04}", datatype=XSD.gYear)


def number(value: int) -> Literal:
    """A position in reading order, from 1."""
    return Literal(value, datatype=XSD.positiveInteger)
