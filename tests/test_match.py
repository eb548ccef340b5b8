"""The match through its doors: worked examples, wrong words, and the same answer from command line and server."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from server_process import Server, running, started
from stores import oxigraph
from test_serve_store import command, put

from zjtx_kg.cli import main
from zjtx_kg.errors import ArgumentError, QueryError, StoreError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.match import load_profile, match, match_words, read_profile
from zjtx_kg.match.asking import facts_of, query_for
from zjtx_kg.match.show import as_json
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.publish.query import open_rows, rows_of
from zjtx_kg.read import read_bytes
from zjtx_kg.resources import resource
from zjtx_kg.vocabulary import load_vocabulary

EXAMPLES = sorted((Path(__file__).parent / "data" / "match").glob("*.toml"))
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NOTHING = {"fixed": 0, "atMost": 0, "atLeast": 0, "shares": 0, "without": 0}

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def example(path: Path, folder: Path) -> tuple[dict[str, Any], Path]:
    """A worked example, and its profile in a file of its own."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    profile = folder / "profile.json"
    profile.write_text(json.dumps(data["profile"], default=str), encoding="utf-8")
    return data, profile


def run(release: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["match", "--release", str(release), *arguments])


def claims(answer: Any) -> list[Any]:
    return [claim for region in answer["regions"] for claim in region["claims"]]


# --- worked examples ------------------------------------------------------------------------------------------------


@each_example
def test_the_awards_are_those_that_a_reader_finds(path: Path, release: Path, tmp_path: Path) -> None:
    data, profile = example(path, tmp_path)
    found = claims(json.loads(run(release, "--profile", str(profile), "--format", "json").output))
    shown = [
        {name: each[name] for name in ("amount", "ratio") if each[name] is not None}
        | {"recipient": each["awardName"], "status": each["status"], "open": sorted({o["kind"] for o in each["open"]})}
        for each in found
    ]
    assert shown == [award | {"open": sorted(award["open"])} for award in data["award"]]


@each_example
def test_the_sums_are_those_that_a_reader_adds_up(path: Path, release: Path, tmp_path: Path) -> None:
    data, profile = example(path, tmp_path)
    answer = json.loads(run(release, "--profile", str(profile), "--format", "json").output)
    sums = {region["regionName"]: (region["sure"], region["unsure"]) for region in answer["regions"]}
    assert sums.keys() == data["sums"].keys()
    for name, expected in data["sums"].items():
        sure, unsure = sums[name]
        assert sure == NOTHING | {"fixed": expected.get("fixed", 0), "without": expected.get("without", 0)}
        assert unsure == NOTHING | {
            "fixed": expected.get("unsure", 0),
            "shares": expected.get("shares", 0),
            "without": expected.get("without_unsure", 0),
        }


@each_example
def test_each_claim_has_its_ground(path: Path, release: Path, tmp_path: Path) -> None:
    """A reason, and the quote at its place in the text."""
    for claim in claims(
        json.loads(run(release, "--profile", str(example(path, tmp_path)[1]), "--format", "json").output)
    ):
        assert claim["reasons"]
        document, _, span = claim["place"].partition("/id/policy/")[2].partition("/quote/")
        start, _, end = span.partition("-")
        assert (release / "texts" / f"{document}.txt").read_text("utf-8")[int(start) : int(end)] == claim["quote"]


DOCUMENT = """武汉市人民政府关于支持中小企业的若干措施

一、支持稳定生产
（一）鼓励连续生产。对春节期间连续生产的企业，给予10万元奖励。
（二）鼓励升级。对国家级专精特新“小巨人”企业，给予30万元奖励。

武汉市人民政府
2022年1月10日
"""


def test_an_award_that_is_not_decided_is_listed_apart() -> None:
    """Never dropped: whatever the profile, it stands there with its quote, and counts for nothing."""
    words = {"new": ["national:little-giant"], "region": ["江岸区"]}
    answer = match_words(words, rows_of_text(DOCUMENT))
    (region,) = answer.regions
    assert [(each.status, each.row["awardName"]) for each in region.claims] == [
        ("事由未定", "春节期间连续生产的企业"),
        ("符合", "国家级专精特新“小巨人”企业"),
    ]
    assert region.claims[0].row["quote"] and not region.claims[0].reasons
    assert (region.sure.fixed, region.unsure.fixed) == (0, 300000)


