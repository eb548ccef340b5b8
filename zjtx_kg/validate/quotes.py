"""Does every quote stand at its place in the clean text? The shape `quote.in-place`, in time linear in the quotes."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Graph
from rdflib.term import Node

from zjtx_kg.iris import ZJTX
from zjtx_kg.validate.findings import OA, offset


def misplaced_quotes(data: Graph) -> Iterator[Node]:
    """The quotes (oa:SpecificResource) whose words are not the clean text at their place."""
    for source, text in data.subject_objects(ZJTX.cleanText):
        clean = str(text)
        for quote in data.subjects(OA.hasSource, source):
            if not _in_place(data, quote, clean):
                yield quote


def _in_place(data: Graph, quote: Node, clean: str) -> bool:
    """Whether all words of a quote stand at all its places; other shapes see that there is one of each."""
    selectors = list(data.objects(quote, OA.hasSelector))
    words = [str(exact) for selector in selectors for exact in data.objects(selector, OA.exact)]
    starts = [offset(start) for selector in selectors for start in data.objects(selector, OA.start)]
    ends = [offset(end) for selector in selectors for end in data.objects(selector, OA.end)]
    places = [(start, end) for start in starts for end in ends if start is not None and end is not None]
    return all(end <= len(clean) and clean[start:end] == word for start, end in places for word in words)
