"""What the pages ask of the graph: the named queries in `queries/`, and the texts that quotes stand in.

These queries are the project's own, so they run in the web process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

QUERIES = Path(__file__).with_name("queries")
CACHED_ANSWERS = 4096
CONTEXT = 40  # characters shown before and after a quote

BY = re.compile(r"^# by (?P<variable>\w+): (?P<pattern>.+)$", re.MULTILINE)

Row = Mapping[str, str]


class Excerpt(NamedTuple):
    """Quoted words with what stands around them."""

    before: str
    words: str
    after: str


class Knowledge:
    """The graph of a release as rows for the pages; answers never change, so they are kept."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self._answers = lru_cache(CACHED_ANSWERS)(self._answer)

    def rows(self, name: str, **things: str) -> tuple[Row, ...]:
        """The solutions of the query `name`, where its variables named in `things` stand for these IRIs.

        A row has the variables that are bound, as text.
        """
        return self._answers(name, frozenset(things.items()))

    def _answer(self, name: str, things: frozenset[tuple[str, str]]) -> tuple[Row, ...]:
        solutions = self.store.query(
            narrowed(query_text(name), [variable for variable, _ in things]),
            substitutions={ox.Variable(variable): ox.NamedNode(iri) for variable, iri in things},
        )
        assert isinstance(solutions, ox.QuerySolutions)  # all of queries/*.rq are SELECT
        variables = [variable.value for variable in solutions.variables]
        return tuple(
            {name: term.value for name, term in zip(variables, solution, strict=True) if term is not None}
            for solution in solutions
        )

    def quoted(self, rows: Iterable[Row]) -> list[Row]:
        """Rows of facts with the words of their quotes, by policy in reading order."""
        whole = [{**row, **self._words(row["quote"])} if "quote" in row else row for row in rows]
        return sorted(whole, key=lambda row: (row.get("policy", ""), int(row.get("start", 0))))

    def _words(self, quote: str) -> Row:
        return next(iter(self.rows("words", quote=quote)), {})

    def knows(self, iri: str) -> bool:
        """Whether the graph names a thing, as subject, object or graph."""
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return False
        ties = ((node, None), (None, node))
        return any(
            any(self.store.quads_for_pattern(subject, None, value, None)) for subject, value in ties
        ) or self.store.contains_named_graph(node)

    def text(self, policy: str) -> str:
        """The clean text of a policy; empty where the graph holds none."""
        return next((row["text"] for row in self.rows("text", policy=policy)), "")

    def excerpt(self, row: Row) -> Excerpt | None:
        """The quote of a row made by `quoted`, in its context; alone where the text at its place is another."""
        if "exact" not in row:
            return None
        text = self.text(row["policy"]) if "policy" in row else ""
        start, end = int(row.get("start", 0)), int(row.get("end", 0))
        if text[start:end] != row["exact"]:
            return Excerpt("", row["exact"], "")
        return Excerpt(_last_words(text[:start]), row["exact"], _first_words(text[end:]))


def _last_words(text: str) -> str:
    """The end of a text, within its last paragraph."""
    paragraph = text[-CONTEXT * 2 :].rpartition("\n")[2]
    return paragraph if len(paragraph) <= CONTEXT else "…" + paragraph[-CONTEXT:]


def _first_words(text: str) -> str:
    """The beginning of a text, within its first paragraph."""
    paragraph = text[: CONTEXT * 2].partition("\n")[0]
    return paragraph if len(paragraph) <= CONTEXT else paragraph[:CONTEXT] + "…"


@cache
def query_text(name: str) -> str:
    """The text of `queries/NAME.rq`."""
    return (QUERIES / f"{name}.rq").read_text("utf-8")


def narrowed(query: str, variables: Iterable[str]) -> str:
    """The query with the patterns that its comments `# by VARIABLE: PATTERN` hold ready for variables that are given.

    A variable that stands in OPTIONAL alone would otherwise narrow nothing.
    """
    ready = {found["variable"]: found["pattern"] for found in BY.finditer(query)}
    patterns = " ".join(ready[variable] for variable in variables if variable in ready)
    return query.replace("WHERE {", f"WHERE {{ {patterns}", 1)
