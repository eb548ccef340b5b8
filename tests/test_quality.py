"""The figures of extraction on the annotated documents: a fall fails."""

from __future__ import annotations

import pytest

from zjtx_kg.evaluate.assess import DOCUMENTS, Scores
from zjtx_kg.evaluate.report import Report, evaluate_documents
from zjtx_kg.resources import resource

LEAST = 0.97  # exact F1 that must not be recorded away


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate_documents(resource("data"), resource("data") / "gold", lambda *_: None, left_out=False)


@pytest.fixture(scope="module")
def scores(report: Report) -> Scores:
    return report.assessment[DOCUMENTS]


def test_no_figure_is_lower_than_recorded(report: Report) -> None:
    report.refuse_falls()


def test_every_annotation_is_of_a_document_in_the_catalogue_and_recorded(report: Report, scores: Scores) -> None:
    assert set(scores) == {path.stem for path in (resource("data") / "gold").glob("*.json")}
    assert not report.changes.unrecorded


@pytest.mark.parametrize("kind", ["measures", "responsibilities", "tasks", "awards", "targets", "ladder", "basis"])
def test_exact_f1(scores: Scores, kind: str) -> None:
    for name, score in scores.items():
        assert score[kind].exact_f1 >= LEAST, (name, [str(miss) for miss in score[kind].misses])


def test_every_document_field_is_right(scores: Scores) -> None:
    assert [str(miss) for score in scores.values() for miss in score["document"].misses] == []
