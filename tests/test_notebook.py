"""The notebook of the documentation runs on the release from its first cell to its last, and draws what it says."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent.parent / "docs" / "questions.ipynb"
QUESTIONS = 5
SECONDS = 300  # for one cell, also on a machine that is busy


@pytest.fixture(scope="module")
def outputs(release: Path) -> list[nbformat.NotebookNode]:
    """All outputs of the notebook, run on the release."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ZJTX_RELEASE", str(release))
        NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_each_question_has_a_plot(outputs: list[nbformat.NotebookNode]) -> None:
    assert sum("image/png" in output.get("data", {}) for output in outputs) == QUESTIONS


def test_tables_show_what_is_quoted_and_what_is_concluded(outputs: list[nbformat.NotebookNode]) -> None:
    tables = [output["data"]["text/plain"] for output in outputs if "text/html" in output.get("data", {})]
    assert len(tables) == QUESTIONS + 1
    awards = tables[1]
    assert all(words in awards for words in ("嘉兴市", "1500000.0", "武汉市", "500000.0", "未提及", "原文"))
    assert "推断" in tables[-1]


def test_what_is_kept_was_run_whole() -> None:
    """The outputs that readers see were made by these cells, in order."""
    cells = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
