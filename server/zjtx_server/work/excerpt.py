"""The beginning of an answer, for a page that shows no more, and how many rows or triples the whole has."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import Any

import pyoxigraph as ox

from zjtx_server.work.bounded import AnswerTooLargeError, Bounded
from zjtx_server.work.refusals import Head

MOST_ROWS = 1000  # of a table on a page
MOST_COUNTED = 100_000  # after those that are shown; a cross product would be counted without end
BUFFERED = 64 << 10  # bytes that the serialiser may hold before it writes them


def first_rows(solutions: ox.QuerySolutions, size: int) -> tuple[Head, bytes]:
    """The first rows in the JSON of SPARQL results, as many as fit into `size` bytes.

    The head tells how many are `shown`, the `total` of those counted, and whether there are `more`.

    Raises:
        AnswerTooLargeError: the first row alone is larger.
    """
    names = [variable.value for variable in solutions.variables]
    read = [_row(names, solution) for solution in islice(solutions, MOST_ROWS)]
    lengths = accumulate(len(row.encode()) for row in read)
    rows = [row for row, length in zip(read, lengths, strict=True) if length <= size]
    if read and not rows:
        raise AnswerTooLargeError
    head = json.dumps({"vars": names}, ensure_ascii=False)
    body = f'{{"head":{head},"results":{{"bindings":[{",".join(rows)}]}}}}'
    return _counted(len(rows), len(read), solutions), body.encode()


def first_triples(triples: Iterable[Any], size: int) -> tuple[Head, bytes]:
    """The first triples, or quads of the default graph, as Turtle: little more than `size` bytes; head as of rows.

    Raises:
        AnswerTooLargeError: one triple is much larger.
    """
    rest, output, shown = iter(triples), Bounded(size + 2 * BUFFERED), 0

    def until_full() -> Iterator[Any]:
        nonlocal shown
        while output.tell() < size and (triple := next(rest, None)) is not None:
            shown += 1
            yield triple

    ox.serialize(until_full(), output, ox.RdfFormat.TURTLE)
    return _counted(shown, shown, rest), output.getvalue()


def _counted(shown: int, read: int, rest: Iterable[object]) -> Head:
    further = iter(rest)
    counted = sum(1 for _ in islice(further, MOST_COUNTED))
    more = counted == MOST_COUNTED and next(further, None) is not None
    return {"shown": shown, "total": read + counted, "more": more}


def _row(names: list[str], solution: ox.QuerySolution) -> str:
    told = {name: _told(term) for name, term in zip(names, solution, strict=True) if term is not None}
    return json.dumps(told, ensure_ascii=False)


def _told(term: Any) -> dict[str, Any]:
    """A term as the JSON of SPARQL results has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _told(part) for name, part in parts.items()}}
    kind = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **kind}
