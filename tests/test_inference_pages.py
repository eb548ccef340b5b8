"""Pages tell what is concluded apart from what is quoted, asked over HTTP at a server in a process of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from server_process import DATA, Server, running
from test_server_pages import BROWSER, crawl, words

WUHAN, TONGLING = "/id/policy/wuhan", "/id/policy/tongling"
COUNTERPART, PASSAGE = "/id/counterpart/0a1b2c3d4e5f6071", "/id/shared-passage/1a1b2c3d4e5f6071"
STEPS, TIERS = "/id/step-match/2a1b2c3d4e5f6071", "/id/tier-match/340700/provincial-little-giant/2018"
OLD, NEW = (f"/id/department/420100/{quote(name)}" for name in ("武汉市经济和信息化委员会", "武汉市经济和信息化局"))
CHANGE = f"/id/reorganisation/420100/{quote('武汉市经济和信息化委员会')}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "linked.trig") as server:
        yield server


def page(server: Server, path: str) -> str:
    """A page up to its legend."""
    reply = server.ask(path, Accept=BROWSER)
    assert (reply.status, reply.type) == (200, "text/html; charset=utf-8")
    return reply.text.partition("<footer")[0]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        # the main theme first, each with the words that gave the ground and the rule
        (
            WUHAN + "/measure/3",
            [
                "融资 主要 推断",
                "themes.finance 服务 推断",
                "信贷和债券 推断",
                "铜陵市 开展转贷 · 做法相同 · 得分 0.82",
                "铜陵市行动计划 · 2018-05-02 发布",
                "主题与文字相同",
            ],
        ),
        (
            TONGLING + "/measure/1",
            ["武汉市 推动转贷服务 · 做法相同", "武汉市行动计划 · 2021-10-30"],
        ),  # from the other end
        (WUHAN + "/award/a1", ["上市挂牌 推断", "occasions.listed", "是 推断", "符合条件 推断"]),
        (WUHAN + "/target/t1", ["500 户", "小巨人企业数量 推断"]),
        ("/id/indicator/little-giant", ["专精特新“小巨人”企业 推断", "单位 家 推断", "500 户"]),
        (WUHAN, ["铜陵市行动计划 科技型中小企业 等同 推断", "2018-05-02 发布 对方在先"]),
        (TONGLING, ["2021-10-30 本政策在先"]),
        (
            COUNTERPART,
            ["开展转贷 ↔ 推动转贷服务", "0.82", "共同主题 融资", "shared-words 1", "2021-10-30"],
        ),
        (PASSAGE, ["先后 在先 铜陵市行动计划", "第 17–25 字", "第 18–26 字"]),
        (STEPS, ["等同", "层级与级别相同", "same-tier 1"]),
        (
            TIERS,
            [
                "省级 专精特新“小巨人”企业 → 专精特新中小企业",
                "相近 推断",
                "2018-01-01 – 2022-05-31",
                "同为省级认定",
            ],
        ),
        (
            "/vocab/tier/little-giant",
            ["铜陵市", "相近 推断", "优质中小企业梯度培育管理暂行办法", "铜陵市行动计划 第 2 级"],
        ),
        ("/vocab/tier/srdi-sme", ["相近 推断"]),  # from the national end
        ("/vocab/tier/single-champion", ["无对应 推断", "武汉市行动计划"]),
        ("/id/cited-policy/f082b199279b2737", ["63号", "2022 推断", "以此为据", "provincial-little-giant/2018 推断"]),
        (WUHAN + "/classification/t1", ["推动转贷服务 → 融资", "过桥转贷", "themes.finance", "位次 1"]),
        (OLD, ["由其承接 武汉市经济和信息化局 2018 推断"]),
        (
            NEW,
            ["工业和信息化 推断", "承接 武汉市经济和信息化委员会 2018 推断", "https://www.example.org/2018"],
        ),
        (CHANGE, ["武汉市经济和信息化委员会 → 武汉市经济和信息化局", "2018"]),
        ("/id/region/420100", ["http://www.wikidata.org/entity/Q11746"]),
        ("/vocab/theme/finance", ["推动转贷服务 主要 推断", "武汉市"]),
        ("/vocab/instrument/credit", ["推动转贷服务 推断"]),
        ("/vocab/occasion/listed", ["新上市企业 推断"]),
        ("/vocab/function/industry-it", ["武汉市经济和信息化局 工业和信息化 推断"]),
        ("/departments", ["工业和信息化 推断"]),
        (TONGLING + "/quote/18-26", ["设立应急转贷资金 推断"]),
        (WUHAN + "/quote/34-38", ["融资 推断"]),  # what was concluded from the words
    ],
)
def test_pages_tell_what_is_concluded(server: Server, path: str, says: list[str]) -> None:
    text = words(re.sub(r"(</?(t[dh]|dt|dd|small|p|li|h\d)\b)", r" \1", page(server, path)))
    assert [phrase for phrase in says if phrase not in text] == []


@pytest.mark.parametrize("path", [WUHAN + "/measure/3", COUNTERPART, PASSAGE, STEPS, TIERS])
def test_a_mark_says_what_it_means(server: Server, path: str) -> None:
    whole = server.ask(path, Accept=BROWSER).text
    assert 'title="由规则或方法得出，并非文件所说' in whole
    assert '<p id="inferred">' in whole


@pytest.mark.parametrize("path", [WUHAN + "/award/a1", WUHAN + "/measure/3", NEW])
def test_all_statements_tell_which_are_concluded(server: Server, path: str) -> None:
    """As the ontology says it of their properties."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>', page(server, path).partition("全部陈述")[2])
    marked = {"inferred" in row for row in rows if re.search("主题|政策工具|职能|奖补事由|仅限首次|其他条件", row)}
    others = {"inferred" in row for row in rows if re.search("rdfs:label|rdf:type|zjtx:rule", row)}
    assert (marked, others) == ({True}, {False})


