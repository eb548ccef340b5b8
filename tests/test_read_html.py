"""HTML pages and saved pages become lines of text: blocks as lines, tables with their cells, nothing else lost."""

from __future__ import annotations

import quopri
from email.message import EmailMessage

import pytest

from zjtx_kg.errors import SourceError
from zjtx_kg.model import Source
from zjtx_kg.read import read_bytes

HEAD = "<!DOCTYPE html><html><head><title>门户</title>{}</head><body>"
POLICY = "关于加快推进我市中小企业“专精特新”发展的实施意见"


def read(body: str, name: str = "a.html") -> Source:
    return read_bytes((HEAD.format("") + body).encode(), name, "a")


def rows(source: Source) -> list[list[tuple[object, ...]]]:
    """Each table as its cells: words, row, column, and height and width where it takes up more than one place."""
    return [
        [
            (cell.span.of(source.text), cell.row, cell.column, *((cell.height, cell.width) if merged(cell) else ()))
            for cell in table.cells
        ]
        for table in source.tables
    ]


def merged(cell: object) -> bool:
    return (cell.height, cell.width) != (1, 1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        # blocks are lines, inline tags are joined, white space of the file is none of the page
        ("<h1>实施\n  意见</h1><p>一、总体<b>要求</b></p><div>二、<span>目标</span></div>",
         "实施 意见\n一、总体要求\n二、目标"),
        ("第一行<br>第二行<br/><br/>第三行", "第一行\n第二行\n第三行"),
        ("<pre>第一条 总则\n第二条 附则</pre>", "第一条 总则\n第二条 附则"),
        ("市<!-- 注 -->经<a href='x'>信</a>局&nbsp;&ldquo;专精特新&rdquo;", "市经信局\xa0“专精特新”"),
        # what the page does not show, or shows only to lead through the site
        ("<script>if (a<b) x('<p>y</p>')</script>正<style>p{}</style>文<nav>首页</nav>", "正文"),
        ("<div style='DISPLAY : none'>暗</div><p hidden>藏</p>明<span style='visibility:hidden'>字</span>", "明"),
        ("<form><select><option>请选择</select>检索<input value='x'><button>搜索</button></form>正文", "检索\n正文"),
        # headers and footers are judged by their words, as in plain text
        ("<header>某市人民政府</header><p>正文</p><footer>版权所有</footer>", "某市人民政府\n正文\n版权所有"),
        # a browser prints the numbers of a list of sentences; those of menus are styled away
        ("<ol><li>建立培育库。<li>提供服务。</ol><ol start=5><li><p>加强领导。</p></ol>",
         "1.建立培育库。\n2.提供服务。\n5.加强领导。"),
        (f"<ol start={'9' * 5000}><li>加强领导。</ol>", "1.加强领导。"),  # a start that no browser counts from
        ("<ol><li>首页<li>新闻</ol><ul><li>加强领导。</ul><ol><li>1、已有。<li>第二条 也有。</ol>",
         "首页\n新闻\n加强领导。\n1、已有。\n第二条 也有。"),
        # unclosed, misnested and unknown tags
        ("<p>一<p>二<font><b>三</font></b></div>四<o:p></o:p><ucapcontent>五</ucapcontent>", "一\n二三四五"),
    ],
)  # fmt: skip
def test_lines(body: str, text: str) -> None:
    assert read(body).text == text


def test_a_page_hidden_until_its_script_has_run() -> None:
    page = f"<html><body style='display:none'><p>{POLICY}</p></body></html>"
    assert read_bytes(page.encode(), "a.html", "a").text == POLICY


