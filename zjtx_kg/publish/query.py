"""Queries on a release from the command line: the user's own, on the user's own machine."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import pyoxigraph
from rich.console import Console
from rich.table import Table

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES
from zjtx_kg.publish.release import find_release

FORMATS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
}
WIDTH = 160  # characters of a table where the output is no terminal


def answer(query: str, release: Path, form: str) -> str:
    """The answer to a SPARQL query, or to the query in the file of that name, as `table`, `json` or `csv` text.

    A CONSTRUCT or DESCRIBE query is answered in Turtle whatever the form.

    Raises:
        QueryError: the query is not valid SPARQL.
        ReleaseError: there is no release.
    """
    store = pyoxigraph.Store.read_only(str(find_release(release) / "store"))
    try:
        results = store.query(_text(query), prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        raise QueryError(
            f"not valid SPARQL: {error}", remedy="Mend the query; zjtx-kg query --help shows one."
        ) from error
    if isinstance(results, pyoxigraph.QueryTriples):
        out = BytesIO()
        pyoxigraph.serialize(results, output=out, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
        return out.getvalue().decode()
    if isinstance(results, pyoxigraph.QuerySolutions) and form == "table":
        return _table(results)
    return _serialized(results, FORMATS.get(form, FORMATS["json"]))


def _text(query: str) -> str:
    path = Path(query)
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else query
    except OSError:  # a query longer than any file name
        return query


def _serialized(
    results: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, form: pyoxigraph.QueryResultsFormat
) -> str:
    text = results.serialize(format=form)
    return (text or b"").decode().rstrip("\r\n") + "\n"


def _table(results: pyoxigraph.QuerySolutions) -> str:
    table = Table(*(variable.value for variable in results.variables), row_styles=("", "dim"))
    for solution in results:
        table.add_row(*(_shown(term) for term in solution))
    out = StringIO()
    Console(file=out, width=WIDTH).print(table)
    return out.getvalue()


def _shown(term: object) -> str:
    """A term as people read it: literals plain, IRIs with the prefixes of the project."""
    if term is None:
        return ""
    value = str(getattr(term, "value", term))
    for prefix, namespace in PREFIXES.items():
        if isinstance(term, pyoxigraph.NamedNode) and value.startswith(namespace):
            return f"{prefix}:{value[len(namespace) :]}"
    return value
