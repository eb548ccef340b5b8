"""The design and the pages that stand at the door: start, match, quality, about, questions, errors."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from server_process import Server, running
from test_server_pages import words

from zjtx_kg.model.bounds import HELD, LEAST_SCORE, MOST_COUNTERPARTS, SHORTEST_PASSAGE
from zjtx_kg.resources import resource

SCRIPT = Path(__file__).parent.parent / "scripts" / "messages.py"
SPEC = importlib.util.spec_from_file_location("messages", SCRIPT)
assert SPEC and SPEC.loader
messages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(messages)

STATIC = Path(__file__).parent.parent / "server" / "zjtx_server" / "pages" / "static"
CSS = (STATIC / "style.css").read_text("utf-8")
COLOUR = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6});")
LIGHT, DARK = (dict(COLOUR.findall(block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL))
GROUNDS = ("paper", "sheet")
CHARTS = ("quiet", "warn", *map(str, range(1, 9)))
TEXTS = [
    *((text, ground) for text in ("ink", "quiet", "accent", "infer", "warn") for ground in GROUNDS),
    *(("ink", ground) for ground in ("mark", "accent-soft", "infer-soft", "warn-soft")),
    ("quiet", "accent-soft"),  # a row under the pointer
    ("accent", "accent-soft"),
    ("infer", "infer-soft"),
    ("on-accent", "accent"),
    *(("heat-light", f"heat-{step}") for step in (1, 2, 3)),
    *(("heat-deep", f"heat-{step}") for step in (4, 5)),
]
SHAPES = [*(("edge", ground) for ground in GROUNDS), *((f"chart-{each}", "sheet") for each in CHARTS)]


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXTS), (3.0, SHAPES)], ids=["text", "shapes"])
def test_colours_stand_out(scheme: dict[str, str], least: float, pairs: list[tuple[str, str]]) -> None:
    found = {pair: round(contrast(scheme[pair[0]], scheme[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}


def test_both_schemes_have_all_colours() -> None:
    assert LIGHT.keys() == DARK.keys()


# --- served pages ----------------------------------------------------------------------------------------------------

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FIRM = "/match?region=420100&new=national:little-giant&on=2022-06-30"
OWN = ("/", "/match", FIRM, "/quality", "/about", "/api", "/queries", "/queries/award-for-a-tier?tier=little-giant")
HAN = re.compile(r"[\u4e00-\u9fff]")
EMPTY = frozenset({"meta", "link", "input", "br", "hr", "col"})


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


class Languages(HTMLParser):
    """The Chinese words of a page that stand in no element of that language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.strays: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        language = dict(attrs).get("lang") or self.open[-1][1]
        if tag not in EMPTY:
            self.open.append((tag, language))
        told = [value or "" for name, value in attrs if name in {"title", "placeholder", "aria-label", "data-label"}]
        self.strays += [value for value in told if HAN.search(value) and not language.startswith("zh")]

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if HAN.search(data) and tag != "pre" and not language.startswith("zh"):
            self.strays.append(data.strip())


def test_strays_are_found() -> None:
    page = '<html lang="en"><p>奖补 <q lang="zh">小巨人</q> and</p><input placeholder="搜索"></html>'
    assert Languages(page).strays == ["奖补", "搜索"]


@pytest.mark.parametrize("path", [each for each in OWN if not each.startswith("/queries")])
def test_english_pages_hold_chinese_only_where_it_is_marked(server: Server, path: str) -> None:
    """Findings tell what they found in the words of the document."""
    page = server.ask("/en" + path, Accept=BROWSER).text.partition('<details id="findings')[0]
    assert '<html lang="en">' in page and Languages(page).strays == []


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_pages_at_the_door(server: Server, prefix: str, path: str) -> None:
    reply = server.ask(prefix + path, Accept=BROWSER)
    assert (reply.status, len(re.findall("<h1", reply.text))) == (200, 1)
    assert f'<a class="language" href="{"" if prefix else "/en"}{path.replace("&", "&amp;")}"' in reply.text