TABLES = [
    ("<table><tr><th>序号<th>目标<tr><td>1<td><p>入库</p><p>企业</p></table>",
     "序号\t目标\n1\t入库\n企业", [[("序号", 0, 0), ("目标", 0, 1), ("1", 1, 0), ("入库\n企业", 1, 1)]]),
    # merged cells stand in one place and take up several; what goes beyond the last row ends there
    ("<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td rowspan=9>丁</table>",
     "甲\t乙\n丙\t丁", [[("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 1), ("丁", 1, 2)]]),
    ("<table><tr><td rowspan=0>甲<td>乙<tr><td>丙</table>",
     "甲\t乙\n丙", [[("甲", 0, 0, 2, 1), ("乙", 0, 1), ("丙", 1, 1)]]),
    # empty cells have their place too
    ("<table><tr><td></td><td>乙</td><td> </td></tr></table>后", "乙\n后", [[("", 0, 0), ("乙", 0, 1), ("", 0, 2)]]),
    # a table in the cell of another; a table of one cell only frames its words
    ("<table><tr><td>框<table><tr><td>1<td>2</table>下<td>右</table>",
     "框\n1\t2\n下\t右", [[("框\n1\t2\n下", 0, 0), ("右", 0, 1)], [("1", 0, 0), ("2", 0, 1)]]),
    ("<table><tr><td><p>正文。</p></td></tr></table>", "正文。", []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "tables"), TABLES)
def test_tables(body: str, text: str, tables: list[object]) -> None:
    source = read(body)
    assert source.text == text
    assert rows(source) == tables


PAGE = HEAD + f"<p>{POLICY}</p><p>为促进中小企业发展,制定本意见。</p></body></html>"


@pytest.mark.parametrize(
    ("declared", "encoding", "read_as"),
    [
        ("<meta charset='gb2312'>", "gbk", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK" />', "gb18030", "gb18030"),
        ("<meta charset='big5'>", "big5", "big5hkscs"),
        ("<meta charset='utf-8'>", "utf-8", "utf-8"),
        ("", "gbk", "gb18030"),
        ("", "utf-16", "utf-16"),
        ("<meta charset='gb2312'>", "utf-8", "utf-8"),  # saved again in another encoding
        ("<meta charset='utf-8'>", "gbk", "gb18030"),
        ("<meta charset='x-none'>", "utf-8-sig", "utf-8-sig"),
        ("<meta charset='base64'>", "gbk", "gb18030"),  # names of codecs that are not for text
        ("<meta charset='undefined'>", "gbk", "gb18030"),
    ],
)
def test_encodings(declared: str, encoding: str, read_as: str) -> None:
    page = PAGE.format(declared)
    if encoding == "big5":
        page = page.replace("关", "關").translate(str.maketrans("进业专发见为", "進業專發見為")).replace("实", "實")
    source = read_bytes(page.encode(encoding, "ignore"), "page", "page")
    assert source.encoding == read_as
    assert "“" in source.text
    assert len(source.text.split("\n")) == 2


def test_a_damaged_byte_of_a_declared_encoding_is_shown() -> None:
    data = PAGE.format("<meta charset='gbk'>").replace("制定", "制定" + "推进中小企业发展," * 800).encode("gbk")
    source = read_bytes(data.replace("促进".encode("gbk"), b"\xb4\xff" + "进".encode("gbk"), 1), "a.html", "a")
    assert source.encoding == "gb18030"
    assert source.text.count("\ufffd") == 2  # one of the bytes and one of its pair


def test_text_with_stray_tags_is_no_page() -> None:
    text = f"{POLICY}\n<blockquote id='h4sia'></blockquote>一、总体<b>要求</b>\n"
    assert read_bytes(text.encode(), "a.txt", "a").text == text
    assert read_bytes(text.encode(), "a.html", "a").text == f"{POLICY}\n一、总体要求"


def saved(html: bytes, charset: str, *frames: bytes) -> bytes:
    """A page saved whole by a browser."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Subject"] = "page"
    message.make_related()
    for body in (html, *frames):
        part = EmailMessage()
        part["Content-Type"] = f"text/html{charset}"
        part["Content-Transfer-Encoding"] = "quoted-printable"
        part["Content-Location"] = "https://www.example.gov.cn/"
        part.set_payload(quopri.encodestring(body).decode("ascii"))
        message.attach(part)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", "image", "png")
    message.attach(picture)
    return bytes(message)


@pytest.mark.parametrize("charset", ["; charset=gbk", ""])
def test_saved_page(charset: str) -> None:
    page = PAGE.format("<meta charset='gb2312'>").encode("gbk")
    source = read_bytes(saved(page, charset), "a.mhtml", "a")
    assert source.text == f"{POLICY}\n为促进中小企业发展,制定本意见。"
    assert source.encoding == "gb18030"
    framed = read_bytes(saved(page, charset, page), "a.mht", "a")
    assert framed.text == f"{source.text}\n{source.text}"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<html><body><script>load()</script></body></html>", "no text"),
        (b"<html><frameset cols='1'><frame src='a.htm'></frameset></html>", "no text"),
        ((HEAD.format("") + "<div>" * 5000 + "文").encode(), "nested too deeply"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--\n", "holds no page"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"{\\rtf1\\ansi abc}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "WordDocument".encode("utf-16-le"), r"\.doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_holds_no_text(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as raised:
        read_bytes(data, "page", "page")
    assert raised.value.where == "page"
    assert raised.value.remedy


def test_nothing_is_fetched() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<html><body>&x;正文<iframe src='file:///etc/passwd'></iframe></body></html>"
    )
    text = read_bytes(page.encode(), "a.xhtml", "a").text
    assert "正文" in text
    assert "root" not in text


def test_long_pages_are_read_whole() -> None:
    assert len(read("文" * 4_000_000).text) == 4_000_000
    assert read("<p>一、总体要求</p>" * 50_000).text.count("\n") == 49_999
    assert len(read("<table>" + "<tr><td>1<td>2" * 20_000 + "</table>").tables[0].cells) == 40_000
