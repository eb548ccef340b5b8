"""Word document (docx) → text: automatic numbers printed, tracked changes accepted, tables with their cells.

Headers, footers, comments and hidden words are left out; footnotes stand after the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zjtx_kg.errors import SourceError
from zjtx_kg.read.numbering import Numbering, number_of, value_of
from zjtx_kg.read.writer import Extracted, Writer

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_UNPACKED = 64 * 2**20  # bytes of all parts, of which text has a tenth at most
# Elements around others; those around what a tracked change takes away (del, moveFrom) are not among them.
AROUND = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml")}
AROUND |= {qn(f"w:{name}") for name in ("fldSimple", "dir", "bdo")}
NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
BREAKS = {qn("w:br"), qn("w:cr")}
FRAMES = {qn("w:drawing"), qn("w:pict"), qn("w:object")}
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_docx(data: bytes, name: str) -> Extracted:
    """The text of a Word document.

    Raises:
        SourceError: it is no Word document, damaged, encrypted or larger than `MOST_UNPACKED` when unpacked.
    """
    _check_size(data, name)
    writer = Writer()
    try:
        document = Document(BytesIO(data))
        reader = DocxReader(document.part, writer)
    except Exception as error:  # the library lets through whatever it meets in a broken package
        raise SourceError(
            f"no Word document that can be opened ({error}).", where=name, remedy="Save it again as .docx, or as PDF."
        ) from error
    reader.read(document.element.body)
    return writer.extracted("docx", MEDIA_TYPE)


def _check_size(data: bytes, name: str) -> None:
    try:
        parts = ZipFile(BytesIO(data)).infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError("the file is damaged.", where=name, remedy="Fetch it again.") from error
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("the file is encrypted.", where=name, remedy="Take its password away.")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        problem = f"the file is larger than {MOST_UNPACKED // 2**20} MiB when unpacked."
        raise SourceError(problem, where=name, remedy="Take its pictures out, or save it as text.")


@dataclass(slots=True)
class Placed:
    """A cell in its place; `height` grows with the rows that are merged into it."""

    row: int
    column: int
    width: int
    element: Any
    height: int = 1


class DocxReader:
    """Walks a document once, in reading order."""

    def __init__(self, part: Any, writer: Writer) -> None:
        self.part = part
        self.writer = writer
        self.numbering = Numbering(self._related("numbering"), self._related("styles"))
        self.note_parts = {kind: self._related(f"{kind}s") for kind in NOTES.values()}
        self.boxes: list[Any] = []  # text boxes of the paragraph that is being read
        self.notes: list[tuple[str, str]] = []  # kind and number of the notes that the text refers to

    def read(self, body: Any) -> None:
        """All paragraphs and tables, then the notes."""
        self._blocks(body)
        notes = {
            (kind, note.get(qn("w:id"))): note
            for kind, part in self.note_parts.items()
            for note in (part if part is not None else ())
        }
        for found in [notes[key] for key in self.notes if key in notes]:
            self._blocks(found)

    def _related(self, kind: str) -> Any:
        """The root of a part of the package; None where there is none."""
        for relation in self.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                return parse_xml(relation.target_part.blob)
        return None

    def _blocks(self, around: Any) -> None:
        for element in around:
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag in AROUND:
                self._blocks(element)

    # --- paragraphs ---

    def _paragraph(self, paragraph: Any) -> None:
        number, gap = self.numbering.number(paragraph)
        self.writer.write(number)
        if number and gap:
            self.writer.inline(" ")
        self._runs(paragraph)
        self.writer.end_line()
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._blocks(box)

    def _runs(self, around: Any) -> None:
        for element in around:
            if element.tag == qn("w:r"):
                if not _is_on(element, "w:rPr", "w:vanish"):
                    self._run(element)
            elif element.tag in AROUND:
                self._runs(element)

    def _run(self, run: Any) -> None:
        for element in run:
            if element.tag == qn("w:t"):
                self.writer.inline(element.text or "")
            elif element.tag in BREAKS:
                self.writer.end_line()
            elif element.tag == qn("w:tab"):
                self.writer.tab()
            elif element.tag == qn("w:noBreakHyphen"):
                self.writer.write("-")
            elif element.tag in NOTES:
                self.notes.append((NOTES[element.tag], element.get(qn("w:id"))))
            elif element.tag in FRAMES:
                self.boxes += element.iter(qn("w:txbxContent"))
            elif element.tag == f"{ALTERNATIVE}AlternateContent":
                choice = element.find(f"{ALTERNATIVE}Choice")
                self.boxes += choice.iter(qn("w:txbxContent")) if choice is not None else ()

    # --- tables ---

    def _table(self, table: Any) -> None:
        self.writer.open_table()
        for _, cells in groupby(_cells(table), key=lambda cell: cell.row):
            self.writer.open_row()
            for cell in cells:
                self.writer.open_cell(cell.row, cell.column, cell.height, cell.width)
                self._blocks(cell.element)
                self.writer.close_cell()
        self.writer.close_table()


def _cells(table: Any) -> list[Placed]:
    """The cells of a table in reading order, those that go on from the row above counted to it."""
    cells: list[Placed] = []
    merged: dict[int, Placed] = {}  # by column, the cell that the next row may go on
    rows = (row for row in _children(table, "w:tr") if not _is_on(row, "w:trPr", "w:del"))
    for row, element in enumerate(rows):
        column = number_of(value_of(element, "w:trPr", "w:gridBefore"), 0)
        for one in _children(element, "w:tc"):
            width = max(number_of(value_of(one, "w:tcPr", "w:gridSpan"), 1), 1)
            merge = one.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val")) != "restart" and column in merged:
                merged[column].height = row - merged[column].row + 1
            else:
                cells.append(Placed(row, column, width, one))
                merged.pop(column, None)
                if merge is not None:
                    merged[column] = cells[-1]
            column += width
    return cells


def _children(around: Any, name: str) -> Iterator[Any]:
    """The children of that name, also those inside controls and tracked insertions."""
    for element in around:
        if element.tag == qn(name):
            yield element
        elif element.tag in AROUND:
            yield from _children(element, name)


def _is_on(element: Any, *path: str) -> bool:
    """Whether a property stands at the end of a path of children and is not switched off."""
    found = element
    for name in path:
        found = found.find(qn(name)) if found is not None else None
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")
