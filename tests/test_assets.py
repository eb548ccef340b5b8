"""Files that browsers get beside the pages, and what the pages do without charts and editor."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from server_process import DATA, PATIENCE, ROOT, Server, command, running, started

FRONTEND = ROOT / "server" / "frontend"
BROWSER = "text/html,*/*;q=0.8"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's package as it is where npm is missing."""
    package = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "server" / "zjtx_server", package / "zjtx_server", ignore=shutil.ignore_patterns("bundle"))
    return package


@pytest.fixture(scope="module")
def without_bundle(bare: Path) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(bare), str(ROOT))))
        with started(command(DATA / "small.trig"), env=dict(os.environ)) as server:
            yield server


def test_the_lock_file_names_no_address() -> None:
    assert not re.findall(r"https?://[^\"]*", (FRONTEND / "package-lock.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["style.css", "chart.css", "icon.svg"])
def test_a_version_of_a_file_is_kept_for_long(server: Server, name: str) -> None:
    page = server.ask("/en/sparql", Accept=BROWSER).text + server.ask("/", Accept=BROWSER).text
    named = re.search(rf"/static/{name}\\?v=\\w+", page)
    if named:
        assert "immutable" in server.ask(named[0]).headers["Cache-Control"]
    for other in (f"/static/{name}", f"/static/{name}?v=0"):  # may be another file tomorrow
        assert server.ask(other).headers["Cache-Control"] == "public, no-cache"
        assert server.ask(other).headers["ETag"]
