"""Things of the index by their words, facets and amounts, as sets: the bit `n` of a whole number is the thing `n`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_

from zjtx_kg.browse import folded, is_cut_from_numbers, pattern_of
from zjtx_server.pages.sources.browse import Browse, Row

TRIGRAM = 3
LAST_CHARACTER = "\U0010ffff"
FACETS_KEPT = 64
TERMS_KEPT = 128
AT_A_TIME = 500
ORDERS = {
    "reading": "n",
    "newest": "day IS NULL, day DESC, n",
    "oldest": "day IS NULL, day, n",
    "most": "yuan IS NULL, yuan DESC, n",
    "least": "yuan IS NULL, yuan, n",
}

BEGINNING = "SELECT DISTINCT doc AS n FROM vocab WHERE term >= :term AND term < :end"
PHRASE = "SELECT rowid AS n FROM words WHERE words MATCH :phrase"

Things = int


class Finder:
    """What can be found in an index."""

    def __init__(self, browse: Browse) -> None:
        self._browse = browse
        self._size = int(browse.rows("SELECT COALESCE(MAX(n), 0) AS last FROM thing")[0]["last"]) // 8 + 1
        rows = browse.rows("SELECT iri, region_name, title FROM policy")
        headings = ((row["iri"], (row.get("region_name"), row.get("title"))) for row in rows)
        self._headings = [(iri, folded("\n".join(filter(None, heading)))) for iri, heading in headings]
        self.values = lru_cache(FACETS_KEPT)(self._values)
        self.with_words = lru_cache(TERMS_KEPT)(self._with_words)
        self.under_heading = lru_cache(TERMS_KEPT)(self._under_heading)

    def _values(self, facet: str) -> Mapping[str, Things]:
        """The values of a facet, each with the things that have it."""
        rows = self._browse.rows("SELECT value, things FROM chosen WHERE facet = :facet ORDER BY value", facet=facet)
        return {row["value"]: int.from_bytes(row["things"], "little") for row in rows}

    def _with_words(self, term: str) -> Things:
        """The things whose text holds a folded term, no number inside a longer one; a term has no white space.

        The index knows runs of three characters; shorter ones begin some, since texts are longer than they look.
        """
        sql, given = BEGINNING, {"term": term, "end": term + LAST_CHARACTER}
        if len(term) >= TRIGRAM:
            sql, given = PHRASE, {"phrase": '"' + term.replace('"', '""') + '"'}
        if not is_cut_from_numbers(term):
            return self._set(self._browse.rows(sql, **given))
        rows = self._browse.rows(f"SELECT n, plain FROM thing WHERE n IN ({sql})", **given)
        return self._set(row for row in rows if pattern_of(term).search(row["plain"]))

    def with_terms(self, terms: Sequence[str]) -> Things:
        """The things that hold all terms, at least one in their text, the others there or in region and title.

        So what is looked for alone is not found in everything that stands under a title with it.
        """
        texts = [self.with_words(term) for term in terms]
        found = reduce(or_, texts)
        for term, things in zip(terms, texts, strict=True):
            if found & ~things:
                found &= self.anywhere(term)
        return found

    def anywhere(self, term: str) -> Things:
        """The things that hold a term in their text or under whose region or title they stand."""
        return self.with_words(term) | self.under_heading(term)

    def _under_heading(self, term: str) -> Things:
        """The things of policies whose region's name or title holds a folded term."""
        found = pattern_of(term).search
        policies = json.dumps([iri for iri, heading in self._headings if found(heading)])
        sql = "SELECT n FROM json_each(:policies) JOIN thing ON policy = value"
        return self._set(self._browse.rows(sql, policies=policies))

    def worth(self, least: float | None, most: float | None) -> Things:
        """The things with an amount from `least` to `most` yuan."""
        sql = "SELECT DISTINCT n FROM money WHERE yuan >= :least AND yuan <= :most"
        bounds = {"least": 0 if least is None else least, "most": 9e999 if most is None else most}
        return self._set(self._browse.rows(sql, **bounds))

    def in_order(self, things: Things, order: str) -> Iterator[int]:
        """The numbers of things in one of the orders above."""
        bits = things.to_bytes(self._size, "little")
        for (n,) in self._browse.index.execute(f"SELECT n FROM thing ORDER BY {ORDERS[order]}"):
            if bits[n >> 3] >> (n & 7) & 1:
                yield n

    def rows(self, sql: str, numbers: Sequence[int]) -> Iterator[Row]:
        """The rows of a query for things by their numbers, which it joins as `asked` (value, key), in their order."""
        for start in range(0, len(numbers), AT_A_TIME):
            yield from self._browse.rows(sql, numbers=json.dumps(numbers[start : start + AT_A_TIME]))

    def iris(self, numbers: Sequence[int]) -> Iterator[str]:
        """The IRIs of things by their numbers."""
        sql = """SELECT iri FROM json_each(:numbers) AS asked JOIN thing ON n = asked.value ORDER BY asked.key"""
        yield from (row["iri"] for row in self.rows(sql, numbers))

    def _set(self, rows: Iterable[Row]) -> Things:
        bits = bytearray(self._size)
        for row in rows:
            n = row["n"]
            bits[n >> 3] |= 1 << (n & 7)
        return int.from_bytes(bits, "little")
