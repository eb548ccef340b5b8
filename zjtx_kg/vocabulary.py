"""SKOS vocabularies as dictionaries: every term is written once, in `ontology/vocab/NAME.ttl`, and found in text here.

Labels and alternative labels (`@zh`) find a concept, and so do hidden labels, words by which it is known but which are
no names of it; `zjtx:negativeLabel` names longer words in which it is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NoReturn

import ahocorasick
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from zjtx_kg.errors import VocabularyError
from zjtx_kg.iris import ZJTX
from zjtx_kg.model import Span
from zjtx_kg.resources import read_turtle, resource

OPENING = "“‘「『\"'"
CLOSING = "”’」』\"'"
QUOTATION_MARKS = frozenset(OPENING + CLOSING)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a vocabulary.

    Args:
        iri: its full IRI, which ends in the notation.
        notation: the project's own notation, e.g. `little-giant`.
        label_zh, label_en: preferred labels.
        alt: other Chinese names found in documents.
        hidden: words that hint at the concept and name nothing by themselves.
        negative: words that hold a label but mean something else.
        broader: notation of the broader concept in the same scheme.
    """

    iri: str
    notation: str
    label_zh: str
    label_en: str
    alt: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    broader: str | None = None
    hidden: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All words that find it."""
        return (self.label_zh, *self.alt, *self.hidden)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A concept scheme, with an automaton that finds its labels in one pass."""

    name: str
    iri: str
    concepts: Mapping[str, Concept]
    _automaton: ahocorasick.Automaton = field(repr=False, compare=False)

    def get(self, notation: str) -> Concept | None:
        """The concept of that notation."""
        return self.concepts.get(notation)

    def find(self, text: str) -> tuple[tuple[Span, Concept], ...]:
        """The concepts named in `text`, from left to right: longest labels, none overlapping.

        Quotation marks count for nothing; those that belong to a name lie within its span. A label covered by a
        negative label of its concept is none.
        """
        places, folded = _unquoted(text)
        hits = sorted(self._hits(folded), key=lambda hit: (hit[0].start, -hit[0].end))
        if not hits:
            return ()
        found: list[tuple[Span, Concept]] = []
        end, excluded = 0, dict.fromkeys(self.concepts, 0)
        for span, concept, negative in hits:
            if negative:
                excluded[concept.notation] = max(excluded[concept.notation], span.end)
            elif span.start >= end and span.end > excluded[concept.notation]:
                bare = Span(places[span.start], places[span.end - 1] + 1)
                found.append((with_marks(text, bare, found[-1][0].end if found else 0), concept))
                end = span.end
        return tuple(found)

    def _hits(self, text: str) -> Iterator[tuple[Span, Concept, bool]]:
        if not self.concepts:
            return
        for last, (length, entries) in self._automaton.iter(text):
            for notation, negative in entries:
                yield Span(last + 1 - length, last + 1), self.concepts[notation], negative


@cache
def load_vocabulary(name: str, folder: Path | None = None) -> Vocabulary:
    """The vocabulary of `ontology/vocab/NAME.ttl`; `VocabularyError` with file and line where it is broken."""
    path = (folder or resource("ontology") / "vocab") / f"{name}.ttl"
    file = _read(path)
    schemes = list(file.graph.subjects(RDF.type, SKOS.ConceptScheme))
    if len(schemes) != 1:
        file.fail(f"{len(schemes)} concept schemes", "ConceptScheme", "Keep one skos:ConceptScheme in each file.")
    concepts = [_concept(file, iri) for iri in sorted(file.graph.subjects(RDF.type, SKOS.Concept), key=str)]
    by_notation = {concept.notation: concept for concept in concepts}
    for concept in concepts:
        if concept.broader is not None and concept.broader not in by_notation:
            file.fail(f"{concept.notation} has a broader concept that is not here", concept.iri, "Add or mend it.")
    return Vocabulary(name, str(schemes[0]), by_notation, _automaton(file, concepts))


