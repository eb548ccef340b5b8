"""The questions that the graph is asked most: SPARQL queries kept as data, with parameters (docs/questions.md)."""

from zjtx_kg.questions.asking import Ask, known_values, query_of
from zjtx_kg.questions.load import load_questions, question_named
from zjtx_kg.questions.model import Parameter, Question
from zjtx_kg.questions.rdf import questions_graph

__all__ = [
    "Ask",
    "Parameter",
    "Question",
    "known_values",
    "load_questions",
    "query_of",
    "question_named",
    "questions_graph",
]
