"""PDF → text: paragraphs out of printed lines, ruled tables with their cells; no running heads and page numbers."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from zjtx_kg.errors import SourceError
from zjtx_kg.read.page import PrintedPage, PrintedTable, read_page
from zjtx_kg.read.printed import joined_paragraphs, without_heads
from zjtx_kg.read.writer import Extracted, Writer

MOST_PAGES = 500
MOST_UNPACKED = 256 * 2**20  # bytes of all streams, pictures among them
MOST_RULES = 4000  # on a page; more belong to a drawing
STREAM = re.compile(rb"stream\r?\n")
UNKNOWN = re.compile(r"\(cid:\d+\)")  # a character that its font does not tell
MOST_UNKNOWN = 0.05

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd colour


def read_pdf(data: bytes, name: str) -> Extracted:
    """The text of a PDF.

    Raises:
        SourceError: it is damaged, encrypted, too large, a scan, or its fonts do not tell their characters.
    """
    _check_size(data, name)
    try:
        pages = list(_pages(data, name))
    except SourceError:
        raise
    except Exception as error:  # the library lets through whatever it meets in a broken file
        if any(isinstance(one, PDFPasswordIncorrect) for one in (error, *error.args)):
            raise SourceError("the PDF is encrypted.", where=name, remedy="Save it without its password.") from error
        raise SourceError(f"the PDF is damaged ({error!r}).", where=name, remedy="Fetch or save it again.") from error
    _check_text(pages, name)
    writer = Writer()
    for block in joined_paragraphs(without_heads(pages)):
        if isinstance(block, PrintedTable):
            _write_table(block, writer)
        elif isinstance(block, PrintedPage):
            writer.report("read.pdf", block.problem)
        else:
            writer.inline(block)
            writer.end_line()
    return writer.extracted("pdf", "application/pdf")


def _pages(data: bytes, name: str) -> Iterator[PrintedPage]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            remedy = "Cut it into its documents, one a file."
            raise SourceError(f"the PDF has more than {MOST_PAGES} pages.", where=name, remedy=remedy)
        for page in pdf.pages:
            yield _page(page)
            page.close()


def _page(page: Any) -> PrintedPage:
    ruled = len(page.edges) <= MOST_RULES
    blocks = read_page(page, ruled)
    problem = "" if ruled else f"page {page.page_number}: too many rules to look for tables"
    if not blocks and page.images:
        problem = f"page {page.page_number} is a picture: its text is not read"
    return PrintedPage(tuple(blocks), problem)


def _check_size(data: bytes, name: str) -> None:
    """`SourceError` where the streams of a PDF are larger than `MOST_UNPACKED` when unpacked."""
    left = MOST_UNPACKED
    view = memoryview(data)
    for found in STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        left -= _unpacked(view[found.end() : end if end >= 0 else None], left)
        if left <= 0:
            problem = f"the PDF is larger than {MOST_UNPACKED // 2**20} MiB when unpacked."
            raise SourceError(problem, where=name, remedy="Take its pictures out, or save it as text.")


def _unpacked(packed: bytes | memoryview, most: int) -> int:
    """Bytes of a stream at each unpacking, since it may be packed over and over; no more than `most` are made."""
    size = 0
    while packed and size < most:
        try:
            packed = zlib.decompressobj().decompress(packed, most - size)
        except zlib.error:  # packed in another way or not at all
            break
        size += len(packed)
    return size


def _check_text(pages: list[PrintedPage], name: str) -> None:
    text = "".join(page.words() for page in pages)
    remedy = "Give its text as .docx or .txt, or run text recognition (OCR) over it."
    if not text.strip():
        raise SourceError("the PDF has no text: it is a scan.", where=name, remedy=remedy)
    if len(UNKNOWN.findall(text)) > MOST_UNKNOWN * len(UNKNOWN.sub("?", text)):
        raise SourceError("the fonts of the PDF do not tell their characters.", where=name, remedy=remedy)


def _write_table(table: PrintedTable, writer: Writer) -> None:
    writer.open_table()
    for cell in table.cells:
        writer.open_cell(cell.row, cell.column, cell.height, cell.width)
        for paragraph in cell.paragraphs:
            writer.inline(paragraph)
            writer.end_line()
        writer.close_cell()
    writer.close_table()
