"""From what somebody set to the query that is asked; what is not known is refused with what there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zjtx_kg.errors import QueryError
from zjtx_kg.questions.model import Parameter, Question, narrowed, with_prefixes

Ask = Callable[[str], Sequence[Mapping[str, str]]]  # rows of a SELECT query, as text by variable
ALL = 10_000  # values that a name is looked for among
LISTED = 40  # values that a message tells


def query_of(question: Question, given: Mapping[str, str], ask: Ask) -> tuple[str, dict[str, str]]:
    """The query of a question, and the values with which it is asked.

    Args:
        question: what is asked.
        given: values by the names of parameters. What is not named has its default; an empty value sets none.
        ask: asks the graph, for the values that it knows.

    Raises:
        QueryError: a parameter or value is not known, or one is missing.
    """
    names = [parameter.name for parameter in question.parameters]
    if unknown := sorted(given.keys() - names):
        known = f"It has: {', '.join(names)}." if names else "It has none."
        raise QueryError(f"{question.name} has no parameter {unknown[0][:40]!r}", remedy=known)
    setting = {each.name: value for each in question.parameters if (value := _value(each, given, ask))}
    return question.query(setting), setting


def _value(parameter: Parameter, given: Mapping[str, str], ask: Ask) -> str:
    value = given.get(parameter.name, parameter.default).strip()
    if not value and not parameter.optional:
        raise QueryError(f"{parameter.name} must have a value", remedy=f"It looks like {parameter.example}.")
    if value and parameter.values and value != parameter.default:
        return _known(parameter, value, ask)
    return value


def _known(parameter: Parameter, value: str, ask: Ask) -> str:
    """The value that the graph knows, given as such or by its name (武汉市)."""
    fits = parameter.fits(value)
    if fits and ask(with_prefixes(narrowed(parameter.values, {"value": parameter.term(value)}))):
        return value
    pairs = known_values(parameter, ask, ALL)
    named = [known for known, name in pairs if name == value]
    if len(named) == 1:
        return named[0]
    told = ", ".join(" ".join(pair).strip() for pair in pairs[:LISTED])
    form = "" if fits else f"It looks like {parameter.example}, or is a name. "
    raise QueryError(
        f"{parameter.name} {value[:80]!r} is not known here",
        remedy=f"{form}Known are: {told}{' and more' if len(pairs) > LISTED else ''}.",
    )


def known_values(parameter: Parameter, ask: Ask, most: int) -> list[tuple[str, str]]:
    """The first values of a parameter that the graph knows, each with its name; none where any may be set."""
    rows = ask(with_prefixes(f"{parameter.values}\nLIMIT {most}")) if parameter.values else ()
    return [(row["value"].removeprefix(parameter.space), row.get("name", "")) for row in rows]
