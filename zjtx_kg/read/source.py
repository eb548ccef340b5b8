"""Bytes of a file → `Source`: which kind it is is told by its content, and the reader of that kind takes out the text.

Readers of other kinds than text are loaded when a file needs them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Source
from zjtx_kg.read.html import declared_encoding, is_html, read_html
from zjtx_kg.read.mhtml import is_saved_page, read_mhtml
from zjtx_kg.read.text import decode
from zjtx_kg.read.writer import Extracted

MOST_BYTES = 32 * 2**20  # a minute's work or more; the longest real documents have less than one of these MiB
BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


def read_source(path: Path, id: str | None = None) -> Source:
    """The text of a file; the id is the file's stem unless given.

    Raises:
        SourceError: as in `read_bytes`, or the file is missing or no plain file.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # no more, since /dev/zero has no end
    except FileNotFoundError as error:
        raise SourceError("there is no such file.", where=str(path), remedy="Check the path.") from error
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror}).", where=str(path), remedy="Give a readable file."
        ) from error
    return read_bytes(data, path.name, path.stem if id is None else id)


def read_bytes(data: bytes, name: str, id: str) -> Source:
    """The text of a file's bytes: plain text, an HTML page, a saved page (MHTML), a Word document (docx) or a PDF.

    Raises:
        SourceError: the file is empty, too large, of another kind, damaged, encrypted, without text, or in no known
            encoding.
    """
    if not data.strip(BLANK):
        raise SourceError("the file is empty.", where=name, remedy="Fetch it again or leave it out.")
    if len(data) > MOST_BYTES:
        remedy = "Cut it into its documents, one a file."
        raise SourceError(f"the file is larger than {MOST_BYTES // 2**20} MiB.", where=name, remedy=remedy)
    found = _read(data, name)
    digest = hashlib.sha256(data).hexdigest()
    return Source(id, name, digest, found.encoding, found.text, found.tables, found.findings, found.media_type)


def _read(data: bytes, name: str) -> Extracted:
    """What the reader of the file's kind takes out."""
    if data.startswith(b"PK\x03\x04"):
        from zjtx_kg.read.docx import read_docx

        return _with_words(read_docx(data, name), name)
    if data.lstrip(BLANK).startswith(b"%PDF-"):
        from zjtx_kg.read.pdf import read_pdf

        return _with_words(read_pdf(data, name), name)
    _refuse(data, name)
    if is_saved_page(data):
        return _with_words(read_mhtml(data, name), name)
    encoding, text = decode(data, name, declared_encoding(data))
    return _with_words(read_html(text, name, encoding), name) if is_html(text, name) else Extracted(encoding, text)


def _refuse(data: bytes, name: str) -> None:
    """`SourceError` for the kinds that are known but not read."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError("the document is encrypted.", where=name, remedy="Take its password away in Word.")
        raise SourceError(
            "a document of Word before 2007 (.doc), or of WPS.", where=name, remedy="Save it as .docx or PDF."
        )
    if data.startswith(b"{\\rtf"):
        raise SourceError("an RTF document.", where=name, remedy="Save it as .docx or PDF.")
    if data.startswith(PICTURES):
        remedy = "Give the document's text: run text recognition (OCR) over it."
        raise SourceError("the file is a picture.", where=name, remedy=remedy)


def _with_words(found: Extracted, name: str) -> Extracted:
    """`SourceError` where a file has no words at all."""
    if any(map(str.isalnum, found.text)):
        return found
    remedy = "If a script fills the page, or it is a scan, save what it shows as text."
    raise SourceError("the file has no text.", where=name, remedy=remedy)
