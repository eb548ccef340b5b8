"""PDF documents made for tests: paragraphs wrapped into lines, ruled tables over several pages, running heads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table
from word import Cell

FONT = "STSong-Light"  # no font file: a reader has its own
registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=14, leading=22, firstLineIndent=28, wordWrap="CJK")
PLAIN = ParagraphStyle("plain", parent=BODY, firstLineIndent=0)
TITLE = ParagraphStyle("title", parent=BODY, firstLineIndent=0, fontSize=18, leading=28, alignment=1)
CELL = ParagraphStyle("cell", parent=BODY, firstLineIndent=0, fontSize=10, leading=13)


def paragraph(words: str, style: ParagraphStyle = BODY) -> Flowable:
    return Paragraph(escape(words), style) if words.strip() else Spacer(1, 11)


def table(rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> Flowable:
    """A ruled table; a merged cell holds its words in its first place."""
    words: list[list[Flowable | str]] = [[""] * len(widths) for _ in rows]
    spans = []
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for printed, height, width in row:
            while (at, column) in taken:
                column += 1
            taken |= {(at + i, column + j) for i in range(height) for j in range(width)}
            words[at][column] = [Paragraph(escape(line), CELL) for line in printed.split("\n")]  # type: ignore[call-overload]
            spans.append(("SPAN", (column, at), (column + width - 1, at + height - 1)))
    grid = ("GRID", (0, 0), (-1, -1), 0.5, "black")
    return Table(words, colWidths=widths, repeatRows=1, style=[grid, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans])


def saved(blocks: Sequence[Flowable], head: str = "", foot: str = "— {} —", password: str = "") -> bytes:
    """The document, each page with a running head and its number."""

    def around(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 45, head)
        canvas.drawCentredString(A4[0] / 2, 45, foot.format(document.page))

    file = BytesIO()
    document = SimpleDocTemplate(file, pagesize=A4, encrypt=password or None, invariant=1)
    document.build(list(blocks), onFirstPage=around, onLaterPages=around)
    return file.getvalue()
