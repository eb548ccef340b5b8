"""Whole pages beyond the project's own documents: no kind of entry may fall below what is read today."""

from __future__ import annotations

from pathlib import Path

import pytest

from zjtx_kg.evaluate import Evaluation
from zjtx_kg.evaluate.assess import PAGES, total
from zjtx_kg.evaluate.report import Report, evaluate_pages

FOLDER = Path(__file__).parent / "data" / "pages"

# Least exact F1 over the first three sets (tests/data/pages/README.md tells the figures at first reading); besides, the
# recorded figures guard every page of all sets.
FIRST_SETS = ("set-1/", "set-2/", "set-3/")
LEAST = {
    "document": 0.99,
    "basis": 0.99,
    "measures": 0.99,
    "responsibilities": 0.99,
    "tasks": 0.99,
    "awards": 0.97,
    "targets": 0.94,
    "ladder": 0.95,
}


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate_pages(FOLDER, lambda *_: None)


@pytest.fixture(scope="module")
def score(report: Report) -> Evaluation:
    """The pages of the first sets together."""
    pages = report.assessment[PAGES]
    return total({name: score for name, score in pages.items() if name.startswith(FIRST_SETS)})


def test_no_figure_is_lower_than_recorded(report: Report) -> None:
    report.refuse_falls()


def test_all_pages_are_recorded_and_each_set_was_seen_a_first_time(report: Report) -> None:
    assert not report.changes.unrecorded
    assert {name.split("/")[0] for name in report.assessment[PAGES]} == set(report.first_sight)


@pytest.mark.parametrize("kind", LEAST)
def test_exact_f1(score: Evaluation, kind: str) -> None:
    tally = score[kind]
    assert tally.exact_f1 >= LEAST[kind], [str(miss) for miss in tally.misses]
