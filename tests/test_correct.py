"""Corrections: made as they say, seen in record, graph, report and page, and never ignored in silence."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS
from server_process import running

from zjtx_kg.cli import main
from zjtx_kg.correct import load_corrections
from zjtx_kg.correct.entries import fits
from zjtx_kg.errors import CatalogueError
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Record
from zjtx_kg.pipeline import Reading, read_document
from zjtx_kg.publish.build import build
from zjtx_kg.publish.document import check_document
from zjtx_kg.read import read_bytes
from zjtx_kg.records import record_json

GUIDE = (Path(__file__).parent.parent / "docs" / "corrections.md").read_text(encoding="utf-8")
TEXT, EXAMPLE = (re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[0] for kind in ("text", "toml"))
AWARD = 'kind = "award"\nentry = { quote = "奖励50万元" }\n'
HEAD = '[[corrections]]\ndocument = "anlan-2024"\nreason = "because"\n'


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def anlan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources with the document of the guide, to be copied."""
    place = tmp_path_factory.mktemp("anlan")
    (place / "anlan-2024.txt").write_text(TEXT, encoding="utf-8")
    done = run("add", place / "anlan-2024.txt", "--data", place / "own", "--yes", "-q")
    assert done.exit_code == 0, done.stderr
    return place / "own"


@pytest.fixture
def folder(anlan: Path, tmp_path: Path) -> Path:
    """A folder of sources with the document of the guide, which a test may change."""
    return Path(shutil.copytree(anlan, tmp_path / "own"))


def corrected(folder: Path, corrections: str, text: str = TEXT) -> Reading:
    """The document read with these corrections."""
    (folder / "corrections.toml").write_text(corrections, encoding="utf-8")
    made = load_corrections(folder, {"anlan-2024"})["anlan-2024"]
    return read_document(read_bytes(text.encode(), "a.txt", "anlan-2024"), load_knowledge(), made)


def built(folder: Path) -> Path:
    return build(folder, folder.parent / "out", lambda *_: None, jobs=1)


