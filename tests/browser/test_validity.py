"""A policy whose last day is over says so: on any day the same page, and the browser's clock decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lapsing import LAST_DAY, POLICY, with_last_day
from playwright.sync_api import Browser, expect
from server_process import Server, running

from browser.chromium import window

OVER = {"": "已失效", "/en": "Expired"}


@pytest.fixture(scope="module")
def lapsing(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(with_last_day(release, tmp_path_factory.mktemp("lapsing"))) as server:
        yield server


@pytest.mark.parametrize("prefix", OVER)
@pytest.mark.parametrize(
    ("now", "is_over"),
    [
        (f"{LAST_DAY}T15:59:00Z", False),  # a minute before midnight in China
        (f"{LAST_DAY}T16:00:00Z", True),
        ("2019-01-01T00:00:00Z", False),
    ],
)
def test_the_end_of_a_policy_is_told(browser: Browser, lapsing: Server, prefix: str, now: str, is_over: bool) -> None:
    with window(browser, lapsing.address) as fresh:
        fresh.page.clock.set_fixed_time(now)
        fresh.go(f"{prefix}/id/policy/{POLICY}")
        expect(fresh.page.get_by_text(OVER[prefix], exact=True)).to_be_visible(visible=is_over)
        assert not fresh.complained()
