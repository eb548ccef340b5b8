"""The explanation of a reading: the whole text, each mark with its note and rule, on a terminal and as a page."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from zjtx_kg.coverage import UNREAD
from zjtx_kg.explain import explain_on, explain_page
from zjtx_kg.explain.lines import read_lines
from zjtx_kg.explain.marks import KINDS, Mark, find_marks, rule_says
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Action, Source, Span
from zjtx_kg.pipeline import Reading, read_document
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource

SOURCES = sorted((resource("data") / "sources").glob("*.txt"))
PLANTED = (
    "安岚市关于促进“专精特新”企业发展的若干措施\n一、主要任务\n"
    "1.培育企业。本项所涉金额370万元<不明>。对新认定的省级企业技术中心,给予50万元奖励。(责任单位:市经信局、市财政局)\n"
    "2.其他任务。完善各项奖励政策。\n安岚市人民政府\n2021年5月6日\n"
)


def read(text: str) -> Reading:
    return read_document(Source("made", "made.txt", "", "utf-8", text), load_knowledge())


class Page(HTMLParser):
    """What a test needs to know of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.lines: list[str] = []
        self.classes: dict[str, str] = {}
        self._inside: list[str] = []
        self._main = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src", "action") if name in values]
        self._main = self._main or tag == "main"
        self._inside.append(tag)
        assert "style" not in values and not any(name.startswith("on") for name in values)
        if tag == "p" and self._main:
            self.lines.append("")
        self.classes |= {values["href"]: values.get("class", "")} if tag == "a" and self._main else {}

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._main and "p" in self._inside:
            self.lines[-1] += data


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_page_holds_the_whole_text_and_stands_alone(path: Path) -> None:
    reading = read_document(read_source(path), load_knowledge())
    html = explain_page(reading)
    page = Page(html)
    assert page.lines == [line for line in reading.document.text.split("\n") if line]
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if link.removeprefix("#") not in page.ids} == set()
    assert not page.tags & {"script", "img", "link", "iframe", "object"}
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in html.replace("'", "&#39;")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_mark_has_a_rule_that_says_what_it_does(path: Path) -> None:
    reading = read_document(read_source(path), load_knowledge())
    rules = {mark.rule for mark in find_marks(reading)} | {repair.rule for repair in reading.document.repairs}
    rules |= {omission.rule for omission in reading.document.omissions}
    assert {rule for rule in rules if not rule_says(rule)} == set()


@pytest.mark.parametrize("rule", [*UNREAD.values(), *(f"corrections.{action}" for action in get_args(Action))])
def test_what_no_pattern_tells_is_described_too(rule: str) -> None:
    assert rule_says(rule)


def test_a_rule_that_nobody_knows_says_nothing() -> None:
    assert (rule_says("nothing.at-all"), rule_says("awards.nothing")) == ("", "")


def test_marks_are_entries_and_what_is_left() -> None:
    marks = {(mark.kind, mark.name): mark for mark in find_marks(read(PLANTED))}
    assert marks["award", "award 1"].values[:2] == (("recipient", "省级企业技术中心"), ("level", "provincial"))
    assert dict(marks["award", "award 1"].values)["amount"] == "500,000"
    assert dict(marks["field", "issued"].values) == {"issued": "2021-05-06"}
    assert marks["units", "m1"].rule == "units.list"
    assert marks["unread", "money"].span.of(read(PLANTED).document.text) == "370万元"
    assert marks["ignored", "award-cue"].rule == "coverage.award-cue-reference"


def test_the_planted_number_stands_out_on_the_page() -> None:
    html = explain_page(read(PLANTED))
    assert '<a class="unread" href="#m' in html and ">370万元</a>" in html
    assert "coverage.unread-number" in html
    assert "&lt;不明&gt;" in html and "<不明>" not in html


def printed(reading: Reading, *, colours: bool) -> str:
    out = io.StringIO()
    explain_on(Console(file=out, force_terminal=colours, color_system="256" if colours else None, width=100), reading)
    return out.getvalue()


def test_terminal_shows_text_notes_rules_and_the_account() -> None:
    text = printed(read(PLANTED), colours=False)
    assert "\x1b" not in text
    for words in (
        "  m1 1.培育企业。本项所涉金额370万元<不明>。",
        "└ award 1 省级企业技术中心; provincial; 500,000; exact; reward",
        "└ m1 市经信局; responsible, 市财政局; responsible units.list",
        "└ unread money 370万元 coverage.unread-number",
        "coverage.unread-number  A number that is in no entry of the record, and no rule says why",
        "accounted for",
    ):
        assert words in text


def test_terminal_has_colours_and_a_legend() -> None:
    text = printed(read(PLANTED), colours=True)
    assert "\x1b[1;37;41m370万元" in text
    assert all(kind in text.partition("\n")[0] for kind in KINDS)


def test_repairs_are_shown_with_the_words_of_the_source() -> None:
    """Equal ones once, with their number; what was left out too."""
    damaged = read_document(read_source(resource("data") / "sources" / "lianyungang-2018.txt"), load_knowledge())
    times = sum(repair.source.of(damaged.document.source.text) == "經" for repair in damaged.document.repairs)
    assert times > 1
    assert f"'經' → '经' × {times} clean.script" in printed(damaged, colours=False)
    html = explain_page(damaged)
    assert f"<del>經</del> → <ins>经</ins> × {times} <code" in html
    assert "<del>(jīng)</del>" in html


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12))


@given(st.text("一二\n", max_size=30), st.lists(SPANS, max_size=8))
def test_segments_make_up_the_lines(text: str, places: list[tuple[int, int]]) -> None:
    """Whatever marks overlap or run over lines: no word is lost or doubled, and each piece has just its marks."""
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    marks = sorted((Mark("award", str(n), span, "r") for n, span in enumerate(spans)), key=lambda m: m.span.start)
    lines = list(read_lines(text, marks, ()))
    assert ["".join(segment.words for segment in line.segments) for line in lines] == [
        line for line in text.split("\n") if line
    ]
    for line in lines:
        at = line.span.start
        for segment in line.segments:
            here = Span(at, at + len(segment.words))
            assert set(segment.marks) == {mark for mark in marks if mark.span.covers(here)}
            at = here.end
