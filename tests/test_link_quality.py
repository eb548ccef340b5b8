"""The figures of links against the tables made by reading: a fall fails."""

from __future__ import annotations

import pytest

from zjtx_kg.evaluate.assess import LINKS, total
from zjtx_kg.evaluate.report import Report, evaluate_links
from zjtx_kg.resources import resource


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate_links(resource("data"), resource("data") / "gold", lambda *_: None)


def test_no_figure_is_lower_than_recorded(report: Report) -> None:
    report.refuse_falls()
    assert not report.changes.unrecorded


def test_passages_that_count_are_found(report: Report) -> None:
    passages = total(report.assessment[LINKS])["passages"]
    assert passages.gold > 30
    assert passages.recall >= 0.95
    assert passages.precision >= 0.95
