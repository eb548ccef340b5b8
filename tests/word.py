"""Word documents made for tests: lists with automatic numbers, tables, tracked changes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

Cell = tuple[str, int, int]  # words, rows and columns that it takes up


def saved(document: WordDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def add_list(document: WordDocument, id_: int, levels: Sequence[tuple[str, str]], extra: str = "") -> None:
    """A list with a style and a text for each level: `("chineseCounting", "%1、")`."""
    printed = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    space = nsdecls("w")
    abstract = parse_xml(f'<w:abstractNum {space} w:abstractNumId="{id_}">{printed}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {space} w:numId="{id_}"><w:abstractNumId w:val="{id_}"/></w:num>'))


def again(document: WordDocument, id_: int, of: int, start: int) -> None:
    """A list that is counted with another but begins anew."""
    xml = (
        f'<w:num {nsdecls("w")} w:numId="{id_}"><w:abstractNumId w:val="{of}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )
    document.part.numbering_part.element.append(parse_xml(xml))


def number(paragraph: Paragraph, list_: int, level: int = 0) -> None:
    """Make a paragraph an item of a list."""
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def add_xml(paragraph: Paragraph, xml: str) -> None:
    """Runs and the like as they stand in the file."""
    for element in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph._p.append(element)


def add_table(document: WordDocument, rows: Sequence[Sequence[Cell]]) -> None:
    """A table of cells in reading order; each takes up the first place that is free."""
    below: dict[int, tuple[int, int]] = {}  # by column: rows that a merged cell still takes up, and its width
    printed = ""
    for row in rows:
        cells, column, waiting = "", 0, list(row)
        while waiting or column in below:
            if column in below:
                left, width = below.pop(column)
                cells += _cell("", width, '<w:vMerge w:val="continue"/>')
            else:
                words, height, width = waiting.pop(0)
                left = height
                cells += _cell(words, width, '<w:vMerge w:val="restart"/>' if height > 1 else "")
            if left > 1:
                below[column] = (left - 1, width)
            column += width
        printed += f"<w:tr>{cells}</w:tr>"
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{printed}</w:tbl>")
    document.element.body.insert_element_before(table, "w:sectPr")


def _cell(words: str, width: int, merge: str) -> str:
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in words.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{lines}</w:tc>'