def ask(release: Path, query: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store.read_only(str(release / "store"))
    prefixes = {"zjtx": "https://w3id.org/zjtx/ontology#", "dcterms": "http://purl.org/dc/terms/", "rdfs": str(RDFS)}
    rows = store.query(query, prefixes=prefixes)
    return [tuple(term.value if term else "" for term in row) for row in rows]


def test_the_example_of_the_guide(folder: Path) -> None:
    """A field changed, an entry added, another dropped, a field of the document: in the record, graph and report."""
    (folder / "corrections.toml").write_text(EXAMPLE, encoding="utf-8")
    release = built(folder)
    record = json.loads((release / "records" / "anlan-2024.json").read_text(encoding="utf-8"))
    assert record["awards"][0]["amount"] == 600000
    (target,) = record["targets"]
    assert (target["indicator"], target["kind"], target["quote"]) == (
        "专精特新企业", "increment", "培育省级专精特新企业120家",
    )  # fmt: skip
    assert record["document"]["number"] == "安政办〔2024〕7号"
    report = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert report["figures"]["corrections-made"] == 4
    findings = [each for each in report["documents"][0]["findings"] if each["rule"].startswith("corrections.")]
    assert [each["rule"] for each in findings] == [
        "corrections.changed", "corrections.added", "corrections.dropped", "corrections.changed",
    ]  # fmt: skip
    assert "amount from 500000 to 600000: Misprint of the page" in findings[0]["message"]


def test_a_corrected_fact_says_so_in_the_graph(folder: Path) -> None:
    (folder / "corrections.toml").write_text(EXAMPLE, encoding="utf-8")
    release = built(folder)
    award = """SELECT ?amount ?rule ?kind ?field ?from ?to ?by ?date WHERE {
        ?award a zjtx:Award ; zjtx:amount ?amount ; zjtx:rule ?rule ; zjtx:correction ?c .
        ?c zjtx:correctionKind ?kind ; zjtx:correctedField ?field ; zjtx:correctedFrom ?from ; zjtx:correctedTo ?to ;
           zjtx:reason ?reason ; zjtx:correctedBy ?by ; dcterms:date ?date }"""
    assert ask(release, award) == [
        ("600000", "corrections.changed", "changed", "amount", "500000", "600000", "Wang Li", "2024-05-02")
    ]
    of_policy = "SELECT ?kind ?field WHERE { ?p a zjtx:Policy ; zjtx:correction ?c . ?c zjtx:correctionKind ?kind "
    of_policy += "OPTIONAL { ?c zjtx:correctedField ?field } } ORDER BY ?kind"
    assert ask(release, of_policy) == [("changed", "number"), ("dropped", "")]
    made = len(tomllib.loads(EXAMPLE)["corrections"])
    assert ask(release, "SELECT (COUNT(?c) AS ?made) WHERE { ?c a zjtx:Correction }") == [(str(made),)]
    assert run("validate", "--release", release, "-q").exit_code == 0


def test_pages_show_corrections_with_their_reasons(folder: Path) -> None:
    """On the award's page and on the policy's; what was not corrected says nothing."""
    (folder / "corrections.toml").write_text(EXAMPLE, encoding="utf-8")
    release = built(folder)
    things = "SELECT ?award ?own WHERE { ?award a zjtx:Award OPTIONAL { ?award zjtx:correction ?own } } ORDER BY ?own"
    (plain, _), (award, _) = ask(release, things)
    with running(release) as server:

        def page(iri: str) -> str:
            return server.ask("/" + quote(iri.removeprefix("https://w3id.org/zjtx/")), Accept="text/html").text

        assert "Misprint of the page: the gazette has 60万元" in page(award) and "<del>500000</del>" in page(award)
        assert 'id="corrections"' not in page(plain)
        policy = page("https://w3id.org/zjtx/id/policy/anlan-2024")
        for reason in ("Misprint of the page", "new enterprises, see its annex", "Replaced by the entry above"):
            assert reason in policy
        assert "<del>省级专精特新企业120家</del>" in policy, "the words of what was dropped"
        assert "人工更正" in server.ask("/quality", Accept="text/html").text


# Corrections and the part of the record that they change, as the record must be afterwards.
MADE: dict[str, tuple[str, Any]] = {
    "a field of an award": (
        'kind = "award"\nentry = { recipient = "技术改造项目" }\nfield = "ratio"\nwas = 0.1\nvalue = 1',
        lambda record: record.awards[1].ratio == 1.0 and isinstance(record.awards[1].ratio, float),
    ),
    "a field emptied": (
        AWARD + 'field = "trigger"\nwas = "新认定"',
        lambda record: record.awards[0].trigger is None,
    ),
    "other words": (
        AWARD + 'field = "quote"\n'
        'was = "国家级专精特新“小巨人”企业,给予一次性奖励50万元"\n'
        'value = "对新认定的国家级专精特新“小巨人”企业,给予一次性奖励50万元"',
        lambda record: record.awards[0].quote.text.startswith("对新认定"),
    ),
    "a heading of a measure": (
        'kind = "measure"\nentry = { id = "m2" }\nfield = "heading"\nwas = "支持技术改造"\nvalue = "技术改造"',
        lambda record: record.measures[1].heading == "技术改造" and record.measures[0].heading == "支持企业认定",
    ),
    "the role of one of several units": (
        'kind = "unit"\nentry = { name = "市经信局", measure = "m1" }\n'
        'field = "role"\nwas = "responsible"\nvalue = "lead"',
        lambda record: (
            [unit.role for measure in record.measures for unit in measure.departments]
            == ["lead", "responsible", "responsible"]
        ),
    ),
    "a unit more": (
        'kind = "unit"\nadd = { name = "市政府", role = "lead", measure = "m1" }\n'
        'quote = "责任单位:市经信局、市财政局"',
        lambda record: [unit.name for unit in record.measures[0].departments] == ["市政府", "市经信局", "市财政局"],
    ),
    "a unit fewer": (
        'kind = "unit"\nentry = { name = "市财政局" }\ndrop = true',
        lambda record: [unit.name for unit in record.measures[0].departments] == ["市经信局"],
    ),
    "an award more, in its place": (
        'kind = "award"\nquote = "培育省级专精特新企业120家"\n'
        'add = { measure = "m1", recipient = "省级专精特新企业", kind = "subsidy", level = "provincial" }',
        lambda record: [award.amount for award in record.awards] == [500000, None, 2000000],
    ),
    "a task, which the document had none of": (
        'kind = "task"\nadd = { measure = "m2", text = "支持技术改造" }\nquote = "2.支持技术改造"',
        lambda record: [(task.measure, task.text) for task in record.tasks] == [("m2", "支持技术改造")],
    ),
    "a measure": (
        'kind = "measure"\nadd = { id = "m3", number = "3", text = "安岚市人民政府", section = ["一、加强梯度培育"] }\n'
        'quote = "安岚市人民政府"',
        lambda record: [measure.id for measure in record.measures] == ["m1", "m2", "m3"],
    ),
    "a ground": (
        'kind = "basis"\nadd = { title = "若干措施" }\nquote = "发展若干措施"',
        lambda record: [citation.title for citation in record.fields.basis] == ["若干措施"],
    ),
    "a day of the document": (
        'kind = "document"\nfield = "issued"\nwas = 2024-03-05\nvalue = 2024-03-06',
        lambda record: (
            record.fields.issued == "2024-03-06" and record.fields.quotes["issued"].rule == "corrections.changed"
        ),
    ),
    "a title that is none": (
        'kind = "document"\nfield = "title"\nwas = "安岚市促进中小企业“专精特新”发展若干措施"',
        lambda record: record.fields.title is None and "title" not in record.fields.quotes,
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_correction_is_made_and_the_graph_is_valid(name: str, folder: Path) -> None:
    toml, holds = MADE[name]
    reading = corrected(folder, HEAD + toml)
    assert holds(reading.record), record_json(reading.record)
    text = reading.document.text
    assert all(quote.text == quote.span.of(text) for quote in quotes(reading.record))
    source = read_bytes(TEXT.encode(), "a.txt", "anlan-2024")
    checked = check_document(source, load_corrections(folder)["anlan-2024"])
    assert [finding for finding in checked.findings if finding.severity == "error"] == []
    assert sum(finding.rule.startswith("corrections.") for finding in checked.findings) == 1


def quotes(record: Record) -> list[Any]:
    entries = [*record.measures, *record.tasks, *record.awards, *record.targets, *record.fields.basis]
    units = [unit for each in (*record.measures, *record.tasks) for unit in each.departments]
    return [each.quote for each in (*entries, *units)] + list(record.fields.quotes.values())


def test_corrections_are_made_in_their_order(folder: Path) -> None:
    """The second sees what the first did; both are told."""
    first = AWARD + 'field = "amount"\nwas = 500000\nvalue = 1\n'
    second = 'kind = "award"\nentry = { amount = 1 }\nfield = "bound"\nwas = "exact"\nvalue = "max"\n'
    reading = corrected(folder, f"{HEAD}{first}\n{HEAD}{second}")
    award = reading.record.awards[0]
    assert (award.amount, award.bound) == (1, "max")
    assert [made.field for made in award.quote.corrections] == ["amount", "bound"]


def test_a_region_that_was_not_recognised(folder: Path) -> None:
    """Three fields that share their words; departments are then resolved by the region that was put right."""
    values = {"region": "铜陵市", "region_code": "340700", "province": "安徽省"}
    each = 'kind = "document"\nfield = "{}"\nvalue = "{}"\nquote = "安岚市促进"\n'
    text = "\n".join(HEAD + each.format(*pair) for pair in values.items())
    record = corrected(folder, text).record
    assert (record.fields.region, record.fields.region_code, record.fields.province) == tuple(values.values())
    release = built(folder)
    where = """SELECT DISTINCT ?code ?rule ?unit WHERE { ?policy zjtx:region/zjtx:code ?code .
        ?field zjtx:policy ?policy ; zjtx:statesProperty zjtx:region ; zjtx:rule ?rule .
        ?measure zjtx:policy ?policy ; zjtx:responsibleDepartment/rdfs:label ?unit } ORDER BY ?unit"""
    units = ["铜陵市经济和信息化局", "铜陵市财政局"]
    assert ask(release, where) == [("340700", "corrections.changed", unit) for unit in units]


def test_a_ladder_is_made_changed_and_dropped(folder: Path) -> None:
    """Two tiers on steps of their own; a step that is left empty goes."""
    tier = 'kind = "ladder"\nadd = {{ tier = "{}", label = "{}", step = {} }}\nquote = "{}"\n'
    made = [
        tier.format("srdi-sme", "专精特新企业", 1, "省级专精特新企业"),
        tier.format("little-giant", "小巨人", 2, "“小巨人”企业"),
        'kind = "ladder"\nentry = { step = 2 }\nfield = "level"\nvalue = "national"\n',
    ]
    text = "\n".join(HEAD + each for each in made)
    ladder = corrected(folder, text).record.ladder
    assert [[(each.tier, each.level) for each in step] for step in ladder] == [
        [("srdi-sme", None)],
        [("little-giant", "national")],
    ]
    assert [made.action for made in ladder[1][0].quote.corrections] == ["added", "changed"]
    release = built(folder)
    steps = "SELECT ?kind WHERE { ?step a zjtx:LadderStep ; zjtx:correction/zjtx:correctionKind ?kind } ORDER BY ?kind"
    assert ask(release, steps) == [("added",), ("added",), ("changed",)]
    gone = f'{text}\n{HEAD}kind = "ladder"\nentry = {{ tier = "srdi-sme" }}\ndrop = true\n'
    assert [[each.tier for each in step] for step in corrected(folder, gone).record.ladder] == [["little-giant"]]


# What does not fit, and words that the message must say beside file, number, document and kind.
MISFITS = {
    "no such entry": ('kind = "award"\nentry = { recipient = "隐形冠军" }\ndrop = true', "no award is like this"),
    "several entries": ('kind = "unit"\nentry = { name = "市经信局" }\ndrop = true', "2 entries are meant"),
    "another value was read": (AWARD + 'field = "amount"\nwas = 5\nvalue = 6', "amount is 500000, not 5"),
    "nothing was said to be read": (AWARD + 'field = "amount"\nvalue = 6', "amount is 500000, not nothing"),
    "no change": (AWARD + 'field = "amount"\nwas = 500000\nvalue = 500000', "changes nothing"),
    "words that are not there": (
        'kind = "document"\nfield = "number"\nvalue = "1"\nquote = "安政办"',
        "does not stand in the text",
    ),
    "words that are there twice": ('kind = "basis"\nadd = { title = "a" }\nquote = "支持"', "stands 2 times"),
    "no words": ('kind = "document"\nfield = "number"\nvalue = "1"', "no words of the text are known"),
    "an unknown field": (AWARD + 'field = "sum"\nwas = 1\nvalue = 2', "unknown field sum"),
    "an unknown field of an entry": ('kind = "award"\nentry = { name = "a" }\ndrop = true', "unknown field name"),
    "an unknown field to add": ('kind = "award"\nadd = { sum = 1 }\nquote = "奖励50万元"', "unknown field sum"),
    "a text for a number": (AWARD + 'field = "amount"\nwas = 500000\nvalue = "1"', 'a number or nothing, not "1"'),
    "true for a number": (AWARD + 'field = "amount"\nwas = 500000\nvalue = true', "not true"),
    "no number": (AWARD + 'field = "amount"\nwas = 500000\nvalue = nan', "amount is a number"),
    "a word of no list": (AWARD + 'field = "kind"\nwas = "reward"\nvalue = "loan"', "reward or subsidy or matching"),
    "a field that is needed": (
        'kind = "award"\nadd = { kind = "reward" }\nquote = "奖励50万元"',
        "recipient is a text, not nothing",
    ),
    "no such measure": ('kind = "task"\nadd = { measure = "m9", text = "a" }\nquote = "奖励50万元"', "no measure m9"),
    "a measure that is there": (
        'kind = "measure"\nadd = { id = "m1", number = "1", text = "a", section = [] }\nquote = "奖励50万元"',
        "there is a measure m1",
    ),
    "a measure that holds something": ('kind = "measure"\nentry = { id = "m1" }\ndrop = true', "belong to measure m1"),
    "a unit of nothing": (
        'kind = "unit"\nadd = { name = "a", role = "lead" }\nquote = "奖励50万元"',
        "to no measure or task",
    ),
    "a tier on no step": (
        'kind = "ladder"\nadd = { tier = "listed", label = "a", step = 3 }\nquote = "奖励50万元"',
        "no step of the ladder",
    ),
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_correction_that_does_not_fit_is_an_error(name: str, folder: Path) -> None:
    toml, said = MISFITS[name]
    with pytest.raises(CatalogueError, match=re.escape(said)) as raised:
        corrected(folder, f"{HEAD}{toml}")
    assert "corrections.toml, correction 1 (anlan-2024, " in raised.value.where
    assert raised.value.remedy


# What is no correction at all: the file's text, and words that the message must say.
BROKEN = {
    "no TOML": ("[[corrections", "not valid TOML"),
    "another table": ("[[correction]]", "unknown key correction"),
    "one table": ('[corrections]\ndocument = "anlan-2024"', "no list of corrections"),
    "a day in words": (HEAD + 'kind = "document"\nfield = "title"\ndate = "last week"', "date is no day"),
    "no reason": ('[[corrections]]\ndocument = "anlan-2024"\nkind = "award"', "reason is missing"),
    "an empty reason": (HEAD.replace("because", " ") + 'kind = "document"\nfield = "title"', "reason is no text"),
    "no deed": (HEAD + 'kind = "award"', "it says not what to do"),
    "two deeds": (HEAD + 'kind = "award"\nfield = "amount"\ndrop = true', "or two things"),
    "drop that does not": (HEAD + 'kind = "award"\nentry = { level = "a" }\ndrop = false', "it says not what to do"),
    "an unknown kind": (HEAD + 'kind = "prize"\ndrop = true\nentry = { level = "a" }', "kind is not known"),
    "an unknown key": (HEAD + 'kind = "award"\nfields = "amount"', "unknown key fields"),
    "no entry": (HEAD + 'kind = "award"\nfield = "amount"\nvalue = 1', "entry is missing"),
    "an empty entry": (HEAD + 'kind = "award"\nentry = {}\ndrop = true', "entry is no table, or empty"),
    "an addition without words": (HEAD + 'kind = "award"\nadd = { kind = "reward" }', "quote is missing"),
    "a value that nothing takes": (
        HEAD + 'kind = "award"\nentry = { level = "a" }\ndrop = true\nvalue = 1',
        "unknown key value",
    ),
    "a document dropped": (HEAD + 'kind = "document"\ndrop = true', "neither added nor dropped"),
    "an entry of the document": (
        HEAD + 'kind = "document"\nentry = { title = "a" }\nfield = "title"',
        "unknown key entry",
    ),
    "no text": (HEAD + 'kind = "document"\nfield = 7', "field is no text"),
    "another document": (
        '[[corrections]]\ndocument = "anlan-2042"\nreason = "a"\nkind = "document"\nfield = "title"',
        "publishes no such document",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_fails_the_build_and_says_where(name: str, folder: Path) -> None:
    toml, said = BROKEN[name]
    (folder / "corrections.toml").write_text(toml, encoding="utf-8")
    done = run("build", "--data", folder, "--out", folder.parent / "out", "-q")
    message = " ".join(done.stderr.split())
    assert done.exit_code == 4 and said in message and "corrections.toml" in message, message
    assert not (folder.parent / "out" / "current").exists()


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == {}


def test_adding_makes_the_corrections_too(folder: Path, tmp_path: Path) -> None:
    """Those of the document's id, before it is in the catalogue; it is shown as corrected."""
    (folder / "corrections.toml").write_text(EXAMPLE.replace("anlan-2024", "anlan-b"), encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT + "\n", encoding="utf-8")
    done = run("add", tmp_path / "b.txt", "--id", "anlan-b", "--data", folder, "--yes")
    assert done.exit_code == 0 and "600,000 yuan" in done.stderr and "corrections-made" in done.stderr
    assert built(folder)


def test_removing_says_that_corrections_are_left(folder: Path) -> None:
    (folder / "corrections.toml").write_text(EXAMPLE, encoding="utf-8")
    done = run("remove", "anlan-2024", "--data", folder, "--yes")
    assert done.exit_code == 0 and "4 corrections" in done.stderr and "corrections.toml" in done.stderr


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text())
def test_a_number_is_a_finite_number(value: object) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")
    assert fits(value, int | float | None) == (number or value is None)
