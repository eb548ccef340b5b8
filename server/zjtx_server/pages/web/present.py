"""How values are shown to people: numbers, money, links; everything else is escaped by the templates."""

from __future__ import annotations

import html
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from flask import Flask, current_app, request
from flask_babel import format_currency
from markupsafe import Markup, escape

from zjtx_kg import figures
from zjtx_kg.iris import PREFIXES, VOCAB, ZJTX, split
from zjtx_server.languages import CHINESE
from zjtx_server.pages.sources.graph import Row
from zjtx_server.pages.web.addresses import address, path
from zjtx_server.pages.web.language import language
from zjtx_server.pages.web.marks import kind_of

TERMS = (str(VOCAB), str(ZJTX))  # where labels are in both languages
HAN = re.compile("[\u3400-\u9fff]")
CHINESE_RUN = re.compile(HAN.pattern + "[^A-Za-z&<]*")  # with digits and signs within
ZH, NOTHING = Markup(' lang="zh"'), Markup()
WAN = 10_000
YI = 100_000_000
INFERENCES = {  # kinds of things that are concluded → their classes
    "classification": str(ZJTX.Classification),
    "counterpart": str(ZJTX.Counterpart),
    "shared-passage": str(ZJTX.SharedPassage),
    "step-match": str(ZJTX.StepMatch),
    "tier-match": str(ZJTX.TierMatch),
    "reorganisation": str(ZJTX.Reorganisation),
}


def register_filters(app: Flask) -> None:
    """Makes the filters and functions below known to the templates."""
    app.jinja_env.filters.update(number=number, plain=plain, money=money, tens_of_thousands=tens_of_thousands)
    app.jinja_env.filters.update(ratio=ratio, share=share, short=short, end=end, zh=zh, lang=lang)
    app.jinja_env.globals.update(path=path, link=link, address=address, prefixes=PREFIXES, is_inference=is_inference)
    app.jinja_env.globals.update(in_text=in_text, kind_of=kind_of, TERMS=TERMS)


def number(value: object) -> str:
    """A number with thousands separated and no needless decimals: `1,200`, `1.5`; other text as it is."""
    amount = _decimal(value)
    if amount is None:
        return "" if value is None else str(value)
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: object) -> str:
    """Yuan in the unit that people use: `20 万元`, `1.5 亿元`, `800 元`; `CN¥200,000` on English pages."""
    amount = _decimal(value)
    if amount is None:
        return number(value)
    if language() is not CHINESE:
        return str(format_currency(amount, "CNY", format="¤#,##0.##", currency_digits=False))
    for size, unit in ((YI, "亿元"), (WAN, "万元")):
        if abs(amount) >= size:
            return f"{number(amount / size)} {unit}"
    return f"{number(amount)} 元"


def tens_of_thousands(value: object) -> str:
    """Yuan as a number of 万元, whose heading says so: `20` for 200,000; in yuan on English pages."""
    amount = _decimal(value)
    return number(value if amount is None or language() is not CHINESE else amount / WAN)


def plain(value: object) -> str:
    """A number for programs: `1.5`, `200000`."""
    return number(value).replace(",", "")


def end(iri: str | None) -> str:
    """What stands for a concept or region in addresses: the end of its IRI."""
    return (iri or "").rpartition("/")[2]


def ratio(value: object, kind: object) -> str:
    """What an award of this kind (in Chinese) is of something else, as documents write it: `30%`, `1:1`."""
    amount = _decimal(value)
    return number(value) if amount is None else figures.ratio(amount, str(kind))


def share(value: object) -> str:
    """A part of the whole, 0 to 1, as percentage with one decimal: `94.7%`; `100%` only of all."""
    part = _decimal(value)
    if part is None:
        return number(value)
    rounded = f"{100 * part:.1f}".removesuffix(".0")
    return f"{'99.9' if rounded == '100' and part < 1 else rounded}%"


def _decimal(value: object) -> Decimal | None:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def short(iri: str) -> str:
    """An IRI for people: with the prefixes of the project, percent-encoding undone."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{unquote(iri[len(namespace) :])}"
    return unquote(iri)


def is_inference(iri: str) -> bool:
    """Whether an IRI is that of something concluded, such as a link between policies, or of a class of such things."""
    place = split(iri)
    return iri in INFERENCES.values() or (place is not None and place.kind in INFERENCES)


def in_text(row: Row) -> str:
    """Where a fact's words stand in the page of their policy, by `policy`, `start` and `end` of its row."""
    if "policy" not in row or "start" not in row:
        return ""
    policy = address(row["policy"])
    here = policy == path(request.path).removesuffix(".html")
    return f"{'' if here else policy}#c{row['start']}-{row['end']}"


def link(iri: str | None, words: str | None = None) -> Markup:
    """A link to what `iri` names; only the words where its scheme is not one of the web."""
    if not iri:
        return zh(words)
    if words and iri.startswith(TERMS):
        words = current_app.jinja_env.filters["term"](words, iri)
    shown, target = words or short(iri), address(iri)
    if not target:
        return zh(shown)
    return Markup(f'<a href="{html.escape(target)}"{lang(shown)}>{html.escape(shown, quote=False)}</a>')


def zh(words: str | None) -> Markup:
    """Words that may hold Chinese of documents, told as such on pages in another language: a voice reads them so."""
    shown = escape(words or "")
    return shown if language() is CHINESE else Markup(CHINESE_RUN.sub(r'<span lang="zh">\g<0></span>', str(shown)))


def lang(words: object) -> Markup:
    """The attribute that tells words to be Chinese, where the page is in another language."""
    return ZH if language() is not CHINESE and HAN.search(str(words)) else NOTHING
