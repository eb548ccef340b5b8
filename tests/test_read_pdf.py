"""PDF documents: paragraphs are made whole, running heads and page numbers left out, ruled tables keep their cells."""

from __future__ import annotations

import zlib

import paper
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak
from word import Cell

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Source
from zjtx_kg.read import read_bytes

LONG = (
    "引导中小企业专注核心业务,提升专业化生产、专业化服务和协作配套能力,为大企业和产业链提供零部件、配套产品和配套服务。"
)
HEAD = "某市人民政府公报"


def read(*blocks: Flowable, head: str = "", foot: str = "") -> Source:
    return read_bytes(paper.saved(blocks, head, foot), "a.pdf", "a")


def paragraphs(count: int) -> list[str]:
    """Paragraphs of unlike lengths, so that some end at the margin by chance."""
    return [f"{index}、" + LONG[: -1 - index % 30] + "。" for index in range(1, count + 1)]


@pytest.mark.parametrize("style", [paper.BODY, paper.PLAIN])
def test_lines_are_joined_over_pages(style: paper.ParagraphStyle) -> None:
    """With and without an indent; a paragraph may end on the next page, and behind it stand head and number."""
    source = read(*(paper.paragraph(words, style) for words in paragraphs(60)), head=HEAD, foot="— {} —")
    assert source.text.split("\n") == paragraphs(60)
    assert source.encoding == "pdf"


def test_titles_stay_on_their_lines() -> None:
    titles = ["某市人民政府关于加快推进中小企业", "“专精特新”发展的实施意见", "(征求意见稿)"]
    source = read(*(paper.paragraph(one, paper.TITLE) for one in titles), *map(paper.paragraph, paragraphs(5)))
    assert source.text.split("\n")[:4] == [*titles, paragraphs(1)[0]]


@pytest.mark.parametrize("foot", ["{}", "- {} -", "{} / 9"])
def test_numbers_of_pages_are_left_out_and_those_of_annexes_kept(foot: str) -> None:
    blocks: list[Flowable] = []
    first, second = paragraphs(2)
    for name, words in (("附件1", first), ("附件2", second)):
        blocks += [paper.paragraph(name, paper.PLAIN), paper.paragraph(words), PageBreak()]
    assert read(*blocks, foot=foot).text.split("\n") == ["附件1", first, "附件2", second]


ROWS: list[list[Cell]] = [
    [("序号", 2, 1), ("目标值", 1, 2)],
    [("2017年", 1, 1), ("2022年", 1, 1)],
    [("(一)规模", 1, 3)],
    [("1", 1, 1), ("市经信委\n市信息办", 1, 1), ("", 1, 1)],
    [("2", 1, 1), ("市经信委、市科技局、市发展投资集团、各县区", 1, 1), ("12%", 1, 1)],
]


def test_tables() -> None:
    source = read(paper.paragraph("表"), paper.table(ROWS, [40, 90, 90]), paper.paragraph("注"))
    assert source.text.split("\n") == [
        "表", "序号\t目标值", "2017年\t2022年", "(一)规模", "1\t市经信委", "市信息办",
        "2\t市经信委、市科技局、市发展投资集团、各县区\t12%", "注",
    ]  # fmt: skip
    assert [
        (cell.span.of(source.text), cell.row, cell.column, cell.height, cell.width) for cell in source.tables[0].cells
    ] == [
        ("序号", 0, 0, 2, 1), ("目标值", 0, 1, 1, 2), ("2017年", 1, 1, 1, 1), ("2022年", 1, 2, 1, 1),
        ("(一)规模", 2, 0, 1, 3), ("1", 3, 0, 1, 1), ("市经信委\n市信息办", 3, 1, 1, 1), ("", 3, 2, 1, 1),
        ("2", 4, 0, 1, 1), ("市经信委、市科技局、市发展投资集团、各县区", 4, 1, 1, 1), ("12%", 4, 2, 1, 1),
    ]  # fmt: skip


class Picture(Flowable):
    """A page that was scanned."""

    def wrap(self, *_: float) -> tuple[float, float]:
        return 400, 600

    def draw(self) -> None:
        self.canv.drawInlineImage(Image(), 0, 0, 400, 600)


def Image() -> object:  # noqa: N802
    from PIL import Image as Pillow

    return Pillow.new("L", (8, 8), 128)


def test_a_page_without_text_is_reported() -> None:
    source = read(paper.paragraph(LONG), PageBreak(), Picture(), PageBreak(), paper.paragraph(LONG))
    assert source.text == f"{LONG}\n{LONG}"
    assert [finding.message for finding in source.findings] == ["page 2 is a picture: its text is not read"]


def without_characters() -> bytes:
    """A page whose font does not tell which characters its signs stand for."""
    page = b"BT /F 12 Tf 50 700 Td <0001000200030004> Tj ET"
    font = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        font,
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (at, one) for at, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def many_pages() -> bytes:
    canvas = Canvas("", pagesize=A4)
    for _ in range(501):
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def bomb(times: int = 1) -> bytes:
    packed = bytes(300 * 2**20)
    for _ in range(times):
        packed = zlib.compress(packed)
    return b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj"


WHOLE = paper.saved([paper.paragraph(LONG)])
UNREADABLE = [
    (paper.saved([Picture()], foot=""), "no text: it is a scan"),
    (paper.saved([paper.paragraph(LONG)], password="secret"), "encrypted"),
    (WHOLE[: len(WHOLE) // 3], "damaged|no text"),
    (b"%PDF-1.4\n", "damaged|no text"),
    (without_characters(), "do not tell their characters"),
    (many_pages(), "more than 500 pages"),
    (bomb(), "larger than 256 MiB"),
    (bomb(times=3), "larger than 256 MiB"),  # a kilobyte
]


@pytest.mark.parametrize(("data", "problem"), UNREADABLE, ids=[problem for _, problem in UNREADABLE])
def test_what_is_not_read(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as raised:
        read_bytes(data, "a.pdf", "a")
    assert raised.value.remedy


def test_a_drawing_is_no_table() -> None:
    class Drawing(Flowable):
        def wrap(self, *_: float) -> tuple[float, float]:
            return 400, 400

        def draw(self) -> None:
            for at in range(2500):
                self.canv.line(0, at / 10, 400, at / 10)
                self.canv.line(at / 10, 0, at / 10, 400)

    source = read(paper.paragraph(LONG), Drawing())
    assert source.text.startswith(LONG)
    assert source.tables == ()
    assert [finding.rule for finding in source.findings] == ["read.pdf"]