def test_the_start_tells_what_is_in_here(server: Server) -> None:
    page = words(server.ask("/", Accept=BROWSER).text)
    for said in (
        "5 份政策",
        "127 项措施",
        "2018–2022 成文年份",
        "企业：我能申领什么",
        "大足区促进“专精特新”企业高质量发展",
    ):
        assert said in page


def test_the_section_of_a_page_is_told(server: Server) -> None:
    page = server.ask("/id/policy/wuhan-2021/award/f281ca20", Accept=BROWSER).text
    assert '<a href="/awards" aria-current="true">奖补</a>' in page


@pytest.mark.parametrize("address", ["/quality", "/about", "/api", "/queries", "/vocab", "/tiers/names"])
def test_what_has_no_parameters_refuses_them(server: Server, address: str) -> None:
    assert server.ask(address).status == 200
    assert server.ask(f"{address}?colour=red").status == 400


@pytest.mark.parametrize("address", ["//policies", "/en//policies", "/%2fpolicies", "/en/%2Fevil.example/"])
def test_an_address_has_one_form(server: Server, address: str) -> None:
    connection = HTTPConnection(urlsplit(server.address).netloc)
    connection.request("GET", address, headers={"Accept": BROWSER})
    reply = connection.getresponse()
    assert reply.status == 404 and b'href="//' not in reply.read()


def test_the_first_page_takes_what_other_sites_put_to_its_address(server: Server) -> None:
    assert server.ask("/?from=timeline", Accept=BROWSER).status == 200


def test_the_vocabularies_as_data(server: Server) -> None:
    told = {row["scheme"]: row for row in server.ask("/vocab.json").json}
    tiers = told["https://w3id.org/zjtx/vocab/tier"]
    assert tiers["english"] and tiers["concepts"] == len(server.ask("/tiers/names.json").json)
    assert {row["scheme"] for row in csv.DictReader(StringIO(server.ask("/vocab.csv").text))} == set(told)


def test_figures_of_quality_are_those_recorded(server: Server) -> None:
    rows = list(csv.DictReader(StringIO(server.ask("/quality.csv").text)))
    recorded = json.loads((resource("data") / "figures.json").read_text("utf-8"))["documents"]
    awards = {
        row["document"]: row for row in rows if row["figure"] == "exact F1, documents" and row["kind"] == "awards"
    }
    assert {name: int(row["exact"]) for name, row in awards.items()} == {
        name: kinds["awards"]["exact"] for name, kinds in recorded.items() if "awards" in kinds
    }


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ("", f"至少 {SHORTEST_PASSAGE} 个字|最多列 {MOST_COUNTERPARTS} 个|{LEAST_SCORE} 起才列出|{HELD:.0%} 以上"),
        ("/en", f"{SHORTEST_PASSAGE} characters|at most {MOST_COUNTERPARTS} counter|from {LEAST_SCORE}|{HELD:.0%} or"),
    ],
)
def test_methods_are_told_with_their_bounds(server: Server, prefix: str, told: str) -> None:
    page = server.ask(f"{prefix}/about", Accept=BROWSER).text
    assert [each for each in told.split("|") if each not in page] == []


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_suffix_and_format_of_the_match_agree(server: Server, suffix: str) -> None:
    asked = "region=420100&new=national:little-giant"
    assert server.ask(f"/match.{suffix}?{asked}").text == server.ask(f"/match?{asked}&format={suffix}").text
    assert server.ask(f"/match.{suffix}?{asked}&format=html", Accept="application/json").status == 400
    assert server.ask(f"/match?{asked}&format={suffix}&format=ttl", Accept="application/json").status == 400


def test_the_awards_of_a_match_as_rdf(server: Server) -> None:
    reply = server.ask("/match.nt?region=420100&new=national:little-giant")
    assert reply.type.startswith("application/n-triples")
    assert "<https://w3id.org/zjtx/id/policy/wuhan-2021/award/f281ca20>" in reply.text


SEVERAL = "/match?region=420100&new=national:little-giant&new=provincial:innovative-sme&quoted=1&did=scale-passed"


