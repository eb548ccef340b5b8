"""The questions: their list, as page and as RDF, and each one's answer, with what may be set in it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import pyoxigraph as ox
from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as BaseResponse
from werkzeug.exceptions import BadRequest, NotFound

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES
from zjtx_kg.publish.dumps import stable
from zjtx_kg.questions import Question, known_values, load_questions, query_of, question_named, questions_graph
from zjtx_kg.resources import resource
from zjtx_server.negotiation import HTML, RESULTS, content_type
from zjtx_server.pages.asking.parameters import know_only
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.sources.knowledge import Knowledge
from zjtx_server.pages.web.addresses import base_address, path
from zjtx_server.pages.web.documents import FORMAT, negotiated, split_suffix, wanted
from zjtx_server.pages.web.linked import serialized
from zjtx_server.pages.web.views import Column, View, add_view, forms

LISTED = tuple(map(Column, ("name", "label", "labelEnglish", "question", "questionEnglish", "parameters")))
OFFERED = {"html": (HTML, "application/xhtml+xml"), **RESULTS}
MOST = 500  # rows of a table on a page; files have all
OFFERED_VALUES = 500  # of a parameter, to choose from; more are written by hand
FIGURES = ("money", "number", "percent", "ratio")
TARGET = ox.NamedNode(PREFIXES["schema"] + "target")


SERIES = (("money", ()), ("percent", ("share",)), ("number", ("times", "measures")))  # kinds to draw, and which of them
DRAWN = 30  # rows of a chart


class Shown(NamedTuple):
    """A column of the table on a page: the variable of the words, that of the thing they name, and how both look."""

    words: str
    thing: str
    zh: str
    en: str
    kind: str

    @property
    def look(self) -> str:
        """The class of its cells."""
        return "figure" if self.kind in FIGURES else self.kind


def question_pages(knowledge: Knowledge) -> Blueprint:
    """The list at `/queries` and, for programs, `/.well-known/sparql-examples`; answers at `/queries/NAME`."""
    blueprint = Blueprint("questions", __name__)
    blueprint.after_request(negotiated)

    def listed() -> View:
        know_only()
        said = _statements(base_address())
        return View("questions.html", LISTED, _rows(), (), {"questions": load_questions()}, said)

    add_view(blueprint, knowledge, "/queries", listed)

    @blueprint.route("/.well-known/sparql-examples")
    def examples() -> BaseResponse:
        media_type = wanted()
        if media_type == HTML:
            return redirect(path("/queries"), 303)
        return Response(serialized(_statements(base_address()), media_type), content_type=content_type(media_type))

    @blueprint.route("/queries/<name>")
    def answer(name: str) -> Response:
        stem, by_suffix = split_suffix(name, OFFERED)
        question = _known(stem)
        text, setting = _asked(question, knowledge)
        media_type = wanted(RESULTS, OFFERED, by_suffix)
        solutions = knowledge.solutions(text)
        if media_type == HTML:
            body: str | bytes = _page(question, setting, text, solutions, knowledge)
        else:
            body = solutions.serialize(format=ox.QueryResultsFormat.from_media_type(media_type)) or b""
        return Response(body, content_type=content_type(media_type))

    return blueprint


def _rows() -> list[Row]:
    return [
        {
            "name": each.name,
            "label": each.label["zh"],
            "labelEnglish": each.label["en"],
            "question": each.comment["zh"],
            "questionEnglish": each.comment["en"],
            "parameters": " ".join(parameter.name for parameter in each.parameters),
        }
        for each in load_questions()
    ]


def _known(name: str) -> Question:
    try:
        return question_named(name)
    except QueryError as error:
        raise NotFound(str(error)) from error


def _asked(question: Question, knowledge: Knowledge) -> tuple[str, dict[str, str]]:
    """The query with what the address sets, and the values it is asked with; BadRequest where it cannot be set."""
    given = {name: values for name, values in request.args.lists() if name != FORMAT}
    if twice := sorted(name for name, values in given.items() if len(values) > 1):
        raise BadRequest(f"{twice[0]} is set more than once; it takes one value.")
    try:
        return query_of(question, {name: value for name, (value,) in given.items()}, knowledge.asked)
    except QueryError as error:
        raise BadRequest(str(error)) from error


def _statements(base: str) -> list[ox.Triple]:
    """The questions as RDF, with the endpoint's address here."""
    target = ox.NamedNode(f"{base}sparql")
    return [
        ox.Triple(each.subject, each.predicate, target) if each.predicate == TARGET else each for each in _triples()
    ]


