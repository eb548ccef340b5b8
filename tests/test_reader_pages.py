"""The pages of single things, over a release of the five documents: each fact in place, each place led back to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from server_process import DATA, ROOT, Server, running
from test_server_pages import BROWSER, words
from zjtx_server.pages.things.findings import in_chinese
from zjtx_server.pages.things.places import lines_of
from zjtx_server.pages.things.reading import blocks
from zjtx_server.pages.things.tables import tables_of
from zjtx_server.pages.web.marks import Mark, marked, shared

DOCUMENTS = ["tongling-2018", "jiaxing", "dazu-2022", "wuhan-2021", "lianyungang-2018"]


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


class Reading(HTMLParser):
    """The words of a page's text, of each mark by its anchor, all anchors, headings and addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.marks: dict[str, str] = {}
        self.anchors: list[str] = []
        self.addresses: set[str] = set()
        self._open: list[str] = []
        self._inside = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors += [given["id"]] if given.get("id") else []
        self.addresses |= {given["href"] or ""} if "href" in given else set()
        if tag == "div":
            self._inside = self._inside + 1 if self._inside or "words" in (given.get("class") or "").split() else 0
        if tag == "mark" and (name := given.get("id") or given.get("data-of")):
            self._open.append(name)
            self.marks.setdefault(name, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._inside:
            self._inside -= 1
        if tag == "mark" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for name in self._open:
            self.marks[name] += data
        self.text += [data] if self._inside else []


def page(server: Server, path: str) -> str:
    reply = server.ask(path, Accept=BROWSER)
    assert (reply.status, reply.type) == (200, "text/html; charset=utf-8")
    return reply.text


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def quotes(server: Server, document: str) -> dict[str, str]:
    """The exact words of every quote of a document that something stands on, by its anchor."""
    asked = f"""
        PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX zjtx: <https://w3id.org/zjtx/ontology#>
        SELECT DISTINCT ?start ?end ?exact {{
          ?fact prov:wasQuotedFrom|zjtx:place ?quote .
          ?quote oa:hasSource <https://w3id.org/zjtx/id/source/{document}> ; oa:hasSelector ?position, ?words .
          ?position oa:start ?start ; oa:end ?end . ?words oa:exact ?exact }}"""
    rows = json.loads(server.query(asked, Accept="application/sparql-results+json").body)["results"]["bindings"]
    return {f"c{row['start']['value']}-{row['end']['value']}": row["exact"]["value"] for row in rows}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_fact_is_marked_in_place(server: Server, document: str) -> None:
    """The words of every mark are exactly those of its quote, whatever overlaps it; anchors are there once."""
    expected = quotes(server, document)
    reading = Reading(page(server, f"/id/policy/{document}"))
    assert {name: bare(words) for name, words in expected.items()} == {n: bare(w) for n, w in reading.marks.items()}
    assert set(expected) <= set(reading.anchors)
    assert len(reading.anchors) == len(set(reading.anchors))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_whole_text_is_read(server: Server, release: Path, document: str) -> None:
    """Nothing of the clean text is lost or said twice, in its order."""
    text = (release / "texts" / f"{document}.txt").read_text("utf-8")
    assert bare("".join(Reading(page(server, f"/id/policy/{document}")).text)) == bare(text)


@pytest.mark.parametrize("kind", ["award", "target", "measure", "task", "responsibility", "citation", "ladder-step"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_each_fact_leads_to_its_words(server: Server, kind: str, language: str) -> None:
    """In one click, to an anchor that is on the page of the policy."""
    classes = {"ladder-step": "LadderStep"}
    found = server.query(
        f"SELECT ?s {{ ?s a <https://w3id.org/zjtx/ontology#{classes.get(kind, kind.title())}> }} ORDER BY ?s LIMIT 1",
        Accept="application/sparql-results+json",
    )
    (row,) = json.loads(found.body)["results"]["bindings"]
    path = row["s"]["value"].removeprefix("https://w3id.org/zjtx")
    leads = [each for each in Reading(page(server, language + quote(path))).addresses if re.search(r"#c\d", each)]
    assert leads
    for address in leads:
        policy, _, anchor = address.partition("#")
        assert policy.startswith(f"{language}/id/policy/")
        assert anchor in Reading(page(server, policy)).anchors


def test_marks_lead_to_their_facts(server: Server) -> None:
    """To the fact where one stands on the words, else to the quote, which lists them."""
    html = page(server, "/id/policy/jiaxing")
    assert re.search(
        r'<mark class="[^"]*\baward\b[^"]*" id="c\d+-\d+">(<mark [^>]*>)*<a href="/id/policy/jiaxing/', html
    )


def test_headings_and_outline(server: Server) -> None:
    """Sections and measures are headings; the outline leads to them, also to a section without measures."""
    html = page(server, "/id/policy/jiaxing")
    assert re.search(r"<h3>一、工作目标</h3>", html)
    assert re.search(r"<h4>\(一\)完善梯度培育体系</h4>", html)
    anchors = set(Reading(html).anchors)
    outline = re.search(r'<nav class="contents".*?</nav>', html, re.DOTALL)
    assert outline is not None
    leads = re.findall(r'href="#([^"]+)"', outline[0])
    assert len(leads) > 30
    assert set(leads) <= anchors


def test_counterparts_stand_side_by_side(server: Server) -> None:
    """Both texts with the shared words marked in each, and what the score means."""
    html = page(server, "/id/policy/dazu-2022/measure/" + quote("三.一"))
    facing = html.partition('class="facing"')[2].partition("</details>")[0]
    shared_words = re.findall(r'<mark class="shared">(.*?)</mark>', facing)
    assert len(shared_words) >= 2
    assert len(shared_words) % 2 == 0 or len(set(shared_words)) < len(shared_words)
    assert "得分从 0 到 1" in html


def test_repairs_stand_beside_the_text(server: Server) -> None:
    """In the source's words, by the rules that made them; what spam said is nowhere, how much there was is."""
    dazu, lianyungang = (page(server, f"/id/policy/{document}") for document in ("dazu-2022", "lianyungang-2018"))
    assert re.search(r"<del>202274</del></td><td [^>]*>2022年7月4日</td><td [^>]*><code>clean-marks.bare-date", dazu)
    assert "經(jīng)信委關(guān)于印發(fā)" in lianyungang.partition('class="notes"')[2].partition("</ul>")[0]
    assert "垃圾信息 1 处" in lianyungang
    assert "垃圾信息 0 处" in dazu


def test_tables_are_tables(server: Server) -> None:
    """With the heads that are printed; a row of tasks has its units in their columns, each a mark."""
    html = page(server, "/id/policy/tongling-2018")
    tasks, goals = re.findall(r'<div class="words printed.*?</table>', html, re.DOTALL)
    heads = [re.findall(r'<th id="p\d+" scope="col">(.*?)</th>', each) for each in (tasks, goals)]
    assert heads == [
        ["序号", "主要任务", "具体任务", "牵头单位", "责任单位"],
        ["序号", "目标", "2017年", "2022年", "备注"],
    ]
    rows = [
        re.sub(r"\s+", " ", re.sub("<.*?>", " ", row)).split() for row in re.findall("<tr>.*?</tr>", tasks, re.DOTALL)
    ]
    assert ["加大市场主体培育,促进“个转企”。", "市工商局", "市经信委", "、", "县区", "、", "经开区"] in rows
    assert 'scope="rowgroup" colspan="5"' in tasks


@pytest.mark.parametrize(
    "layout", ["", "{}", '{"columns":[],"rows":[]}', '{"columns":["a"],"rows":[[[[0,1]],[[1,2]]]]}']
)
def test_layouts_that_are_none(layout: str) -> None:
    """Broken ones, empty ones, and two cells on one line: the text is shown line by line."""
    assert tables_of("甲乙\n丙", lines_of("甲乙\n丙"), [{"layout": layout, "title": "表"}]) == {}


def test_english_pages_speak_english(server: Server) -> None:
    """Beside the document's own words, which say that they are Chinese."""
    for path in ("/en/id/policy/jiaxing", "/en/id/source/jiaxing", "/en/vocab/theme/finance"):
        html = page(server, path)
        rest = re.sub(r"<head.*?</head>|<header.*?</header>|<footer.*?</footer>", "", html, flags=re.DOTALL)
        assert Chinese(rest).found == []


class Chinese(HTMLParser):
    """Chinese words that stand in no element that tells its language, but for the graph's statements."""

    VOID = frozenset({"meta", "link", "br", "input", "img", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._said: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        statements = "statements" in (given.get("class") or "")
        if tag not in self.VOID:
            self._said.append(bool(given.get("lang") or statements or (self._said and self._said[-1])))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self._said:
            self._said.pop()

    def handle_data(self, data: str) -> None:
        if re.search("[一-鿿]", data) and not (self._said and self._said[-1]):
            self.found.append(data.strip())


def test_hostile_words_are_shown_as_words(tmp_path: Path) -> None:
    with running(DATA / "hostile.trig") as server:
        html = page(server, "/id/policy/hostile")
        assert "<script" not in html.partition("<main")[2]
        assert "onerror=" not in re.sub("&lt;.*?&gt;", "", html)


places = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: (min(ends), max(ends) + 1))


@given(st.text("中a<&\n。", min_size=42, max_size=60), st.lists(places, max_size=8, unique=True))
def test_marking_loses_nothing(text: str, given_places: list[tuple[int, int]]) -> None:
    """However marks nest and cut each other: all words once and in order, each mark its own."""
    marks = [Mark(start, end, ("award",), f"/{start}") for start, end in given_places]
    reading = Reading(f'<div class="words">{marked(text, 0, len(text), marks)}</div>')
    assert "".join(reading.text) == text
    assert reading.marks == {mark.anchor: text[mark.start : mark.end] for mark in marks}
    assert sorted(reading.anchors) == sorted(mark.anchor for mark in marks)


@given(st.text("中a\n。", max_size=40), st.lists(places, max_size=6, unique=True))
def test_lines_lose_nothing(text: str, given_places: list[tuple[int, int]]) -> None:
    lines = blocks(text, [Mark(start, end, ("target",), "") for start, end in given_places], {}, {})
    shown = "".join(f'<div class="words">{block.words}</div>' for block in lines)
    assert "".join(Reading(shown).text) == text.replace("\n", "")


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (["应急转贷"], "设立<mark>应急转贷</mark>资金,用好<mark>应急转贷</mark>"),
        (["转贷", "应急转贷资金"], "设立<mark>应急转贷资金</mark>,用好应急<mark>转贷</mark>"),  # the longest
        (["融资", ""], "设立应急转贷资金,用好应急转贷"),
    ],
)
def test_shared_words_are_marked(phrases: list[str], expected: str) -> None:
    assert shared("设立应急转贷资金,用好应急转贷", phrases).replace(' class="shared"', "") == expected


# --- what the reading left open ---------------------------------------------------------------------------------------


FINDING = re.compile(r"<li><code>([\w.-]+)</code> (.*?)</li>")
CELL = re.compile("<td[^>]*>(.*?)</td>")
RULE = re.compile(r'Finding\(\s*"([a-z.-]+)"|"(coverage\.unread-[a-z]+)"|^RULE = "([a-z.-]+)"', re.MULTILINE)
QUIET = {"clean.script", "targets.goal-table"}  # rules that read and report nothing


def findings_of(server: Server, address: str) -> list[tuple[str, str]]:
    """Rule and words, with their markup, of each finding on a page."""
    return FINDING.findall(server.ask(address, Accept=BROWSER).text.partition('<details id="findings"')[2])


def test_findings_are_told_in_the_language_of_the_page(server: Server) -> None:
    chinese, english = (findings_of(server, f"{prefix}/id/policy/wuhan-2021") for prefix in ("", "/en"))
    assert [rule for rule, _ in chinese] == [rule for rule, _ in english] != []
    assert all(told.startswith("不是各地共有的指标") for _, told in chinese)
    assert all("is no indicator that policies share" in told for _, told in english)
    assert all('<q lang="zh">' in told for _, told in chinese)


def test_findings_of_the_source_do_not_lead_into_the_text(server: Server) -> None:
    """Marks without their partner are told before the text is clean: their places are of the file as received."""
    told = [told for rule, told in findings_of(server, "/id/policy/tongling-2018") if rule == "clean.unbalanced"]
    assert "成对的标点缺了一半 <small>来源文件第 253–270 字</small>" in told
    assert not any("href" in each for each in told)


def test_quality_tells_findings_as_the_pages_of_policies_do(server: Server) -> None:
    """In the language of the page, and places of the source apart from those of the text."""
    page = server.ask("/quality", Accept=BROWSER).text
    rows = {tuple(map(words, CELL.findall(row))) for row in page.split("<tr>")}
    assert ("提示", "来源文件第 253–270 字", "成对的标点缺了一半") in rows
    assert any(row[1:] == ("正文第 1072–1104 字", "不是各地共有的指标，按原文的说法记") for row in rows)


def test_english_titles_of_terms_are_english(server: Server) -> None:
    page = server.ask("/en/vocab/tier/little-giant", Accept=BROWSER).text
    assert "<title>SRDI little giant ·" in page and "措施主题" not in page
    assert "措施主题" not in server.ask("/en/vocab/theme/finance", Accept=BROWSER).text.partition("<h1>")[0]


def test_findings_of_shapes_are_told_in_the_words_of_these(server: Server) -> None:
    (told,) = (told for rule, told in findings_of(server, "/id/policy/dazu-2022") if rule.startswith("shape."))
    assert told.startswith("单位所属地区既不包含也不属于发文地区")


def test_every_finding_can_be_told_in_chinese() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "zjtx_kg").rglob("*.py"))
    rules = {next(filter(None, found)) for found in RULE.findall(source)} - QUIET
    assert len(rules) > 15 and {rule for rule in rules if not in_chinese(rule)} == set()


# --- validity ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "over"), [("", "已失效"), ("/en", "Expired")])
def test_a_policy_tells_its_last_day_and_that_it_is_over(server: Server, prefix: str, over: str) -> None:
    """The latter beside its status, where only the browser shows it: pages are the same on all days."""
    page = server.ask(f"{prefix}/id/policy/wuhan-2021", Accept=BROWSER).text
    assert "2024-12-31" in words(page)
    assert f'data-valid-until="2024-12-31" hidden>{over}</strong>' in page
    assert "data-valid-until" not in server.ask(f"{prefix}/id/policy/dazu-2022", Accept=BROWSER).text
