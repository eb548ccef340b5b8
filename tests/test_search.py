"""Search and lists through the door: what is found, how it is counted, shown, ordered and given as data."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from server_process import Server, running
from zjtx_server.pages.search.finding import Finder
from zjtx_server.pages.search.marking import marked, passage
from zjtx_server.pages.sources.browse import Browse

from zjtx_kg.browse import FILE, folded

BROWSER = "text/html"
VIEWS = ("/search", "/policies", "/measures", "/awards", "/targets")
AWARD_FACETS = ("region", "year", "tier", "level", "kind", "occasion", "theme", "instrument", "function")


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


@pytest.fixture(scope="module")
def texts(release: Path) -> list[tuple[str, str]]:
    """Each thing that is searched with its words."""
    with closing(sqlite3.connect(release / FILE)) as index:
        return index.execute("SELECT iri, text FROM thing WHERE kind != 'policy' ORDER BY n").fetchall()


@pytest.fixture(scope="module")
def finder(release: Path) -> Finder:
    return Finder(Browse(release / FILE))


def found(server: Server, view: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of a search, as its data tell."""
    reply = server.ask(f"{view}.json?{urlencode(asked, doseq=True)}")
    assert reply.status == 200, reply.text
    return reply.json


def iris(rows: list[dict[str, Any]]) -> list[str]:
    return [row["iri"] for row in rows]


def page(server: Server, address: str) -> str:
    reply = server.ask(address, Accept=BROWSER)
    assert reply.status == 200, reply.text
    return reply.text


def counts(text: str, facet: str) -> dict[str, tuple[str, int]]:
    """The values of a facet on a page: where each leads, and how many results it promises."""
    section = text.partition(f'id="facet-{facet}"')[2].partition("</section>")[0]
    links = re.findall(r'<a href="([^"]*)"[^>]*><span[^>]*>(.*?)</span> <span class="count">([\d,]+)</span>', section)
    return {unescape(words): (unescape(where), int(number.replace(",", ""))) for where, words, number in links}


def cuts_a_number(text: str, place: int) -> bool:
    """Whether figures, or points and commas between figures, stand on both sides of a place in a text."""
    return bool(re.search(r"[\d.,．，]\Z", text[:place]) and re.match(r"[\d.,．，]", text[place:]))


@given(data=st.data())
@settings(max_examples=200)
def test_any_part_of_a_text_finds_it(finder: Finder, texts: list[tuple[str, str]], data: st.DataObject) -> None:
    """Whatever the length of the part; white space parts words, and numbers are cut nowhere."""
    iri, text = data.draw(st.sampled_from(texts))
    cuts = [place for place in range(len(text) + 1) if not cuts_a_number(text, place)]
    start = data.draw(st.sampled_from(cuts[:-1]))
    end = data.draw(st.sampled_from([place for place in cuts if start < place <= start + 12] or cuts[-1:]))
    things = finder.values("type")
    whole = 0
    for kind in things.values():
        whole |= kind
    for term in folded(text[start:end]).split():
        whole &= finder.with_words(term)
    assert iri in finder.iris(list(finder.in_order(whole, "reading")))


def stands_in(words: str, text: str) -> bool:
    """Whether words are in a text, no number of theirs being part of a longer one."""
    for place in (each.start() for each in re.finditer(f"(?={re.escape(words)})", text)):
        before, after = text[:place], text[place + len(words) :]
        longer = words[0].isdigit() and re.search(r"\d\.?$", before)
        longer = longer or (words[-1].isdigit() and re.match(r"\.?\d", after))
        if not longer:
            return True
    return False


@given(words=st.text("专精特新小巨人的奖20A", min_size=1, max_size=3))
@settings(max_examples=100)
def test_nothing_else_is_found(finder: Finder, texts: list[tuple[str, str]], words: str) -> None:
    """The same things as looking through all texts."""
    numbers = list(finder.in_order(finder.with_words(folded(words)), "reading"))
    expected = [iri for iri, text in texts if stands_in(folded(words), folded(text))]
    assert [iri for iri in finder.iris(numbers) if iri in dict(texts)] == expected


@pytest.mark.parametrize("words", ["专精特新", "小巨人", "奖", "认定", "ISO", "万元", "技术改造 企业"])
def test_script_width_and_case_do_not_count(server: Server, words: str) -> None:
    wide = words.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    variants = {OpenCC("s2t").convert(words), words.lower(), wide}
    rows = found(server, "/search", q=words)
    assert all(found(server, "/search", q=variant) == rows for variant in variants)
    assert rows or words == "ISO"


