"""Errors that a user can act on: each says what is wrong, where, and what to do."""

from __future__ import annotations

ENDINGS = (".", "!", "?", "。", "\n")


class ZjtxError(Exception):
    """Base of all errors that the command line prints as a message instead of a trace.

    Args:
        problem: what is wrong, one sentence.
        where: the file, document or place it concerns, as the user knows it.
        remedy: what to do about it, one sentence.
    """

    exit_code = 1

    def __init__(self, problem: str, *, where: str = "", remedy: str = "") -> None:
        self.problem, self.where, self.remedy = problem, where, remedy
        said = ": ".join(part for part in (where, problem) if part)
        super().__init__(f"{said}{'' if said.endswith(ENDINGS) else '.'} {remedy}" if remedy else said)


class ArgumentError(ZjtxError):
    """A file that an argument names, other than a source, is missing or broken."""

    exit_code = 2


class SourceError(ZjtxError):
    """A source cannot be read: missing, empty, binary or in no known encoding."""

    exit_code = 3


class CatalogueError(ZjtxError):
    """The catalogue of sources contradicts itself or the files it names."""

    exit_code = 4


class VocabularyError(ZjtxError):
    """An ontology, vocabulary or rule file is broken."""

    exit_code = 5


class ValidationError(ZjtxError):
    """The graph violates its shapes or is inconsistent; nothing was published."""

    exit_code = 6


class ReleaseError(ZjtxError):
    """A release cannot be written, found or opened."""

    exit_code = 7


class QueryError(ZjtxError):
    """A query is not valid SPARQL or cannot be answered."""

    exit_code = 8


class ProcessingError(ZjtxError):
    """A document was not processed to its end: a fault of the program, not of the document."""

    exit_code = 9


class NotCheckedError(ZjtxError):
    """A check that was asked for could not be run."""

    exit_code = 10


class FallError(ZjtxError):
    """A figure of the evaluation is lower than the recorded one."""

    exit_code = 11


class StoreError(ZjtxError):
    """A SPARQL endpoint elsewhere cannot be reached, refuses, or does not hold what it should."""

    exit_code = 12
