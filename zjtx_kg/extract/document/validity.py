"""Until when a policy is valid, where its text states the last day or lets it be computed from stated days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from zjtx_kg.extract.document.page import Line, Read, fields_rules, iso_day
from zjtx_kg.extract.quantities import read_numeral
from zjtx_kg.model import Document

# Validity is stated in the last paragraphs of a policy; measures before them speak of that of other policies too.
CLOSING_LINES = 6


def find_validity(document: Document, lines: Sequence[Line]) -> Read | None:
    """The last day of validity, from the last sentence of `lines` that states it for the policy itself.

    Near the end of the text any sentence on validity is taken as the policy's; before, one that names the policy.
    """
    for distance, line in enumerate(reversed(lines)):
        if distance >= CLOSING_LINES and not fields_rules()["of-the-policy"].search(line.text):
            continue
        for sentence in fields_rules()["sentence"].find(line.text):
            found = _last_day(sentence[0], distance < CLOSING_LINES)
            if found:
                match, day, rule = found
                return Read(day, document.quote(line.span(match).shift(sentence.start()), rule))
    return None


def _last_day(sentence: str, closing: bool) -> tuple[re.Match[str], str, str] | None:
    """The words that state the last day, the day, and the rule that read it."""
    rules = fields_rules()
    own = rules["of-the-policy"].search(sentence) or (closing and rules["of-the-closing"].search(sentence))
    if not own or rules["of-a-recognition"].search(sentence):
        return None
    for name, last_day in (("valid-until", _stated), ("valid-for", _computed), ("valid-for-reversed", _computed)):
        found = rules[name].search(sentence)
        day = last_day(found) if found else None
        if found and day:
            return found, day, rules[name].id
    return None


def _stated(found: re.Match[str]) -> str | None:
    """The day itself; of a month or a year whose end is stated, its last day."""
    if found["day"]:
        return iso_day(found["year"], found["month"], found["day"])
    first = iso_day(found["year"], found["month"] or "12", "1")
    if first is None:
        return None
    month = date.fromisoformat(first)
    return month.replace(day=monthrange(month.year, month.month)[1]).isoformat()


def _computed(found: re.Match[str]) -> str | None:
    """The day before the one that follows the first day by the stated number of years."""
    first, years = iso_day(found["year"], found["month"], found["day"]), read_numeral(found["term"])
    if first is None or not isinstance(years, int):
        return None
    start = date.fromisoformat(first)
    try:
        return (start.replace(year=start.year + years) - timedelta(days=1)).isoformat()
    except ValueError:  # from 29 February on: the years end with a February that lacks it
        return date(start.year + years, 2, 28).isoformat()