# What is in force on no day, before the sums of which a reader may rely: 2021-10-30 to 2024-12-31 in Wuhan.
@pytest.mark.parametrize(
    ("day", "left", "sure", "unsure"),
    [
        ((), ["day"], 0, 500000),
        (("--on", "2021-10-29"), ["state"], 0, 0),
        (("--on", "2021-10-30"), [], 500000, 0),
        (("--on", "2024-12-31"), [], 500000, 0),
        (("--on", "2025-01-01"), ["state"], 0, 0),
    ],
)
def test_only_a_day_of_its_validity_makes_a_sum_sure(
    day: tuple[str, ...], left: list[str], sure: int, unsure: int, release: Path
) -> None:
    words = ("--region", "武汉市", "--new", "national:little-giant", *day)
    (region,) = json.loads(run(release, *words, "--format", "json").output)["regions"]
    assert [each["kind"] for each in region["claims"][0]["open"]] == left
    assert (region["sure"]["fixed"], region["unsure"]["fixed"]) == (sure, unsure)
    assert ("未指定日期" in run(release, *words).output) is (not day)


def rows_of_text(text: str) -> Any:
    """What asks the graph of this one document of Wuhan."""
    knowledge = load_knowledge()
    reading = read_document(read_bytes(text.encode(), "sample.txt", "sample"), knowledge)
    store = ox.Store()
    store.load(
        resolve_and_describe(reading, knowledge)[1].serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES
    )
    for path in (resource("ontology") / "vocab").glob("*.ttl"):
        store.load(path.read_bytes(), ox.RdfFormat.TURTLE)
    return rows_of(store)


UNDATED = """武汉市人民政府关于支持中小企业的若干措施

一、支持升级
（一）鼓励升级。对国家级专精特新“小巨人”企业，给予30万元奖励。
（二）附则。本措施有效期至2024年12月31日。
"""


def test_a_policy_without_a_day_of_issue_may_not_be_written_yet() -> None:
    """Its end is known, its beginning is not."""
    words = {"new": ["national:little-giant"], "region": ["武汉市"], "on": ["2022-06-30"]}
    (region,) = match_words(words, rows_of_text(UNDATED)).regions
    assert [left.kind for left in region.claims[0].open] == ["undated"]
    assert (region.sure.fixed, region.unsure.fixed) == (0, 300000)


# --- what fits nothing ----------------------------------------------------------------------------------------------


@each_example
def test_what_met_nothing_is_told(path: Path, release: Path, tmp_path: Path) -> None:
    data, profile = example(path, tmp_path)
    answer = json.loads(run(release, "--profile", str(profile), "--format", "json").output)
    unmet = {region["regionName"]: region["unmet"] for region in answer["regions"] if region["unmet"]}
    assert unmet == data.get("unmet", {})


def test_what_met_nothing_stands_in_every_form(release: Path) -> None:
    """One region has nothing that fits, and is there."""
    words = ("--region", "武汉市", "--region", "铜陵市", "--quoted")
    table = run(release, *words).output
    assert "武汉市 420100: 无符合的奖补 nothing fits" in table and "无奖补对应 no award asks for it: 挂牌" in table
    rows = list(csv.DictReader(StringIO(run(release, *words, "--format", "csv").output)))
    met_nothing = [(row["regionName"], row["reasons"]) for row in rows if row["status"] == "无奖补对应"]
    assert met_nothing == [("铜陵市", "挂牌"), ("武汉市", "挂牌")]


@pytest.mark.parametrize(("region", "said"), [("北京市", "no policy of 北京市 110000"), ("火星市", "not known")])
def test_a_region_without_policies_is_refused_with_those_that_have_some(region: str, said: str, release: Path) -> None:
    result = run(release, "--region", region, "--moved-in")
    told = "".join(result.output.split("\n"))
    assert result.exit_code == QueryError.exit_code and said in told
    assert "420100 武汉市" in told and "500111 大足区" in told


def test_a_region_has_the_policies_of_those_around_it(release: Path) -> None:
    """A district without a policy of its own is none without policies."""
    (region,) = match_words({"region": ["江岸区"], "new": ["national:little-giant"]}, open_rows(release)).regions
    assert region.name == "武汉市" and region.claims


