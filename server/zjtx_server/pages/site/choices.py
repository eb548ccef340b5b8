"""What may be filled into the form of the match, as data: for programs that offer a form of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zjtx_kg.extract.qualify.levels import LEVELS
from zjtx_kg.match.profile import STANDARD
from zjtx_kg.vocabulary import Concept, load_vocabulary
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.web.views import Column

COLUMNS = tuple(map(Column, ("parameter", "value", "name", "english", "thing")))
TITLES = ("new", "reached", "kept")


def choice_rows(choices: Mapping[str, Any]) -> Iterator[Row]:
    """A row for each parameter and value that the form offers: the regions, then titles, then what was done."""
    for row in choices["regions"]:
        yield {
            "parameter": "region",
            "value": row["code"],
            "name": row.get("name", row["code"]),
            "thing": row["region"],
        }
    for parameter in TITLES:
        for tier in choices["tiers"]:
            for level in LEVELS:
                yield _row(parameter, f"{level}:{tier.notation}", *levelled(level, tier), tier)
    for each in choices["flags"]:
        yield _row(each.notation, "1", each.label_zh, each.label_en, each)
    for parameter, names, skipped in (
        ("did", ("done", "others"), ""),
        ("standard", ("standards",), STANDARD),
        ("prize", ("prizes",), ""),
    ):
        for name in names:
            for each in choices[name]:
                yield _row(parameter, each.notation.removeprefix(skipped), each.label_zh, each.label_en, each)


def levelled(level: str | None, of: Concept) -> tuple[str, str]:
    """A tier or an occasion of a level, in Chinese and English."""
    if not level:
        return of.label_zh, of.label_en
    above = load_vocabulary("levels").concepts[level]
    return above.label_zh + of.label_zh, f"{above.label_en} {of.label_en}"


def _row(parameter: str, value: str, name: str, english: str, concept: Concept) -> Row:
    return {"parameter": parameter, "value": value, "name": name, "english": english, "thing": concept.iri}
