"""Bytes of a text → its encoding and its words."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from zjtx_kg.errors import SourceError

MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}  # what pages declare and what they are in
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The most frequent characters of official Chinese, simplified and traditional: a text read in a wrong encoding hardly
# has any of them.
FREQUENT = re.compile("[的和业業企发發展政市国國中人一有在新产產经經工等]")
FEWEST_FREQUENT = 0.04
MOST_DAMAGED = 0.002  # characters of a page that its declared encoding does not know
SAMPLE = 200_000


def decode(data: bytes, name: str, declared: str = "") -> tuple[str, str]:
    """Encoding and text: by byte order mark, as declared, as strict UTF-8, else by the one reading that is Chinese.

    Line ends are `\\n`.

    Raises:
        SourceError: the bytes are no text, or in no encoding that is known for certain.
    """
    encoding, text = _decode(data, name, declared)
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 100:
        raise _binary(name)
    return encoding, text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, name: str, declared: str) -> tuple[str, str]:
    marked = next((encoding for mark, encoding in MARKED if data.startswith(mark)), "")
    known = "" if marked else _known(declared)
    for encoding in (marked,) if marked else (*filter(None, [known]), "utf-8", *_guesses(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\0" in text[:SAMPLE]:  # UTF-16 of Latin text and binary files are valid UTF-8 too
            continue
        if marked or encoding == "utf-8" or _is_chinese(text):
            return encoding, text
    if known and (text := data.decode(known, "replace")).count("\ufffd") <= MOST_DAMAGED * len(text):
        return known, text
    if b"\0" in data[:SAMPLE]:
        raise _binary(name)
    raise SourceError(
        f"the encoding is not known for certain; tried UTF-8, {', '.join(CANDIDATES)}.",
        where=name,
        remedy="Save the document as UTF-8 text.",
    )


def _known(declared: str) -> str:
    """The encoding by which text that is declared to be in another is read; empty where none is known."""
    try:
        "".encode(declared)  # not every codec is for text: base64 is none, and "undefined" refuses all
        plain = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return ""
    return WIDER.get(plain, plain)


def _binary(name: str) -> SourceError:
    remedy = "Save the document as text, HTML, .docx or PDF."
    return SourceError("the file is binary, not text.", where=name, remedy=remedy)


def _guesses(data: bytes) -> list[str]:
    """The encodings that the bytes may be in, the likeliest first."""
    ranked = from_bytes(data, cp_isolation=list(CANDIDATES), threshold=1.0, enable_fallback=False)
    return [match.encoding for match in ranked]


def _is_chinese(text: str) -> bool:
    sample = re.sub(r"[\x00-\x7f]", "", text[:SAMPLE])
    return bool(sample) and len(FREQUENT.findall(sample)) >= FEWEST_FREQUENT * len(sample)
