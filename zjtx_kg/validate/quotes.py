"""Does every quote stand at its place in the clean text, between what stands there? In time linear in the quotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rdflib import Graph
from rdflib.term import Node

from zjtx_kg.iris import SHAPES, ZJTX
from zjtx_kg.validate.findings import OA, offset
from zjtx_kg.validate.terms import Wrong

FIELDS: Mapping[Node, str] = {
    OA.exact: "words",
    OA.prefix: "before",
    OA.suffix: "after",
    OA.start: "starts",
    OA.end: "ends",
}


@dataclass(slots=True)
class Quoted:
    """What the selectors of a quote say; other shapes see that they say each once."""

    words: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Each start with each end."""
        return [(start, end) for start in self.starts for end in self.ends]


def read_quotes(data: Graph) -> dict[Node, Quoted]:
    """The quotes (oa:SpecificResource) of a graph; offsets that are no numbers are left out."""
    quotes: dict[Node, Quoted] = {}
    for quote, selector in data.subject_objects(OA.hasSelector):
        quoted = quotes.setdefault(quote, Quoted())
        for predicate, value in data.predicate_objects(selector):
            name = FIELDS.get(predicate)
            if name in ("starts", "ends"):
                getattr(quoted, name).extend(number for number in [offset(value)] if number is not None)
            elif name:
                getattr(quoted, name).append(str(value))
    return quotes


def misplaced_quotes(data: Graph, quotes: Mapping[Node, Quoted]) -> Iterator[Wrong]:
    """The shape and quote of each whose words or context are not the clean text at its place."""
    for source, text in data.subject_objects(ZJTX.cleanText):
        clean = str(text)
        for quote in data.subjects(OA.hasSource, source):
            quoted = quotes.get(quote, Quoted())
            if any(
                end > len(clean) or clean[start:end] != word for start, end in quoted.places for word in quoted.words
            ):
                yield SHAPES["quote.in-place"], quote, None
            elif not all(
                all(clean.endswith(words, 0, start) for words in quoted.before)
                and all(clean.startswith(words, end) for words in quoted.after)
                for start, end in quoted.places
            ):
                yield SHAPES["quote.in-context"], quote, None
