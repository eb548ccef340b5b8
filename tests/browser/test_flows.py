"""What visitors come for, done as they would do it: with and without scripts, with a mouse and by keyboard alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from server_process import Server

from browser.chromium import Variant, Window, window


@pytest.fixture(params=["with scripts", "without scripts"])
def visitor(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A new visitor, whose browser runs scripts or does not."""
    scripts = request.param == "with scripts"
    with window(browser, server.address, java_script_enabled=scripts, accept_downloads=True) as fresh:
        yield fresh
        assert not fresh.complained()


def marked(page: Page) -> Locator:
    """The words of a policy that an address leads to."""
    page.wait_for_url("**/id/policy/*#c*")
    return page.locator(f"mark[id='{page.url.partition('#')[2]}']")


def test_an_award_is_found_and_its_words_seen_in_the_source_in_three_clicks(visitor: Window) -> None:
    page = visitor.page
    visitor.go("/")
    page.get_by_role("main").get_by_role("searchbox").fill("小巨人")
    page.get_by_role("main").get_by_role("button", name="搜索").click()  # the first click
    found = page.get_by_role("row").filter(has_text="武汉市").filter(has_text="50 万元")
    found.get_by_role("link", name="国家级专精特新“小巨人”企业").click()  # the second
    expect(page.locator(".headline")).to_have_text("50 万元")
    page.get_by_role("link", name="在全文中看").first.click()  # the third
    expect(marked(page)).to_contain_text("国家、省级专精特新“小巨人”企业,市级财政分别给予50万元")
    expect(marked(page)).to_have_class("award")
    expect(marked(page)).to_be_in_viewport()


def test_two_regions_are_compared(visitor: Window) -> None:
    page = visitor.page
    visitor.go("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="比较").click()
    choices = page.get_by_role("main").get_by_role("combobox")
    choices.nth(0).select_option(label="武汉市")
    choices.nth(1).select_option(label="嘉兴市")
    page.get_by_role("main").get_by_role("button", name="比较").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("武汉市")
    giant = page.get_by_role("row").filter(has_text="国家级").filter(has_text="小巨人").first
    expect(giant).to_contain_text("50 万元")
    expect(giant).to_contain_text("150 万元")
    again = page.url.removeprefix(visitor.home)
    visitor.go(again)  # its address lasts
    expect(page.get_by_role("heading", level=1)).to_contain_text("嘉兴市")


def test_an_example_is_asked_and_its_answer_downloaded(visitor: Window, tmp_path: Path) -> None:
    page = visitor.page
    visitor.go("/sparql")
    page.get_by_role("link", name="各地对某一层级的奖补").click()
    page.get_by_role("main").get_by_role("button", name="查询", exact=True).click()
    rows = page.locator("table#rows tbody tr")
    expect(rows.first).to_be_visible()
    shown = rows.count()
    assert shown > 3
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    waiting.value.save_as(tmp_path / "answer.csv")
    told = list(csv.DictReader(StringIO((tmp_path / "answer.csv").read_text("utf-8"))))
    assert len(told) == shown
    assert [*told[0]] == page.locator("table#rows thead th").all_inner_texts()


def test_a_firm_sees_what_it_may_claim_and_prints_it(visitor: Window) -> None:
    page = visitor.page
    visitor.go("/match")
    page.get_by_label("地区").select_option(label="武汉市")
    page.get_by_label("国家级专精特新“小巨人”企业").check()
    page.get_by_label("申报日期").fill("2022-06-30")
    page.get_by_role("button", name="匹配").click()
    expect(page.get_by_role("main")).to_contain_text("50 万元")
    printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") in {1, 2}
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert not page.get_by_role("button", name="匹配").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="看原文位置").first.click()
    expect(marked(page)).to_contain_text("50万元")
    expect(marked(page)).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "folded"),
    [("/compare?region=420100&region=330400", "main details table"), ("/targets/overview", "main details q")],
)
def test_what_is_folded_on_a_screen_is_printed(visitor: Window, address: str, folded: str) -> None:
    page = visitor.page
    visitor.go(address)
    inside = page.locator(folded).first
    assert not inside.is_visible()
    page.emulate_media(media="print")
    assert inside.is_visible()


@pytest.mark.parametrize("address", ["/awards?region=420100&tier=little-giant", "/id/policy/wuhan-2021", "/themes"])
def test_the_other_language_is_that_of_the_same_place(visitor: Window, address: str) -> None:
    page = visitor.page
    visitor.go(address)
    before = page.url.removeprefix(visitor.home)
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url.removeprefix(visitor.home) == f"en/{before}"
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="中文", exact=True).click()
    assert page.url.removeprefix(visitor.home) == before


def focused(page: Page) -> str:
    """What has the focus, in words."""
    return str(
        page.evaluate("() => (document.activeElement?.textContent || document.activeElement?.name || '').trim()")
    )


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """Go on by the Tab key until something with such words has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"no way to {words!r} by {most} Tabs; at the end was {focused(page)!r}")


def test_the_keyboard_alone_is_enough(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.go("/awards")
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    tab_to(page, "武汉市")  # a value of a facet
    page.keyboard.press("Enter")
    page.wait_for_url("**/awards?*region=420100*")
    assert "武汉市" in page.locator(".chips").inner_text()
    tab_to(page, "武汉市")
    page.keyboard.press("Enter")  # and away with it
    page.wait_for_url(lambda address: "region=" not in address)
    assert not fresh_window.complained()


def test_the_menu_of_a_phone_opens_by_keyboard(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.look(Variant(390, "light", "zh"))
    fresh_window.go("/")
    tab_to(page, "栏目", 10)
    page.keyboard.press("Enter")
    tab_to(page, "奖补", 10)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("奖补")


def test_the_editor_can_be_left_by_keyboard(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.go("/sparql")
    expect(page.locator(".cm-content")).to_be_visible()
    page.locator(".cm-content").focus()
    page.keyboard.press("Escape")  # as in other editors of this kind
    tab_to(page, "查询", 3)


def test_a_chart_has_the_numbers_of_its_table(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.go("/awards/overview")
    chart = page.locator("figure.chart").first
    expect(chart.locator("svg, canvas").first).to_be_visible()
    assert "150" in chart.inner_text()
    assert chart.locator("[role=img]").get_attribute("aria-label")


def test_a_browser_may_be_asked_in_the_english_interface(visitor: Window) -> None:
    page = visitor.page
    visitor.go("/en/")
    page.get_by_role("main").get_by_role("searchbox").fill("小巨人")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.locator(".results q.excerpt mark").first).to_have_text("小巨人")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Search")


@pytest.mark.parametrize(
    ("policy", "award", "sum_of_it"),
    [
        ("wuhan-2021", "省级专精特新“小巨人”企业", "20万元"),  # 国家、省级…分别给予50万元、20万元
        ("jiaxing", "省级“隐形冠军”企业", "100万元"),  # 国家级…、省级…分别给予150万元、100万元、10万元
    ],
)
def test_words_of_an_award_are_framed_up_to_its_sum(visitor: Window, policy: str, award: str, sum_of_it: str) -> None:
    page = visitor.page
    visitor.go(f"/id/policy/{policy}")
    page.get_by_role("row").filter(has_text=award).get_by_role("link", name="原文").first.click()
    anchor = marked(page).get_attribute("id")
    pieces = page.locator(f"mark[id='{anchor}'], mark[data-of='{anchor}']")
    assert "".join(pieces.all_inner_texts()).endswith(sum_of_it)
    for piece in pieces.all():
        expect(piece).to_have_css("outline-style", "solid")