def test_several_words_must_all_be_there(server: Server) -> None:
    one, other, both = (set(iris(found(server, "/measures", q=q))) for q in ("技术改造", "奖励", "技术改造 奖励"))
    assert both == one & other


SUM_OF_WUHAN = ("省级专精特新“小巨人”企业", "武汉市", 200_000)


@pytest.mark.parametrize(
    "words",
    [
        "20万元 武汉",  # the region is in the title only
        "武汉 小巨人 20万元",
        "武汉市 小巨人 20 万元",  # as pages print sums
        "省级 小巨人 20万元",
        "省级 ２０　万元 武漢",
        "行动计划 小巨人 20万元",  # of the title
    ],
)
@pytest.mark.parametrize("view", ["/search", "/awards"])
def test_an_award_is_found_by_its_region_its_title_and_its_sum(server: Server, view: str, words: str) -> None:
    rows = found(server, view, q=words)
    sums = [(row.get("label") or row.get("recipient"), row["regionName"], row.get("yuan") or row.get("amount"))
            for row in rows]  # fmt: skip
    assert SUM_OF_WUHAN in sums
    if "武" in words:
        assert {region for _, region, _ in sums} == {"武汉市"}


def test_what_only_the_heading_holds_is_marked_there(server: Server) -> None:
    text = page(server, f"/awards?q={quote('20 万元 武汉 行动计划')}")
    assert set(re.findall("<mark>(.*?)</mark>", text)) == {"20万元", "武汉", "行动计划"}


def test_a_heading_alone_finds_nothing(server: Server, texts: list[tuple[str, str]]) -> None:
    """Else all measures under a title with 专精特新 would be in the way of those that speak of it."""
    of_text = {iri for iri, text in texts if "专精特新" in text and "/measure/" in iri}
    assert set(iris(found(server, "/measures", q="专精特新"))) == of_text


@pytest.mark.parametrize(
    ("spaced", "joined"),
    [("20 万元", "20万元"), ("2025 年 企业", "2025年 企业"), ("50 %", "50%"), ("1 : 1", "1:1"), ("１：１", "1∶1")],
)
def test_a_number_and_its_unit_are_one(server: Server, spaced: str, joined: str) -> None:
    rows = found(server, "/search", q=spaced)
    assert rows == found(server, "/search", q=joined) != []


@pytest.mark.parametrize("words", ["20", "20万元", "5%", "202", "1", "0万元"])
def test_a_number_is_not_found_in_a_longer_one(server: Server, texts: list[tuple[str, str]], words: str) -> None:
    whole = re.compile(rf"(?<![\d.]){re.escape(words)}(?!\.?\d)")
    expected = {iri for iri, text in texts if whole.search(text)}
    assert set(iris(found(server, "/search", q=words))) & {iri for iri, _ in texts} == expected
    if words in ("202", "0万元"):  # 2025, 20万元
        assert not expected
    around = re.findall(r"(\d?)<mark>.*?</mark>(\d?)", page(server, f"/search?q={quote(words)}"))
    assert set(around) <= {("", "")}


@pytest.mark.parametrize("facet", AWARD_FACETS)
@pytest.mark.parametrize("asked", ["", "?q=企业", "?region=420100&kind=reward", "?from=10&to=100"])
def test_a_count_is_the_number_of_rows_found_by_choosing(server: Server, facet: str, asked: str) -> None:
    asked = quote(asked, safe="?=&")
    promised = counts(page(server, f"/awards{asked}"), facet)
    now = len(server.ask(f"/awards.json{asked}").json)
    for words, (where, number) in list(promised.items())[:6]:
        chosen = counts(page(server, f"/awards{where}"), facet)
        total = len(server.ask(f"/awards.json{where}").json)
        if f"{facet}=" in asked and len(where) > len(asked):  # one more of the same facet: an alternative
            assert max(now, number) <= total <= now + number
        elif f"{facet}=" in asked:  # what was chosen is taken back
            assert total >= now == number
        else:
            assert total == number, words
            assert chosen[words][1] == number


def test_values_of_a_facet_are_alternatives(server: Server) -> None:
    one, other = found(server, "/awards", kind="reward"), found(server, "/awards", kind="matching")
    both = found(server, "/awards", kind=["reward", "matching"])
    assert len(both) == len(one) + len(other) > len(one) > 0


