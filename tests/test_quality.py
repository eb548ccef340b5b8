"""The figures of extraction on the annotated documents: a fall fails."""

from __future__ import annotations

import pytest

from zjtx_kg.catalogue import load_catalogue
from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.assess import ALL, assess
from zjtx_kg.resources import resource

LEAST = 0.97  # exact F1


@pytest.fixture(scope="module")
def scores() -> dict[str, Evaluation]:
    return dict(assess(resource("data"), resource("data") / "gold", lambda *_: None))


def test_every_document_of_the_catalogue_is_annotated(scores: dict[str, Evaluation]) -> None:
    assert set(scores) == {ALL, *(entry.id for entry in load_catalogue(resource("data")))}


@pytest.mark.parametrize("kind", ["measures", "responsibilities", "tasks", "awards", "targets", "ladder", "basis"])
def test_exact_f1(scores: dict[str, Evaluation], kind: str) -> None:
    for name, score in scores.items():
        assert score[kind].exact_f1 >= LEAST, (name, [str(miss) for miss in score[kind].misses])


def test_every_document_field_is_right(scores: dict[str, Evaluation]) -> None:
    assert [str(miss) for miss in scores[ALL]["document"].misses] == []
