"""A policy whose last day is over says so: on any day the same page, and the browser's clock decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from server_process import Server

from browser.chromium import window

POLICY, LAST_DAY = "wuhan-2021", "2024-12-31"
OVER = {"": "已失效", "/en": "Expired"}


@pytest.mark.parametrize("prefix", OVER)
@pytest.mark.parametrize(
    ("now", "is_over"),
    [
        (f"{LAST_DAY}T15:59:00Z", False),  # a minute before midnight in China
        (f"{LAST_DAY}T16:00:00Z", True),
        ("2019-01-01T00:00:00Z", False),
    ],
)
def test_the_end_of_a_policy_is_told(browser: Browser, server: Server, prefix: str, now: str, is_over: bool) -> None:
    with window(browser, server.address) as fresh:
        fresh.page.clock.set_fixed_time(now)
        fresh.go(f"{prefix}/id/policy/{POLICY}")
        expect(fresh.page.get_by_text(OVER[prefix], exact=True)).to_be_visible(visible=is_over)
        assert not fresh.complained()
