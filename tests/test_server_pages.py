"""The pages and the linked data, asked over HTTP at a server in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from server_process import DATA, PATIENCE, SETTING, Server, command, running
from zjtx_server.pages.things.reading import headings_of
from zjtx_server.pages.web.present import money, number, ratio, share

POLICY = "/id/policy/wuhan-2021"
MEASURE = POLICY + "/measure/" + quote("二.一.3")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LISTS = ["/policies", "/measures", "/awards", "/targets", "/departments", "/tiers", "/regions"]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


@pytest.fixture(scope="module")
def hostile() -> Iterator[Server]:
    with running(DATA / "hostile.trig") as server:
        yield server


class Links(HTMLParser):
    """The addresses that a page leads to but for choices without end, and its elements' names but for own scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "script" or not (dict(attrs).get("src") or "").startswith("/static/"):  # the pages' own
            self.elements.add(tag)
        if ("rel", "nofollow") in attrs:
            return
        self.addresses += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def words(page: str) -> str:
    """The text of a page without its tags, white space made single."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def crawl(server: Server) -> dict[str, int]:
    """The status of every address that can be reached from the first page by links."""
    found: dict[str, int] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        reply = server.ask(path, Accept=BROWSER)
        found[path] = reply.status
        if reply.type.startswith("text/html"):
            for address in Links(reply.text).addresses:
                target = urljoin(server.address + path.lstrip("/"), address.partition("#")[0])
                if target.startswith(server.address):
                    waiting.append("/" + target.removeprefix(server.address))
    return found


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", ["武汉市促进中小企业“专精特新”高质量发展行动计划", "1 份政策", "各地对某一层级的奖补"]),
        ("/policies", ["武政规〔2021〕20号", "2021-10-30", "已发布"]),
        ("/measures", ["3 推动“小进规”攻坚", "(一)实施中小企业成长工程"]),
        ("/awards", ["首次进入规模以上的工业企业", "20 万元", "50 万元", "配套 1:1", "国家级 专精特新“小巨人”企业"]),
        ("/targets", ["不少于 500 家", "2023", "120 (2020)", "每年"]),
        ("/departments", ["武汉市经济和信息化局", "工业和信息化", "武汉市各区人民政府 统称"]),
        ("/tiers/names", ["规模以上企业", "高新技术企业"]),
        ("/regions", ["420100", "武汉市", "湖北省"]),
        ("/vocab", ["企业培育层级"]),
        ("/ontology", ["zjtx:Award", "奖补或目标所针对的企业层级"]),
        (
            POLICY,
            ["武汉市人民政府", "中华人民共和国中小企业促进法", "65ab418aade87bcc", "二、重点任务", "2021年10月30日"],
        ),
        (MEASURE, ["责任单位", "市经信局", "奖补", "目标", "每年新增规模以上工业企业300家以上"]),
        (POLICY + "/award/a1", ["20 万元", "200,000", "award.fixed", "125–152"]),
        (POLICY + "/target/t1", ["不少于 500 家", "省级", "target.reach"]),
        (POLICY + "/task/k1", ["每年新增规模以上工业企业300家以上", "牵头"]),
        (POLICY + "/responsibility/r3", ["市经信局", "牵头", "unit.list"]),
        ("/id/department/420100/" + quote("武汉市经济和信息化局"), ["市经信局", "引导“专精特新”发展", "工业和信息化"]),
        ("/id/region/420100", ["420100", "湖北省", "武汉市财政局"]),
        ("/id/region/420000", ["武汉市"]),
        ("/id/indicator/little-giant", ["不少于 500 家"]),
        ("/id/source/wuhan-2021", ["wuhan-2021.txt"]),
        (
            "/id/cited-policy/0a1b2c3d",
            [
                "被引用于",
                "中华人民共和国中小企业促进法",
                "武汉市促进中小企业",
                "依据《中华人民共和国中小企业促进法》。",
            ],
        ),
        (POLICY + "/quote/125-152", ["对首次进入规模以上的工业企业,市级财政给予20万元奖励"]),
        ("/vocab/tier/little-giant", ["little giant", "50 万元", "500 家"]),
        ("/vocab/tier", ["科技型中小企业", "technology-based SME"]),
        ("/vocab/role/lead", ["牵头"]),
        ("/graph/policy/wuhan-2021", ["graph:policy/wuhan-2021"]),
    ],
)
def test_pages_tell_the_facts(server: Server, path: str, says: list[str]) -> None:
    reply = server.ask(path, Accept=BROWSER)
    assert (reply.status, reply.type) == (200, "text/html; charset=utf-8")
    assert [phrase for phrase in says if phrase not in words(reply.text)] == []


def test_a_fact_shows_its_quote_in_its_context(server: Server) -> None:
    page = server.ask(POLICY + "/award/a1", Accept=BROWSER).text
    assert (
        "每年新增规模以上工业企业300家以上。<mark>对首次进入规模以上的工业企业,市级财政给予20万元奖励</mark>,各区按照"
        in page
    )


@pytest.mark.parametrize(
    "words",
    [
        "武汉市促进中小企业“专精特新”高质量发展行动计划",
        "武汉市人民政府",
        "2021年10月30日",
        "《中华人民共和国中小企业促进法》",
    ],
)
def test_each_field_of_a_policy_leads_to_its_words(server: Server, words: str) -> None:
    """Title, organ, day and ground, each marked in the text."""
    page = server.ask(POLICY, Accept=BROWSER).text
    (anchor,) = set(re.findall(rf'<mark class="[^"]*" id="(c\d+-\d+)">(?:<a [^>]*>)?{words}', page))
    assert f'href="#{anchor}"' in page or f'href="{POLICY}#{anchor}"' in page


def test_the_text_of_a_policy_leads_to_the_facts(server: Server) -> None:
    page = server.ask(POLICY, Accept=BROWSER).text
    words = "对首次进入规模以上的工业企业,市级财政给予20万元奖励"
    assert re.search(rf'<mark class="award" id="c\d+-\d+"><a href="{POLICY}/award/a1">{words}</a></mark>', page)


def test_every_link_leads_somewhere(server: Server) -> None:
    found = crawl(server)
    assert {path: status for path, status in found.items() if status != 200} == {}
    assert {*LISTS, POLICY, MEASURE, POLICY + ".ttl", "/ontology", "/vocab/tier"} <= found.keys()


@pytest.mark.parametrize("path", ["/id/policy/none", "/id/", "/nothing", "/vocab/tier/none", "/policies?page=2"])
def test_what_is_not_there_is_told_in_the_same_design(server: Server, path: str) -> None:
    page = server.ask(path, Accept=BROWSER)
    assert (page.status, page.type) == (404, "text/html; charset=utf-8")
    assert "回到首页" in page.text
    assert server.ask(path, Accept="application/json").json["status"] == 404


@pytest.mark.parametrize("query", ["SELECT <b>", "INSERT DATA {}", " "])
def test_a_refused_query_can_be_mended_on_its_page(server: Server, query: str) -> None:
    reply = server.query(query, Accept=BROWSER)
    assert reply.status in {400, 403}
    assert 'role="alert"' in reply.text
    assert "<textarea" in reply.text
    assert unescape(reply.text).count(query) >= 1


def test_health(server: Server) -> None:
    quads = len(list(parse(path=DATA / "small.trig", format=RdfFormat.TRIG)))
    assert server.ask("/health").json == {"status": "ok", "release": "small.trig", "quads": quads}


@pytest.mark.parametrize("path", ["/", POLICY, "/nothing", "/sparql", "/static/style.css"])
def test_pages_run_no_code_of_others(server: Server, path: str) -> None:
    reply = server.ask(path, Accept=BROWSER)
    policy = dict(part.strip().split(" ", 1) for part in reply.headers["Content-Security-Policy"].split(";"))
    assert policy.pop("default-src") == policy.pop("base-uri") == policy.pop("frame-ancestors") == "'none'"
    assert policy.pop("img-src") == "'self' data:"
    assert set(policy.values()) == {"'self'"}
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert not re.search(r"<script(?! type=\"module\" src=\"/static/)|<style|\son\w+=|\sstyle=", reply.text)


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/id/department/420100/%E6%AD%A6%E6%B1%89%E5%B8%82%E8%B4%A2%E6%94%BF%E5%B1%80",  # percent-encoded, as usual
        "/id/department/420100/%e6%ad%a6%e6%b1%89%e5%b8%82%e8%b4%a2%e6%94%bf%e5%b1%80",  # in small letters
    ],
)
def test_chinese_addresses(server: Server, path: str) -> None:
    assert "市财政局" in server.ask(path, Accept=BROWSER).text


def test_a_name_with_a_slash_keeps_its_address(hostile: Server) -> None:
    assert "a/b?" in words(hostile.ask("/id/department/000000/a%2Fb%3F", Accept=BROWSER).text)


def test_bad_utf8_in_an_address(server: Server) -> None:
    assert server.ask("/id/region/%FF", Accept=BROWSER).status in {400, 404}


# --- hostile data ---------------------------------------------------------------------------------------------------


def test_hostile_words_stay_words(hostile: Server) -> None:
    pages = {path: hostile.ask(path, Accept=BROWSER) for path in [*crawl(hostile), *LISTS]}
    html = {path: reply.text for path, reply in pages.items() if reply.type.startswith("text/html")}
    assert "/id/policy/hostile" in html
    inferences = ("counterpart", "shared-passage", "tier-match", "reorganisation")
    assert {f"/id/{kind}/x" for kind in inferences} <= html.keys()
    for path, page in html.items():
        links = Links(page)
        assert not links.elements & {"script", "img", "b", "i"} - ({"b"} if 'class="figures"' in page else set()), path
        assert not [address for address in links.addresses if address.startswith(("javascript:", "data:"))], path
        assert "49" not in page.partition("alert(1)")[0][-20:], path  # {{ 7*7 }} is no template
    assert {path: reply.status for path, reply in pages.items() if reply.status not in {200, 404}} == {}


def test_what_is_only_named_has_a_page_too(hostile: Server) -> None:
    page = hostile.ask("/id/policy/no-such", Accept=BROWSER)
    assert (page.status, "alert(1)" in words(page.text)) == (200, True)


def test_long_lists_come_in_pages(tmp_path: Path) -> None:
    policy = "<https://w3id.org/zjtx/id/policy/{0}> a zjtx:Policy ; rdfs:label '政策{0}' .\n"
    prefixes = (
        "@prefix zjtx: <https://w3id.org/zjtx/ontology#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    (tmp_path / "many.ttl").write_text(prefixes + "".join(policy.format(i) for i in range(201)), "utf-8")
    with running(tmp_path / "many.ttl") as server:
        pages = [server.ask(f"/policies?page={number}", Accept=BROWSER) for number in (1, 5, 6)]
    assert [page.status for page in pages] == [200, 200, 404]
    assert [len(set(re.findall("政策[0-9]+", page.text))) for page in pages] == [50, 1, 0]


def test_a_release_directory(tmp_path: Path) -> None:
    home = tmp_path / "releases" / "r1"
    home.mkdir(parents=True)
    (tmp_path / "current").symlink_to(home)
    lines = {f"{quad} .\n" for quad in parse(path=DATA / "small.trig", format=RdfFormat.TRIG)}
    (home / "data.nq").write_text("".join(sorted(lines)), "utf-8")
    document = {"id": "wuhan-2021", "title": "武汉", "figures": {"unread-numbers": 7}}
    finding = {"rule": "coverage.unread-number", "severity": "warning", "place": [3, 5], "message": "<b>12</b> unread"}
    report = {"id": "r1", "figures": {"unread-numbers": 7}, "documents": [{**document, "findings": [finding]}]}
    (home / "release.json").write_text(json.dumps(report), "utf-8")
    with running(tmp_path) as server:
        assert server.ask("/health").json["release"] == "r1"
        page = server.ask("/quality", Accept=BROWSER).text
        assert re.search(r"未读入的数字.*武汉 ?7 ", words(page))
        assert "数字没有读入" in page and "&lt;b" not in page
        assert "&lt;b&gt;12&lt;/b&gt; unread" in server.ask("/en/quality", Accept=BROWSER).text


# --- values and texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "value", "shown"),
    [
        (money, "200000", "20 万元"),
        (money, "1500000.0", "150 万元"),
        (money, "20000000000", "200 亿元"),
        (money, "800", "800 元"),
        (money, "12345", "1.2345 万元"),
        (number, "1200", "1,200"),
        (number, "1.50", "1.5"),
        (number, "一批", "一批"),  # what is no number is shown as it is
        (number, None, ""),
        (share, "0.3333333", "33.3%"),
        (share, "1.0", "100%"),  # all of it
        (share, "0.9999", "99.9%"),  # not all of it
    ],
)
def test_numbers_as_people_read_them(function, value: str, shown: str) -> None:  # noqa: ANN001
    assert function(value) == shown


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("0.3", "补助", "30%"),
        ("1.0", "补助", "100%"),  # 按照实际支出的100%给予补助
        ("1.5", "奖励", "150%"),
        ("1.0", None, "100%"),
        ("0.5", "配套", "50%"),
        ("1.0", "配套", "1:1"),  # as much again
        ("2", "配套", "1:2"),
    ],
)
def test_shares_as_people_read_them(value: str, kind: str | None, shown: str) -> None:
    assert ratio(value, kind) == shown


@given(st.decimals(min_value=0, max_value=10**13, places=2))
def test_money_loses_nothing(amount: Decimal) -> None:
    digits, unit = money(str(amount)).split(" ")
    size = {"元": 1, "万元": 10**4, "亿元": 10**8}[unit]
    assert Decimal(digits.replace(",", "")) * size == amount


def test_headings_survive_a_circle() -> None:
    sections = [{"section": "a", "parent": "b", "label": "甲"}, {"section": "b", "parent": "a", "label": "乙"}]
    found = headings_of("甲\n乙\n丙", sections, [])
    assert [(heading.rank, heading.part["section"]) for heading in found.values()] == [(4, "a"), (4, "b")]


# --- what can be served ---------------------------------------------------------------------------------------------


RDF_XML = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
  <rdf:Description rdf:about="http://e/s"><e:p>1</e:p></rdf:Description>
</rdf:RDF>
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", "<http://e/s> <http://e/p> 1 ."),
        ("a.nt", '<http://e/s> <http://e/p> "1" .'),
        ("a.nq", '<http://e/s> <http://e/p> "1" <http://e/g> .'),
        ("a.trig", "<http://e/g> { <http://e/s> <http://e/p> 1 }"),
        ("a.jsonld", '{"@id": "http://e/s", "http://e/p": 1}'),
        ("a.rdf", RDF_XML),
        ("a.owl", "@prefix e: <http://e/> . e:s e:p 1 ."),  # an .owl file may be Turtle
        ("b.owl", RDF_XML),
    ],
)
def test_any_rdf_file(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with running(tmp_path / name) as server:
        assert server.ask("/health").json["quads"] == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.ttl", None, "no such release or file"),
        ("a.txt", "", "tells no RDF format"),
        ("a.ttl", "<http://e/s> nonsense", "not readable as RDF"),
        ("empty", "folder", "no release"),
    ],
)
def test_what_cannot_be_served_is_told(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_text(content, "utf-8")
    ended = subprocess.run(command(path), capture_output=True, timeout=PATIENCE, check=False, **SETTING)
    assert ended.returncode != 0
    assert says in ended.stderr
