"""Links held against tables made by reading (`data/gold/links/`), each two documents by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.assess import Scores
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.comparison import folded
from zjtx_kg.evaluate.counterparts import Grades, annotated, evaluate_counterparts, judged_right, linked
from zjtx_kg.evaluate.tally import Tally, pair, tally_pairs
from zjtx_kg.evaluate.things import load_table
from zjtx_kg.knowledge import Knowledge, load_knowledge
from zjtx_kg.link import LinkDocument, link, link_document
from zjtx_kg.parallel import Progress
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.read import read_source
from zjtx_kg.records import Json

PASSAGES = "links/passages.csv"
PASSAGE_COLUMNS = ("a", "b", "passage", "counts", "why")
MOST_OF_IT = 0.8  # share of an annotated passage that a found one must hold


def assess_links(cases: Sequence[Case], progress: Progress) -> Scores:
    """Link the documents that the tables name as a release would; the figures of each two of them.

    Raises:
        SourceError: a table is broken.
        ProcessingError: a document was not read to its end.
    """
    knowledge = load_knowledge()
    tables = cases[0].tables
    rows, pairs, right = load_table(tables / PASSAGES, PASSAGE_COLUMNS), annotated(tables), judged_right(tables)
    named = {row[end] for row in rows for end in ("a", "b")} | {_document(end) for ends in pairs for end in ends}
    documents = [_linkable(case, knowledge) for case in cases if case.id in named]
    progress("links", 0, 1)
    links = link(documents, knowledge)
    progress("links", 1, 1)
    scores, counterparts = {}, linked(links.counterparts, documents)
    for ends in combinations(sorted(named), 2):
        gold = [_entry(row["passage"]) for row in rows if _is_of(ends, row["a"], row["b"]) and row["counts"] == "yes"]
        found = [_entry(each.words) for each in links.passages if _is_of(ends, each.a.document, each.b.document)]
        scores[" – ".join(ends)] = Evaluation({"passages": _passages(gold, found)}) + evaluate_counterparts(
            _between(ends, pairs), _between(ends, counterparts), right
        )
    return scores


def _between(ends: Iterable[str], pairs: Grades) -> Grades:
    return {(a, b): grade for (a, b), grade in pairs.items() if _is_of(ends, _document(a), _document(b))}


def _document(measure: str) -> str:
    """The document of a measure that is named `DOCUMENT#ID`."""
    return measure.partition("#")[0]


def _linkable(case: Case, knowledge: Knowledge) -> LinkDocument:
    _, graph = resolve_and_describe(read_document(read_source(case.source, case.id), knowledge), knowledge)
    return link_document(graph)


def _is_of(ends: Iterable[str], a: str, b: str) -> bool:
    return {a, b} == set(ends)


def _entry(words: str) -> Json:
    """A passage as letters and digits, which alone are compared."""
    return {"words": words, "letters": "".join(filter(str.isalnum, folded(words)))}


def _passages(gold: Sequence[Json], found: Sequence[Json]) -> Tally:
    """Passages that count: found is one that holds most of an annotated one, exact is the very same."""
    pairs = pair(gold, found, _likeness)
    return tally_pairs(gold, found, pairs, _difference, lambda entry: str(entry["words"]))


def _likeness(gold: Json, found: Json) -> float:
    """How much of the annotated passage the found one holds in one run; 0 where that is not most of it."""
    a, b = gold["letters"], found["letters"]
    held = SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size / len(a)
    return held if held >= MOST_OF_IT else 0.0


def _difference(gold: Json, found: Json) -> str:
    return "" if gold["letters"] == found["letters"] else f"found: {found['words']}"