def test_what_is_quoted_has_no_mark(server: Server) -> None:
    said = page(server, WUHAN + "/award/a1")
    for quoted in ("50 万元", "award.fixed"):
        assert "推断" not in said.partition(quoted)[2][:40]


def test_a_counterpart_shows_both_ends_side_by_side(server: Server) -> None:
    said = page(server, COUNTERPART).partition('class="facing"')[2]
    assert f'<a href="{WUHAN}/measure/3">推动转贷服务</a>' in said
    assert re.search(rf'href="{WUHAN}#c\d+-\d+"', said)
    for text in ("设立应急转贷资金,为企业提供低成本过桥转贷服务。", "市财政设立应急转贷资金,降低融资成本。"):
        assert text in re.sub("<.*?>", "", said)


def test_a_shared_passage_shows_both_places_in_context(server: Server) -> None:
    said = page(server, PASSAGE)
    assert "推动转贷服务。<mark>设立应急转贷资金</mark>,为企业" in said
    assert "市财政<mark>设立应急转贷资金</mark>,降低" in said
    for place in (WUHAN + "/quote/17-25", TONGLING + "/quote/18-26"):
        assert f'href="{place}"' in said


def test_the_earlier_policy_is_unknown_without_a_day(tmp_path: Path) -> None:
    data = (DATA / "linked.trig").read_text("utf-8").replace('zjtx:published "2018-05-02"^^xsd:date ;', "")
    (tmp_path / "undated.trig").write_text(data, "utf-8")
    with running(tmp_path / "undated.trig") as server:
        assert "先后不明" in page(server, WUHAN)
        assert "不明" in page(server, PASSAGE)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (COUNTERPART, {"推动转贷服务", "开展转贷", "市财政设立应急转贷资金,降低融资成本。", "0.82", "做法相同"}),
        (PASSAGE, {"武汉市行动计划", "铜陵市行动计划", "设立应急转贷资金", "17", "18"}),
        (STEPS, {"科技型中小企业"}),
        (WUHAN + "/classification/t1", {"推动转贷服务", "融资", "过桥转贷"}),
    ],
)
def test_descriptions_hold_both_ends_and_their_words(server: Server, path: str, said: set[str]) -> None:
    reply = server.ask(path, Accept="application/n-triples")
    values = {triple.object.value for triple in ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES)}
    assert said <= values


def test_every_link_leads_somewhere(server: Server) -> None:
    found = crawl(server)
    assert {path: status for path, status in found.items() if status != 200} == {}
    assert {COUNTERPART, PASSAGE, STEPS, TIERS, CHANGE, WUHAN + "/classification/t1"} <= found.keys()


@pytest.mark.parametrize("path", ["/", "/policies"])
def test_policies_that_are_only_named_are_not_listed(server: Server, path: str) -> None:
    """Such as a national measure that a match of tiers rests on."""
    assert "优质中小企业梯度培育管理暂行办法" not in page(server, path)
