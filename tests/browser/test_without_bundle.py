"""Where nothing was bundled there are no charts and no editor; the pages say so, and the rest is as everywhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from server_process import ROOT, Server, command, started

from browser.chromium import Window, window
from zjtx_kg.iris import ZJTX


@pytest.fixture(scope="module")
def bare(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose files are those of a checkout in which nothing was bundled."""
    copy = tmp_path_factory.mktemp("without")
    shutil.copytree(ROOT / "server" / "zjtx_server", copy / "zjtx_server", ignore=shutil.ignore_patterns("bundle"))
    with started(["env", f"PYTHONPATH={copy}:{ROOT}", *command(release)]) as server:
        yield server


@pytest.fixture
def visitor(browser: Browser, bare: Server) -> Iterator[Window]:
    with window(browser, bare.address) as fresh:
        yield fresh
        assert not fresh.complained()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/awards/overview", "此处没有图表组件（尚未运行 make bundle）；数字见表格。"),
        ("/en/awards/overview", "No charts here"),
        ("/sparql", "此处没有编辑器（尚未运行 make bundle）：没有补全和语法提示，查询照常。"),
    ],
)
def test_a_page_says_what_is_missing(visitor: Window, address: str, says: str) -> None:
    assert visitor.go(address) == 200
    expect(visitor.page.get_by_role("main")).to_contain_text(says)
    assert not visitor.page.locator("script").count()


def test_the_numbers_of_a_chart_are_in_its_table(visitor: Window) -> None:
    visitor.go("/awards/overview")
    expect(visitor.page.get_by_role("row").filter(has_text="武汉市")).to_contain_text("50")


def test_a_query_is_asked_in_a_plain_field(visitor: Window) -> None:
    page = visitor.page
    visitor.go("/sparql")
    page.get_by_label("查询语句").fill(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?award a <{ZJTX.Award}> }}")
    page.get_by_role("main").get_by_role("button", name="查询", exact=True).click()
    expect(page.locator("table#rows td")).to_have_text(re.compile("^[1-9][0-9]+$"))
