"""Departments, themes, regions, comparison, cited policies, shared passages: pages and data agree with the answers."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import pytest
from lxml import html
from pyoxigraph import RdfFormat, parse
from server_process import Server, running

from zjtx_kg.iris import ID
from zjtx_kg.resources import resource

EXPECTED = resource("data") / "questions" / "expected"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
REGIONS = {"连云港市": "320700", "嘉兴市": "330400", "铜陵市": "340700", "武汉市": "420100", "大足区": "500111"}
POLICIES = ("dazu-2022", "jiaxing", "lianyungang-2018", "tongling-2018", "wuhan-2021")
NO_UNIT = "未附责任单位"
VIEWS = [
    "/departments",
    "/departments?region=420100&q=局",
    "/departments/matrix?policy=tongling-2018",
    "/departments/functions?region=420100&region=340700",
    "/departments/network?region=340700",
    "/departments/network?policy=dazu-2022&least=5",
    "/themes",
    "/themes?by=main",
    "/themes?of=instrument&region=500111",
    "/themes?of=side",
    "/regions",
    "/compare?region=420100&region=340700",
    "/cited",
    "/passages?region=500111&least=10",
]
HAN = re.compile(r"[\u4e00-\u9fff]")
SAID = ("title", "aria-label", "placeholder", "alt", "data-label")


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


def page(server: Server, address: str) -> html.HtmlElement:
    reply = server.ask(quote(address, safe="/?&=%"), Accept=BROWSER)
    assert reply.status == 200, reply.text
    return html.document_fromstring(reply.text)


def data(server: Server, address: str, suffix: str) -> str:
    path, mark, query = quote(address, safe="/?&=").partition("?")
    reply = server.ask(f"{path}.{suffix}{mark}{query}")
    assert reply.status == 200, reply.text
    return reply.text


def rows(server: Server, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data(server, address, "csv"))))


def expected(number: int) -> list[dict[str, str]]:
    (file,) = EXPECTED.glob(f"{number}-*.csv")
    return list(csv.DictReader(StringIO(file.read_text(encoding="utf-8"))))


def answer(server: Server, question: str) -> list[dict[str, str]]:
    """What the graph answers to a question by SPARQL."""
    reply = server.ask(f"/queries/{question}", Accept="text/csv")
    return list(csv.DictReader(StringIO(reply.text)))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def leads_to(element: html.HtmlElement) -> str:
    return unquote(element.get("href", ""))


def place(iri: str) -> str:
    """The path of a thing at the server."""
    return unquote(iri.removeprefix("https://w3id.org/zjtx"))


# --- departments ----------------------------------------------------------------------------------------------------


def test_the_matrix_tells_the_units_of_each_task(server: Server) -> None:
    address = "/departments/matrix?policy=tongling-2018"
    found = [row for row in rows(server, address) if row["taskName"]]
    told = sorted((row["measureName"], row["taskName"], row["roleName"], row["printed"]) for row in found)
    assert told == sorted(
        (row["measureName"], row["taskName"], row["roleName"], row["printed"]) for row in expected(11)
    )
    shown = {
        (words(line.find("th")), leads_to(mark), words(mark.find("span[@class='unseen']")))
        for line in page(server, address).iterfind(".//tr[@class='task']")
        for mark in line.iterfind("td/a")
    }
    assert shown == {(row["taskName"], place(row["responsibility"]), row["roleName"]) for row in found}


def test_the_matrix_tells_lead_from_responsible_by_sign_and_word(server: Server) -> None:
    marks = page(server, "/departments/matrix?policy=tongling-2018").iterfind(".//tbody//td/a")
    assert {words(mark) for mark in marks} == {"●牵头单位", "○责任单位"}


def test_measures_without_a_unit_are_told(server: Server) -> None:
    told, shown = [], 0
    for policy in POLICIES:
        address = f"/departments/matrix?policy={policy}"
        told += [(row["number"], row["measureName"]) for row in rows(server, address) if row["statement"] == NO_UNIT]
        shown += len(page(server, address).xpath(f"//th/span[@class='silent' and text()='{NO_UNIT}']"))
    assert sorted(told) == sorted((row["number"], row["measureName"]) for row in expected(14))
    assert shown == len(told)


def test_the_list_tells_who_leads_most(server: Server) -> None:
    wanted = {(row["regionName"], row["unitName"]): row["times"] for row in expected(12) if row["kind"] == "牵头"}
    found = [row for row in rows(server, "/departments") if row["leads"] != "0"]
    assert {(row["regionName"], row["name"]): row["leads"] for row in found} == wanted
    first = page(server, "/departments").find(".//tbody/tr")
    most = max(wanted, key=lambda unit: int(wanted[unit]))
    assert words(first).startswith(most[1])
    assert wanted[most] in [words(cell) for cell in first.iterfind("td")]


def test_the_network_tells_the_pairs_that_share_most(server: Server) -> None:
    pairs = [row for row in expected(12) if row["kind"] == "共同负责"]
    for name, code in REGIONS.items():
        address = f"/departments/network?region={code}"
        wanted = {(row["unitName"], row["partnerName"], row["times"]) for row in pairs if row["regionName"] == name}
        assert {(row["unitName"], row["partnerName"], row["times"]) for row in rows(server, address)} == wanted
        edges = page(server, address).iterfind(".//table[@id='edges']/tbody/tr")
        cells = [[words(cell) for cell in edge] for edge in edges]
        assert {(one, two, times) for one, _kind, two, _other, times in cells} == wanted


def test_collective_names_are_told_from_units(server: Server) -> None:
    edges = page(server, "/departments/network?region=340700").iterfind(".//table[@id='edges']/tbody/tr")
    kinds = {words(edge[0]): words(edge[1]) for edge in edges}
    assert kinds["铜陵市县区"] == "统称"
    assert kinds["铜陵市经济和信息化委员会"] == "单位"


def test_functions_across_regions(server: Server) -> None:
    wanted = {(row["functionName"], row["regionName"], row["measures"]) for row in expected(13)}
    units = {(row["functionName"], row["regionName"], row["departmentName"]) for row in expected(13)}
    asked = {row["functionName"] for row in expected(13)}
    found = [row for row in rows(server, "/departments/functions") if row["functionName"] in asked]
    assert {tuple(row[name] for name in ("functionName", "regionName", "departmentName")) for row in found} >= units
    held = {(row["functionName"], row["regionName"], row["measures"]) for row in found if row["departmentName"]}
    assert held == wanted
    gaps = {(row["functionName"], row["regionName"]) for row in found if row["measures"] == "0"}
    assert gaps == {(function, name) for function in asked for name in REGIONS} - {each[:2] for each in wanted}
    table = page(server, "/departments/functions").find(".//table")
    assert shown_counts(table) >= {(function, region, f"{count} 项措施") for function, region, count in wanted}


def shown_counts(table: html.HtmlElement) -> set[tuple[str, str, str]]:
    """Heading of the row, heading of the column and words of the link in each cell of a table."""
    heads = [words(head) for head in table.iterfind("thead/tr/th")]
    return {
        (words(line[0].find("a")), heads[at], words(cell.find("a")))
        for line in table.iterfind("tbody/tr")
        for at, cell in enumerate(line)
        if at and cell.find("a") is not None
    }


# --- themes ---------------------------------------------------------------------------------------------------------


def test_themes_are_counted_as_the_question_counts_them(server: Server) -> None:
    names = ("themeName", "regionName", "measures", "mainMeasures", "regions", "statement")
    wanted = {tuple(row[name] for name in names) for row in answer(server, "themes-by-region") if row["measures"]}
    names = ("conceptName", *names[1:])
    found = rows(server, "/themes")
    assert {tuple(row[name] for name in names) for row in found if row["measures"] != "0"} == wanted
    assert {row["statement"] for row in found if row["measures"] == "0"} <= {"未涉及", "无地区涉及"}
    assert len(found) == len({row["conceptName"] for row in found}) * len(REGIONS)
    shown = shown_counts(page(server, "/themes").find(".//table"))
    assert shown == {(theme, region, f"{measures} 项措施") for theme, region, measures, *_ in wanted}


@pytest.mark.parametrize("region", ["武汉市", "连云港市"])
def test_what_a_region_does_not_cover_is_listed_where_it_is_chosen(server: Server, region: str) -> None:
    here = [row for row in rows(server, "/themes") if row["regionName"] == region]
    shown = page(server, f"/themes?region={REGIONS[region]}")
    (listed,) = shown.xpath("//dt[.='该地未涉及']/following-sibling::dd[1]")
    assert [words(item) for item in listed] == [row["conceptName"] for row in here if row["measures"] == "0"] != []


def test_themes_are_covered_as_a_reader_found(server: Server) -> None:
    """As far as rules agree with the reader who classified."""
    ours = {(row["conceptName"], row["regionName"]) for row in rows(server, "/themes") if row["measures"] != "0"}
    theirs = {(row["themeName"], row["regionName"]) for row in expected(18) if row["regionName"]}
    assert len(ours & theirs) >= max(0.8 * len(theirs), 0.9 * len(ours))


def test_gaps_stand_in_words_and_cells_carry_their_numbers(server: Server) -> None:
    cells = page(server, "/themes?by=main").findall(".//td[@class]")
    gaps = [cell for cell in cells if cell.get("class") == "heat-0"]
    assert {words(cell) for cell in gaps} == {"未涉及"}
    counted = [cell for cell in cells if re.fullmatch("heat-[1-5]", cell.get("class"))]
    assert len(gaps) + len(counted) == 25 * len(REGIONS)
    assert all(words(cell).startswith(cell.get("data-value")) for cell in counted)
    assert all("theme=" in cell.find("a").get("href") and "region=" in cell.find("a").get("href") for cell in counted)


def test_the_mix_of_instruments(server: Server) -> None:
    names = ("regionName", "sideName", "uses", "measures", "allMeasures")
    found = rows(server, "/themes?of=side")
    mix = answer(server, "mix-of-instruments")
    assert [tuple(row[name] for name in names) for row in found] == [tuple(row[name] for name in names) for row in mix]
    shares = {(row["regionName"], row["sideName"]): float(row["share"]) for row in found}
    assert shares == pytest.approx(
        {(row["regionName"], row["sideName"]): float(row["share"]) for row in expected(19)}, abs=0.1
    )
    table = page(server, "/themes?of=side").find(".//table[@id='sides']")
    uses = {cell.get("data-value") for cell in table.iterfind("tbody/tr/td[@data-value]")}
    assert uses == {row["uses"] for row in mix}


# --- where policies come from ---------------------------------------------------------------------------------------


def test_cited_policies(server: Server) -> None:
    names = ("regionName", "citedName", "documentNumber", "statement")
    found = rows(server, "/cited")
    assert sorted(tuple(row[name] for name in names) for row in found) == sorted(
        tuple(row[name] for name in names) for row in expected(23)
    )
    years = {row["documentNumber"]: (row["organ"], row["year"]) for row in found}
    assert years["皖政〔2018〕46号"] == ("皖政", "2018")
    shown = page(server, "/cited")
    assert {words(head) for head in shown.iterfind(".//tbody/tr/th")} == {
        row["citedName"] for row in found if row["citedName"]
    }
    silent = words(shown.find(".//h2[@id='none']/following-sibling::ul") or shown.xpath("//h2[@id='none']/../ul")[0])
    assert all(row["regionName"] in silent for row in found if not row["citedName"])


def test_shared_passages(server: Server) -> None:
    found = [passage(row) for row in rows(server, "/passages")]
    asked = [as_ordered(row) for row in answer(server, "shared-passages")]
    assert sorted(found) == sorted(asked)
    for row in expected(21):  # where a passage begins and ends is told apart by a word or two
        _words, *rest = as_ordered(row)
        assert any(like(row["passage"], told) and rest == others for told, *others in found), row
    table = page(server, "/passages").find(".//table[@id='passages']")
    assert [words(line[0]) for line in table.iterfind("tbody/tr")] == [" ".join(each[0].split()) for each in found]


def passage(row: Mapping[str, str]) -> tuple[str, ...]:
    """A passage with its regions and days, the older first; where that is unknown in the order of names."""
    ends = [(row["oneRegionName"], row["oneDay"]), (row["twoRegionName"], row["twoDay"])]
    if row["statement"] != "前者在先":
        ends.sort()
    return (row["passage"], row["statement"], *ends[0], *ends[1])


def as_ordered(row: Mapping[str, str]) -> tuple[str, ...]:
    """A row of the question as the view has it."""
    days = {name: "" if row[name] == "未载明日期" else row[name] for name in ("oneDay", "twoDay")}
    told = {**row, **days}
    if row["statement"] == "乙在前":
        told |= {f"one{name}": told[f"two{name}"] for name in ("RegionName", "Day")}
        told |= {"twoRegionName": row["oneRegionName"], "twoDay": days["oneDay"]}
    return passage(
        told | {"statement": {"甲在前": "前者在先", "乙在前": "前者在先"}.get(row["statement"], row["statement"])}
    )


def like(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W", "", each) for each in (one, other))
    return a in b or b in a


def test_policies_without_a_day_are_told_beside_the_time_line(server: Server) -> None:
    shown = page(server, "/passages")
    assert words(shown.find(".//p[@class='note']/span")) == "嘉兴市(页面未载标题)"
    dates = [cell for cell in shown.iterfind(".//td[@class='date']") if not cell.get("data-value")]
    assert dates
    assert {words(cell) for cell in dates} == {"日期不明"}


def test_the_least_length_and_the_region_narrow_passages(server: Server) -> None:
    found = rows(server, "/passages?region=420100&least=12")
    assert found
    assert all(int(row["chars"]) >= 12 and "武汉市" in (row["oneRegionName"], row["twoRegionName"]) for row in found)


# --- regions --------------------------------------------------------------------------------------------------------


def test_regions_stand_below_the_one_around_them(server: Server) -> None:
    found = rows(server, "/regions")
    assert {row["name"]: row["policies"] for row in found if row["policies"] != "0"} == dict.fromkeys(REGIONS, "1")
    at = [row["name"] for row in found]
    assert all(at.index(row["parentName"]) < at.index(row["name"]) for row in found if row["parentName"])
    shown = [words(head.find("a")) for head in page(server, "/regions").iterfind(".//tbody/tr/th")]
    assert shown == at


def test_two_regions_side_by_side(server: Server) -> None:
    """武汉 pays 50 万元 for a national little giant and states a ladder; 铜陵 has no sum for it and states none."""
    shown = page(server, "/compare?region=420100&region=340700")
    sections = {head.get("id"): head for head in shown.iterfind(".//h2")}
    assert {"counts", "awards", "targets", "ladders", "themes", "units", "counterparts", "passages"} <= set(sections)
    text = words(shown)
    assert "50 万元 定额" in text
    assert "文件未列出梯度" in text
    assert words(shown.find(".//h1")) == "比较 武汉市铜陵市"
    found = rows(server, "/compare?region=420100&region=340700")
    numbers = {(row["item"], row["regionName"]): row["value"] for row in found if row["aspect"] == "概况"}
    listed = {row["name"]: row for row in rows(server, "/regions")}
    for name in ("武汉市", "铜陵市"):
        for words_, key in (("措施", "measures"), ("奖补", "awards"), ("目标", "targets")):
            assert numbers[words_, name] == listed[name][key]
    assert {row["aspect"] for row in found} == {
        *("概况", "奖补", "目标", "梯度", "主题", "部门职能", "相近措施", "共同文段")
    }


def test_sums_that_are_compared_are_written_as_in_the_list(server: Server) -> None:
    found = rows(server, "/compare?region=420100&region=340700")
    compared = {row["thing"]: row["value"] for row in found if row["aspect"] == "奖补" and row["unit"] == "元"}
    listed = {
        row["iri"]: row["amount"] or row["maximum"] or row["minimum"]
        for code in ("420100", "340700")
        for row in rows(server, f"/awards?region={code}")
    }
    assert compared == {iri: value for iri, value in listed.items() if value}
    assert "300000" in compared.values()


@pytest.mark.parametrize("name", ["420100", "武汉市", f"{ID}region/420100"])
def test_regions_are_known_by_code_name_and_iri(server: Server, name: str) -> None:
    query = urlencode({"region": [name, "340700"]}, doseq=True)
    assert words(page(server, f"/compare?{query}").find(".//h1")) == "比较 武汉市铜陵市"


def test_without_regions_there_is_a_form(server: Server) -> None:
    shown = page(server, "/compare")
    assert len(shown.findall(".//select[@name='region']")) == 4
    assert shown.find(".//h2") is None


# --- all of them ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_says_the_same_as_csv_and_json(server: Server, address: str) -> None:
    table, listed = rows(server, address), json.loads(data(server, address, "json"))
    assert table
    assert [{name: plain(value) for name, value in row.items() if value} for row in table] == [
        {name: plain(value) for name, value in row.items() if value != ""} for row in listed
    ]


def plain(value: object) -> str:
    """A value as text; `0.0` and `0` are the same number."""
    return str(value).removesuffix(".0")


@pytest.mark.parametrize("address", VIEWS)
def test_a_view_tells_of_its_things_as_rdf(server: Server, address: str) -> None:
    assert list(parse(data(server, address, "ttl").encode(), RdfFormat.TURTLE))


@pytest.mark.parametrize(("regions", "said"), [(("420100", "340700"), "后者在先"), (("340700", "420100"), "前者在先")])
def test_the_older_policy_is_told_whichever_region_comes_first(
    server: Server, regions: tuple[str, str], said: str
) -> None:
    asked = "&".join(f"region={code}" for code in regions)
    told = {row["statement"] for row in rows(server, f"/compare?{asked}") if "在先" in row["statement"]}
    assert told == {said}


@pytest.mark.parametrize("address", [*VIEWS, "/compare", "/id/region/420100"])
def test_no_two_parts_of_a_page_have_one_name(server: Server, address: str) -> None:
    names = page(server, address).xpath("//@id")
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("address", "words_of"),
    [
        ("/themes", "measure"),
        ("/departments/functions", "measure"),
        ("/departments/network?region=340700", "partner"),
        ("/departments/matrix?policy=tongling-2018", "task"),
        ("/id/region/420100", "measure"),
        ("/id/policy/wuhan-2021", "place"),
    ],
)
def test_english_nouns_agree_with_their_number(server: Server, address: str, words_of: str) -> None:
    said = re.findall(rf"([\d,]+) (?:\w+ )?({words_of}s?)\b", words(page(server, f"/en{address}").find(".//main")))
    assert said
    assert {noun for number, noun in said if number == "1"} <= {words_of}
    assert {noun for number, noun in said if number != "1"} == {f"{words_of}s"}


@pytest.mark.parametrize("address", [*VIEWS, "/compare", "/id/region/420100"])
def test_english_pages_hold_no_chinese_words_of_the_interface(server: Server, address: str) -> None:
    shown = page(server, f"/en{address}").find(".//main")
    statements = ".//details[@class='statements']"  # the words of the graph
    for element in shown.xpath(f".//*[starts-with(@lang, 'zh')] | {statements}"):
        tail = element.tail
        element.clear()
        element.tail = tail
    assert not HAN.search(words(shown))
    assert not [value for element in shown.iter() for name in SAID if HAN.search(value := element.get(name, ""))]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/departments?region=999999", "420100 武汉市"),
        ("/departments?function=magic", "industry-it 工业和信息化"),
        ("/departments?page=zero", "从 1 起的整数"),
        ("/departments?colour=red", "region, function, q, page"),
        ("/departments/matrix?policy=atlantis", "wuhan-2021"),
        ("/departments/functions?region=1", "340700 铜陵市"),
        ("/departments/network?least=-1", "从 1 起的整数"),
        ("/themes?of=colour", "instrument"),
        ("/themes?by=weight", "main"),
        ("/regions?region=420100", "没有"),
        ("/compare?region=420100&region=1", "320700 连云港市"),
        ("/compare?" + "&".join(f"region={code}" for code in REGIONS.values()), "4"),
        ("/passages?least=many", "从 1 起的整数"),
    ],
)
def test_a_bad_parameter_is_told_with_what_there_is(server: Server, address: str, told: str) -> None:
    reply = server.ask(address)
    assert reply.status == 400
    assert told in reply.json["message"]


@pytest.mark.parametrize("address", ["/departments?page=9999", "/departments.csv?page=9999", "/cited?page=2"])
def test_a_page_beyond_the_last_is_told_with_the_last(server: Server, address: str) -> None:
    reply = server.ask(address)
    assert reply.status == 404
    assert f"没有第 {address.partition('=')[2]} 页" in reply.json["message"]


@pytest.mark.parametrize("address", ["/themes", "/departments/functions", "/compare"])
def test_a_parameter_repeated_without_end_is_refused(server: Server, address: str) -> None:
    query = "&".join(["region=420100"] * 400)
    reply = server.ask(f"{address}?{query}")
    assert reply.status == 400
    assert "region" in reply.json["message"]
    assert len(server.ask(f"{address}?{query}", Accept="text/html").text) < 30_000


def test_names_to_look_for_are_not_endless(server: Server) -> None:
    assert server.ask(f"/departments?q={quote('局' * 200)}").status == 200
    assert "200" in server.ask(f"/departments?q={quote('局' * 201)}").json["message"]


# --- pages of single regions and concepts ---------------------------------------------------------------------------


def test_the_page_of_a_region_tells_its_numbers_themes_and_gaps(server: Server) -> None:
    shown = page(server, "/id/region/420100")
    listed = next(row for row in rows(server, "/regions") if row["name"] == "武汉市")
    figures = {words(each.find("a")): words(each.find("b")) for each in shown.iterfind(".//ul[@class='figures']/li")}
    assert {figures[name] for name in ("措施", "奖补", "目标")} == {
        listed[key] for key in ("measures", "awards", "targets")
    }
    counted = {row["conceptName"]: row["measures"] for row in rows(server, "/themes?region=420100")}
    table = shown.find(".//table[@class='heatmap']")
    told = {words(line[0]): words(line[1].find("a")).removesuffix(" 项措施") for line in table.iterfind("tbody/tr")}
    assert told == {theme: count for theme, count in counted.items() if count != "0"}
    gaps = {words(each) for each in table.getparent().getnext().iterfind("span[@class='item']")}
    assert gaps == {theme for theme, count in counted.items() if count == "0"}


def test_the_page_of_a_theme_tells_the_regions_that_have_it(server: Server) -> None:
    found = [row for row in rows(server, "/themes") if row["conceptName"] == "知识产权"]
    shown = page(server, "/vocab/theme/intellectual-property")
    lines = shown.find(".//h2[@id='regions']").getnext().iterfind("table/tbody/tr")
    told = {words(line[0]): words(line[1]) for line in lines}
    assert told == {row["regionName"]: row["measures"] for row in found if row["measures"] != "0"}
    gaps = {words(each) for each in shown.iterfind(".//p/span[@lang='zh']/span[@class='item']")}
    assert gaps == {row["regionName"] for row in found if row["measures"] == "0"}


def test_concepts_that_share_a_chinese_name_keep_their_own_in_english(server: Server) -> None:
    """宣传 is a theme and an instrument, called otherwise in English."""
    for of, iri, name in (("theme", "/vocab/theme/", "publicity"), ("instrument", "/vocab/instrument/", "awareness")):
        linked = {link.get("href", ""): words(link) for link in page(server, f"/en/themes?of={of}").iterfind(".//a")}
        assert name in {said for address, said in linked.items() if iri in address}, of
