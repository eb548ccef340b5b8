"""Rows of facts with their words, as the pages of all kinds of things ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge

Content = dict[str, Any]
MOST = 500  # rows of a table on the page of a thing that all policies share


def facts(knowledge: Knowledge, name: str, **things: str) -> list[Row]:
    """The rows of the query `name` with the words of their quotes, in reading order."""
    return knowledge.quoted(knowledge.rows(name, **things))


def ground(knowledge: Knowledge, iri: str) -> Row:
    """The words that a thing stands on; empty where there are none."""
    return only(facts(knowledge, "fact", fact=iri))


def only(rows: Sequence[Row]) -> Row:
    """The first row; empty where there is none."""
    return rows[0] if rows else {}


def total(knowledge: Knowledge, name: str, **things: str) -> int:
    """The number that a query counts as `things`."""
    return int(only(knowledge.rows(name, **things)).get("things", 0))
