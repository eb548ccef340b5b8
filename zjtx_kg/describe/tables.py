"""The tables of a document as they lie in its clean text, so that they can be shown as tables."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rdflib import RDFS

from zjtx_kg.describe.graph import PolicyGraph, number, zh
from zjtx_kg.iris import ZJTX
from zjtx_kg.model import Cell, Table


def describe_tables(graph: PolicyGraph, tables: Iterable[Table]) -> None:
    """Each table with its columns, and its cells as places in the clean text."""
    for position, table in enumerate(tables, 1):
        this = graph.add(
            graph.mint("table", str(position)),
            ZJTX.Table,
            policy=graph.policy,
            position=number(position),
            layout=layout(table),
        )
        graph.put(this, RDFS.label, zh(table.title or f"表{position}"))


def layout(table: Table) -> str:
    """JSON: the columns' names, and rows of cells, each the list of its lines' places, start and end.

    A cell that is empty or merged with the one above has no lines.
    """
    rows = [[_places(cell) for cell in row.cells] for row in table.rows]
    return json.dumps({"columns": table.header, "rows": rows}, ensure_ascii=False, separators=(",", ":"))


def _places(lines: Iterable[Cell]) -> list[tuple[int, int]]:
    return [(line.span.start, line.span.end) for line in lines if line.span]
