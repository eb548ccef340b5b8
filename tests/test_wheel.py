"""The wheel in an empty environment: it carries its documents and builds from any folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment in which only the wheel and what it asks for are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--python", sys.executable, environment], check=True, capture_output=True)
    install = [
        *uv,
        "pip",
        "install",
        "--python",
        environment / "bin" / "python",
        "--constraint",
        ROOT / "requirements.lock",
        wheel,
    ]
    subprocess.run(install, check=True, capture_output=True)
    return environment / "bin"


def test_builds_from_the_documents_it_carries(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [installed / "zjtx-kg", "build", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    count = ["query", "SELECT (COUNT(?p) AS ?n) WHERE { ?p a zjtx:Policy ; zjtx:status ?s }", "--format", "csv"]
    answer = subprocess.run([installed / "zjtx-kg", *count], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["n", "5"]


def test_adds_documents_and_leaves_its_own_alone(installed: Path, tmp_path: Path) -> None:
    """Into a folder of the user's; what the wheel carries is not written to."""
    own = next(installed.parent.glob("lib/python*/site-packages/zjtx_kg/resources/data"))
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    wuhan = own / "sources" / "wuhan-2021.txt"
    added = subprocess.run(
        [installed / "zjtx-kg", "add", wuhan, "--yes", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (added.returncode, added.stdout) == (0, "wuhan-2021\n"), added.stderr
    assert (tmp_path / "policies" / "sources" / "wuhan-2021.txt").read_bytes() == wuhan.read_bytes()
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before
