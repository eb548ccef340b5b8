"""The questions over a served release: answers worked out by reading, parameters, formats, and the questions as RDF."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from markupsafe import escape
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import RDF, RDFS, SH, Graph, URIRef
from server_process import Reply, Server, running

from zjtx_kg.cli import main
from zjtx_kg.iris import GRAPH, ZJTX, concept, policy_graph
from zjtx_kg.questions import Question, load_questions
from zjtx_kg.questions.model import with_prefixes
from zjtx_kg.resources import read_turtle, resource

QUESTIONS = load_questions()
FOLDER = resource("data") / "questions"
EXPECTED = FOLDER / "expected"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SELECT = NamedNode(str(SH.select))
TARGET = URIRef("https://schema.org/target")
QUOTED, INFERRED = "原文", "推断"
# With what a question is asked in place of its defaults, where its expected answer stands for that.
SETTINGS: dict[str, dict[str, str]] = {"where-a-value-comes-from": {"fact": "wuhan-2021/measure/二.一.3"}}
# Columns that tell of a row's place among the others, so that they change with what is set.
RELATIVE = {"rank"}

LINKED = ("counterparts-of-a-measure", "shared-passages")  # their answers are more than a reader found
CLASSIFIED = ("themes-by-region", "mix-of-instruments")  # counts of what rules conclude


def name_of(question: Question) -> str:
    return question.name


each_question = pytest.mark.parametrize("question", QUESTIONS, ids=name_of)


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


@pytest.fixture(scope="module")
def read(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the release with the themes and instruments of the annotations in place of the rules'."""
    path = tmp_path_factory.mktemp("read") / "read.nq"
    concluded = tuple(f"<{ZJTX[name]}>" for name in ("theme", "mainTheme", "instrument"))
    lines = (release / "data.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line.split(" ", 2)[1] not in concluded]
    path.write_text("".join([*kept, *annotated(release)]), encoding="utf-8")
    with running(path) as server:
        yield server


def annotated(release: Path) -> Iterator[str]:
    """The classes of the annotations as lines of N-Quads; the n-th measure is that of position n."""
    store = Store.read_only(str(release / "store"))
    for policy in {quad.subject for quad in store.quads_for_pattern(None, NamedNode(str(ZJTX.status)), None)}:
        document = policy.value.rpartition("/")[2]
        record = json.loads((resource("data") / "gold" / f"{document}.json").read_text(encoding="utf-8"))
        query = (
            f"SELECT ?m WHERE {{ ?m a <{ZJTX.Measure}> ; <{ZJTX.policy}> {policy} ; <{ZJTX.position}> ?n }} ORDER BY ?n"
        )
        for (measure,), read_so in zip(store.query(query), record["measures"], strict=True):
            classes = [("theme", "theme", each) for each in read_so["themes"]]
            classes += [("mainTheme", "theme", read_so["themes"][0])]
            classes += [("instrument", "instrument", each) for each in read_so["instruments"]]
            for name, scheme, notation in classes:
                yield f"{measure} <{ZJTX[name]}> <{concept(scheme, notation)}> <{policy_graph(document)}> .\n"


def ask(server: Server, name: str, setting: Mapping[str, str], **headers: str) -> Reply:
    return server.ask(f"/queries/{name}?{urlencode(setting)}", **headers)


def rows(server: Server, name: str, setting: Mapping[str, str]) -> list[dict[str, str]]:
    reply = ask(server, name, setting, Accept="text/csv")
    assert reply.status == 200, reply.text
    return list(csv.DictReader(StringIO(reply.text)))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected_file(question: Question) -> Path:
    return EXPECTED / f"{question.number:02}-{question.name}.csv"


def whole(question: Question) -> dict[str, str]:
    """A setting that narrows nothing."""
    return {each.name: "" if each.optional else each.default for each in question.parameters}


# --- answers --------------------------------------------------------------------------------------------------------


@cache
def differences() -> dict[str, str]:
    """What a reader wrote for words that extraction has otherwise, by these."""
    return {row["answer"]: row["reading"] for row in table(EXPECTED / "differences.csv")}


@pytest.mark.parametrize(
    "question", [each for each in QUESTIONS if each.name not in {*LINKED, *CLASSIFIED}], ids=name_of
)
def test_a_question_is_answered_as_a_reader_answers_it(server: Server, question: Question) -> None:
    assert as_read(answered(server, question), question) == table(expected_file(question))


@pytest.mark.parametrize("question", [each for each in QUESTIONS if each.name in CLASSIFIED], ids=name_of)
def test_what_is_asked_of_classes_is_answered_as_by_a_reader_who_classified(read: Server, question: Question) -> None:
    assert as_read(answered(read, question), question) == table(expected_file(question))


@pytest.mark.parametrize("question", [each for each in QUESTIONS if each.name in LINKED], ids=name_of)
def test_links_that_a_reader_found_are_among_the_answers(server: Server, question: Question) -> None:
    """Where a passage begins and ends is told apart by a word or two."""
    told = as_read(answered(server, question), question)
    assert [row for row in table(expected_file(question)) if not any(alike(row, other) for other in told)] == []


def test_classes_by_rule_lead_to_nearly_the_same_answers(server: Server) -> None:
    """Which regions cover a theme, and the shares of instruments: how far the rules may be from the reader."""
    themes, mix = (next(each for each in QUESTIONS if each.name == name) for name in CLASSIFIED)
    ours, theirs = ({(row["themeName"], row["regionName"]) for row in rows} for rows in both(server, themes))
    assert len(ours & theirs) >= max(0.8 * len(theirs), 0.9 * len(ours))
    shares, read_shares = (
        {(row["regionName"], row["sideName"]): float(row["share"]) for row in rows} for rows in both(server, mix)
    )
    assert shares == pytest.approx(read_shares, abs=0.1)


def both(server: Server, question: Question) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return answered(server, question), table(expected_file(question))


def as_read(answer: list[dict[str, str]], question: Question) -> list[dict[str, str]]:
    """Rows with the columns of the expected answer, and the reader's words for what extraction has otherwise."""
    names = table(expected_file(question))[0].keys()
    return [{name: differences().get(row[name], row[name]) for name in names} for row in answer]


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether rows are equal but for the ends of a passage."""
    a, b = (folded(row.get("passage", "")) for row in (one, other))
    return (a in b or b in a) and all(one[name] == other[name] for name in one if name != "passage")


def folded(text: str) -> str:
    return re.sub(r"\W", "", text)


def answered(server: Server, question: Question) -> list[dict[str, str]]:
    return rows(server, question.name, SETTINGS.get(question.name, {}))


def test_every_difference_from_the_reading_is_there(server: Server) -> None:
    """One that has been mended must go from the list."""
    told = {value for question in QUESTIONS for row in answered(server, question) for value in row.values()}
    assert set(differences()) - told == set()


@each_question
def test_quotes_stand_in_the_text_where_they_are_said_to(server: Server, release: Path, question: Question) -> None:
    for row in rows(server, question.name, whole(question)):
        if row.get("place"):
            document, _, span = row["place"].partition("/id/policy/")[2].partition("/quote/")
            start, _, end = span.partition("-")
            text = (release / "texts" / f"{document}.txt").read_text(encoding="utf-8")
            assert text[int(start) : int(end)] == row["quote"]


@each_question
def test_what_is_quoted_and_what_inferred_is_told_in_every_row(server: Server, question: Question) -> None:
    """A row without either tells that a document is silent."""
    for row in rows(server, question.name, whole(question)):
        assert row["standing"] in {QUOTED, INFERRED} or re.search("^(未|无)", row["statement"]), row
        assert row["standing"] != QUOTED or row.get("quote", "-"), row


@each_question
def test_a_query_that_rests_on_inferences_says_so(question: Question) -> None:
    ontology = read_turtle([resource("ontology") / "zjtx.ttl"])
    inferred = {*ontology.subjects(ZJTX.isInferred), *ontology.transitive_subjects(RDFS.subClassOf, ZJTX.Inference)}
    used = {ZJTX[name] for name in re.findall(r"zjtx:(\w+)", question.select)}
    assert not used & inferred or INFERRED in question.select


@each_question
def test_no_row_comes_twice(server: Server, question: Question) -> None:
    counted = Counter(tuple(row.items()) for row in rows(server, question.name, whole(question)))
    assert [row for row, times in counted.items() if times > 1] == []


# --- parameters -----------------------------------------------------------------------------------------------------


SET = [
    (question, each.name)
    for question in QUESTIONS
    for each in question.parameters
    if each.optional and each.name != "date"
]


@pytest.mark.parametrize(("question", "name"), SET, ids=lambda value: getattr(value, "name", value))
def test_a_parameter_that_is_set_narrows_the_answer(server: Server, question: Question, name: str) -> None:
    """Facts are among those without it, and for some value fewer."""
    everything = facts(rows(server, question.name, whole(question)))
    parts = [facts(rows(server, question.name, whole(question) | {name: value})) for value in values(server, name)]
    assert all(part <= everything for part in parts)
    assert any(part < everything for part in parts) and any(parts)


def facts(answer: list[dict[str, str]]) -> set[tuple[tuple[str, str], ...]]:
    told = [{key: value for key, value in row.items() if key not in RELATIVE} for row in answer if row["standing"]]
    return {tuple(row.items()) for row in told}


@cache
def values(server: Server, name: str) -> list[str]:
    """Some values of a parameter."""
    parameter = next(each for question in QUESTIONS for each in question.parameters if each.name == name)
    if not parameter.values:
        return ["2020", "2022", "2023"]
    known = list(csv.DictReader(StringIO(server.query(with_prefixes(parameter.values), Accept="text/csv").text)))
    found = [row["value"].removeprefix(parameter.space) for row in known]
    return found[:: max(1, len(found) // 12)]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("award-for-a-tier?city=340700", "It has: region, tier, level"),  # no such parameter
        ("award-for-a-tier?region=34", "It looks like 340700"),  # no such form
        ("award-for-a-tier?region=340100", "Known are: 320700 连云港市"),  # a region without a policy
        ("award-for-a-tier?tier=giant", "little-giant"),
        ("award-for-a-tier?region=340700&region=420100", "more than once"),
        ("state-on-a-day?date=2022-13-01", "It looks like 2022-12-31"),
        ("state-on-a-day?date=", "must have a value"),
        ("where-a-value-comes-from?fact=a%3E%20b/award/c", "is not known here"),
        ("state-on-a-day?date=2022-02-31", "cannot be"),  # a day that no calendar has
        ("award-for-a-tier?region=%E7%81%AB%E6%98%9F%E5%B8%82", "320700 连云港市"),  # 火星市, a city of no country
        ("state-on-a-day?policy=a%25zz", "is not known here"),  # three that end no IRI
        ("state-on-a-day?policy=a%5Bb", "is not known here"),
        ("state-on-a-day?policy=%EE%80%80", "is not known here"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_can(server: Server, path: str, says: str) -> None:
    reply = server.ask(f"/queries/{path}", Accept="application/json")
    assert reply.status == 400 and says in reply.json["message"]
    page = server.ask(f"/queries/{path}", Accept=BROWSER)
    assert page.status == 400 and says in page.text


def test_a_day_changes_the_state(server: Server) -> None:
    states = {
        day: {row["regionName"]: row["state"] for row in rows(server, "state-on-a-day", {"date": day})}
        for day in ("2018-01-01", "2024-12-31", "2025-01-01")
    }
    assert states["2018-01-01"]["武汉市"] == "尚未成文"
    assert states["2024-12-31"]["武汉市"] == "有效"
    assert states["2025-01-01"]["武汉市"] == "已失效"
    assert {state["铜陵市"] for state in states.values()} == {"尚未成文", "征求意见稿"}


def test_a_day_changes_which_match_holds(server: Server) -> None:
    """The provincial little giant of 湖北 is another thing to the national ladder from 2022-08-01 on."""
    step = "省级专精特新‘小巨人’企业"
    held = {
        day: [row["mappingName"] for row in answer if row["stepName"] == step and row["statement"] == "对应国家层级"]
        for day in ("2022-07-31", "2022-08-01")
        for answer in [rows(server, "ladders-and-matches", {"region": "420100", "date": day})]
    }
    assert held == {"2022-07-31": ["后者较窄 narrowMatch"], "2022-08-01": ["相近 closeMatch"]}
    # Without a ladder a document's matches that do not hold are left out.
    after = rows(server, "ladders-and-matches", {"region": "340700", "date": "2022-08-01"})
    assert after and all(row["levelName"] != "省级" or row["stepTierName"] != "“专精特新”中小企业" for row in after)


def test_passages_stand_by_their_length_and_tell_which_document_came_first(server: Server) -> None:
    answer = rows(server, "shared-passages", {})
    lengths = [int(row["length"]) for row in answer]
    assert lengths == [len(row["passage"]) for row in answer] == sorted(lengths, reverse=True)
    told = {row["statement"] for row in answer if "嘉兴市" in (row["oneRegionName"], row["twoRegionName"])}
    assert told == {"先后不明"}  # its document bears no date


def test_what_a_silent_row_has_not_is_left_unbound(server: Server) -> None:
    """An empty string would make text of a column of numbers."""
    reply = ask(server, "regions-by-award", {}, Accept="application/json")
    silent = [row for row in reply.json["results"]["bindings"] if row["statement"]["value"] == "未提及"]
    assert silent and not [name for row in silent for name in ("rank", "standing", "sum") if name in row]


def test_counterparts_are_asked_from_either_side(server: Server) -> None:
    asked = {"region": "330400", "other": "500111"}
    answer = rows(server, "counterparts-of-a-measure", asked)
    assert answer and {(row["regionName"], row["otherName"]) for row in answer} == {("嘉兴市", "大足区")}
    turned = rows(server, "counterparts-of-a-measure", {"region": "500111", "other": "330400"})
    assert {row["link"] for row in turned} == {row["link"] for row in answer}


def test_an_iri_is_a_value_too(server: Server) -> None:
    short, long = (
        rows(server, "award-for-a-tier", {"region": value})
        for value in ("420100", "https://w3id.org/zjtx/id/region/420100")
    )
    assert short == long and {row["regionName"] for row in short} == {"武汉市"}


# --- formats and pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "accept", "type_"),
    [
        ("", "text/csv", "text/csv; charset=utf-8"),
        ("", "application/json", "application/sparql-results+json"),
        ("", "*/*", "application/sparql-results+json"),
        ("", BROWSER, "text/html; charset=utf-8"),
        (".csv", BROWSER, "text/csv; charset=utf-8"),
        (".json?region=420100", BROWSER, "application/sparql-results+json"),
        ("?format=csv", BROWSER, "text/csv; charset=utf-8"),
        ("?format=json", BROWSER, "application/sparql-results+json"),
        ("?format=xml", BROWSER, "application/sparql-results+xml"),
        ("?format=html", "text/csv", "text/html; charset=utf-8"),
    ],
)
def test_an_answer_comes_in_the_format_that_is_asked_for(server: Server, path: str, accept: str, type_: str) -> None:
    reply = server.ask(f"/queries/award-for-a-tier{path}", Accept=accept)
    assert (reply.status, reply.type) == (200, type_)
    assert "武汉市" in reply.text


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [("?format=png", "*/*", 406), ("", "image/png", 406), (".png", "*/*", 404), ("s", "*/*", 404)],
)
def test_what_is_not_offered_is_refused(server: Server, path: str, accept: str, status: int) -> None:
    assert server.ask(f"/queries/award-for-a-tier{path}", Accept=accept).status == status


@each_question
def test_a_page_shows_question_parameters_answer_and_query(server: Server, question: Question) -> None:
    page = server.ask(f"/queries/{question.name}", Accept=BROWSER).text
    for words in (question.label["zh"], "PREFIX zjtx:", f"/queries/{question.name}.csv"):
        assert words in page
    assert escape(question.label["en"]) in server.ask(f"/en/queries/{question.name}", Accept=BROWSER).text
    for parameter in question.parameters:
        assert f'name="{parameter.name}"' in page
    assert f'href="/queries/{question.name}"' in server.ask("/queries", Accept=BROWSER).text
    assert f'href="/queries/{question.name}"' in server.ask("/", Accept=BROWSER).text


@each_question
def test_the_editor_shows_the_answer_to_each_example(server: Server, question: Question) -> None:
    form = server.ask(f"/sparql?question={question.name}", Accept=BROWSER).text
    query = unescape(form.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])
    reply = server.query(query, Accept=BROWSER)
    assert reply.status == 200
    shown = reply.text.partition('<table id="rows"')[2].count("<tr>") - 1
    total = len(server.query(query, Accept="application/sparql-results+json").json["results"]["bindings"])
    assert shown == total or f"此处列出前 {shown:,} 行；其余 {total - shown:,} 行" in reply.text
    assert 0 < shown <= 1000


LABELS = {  # some rows of charts: what tells them apart, and no more
    "regions-by-award": ["嘉兴市 · 国家级专精特新“小巨人”", "大足区"],
    "awards-of-a-document?policy=wuhan-2021": ["首次进入规模以上的工业企业"],
    "shares-and-fixed-sums": ["嘉兴市 · 国家重点研发专项"],
    "leading-units-and-pairs": ["铜陵市 · 铜陵市科学技术局"],
    "themes-by-region": ["融资 · 武汉市"],
    "mix-of-instruments": ["连云港市 · 供给侧工具"],
}


@pytest.mark.parametrize("address", LABELS)
def test_rows_of_a_chart_are_named_by_what_tells_them_apart(server: Server, address: str) -> None:
    page = server.ask(f"/queries/{address}", Accept=BROWSER).text
    assert 'data-chart="bars"' in page
    named = [unescape(each) for each in re.findall(r'<tr data-words="([^"]*)"', page)]
    assert len(named) == len(set(named)) == min(30, page.partition("<tbody")[2].count("<tr"))
    for label in LABELS[address]:
        assert any(each.startswith(label) for each in named), label


def test_a_chart_draws_what_each_row_tells_and_no_sum_of_several(server: Server) -> None:
    sums = server.ask("/queries/awards-of-a-document?policy=wuhan-2021", Accept=BROWSER).text
    assert re.findall(r'data-unit="money">([^<]*)', sums) == ["定额"]  # that of all together stands in each row
    measures = server.ask("/queries/function-across-regions", Accept=BROWSER).text
    assert "data-chart" not in measures  # one row a measure, with the number of all of the region


def test_a_page_leads_to_things_and_keeps_what_is_set(server: Server) -> None:
    page = server.ask("/queries/award-for-a-tier?region=420100&tier=little-giant", Accept=BROWSER).text
    assert '<option value="420100" selected>' in page and '<option value="little-giant" selected>' in page
    assert re.search(r'<a href="/id/policy/wuhan-2021/award/\w+">国家级专精特新“小巨人”企业</a>', page)
    assert re.search(r'<a href="/id/policy/wuhan-2021/quote/\d+-\d+">国家、省级专精特新', page)
    assert "50 万元" in page and "region=420100&amp;tier=little-giant" in page


def test_every_column_has_a_heading() -> None:
    headed = {row["name"] for row in table(FOLDER / "columns.csv") if row["zh"] and row["en"]}
    for question in QUESTIONS:
        shown = re.sub(r"\(.*? AS (\?\w+)\)", r"\1", question.select.partition("WHERE {")[0])
        names = set(re.findall(r"\?(\w+)", shown))
        things = {name for name in names if f"{name}Name" in names or (name == "place" and "quote" in names)}
        assert names - things <= headed, question.name


# --- the questions as data ------------------------------------------------------------------------------------------


def test_there_are_all_questions_with_their_answers() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, 26))
    assert {path.name for path in FOLDER.glob("[0-9]*.ttl")} == {
        f"{question.number:02}-{question.name}.ttl" for question in QUESTIONS
    }
    assert {path.stem for path in EXPECTED.glob("[0-9]*.csv")} == {path.stem for path in FOLDER.glob("[0-9]*.ttl")}
    assert all(table(expected_file(question)) for question in QUESTIONS)


@each_question
def test_a_question_is_told_in_both_languages(question: Question) -> None:
    assert set(question.label) == set(question.comment) == {"zh", "en"}
    assert question.keywords
    for parameter in question.parameters:
        assert set(parameter.label) == set(parameter.comment) == {"zh", "en"}
        assert parameter.term(parameter.example)
        assert parameter.optional or parameter.default


@pytest.mark.parametrize("path", ["/.well-known/sparql-examples", "/queries", "/queries.ttl"])
def test_the_questions_are_rdf_whose_queries_give_the_answers(server: Server, path: str) -> None:
    reply = server.ask(path, Accept="text/turtle")
    assert reply.type == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=reply.text, format="turtle")
    queries = {
        str(this).rpartition("/")[2]: str(graph.value(this, SH.select))
        for this in graph.subjects(RDF.type, SH.SPARQLSelectExecutable)
    }
    assert set(queries) == {question.name for question in QUESTIONS}
    assert {str(target) for target in graph.objects(None, TARGET)} == {f"{server.address}sparql"}
    for name, text in queries.items() if path == "/queries" else ():
        assert server.query(text, Accept="text/csv").body == ask(server, name, {}, Accept="text/csv").body


@pytest.mark.parametrize("form", ["application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_the_questions_come_in_every_format_of_rdf(server: Server, form: str) -> None:
    reply = server.ask("/.well-known/sparql-examples", Accept=form)
    assert reply.status == 200
    triples = list(parse(reply.body, format=RdfFormat.from_media_type(form)))
    assert sum(triple.predicate == SELECT for triple in triples) >= len(QUESTIONS)


def test_the_service_description_and_void_lead_to_the_questions(server: Server) -> None:
    for path in ("/sparql", "/void"):
        assert f"<{server.address}.well-known/sparql-examples>" in server.ask(path, Accept="text/turtle").text


def test_a_release_holds_the_questions_in_a_graph_of_their_own(release: Path) -> None:
    store = Store.read_only(str(release / "store"))
    found = list(store.quads_for_pattern(None, SELECT, None, NamedNode(str(GRAPH.queries))))
    assert len([quad for quad in found if "/id/question/" in quad.subject.value]) == len(QUESTIONS)


# --- at the command line --------------------------------------------------------------------------------------------


def test_a_question_is_asked_by_its_name(server: Server, release: Path) -> None:
    words = ["query", "award-for-a-tier", "--release", str(release), "--format", "csv", "--set", "tier=srdi-sme"]
    told = CliRunner().invoke(main, [*words, "--set", "region=330400"])
    assert told.exit_code == 0
    setting = {"tier": "srdi-sme", "region": "330400"}
    assert list(csv.DictReader(StringIO(told.output))) == rows(server, "award-for-a-tier", setting)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["award-for-a-tier", "--set", "city=1"], 8, "It has: region, tier, level"),
        (["award-for-a-tier", "--set", "region=1"], 8, "It looks like 340700"),
        (["award-for-tier", "--set", "region=340700"], 8, "award-for-a-tier"),  # a name that is none
        (["award-for-a-teir"], 8, "There are: measures-of-a-region"),
        (["award-for-a-tier", "--set", "region=火星市"], 8, "320700 连云港市"),
        (["SELECT * WHERE { }", "--set", "region=340700"], 8, "there is no question"),
        (["award-for-a-tier", "--set", "region"], 2, "NAME=VALUE"),
    ],
)
def test_what_cannot_be_asked_is_told(release: Path, words: list[str], code: int, says: str) -> None:
    told = CliRunner().invoke(main, ["query", *words, "--release", str(release)])
    assert told.exit_code == code and says in " ".join(told.output.split())


def test_the_questions_are_listed() -> None:
    told = CliRunner().invoke(main, ["questions"])
    assert told.exit_code == 0
    assert all(f"{each.number:2} {each.name} " in told.output for each in QUESTIONS)
    assert "tier=little-giant" in told.output
