"""The evaluation of one query on a store: from a message of the front to the head and body of its answer."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pyoxigraph as ox

KINDS = {ox.QuerySolutions: "solutions", ox.QueryBoolean: "boolean", ox.QueryTriples: "triples"}

# SPARQL's terminals, as far as it takes to tell a keyword from a string, comment, IRI, variable or prefixed name.
TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*\'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$@]\w+|[\w.-]*:(?:[\w.:%-]|\\.)*|(?P<keyword>[A-Za-z]+)|.""",
    re.DOTALL,
)


class AnswerTooLargeError(Exception):
    """The serialised answer passed the limit."""


class Bounded(BytesIO):
    """Bytes in memory that refuse to grow past `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, chunk: Any) -> int:
        """Takes a chunk; raises AnswerTooLargeError when the limit is passed."""
        if self.tell() + len(chunk) > self.limit:
            raise AnswerTooLargeError
        return super().write(chunk)


def answer(query: dict[str, Any], store: ox.Store) -> tuple[dict[str, str], bytes]:
    """Head and body of the answer to a query; the head of a refused one has `reason` and `message`."""
    output = Bounded(query["answer_bytes"])
    try:
        head = _evaluate(query, store, output)
    except SyntaxError as error:
        return _refusal("syntax", f"The query is not valid SPARQL 1.1: {error.msg}"), b""
    except AnswerTooLargeError:
        return _refusal(
            "size", f"The answer is larger than {output.limit:,} bytes; narrow the query or use LIMIT."
        ), b""
    except MemoryError:
        return _refusal("memory", "The query needs more memory than is allowed."), b""
    except (ValueError, RuntimeError, OSError) as error:
        return _refusal("evaluation", f"The query cannot be evaluated: {error}"), b""
    return head, b"" if "reason" in head else output.getvalue()


def _refusal(reason: str, message: str) -> dict[str, str]:
    return {"reason": reason, "message": message}


def _evaluate(query: dict[str, Any], store: ox.Store, output: Bounded) -> dict[str, str]:
    if "SERVICE" in keywords(query["text"]):
        return _refusal("service", "SERVICE is refused: this endpoint queries no other server.")
    results = store.query(query["text"], base_iri=query["base"], **_dataset(query))
    kind = KINDS[type(results)]
    media_type = query["graph" if kind == "triples" else "results"]
    if not media_type:
        return _refusal("format", kind)
    if isinstance(results, ox.QueryTriples):
        results.serialize(output, ox.RdfFormat.from_media_type(media_type))
    else:
        results.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))
    return {"kind": kind, "media_type": media_type}


def keywords(text: str) -> set[str]:
    """The bare words of a query in capitals, without those in strings, comments, IRIs and names."""
    return {found["keyword"].upper() for found in TOKEN.finditer(text) if found["keyword"]}


def _dataset(query: dict[str, Any]) -> dict[str, Any]:
    """The dataset that the request names; nothing where it leaves that to the query."""
    default = [ox.NamedNode(iri) for iri in query["default_graphs"]]
    named = [ox.NamedNode(iri) for iri in query["named_graphs"]]
    return {"default_graph": default, "named_graphs": named} if default or named else {}
