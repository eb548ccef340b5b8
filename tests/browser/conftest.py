"""What the tests in the browser share: a server of the five documents, and the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from server_process import Server, running

from browser.chromium import Window, chromium, window


@pytest.fixture(scope="package")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def shared_window(browser: Browser, server: Server) -> Iterator[Window]:
    """A window for all pages that leave nothing behind."""
    with window(browser, server.address) as shared:
        yield shared


@pytest.fixture
def fresh_window(browser: Browser, server: Server) -> Iterator[Window]:
    """A window for a flow."""
    with window(browser, server.address, accept_downloads=True) as fresh:
        yield fresh
