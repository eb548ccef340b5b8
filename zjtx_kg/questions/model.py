"""A question with its parameters, as the files in `data/questions/` have it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from rdflib import XSD

from zjtx_kg.errors import QueryError
from zjtx_kg.iris import PREFIXES

PREFIXED = re.compile(r'<[^<>\s]*>|"[^"]*"|([a-z-]+):\w')  # behind IRIs and strings, which hold colons too


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be set in a question: its name is that of a variable of the query.

    Args:
        name: such as `region`.
        label: what it is called, by language.
        comment: what a value looks like, by language.
        pattern: regular expression that a value is, whole.
        example: a value.
        space: what the IRI of a value begins with; empty where values are literals.
        datatype: IRI of the type of literals.
        values: SELECT query for the values that the graph knows, as `?value` and `?name`; empty for any.
        default: value where none is given; empty for none.
        optional: whether the question can be asked without a value.
    """

    name: str
    label: Mapping[str, str]
    comment: Mapping[str, str]
    pattern: str
    example: str
    space: str = ""
    datatype: str = ""
    values: str = ""
    default: str = ""
    optional: bool = True

    def fits(self, value: str) -> bool:
        """Whether a value of this parameter may look so."""
        key = value.removeprefix(self.space)
        return re.fullmatch(self.pattern, key) is not None and self._is_term(key)

    def term(self, value: str) -> str:
        """A value as a term of SPARQL.

        Raises:
            QueryError: no value of this parameter looks so.
        """
        if not self.fits(value):
            raise QueryError(
                f"{self.name} cannot be {value[:40]!r}", remedy=f"It looks like {self.example}: {self.comment['en']}"
            )
        key = value.removeprefix(self.space)
        return f"<{self.space}{key}>" if self.space else f'"{key}"^^<{self.datatype}>'

    def _is_term(self, key: str) -> bool:
        """Whether an IRI may end so, or a calendar has that day."""
        try:
            if self.space:
                ox.NamedNode(self.space + key)
            elif self.datatype == str(XSD.date):
                date.fromisoformat(key)
        except ValueError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Question:
    """A question that one SELECT query answers.

    Args:
        number: its place in the list.
        name: such as `award-of-a-tier`; the last part of its IRI.
        label: short title, by language.
        comment: the question as an analyst asks it, by language.
        keywords: in both languages.
        parameters: in the order in which they are offered.
        select: the query, without prefixes, as it is where nothing is set.
    """

    number: int
    name: str
    label: Mapping[str, str]
    comment: Mapping[str, str]
    keywords: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    select: str

    def query(self, setting: Mapping[str, str]) -> str:
        """The whole query where these parameters have these values (checked by `term`)."""
        terms = {each.name: each.term(setting[each.name]) for each in self.parameters if setting.get(each.name)}
        return with_prefixes(narrowed(self.select, terms))

    @property
    def defaults(self) -> dict[str, str]:
        """The values of parameters where none are given."""
        return {each.name: each.default for each in self.parameters if each.default}


def narrowed(select: str, terms: Mapping[str, str]) -> str:
    """A query in whose outer pattern these variables are these terms: `VALUES` clauses at its start."""
    clauses = "".join(f"\n  VALUES ?{name} {{ {term} }}" for name, term in terms.items())
    return select.replace("WHERE {", "WHERE {" + clauses, 1)


def with_prefixes(query: str) -> str:
    """A query with the declarations of the prefixes that it uses."""
    used = {found[1] for found in PREFIXED.finditer(query)} - {None}
    lines = [f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items() if name in used]
    return "".join(lines) + query.strip() + "\n"
