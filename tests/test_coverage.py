"""The coverage account: each item of a text has one outcome, reasons are rules, and what nothing explains is unread."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import check_coverage
from pyoxigraph import QueryResultsFormat, Store

from zjtx_kg.clean import clean
from zjtx_kg.coverage import Coverage, account
from zjtx_kg.coverage.places import Places
from zjtx_kg.extract import Extraction, read_record
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Award, Outline, Record, Source, Span, Target
from zjtx_kg.outline import outline
from zjtx_kg.pipeline import read_document
from zjtx_kg.publish.build import build
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource
from zjtx_kg.rules import load_rules

PAGES = sorted((Path(__file__).parent / "data" / "pages").glob("*/*.txt"))
DOCUMENTS = [
    *sorted(path for kind in ("sources", "evaluation") for path in (resource("data") / kind).glob("*.txt")),
    *PAGES,
]
# The reasons for ignoring were written with these in view; a later page may repeat its text or break off at a sum.
IN_VIEW = [path for path in DOCUMENTS if path.parent.name not in ("set-4", "set-5", "set-6", "set-7")]

HEAD = "安岚市关于促进“专精特新”企业发展的若干措施\n一、主要任务\n"
PLAN = HEAD + "1.培育企业。{}(责任单位:市经信局、市财政局)\n2.其他任务。做好宣传工作。\n安岚市人民政府\n2021年5月6日\n"


def read(text: str) -> Coverage:
    return read_document(Source("made", "made.txt", "", "utf-8", text), load_knowledge()).coverage


def outcomes(sentence: str) -> dict[str, tuple[str, str]]:
    """Outcome and rule of each item, by its words, of a sentence in a measure."""
    return {item.words: (item.outcome, item.rule) for item in read(PLAN.format(sentence)).items}


@cache
def extracted(path: Path) -> tuple[Outline, Extraction]:
    parts = outline(clean(read_source(path)))
    return parts, read_record(parts, load_knowledge())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_account_of_a_document(path: Path) -> None:
    parts, extraction = extracted(path)
    coverage = account(parts, extraction)
    check_coverage(coverage, parts.document.text)
    if path in IN_VIEW:
        assert coverage.count("recorded") >= coverage.count("ignored")
        assert coverage.share >= 0.85


def test_little_is_unread() -> None:
    """Over all documents; on one of another region it may be more."""
    whole = Coverage(tuple(item for path in DOCUMENTS for item in account(*extracted(path)).items))
    assert len(whole.items) > 2000
    assert whole.share >= 0.98 and whole.share_of_numbers >= 0.98


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_reason_is_a_described_rule(path: Path) -> None:
    for item in account(*extracted(path)).items:
        if item.outcome == "ignored":
            file, _, name = item.rule.partition(".")
            rule = load_rules(file)[name]
            assert rule.says and rule.examples, item.rule


def without_entries(record: Record) -> Record:
    measures = tuple(replace(measure, departments=()) for measure in record.measures)
    return replace(record, measures=measures, tasks=(), awards=(), targets=())


def test_reasons_hide_no_entry() -> None:
    """Had an award or a target not been read, something in its words would be unread: reasons swallow hardly any."""
    hidden, entries = [], 0
    for path in DOCUMENTS:
        parts, extraction = extracted(path)
        blind = account(parts, replace(extraction, record=without_entries(extraction.record)))
        each: Award | Target
        for each in (*extraction.record.awards, *extraction.record.targets):
            entries += 1
            if not any(each.quote.span.covers(item.span) for item in blind.unread):
                hidden.append(each.quote.text)
    assert entries > 1000
    assert len(hidden) <= 0.002 * entries, hidden


def test_lists_of_units_that_were_not_read_are_unread() -> None:
    for path in DOCUMENTS:
        parts, extraction = extracted(path)
        blind = account(parts, replace(extraction, record=without_entries(extraction.record)))
        lists = [item for item in account(parts, extraction).items if item.kind == "unit-list" and item.entry]
        unread = {item.span for item in blind.unread}
        assert {item.span for item in lists} <= unread, path.stem


# A sentence of a measure, the item it holds, and what becomes of it.
SENTENCES = [
    # entries of the record
    ("每年新增高新技术企业300家。", "300家", "recorded", "targets.after-what-is-counted"),
    ("对新认定的省级企业技术中心,给予50万元奖励。", "50万元", "recorded", "awards.promise"),
    ("对新认定的省级企业技术中心,给予50万元奖励。", "奖励", "recorded", "awards.promise"),
    ("到2025年,培育高新技术企业300家。", "2025年", "recorded", "quantities.period"),
    # what is no target and no award
    ("从销售额5000万元以上的企业中筛选。", "5000万元", "ignored", "targets.no-target-threshold"),
    ("力争进入全国前10名。", "10名", "ignored", "targets.no-target-rank"),
    ("亩均税收达到10万元的,按有关政策给予支持。", "10万元", "ignored", "coverage.promised-condition"),
    ("引导银行推出信用贷,单户授信额度最高3000万元。", "3000万元", "ignored", "coverage.promised-credit"),
    ("入驻园区的企业,前三年租金减免50%。", "50%", "ignored", "coverage.promised-favour"),
    ("对新获得授权的专利,每件给予3万元资助,单户企业每年不超过50万元。", "50万元", "ignored", "coverage.promised-cap"),
    ("2016年,全市规模以上企业实现营业收入2680亿元。", "2680亿元", "ignored", "coverage.any-before-the-policy"),
    ("2016年,全市规模以上企业实现营业收入2680亿元。", "2016年", "ignored", "coverage.any-before-the-policy"),
    ("落实《安岚市2020年工作要点》。", "2020年", "ignored", "coverage.date-title"),
    ("2022年底前无分歧欠款应清尽清。", "2022年", "ignored", "coverage.date-deadline"),
    ("完善上市的各项奖励政策。", "奖励", "ignored", "coverage.award-cue-reference"),
    ("争创安岚市市长质量奖。", "奖", "ignored", "coverage.award-cue-prize"),
    ("提高协作配套能力。", "配套", "ignored", "coverage.award-cue-supply"),
    ("按照就高原则给予奖励,同一项目不重复享受。", "奖励", "ignored", "measures.application"),
    ("建立考核指标体系。", "指标", "ignored", "coverage.target-cue-without-number"),
    ("市经信局负责组织实施。", "负责", "ignored", "coverage.units-cue-in-prose"),
    ("各责任单位要加强协作。", "责任单位", "ignored", "coverage.units-cue-spoken-of"),
    # what nothing explains
    ("本项所涉金额370万元。", "370万元", "unread", "coverage.unread-number"),
    ("协会另有牌匾29块。", "29块", "unread", "coverage.unread-number"),
    ("奖励若干。", "奖励", "unread", "coverage.unread-cue"),
    ("目标370之类。", "目标", "unread", "coverage.unread-cue"),
]


@pytest.mark.parametrize(("sentence", "words", "outcome", "rule"), SENTENCES)
def test_outcome_of_an_item(sentence: str, words: str, outcome: str, rule: str) -> None:
    assert outcomes(sentence)[words] == (outcome, rule)


def test_a_list_of_units_is_one_item() -> None:
    coverage = read(PLAN.format("培育企业。"))
    (listed,) = (item for item in coverage.items if item.kind == "unit-list")
    assert (listed.words, listed.outcome, listed.entry) == ("责任单位:市经信局、市财政局", "recorded", "m1")


def test_days_of_the_document_are_recorded_wherever_they_stand() -> None:
    coverage = read("成文日期:2021年5月6日 发布日期:2021年5月9日\n" + PLAN.format("培育企业。"))
    days = [(item.words, item.entry) for item in coverage.items if item.kind == "date"]
    assert days == [("2021年5月6日", "issued"), ("2021年5月9日", "published"), ("2021年5月6日", "issued")]


def test_another_text_on_the_page_is_not_read_and_said_so() -> None:
    other = "安岚市关于促进服务业发展的若干措施\n一、主要任务\n1.培育企业。本项所涉金额370万元。\n2.其他。做好宣传。\n"
    found = {item.words: item.rule for item in read(PLAN.format("培育企业。") + "附件\n" + other).items}
    assert found["370万元"] == "coverage.any-other-text"


def test_what_was_not_read_is_in_report_and_graph(tmp_path: Path) -> None:
    """A sentence that nothing explains, planted in a measure."""
    text = PLAN.format("本项所涉金额370万元。每年新增高新技术企业300家。")
    source = tmp_path / "data" / "anlan.txt"
    source.parent.mkdir()
    source.write_text(text, encoding="utf-8")
    entry = {"id": "anlan", "file": "anlan.txt", "sha256": hashlib.sha256(source.read_bytes()).hexdigest()}
    lines = [f'{key} = "{value}"' for key, value in (entry | dict.fromkeys(("origin", "licence", "note"), "x")).items()]
    (source.parent / "catalogue.toml").write_text("\n".join(("[[sources]]", *lines)), encoding="utf-8")
    release = build(source.parent, tmp_path / "out", lambda *_: None, jobs=1)

    report = json.loads((release / "release.json").read_text(encoding="utf-8"))
    (document,) = report["documents"]
    place = text.index("370万元")
    assert document["unread"] == [{"kind": "money", "place": [place, place + 5], "words": "370万元"}]
    assert document["coverage"]["kinds"]["money"] == {"recorded": 0, "ignored": 0, "unread": 1}
    assert document["coverage"] == report["coverage"] and 0 < document["coverage"]["share"] < 1
    assert [f["place"] for f in document["findings"] if f["rule"] == "coverage.unread-number"] == [[place, place + 5]]
    assert "<q>370万元</q>" in (release / "report.html").read_text(encoding="utf-8")

    metrics = measured(release)
    assert metrics["unread-numbers"] == 1
    assert metrics["items-found"] == metrics["items-recorded"] + metrics["items-ignored"] + 1
    assert metrics["share-accounted"] == document["coverage"]["share"]


def measured(release: Path) -> dict[str, float]:
    """The quality measurements of a release of one document."""
    query = """PREFIX dqv: <http://www.w3.org/ns/dqv#>
        SELECT ?metric ?value { [] dqv:isMeasurementOf ?metric ; dqv:value ?value }"""
    answer = json.loads(Store.read_only(str(release / "store")).query(query).serialize(format=QueryResultsFormat.JSON))
    rows = answer["results"]["bindings"]
    return {row["metric"]["value"].rpartition("/")[2]: float(row["value"]["value"]) for row in rows}


def test_an_empty_account_is_whole() -> None:
    assert (Coverage().share, Coverage().unread, Coverage().share_of_numbers) == (1.0, (), 1.0)


PIECES = st.sampled_from(
    [
        *"一二、。,;:()“”《》\n 0123456789年月日",
        *("300家", "50万元", "10%", "2025年", "“十四五”末", "给予", "奖励", "补助", "目标", "责任单位:", "市经信局"),
        *(
            "对新认定的",
            "企业",
            "1.",
            "(一)",
            "第三条",
            "(责任单位:市财政局、各区)",
            "分别",
            "最高",
            "序号",
            "2022年目标",
        ),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_account_of_any_text(text: str) -> None:
    parts = outline(clean(Source("made", "made.txt", "", "utf-8", text or "空")))
    check_coverage(account(parts, read_record(parts, load_knowledge())), parts.document.text)


@given(st.integers(0, 4000), st.integers(100, 2500))
def test_account_of_a_cut_document(start: int, length: int) -> None:
    text = DOCUMENTS[-1].read_text(encoding="utf-8")[start % 1500 :][:length]
    parts = outline(clean(Source("cut", "cut.txt", "", "utf-8", text)))
    check_coverage(account(parts, read_record(parts, load_knowledge())), parts.document.text)


SPANS = st.tuples(st.integers(0, 20), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS), st.lists(SPANS))
def test_the_innermost_span_is_found(spans: list[Span], asked: list[Span]) -> None:
    places = Places((span, index) for index, span in enumerate(spans))
    for place in sorted(asked):
        found = places.holding(place)
        holding = [span for span in spans if span.covers(place)]
        assert (found is not None) == bool(holding)
        if found:
            assert found[0].start == max(span.start for span in holding)
