"""The rows of the graph that an index is made of: by policy, or by the page, so that few are at hand at a time.

The queries are asked of Oxigraph and Virtuoso alike; the latter gives so many rows of an answer and no more, and skips
none of many that are sorted. So pages begin behind the last thing seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

Row = Mapping[str, str]
Select = Callable[[str], Iterable[Row]]

QUERIES = Path(__file__).with_name("queries")
PAGE = 5000  # rows


def of_policy(select: Select, name: str, policy: str) -> list[Row]:
    """The rows of the query `name` that belong to a policy, in a fixed order."""
    query = query_text(name).replace("WHERE {", f"WHERE {{ VALUES ?policy {{ {ox.NamedNode(policy)} }}", 1)
    return sorted(select(query), key=_order)


def all_rows(select: Select, name: str) -> Iterator[Row]:
    """All rows of the query `name`, those of one thing (`iri`) together."""
    last = ""
    while True:
        rows = list(select(_page(query_text(name), last)))
        whole = rows if len(rows) < PAGE else [row for row in rows if row["iri"] != rows[-1]["iri"]]
        yield from sorted(whole, key=_order)
        if len(rows) < PAGE or not whole:
            return
        last = whole[-1]["iri"]


def _page(query: str, last: str) -> str:
    pattern, _, _ = query.rpartition("}")
    return f"{pattern} FILTER(STR(?iri) > {ox.Literal(last)}) }} ORDER BY ?iri LIMIT {PAGE}"


def _order(row: Row) -> tuple[int, str, tuple[tuple[str, str], ...]]:
    """Reading order where rows have a place, else by their things."""
    place = row.get("position") or row.get("start") or ""
    return (int(place) if place.isdecimal() else 0, row.get("iri", ""), tuple(sorted(row.items())))


@cache
def query_text(name: str) -> str:
    """The text of `queries/NAME.rq`."""
    return (QUERIES / f"{name}.rq").read_text("utf-8")