def test_values_of_several_facets_must_all_hold(server: Server) -> None:
    rows = found(server, "/awards", tier="little-giant", region="420100")
    assert {(row["regionName"], row["tierName"]) for row in rows} == {("武汉市", "专精特新“小巨人”企业")}


def test_a_region_holds_those_inside(server: Server) -> None:
    assert found(server, "/awards", region="420000") == found(server, "/awards", region="420100") != []


@pytest.mark.parametrize(("least", "most"), [("10", "50"), ("50", ""), ("", "10"), ("0.5", "10.25")])
def test_amounts_in_ten_thousands(server: Server, least: str, most: str) -> None:
    everything = found(server, "/awards")
    low, high = (float(words) * 10_000 if words else default for words, default in ((least, 0), (most, 9e99)))
    asked = {name: words for name, words in (("from", least), ("to", most)) if words}
    expected = [row["iri"] for row in everything if low <= worth(row) <= high]
    assert iris(found(server, "/awards", **asked)) == expected != []


def worth(row: dict[str, Any]) -> float:
    return next((row[name] for name in ("amount", "maximum", "minimum") if name in row), -1)


def test_orders(server: Server) -> None:
    sums = [worth(row) for row in found(server, "/awards", sort="most")]
    assert sums == sorted(sums, reverse=True)
    days = [row.get("issued", row.get("published", "")) for row in found(server, "/policies", sort="newest")]
    assert days == sorted(days, reverse=True)
    rows = found(server, "/awards")
    assert Counter(iris(rows)) == Counter(iris(found(server, "/awards", sort="oldest")))


def test_pages_follow_each_other_and_leave_nothing_out(server: Server) -> None:
    address, seen = "/measures", []
    while address:
        text = page(server, address)
        seen += re.findall(r'<th scope="row".*?href="(/id/policy/[^"]*/measure/[^"]*)"', text)
        following = re.search(r'rel="next" href="([^"]*)"', text)
        address = "/measures" + unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == len(found(server, "/measures"))


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_shows_what_was_looked_for(server: Server, view: str) -> None:
    text = page(server, f"{view}?q={quote('專精特新')}")
    marks = re.findall("<mark>(.*?)</mark>", text)
    assert marks and set(marks) <= {"专精特新"}
    assert f'value="{"專精特新"}"' in text


@pytest.mark.parametrize("view", VIEWS)
def test_data_of_all_results(server: Server, view: str) -> None:
    query = f"?q={quote('小巨人')}"
    rows = server.ask(f"{view}.json{query}").json
    table = list(csv.DictReader(StringIO(server.ask(f"{view}.csv{query}").text)))
    assert iris(table) == iris(rows) != []
    triples = ox.parse(server.ask(f"{view}.nt{query}").body, ox.RdfFormat.N_TRIPLES)
    assert {row["iri"] for row in rows} <= {quad.subject.value for quad in triples}
    assert f'href="{view}.csv{query}"' in page(server, view + query)


def test_what_was_chosen_can_be_taken_back(server: Server) -> None:
    text = page(server, f"/awards?q={quote('企业')}&region=420100&kind=reward&kind=matching&from=10")
    chips = re.findall(r'<li><a class="chip" href="([^"]*)" rel="nofollow"><span class="unseen">', text)
    assert len(chips) == 5
    for chip in map(unescape, chips):
        assert chip.count("=") == 4
        assert len(found(server, "/awards")) >= len(server.ask(f"/awards.json{chip}").json)


def test_what_tells_no_year_can_be_chosen(server: Server) -> None:
    rows = found(server, "/measures", year="none")
    assert {row["regionName"] for row in rows} == {"嘉兴市"}  # its page has lost title and date
    every = {row["iri"] for row in found(server, "/measures")}
    years = re.findall(r"[?&;]year=(none|\d{4})\b", page(server, "/measures"))
    assert {row["iri"] for year in set(years) for row in found(server, "/measures", year=year)} == every
    assert "未载明" in page(server, "/measures?year=none")