def test_the_answer_to_a_firm_is_in_the_language_of_the_page(server: Server, release: Path) -> None:
    """What it has done and what no award asks for is said in English; Chinese are places and words of documents."""
    answer = server.ask("/en" + SEVERAL, Accept=BROWSER).text.partition('id="answer"')[2].partition('class="data"')[0]
    shown = words(answer)
    assert re.search("No award asks for: provincial innovative SME ?quoted on a board", shown)
    assert "statistical threshold passed matches 首次进入规模以上" in shown
    assert "national SRDI little giant matches 专精特新“小巨人”企业" in shown
    text = (release / "texts" / "wuhan-2021.txt").read_text("utf-8")
    chinese = [unescape(each) for each in re.findall(r'lang="zh"[^>]*>(?:<a[^>]*>)?([^<]+)', answer)]
    assert len(chinese) > 9 and [each for each in chinese if each not in text] == []


def test_a_share_is_told_in_the_answer_as_on_its_own_page(server: Server) -> None:
    for prefix, told in (("", "配套 不低于 1:1"), ("/en", "matching grant at least 1:1")):
        answer = server.ask(prefix + SEVERAL, Accept=BROWSER).text
        (award,) = re.findall(r'href="([^"]*/award/[^"]*)"[^>]*>(?=(?:(?!</tr>).)*1:1)', answer, re.DOTALL)
        for page in (answer, server.ask(award, Accept=BROWSER).text):
            assert told in words(page) and "100%" not in page


def test_what_is_not_in_force_is_told_not_to_count(server: Server) -> None:
    page = server.ask("/match?region=340700&new=provincial:srdi-sme&on=2022-06-30", Accept=BROWSER).text
    assert "符合 不计入金额" in words(page) and "不在有效期内：征求意见稿" in words(page).replace("： ", "：")


def test_a_form_that_says_nothing_comes_back_with_what_to_do(server: Server) -> None:
    reply = server.ask("/match?region=420100&on=2022-06-30", Accept=BROWSER)
    assert reply.status == 400 and "请至少勾选一个称号或一件已做的事" in reply.text
    assert re.search(r'<option value="420100" selected', reply.text) and 'value="2022-06-30"' in reply.text


@pytest.mark.parametrize(
    ("path", "status", "zh", "en"),
    [
        ("/nothing", 404, "没有这一页", "There is no such page"),
        ("/queries/award-for-a-tier?tier=giant", 400, "请求有误", "Something in the request is wrong"),
    ],
)
def test_errors_in_both_languages(server: Server, path: str, status: int, zh: str, en: str) -> None:
    for prefix, said in (("", zh), ("/en", en)):
        reply = server.ask(prefix + path, Accept=BROWSER)
        assert reply.status == status and said in reply.text
    assert status != 400 or '<input id="given-1" name="tier" value="giant">' in reply.text


# --- the catalogue ---------------------------------------------------------------------------------------------------


def test_every_message_has_its_translation_and_no_other_is_kept() -> None:
    found = {(message.context, message.id) for message in messages.messages_of_the_pages() if message.id}
    for file in messages.CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        kept = [message for message in messages.read_catalogue(file) if message.id]
        assert [message.id for message in kept if not messages.is_told(message)] == []
        assert {(message.context, message.id) for message in kept} == found


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('msgid "政策"\nmsgstr "policy"', True),
        ('msgid "政策"\nmsgstr ""', False),
        ('#, fuzzy\nmsgid "政策"\nmsgstr "policy"', False),
        ('msgid "项"\nmsgid_plural "项"\nmsgstr[0] "thing"\nmsgstr[1] ""', False),
        ('#, python-format\nmsgid "%(num)s 项"\nmsgstr "%(number)s things"', False),  # a value that nobody gives
    ],
)
def test_guesses_and_gaps_are_no_translations(tmp_path: Path, entry: str, told: bool) -> None:
    file = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{entry}\n', "utf-8")
    assert [messages.is_told(message) for message in messages.read_catalogue(file) if message.id] == [told]


def test_translations_are_english() -> None:
    """But for examples of Chinese words, which pages in English must show."""
    (file,) = messages.CATALOGUES.glob("en/LC_MESSAGES/messages.po")
    told = [message for message in messages.read_catalogue(file) if message.id]
    strange = [message.string for message in told if HAN.search("".join(message.string))]
    assert all(re.search("such as|e\\.g\\.|like", str(each)) for each in strange), strange
