"""The values between the protocol and the workers: a query, a refusal, and the limits of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from zjtx_kg.iris import BASE

Reason = Literal[
    "syntax", "update", "service", "format", "evaluation", "missing",
    "time", "memory", "depth", "size", "busy", "failed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What queries may use, and the graph they ask.

    Args:
        workers: quick queries that run at the same time, one process each.
        slow_workers: further processes, for queries that are no longer quick.
        slow_seconds: time after which a query is no longer quick: it goes on at low priority, and another worker
            takes its place.
        seconds: wall-clock time of one query.
        waiting: queries that may wait for a worker; further ones are refused at once.
        wait_seconds: time a query waits for a worker.
        memory_bytes: address space of a worker beyond the loaded graph.
        answer_bytes: serialised answer.
        graph_bytes: memory that the graph may take before it is asked on disk; 0 for half of the machine's.
    """

    workers: int = 2
    slow_workers: int = 4
    slow_seconds: float = 0.25
    seconds: float = 30.0
    waiting: int = 512
    wait_seconds: float = 10.0
    memory_bytes: int = 1 << 30
    answer_bytes: int = 64 << 20
    graph_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the protocol read it.

    Args:
        text: the query, not parsed yet.
        results: media type for the answer to SELECT and ASK; empty when the client accepts none.
        graph: media type for the answer to CONSTRUCT and DESCRIBE; empty when the client accepts none.
        answer_bytes: limit of the serialised answer.
        default_graphs: IRIs of `default-graph-uri`; none for the union of all graphs.
        named_graphs: IRIs of `named-graph-uri`; none for all.
        page_bytes: size of the beginning of an answer that a page shows; 0 where the whole is asked for.
    """

    text: str
    results: str
    graph: str
    answer_bytes: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    page_bytes: int = 0

    def head(self) -> dict[str, Any]:
        """The head of the message in which a query travels to a worker, with the base for its relative IRIs."""
        return {
            "op": "query",
            "base": BASE,
            "text": self.text,
            "results": self.results,
            "graph": self.graph,
            "answer_bytes": self.answer_bytes,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
            "page_bytes": self.page_bytes,
        }


class QueryRefusedError(Exception):
    """A query that was not answered.

    Args:
        reason: what stood against it.
        message: one sentence for the person who asked.
        place: line and column, both from 1, where the reason has a place in the query.
    """

    def __init__(self, reason: Reason, message: str, place: tuple[int, int] | None = None) -> None:
        self.reason, self.message, self.place = reason, message, place
        super().__init__(message)
