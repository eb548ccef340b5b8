"""HTML pages made for tests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from word import Cell


def page(*blocks: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{''.join(blocks)}</body></html>\n"


def paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in lines)


def table(rows: Sequence[Sequence[Cell]]) -> str:
    printed = ("<tr>" + "".join(map(_cell, row)) + "</tr>\n" for row in rows)
    return "<table border='1'>\n" + "".join(printed) + "</table>\n"


def _cell(cell: Cell) -> str:
    words, height, width = cell
    spans = (f' rowspan="{height}"' if height > 1 else "") + (f' colspan="{width}"' if width > 1 else "")
    lines = "<br>".join(map(escape, words.split("\n")))
    return f"<td{spans}>{lines}</td>"
