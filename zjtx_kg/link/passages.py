"""Passages that two documents share word for word, beyond names and formulas: how wording travels.

A passage is a run that two texts have in common, as long as it goes within a paragraph; white space, quotation marks,
dashes and width do not count. It is cut back at both ends to where a thought begins and ends (`rules/edges.toml`), is
eight letters or longer, and says enough beyond names, numbers and formulas (`rules/formulas.toml`). What a great share
of all documents say is a formula too. A passage that many documents share links each with the nearest earlier
ones. Of what a document says twice the first place is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zjtx_kg.knowledge import Knowledge
from zjtx_kg.link.corpus import Corpus, join
from zjtx_kg.link.documents import LinkDocument
from zjtx_kg.link.edges import trimmed
from zjtx_kg.link.folded import Folded, fold
from zjtx_kg.link.formulas import free_characters
from zjtx_kg.link.links import Place, SharedPassage
from zjtx_kg.link.runs import Runs, any_within, common_runs, shared_windows, too_common
from zjtx_kg.model import Span
from zjtx_kg.model.bounds import OWN_WORDS, SHORTEST_PASSAGE
from zjtx_kg.vocabulary import with_marks

UNDATED = "9999"  # documents of unknown date come last


class Found(NamedTuple):
    """A passage in the corpus: from `a` in the later document, and the same number of characters from `b`."""

    a: int
    b: int
    length: int


End = tuple[str, int, int]
"""A place as id of the document, start and end, which sorts faster than a `Place`."""


def shared_passages(documents: Sequence[LinkDocument], knowledge: Knowledge) -> tuple[SharedPassage, ...]:
    """The passages that the documents share, sorted; the same whatever the documents' order."""
    documents = sorted(documents, key=lambda document: (document.issued or UNDATED, document.id))
    texts = [fold(document.text) for document in documents]
    free = [free_characters(each.text, text, knowledge) for each, text in zip(documents, texts, strict=True)]
    corpus = join(texts, free)
    found = _whole(_passages(corpus), corpus)
    return _links(_ends(each, corpus, texts, documents) for each in found)


def _links(passages: Iterable[tuple[End, End, str]]) -> tuple[SharedPassage, ...]:
    """The passages as links; of a place or words that many links share there is one, for there may be millions."""
    ends: dict[End, End] = {}
    said: dict[str, str] = {}
    ordered = sorted((ends.setdefault(a, a), ends.setdefault(b, b), said.setdefault(w, w)) for a, b, w in passages)
    places = {end: Place(end[0], Span(end[1], end[2])) for end in ends}
    return tuple(SharedPassage(places[a], places[b], words) for a, b, words in ordered)


def _passages(corpus: Corpus) -> Iterator[Found]:
    """Common runs, cut back to what a reader would quote, that say enough."""
    windows = shared_windows(corpus)
    free = corpus.free & ~too_common(windows, corpus)
    runs = common_runs(corpus, windows.where(any_within(free)[windows.places]))
    says = np.concatenate([np.zeros(1, np.int32), np.cumsum(free, dtype=np.int32)])
    for a, b, length in _saying_enough(runs, says):
        ahead, end = trimmed(corpus.text, a, b, length)
        said = min(int(says[at + end] - says[at + ahead]) for at in (a, b))
        if said >= OWN_WORDS and sum(map(str.isalnum, corpus.text[a + ahead : a + end])) >= SHORTEST_PASSAGE:
            yield Found(a + ahead, b + ahead, end - ahead)


def _saying_enough(runs: Runs, says: NDArray[np.int32]) -> Iterator[tuple[int, int, int]]:
    """The runs that say enough before they are cut back; `says` counts the free characters before each place."""
    enough = says[runs.a + runs.length] - says[runs.a] >= OWN_WORDS
    yield from zip(runs.a[enough].tolist(), runs.b[enough].tolist(), runs.length[enough].tolist(), strict=True)


def _whole(passages: Iterable[Found], corpus: Corpus) -> Iterator[Found]:
    """The passages of each two documents without those whose words stand in a longer one of the two.

    `passages` are in order of their places in the later document, so one such document is looked at at a time.
    """
    text, owners = corpus.text, corpus.owners
    for _, of_document in groupby(passages, lambda found: int(owners[found.a])):
        said: dict[int, str] = {}
        for found in sorted(of_document, key=lambda found: (-found.length, found)):
            words, other = text[found.a : found.a + found.length], int(owners[found.b])
            if words not in said.get(other, ""):
                said[other] = said.get(other, "") + words + "\n"
                yield found


def _ends(
    found: Found, corpus: Corpus, texts: Sequence[Folded], documents: Sequence[LinkDocument]
) -> tuple[End, End, str]:
    """Both places in the clean texts, each with the quotation marks that belong to its words, and the first's words."""
    ends = []
    for at in (found.a, found.b):
        number = int(corpus.owners[at])
        start, document = at - int(corpus.starts[number]), documents[number]
        span = with_marks(document.text, texts[number].span(start, start + found.length))
        ends.append(((document.id, span.start, span.end), span.of(document.text)))
    (a, words), (b, _) = sorted(ends)
    return a, b, words
