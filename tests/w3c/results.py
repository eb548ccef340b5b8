"""Answers, and whether two of them are the same: the same rows as often, whatever their blank nodes are called."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ROW, TIMES = ox.NamedNode("urn:example:row"), ox.NamedNode("urn:example:times")
WHOLE = re.compile(
    re.escape(XSD) + r"(decimal|integer|long|int|short|byte|(non)?(positive|negative)Integer|unsigned\w+)", re.I
)
FLOATING = {XSD + "double", XSD + "float"}
TRUTH = {"1": "true", "0": "false"}
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term]


@dataclass(frozen=True)
class Solutions:
    """Rows, with the names of their columns."""

    variables: frozenset[str]
    rows: list[Row]


Answer = Solutions | bool | list[ox.Triple]


def read(body: bytes, media_type: str, base: str = "") -> Answer:
    """An answer in any format of results, as a graph, or as a graph that describes results."""
    media_type = media_type.partition(";")[0]
    if media_type == "text/csv":
        return _csv(body)
    if results := ox.QueryResultsFormat.from_media_type(media_type):
        parsed = ox.parse_query_results(body, format=results)
        if isinstance(parsed, ox.QueryBoolean):
            return bool(parsed)
        variables = [variable.value for variable in parsed.variables]
        return Solutions(frozenset(variables), [_row(variables, solution) for solution in parsed])
    triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.from_media_type(media_type), base_iri=base)]
    described = any(triple.predicate == TYPE and triple.object.value == RS + "ResultSet" for triple in triples)
    return _described(triples) if described else triples


def _row(variables: Iterable[str], solution: ox.QuerySolution) -> Row:
    return {name: term for name in variables if (term := solution[name]) is not None}


def _csv(body: bytes) -> Solutions:
    """A CSV does not tell an IRI, a text and a number apart; an empty cell is nothing."""
    header, *lines = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    rows = [{name: _cell(cell) for name, cell in zip(header, line, strict=True) if cell} for line in lines]
    return Solutions(frozenset(header), rows)


def _cell(text: str) -> Term:
    if text.startswith("_:"):
        return ox.BlankNode(text[2:])
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "double")) if NUMBER.fullmatch(text) else ox.Literal(text)


def _described(triples: list[ox.Triple]) -> Solutions | bool:
    """Results described by the W3C's vocabulary for result sets, in the order of their index."""
    values: dict[tuple[Term, str], list[Term]] = {}
    for triple in triples:
        values.setdefault((triple.subject, triple.predicate.value.removeprefix(RS)), []).append(triple.object)
    (result,) = (triple.subject for triple in triples if triple.object == ox.NamedNode(RS + "ResultSet"))
    if truth := values.get((result, "boolean")):
        return truth[0].value == "true"
    solutions = values.get((result, "solution"), [])
    solutions.sort(key=lambda node: int(values.get((node, "index"), [ox.Literal("0")])[0].value))
    rows = [
        {
            values[binding, "variable"][0].value: values[binding, "value"][0]
            for binding in values.get((node, "binding"), [])
        }
        for node in solutions
    ]
    return Solutions(frozenset(name.value for name in values.get((result, "resultVariable"), [])), rows)


def difference(found: Answer, expected: Answer, *, ordered: bool = False, lax: bool = False) -> str:
    """What tells two answers apart; empty when they are the same.

    Args:
        found: what was answered.
        expected: what the suite expects.
        ordered: whether the order of rows counts.
        lax: whether a row may also come less often than expected, but once.
    """
    if isinstance(found, bool) or isinstance(expected, bool):
        return "" if found is expected else f"{found} for {expected}"
    if isinstance(found, list) or isinstance(expected, list):
        same = isinstance(found, list) and isinstance(expected, list) and _canonical(found) == _canonical(expected)
        return "" if same else "another graph"
    return _other_rows(found, expected, ordered, lax)


def _other_rows(found: Solutions, expected: Solutions, ordered: bool, lax: bool) -> str:
    if found.variables != expected.variables:
        return f"variables {sorted(found.variables)} for {sorted(expected.variables)}"
    if lax:
        return "" if _within(found.rows, expected.rows) else "other rows"
    if len(found.rows) != len(expected.rows):
        return f"{len(found.rows)} rows for {len(expected.rows)}"
    if any(_same(found.rows, expected.rows, by_value, ordered) for by_value in (False, True)):
        return ""
    return "another order" if ordered and _same(found.rows, expected.rows, True, False) else "other rows"


def _same(found: list[Row], expected: list[Row], by_value: bool, ordered: bool) -> bool:
    return _canonical(_encoded(found, by_value, ordered)) == _canonical(_encoded(expected, by_value, ordered))


def _within(found: list[Row], expected: list[Row]) -> bool:
    """Whether all expected rows are there, none more often than expected."""
    most, there = (Counter(frozenset(row.items()) for row in rows) for rows in (expected, found))
    return most.keys() == there.keys() and there <= most


def _encoded(rows: list[Row], by_value: bool, ordered: bool) -> Iterator[ox.Triple]:
    """Rows as a graph, a node for each, so that the same rows are isomorphic graphs."""
    numbered: Iterable[tuple[frozenset[tuple[str, Term]], int]]
    texts = [frozenset((name, _plain(term) if by_value else term) for name, term in row.items()) for row in rows]
    numbered = zip(texts, range(len(rows)), strict=True) if ordered else Counter(texts).items()
    for row, number in numbered:
        node = ox.BlankNode()
        yield ox.Triple(node, TIMES, ox.Literal(number))
        for name, term in row:
            yield ox.Triple(node, ox.NamedNode(f"urn:example:var:{name}"), term)


def _plain(term: Term) -> Term:
    """A literal with its value written in one way."""
    if not isinstance(term, ox.Literal):
        return term
    try:
        kind = term.datatype.value
        if WHOLE.fullmatch(kind):
            return ox.Literal(format(Decimal(term.value).normalize(), "f"), datatype=term.datatype)
        if kind in FLOATING:
            return ox.Literal(repr(float(term.value)), datatype=term.datatype)
        if kind == XSD + "boolean":
            return ox.Literal(TRUTH.get(term.value, term.value), datatype=term.datatype)
        if kind in {XSD + "date", XSD + "dateTime"}:
            return ox.Literal(re.sub(r"[+-]00:00$", "Z", term.value), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        pass
    return term


def _canonical(triples: Iterable[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset
