"""Overviews of awards, targets and tiers over a served release: they say what readers of the documents found."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from lxml import html
from server_process import Server, running

from zjtx_kg.iris import VOCAB
from zjtx_kg.resources import resource

EXPECTED = resource("data") / "questions" / "expected"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
AWARDS, MATRIX, TARGETS, INDICATORS = "/awards/overview", "/awards/matrix", "/targets/overview", "/indicators"
TIERS, NAMES = "/tiers", "/tiers/names"
ALL_AWARDS = {"tier": "", "level": ""}
PAGES = (AWARDS, MATRIX, TARGETS, INDICATORS, TIERS, NAMES)
Record = dict[str, str]


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


def page(server: Server, address: str, **setting: str) -> html.HtmlElement:
    reply = server.ask(f"{address}?{urlencode(setting)}", Accept="text/html")
    assert reply.status == 200, reply.text
    return html.fromstring(reply.text)


def table(server: Server, address: str, **setting: str) -> list[Record]:
    reply = server.ask(f"{address}.csv?{urlencode(setting)}")
    assert reply.status == 200, reply.text
    return list(csv.DictReader(StringIO(reply.text)))


def objects(server: Server, address: str, **setting: str) -> list[dict[str, Any]]:
    return server.ask(f"{address}.json?{urlencode(setting)}").json


def expected(number: int) -> list[Record]:
    (path,) = EXPECTED.glob(f"{number:02}-*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences() -> Record:
    """What a reader wrote for words that extraction has otherwise, by these."""
    with (EXPECTED / "differences.csv").open(encoding="utf-8", newline="") as file:
        return {row["answer"]: row["reading"] for row in csv.DictReader(file)}


def counted(rows: Iterable[Record], names: dict[str, str]) -> Counter[tuple[str, ...]]:
    """Rows by the columns that `names` maps to others, as often as they occur; numbers by their value."""
    read = differences()
    return Counter(tuple(same_number(read.get(row[name], row[name])) for name in names.values()) for row in rows)


def same_number(words: str) -> str:
    return words.removesuffix(".0")


# --- awards ---------------------------------------------------------------------------------------------------------

SUMS = {"amount": "amount", "atMost": "maximum", "atLeast": "minimum", "ratio": "ratio"}
AWARD = {"regionName": "regionName", "awardName": "recipient", "statement": "statement", **SUMS}


def same(names: dict[str, str]) -> dict[str, str]:
    """A reader's columns under their own names."""
    return {name: name for name in names}


def test_awards_for_a_tier_as_a_reader_found_them(server: Server) -> None:
    names = AWARD | {
        "awardTierName": "tierName",
        "levelName": "levelName",
        "kindName": "kindName",
        "trigger": "trigger",
    }
    shown = table(server, AWARDS, tier="little-giant", level="")
    assert counted(shown, names) == counted(expected(2), same(names))


def test_the_first_look_is_at_national_little_giants_by_amount(server: Server) -> None:
    shown = [(row["regionName"], row["statement"], row["amount"]) for row in table(server, AWARDS)]
    assert shown == [(row["regionName"], row["statement"], row["sum"]) for row in expected(3)]


def test_shares_and_fixed_sums_as_a_reader_found_them(server: Server) -> None:
    names = {name: AWARD[name] for name in AWARD if name != "statement"} | {"kindName": "kindName"}
    shown = [row for row in table(server, AWARDS, **ALL_AWARDS) if row["award"]]
    assert counted(shown, names) == counted(expected(4), same(names))


def test_fixed_sums_of_a_document_add_up(server: Server) -> None:
    rows = expected(5)
    shown = table(server, AWARDS, **ALL_AWARDS, region="420100")
    assert counted(shown, AWARD) == counted(rows, same(AWARD))
    fixed = [float(row["amount"]) for row in shown if row["amount"]]
    assert (len(fixed), sum(fixed)) == (int(rows[0]["fixedAwards"]), float(rows[0]["fixedSum"]))
    figures = (
        page(server, AWARDS, **ALL_AWARDS, region="420100").xpath("//ul[@class='figures']/li")[0].text_content().split()
    )
    assert figures == ["23", "定额"]  # the page adds up no awards that are for different recipients


