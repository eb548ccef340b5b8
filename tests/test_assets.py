"""Files that browsers get beside the pages, and what the pages do without charts and editor."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from server_process import DATA, PATIENCE, ROOT, Server, command, running, setting, started

BROWSER = "text/html,*/*;q=0.8"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's code as it is where npm is missing."""
    package = tmp_path_factory.mktemp("bare")
    shutil.copytree(ROOT / "server" / "zjtx_server", package / "zjtx_server", ignore=shutil.ignore_patterns("bundle"))
    return package


@pytest.fixture(scope="module")
def without_bundle(bare: Path) -> Iterator[Server]:
    with started(command(DATA / "small.trig"), bare) as server:
        yield server


def test_the_lock_file_names_no_address() -> None:
    lock = (ROOT / "server" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert not re.findall(r"https?://[^\"]*", lock)


def test_a_version_of_a_file_is_kept_for_long(server: Server) -> None:
    named = re.search(r"/static/style.css\?v=\w+", server.ask("/", Accept=BROWSER).text)
    assert named
    assert "immutable" in server.ask(named[0]).headers["Cache-Control"]
    for other in ("/static/style.css", "/static/style.css?v=0"):  # may be another file tomorrow
        assert server.ask(other).headers["Cache-Control"] == "public, no-cache"
        assert server.ask(other).headers["ETag"]


def test_without_the_bundle_the_terminal_says_so(bare: Path) -> None:
    words = [sys.executable, "-m", "zjtx_kg.cli", "serve", "--data", "no-such-file.ttl"]
    done = subprocess.run(words, capture_output=True, timeout=PATIENCE, check=False, **setting(bare))
    assert len([line for line in done.stderr.splitlines() if "npm" in line]) == 1


@pytest.mark.parametrize("path", ["/", "/sparql", "/en/sparql"])
def test_without_the_bundle_pages_answer_without_scripts(without_bundle: Server, path: str) -> None:
    reply = without_bundle.ask(path, Accept=BROWSER)
    assert reply.status == 200
    assert "<script" not in reply.text
