"""Releases in Python: SPARQL answered with pandas tables whose columns have types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyoxigraph as ox

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES
from zjtx_kg.publish.query import answering, refuse_service
from zjtx_kg.publish.release import find_release, open_store
from zjtx_kg.questions import query_of, question_named

DEFAULT = Path("build")

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

# The datatypes of XSD whose values are of one kind in pandas; all others are text.
WHOLE = frozenset(
    [
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "negativeInteger",
        "nonPositiveInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
        "gYear",
    ]
)
REAL = frozenset(["decimal", "double", "float"])
TIME = frozenset(["date", "dateTime"])
TRUTH = frozenset(["boolean"])


class OpenRelease:
    """A release to ask; nothing in it changes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self._store = open_store(path)

    def query(self, sparql: str) -> pd.DataFrame:
        """The solutions of a SELECT query: one row each, one column for each variable, in the query's order.

        Prefixes of the project are known without a line. Columns have types: whole numbers and years `Int64`, other
        numbers, such as sums in yuan, `Float64`, dates `datetime64`, truth values `boolean`, everything else and mixed
        columns `string`, IRIs written out. What a solution leaves unbound is missing (`pd.NA`, `NaT`).

        Raises:
            QueryError: it is not valid SPARQL, no SELECT query, asks another server, or cannot be answered.
        """
        refuse_service(sparql)
        with answering():
            solutions = self._store.query(sparql, prefixes=PREFIXES)
            if not isinstance(solutions, ox.QuerySolutions):
                raise QueryError("only a SELECT query has a table for an answer", remedy="Use SELECT.")
            names = [variable.value for variable in solutions.variables]
            rows = [tuple(solution) for solution in solutions]
        columns = {name: _column([row[place] for row in rows]) for place, name in enumerate(names)}
        return pd.DataFrame(columns, columns=names)

    def answer(self, question: str, **setting: str | int | None) -> pd.DataFrame:
        """The answer to one of the questions of docs/questions.md, by its name, with its parameters set.

        `release.answer("tiers-then-and-now", region="420100", year=2020)`; columns as of `query`. Values may be names
        that the graph knows (`region="武汉市"`); None leaves a parameter unset, even where it has a default.

        Raises:
            QueryError: no question has that name, or it has no such parameter or value.
        """
        given = {name: "" if value is None else str(value) for name, value in setting.items()}
        return self.query(query_of(question_named(question), given, self._ask)[0])

    def _ask(self, sparql: str) -> list[dict[str, str]]:
        table = self.query(sparql).astype("string")
        rows = (
            {str(name): value for name, value in row.items() if not pd.isna(value)} for row in table.to_dict("records")
        )
        return list(rows)

    def __repr__(self) -> str:
        return f"<release {self.id} at {self.path}>"


def open_release(path: str | Path = DEFAULT) -> OpenRelease:
    """The release at `path`, or the one in force in that folder of releases.

    Raises:
        ReleaseError: there is none, or its store cannot be opened.
    """
    return OpenRelease(find_release(Path(path)))


def query(sparql: str, release: str | Path = DEFAULT) -> pd.DataFrame:
    """`OpenRelease.query` on the release at `release`, which is opened for it."""
    return open_release(release).query(sparql)


def _column(terms: Sequence[Term]) -> pd.Series[Any]:
    kinds = {_kind(term) for term in terms if term is not None}
    if kinds == {WHOLE, REAL}:
        kinds = {REAL}
    make = MAKERS.get(kinds.pop(), _text) if len(kinds) == 1 else _text
    values = [None if term is None else str(getattr(term, "value", term)) for term in terms]
    try:
        return make(values)
    except (ValueError, OverflowError):  # ill-formed or out of pandas' range: kept as it stands
        return _text(values)


def _kind(term: Term) -> frozenset[str] | None:
    """The set of datatypes that a term's own belongs to; None for text."""
    if not isinstance(term, ox.Literal):
        return None
    name = term.datatype.value.removeprefix(PREFIXES["xsd"])
    return next((kind for kind in MAKERS if kind and name in kind), None)


def _text(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series(values, dtype="string")


def _whole(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series([None if value is None else int(value) for value in values], dtype="Int64")


def _real(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series([None if value is None else float(value) for value in values], dtype="Float64")


def _time(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601"))


def _truth(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series([None if value is None else value in ("true", "1") for value in values], dtype="boolean")


MAKERS: dict[frozenset[str] | None, Callable[[Sequence[Any]], pd.Series[Any]]] = {
    WHOLE: _whole,
    REAL: _real,
    TIME: _time,
    TRUTH: _truth,
}