def test_payers_as_a_reader_found_them(server: Server) -> None:
    names = {
        "regionName": "regionName",
        "awardName": "recipient",
        "payer": "payer",
        "amount": "amount",
        "ratio": "ratio",
    }
    shown = [row for row in table(server, AWARDS, **ALL_AWARDS) if row["payer"]]
    assert counted(shown, names) == counted([row for row in expected(6) if row["payer"]], same(names))


def test_a_ratio_is_told_in_one_way_on_all_pages(server: Server) -> None:
    """As much again at least, from the districts of Wuhan."""
    (award,) = (row["award"] for row in table(server, AWARDS, **ALL_AWARDS, region="420100") if row["ratio"])
    own = page_at(server, award.removeprefix("https://w3id.org/zjtx"))
    assert told(own.xpath("//*[@class='headline']")[0]) == "配套 不低于 1:1"
    assert told(own.xpath("//dl[@class='fields']/div[dt='比例']/dd")[0]) == "不低于 1:1"
    for address in (
        f"{AWARDS}?tier=&level=",
        "/awards",
        "/search?q=首次进入规模以上",
        "/queries/shares-and-fixed-sums",
        "/queries/who-pays",
    ):
        shown = page_at(server, quote(address, safe="/?=&"))
        links = f"//tr[.//a[@href='{award.removeprefix('https://w3id.org/zjtx')}']]"
        assert "1:1" in told(shown.xpath(links)[0]), address


def test_a_subsidy_of_the_whole_is_told_in_percent(release: Path, tmp_path: Path) -> None:
    """The same award, where it is a 补助: nothing is added to anything."""
    kinds = (f"<{VOCAB}award-kind/{kind}>" for kind in ("matching", "subsidy"))
    data = (release / "data.nq").read_text("utf-8").replace(*kinds)
    (tmp_path / "subsidies.nq").write_text(data, "utf-8")
    with running(tmp_path / "subsidies.nq") as server:
        for address in (f"{AWARDS}?tier=&level=", "/awards", MATRIX, "/queries/shares-and-fixed-sums"):
            shown = told(page_at(server, address))
            assert "100%" in shown and "不低于 1:1" not in shown, address  # the quote writes 不低于1:1


