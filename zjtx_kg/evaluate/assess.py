"""Extraction held against the annotations of a folder: the figures of `zjtx-kg evaluate`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table

from zjtx_kg.catalogue import load_catalogue
from zjtx_kg.errors import SourceError
from zjtx_kg.evaluate import KINDS, NOTHING, Evaluation, Tally, evaluate
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.parallel import Progress
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_source
from zjtx_kg.records import load_record_json, record_json

Scores = Mapping[str, Evaluation]

ALL = "all"
WIDTH = 120


def assess(data: Path, gold: Path, progress: Progress) -> Scores:
    """Evaluate each document of the catalogue that has an annotation `gold/ID.json`; `all` adds them up.

    Raises:
        SourceError: no document of the catalogue has an annotation there.
    """
    knowledge = load_knowledge()
    scores: dict[str, Evaluation] = {}
    entries = load_catalogue(data)
    progress("documents", 0, len(entries))
    for done, entry in enumerate(entries, 1):
        annotation = gold / f"{entry.id}.json"
        if annotation.is_file():
            reading = read_document(read_source(data / entry.file, entry.id), knowledge)
            scores[entry.id] = evaluate(load_record_json(annotation), record_json(reading.record))
        progress("documents", done, len(entries))
    if not scores:
        raise SourceError(
            "no annotation for any document of the catalogue",
            where=str(gold),
            remedy="Name them ID.json after the catalogue.",
        )
    return {**scores, ALL: sum(scores.values(), NOTHING)}


def figures(scores: Scores) -> str:
    """The figures as JSON: document → kind → counts and rates, rates rounded to four digits."""
    return json.dumps(
        {name: {kind: _figures(score[kind]) for kind in KINDS} for name, score in scores.items()},
        ensure_ascii=False,
        indent=1,
    )


def _figures(tally: Tally) -> dict[str, float]:
    rates = {name: round(getattr(tally, name), 4) for name in ("precision", "recall", "f1", "exact_f1")}
    return {"gold": tally.gold, "predicted": tally.predicted, "found": tally.found, "exact": tally.exact, **rates}


def show_figures(scores: Scores) -> str:
    """The figures as tables, one for each document and one for all."""
    out = StringIO()
    console = Console(file=out, width=WIDTH)
    for name, score in scores.items():
        table = Table("kind", *("gold", "found", "exact", "precision", "recall", "F1", "exact F1"), title=name)
        for kind in KINDS:
            tally = score[kind]
            rates = (tally.precision, tally.recall, tally.f1, tally.exact_f1)
            table.add_row(kind, *map(str, (tally.gold, tally.found, tally.exact)), *(f"{rate:.3f}" for rate in rates))
        console.print(table)
    return out.getvalue()


def show_misses(scores: Scores) -> str:
    """Every entry that is missing, extra or differs, one a line."""
    return "".join(
        f"{name} {kind}: {miss.what}: {miss.entry}{' — ' + miss.how if miss.how else ''}\n"
        for name, score in scores.items()
        if name != ALL
        for kind in KINDS
        for miss in score[kind].misses
    )