@dataclass(frozen=True, slots=True)
class _File:
    """A vocabulary file as read, for messages that name the line."""

    path: Path
    lines: tuple[str, ...]
    graph: Graph

    def fail(self, problem: str, term: str, remedy: str) -> NoReturn:
        """Raise a `VocabularyError` for the last line that holds `term`, an IRI or a label."""
        key = term.rsplit("/", 1)[-1]
        line = max((number for number, text in enumerate(self.lines, 1) if key in text), default=1)
        raise VocabularyError(problem, where=f"{self.path}:{line}", remedy=remedy)


def _read(path: Path) -> _File:
    graph = read_turtle([path])
    return _File(path, tuple(path.read_text(encoding="utf-8").splitlines()), graph)


def _concept(file: _File, iri: Node) -> Concept:
    # A notation of another system, such as a STIP code, has a datatype of its own.
    notations = [
        str(n) for n in file.graph.objects(iri, SKOS.notation) if isinstance(n, Literal) and n.datatype is None
    ]
    if notations != [str(iri).rsplit("/", 1)[-1]]:
        file.fail(f"{iri} has the notations {notations}", str(iri), "Give it one plain skos:notation, its IRI's end.")
    broader = [str(b).rsplit("/", 1)[-1] for b in file.graph.objects(iri, SKOS.broader)]
    if len(broader) > 1:
        file.fail(f"{notations[0]} has {len(broader)} broader concepts", str(iri), "Keep one skos:broader.")
    return Concept(
        iri=str(iri),
        notation=notations[0],
        label_zh=_one_label(file, iri, "zh"),
        label_en=_one_label(file, iri, "en"),
        alt=_labels(file.graph, iri, SKOS.altLabel, "zh"),
        negative=_labels(file.graph, iri, ZJTX.negativeLabel, "zh"),
        broader=broader[0] if broader else None,
        hidden=_labels(file.graph, iri, SKOS.hiddenLabel, "zh"),
    )


def _labels(graph: Graph, iri: Node, kind: URIRef, language: str) -> tuple[str, ...]:
    values = graph.objects(iri, kind)
    return tuple(sorted(str(v) for v in values if isinstance(v, Literal) and v.language == language))


def _one_label(file: _File, iri: Node, language: str) -> str:
    labels = _labels(file.graph, iri, SKOS.prefLabel, language)
    if len(labels) != 1:
        file.fail(f"{len(labels)} skos:prefLabel @{language}", str(iri), "Give the concept one in each language.")
    return labels[0]


def _automaton(file: _File, concepts: list[Concept]) -> ahocorasick.Automaton:
    """One automaton for all labels; each word carries its length and the concepts it names or excludes."""
    entries: dict[str, list[tuple[str, bool]]] = {}
    for concept in concepts:
        for label in concept.words:
            word = _unquoted(label)[1]
            if word in entries:
                file.fail(f"the label {label} stands twice", label, "Keep it in one place of the scheme.")
            entries[word] = [(concept.notation, False)]
    for concept in concepts:
        for label in concept.negative:
            entries.setdefault(_unquoted(label)[1], []).append((concept.notation, True))
    automaton = ahocorasick.Automaton()
    for word, found in entries.items():
        automaton.add_word(word, (len(word), tuple(found)))
    automaton.make_automaton()
    return automaton


def _unquoted(text: str) -> tuple[Sequence[int], str]:
    """The text without quotation marks, and for each character left its place in `text`."""
    if QUOTATION_MARKS.isdisjoint(text):
        return range(len(text)), text
    places = [place for place, character in enumerate(text) if character not in QUOTATION_MARKS]
    return places, "".join([text[place] for place in places])


def with_marks(text: str, span: Span, taken: int = 0) -> Span:
    """The span with the quotation marks at its edges that belong to the name; those up to `taken` are another's."""
    before = span.start > taken and text[span.start - 1] in OPENING
    after = span.end < len(text) and text[span.end] in CLOSING
    inside = [character for character in span.of(text) if character in QUOTATION_MARKS]
    if len(inside) % 2 == 0:
        return Span(span.start - 1, span.end + 1) if before and after else span
    if after and inside[-1] in OPENING:
        return Span(span.start, span.end + 1)
    return Span(span.start - 1, span.end) if before and inside[0] in CLOSING else span
