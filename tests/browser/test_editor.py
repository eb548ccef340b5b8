"""The query editor in a real browser: what it offers, what it marks, and charts of answers."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from zjtx_server.bundle import bundled

from browser.chromium import Window
from zjtx_kg.questions import load_questions

pytestmark = pytest.mark.skipif(not bundled("editor.js"), reason="the editor is made by npm")
EDITOR = ".cm-content"
LANGUAGES = {"": "前缀 zjtx: 未声明", "/en": "the prefix zjtx: is not declared"}


def write(page: Page, query: str) -> None:
    """Types over what the editor holds, as a person would."""
    page.locator(EDITOR).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(query)


def written(page: Page) -> str:
    return "\n".join(page.locator(".cm-line").all_inner_texts())


@pytest.mark.parametrize("name", [each.name for each in load_questions()])
def test_no_fault_is_marked_in_an_example(shared_window: Window, name: str) -> None:
    page = shared_window.page
    shared_window.go(f"/sparql?question={name}")
    expect(page.locator(EDITOR)).to_contain_text("SELECT")
    page.wait_for_timeout(500)  # the editor looks for faults when nothing was typed for a while
    assert page.locator(".status").inner_text() == ""
    assert not shared_window.complained()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a_name_is_completed_and_its_prefix_declared(fresh_window: Window, prefix: str) -> None:
    page = fresh_window.page
    fresh_window.go(f"{prefix}/sparql")
    write(page, "SELECT ?policy WHERE { ?policy a zjtx:Pol")
    expect(page.locator(".status")).to_contain_text(LANGUAGES[prefix])
    expect(page.get_by_role("option", name="zjtx:Policy", exact=False).first).to_be_visible()
    page.keyboard.press("Enter")
    assert written(page).startswith("PREFIX zjtx: <https://w3id.org/zjtx/ontology#>\nSELECT")
    assert "a zjtx:Policy" in written(page)
    expect(page.locator(".status")).to_have_text("")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("table#rows tbody tr").first).to_be_in_viewport()
    expect(page.locator("#answer")).to_be_focused()
    assert not fresh_window.complained()


def test_names_are_found_by_their_labels(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.go("/sparql")
    write(page, "SELECT * WHERE { ?award ?p ")
    page.keyboard.insert_text("小巨人")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option", name="tier:little-giant", exact=False)).to_be_visible()


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("SELECT * WHERE {\n ?s ?p \n}", "第 3 行第 1 列"),  # an object is missing
        ("SELEC * WHERE { ?s ?p ?o }", "第 1 行第 1 列"),
        ("SELECT * WHERE { ?s ?p ?o FILTER(?o > 1 }", "第 1 行第 41 列"),  # a bracket is left open
    ],
)
def test_a_fault_is_marked_where_it_is(shared_window: Window, query: str, line: str) -> None:
    page = shared_window.page
    shared_window.go(f"/sparql?query={quote(query)}&format=html")
    shared_window.complained()
    expect(page.locator(".status")).to_contain_text(line)


def test_words_that_scripts_know_are_no_prefixes(fresh_window: Window) -> None:
    """Every object of JavaScript has a `constructor`; a concept may bear that name."""
    page = fresh_window.page
    known = {"prefixes": {"zjtx": "https://w3id.org/zjtx/ontology#"}, "terms": [["constructor:built", "class", ""]]}
    page.route("**/sparql/terms.json", lambda route: route.fulfill(json=known))
    fresh_window.go("/sparql")
    write(page, "SELECT * WHERE { ?thing a constructor:b")
    expect(page.get_by_role("option", name="constructor:built", exact=False)).to_be_visible()
    page.keyboard.press("Enter")
    assert written(page).startswith("SELECT")


@pytest.mark.parametrize("asked", ["constructor", "x", "timeline", "bars&row=x&value=__proto__", "heat&row="])
def test_an_address_may_ask_for_any_chart(fresh_window: Window, asked: str) -> None:
    """Kinds that are unknown, or that the table has no columns for, draw none; unknown columns give way to own."""
    page = fresh_window.page
    query = "SELECT ?region ?n { VALUES (?region ?n) { ('甲' 3) ('乙' 2) } }"
    fresh_window.go(f"/sparql?query={quote(query)}&format=html#chart={asked}")
    kind, _, columns = asked.partition("&")
    expect(page.get_by_label("画图")).to_have_value(kind if columns else "")
    expect(page.locator("figure.chart svg")).to_have_count(1 if columns else 0)
    assert not fresh_window.complained()


def test_keys_are_not_caught_in_the_editor(fresh_window: Window) -> None:
    page = fresh_window.page
    fresh_window.go("/sparql")
    page.locator(EDITOR).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="查询", exact=True)).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_words_of_an_answer_have_room(fresh_window: Window, width: int) -> None:
    """Columns of quotes are as wide as in a page of text, so that the box scrolls and no row fills the window."""
    page = fresh_window.page
    page.set_viewport_size({"width": width, "height": 900})
    fresh_window.go("/sparql?question=measures-of-a-region")
    page.get_by_role("main").get_by_role("button", name="查询", exact=True).click()
    expect(page.locator("#rows tbody tr").first).to_be_attached()
    quote = page.locator("#rows thead th", has_text="quote").bounding_box()
    assert quote and quote["width"] > 250
    heights = page.eval_on_selector_all("#rows tbody tr", "rows => rows.map((row) => row.offsetHeight)")
    assert sum(heights) / len(heights) < 300
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_answer_is_drawn_and_its_address_leads_to_the_chart(fresh_window: Window) -> None:
    page = fresh_window.page
    query = (
        "SELECT ?region ?theme ?n { VALUES (?region ?theme ?n) { ('甲' '融资' 3) ('甲' '人才' 1) ('乙' '融资' 2) } }"
    )
    fresh_window.go(f"/sparql?query={quote(query)}&format=html")
    page.get_by_label("画图").select_option(label="热力图")
    expect(page.get_by_role("img", name="热力图 · region · theme · n")).to_be_visible()
    shown = page.locator("figure.chart svg text").all_text_contents()
    assert {"甲", "乙", "融资", "人才", "3", "1", "2", "无"} <= set(shown)  # 乙 has nothing for 人才
    page.reload()
    expect(page.get_by_role("img", name="热力图 · region · theme · n")).to_be_visible()
    assert not fresh_window.complained()
