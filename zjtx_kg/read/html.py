"""HTML → text: each block a line, inline tags joined, tables with their cells; nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml.html import defs

from zjtx_kg.errors import SourceError
from zjtx_kg.read.writer import Extracted, Writer

PROLOG = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
MARKUP = re.compile(r"<[a-z][a-z0-9]*\b[^<>]*>", re.I)
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
DECLARED = re.compile(rb"""(?:<meta\b[^>]*?\bcharset|<\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
HEAD = 8192  # bytes in which a page declares its encoding

LEFT_OUT = {
    "head", "script", "style", "noscript", "template", "nav", "select", "button", "input", "textarea", "datalist",
    "iframe", "object", "svg", "canvas", "audio", "video",
}  # fmt: skip
BLOCKS = (defs.block_tags - {"ins", "del", "td", "th"}) | {
    "article", "aside", "body", "details", "dialog", "figcaption", "figure", "footer", "header", "html", "main",
    "section", "summary",
}  # fmt: skip
CELLS = ("td", "th")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
MOST_COLUMNS = 200  # of a table; cells beyond are counted to the last one
MOST_ROWS = 65534
START = re.compile("[0-9]{1,9}")  # of a numbered list
SENTENCE = re.compile("[。;；]")
NUMBERED = re.compile(r"\s*(?:\W?\w{1,4}[、.．)）]|第)")


def is_html(text: str, name: str) -> bool:
    """Whether a text is an HTML document, by its first tag, or by its name where it has tags at all."""
    return bool(PROLOG.match(text)) or (name.lower().endswith(SUFFIXES) and bool(MARKUP.search(text)))


def declared_encoding(data: bytes) -> str:
    """The encoding that a page names in its head; empty where it names none."""
    found = DECLARED.search(data[:HEAD])
    return found[1].decode("ascii", "replace").lower() if found else ""


def read_html(page: str, name: str, encoding: str) -> Extracted:
    """The text of one page, as `read_pages` gives it."""
    return read_pages([page], name, encoding, "text/html")


def read_pages(pages: Sequence[str], name: str, encoding: str, media_type: str) -> Extracted:
    """The text of pages one after another, without scripts, styles, navigation, forms' controls and what is hidden.

    Raises:
        SourceError: elements are nested more than 2,000 deep.
    """
    writer = Writer()
    for page in pages:
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        root = etree.fromstring(CONTROLS.sub("", page).encode("utf-8", "replace"), parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            remedy = "Open it in a browser and save it as text."
            raise SourceError("its elements are nested too deeply.", where=name, remedy=remedy)
        if root is not None:
            HtmlReader(writer).read(root)
        writer.end_line()
    return writer.extracted(encoding, media_type)


class HtmlReader:
    """Walks a page once, in reading order."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.tables: list[Layout] = []
        self.verbatim = 0  # depth of <pre>
        self.number = ""  # of the item that begins, until its first words
        self.items: Counter[Any] = Counter()  # items so far of each numbered list

    def read(self, root: Any) -> None:
        """All that the page shows."""
        walk = etree.iterwalk(root, events=("start", "end"))
        left_out: Any = None
        for event, element in walk:
            if event == "start" and is_left_out(element):
                left_out = element
                walk.skip_subtree()
            elif event == "start":
                self._open(element)
            elif element is left_out:
                left_out = None
                self._words(element.tail)
            else:
                self._close(element)
                self._words(element.tail)

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag == "br" or tag in BLOCKS:
            self.writer.end_line()
        if tag == "table":
            self.tables.append(Layout())
            self.writer.open_table()
        elif tag == "tr" and self.tables:
            self.tables[-1].next_row()
            self.writer.open_row()
        elif tag in CELLS and self.tables:
            self.writer.open_cell(*self.tables[-1].place(element))
        elif tag == "li":
            self.number = self._number(element)
        elif tag in CELLS:
            self.writer.end_line()
        self.verbatim += tag == "pre"
        self._words(element.text)

    def _close(self, element: Any) -> None:
        tag = element.tag
        self.verbatim -= tag == "pre"
        if tag == "table":
            self.tables.pop()
            self.writer.close_table()
        elif tag in CELLS and self.tables:
            self.writer.close_cell()
        elif tag in BLOCKS:
            self.writer.end_line()

    def _number(self, item: Any) -> str:
        """The number that a browser prints before an item of a numbered list of sentences; empty where it prints none.

        Menus and breadcrumbs are such lists too, whose numbers a style sheet takes away; they hold no sentences.
        """
        of = item.getparent()
        if of is None or of.tag != "ol" or "list-style" in (of.get("style") or ""):
            return ""
        self.items[of] += 1
        words = "".join(item.itertext())
        if NUMBERED.match(words) or not SENTENCE.search(words):
            return ""
        start = of.get("start") or ""
        return f"{(int(start) if START.fullmatch(start) else 1) + self.items[of] - 1}."

    def _words(self, words: str | None) -> None:
        if not words:
            return
        if self.number and words.strip():
            self.writer.write(self.number)
            self.number = ""
        first, *others = words.split("\n") if self.verbatim else (words,)
        self.writer.inline(first)
        for line in others:
            self.writer.end_line()
            self.writer.inline(line)


class Layout:
    """The rows and columns of one table."""

    def __init__(self) -> None:
        self.row = -1
        self.column = 0
        self.free_from: Counter[int] = Counter()  # for each column the row from which no cell from above takes it up

    def next_row(self) -> None:
        """A row begins."""
        self.row, self.column = self.row + 1, 0

    def place(self, element: Any) -> tuple[int, int, int, int]:
        """Row, column, height and width of the next cell of the row."""
        self.row = max(self.row, 0)
        while self.column < MOST_COLUMNS - 1 and self.free_from[self.column] > self.row:
            self.column += 1
        column = min(self.column, MOST_COLUMNS - 1)
        width = _extent(element.get("colspan"), MOST_COLUMNS - column)
        height = _extent(element.get("rowspan"), MOST_ROWS) if element.get("rowspan") != "0" else MOST_ROWS
        for taken in range(column, column + width):
            self.free_from[taken] = self.row + height
        self.column = column + width
        return self.row, column, height, width


def _extent(printed: str | None, most: int) -> int:
    found = re.match(r"\s*([0-9]{1,9})", printed or "")
    return min(max(int(found[1]), 1), most) if found else 1


def is_left_out(element: Any) -> bool:
    """Whether a page does not show an element, or shows it only to lead through the site."""
    if element.tag in ("html", "body"):  # which some sites hide until a script has run
        return False
    hidden = "hidden" in element.attrib or HIDDEN.search(element.get("style") or "")
    return element.tag in LEFT_OUT or bool(hidden)
