"""Do facts say what their quotes say? Names, texts and sums against the quoted words, quotes against their measure.

The words are those of the source made whole, so most of a name's characters stand in its quote, but not all as one run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from rdflib import PROV, RDF, Graph, Literal
from rdflib.term import Node

from zjtx_kg.extract.quantities import find_quantities
from zjtx_kg.iris import SHAPES, ZJTX, folded
from zjtx_kg.validate.quotes import Quoted
from zjtx_kg.validate.terms import Wrong

LIKE = Fraction(2, 3)  # of a name's characters stand in its quote
WORDS = {
    ZJTX.text: SHAPES["statement.text-in-quote"],
    ZJTX.recipient: SHAPES["award.recipient-in-quote"],
    ZJTX.indicatorAsPrinted: SHAPES["target.indicator-in-quote"],
}
FIGURES = {
    ZJTX.amount: SHAPES["award.amount-in-quote"],
    ZJTX.maximumAmount: SHAPES["award.amount-in-quote"],
    ZJTX.minimumAmount: SHAPES["award.amount-in-quote"],
    ZJTX.value: SHAPES["target.value-in-quote"],
}
WHOLE = 100  # per cent, which a coverage in words (全覆盖) is counted as


def unlike_quotes(data: Graph, quotes: Mapping[Node, Quoted]) -> Iterator[Wrong]:
    """The shape, statement and value of each that its quote does not bear out."""
    of = {statement: quotes[quote] for statement, quote in data.subject_objects(PROV.wasQuotedFrom) if quote in quotes}
    for checks, bears_out in ((WORDS, _is_like), (FIGURES, _is_read)):
        for predicate, shape in checks.items():
            for statement, value in data.subject_objects(predicate):
                words = of[statement].words if statement in of else []
                if isinstance(value, Literal) and any(not bears_out(value, quote) for quote in words):
                    yield shape, statement, value
    for statement, measure in data.subject_objects(ZJTX.measure):
        if statement in of and measure in of and (statement, RDF.type, ZJTX.Task) not in data:
            places, around = of[statement].places, of[measure].places
            if not all(first <= start and end <= last for start, end in places for first, last in around):
                yield SHAPES["part.quote-in-measure"], statement, measure


def _is_like(value: str, quote: str) -> bool:
    """Whether most of the characters stand in the quote, however often they do there."""
    wanted, there = Counter(folded(value)), Counter(folded(quote))
    return (wanted & there).total() >= wanted.total() * LIKE


def _is_read(value: Literal, quote: str) -> bool:
    """Whether the number stands in the quote, with 万 and 亿 multiplied out; a coverage in words is all of them.

    What is no number is reported by its own shape.
    """
    figure = value.toPython()
    if not isinstance(figure, int | Decimal):
        return True
    # Cells stand on lines of their own, and no number goes on in the next.
    cells = (quantity for cell in quote.split("\n") for quantity in find_quantities(f"达到{cell}"))
    quantities = (*find_quantities(quote), *cells)
    read = {Fraction(str(number)) for each in quantities for number in (each.value, each.upper) if number is not None}
    return Fraction(figure) in read or (not read and figure == WHOLE)
