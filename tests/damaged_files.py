"""Files of all kinds that are read, and damage to their bytes: flipped, lost, cut, moved, also inside a package."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import paper
import tongling
import web
import word
from docx import Document

Damage = Callable[[Random, bytes], bytes]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le")


@cache
def files() -> Mapping[str, bytes]:
    """A small document with a list and a table in each format."""
    before, _, _ = tongling.paragraphs()
    lines, goals = before[:60], tongling.goals()
    html = web.page(web.paragraphs(lines), web.table(goals), head="<meta charset='utf-8'>")
    pdf = [*(paper.paragraph(line.strip()) for line in lines[:30]), paper.table(goals, [35, 200, 60, 60, 80])]
    return {
        "docx": _docx(lines, goals),
        "html": html.encode(),
        "mhtml": _mhtml(html),
        "pdf": paper.saved(pdf, head="铜陵市人民政府文件"),
    }


def _docx(lines: list[str], goals: list[list[word.Cell]]) -> bytes:
    document = Document()
    word.add_list(document, 90, [("chineseCounting", "%1、"), ("chineseCounting", "(%2)")])
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        if at % 7 == 0:
            word.number(paragraph, 90, at % 2)
    word.add_table(document, goals)
    return word.saved(document)


def _mhtml(html: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content("page")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def flip(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice([1, 3, 20, 200])):
        changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def overwrite(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    length = random.choice([1, 4, 64, 1024])
    return data[:at] + random.choice([bytes(length), b"\xff" * length, random.randbytes(length)]) + data[at + length :]


def lose(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + data[at + random.choice([1, 2, 16, 500]) :]


def break_off(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def begin_late(random: Random, data: bytes) -> bytes:
    """The first bytes, which tell the kind, stay."""
    return data[: random.choice([0, 4, 8])] + data[random.randrange(len(data)) :]


def double(random: Random, data: bytes) -> bytes:
    start, end = sorted(random.randrange(len(data)) for _ in range(2))
    return data[:end] + data[start:end][:5000] * random.choice([1, 2, 9]) + data[end:]


def move(random: Random, data: bytes) -> bytes:
    first, second = sorted(random.randrange(len(data)) for _ in range(2))
    return data[second:] + data[first:second] + data[:first]


def renumber(random: Random, data: bytes) -> bytes:
    """Some digits become others: sizes, offsets, spans of cells, references."""
    changed = bytearray(data)
    digits = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for at in random.sample(digits, min(len(digits), random.choice([1, 5, 50]))):
        changed[at] = random.randrange(0x30, 0x3A)
    return bytes(changed)


DAMAGES: tuple[Damage, ...] = (flip, overwrite, lose, break_off, begin_late, double, move, renumber)


def damage_part(random: Random, data: bytes, damage: Damage) -> bytes:
    """A Word document with one of its parts damaged inside the package, whose checksums are right again."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(packed, "w", ZIP_DEFLATED) as changed:
        names = [name for name in package.namelist() if package.getinfo(name).file_size]
        likely = [name for name in names if "document" in name or "numbering" in name]
        chosen = random.choice(random.choice([names, likely]))
        for name in names:
            part = package.read(name)
            changed.writestr(name, damage(random, part) if name == chosen else part)
    return packed.getvalue()


def damage_stream(random: Random, data: bytes, damage: Damage) -> bytes:
    """A PDF with one of its packed streams damaged before it was packed; its offsets may be wrong after that."""
    starts = [at + 7 for at in range(len(data)) if data.startswith(b"stream\n", at) and data[at - 3 : at] != b"end"]
    start = random.choice(starts)
    end = data.index(b"endstream", start)
    try:
        stream = zlib.decompress(data[start:end])
    except zlib.error:
        return damage(random, data)
    return data[:start] + zlib.compress(damage(random, stream)) + b"\n" + data[end:]


def damaged(random: Random, kind: str) -> bytes:
    """A file of that kind with damage of one to three sorts."""
    data = files()[kind]
    for _ in range(random.choice([1, 1, 2, 3])):
        damage = random.choice(DAMAGES)
        try:
            data = (
                damage_part(random, data, damage) if kind == "docx" and random.random() < 0.6 else damage(random, data)
            )
        except (BadZipFile, ValueError, KeyError, NotImplementedError, zlib.error, EOFError):
            data = damage(random, data)
        if not data:
            break
    return data


def damaged_text(random: Random, text: str) -> bytes:
    """A text in some encoding, with a few bytes lost or changed, also inside characters."""
    data = text.encode(random.choice(ENCODINGS), "replace")
    for _ in range(random.randint(0, 2)):
        data = random.choice((flip, lose, break_off, begin_late, overwrite))(random, data) if data else data
    return data
