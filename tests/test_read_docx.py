"""Word documents: automatic numbers are printed, changes accepted, tables keep their cells."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import word
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Source
from zjtx_kg.read import read_bytes
from zjtx_kg.read.numbering import in_style


def read(document: WordDocument) -> Source:
    return read_bytes(word.saved(document), "a.docx", "a")


POLICY = [("chineseCounting", "%1、"), ("chineseCountingThousand", "(%2)"), ("decimal", "%3.")]


def test_automatic_numbers() -> None:
    """A level begins anew below the next item of a higher one."""
    document = Document()
    word.add_list(document, 90, POLICY)
    for level, words in [
        (0, "总体要求"),
        (1, "指导思想。"),
        (1, "目标。"),
        (2, "企业。"),
        (2, "平台。"),
        (0, "任务"),
        (1, "培育。"),
    ]:
        word.number(document.add_paragraph(words), 90, level)
    assert read(document).text.split("\n") == [
        "一、 总体要求", "(一) 指导思想。", "(二) 目标。", "1. 企业。", "2. 平台。", "二、 任务", "(一) 培育。",
    ]  # fmt: skip


def test_lists_of_one_definition_go_on_counting_unless_they_begin_anew() -> None:
    document = Document()
    word.add_list(document, 90, [("decimal", "%1."), ("decimal", "%1.%2")])
    word.again(document, 91, 90, 1)
    for list_, level, words in [
        (90, 0, "甲"),
        (90, 1, "乙"),
        (90, 0, "丙"),
        (91, 0, "丁"),
        (91, 1, "戊"),
        (90, 0, "己"),
    ]:
        word.number(document.add_paragraph(words), list_, level)
        document.add_paragraph("段落")
    assert read(document).text.replace("\n段落", "").split("\n") == [
        "1. 甲",
        "1.1 乙",
        "2. 丙",
        "1. 丁",
        "1.1 戊",
        "2. 己",
    ]


def test_items_that_go_on_through_the_groups_above() -> None:
    document = Document()
    word.add_list(document, 90, [("chineseCounting", "(%1)"), ("decimal", "%2、")], '<w:lvlRestart w:val="0"/>')
    for level, words in [(0, "组"), (1, "甲"), (0, "组"), (1, "乙")]:
        word.number(document.add_paragraph(words), 90, level)
    assert read(document).text.split("\n") == ["(一) 组", "1、 甲", "(二) 组", "2、 乙"]


def test_numbers_of_styles() -> None:
    """A style may number its paragraphs, also one that is based on it; a paragraph may take the number away."""
    document = Document()
    word.add_list(document, 90, [("chineseCounting", "第%1条")])
    style = document.styles.add_style("条", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 90
    based = document.styles.add_style("条之二", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = style
    document.add_paragraph("本办法。", "条")
    document.add_paragraph("适用。", "条之二")
    word.number(document.add_paragraph("不编号。", "条"), 0)
    assert read(document).text.split("\n") == ["第一条 本办法。", "第二条 适用。", "不编号。"]


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("decimal", "12"), ("decimalZero", "12"), ("chineseCounting", "十二"), ("chineseLegalSimplified", "拾贰"),
        ("decimalEnclosedCircleChinese", "⑫"), ("decimalEnclosedParen", "⑿"), ("lowerLetter", "l"),
        ("upperRoman", "XII"), ("ideographEnclosedCircle", "12"), ("unheardOf", "12"),
    ],
)  # fmt: skip
def test_styles_of_numbers(style: str, printed: str) -> None:
    assert in_style(12, style) == printed


def test_bullets_print_no_number() -> None:
    document = Document()
    document.add_paragraph("加强领导。", "List Bullet")
    assert read(document).text == "加强领导。"


RUN = "<w:r><w:t>{}</w:t></w:r>"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = f"<w:txbxContent><w:p>{RUN.format('框')}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        # tracked changes are taken as accepted
        (f"<w:ins>{RUN.format('五十')}</w:ins><w:del><w:r><w:delText>四十</w:delText></w:r></w:del>", "五十"),
        (f"<w:moveFrom>{RUN.format('旧处')}</w:moveFrom><w:moveTo>{RUN.format('新处')}</w:moveTo>", "新处"),
        # links, controls and fields show their words; hidden words and field codes do not
        (f"<w:hyperlink>{RUN.format('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{RUN.format('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:r><w:instrText> PAGE </w:instrText></w:r>{RUN.format('3')}", "3"),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>{RUN.format('明')}", "明"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>明</w:t></w:r>", "明"),
        ("<w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t><w:tab/><w:t>右</w:t></w:r>", "第一行\n第二行\t右"),
        # a text box stands after its paragraph, once though it is there in two forms
        (f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
         f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{RUN.format('段')}", "段\n框"),
    ],
)  # fmt: skip
def test_runs(xml: str, text: str) -> None:
    document = Document()
    word.add_xml(document.add_paragraph(), xml)
    document.add_paragraph("后")
    assert read(document).text == f"{text}\n后"


def test_headers_and_comments_are_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    paragraph = document.add_paragraph("正文")
    document.add_comment(paragraph.runs, "批注")
    assert read(document).text == "正文"


def test_tables() -> None:
    document = Document()
    document.add_paragraph("表")
    word.add_table(document, [
        [("序号", 2, 1), ("目标值", 1, 2)],
        [("2017年", 1, 1), ("2022年", 1, 1)],
        [("(一)规模", 1, 3)],
        [("1", 1, 1), ("市经信委\n市信息办", 1, 1), ("", 1, 1)],
    ])  # fmt: skip
    document.add_paragraph("注")
    source = read(document)
    assert source.text == "表\n序号\t目标值\n2017年\t2022年\n(一)规模\n1\t市经信委\n市信息办\n注"
    assert [
        (cell.span.of(source.text), cell.row, cell.column, cell.height, cell.width) for cell in source.tables[0].cells
    ] == [
        ("序号", 0, 0, 2, 1), ("目标值", 0, 1, 1, 2), ("2017年", 1, 1, 1, 1), ("2022年", 1, 2, 1, 1),
        ("(一)规模", 2, 0, 1, 3), ("1", 3, 0, 1, 1), ("市经信委\n市信息办", 3, 1, 1, 1), ("", 3, 2, 1, 1),
    ]  # fmt: skip


def packed(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as zip_:
        for name, data in parts.items():
            zip_.writestr(name, data)
    return file.getvalue()


def test_footnotes_stand_after_the_text() -> None:
    document = Document()
    word.add_xml(document.add_paragraph(), RUN.format("正文") + '<w:r><w:footnoteReference w:id="7"/></w:r>')
    document.add_paragraph("后文")
    parts = ZipFile(BytesIO(word.saved(document)))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = f'<w:footnote w:id="7"><w:p>{RUN.format("脚注")}</w:p></w:footnote><w:footnote w:id="8"/>'
    changed = {name: parts.read(name) for name in parts.namelist()}
    changed["word/footnotes.xml"] = f"<w:footnotes {space}>{notes}</w:footnotes>".encode()
    relations = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="n1" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    changed[relations] = changed[relations].replace(b"</Relationships>", relation.encode())
    assert read_bytes(packed(changed), "a.docx", "a").text == "正文\n后文\n脚注"


def encrypted(data: bytes) -> bytes:
    """The same file with the mark of encryption at its last part."""
    at = data.rindex(b"PK\x01\x02") + 8
    return data[:at] + b"\x01" + data[at + 1 :]


def test_what_is_no_readable_document() -> None:
    whole = word.saved(Document())
    for data, problem in [
        (whole, "no text"),
        (whole[: len(whole) // 2], "damaged"),
        (packed({"a.txt": b"text"}), "no Word document"),
        (packed({"word/document.xml": bytes(65 * 2**20)}), "larger than 64 MiB when unpacked"),
        (encrypted(whole), "encrypted"),
    ]:
        with pytest.raises(SourceError, match=problem) as raised:
            read_bytes(data, "a.docx", "a")
        assert raised.value.remedy


def test_damaged_notes_are_told() -> None:
    parts = ZipFile(BytesIO(word.saved(Document())))
    related = "word/_rels/document.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    to_notes = f'<Relationship Id="notes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    links = parts.read(related).decode().replace("</Relationships>", to_notes)
    changed = {related: links.encode(), "word/footnotes.xml": b"<w:footnotes"}
    with pytest.raises(SourceError, match="no Word document that can be opened"):
        read_bytes(packed({name: parts.read(name) for name in parts.namelist()} | changed), "a.docx", "a")


def with_entities(entities: str, words: str) -> bytes:
    """A document whose words hold entities that its file declares."""
    parts = ZipFile(BytesIO(word.saved(Document())))
    main = "word/document.xml"
    xml = parts.read(main).decode().replace("<w:body>", f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    xml = xml.replace("?>", f"?><!DOCTYPE x [{entities}]>", 1)
    return packed({name: parts.read(name) for name in parts.namelist()} | {main: xml.encode()})


def test_no_entity_is_resolved() -> None:
    data = with_entities('<!ENTITY f SYSTEM "file:///etc/passwd">', "文&f;")
    assert read_bytes(data, "a.docx", "a").text == "文"
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9}">' for i in range(1, 12))
    with pytest.raises(SourceError, match="amplification"):
        read_bytes(with_entities(f'<!ENTITY e0 "lol">{bomb}', "&e11;"), "a.docx", "a")


def test_a_long_table() -> None:
    document = Document()
    word.add_table(document, [[("甲", 1, 1), ("乙", 1, 1)]] * 3000)
    assert len(read(document).tables[0].cells) == 6000
