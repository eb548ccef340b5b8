"""Record → themes and instruments of its measures: what each is about and by what means it works.

Nothing of this stands in the text as such; it is concluded from words, and each conclusion keeps the words that gave
the ground for it. The words are data: labels of the vocabularies of themes and instruments, and the patterns of
`rules/themes.toml` and `rules/instruments.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zjtx_kg.classify.instruments import instruments_of
from zjtx_kg.classify.themes import themes_of
from zjtx_kg.classify.wording import Wording
from zjtx_kg.knowledge import Knowledge
from zjtx_kg.model import Classification, Finding, Measure, Record

__all__ = ["classify", "classify_measure", "unclassified"]


def classify(record: Record, knowledge: Knowledge) -> dict[str, tuple[Classification, ...]]:
    """For each measure's id its themes in order, the first the main one, then its instruments."""
    return {measure.id: classify_measure(measure, knowledge) for measure in record.measures}


def classify_measure(measure: Measure, knowledge: Knowledge) -> tuple[Classification, ...]:
    """One to three themes, none where its words tell of none, then the instruments."""
    wording = Wording.of(measure)
    return (*themes_of(wording, knowledge), *instruments_of(wording, knowledge))


def unclassified(record: Record, classes: Mapping[str, tuple[Classification, ...]]) -> Iterator[Finding]:
    """A finding for each measure of which no theme is known."""
    for measure in record.measures:
        if not any(each.scheme == "theme" for each in classes[measure.id]):
            message = f"no theme is known for measure {measure.number}: {measure.text[:24]}"
            yield Finding("classify.no-theme", message, "warning", measure.quote.span)
