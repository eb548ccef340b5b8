"""Bytes of a text file → `Source`: its encoding found, its line ends made one."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from charset_normalizer import from_bytes

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Source

MARKED = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The most frequent characters of official Chinese, simplified and traditional: a text read in a wrong encoding hardly
# has any of them.
FREQUENT = re.compile("[的和业業企发發展政市国國中人一有在新产產经經工等]")
FEWEST_FREQUENT = 0.04
SAMPLE = 200_000
MOST_BYTES = 32 * 2**20  # a minute's work or more; the longest real documents have less than one of these MiB
BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")


def read_source(path: Path, id: str | None = None) -> Source:
    """The text of a file; the id is the file's stem unless given.

    Raises:
        SourceError: the file is missing, no plain file, empty, too large, binary or in no known encoding.
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
    """The text of a file's bytes with line ends as `\\n`; `SourceError` where they are no text."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise SourceError("the file is empty.", where=name, remedy="Fetch it again or leave it out.")
    if len(data) > MOST_BYTES:
        remedy = "Cut it into its documents, one a file."
        raise SourceError(f"the file is larger than {MOST_BYTES // 2**20} MiB.", where=name, remedy=remedy)
    if data.startswith(BINARY):
        raise _binary(name)
    encoding, text = _decode(data, name)
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) // 100:
        raise SourceError(
            "the file is binary, not text.", where=name, remedy="Save the document as plain text or HTML."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(id, name, hashlib.sha256(data).hexdigest(), encoding, text)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Encoding and text: by byte order mark, as strict UTF-8, else by the one reading that is Chinese."""
    marked = next((encoding for mark, encoding in MARKED if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", *_guesses(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\0" in text[:SAMPLE]:  # UTF-16 of Latin text and binary files are valid UTF-8 too
            continue
        if marked or encoding == "utf-8" or _is_chinese(text):
            return encoding, text
    if b"\0" in data[:SAMPLE]:
        raise _binary(name)
    raise SourceError(
        f"the encoding is not known for certain; tried UTF-8, {', '.join(CANDIDATES)}.",
        where=name,
        remedy="Save the document as UTF-8 text.",
    )


def _binary(name: str) -> SourceError:
    return SourceError("the file is binary, not text.", where=name, remedy="Save the document as plain text or HTML.")


def _guesses(data: bytes) -> list[str]:
    """The encodings that the bytes may be in, the likeliest first."""
    ranked = from_bytes(data, cp_isolation=list(CANDIDATES), threshold=1.0, enable_fallback=False)
    return [match.encoding for match in ranked]


def _is_chinese(text: str) -> bool:
    sample = re.sub(r"[\x00-\x7f]", "", text[:SAMPLE])
    return bool(sample) and len(FREQUENT.findall(sample)) >= FEWEST_FREQUENT * len(sample)
