"""Every page in every variant: nothing foreign, nothing broken, nothing that hinders anyone."""

from __future__ import annotations

from pathlib import Path

import pytest
from server_process import Server
from zjtx_server.languages import CHINESE, ENGLISH

from browser.axe import OF_COLOURS, findings
from browser.chromium import LANGUAGES, SCHEMES, WIDTHS, Variant, Window
from browser.pages import PAGES, Page

CHECKS, FOCUS = (Path(__file__).with_name(name).read_text("utf-8") for name in ("checks.js", "focus.js"))
TAGS = {"zh": CHINESE.tag, "en": ENGLISH.tag}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page(shared_window: Window, server: Server, page: Page, language: str, width: int) -> None:
    """The colours change without a new load, as they do when a system turns dark in the evening."""
    light, dark = (Variant(width, scheme, language) for scheme in SCHEMES)
    address = light.prefix + page.addresses(server)[0]
    shared_window.look(light)
    assert shared_window.go(address) == page.status
    wrong = shared_window.page.evaluate(CHECKS, {"lang": TAGS[language], "foreign": language != "zh"})
    wrong += _seen(shared_window, light)
    shared_window.look(dark)
    wrong += _seen(shared_window, dark, *OF_COLOURS)
    assert not wrong, "\n".join((address, *wrong))


def _seen(window: Window, variant: Variant, *rules: str) -> list[str]:
    """What axe finds, where the focus is not seen, and what the browser said on the way."""
    window.page.keyboard.press("Tab")  # only those who use the keyboard are shown where it is
    wrong = [*findings(window.page, *rules), *window.page.evaluate(FOCUS), *window.complained()]
    return [f"{variant}: {each}" for each in wrong]
