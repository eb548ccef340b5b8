"""A web page saved whole (MHTML, also Word's single-file page): the page out of its parts."""

from __future__ import annotations

import re
from email import message_from_bytes

from zjtx_kg.errors import SourceError
from zjtx_kg.read.html import declared_encoding, read_pages
from zjtx_kg.read.text import decode
from zjtx_kg.read.writer import Extracted

FIELD = rb"[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*"
SAVED_PAGE = re.compile(rb"\s*(?:" + FIELD + rb"){0,20}?Content-Type:\s*(?:multipart/|text/html)", re.I)
MOST_PAGES = 50


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message that holds a page."""
    return SAVED_PAGE.match(data) is not None


def read_mhtml(data: bytes, name: str) -> Extracted:
    """The text of the page and of the frames saved with it, in the order in which they were saved.

    Raises:
        SourceError: it holds no page, is damaged, or its page is in no known encoding.
    """
    try:
        parts = [part for part in message_from_bytes(data.lstrip()).walk() if part.get_content_type() == "text/html"]
        bodies = [(part.get_payload(decode=True), part.get_content_charset("")) for part in parts[:MOST_PAGES]]
    except (RecursionError, LookupError, ValueError) as error:
        raise _no_page(name) from error
    pages = [
        decode(body, name, charset or declared_encoding(body))
        for body, charset in bodies
        if isinstance(body, bytes) and body.strip()
    ]
    if not pages:
        raise _no_page(name)
    return read_pages([page for _, page in pages], name, pages[0][0], "multipart/related")


def _no_page(name: str) -> SourceError:
    remedy = "Save the page again, whole or as text."
    return SourceError("the saved web page is damaged: it holds no page.", where=name, remedy=remedy)
