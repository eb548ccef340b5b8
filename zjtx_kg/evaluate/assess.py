"""Extraction held against annotations: the figures of `zjtx-kg evaluate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zjtx_kg.evaluate import NOTHING, Evaluation, evaluate
from zjtx_kg.evaluate.cases import Case
from zjtx_kg.evaluate.classes import evaluate_classes
from zjtx_kg.evaluate.things import evaluate_indicators, evaluate_things
from zjtx_kg.knowledge import Knowledge, load_knowledge
from zjtx_kg.model import Record
from zjtx_kg.parallel import Progress
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_source
from zjtx_kg.records import Json, load_record_json, record_json
from zjtx_kg.resolve import resolve

Scores = Mapping[str, Evaluation]
"""Case → its evaluation."""
Assessment = Mapping[str, Scores]
"""What is told apart (`DOCUMENTS`, `LEFT_OUT`, `PAGES`, `LINKS`) → its scores."""

DOCUMENTS, LEFT_OUT, PAGES, LINKS = "documents", "left out", "composed pages", "links"


def assess(cases: Sequence[Case], progress: Progress) -> Scores:
    """Read each case as a release would and compare it with its annotation; `progress` is told of each document."""
    knowledge = load_knowledge()
    scores: dict[str, Evaluation] = {}
    read: dict[str, Record] = {}
    progress("documents", 0, len(cases))
    for done, case in enumerate(cases, 1):
        reading = read_document(read_source(case.source, case.id), knowledge)
        read[case.id] = reading.record
        gold = load_record_json(case.annotation)
        records = evaluate(gold, judged(reading.record, knowledge))
        things = evaluate_things(case, reading.record, knowledge)
        scores[case.id] = records + things + evaluate_classes(case, gold, knowledge)
        progress("documents", done, len(cases))
    indicators = evaluate_indicators(cases, read, knowledge)
    return {name: score + meeting for (name, score), meeting in zip(scores.items(), indicators, strict=True)}


def judged(record: Record, knowledge: Knowledge) -> Json:
    """The record as JSON, with what is concluded from it in its entries: the occasions of awards."""
    written = record_json(record)
    for award, asked in zip(written["awards"], resolve(record, knowledge).occasions, strict=True):
        award["occasions"] = [each.notation for each in asked.classifications]
    return written


def total(scores: Scores) -> Evaluation:
    """All cases together."""
    return sum(scores.values(), NOTHING)
