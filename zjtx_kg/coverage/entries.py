"""The entries of a record by the words they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from zjtx_kg.model import Quote, Record


def named_quotes(record: Record) -> Iterator[tuple[str, Quote]]:
    """The quotes of the record but the measures' own, each with its entry's name: `award 3`, `m4`, `issued`."""
    yield from record.fields.quotes.items()
    for number, citation in enumerate(record.fields.basis, 1):
        yield f"basis {number}", citation.quote
    for measure in record.measures:
        yield from ((measure.id, unit.quote) for unit in measure.departments)
    for number, task in enumerate(record.tasks, 1):
        yield f"task {number}", task.quote
        yield from ((f"task {number}", unit.quote) for unit in task.departments)
    yield from ((f"award {number}", award.quote) for number, award in enumerate(record.awards, 1))
    yield from ((f"target {number}", target.quote) for number, target in enumerate(record.targets, 1))
    yield from (("ladder", tier.quote) for step in record.ladder for tier in step)
