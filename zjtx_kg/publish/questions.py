"""The list of questions for people."""

from __future__ import annotations

from zjtx_kg.questions import Question, load_questions


def list_questions() -> str:
    """All questions with their parameters and the defaults of these, three lines each."""
    return "".join(map(_told, load_questions()))


def _told(question: Question) -> str:
    settings = " ".join(f"{each.name}={each.default}" for each in question.parameters)
    return f"{question.number:2} {question.name} {settings}\n   {question.comment['zh']}\n   {question.comment['en']}\n"
