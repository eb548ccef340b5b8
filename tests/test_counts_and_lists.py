"""What an overview counts is what the list behind its link holds, also where regions lie within others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from server_process import Server, running

from zjtx_kg.iris import ID, ZJTX

REGION = f"<{ZJTX.region}>"
PROVINCE, CITY = "420000", "420100"  # 湖北省, 武汉市 within it
COUNT = re.compile(r"[\d,]+")
Linked = tuple[str, int]


def moved(release: Path, to: Path) -> Path:
    """The graph of a release where the policy of 铜陵 is that of the province around 武汉, and that of 大足 of none."""
    province = f"<{ID}policy/tongling-2018> {REGION} <{ID}region/{PROVINCE}>"
    with (release / "data.nq").open(encoding="utf-8") as quads, (to / "moved.nq").open("w", encoding="utf-8") as out:
        for quad in quads:
            if not quad.startswith(f"<{ID}policy/dazu-2022> {REGION}"):
                out.write(re.sub(f"^<{ID}policy/tongling-2018> {REGION} <[^>]*>", province, quad))
    return to / "moved.nq"


@pytest.fixture(scope="module")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(moved(release, tmp_path_factory.mktemp("moved"))) as server:
        yield server


def page(server: Server, address: str) -> html.HtmlElement:
    reply = server.ask(address, Accept="text/html")
    assert reply.status == 200, reply.text
    return html.document_fromstring(reply.text)


def counts(shown: html.HtmlElement, links: str = "//table//a") -> list[Linked]:
    """The links to lists that say a number, each with it."""
    return [
        (link.get("href"), int(number.group().replace(",", "")))
        for link in shown.xpath(links)
        if re.match(
            r"(/en)?/(policies|measures|awards|targets|departments|awards/overview|targets/overview)\?",
            link.get("href", ""),
        )
        and (number := COUNT.search(link.text_content()))
    ]


def held(server: Server, address: str) -> int:
    """How many things a list has; overviews tell regions without any too."""
    path, _, query = address.partition("?")
    reply = server.ask(f"{path}.json?{query}")
    assert reply.status == 200, reply.text
    return sum(row["statement"] != "未提及" for row in reply.json) if path.endswith("/overview") else len(reply.json)


@pytest.mark.parametrize(
    "address",
    [
        "/themes",
        "/themes?by=main",
        "/themes?of=instrument",
        "/departments/functions",
        f"/compare?region={PROVINCE}&region={CITY}&region=330400",
        f"/en/compare?region={CITY}&region={PROVINCE}&region=none",
        f"/id/region/{PROVINCE}",
        "/tiers",
        "/tiers?tier=little-giant",
        f"/en/tiers?region={PROVINCE}",
        "/tiers/names",
        "/indicators",
        f"/indicators?region={PROVINCE}",
        f"/en/indicators?region={CITY}",
        "/vocab/theme/finance",
        "/vocab/instrument/recognition-awards",
    ],
)
def test_lists_hold_as_many_as_was_counted(server: Server, address: str) -> None:
    linked = counts(page(server, address))
    assert linked
    assert {link: held(server, link) for link, _count in linked} == dict(linked)


@pytest.mark.parametrize(
    "address",
    [
        "/themes",
        "/themes?of=instrument",
        "/themes?of=side",
        "/departments/functions",
        "/compare?region=none&region=420100",
    ],
)
def test_what_has_no_region_is_counted_beside_the_regions(server: Server, address: str) -> None:
    path, _, query = address.partition("?")
    unknown = [row for row in server.ask(f"{path}.json?{query}").json if row["regionName"] == "地区不明"]
    assert unknown and not any("region" in row for row in unknown)
    shown = page(server, address)
    assert "地区不明" in {head.text_content() for head in shown.xpath("//table//th")}
    assert address.startswith("/themes?of=side") or any("region=none" in link for link, _count in counts(shown))
    assert "Region not known" in {head.text_content() for head in page(server, f"/en{address}").xpath("//table//th")}


def test_what_has_no_region_is_no_region_that_takes_a_theme_up(server: Server) -> None:
    rows = server.ask("/themes.json").json
    named = {row["regionName"] for row in rows} - {"地区不明"}
    assert {"湖北省", "武汉市"} < named and "铜陵市" not in named
    for concept in {row["concept"] for row in rows}:
        of_it = [row for row in rows if row["concept"] == concept]
        assert {row["regions"] for row in of_it} == {
            sum(row["regionName"] in named and row["measures"] > 0 for row in of_it)
        }


@pytest.mark.parametrize("address", ["/departments/network", "/passages"])
def test_what_has_no_region_can_be_asked_for(server: Server, address: str) -> None:
    asked, policy = server.ask(f"{address}.json?region=none").json, server.ask(f"{address}.json?policy=dazu-2022").json
    assert asked and asked == policy


def test_the_form_of_the_network_takes_what_it_shows(server: Server) -> None:
    """As it stands when the page is opened, with only a policy chosen; of another region it has nothing to show."""
    form = page(server, "/departments/network").forms[-1]
    form.fields["policy"] = "wuhan-2021"
    asked = "&".join(f"{name}={value}" for name, value in form.form_values())
    told = server.ask(f"/departments/network.json?{asked}").json
    assert told and told == server.ask("/departments/network.json?policy=wuhan-2021").json
    assert told == server.ask(f"/departments/network.json?policy=wuhan-2021&region={CITY}").json
    elsewhere = f"/departments/network?policy=wuhan-2021&region={PROVINCE}"
    assert "不是所选地区" in page(server, elsewhere).text_content()


def test_each_region_of_the_list_of_departments_can_be_asked_for(server: Server) -> None:
    """Also where no policy was read."""
    listed = server.ask("/departments.json").json
    named = {row["region"].rpartition("/")[2] for row in listed if "region" in row}
    assert named - {row["region"].rpartition("/")[2] for row in server.ask("/themes.json").json if "region" in row}
    for region in named:
        asked = server.ask(f"/departments.json?region={region}").json
        assert asked == [row for row in listed if row.get("region", "").endswith(f"/{region}")]


def test_comparisons_tell_of_all_regions_what_takes_a_theme_up(server: Server) -> None:
    everywhere = {row["conceptName"]: row["statement"] for row in server.ask("/themes.json").json if row["measures"]}
    rows = server.ask(f"/compare.json?region={CITY}&region=330400").json
    told = {row["item"]: row["statement"] for row in rows if row["aspect"] == "主题"}
    assert told
    assert told == {theme: everywhere[theme] for theme in told}


def test_policies_without_a_region_are_told_with_the_regions(server: Server) -> None:
    (told,) = page(server, "/regions").xpath("//a[contains(@href, 'region=none')]")
    assert told.text_content() == "地区不明"
    (row,) = [row for row in server.ask("/regions.json").json if row["name"] == "地区不明"]
    assert held(server, told.get("href")) == row["policies"] == 1
    assert held(server, "/measures?region=none") == row["measures"]


@pytest.mark.parametrize("asked", ["", "?year=none", f"?region={PROVINCE}"])
def test_cells_of_the_matrix_of_awards_lead_to_as_many(server: Server, asked: str) -> None:
    """What tells no region has a row of its own; what tells no tier is counted below."""
    cells = [row for row in server.ask(f"/awards/matrix.json{asked}").json if row["awards"]]
    shown = page(server, f"/awards/matrix{asked}")
    links, untiered = shown.xpath("//table[@id='matrix']//td/a/@href"), counts(shown, "//p/a")
    assert untiered and {link: held(server, link) for link, _count in untiered} == dict(untiered)
    assert cells and [row["awards"] for row in cells] == [held(server, link) for link in links]
    assert any("region" not in row for row in cells) is (not asked)


@pytest.mark.parametrize("address", ["/awards/overview?tier=&level=", "/targets/overview?", "/tiers?"])
def test_what_has_no_region_can_be_chosen_among_awards_targets_and_ladders(server: Server, address: str) -> None:
    path, _, query = address.partition("?")
    told = [row for row in server.ask(f"{path}.json?{query}").json if "region" not in row]
    assert told and {row["policy"] for row in told} == {f"{ID}policy/dazu-2022"}
    assert server.ask(f"{path}.json?{query}&region=none").json == told
    for prefix, words in (("", "地区不明"), ("/en", "Region not known")):
        chosen = page(server, f"{prefix}{address}&region=none")
        assert chosen.xpath(f"//main//*[self::table or self::ul]//*[contains(text(), '{words}')]")


@pytest.mark.parametrize("path", ["/awards/overview", "/targets/overview"])
def test_overviews_of_one_policy_say_so_in_their_form(server: Server, path: str) -> None:
    """Forms do not offer all policies; links choose one."""
    address = f"{path}?tier=&level=&policy=wuhan-2021"
    assert page(server, address).xpath("//select[@id='policy']/option[@selected]/@value") == ["wuhan-2021"]
    assert not page(server, path).xpath("//select[@id='policy']")
    told = server.ask(address.replace("?", ".json?")).json
    assert told and {row["policy"] for row in told} == {f"{ID}policy/wuhan-2021"}
    assert "wuhan-2021" in server.ask(f"{path}.json?policy=nowhere").json["message"]


@pytest.mark.parametrize("path", ["/indicators", "/tiers/names"])
def test_policies_without_a_region_are_counted_beside_the_regions(server: Server, path: str) -> None:
    rows = server.ask(f"{path}.json").json
    assert {row["unplaced"] for row in rows} == {0, 1}
    told = [each for each in page(server, path).xpath("//td//small") if "1 份政策地区不明" in each.text_content()]
    assert len(told) == sum(row["unplaced"] for row in rows[:50])  # those on the first page


def test_awards_that_are_too_many_to_compare_are_listed(server: Server) -> None:
    """Those without a tier too, of which 武汉 has more than are shown."""
    links = dict(counts(page(server, f"/compare?region={CITY}&region=330400")))
    awards = server.ask(f"/awards.json?region={CITY}").json
    others = [row for row in awards if not {"tierName", "levelName"} & set(row)]
    assert links[f"/awards?region={CITY}&tier=none&level=none"] == len(others) > 6


def test_the_numbers_of_a_region_are_those_of_its_lists(server: Server) -> None:
    for region in (PROVINCE, CITY):
        figures = page(server, f"/id/region/{region}").xpath("//ul[@class='figures']/li")
        told = {each.find("a").get("href"): int(each.find("b").text) for each in figures}
        assert len(told) == 5
        assert {link: held(server, link) for link in told} == told


def test_a_region_is_chosen_with_those_within_it_or_alone(server: Server) -> None:
    alone, city = held(server, f"/measures?region={PROVINCE}-own"), held(server, f"/measures?region={CITY}")
    assert alone and city
    assert held(server, f"/measures?region={PROVINCE}") == alone + city
    assert "湖北省本级" in page(server, "/measures").text_content()
    assert "湖北省 itself" in page(server, f"/en/measures?region={PROVINCE}-own").text_content()
    assert server.ask(f"/measures?region={CITY}-own").status == 400  # nothing lies within it


def test_what_has_no_region_level_or_tier_can_be_chosen(server: Server) -> None:
    for listed, facet in (("measures", "region"), ("awards", "tier"), ("awards", "level"), ("targets", "tier")):
        none = held(server, f"/{listed}?{facet}=none")
        named = {link for link in page(server, f"/{listed}").xpath("//nav//a/@href") if f"{facet}=" in link}
        assert none
        assert f"?{facet}=none" in named