# --- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"tier": ["x"]}, "no 'tier' in a profile. Known are: region"),
        ({"new": ["giant"]}, "little-giant 专精特新“小巨人”企业"),
        ({"new": ["global:little-giant"]}, "national"),
        ({"did": ["flying"]}, "moved-in 迁入"),
        ({"standard": ["global"]}, "international"),
        ({"prize": ["moved-in"]}, "quality-prize"),
        ({"moved-in": ["maybe"]}, "yes"),
        ({"moved-in": ["1"], "on": ["2022-02-30"]}, "2022-12-31"),
        ({"moved-in": ["1"], "region": ["朝阳"]}, "110105 北京市朝阳区"),
        ({"moved-in": ["1"], "region": ["亚特兰蒂斯"]}, "420100"),
        ({"moved-in": ["1"], "on": ["2022-02-01", "2023-02-01"]}, "one day"),
        ({"did": ["moved-in"] * 41}, "more than 40 words"),
        ({"region": ["武汉市"]}, "tells nothing of the firm"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(words: dict[str, list[str]], said: str) -> None:
    with pytest.raises(QueryError) as raised:
        read_profile(words)
    assert said in str(raised.value)


def test_wrong_words_on_the_command_line(release: Path) -> None:
    result = run(release, "--new", "giant")
    assert result.exit_code == QueryError.exit_code and "little-giant" in result.output


@pytest.mark.parametrize("text", [None, "moved-in = [", "moved-in = 1.5", "x = {a = 1}"])
def test_a_profile_file_that_is_broken_or_missing(tmp_path: Path, release: Path, text: str | None) -> None:
    path = tmp_path / "profile.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ArgumentError) as raised:
        load_profile(path)
    assert raised.value.where == str(path) and raised.value.remedy
    assert run(release, "--profile", str(path)).exit_code == 2


@given(
    st.sampled_from(sorted(load_vocabulary("tiers").concepts)),
    st.sampled_from([None, *sorted(load_vocabulary("levels").concepts)]),
    st.sets(st.sampled_from(sorted(load_vocabulary("occasions").concepts)), max_size=3),
)
def test_every_word_of_the_vocabularies_makes_a_query(tier: str, level: str | None, done: set[str]) -> None:
    """Each fact has a row of its own, and nothing but IRIs and numbers stands in them."""
    profile = read_profile({"new": [f"{level}:{tier}" if level else tier], "did": sorted(done), "region": ["大足区"]})
    facts = facts_of(profile)
    query = query_for(profile, facts)
    assert all(f'("{number}" <' in query for number in range(len(facts)))
    assert all(f"region/{code}>" in query for code in ("500111", "500000", "100000"))


def test_more_said_finds_no_less(release: Path) -> None:
    """What a firm has done besides takes no award away."""
    ask = open_rows(release)

    def found(**words: list[str]) -> set[str]:
        answer = match(read_profile(words), ask)
        return {claim.row["award"] for region in answer.regions for claim in region.claims}

    few = found(new=["national:little-giant"])
    assert few < found(new=["national:little-giant", "provincial:srdi-sme"], did=["listed", "patent"])


# --- server ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["release", "store"])
def server(request: pytest.FixtureRequest, release: Path) -> Iterator[Server]:
    if request.param == "release":
        with running(release) as embedded:
            yield embedded
        return
    with oxigraph() as store:
        put(store, release)
        with started(command(store.url)) as remote:
            yield remote


@each_example
def test_the_server_tells_the_same(path: Path, release: Path, tmp_path: Path, server: Server) -> None:
    words = load_profile(example(path, tmp_path)[1])
    reply = server.ask(f"/match?{urlencode(words, doseq=True)}&format=json")
    assert reply.status == 200 and reply.type == "application/json"
    assert reply.text == as_json(match(read_profile(words), open_rows(release)))


def test_formats(server: Server) -> None:
    address = "/match?region=420100&new=national:little-giant"
    rows = list(csv.DictReader(StringIO(server.ask(f"{address}&format=csv").text)))
    assert [row["amount"] for row in rows] == ["500000"] and "达到培育层级" in rows[0]["reasons"]
    assert [row["standing"] for row in rows] == ["推断"]
    page = server.ask(address, **BROWSER)
    assert page.type.startswith("text/html") and "国家级专精特新“小巨人”企业" in page.text and "50 万元" in page.text
    assert "<script" not in page.text
    assert '<a href="#on">未指定日期' in page.text
    assert server.ask(f"{address}&format=gif").status == 406


@pytest.mark.parametrize("address", ["/match?foo=1", "/match?foo=1&region=420100"])
def test_a_word_that_no_profile_has_is_named_on_the_page(server: Server, address: str) -> None:
    page = server.ask(address, **BROWSER)
    assert page.status == 400 and "foo" in words_of(page.text) and "还没有填写企业的情况" not in page.text


def test_shares_and_sums_as_people_read_them(server: Server) -> None:
    """At least as much again from the district, beside the city's own sum."""
    page = server.ask("/match?region=420100&did=scale-passed", **BROWSER)
    assert "配套 不低于 1:1" in words_of(page.text) and ">20 万元" in page.text


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_what_is_open_is_said_in_the_same_words_everywhere(release: Path, server: Server) -> None:
    """Chinese, with the English behind; a page has its own language alone."""
    asked = "/match?region=420100&new=national:little-giant"
    zh, en = (words_of(server.ask(prefix + asked, **BROWSER).text) for prefix in ("", "/en"))
    assert "未指定日期，有效期至：2024-12-31" in zh and "no day asked, in force until: 2024-12-31" in en
    for said in (
        server.ask("/match?region=420100&new=national:little-giant&format=csv").text,
        run(release, "--region", "420100", "--new", "national:little-giant", "--format", "csv").output,
    ):
        assert "未指定日期，有效期至 no day asked, in force until: 2024-12-31" in said


def test_the_page_tells_what_met_nothing(server: Server) -> None:
    page = words_of(server.ask("/match?region=420100&region=330400&moved-in=1", **BROWSER).text)
    assert "无符合的奖补 没有奖补对应：迁入 推断" in page and "嘉兴市" in page


def test_the_form_begins_with_what_is_asked_most(server: Server) -> None:
    """National before provincial, and the little giant first."""
    page = server.ask("/match", **BROWSER).text
    values = re.findall(r'<option value="(\w+:[\w-]+)"', page)
    assert values[:4] == [f"{level}:little-giant" for level in ("national", "provincial", "municipal", "county")]


def test_the_form_alone(server: Server) -> None:
    """Without a word the page is the form; its empty fields, sent, set nothing."""
    page = server.ask("/match", **BROWSER)
    assert page.status == 200 and "<form" in page.text and "国家级专精特新“小巨人”企业" in page.text
    assert server.ask("/match?region=&on=", **BROWSER).status == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("x=&moved-in=1", "reached"),
        ("new=giant", "little-giant"),
        ("tier=little-giant", "reached"),
        ("region=420100", "moved-in=1"),
        ("region=北京市&moved-in=1", "420100 武汉市"),
        ("region=火星市&moved-in=1", "420100 武汉市"),
    ],
)
def test_wrong_parameters(server: Server, query: str, said: str) -> None:
    reply = server.ask(f"/match?{quote(query, safe='=&:')}", Accept="application/json")
    assert reply.status == 400 and said in reply.json["message"]


def test_an_answer_may_be_kept(server: Server) -> None:
    """A second request with the first one's tag is answered that nothing has changed."""
    address = "/match?new=national:little-giant&format=csv"
    tag = server.ask(address).headers["ETag"]
    assert tag and server.ask(address, **{"If-None-Match": tag}).status == 304


def test_an_endpoint_is_asked_in_place_of_a_release(release: Path, server: Server) -> None:
    words = ["--new", "national:little-giant", "--listed", "--format", "csv"]
    asked = CliRunner().invoke(main, ["match", "--store", f"{server.address}sparql", *words])
    assert asked.output == run(release, *words).output and asked.output.count("\n") > 2


def test_an_endpoint_that_is_none(server: Server) -> None:
    result = CliRunner().invoke(main, ["match", "--moved-in", "--store", f"{server.address}policies"])
    assert result.exit_code == StoreError.exit_code and server.address in result.output
