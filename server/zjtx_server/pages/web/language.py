"""Pages in several languages: messages are Chinese in the code, their translations lie in `translations/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, Domain
from markupsafe import Markup

from zjtx_server.languages import CHINESE, LANGUAGES, Language
from zjtx_server.pages.web.addresses import path

TRANSLATIONS = Path(__file__).parents[1] / "translations"
KEPT = 4096  # messages at hand
_SPOKEN = ContextVar("language", default=CHINESE)


class Catalogues(Domain):  # type: ignore[misc]
    """The messages of a language, read from its `.po` file, so that nothing has to be compiled."""

    def get_translations(self) -> NullTranslations:
        """The messages in the language of the request."""
        return _messages(language().locale)


@cache
def _messages(locale: str) -> NullTranslations:
    file = TRANSLATIONS / locale / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=locale))
    compiled.seek(0)
    return Translations(compiled)


def register_languages(app: Flask, english: Callable[[str, str], str]) -> None:
    """Makes the app speak the language that a request's address asks for.

    Args:
        app: the application.
        english: the English label for a Chinese one of the ontology and the vocabularies, and its IRI or nothing.
    """
    app.before_request(_speak)
    app.teardown_request(_fall_silent)
    babel = Babel(app, locale_selector=lambda: language().locale)
    babel.domain_instance = Catalogues()
    app.jinja_env.install_gettext_callables(**_quick(), newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = _told
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})

    def term(words: str | None, iri: str = "") -> str:
        """A label of the ontology or a vocabulary, in the language of the page; that of `iri` where it is given."""
        return (words or "") if language() is CHINESE else english(words or "", iri)

    app.jinja_env.filters.update(term=term)
    app.jinja_env.globals.update(both=both, in_language=in_language)


def _told(message: str, **values: object) -> Markup:
    """A message for a template, which asks a thousand times a page: not by way of the extension."""
    return _message(language().locale, message) % values if values else _whole(language().locale, message)


@lru_cache(maxsize=KEPT)
def _message(locale: str, message: str) -> Markup:
    return Markup(_messages(locale).gettext(message))


@lru_cache(maxsize=KEPT)
def _whole(locale: str, message: str) -> Markup:
    return _message(locale, message) % {}


def _quick() -> dict[str, Callable[..., str]]:
    """What templates ask for numbers of things, and for words in a context: the catalogue at once."""

    def by(name: str) -> Callable[..., str]:
        return lambda *given: str(getattr(_messages(language().locale), name)(*given))

    return {name: by(name) for name in ("gettext", "ngettext", "pgettext", "npgettext")}


def _speak() -> None:
    """Takes the language of the request."""
    _SPOKEN.set(request.environ.get("zjtx.language", CHINESE))


def _fall_silent(_error: BaseException | None) -> None:
    _SPOKEN.set(CHINESE)


def language() -> Language:
    """The language of the request; Chinese outside of one."""
    return _SPOKEN.get()


@contextmanager
def in_chinese() -> Iterator[None]:
    """Within, messages are Chinese whatever the address asks for: data are the same in all languages."""
    asked = _SPOKEN.set(CHINESE)
    try:
        yield
    finally:
        _SPOKEN.reset(asked)


def both(zh: str, en: str | None) -> str:
    """What is at hand in both languages, in that of the page; Chinese where the other is missing."""
    return en if en and language() is not CHINESE else zh


def in_language(other: Language) -> str:
    """The address of this page in another language."""
    asked = path(request.path if request.method != "POST" else "/").removeprefix(request.script_root)
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return root() + other.prefix + asked + query


def root() -> str:
    """The prefix below which this server lies, without that of a language."""
    return request.script_root.removesuffix(language().prefix)
