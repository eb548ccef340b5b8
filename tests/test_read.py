"""Bytes become text in the right encoding or an error that says what to do; the catalogue vouches for its files."""

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.catalogue import load_catalogue, load_publications
from zjtx_kg.errors import CatalogueError, SourceError
from zjtx_kg.read import read_bytes, read_source
from zjtx_kg.resources import resource

SIMPLIFIED = "为深入贯彻《中华人民共和国中小企业促进法》,就加快推进我市中小企业“专精特新”发展提出如下意见。\n"
TRADITIONAL = (
    "為深入貫徹《中華人民共和國中小企業促進法》,促進中小企業高質量發展,就加快推進我市中小企業發展提出如下意見。\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "read_as"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),  # with byte order mark, which is no part of the text
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED + "𠮷㐀", "gb18030", "gb18030"),  # characters that only the four-byte forms have
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf_16_le"),  # without byte order mark
        (SIMPLIFIED, "utf-16-be", "utf_16_be"),
    ],
)
def test_encodings(text: str, encoding: str, read_as: str) -> None:
    source = read_bytes((text * 3).encode(encoding), "a.txt", "a")
    assert source.text == text * 3
    assert source.encoding == read_as


@pytest.mark.parametrize("name", ["tongling-2018", "jiaxing", "dazu-2022", "wuhan-2021", "lianyungang-2018"])
def test_sources_of_the_catalogue_in_gb18030(name: str) -> None:
    source = read_source(resource("data") / "sources" / f"{name}.txt")
    assert read_bytes(source.text.encode("gb18030"), "a.txt", "a").text == source.text


def test_source_names_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "tongling.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n")
    source = read_source(path)
    assert (source.id, source.name, source.text) == ("tongling", "tongling.txt", "one\ntwo\nthree\n")
    assert source.sha256 == hashlib.sha256(b"one\r\ntwo\rthree\n").hexdigest()
    assert read_source(path, "tongling-2018").id == "tongling-2018"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),  # nothing but a byte order mark and white space
        (b"PK\x03\x04\x14\x00", "damaged"),  # a Word document is a zip file
        (bytes(range(256)) * 40, "binary"),
        (b"\x01\x02\x03\x04" * 100, "binary"),  # valid UTF-8, but no text
        ("日本語のテキストです。これは文書ではありません。".encode("shift_jis") * 20, "encoding"),
        ("한국어 문서입니다. 정책 문서가 아닙니다.".encode("cp949") * 20, "encoding"),
        ("caf\xe9 cr\xe8me br\xfbl\xe9e".encode("latin-1") * 20, "encoding"),
    ],
)
def test_what_is_no_readable_text(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as raised:
        read_bytes(data, "a.txt", "a")
    assert raised.value.where == "a.txt"
    assert raised.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    if text.strip(" \ufeff"):
        assert read_bytes(text.encode(), "a.txt", "a").text == text.removeprefix("\ufeff")


def test_catalogue_of_the_project() -> None:
    entries = load_catalogue(resource("data"))
    assert {"tongling-2018", "jiaxing", "dazu-2022", "wuhan-2021", "lianyungang-2018"} <= {one.id for one in entries}
    assert all(one.origin and one.licence for one in entries)
    assert {one.use for one in entries} == {"publication", "evaluation"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one file."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    digest = hashlib.sha256(b"text").hexdigest()
    entry = f'[[sources]]\nid = "a"\nfile = "a.txt"\nsha256 = "{digest}"\norigin = "o"\nlicence = "l"\n'
    (tmp_path / "catalogue.toml").write_text(entry, encoding="utf-8")
    return tmp_path


def test_catalogue_of_one_file(folder: Path) -> None:
    (entry,) = load_catalogue(folder)
    assert (entry.id, entry.file, entry.note, entry.use) == ("a", "a.txt", "", "publication")
    assert load_publications(folder) == (entry,)


def test_source_for_evaluation_is_in_the_catalogue_and_not_for_publication(folder: Path) -> None:
    path = folder / "catalogue.toml"
    first = path.read_text(encoding="utf-8")
    second = first.replace('id = "a"', 'id = "b"') + 'use = "evaluation"\n'
    path.write_text(first + second, encoding="utf-8")
    assert [entry.id for entry in load_catalogue(folder)] == ["a", "b"]
    assert [entry.id for entry in load_publications(folder)] == ["a"]
    path.write_text(second, encoding="utf-8")
    with pytest.raises(CatalogueError, match="for publication"):
        load_publications(folder)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('sha256 = "', 'sha256 = "0', "not the file"),
        ('file = "a.txt"', 'file = "b.txt"', "cannot be read"),
        ('file = "a.txt"', 'file = "a\\u0000"', "cannot be read"),
        ('origin = "o"\n', "", "origin is missing"),
        ('origin = "o"', 'origin = "o"\nauthor = "x"', "unknown key author"),
        ("[[sources]]", "[[source]]", "unknown key source"),
        ('id = "a"', 'id = "a', "not valid TOML"),
        ('id = "a"', "id = 7", "text"),
        ('id = "a"', 'id = "a"\nuse = "sale"', "use is not known"),
        # ids name files and stand in IRIs
        *(
            ('id = "a"', f"id = '{id}'", "no name")
            for id in ("../../../evil", "a b", "a<b", "a/b", "A", "-a", "", "武汉")
        ),
    ],
)
def test_broken_catalogue(folder: Path, old: str, new: str, problem: str) -> None:
    path = folder / "catalogue.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=problem) as raised:
        load_catalogue(folder)
    assert "catalogue.toml" in raised.value.where
    assert raised.value.remedy


@pytest.mark.parametrize("text", ["sources = 3", "sources = []", "sources = 'a.txt'", "[sources]\nid = 'a'"])
def test_catalogue_without_sources(tmp_path: Path, text: str) -> None:
    """A release of nothing must not take the place of the one in force."""
    (tmp_path / "catalogue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="names no sources") as raised:
        load_catalogue(tmp_path)
    assert raised.value.remedy


def test_catalogue_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").mkdir()
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path)


def test_catalogue_with_an_id_twice_or_missing(folder: Path) -> None:
    path = folder / "catalogue.toml"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(CatalogueError, match="twice"):
        load_catalogue(folder)
    shutil.rmtree(folder)
    with pytest.raises(CatalogueError, match="no catalogue"):
        load_catalogue(folder)
