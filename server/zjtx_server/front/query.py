"""The values between the protocol and the workers: a query, its answer, a refusal, and the limits of both."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

from zjtx_kg.iris import BASE

Kind = Literal["solutions", "boolean", "triples"]
Reason = Literal["syntax", "service", "format", "evaluation", "time", "memory", "depth", "size", "busy", "failed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use.

    Args:
        workers: queries that run at the same time, one process each.
        seconds: wall-clock time of one query.
        waiting: queries that may wait for a free worker; further ones are refused at once.
        wait_seconds: time a query waits for a free worker.
        memory_bytes: address space of a worker beyond the loaded graph.
        answer_bytes: serialised answer.
    """

    workers: int = 2
    seconds: float = 30.0
    waiting: int = 16
    wait_seconds: float = 30.0
    memory_bytes: int = 1 << 30
    answer_bytes: int = 64 << 20


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
    """

    text: str
    results: str
    graph: str
    answer_bytes: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The form in which a query travels to a worker, with the base for its relative IRIs."""
        return json.dumps({"base": BASE, **asdict(self)}).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """The serialised answer to a query."""

    kind: Kind
    media_type: str
    body: bytes


class QueryRefusedError(Exception):
    """A query that was not answered.

    Args:
        reason: what stood against it.
        message: one sentence for the person who asked.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        self.reason, self.message = reason, message
        super().__init__(message)