def told(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("setting", [{}, ALL_AWARDS, {"tier": "single-champion"}], ids=str)
def test_page_json_and_csv_of_awards_say_the_same(server: Server, setting: Record) -> None:
    rows, found = table(server, AWARDS, **setting), objects(server, AWARDS, **setting)
    assert [row["award"] for row in rows] == [row.get("award", "") for row in found]
    assert [row["amount"] for row in rows] == [str(row.get("amount", "")) for row in found]
    cells = page(server, AWARDS, **setting).xpath("//*[@id='amounts']/tbody/tr")
    assert len(cells) == len(rows)
    for row, shown in zip(rows, cells, strict=True):
        values = [cell.get("data-value") or "" for cell in shown.xpath("td[@class='figure']")[:3]]
        assert values == [row["amount"], row["maximum"], row["minimum"]]
        assert row["regionName"] in shown.text_content() and row["statement"] in shown.text_content()
        assert bool(row["award"]) == bool(shown.xpath(".//a[contains(@href, '/award/')] and .//mark"))


def test_a_region_without_award_is_listed_and_told_in_words(server: Server) -> None:
    silent = page(server, AWARDS).xpath("//tr[@class='unsaid']")
    assert {row.find("th").text_content() for row in silent} == {"连云港市", "铜陵市", "大足区"}
    assert all(row.xpath(".//*[@class='silent']")[0].text_content() == "未提及" for row in silent)


@pytest.mark.parametrize(
    ("day", "state"), [("2021-01-01", "尚未成文"), ("2024-12-31", "有效"), ("2025-01-01", "已失效"), ("", "")]
)
def test_the_state_of_a_policy_on_a_day(server: Server, day: str, state: str) -> None:
    (row,) = table(server, AWARDS, region="420100", on=day)
    assert (row["state"], row["validUntil"]) == (state, "2024-12-31")
    assert state in page(server, AWARDS, region="420100", on=day).text_content()


def test_english_tells_one_region_that_is_silent(server: Server) -> None:
    assert "1 region silent" in told(page_at(server, f"/en{AWARDS}?tier=&level="))


def test_years_of_tiers_stand_in_order(server: Server) -> None:
    """Policies without a day add none."""
    years = [row["years"].split("、") for row in table(server, NAMES) if row["years"]]
    assert any(len(each) > 1 for each in years)
    assert all(each == sorted(set(each)) and all(map(str.isdecimal, each)) for each in years)


def test_the_matrix_has_each_region_with_each_tier(server: Server) -> None:
    rows = table(server, MATRIX)
    assert {row["regionName"] for row in rows} == {"连云港市", "嘉兴市", "铜陵市", "武汉市", "大足区"}
    assert max(Counter((row["region"], row["tier"], row["levelName"]) for row in rows).values()) == 1
    given = {
        (row["regionName"], row["levelName"], row["tierName"]): row for row in rows if row["statement"] != "未提及"
    }
    for row in expected(2):
        if row["awardName"]:
            cell = given.pop((row["regionName"], row["levelName"], row["awardTierName"]), None)
            assert cell is None or cell["fixedTo"] == row["amount"]
    cells = page(server, MATRIX).xpath("//*[@id='matrix']/tbody//td")
    assert [cell.text_content().strip() == "未提及" for cell in cells] == [row["statement"] == "未提及" for row in rows]


def test_a_cell_of_the_matrix_tells_each_way_of_its_awards(server: Server) -> None:
    """Those of Wuhan for firms above scale: a sum of the city, and as much again at least from the districts."""
    (cell,) = (row for row in objects(server, MATRIX, region="420100") if row["tierName"] == "规模以上企业")
    assert cell["statement"] == "定额 比例"
    assert {name: cell[name] for name in ("fixed", "ceilings", "floors", "shares", "withoutSum", "awards")} == {
        "fixed": 1,
        "ceilings": 0,
        "floors": 0,
        "shares": 1,
        "withoutSum": 0,
        "awards": 2,
    }
    assert (cell["fixedFrom"], cell["fixedTo"], cell["shareFrom"], cell["shareBound"]) == (200000, 200000, 1, "下限")
    shown = [told(each) for each in page(server, MATRIX, region="420100").xpath("//*[@id='matrix']/tbody//td")]
    assert "定额 20 万元 比例 不低于 1:1" in shown


def test_the_ways_of_a_cell_are_those_of_its_awards(server: Server) -> None:
    asked = Counter(
        (row["region"], row["tierName"], row["levelName"], row["statement"])
        for row in table(server, AWARDS, **ALL_AWARDS)
        if row["tierName"]
    )
    names = {"fixed": "定额", "ceilings": "上限", "floors": "下限", "shares": "比例", "withoutSum": "未载明金额"}
    cells = table(server, MATRIX)
    given = {
        (row["region"], row["tierName"], row["levelName"], words): int(row[name])
        for row in cells
        for name, words in names.items()
        if int(row[name])
    }
    assert given == asked
    assert [row["statement"].split() for row in cells if row["statement"] != "未提及"] == [
        [words for name, words in names.items() if int(row[name])] for row in cells if int(row["awards"])
    ]


def test_awards_without_a_tier_are_counted_below_the_matrix(server: Server) -> None:
    for setting in ({}, {"region": "330400"}):
        (link,) = page(server, MATRIX, **setting).xpath("//p[@class='where']/a[contains(@href, 'tier=none')]")
        untiered = [
            row for row in table(server, AWARDS, **ALL_AWARDS, **setting) if row["award"] and not row["tierName"]
        ]
        assert str(len(untiered)) in told(link)
        path, _, query = link.get("href").partition("?")
        assert len(server.ask(f"{path}.json?{query}").json) == len(untiered)


def page_at(server: Server, address: str) -> html.HtmlElement:
    return html.fromstring(server.ask(address, Accept="text/html").text)


# --- targets --------------------------------------------------------------------------------------------------------

TARGET = {
    "regionName": "regionName",
    "targetName": "printed",
    "value": "value",
    "unit": "unit",
    "targetYear": "byYear",
}


def test_targets_for_a_tier_as_a_reader_found_them(server: Server) -> None:
    names = TARGET | {
        "targetTierName": "tierName",
        "levelName": "levelName",
        "statement": "statement",
        "comparatorName": "comparatorName",
        "kindName": "kindName",
    }
    assert counted(table(server, TARGETS, tier="srdi-sme"), names) == counted(expected(10), same(names))


def test_growth_from_baseline_to_target_as_a_reader_worked_it_out(server: Server) -> None:
    names = TARGET | {
        "baselineYear": "baselineYear",
        "baseline": "baseline",
        "growth": "growth",
        "growthPerYear": "growthPerYear",
        "binding": "bindingName",
    }
    shown = [row for row in table(server, TARGETS, region="340700") if row["baseline"]]
    assert counted(shown, names) == counted(expected(15), same(names))


def test_percentages_grow_by_points_and_numbers_by_the_year(server: Server) -> None:
    """From 15% to 20%, from 1% to 1.5%, and from 59 firms to 200 in five years."""
    for prefix, expected_growth in (
        ("", ["+5 个百分点", "+0.5 个百分点", "+141 每年 +28.2"]),
        ("/en", ["+5 percentage points", "+0.5 percentage points", "+141 +28.2 a year"]),
    ):
        shown = page(server, prefix + TARGETS, region="340700")
        growth = [
            told(cell)
            for cell in shown.xpath("//td[starts-with(@data-label, '增长') or starts-with(@data-label, 'Growth')]")
        ]
        assert set(expected_growth) <= set(growth)
        points = [each for each in growth if "个百分点" in each or "percentage point" in each]
        assert len(points) == sum(
            row["growth"] != "" and row["scale"] == "%" for row in table(server, TARGETS, region="340700")
        )
        assert not any("每年" in each or "a year" in each for each in points)


def test_indicators_of_several_regions_as_a_reader_aligned_them(server: Server) -> None:
    names = {
        "indicatorName": "indicatorName",
        "regions": "regions",
        "unit": "scale",
        "levelName": "levelName",
        "targetYear": "byYear",
        "regionName": "regionName",
        "targetName": "printed",
        "comparatorName": "comparatorName",
        "value": "value",
        "kindName": "kindName",
    }
    shown = [row for row in table(server, TARGETS) if int(row["regions"] or 0) > 1]
    assert counted(shown, names) == counted(expected(16), same(names))


def test_incomplete_targets_as_a_reader_found_them(server: Server) -> None:
    names = TARGET | {"statement": "lacking"}
    shown = [row for row in table(server, TARGETS) if row["lacking"]]
    assert counted(shown, names) == counted(expected(17), same(names))


@pytest.mark.parametrize(
    ("lacking", "words"), [("year", "未载明年份"), ("baseline", "未载明基期"), ("unit", "未载明单位")]
)
def test_targets_that_lack_something_alone(server: Server, lacking: str, words: str) -> None:
    found = [row["target"] for row in table(server, TARGETS) if words in row["lacking"]]
    assert [row["target"] for row in table(server, TARGETS, lacking=lacking)] == found


def test_a_chart_has_one_unit_and_only_targets_with_a_year_and_value(server: Server) -> None:
    units = {row["target"]: (row["scale"], row["byYear"], row["value"]) for row in table(server, TARGETS)}
    shown = page(server, TARGETS)
    charted = shown.xpath("//figure[@class='chart']/@data-table")
    assert len(charted) > 2
    for name in charted:
        links = shown.xpath(f"//*[@id='{name}']//td[@class='figure']/a/@href")
        scales = {units["https://w3id.org/zjtx" + link] for link in links}
        assert len({scale for scale, _, _ in scales}) == 1
        assert all(year and value for _, year, value in scales)


def test_each_target_is_on_some_page_with_its_words(server: Server) -> None:
    shown: list[str] = []
    for number in (1, 2, 3):
        rows = page(server, TARGETS, page=str(number)).xpath("//table//tbody/tr[.//mark]")
        shown += [row.xpath("td[@class='figure']/a/@href")[0] for row in rows]
    told = [row["target"] for row in table(server, TARGETS) if row["target"]]
    assert sorted("https://w3id.org/zjtx" + address for address in shown) == sorted(told)


@pytest.mark.parametrize(
    ("day", "gone", "words"),
    [("2017-12-31", 0, "尚未开始"), ("2020-07-01", 0.5, "已过 50%"), ("2030-01-01", 1, "已到期")],
)
def test_how_far_the_time_has_gone(server: Server, day: str, gone: float, words: str) -> None:
    setting = {"region": "340700", "indicator": "provincial-srdi-sme", "year": "2022", "on": day}
    row = next(row for row in table(server, TARGETS, **setting) if row["baseline"])
    assert (row["begins"], row["ends"]) == ("2017-12-31", "2022-12-31")
    assert float(row["gone"]) == pytest.approx(gone, abs=0.001)
    assert words in page(server, TARGETS, **setting).text_content()


def test_time_is_not_told_of_no_day(server: Server) -> None:
    assert {row["gone"] for row in table(server, TARGETS)} == {""}
    assert not page(server, TARGETS).xpath("//progress")


def test_regions_without_a_target_for_a_tier_are_listed(server: Server) -> None:
    silent = [row["regionName"] for row in expected(10) if row["statement"] == "未提及"]
    items = page(server, TARGETS, tier="srdi-sme").xpath("//main//ul/li[.//*[@class='silent']]")
    assert [item.text_content().split()[:2] for item in items] == [[name, "未提及"] for name in silent]


def test_indicators_of_several_regions_come_first(server: Server) -> None:
    shown = [(row["indicatorName"], row["regions"]) for row in table(server, INDICATORS) if int(row["regions"]) > 1]
    assert sorted(shown) == sorted({(row["indicatorName"], row["regions"]) for row in expected(16)})
    links = page(server, INDICATORS).xpath("//*[@id='indicators']//tbody/tr/th/span/a/text()")
    assert links[: len(shown)] == [name for name, _ in shown]


def test_an_indicator_has_its_values_by_region_and_year(server: Server) -> None:
    shown = page(server, "/id/indicator/provincial-srdi-sme.html")
    (years,) = shown.xpath("//*[@id='series-1']")
    heads = years.xpath("thead/tr/th/@data-value")
    assert heads == ["2017", "2022", "2023", "2025"]
    lines = {
        row.xpath("string(th)"): {
            year: cell.get("data-value")
            for year, cell in zip(heads, row.findall("td"), strict=True)
            if cell.get("data-value")
        }
        for row in years.xpath("tbody/tr")
    }
    assert lines == {
        "铜陵市 存量": {"2017": "59", "2022": "200"},
        "嘉兴市 增量": {"2023": "600"},
        "大足区 存量": {"2025": "50"},
    }
    assert all("/target/" in address for address in years.xpath("tbody//td//a/@href"))
    assert len(shown.xpath("//table//mark")) == 7


# --- tiers ----------------------------------------------------------------------------------------------------------

STEP = {
    "regionName": "regionName",
    "position": "position",
    "stepName": "label",
    "stepTierName": "tierName",
    "levelName": "levelName",
    "statement": "statement",
    "nationalTierName": "nationalName",
    "mappingName": "mapping",
    "validFrom": "matchFrom",
    "validUntil": "matchUntil",
}


def test_ladders_and_matches_as_a_reader_found_them(server: Server) -> None:
    read = [
        row | {"mappingName": row["mappingName"].split(" ")[-1], "validFrom": row["validFrom"].replace("未载明", "")}
        for row in expected(8)
    ]
    assert counted(table(server, TIERS), STEP) == counted(read, same(STEP))


def test_each_step_of_a_ladder_is_on_the_page_with_its_words_and_its_matches(server: Server) -> None:
    rows = table(server, TIERS)
    shown = page(server, TIERS)
    cells = shown.xpath("//*[@class='rung']")
    assert Counter(cell.xpath("string(p[1]/span[2]/a)") for cell in cells) == Counter(
        label or tier
        for _, label, tier, _ in {(r["policy"], r["label"], r["tierName"], r["levelName"]) for r in rows if r["tier"]}
    )
    leads = "https://w3id.org/zjtx"
    addresses = {leads + address for address in shown.xpath("//main//a/@href")}
    for name in ("step", "match", "quote"):
        assert {row[name] for row in rows if row[name]} <= addresses


def test_steps_stand_beside_the_national_tier_that_they_correspond_to_on_a_day(server: Server) -> None:
    columns = {day: column_of(server, "省级专精特新‘小巨人’企业", on=day) for day in ("2022-01-01", "2023-01-01")}
    assert columns == {"2022-01-01": "专精特新“小巨人”企业", "2023-01-01": "“专精特新”中小企业"}
    assert column_of(server, "国家专精特新“小巨人”企业") == "专精特新“小巨人”企业"
    assert column_of(server, "市级‘专精特新’培育企业") == "其他层级"


def column_of(server: Server, step: str, **setting: str) -> str:
    """The heading above a step."""
    shown = page(server, TIERS, **setting).xpath("//*[@id='ladders']")[0]
    heads = [head.text_content() for head in shown.xpath("thead//th")]
    (at,) = (
        at
        for row in shown.xpath("tbody/tr")
        for at, cell in enumerate(row)
        if step in [link.text_content() for link in cell.xpath(".//p[1]//a")]
    )
    return heads[at]


def test_tiers_named_early_and_late_as_a_reader_found_them(server: Server) -> None:
    rows = {row["tierName"]: row for row in table(server, NAMES)}
    early = {name for name, row in rows.items() if row["lastYear"] and int(row["lastYear"]) < 2020}
    late = {name for name, row in rows.items() if row["firstYear"] and int(row["firstYear"]) >= 2020}
    read = expected(9)
    assert early == {row["tierName"] for row in read if "较早" in row["statement"]}
    assert late == {row["tierName"] for row in read if "较晚" in row["statement"]}
    for name in early | late:
        facts = sum(int(row["facts"]) for row in read if row["tierName"] == name)
        assert sum(int(rows[name][kind]) for kind in ("awards", "targets", "steps")) == facts
    assert {row.xpath("string(th)") for row in page(server, NAMES).xpath("//*[@id='tiers']/tbody/tr")} == set(rows)


# --- all of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_have_no_chinese_words_of_their_own(server: Server, address: str) -> None:
    main = page(server, f"/en{address}")
    for element in main.xpath("//main//*[@lang='zh'] | //main//a[starts-with(@href, '/en/id/region/')]"):
        element.drop_tree()
    assert CHINESE.findall(" ".join(main.xpath("//main//text()"))) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_form_of_the_data(server: Server, address: str) -> None:
    assert server.ask(f"{address}.csv").type.startswith("text/csv")
    assert json.loads(server.ask(f"{address}.json").text)
    assert "https://w3id.org/zjtx/" in server.ask(f"{address}.ttl").text


@pytest.mark.parametrize("address", (AWARDS, TARGETS, INDICATORS, TIERS))
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("region=nowhere", "420100"),
        ("tier=giants", "little-giant"),
        ("colour=red", "region"),
        ("region=420100&region=330400", "region"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_there_is(server: Server, address: str, query: str, told: str) -> None:
    for name in (address, f"{address}.csv"):
        reply = server.ask(f"{name}?{query}")
        assert reply.status == 400
        assert told in unescape(reply.json["message"])


@pytest.mark.parametrize("address", (AWARDS, MATRIX, TARGETS, INDICATORS, TIERS))
def test_pages_are_counted(server: Server, address: str) -> None:
    for form in ("text/html", "text/csv"):
        assert server.ask(f"{address}?page=99", Accept=form).status == 404
        assert server.ask(f"{address}?page=none", Accept=form).status == 400
