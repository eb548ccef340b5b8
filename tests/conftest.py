"""What several tests share: one release of the project's own documents, built once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from zjtx_kg.publish.build import build
from zjtx_kg.resources import resource

# The same examples each time, and no example fails because the machine is busy.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a release of the five documents."""
    return build(resource("data"), tmp_path_factory.mktemp("out"), silent, jobs=1)
