"""Queries on a release from the command line: the user's own, on the user's own machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from shutil import get_terminal_size

import pyoxigraph
from rich.console import Console
from rich.table import Table
from rich.text import Text

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES
from zjtx_kg.publish.release import find_release, open_store
from zjtx_kg.questions import query_of, question_named

FORMATS = {
    "json": pyoxigraph.QueryResultsFormat.JSON,
    "csv": pyoxigraph.QueryResultsFormat.CSV,
}
Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

# Enough of SPARQL's terminals to tell a keyword from a string, IRI, comment, variable or prefixed name.
TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^'\\\n]|\\.)*\'|<[^<>\s]*>|\#.*|[?$@]\w+|[\w.:-]+'''
)
NAME = re.compile(r"[\w-]+")  # of a question; no query is one word
QUERY_SUFFIXES = (".rq", ".sparql")
MESSAGE_LENGTH = 120  # characters of the parser's message: what it expected next may go on for screens
WIDTH = 160  # characters of a table where the output is no terminal
NARROWEST = 80  # characters of a table on any terminal
NUMBER = re.compile(r"[-+\d.,eE]*")
PLACES = frozenset(["place"])  # IRIs of quotes, which stand beside them in words


def answer(query: str, release: Path, form: str, given: Mapping[str, str] | None = None) -> str:
    """The answer to a SPARQL query, or to the query in the file of that name, as `table`, `json` or `csv` text.

    The name of a question stands for its query, with its parameters as `given`. A CONSTRUCT or DESCRIBE query is
    answered in Turtle; `table` is taken for no wish.

    Raises:
        QueryError: the query is not valid SPARQL, asks another server, cannot be answered or not in that form; or the
            parameters are not those of a question.
        ReleaseError: there is no release, or its store cannot be opened.
    """
    store = open_store(find_release(release))
    text = _question(query, given or {}, store) or _text(query)
    refuse_service(text)
    with answering():
        return _answer(store.query(text, prefixes=PREFIXES), form)


def open_rows(release: Path) -> Callable[[str], list[dict[str, str]]]:
    """A function that asks a release: the rows of a SELECT query, the variables that are bound as text.

    Raises:
        ReleaseError: there is no release, or its store cannot be opened.
    """
    return rows_of(open_store(find_release(release)))


def rows_of(store: pyoxigraph.Store) -> Callable[[str], list[dict[str, str]]]:
    """As `open_rows`, of a store that is open."""

    def ask(query: str) -> list[dict[str, str]]:
        with answering():
            return _rows(store.query(query))

    return ask


def refuse_service(query: str) -> None:
    """Raise a `QueryError` for a query that would ask another server."""
    if any(found[0].upper() == "SERVICE" for found in TOKEN.finditer(query)):
        raise QueryError("SERVICE is refused: it would ask another server", remedy="Query this release alone.")


@contextmanager
def answering() -> Iterator[None]:
    """Turn what the engine says of a query into a `QueryError`; the engine works while results are read, too."""
    try:
        yield
    except SyntaxError as error:
        known = " ".join(f"{prefix}:" for prefix in PREFIXES)
        problem = f"not valid SPARQL: {str(error)[:MESSAGE_LENGTH]}"
        raise QueryError(problem, remedy=f"Mend the query there. Prefixes known without a line: {known}") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"cannot be answered: {error}", remedy="Simplify the query.") from error


def _answer(results: Results, form: str) -> str:
    if isinstance(results, pyoxigraph.QueryTriples):
        if form != "table":
            raise QueryError(f"triples cannot be given as {form}", remedy="Leave out --format: they come as Turtle.")
        out = BytesIO()
        pyoxigraph.serialize(results, output=out, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)
        return out.getvalue().decode()
    if isinstance(results, pyoxigraph.QuerySolutions) and form == "table":
        return _table(results)
    return _serialized(results, FORMATS.get(form, FORMATS["json"]))


def _question(name: str, given: Mapping[str, str], store: pyoxigraph.Store) -> str:
    """The query of the question of that name; empty where the words are no name and nothing is given."""
    if not given and not NAME.fullmatch(name):
        return ""
    return query_of(question_named(name), given, lambda query: _rows(store.query(query)))[0]


def _rows(results: Results) -> list[dict[str, str]]:
    assert isinstance(results, pyoxigraph.QuerySolutions), "a SELECT query"
    names = [variable.value for variable in results.variables]
    return [
        {name: str(getattr(term, "value", term)) for name, term in zip(names, row, strict=True) if term is not None}
        for row in results
    ]


def _text(query: str) -> str:
    path = Path(query)
    try:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    except OSError:  # a query longer than any file name
        return query
    if path.suffix in QUERY_SUFFIXES:
        raise QueryError("there is no such file", where=query, remedy="Check the path, or give the query itself.")
    return query


def _serialized(
    results: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean, form: pyoxigraph.QueryResultsFormat
) -> str:
    text = results.serialize(format=form)
    return (text or b"").decode().rstrip("\r\n") + "\n"


def _table(results: pyoxigraph.QuerySolutions) -> str:
    """The solutions for people, as wide as the terminal: numbers are never cut, IRIs stand where no name tells them."""
    names = [variable.value for variable in results.variables]
    shown = [place for place, name in enumerate(names) if f"{name}Name" not in names and name not in PLACES]
    rows = [[_shown(term) for term in solution] for solution in results]
    table = Table(row_styles=("", "dim"))
    for place in shown:
        numbers = all(NUMBER.fullmatch(row[place]) for row in rows)
        table.add_column(names[place], overflow="fold", no_wrap=numbers, justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(Text(row[place]) for place in shown))
    out = StringIO()
    Console(file=out, width=max(get_terminal_size((WIDTH, 0)).columns, NARROWEST)).print(table)
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