@cache
def _triples() -> tuple[ox.Triple, ...]:
    lines = stable(questions_graph()).serialize(format="nt", encoding="utf-8")
    return tuple(quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES))


def _page(
    question: Question, setting: Mapping[str, str], text: str, solutions: ox.QuerySolutions, knowledge: Knowledge
) -> str:
    names = [variable.value for variable in solutions.variables]
    rows = [
        {name: term.value for name, term in zip(names, row, strict=True) if term is not None and not _blank(term)}
        for row in solutions
    ]
    choices = {each.name: known_values(each, knowledge.asked, OFFERED_VALUES + 1) for each in question.parameters}
    shown = [column for column in columns(names) if any(column.words in row for row in rows)]
    drawn = series(shown, rows[:DRAWN])
    return render_template(
        "question.html",
        question=question,
        data=forms(request.path, RESULTS),
        series=drawn,
        labels=labels(shown, rows[:DRAWN]),
        top=DRAWN,
        setting=setting,
        choices={name: values for name, values in choices.items() if len(values) <= OFFERED_VALUES},
        columns=shown,
        rows=rows[:MOST],
        total=len(rows),
        query=text,
    )


def _blank(term: object) -> bool:
    return isinstance(term, ox.BlankNode)


def columns(names: Sequence[str]) -> list[Shown]:
    """The columns of a table: a thing and its words, `measure` and `measureName`, `place` and `quote`, are one."""
    things = {_words_of(name, names): name for name in names if _words_of(name, names)}
    shown = [name for name in names if name not in things.values()]
    return [Shown(name, things.get(name, ""), *_headings().get(name, (name, "", ""))) for name in shown]


def series(shown: Sequence[Shown], rows: Sequence[Row]) -> list[Shown]:
    """The columns that a chart of the rows draws, all of one kind; none where no chart would tell anything."""
    for kind, among in SERIES:
        found = [each for each in shown if each.kind == kind and (not among or each.words in among)]
        if found := [each for each in found if kind != "number" or _is_of_its_row(each, shown, rows)]:
            return [each for each in found if len({row.get(each.words) for row in rows}) > 1] or found
    return []


def _is_of_its_row(column: Shown, shown: Sequence[Shown], rows: Sequence[Row]) -> bool:
    """Whether a count is of what one row tells of, rather than of a group of rows: no two have the names before it."""
    return len(set(labels(shown[: shown.index(column)], rows))) == len(rows)


def labels(shown: Sequence[Shown], rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """What each row is called in a chart: its words in the fewest columns, from the first on, that tell rows apart.

    Names of things are taken before other words; a column that tells no more rows apart is left out.
    """
    names = [each for each in shown if each.thing and each.kind != "text"]
    others = [each for each in shown if not each.thing and not each.kind]
    found: list[tuple[str, ...]] = [()] * len(rows)
    for each in (*names, *others):
        longer = [(*words, row.get(each.words, "")) for words, row in zip(found, rows, strict=True)]
        if len(set(longer)) > len(set(found)):
            found = longer
    return [tuple(filter(None, words)) for words in found]


def _words_of(name: str, names: Sequence[str]) -> str:
    """The variable with the words for a thing's; empty where there is none."""
    words = "quote" if name == "place" else f"{name}Name"
    return words if words in names else ""


@cache
def _headings() -> dict[str, tuple[str, str, str]]:
    """Chinese and English heading of each column, and how its values look, by the variable's name."""
    with (resource("data") / "questions" / "columns.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["zh"], row["en"], row["kind"]) for row in csv.DictReader(file)}
