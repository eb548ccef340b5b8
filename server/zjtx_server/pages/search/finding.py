"""Things of the index by their words, facets and amounts, as sets: the bit `n` of a whole number is the thing `n`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from zjtx_server.pages.sources.browse import Browse, Row

TRIGRAM = 3
LAST_CHARACTER = "\U0010ffff"
FACETS_KEPT = 64
AT_A_TIME = 500
ORDERS = {
    "reading": "n",
    "newest": "day IS NULL, day DESC, n",
    "oldest": "day IS NULL, day, n",
    "most": "yuan IS NULL, yuan DESC, n",
    "least": "yuan IS NULL, yuan, n",
}

Things = int


class Finder:
    """What can be found in an index."""

    def __init__(self, browse: Browse) -> None:
        self._browse = browse
        self._size = int(browse.rows("SELECT COALESCE(MAX(n), 0) AS last FROM thing")[0]["last"]) // 8 + 1
        self.values = lru_cache(FACETS_KEPT)(self._values)

    def _values(self, facet: str) -> Mapping[str, Things]:
        """The values of a facet, each with the things that have it."""
        rows = self._browse.rows("SELECT value, things FROM chosen WHERE facet = :facet ORDER BY value", facet=facet)
        return {row["value"]: int.from_bytes(row["things"], "little") for row in rows}

    def with_words(self, words: str) -> Things:
        """The things whose text holds folded words; they have no white space.

        The index knows runs of three characters; shorter ones begin some, since texts are longer than they look.
        """
        if len(words) < TRIGRAM:
            sql = "SELECT DISTINCT doc AS n FROM vocab WHERE term >= :words AND term < :end"
            return self._set(self._browse.rows(sql, words=words, end=words + LAST_CHARACTER))
        quoted = '"' + words.replace('"', '""') + '"'
        return self._set(self._browse.rows("SELECT rowid AS n FROM words WHERE words MATCH :quoted", quoted=quoted))

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
