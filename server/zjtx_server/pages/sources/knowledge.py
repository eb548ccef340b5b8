"""What the pages ask of the graph: the named queries in `queries/`, and the texts that quotes stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from zjtx_kg.browse import around
from zjtx_server.pages.sources.graph import Graph, Row

QUERIES = Path(__file__).with_name("queries")
CACHED_ANSWERS = 4096

BY = re.compile(r"^# by (?P<variable>\w+): (?P<pattern>.+)$", re.MULTILINE)


class Excerpt(NamedTuple):
    """Quoted words with what stands around them."""

    before: str
    words: str
    after: str


class Knowledge:
    """The graph of a release as rows for the pages; answers never change, so they are kept."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._answers = lru_cache(CACHED_ANSWERS)(self._answer)

    def rows(self, name: str, **things: str) -> tuple[Row, ...]:
        """The solutions of the query `name`, where its variables named in `things` stand for these IRIs.

        A row has the variables that are bound, as text.
        """
        return self._answers(name, frozenset(things.items()))

    def _answer(self, name: str, things: frozenset[tuple[str, str]]) -> tuple[Row, ...]:
        given = dict(things)
        return self._graph.select(narrowed(query_text(name), given), given)

    def triples(self, name: str, **things: str) -> list[ox.Triple]:
        """The triples of the query `name`, with `things` as in `rows`."""
        return self._graph.triples(query_text(name), things)

    def triples_of(self, name: str, variable: str, things: Iterable[str]) -> list[ox.Triple]:
        """The triples of the query `name`, where `variable` stands for each of these IRIs in turn."""
        values = " ".join(str(ox.NamedNode(iri)) for iri in things)
        query = query_text(name).replace("WHERE {", f"WHERE {{ VALUES ?{variable} {{ {values} }}", 1)
        return self._graph.triples(query, {})

    def asked(self, query: str) -> tuple[Row, ...]:
        """The solutions of a SELECT query, as of `rows`."""
        return self._graph.select(query, {})

    def solutions(self, query: str) -> ox.QuerySolutions:
        """The solutions of a SELECT query, with the types of their terms."""
        return self._graph.solutions(query)

    def quoted(self, rows: Iterable[Row]) -> list[Row]:
        """Rows of facts with the words of their quotes, by policy in reading order."""
        whole = [{**row, **self._words(row["quote"])} if "quote" in row else row for row in rows]
        return sorted(whole, key=lambda row: (row.get("policy", ""), int(row.get("start", 0))))

    def _words(self, quote: str) -> Row:
        return next(iter(self.rows("words", quote=quote)), {})

    def knows(self, iri: str) -> bool:
        """Whether the graph names a thing, as subject, object or graph."""
        try:
            ox.NamedNode(iri)
        except ValueError:
            return False
        return bool(self.rows("known", thing=iri))

    def is_inferred(self, property_: str) -> bool:
        """Whether values of a property are concluded by rules or vocabularies, as the ontology says."""
        return any(row["property"] == property_ for row in self.rows("inferred"))

    def english(self, label: str, iri: str = "") -> str:
        """The English label of a term or concept, by its IRI where that is given; its Chinese one where there is none.

        Concepts of two vocabularies may share a Chinese label, so an IRI is the surer way.
        """
        return self._labels.get(iri) or self._labels.get(label, label)

    @cached_property
    def _labels(self) -> dict[str, str]:
        known = (*self.rows("schemes"), *self.rows("terms"), *self.rows("concepts"))
        rows = [row for row in known if "name" in row and "english" in row]
        by_iri = {row.get("concept") or row.get("term") or row["scheme"]: row["english"] for row in rows}
        return by_iri | {row["name"]: row["english"] for row in rows}

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
        before, after = around(text, start, end)
        return Excerpt(before, row["exact"], after)


@cache
def query_text(name: str) -> str:
    """The text of `queries/NAME.rq`."""
    return (QUERIES / f"{name}.rq").read_text("utf-8")


def narrowed(query: str, variables: Iterable[str]) -> str:
    """The query with the patterns that its comments `# by VARIABLE: PATTERN` hold ready for variables that are given.

    A variable that stands in OPTIONAL alone would otherwise narrow nothing; what a subquery counts is narrowed as well.
    """
    ready = {found["variable"]: found["pattern"] for found in BY.finditer(query)}
    patterns = " ".join(ready[variable] for variable in variables if variable in ready)
    return query.replace("WHERE {", f"WHERE {{ {patterns}") if patterns else query