def test_an_empty_result_says_what_to_do(server: Server) -> None:
    text = page(server, f"/awards?q={quote('没有这样的词')}&region=420100")
    assert "没有符合全部条件的结果" in text and "换用较短的词" in text
    link = re.search(r'<li><a href="([^"]*)" rel="nofollow">去掉 “没有这样的词”</a> <span class="count">(\d+)', text)
    assert link and len(server.ask(f"/awards.json{unescape(link[1])}").json) == int(link[2]) > 0
    english = page(server, f"/en/awards?q={quote('没有这样的词')}")
    assert "Nothing meets all of these conditions." in english and "没有符合" not in english


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("省级小巨人", "省级 小巨人"),  # 省级专精特新“小巨人”企业
        ("武汉 省级小巨人", "武汉 省级 小巨人"),
        ("小巨人20万元", "小巨人 20万元"),
        ("武汉市小巨人20 万元", "武汉市 小巨人 20万元"),
    ],
)
def test_what_stands_together_nowhere_is_taken_apart(server: Server, words: str, parts: str) -> None:
    assert found(server, "/search", q=words) == []
    text = page(server, f"/search?q={quote(words)}")
    assert "搜索词没有这样连在一起写的" in text
    link = re.search(rf'<a href="([^"]*)" rel="nofollow">“{parts}”</a> <span class="count">(\d+)', text)
    assert link and len(server.ask(f"/search.json{unescape(link[1])}").json) == int(link[2]) > 0
    assert SUM_OF_WUHAN[0] in [row["label"] for row in server.ask(f"/search.json{unescape(link[1])}").json]


@pytest.mark.parametrize("words", ["没有这样的词", "武汉 嘉兴大足", "企业"])
def test_what_has_no_parts_here_is_left_whole(server: Server, words: str) -> None:
    assert "分开搜索" not in page(server, f"/search?q={quote(words)}")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("regoin=340700", "没有“regoin”这个参数"),
        ("region=Atlantis", "“region”没有“Atlantis”；可选的有：320000 江苏省, "),
        ("region=little-giant", "“region”没有“little-giant”"),
        ("region=x/340700", "“region”没有“x/340700”"),
        ("tier=giant", "“tier”没有“giant”"),
        ("year=twenty", "“year”没有“twenty”；可选的有：2018"),
        ("year=1900", "“year”没有“1900”"),
        ("from=much", "“from”应是以万元计的金额"),
        ("from=1e999999", "“from”应是以万元计的金额"),
        ("to=-1", "“to”应是以万元计的金额"),
        ("to=NaN", "“to”应是以万元计的金额"),
        ("sort=best", "“sort”没有“best”；可选的有：reading"),
        ("page=0", "“page”应是从 1 起的整数"),
        ("page=%EF%BC%91", "“page”应是从 1 起的整数"),
        ("q=a&q=b", "参数“q”只能给一次"),
        ("q=" + "a" * 201, "搜索词最长 200 个字"),
        ("&".join(["kind=reward"] * 51), "“kind”最多可给"),
    ],
)
def test_bad_parameters_are_told(server: Server, asked: str, words: str) -> None:
    reply = server.ask(f"/awards?{asked}", Accept="application/json")
    assert reply.status == 400
    assert words in json.loads(reply.body)["message"]
    assert server.ask(f"/awards?{asked}", Accept=BROWSER).status == 400


def test_a_page_past_the_last(server: Server) -> None:
    assert server.ask("/awards?page=900", Accept=BROWSER).status == 404


@pytest.mark.parametrize(
    "words", ['"', '" OR "', "*", "a* NEAR b", "%", "_", "'", "(", "\0", "\0企业", "<script>", "😀"]
)
def test_no_words_are_commands(server: Server, words: str) -> None:
    """Of the full text search, of SQL, of HTML."""
    encoded = quote(words)
    text = page(server, f"/search?q={encoded}")
    assert "<script>" not in text.partition("</head>")[2]
    expected = len(re.findall(r'<th scope="row"', text))
    assert expected == min(50, len(server.ask(f"/search.json?q={encoded}").json))


@given(st.text(min_size=1), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_marking_changes_no_character(text: str, words: list[str]) -> None:
    terms = [term for word in words for term in folded(word).split()]
    assert "".join(piece.words for piece in marked(text, terms)) == text
    for piece in marked(text, terms):
        if piece.found:
            assert any(term in folded(piece.words) for term in terms)
        else:
            assert not any(term in folded(piece.words) for term in terms if not re.search("[0-9]", term))
    shown = "".join(piece.words for piece in passage(text, folded(text), terms))
    assert shown.removeprefix("…").removesuffix("…") in text or "…" in text


def test_the_passage_is_where_most_of_the_words_stand() -> None:
    text = "对企业给予支持。" + "其他。" * 60 + "对技术改造项目给予奖励。"
    shown = "".join(piece.words for piece in passage(text, text, ["给予", "技术改造", "奖励"]))
    assert "技术改造" in shown and "奖励" in shown
