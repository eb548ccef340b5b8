"""A document gives the same record in whatever format it comes, its annexes read as tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import paper
import pytest
import tongling
import web
import word
from docx import Document
from docx.document import Document as WordDocument

from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Source
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_bytes, read_source
from zjtx_kg.records import record_json
from zjtx_kg.resources import resource

BEFORE, BETWEEN, AFTER = tongling.paragraphs()
ITEM = re.compile(r"\s*(?:([一二三四五六])、|\(([一二三四五六])\)|\d{1,2}、)(?P<words>.*)")


def record(source: Source) -> dict[str, Any]:
    """The record of a source, and what was found worth reporting."""
    reading = read_document(source, load_knowledge())
    findings = [(finding.rule, finding.message) for finding in reading.findings]
    return {**record_json(reading.record), "findings": findings}


@pytest.fixture(scope="module")
def of_text() -> dict[str, Any]:
    found = record(tongling.SOURCE)
    assert len(found["tasks"]) == 69
    assert len([target for target in found["targets"] if target["source"] == "table"]) == 20
    return found


def add(document: WordDocument, lines: list[str], numbered: bool = False) -> None:
    """Paragraphs; with `numbered` their numbers are automatic ones, which stand in no text."""
    for line in lines:
        numbered = numbered and not line.startswith("附件")
        item = ITEM.fullmatch(line) if numbered else None
        if item:
            level = 0 if item[1] else 1 if item[2] else 2
            word.number(document.add_paragraph(item["words"]), 91 if level == 2 else 90, level % 2)
        else:
            document.add_paragraph(line)


@pytest.mark.parametrize("numbered", [False, True])
def test_word_document(of_text: dict[str, Any], numbered: bool) -> None:
    document = Document()
    word.add_list(document, 90, [("chineseCounting", "%1、"), ("chineseCounting", "(%2)")])
    word.add_list(document, 91, [("decimal", "%1、")])
    add(document, BEFORE, numbered)
    word.add_table(document, tongling.tasks())
    add(document, BETWEEN)
    word.add_table(document, tongling.goals())
    add(document, AFTER)
    assert record(read_bytes(word.saved(document), "tongling.docx", "tongling-2018")) == of_text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_web_page(of_text: dict[str, Any], encoding: str) -> None:
    page = web.page(
        web.paragraphs(BEFORE),
        f"<table><tr><td>{web.table(tongling.tasks())}</td></tr></table>",  # inside one that only lays out the page
        web.paragraphs(BETWEEN),
        web.table(tongling.goals()),
        web.paragraphs(AFTER),
        head="<meta charset='gb2312'>",
    )
    assert record(read_bytes(page.encode(encoding), "tongling.html", "tongling-2018")) == of_text


@pytest.mark.parametrize("name", ["dazu-2022", "jiaxing", "lianyungang-2018", "wuhan-2021"])
def test_other_documents(name: str) -> None:
    """Paragraphs of a page and of a Word document are cleaned as lines of text are."""
    source = read_source(resource("data") / "sources" / f"{name}.txt")
    lines = source.text.split("\n")
    document = Document()
    add(document, lines)
    page = web.page(web.paragraphs(lines)).encode()
    expected = record_json(read_document(source, load_knowledge()).record)
    for made in (read_bytes(page, "a", name), read_bytes(word.saved(document), "a", name)):
        assert record_json(read_document(made, load_knowledge()).record) == expected


def test_pdf(of_text: dict[str, Any]) -> None:
    """Paragraphs and tables run over pages with a head and a number each; the tables' headers are printed again."""
    before, between, after = ([paper.paragraph(line.strip()) for line in lines] for lines in (BEFORE, BETWEEN, AFTER))
    tasks = paper.table(tongling.tasks(), [35, 80, 160, 70, 110])
    goals = paper.table(tongling.goals(), [35, 200, 60, 60, 80])
    data = paper.saved([*before, tasks, *between, goals, *after], head="铜陵市人民政府文件")
    assert record(read_bytes(data, "tongling.pdf", "tongling-2018")) == of_text


def test_page_of_a_portal() -> None:
    """Fields in a table, a hidden advertisement, a goal table in the text and a table of tasks behind it."""
    page = (Path(__file__).parent / "data" / "portal.html").read_text(encoding="utf-8")
    found = record(read_bytes(page.encode("gbk"), "portal.html", "portal"))
    fields = found["document"]
    assert fields["title"] == "铜陵市支持“专精特新”企业发展实施方案"
    assert (fields["issuer"], fields["number"]) == ("铜陵市经济和信息化局", "铜经信〔2022〕12号")
    assert (fields["issued"], fields["published"]) == ("2022-03-01", "2022-03-04")
    assert [measure["text"] for measure in found["measures"]] == [
        "建立培育库。建立企业库,动态管理。",
        "加大奖补力度。对新认定的省级“专精特新”中小企业,一次性给予10万元奖励。",
    ]
    assert [(award["recipient"], award["amount"]) for award in found["awards"]] == [("省级“专精特新”中小企业", 100_000)]
    assert [
        (target["indicator"], target["baseline"], target["value"], target["year"], target["binding"])
        for target in found["targets"]
    ] == [("“专精特新”中小企业", 59, 200, 2025, "guiding"), ("高新技术企业", 121, 300, 2025, "guiding")]
    assert [
        (task["measure"], [(unit["name"], unit["role"]) for unit in task["departments"]]) for task in found["tasks"]
    ] == [
        ("m1", [("市经信局", "lead"), ("各县区", "responsible")]),
        ("m2", [("市经信局", "lead"), ("市财政局", "responsible"), ("各县区", "responsible")]),
    ]
    assert found["findings"] == []
