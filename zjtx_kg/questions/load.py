"""Reads the questions and the parameters that they share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rdflib import RDF, RDFS, SH, SKOS, VOID, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from zjtx_kg.errors import QueryError, VocabularyError
from zjtx_kg.iris import ID
from zjtx_kg.questions.model import Parameter, Question
from zjtx_kg.resources import read_turtle, resource

SCHEMA = Namespace("https://schema.org/")
PARAMETERS = "parameters.ttl"
QUESTION = f"{ID}question/"
PARAMETER = f"{ID}parameter/"


def source_graph() -> Graph:
    """All files of `data/questions/` as one graph."""
    return read_turtle(sorted((resource("data") / "questions").glob("*.ttl")))


@cache
def load_questions() -> tuple[Question, ...]:
    """All questions, in order.

    Raises:
        VocabularyError: a file is broken, or a question lacks something.
    """
    graph = source_graph()
    asked = [_question(graph, this) for this in graph.subjects(RDF.type, SH.SPARQLSelectExecutable)]
    return tuple(sorted(asked, key=lambda question: question.number))


def question_named(name: str) -> Question:
    """The question of that name; `QueryError` where there is none."""
    for question in load_questions():
        if question.name == name:
            return question
    known = ", ".join(question.name for question in load_questions())
    raise QueryError(f"there is no question {name[:80]!r}", remedy=f"There are: {known}.")


def _question(graph: Graph, this: Node) -> Question:
    return Question(
        number=int(_one(graph, this, SCHEMA.position)),
        name=str(this).removeprefix(QUESTION),
        label=_by_language(graph, this, RDFS.label),
        comment=_by_language(graph, this, RDFS.comment),
        keywords=tuple(sorted(map(str, graph.objects(this, SCHEMA.keywords)))),
        parameters=tuple(_parameters(graph, this)),
        select=_one(graph, this, SH.select).strip(),
    )


def _parameters(graph: Graph, question: Node) -> Iterator[Parameter]:
    """The parameters of a question, in the order that all questions share."""
    settings = {path: each for each in graph.objects(question, SH.parameter) for path in graph.objects(each, SH.path)}
    for path in sorted(settings, key=lambda path: int(_one(graph, path, SH.order))):
        space, kind = graph.value(path, VOID.uriSpace), graph.value(path, RDFS.range)
        default = graph.value(settings[path], SH.defaultValue, default=Literal(""))
        yield Parameter(
            name=str(path).removeprefix(PARAMETER),
            label=_by_language(graph, path, RDFS.label),
            comment=_by_language(graph, path, RDFS.comment),
            pattern=_one(graph, path, SH.pattern),
            example=_one(graph, path, SKOS.example),
            space=str(space or ""),
            datatype="" if space else str(kind),
            values=str(graph.value(path, SH.select) or "").strip(),
            default=str(default).removeprefix(str(space or "")),
            optional=(settings[path], SH.optional, Literal(True)) in graph,
        )


def _one(graph: Graph, subject: Node, predicate: URIRef) -> str:
    value = graph.value(subject, predicate)
    if value is None:
        raise VocabularyError(f"has no {predicate}", where=str(subject), remedy="Complete it in data/questions.")
    return str(value)


def _by_language(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, str]:
    values = (each for each in graph.objects(subject, predicate) if isinstance(each, Literal))
    return {each.language or "": str(each) for each in values}
