"""Debian's Chromium without a window, and pages in it whose complaints are written down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, sync_playwright

OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--font-render-hinting=none",
)  # fmt: skip
LEFT = "net::ERR_ABORTED"  # a request that was under way when the page was left
PATIENCE = 30_000  # milliseconds after which a test fails instead of hanging
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", event => {
  const { violatedDirective, blockedURI, sourceFile, lineNumber } = event;
  console.error(`policy violated: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
})"""


class Variant(NamedTuple):
    """How a page is looked at: width in pixels, the system's colours, the language."""

    width: int
    scheme: str
    language: str

    @property
    def prefix(self) -> str:
        """What addresses in its language begin with."""
        return LANGUAGES[self.language]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"


WIDTHS = {1280: 900, 390: 844}  # and heights
SCHEMES = ("light", "dark")
LANGUAGES = {"zh": "", "en": "/en"}  # and the prefixes of their addresses
VARIANTS = [Variant(*each) for each in product(WIDTHS, SCHEMES, LANGUAGES)]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; it fails where there is none, since nothing here is tested without."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing, in which the pages are tested: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*OPTIONS])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """A page in the browser, and what was wrong about it since it was last asked.

    Args:
        page: playwright's.
        home: the address of the server; all others are foreign, and refused.
    """

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.route(self._is_foreign, self._refuse)

    def go(self, address: str) -> int:
        """Open an address of the server; the status of the answer."""
        response = self.page.goto(self.home + address.lstrip("/"), wait_until="load")
        assert response
        return response.status

    def look(self, variant: Variant) -> None:
        """Take the width and the colours of a variant; charts stand still, as those who ask for it see them."""
        self.page.set_viewport_size({"width": variant.width, "height": WIDTHS[variant.width]})
        self.page.emulate_media(color_scheme=variant.scheme, reduced_motion="reduce")  # type: ignore[arg-type]

    def complained(self) -> list[str]:
        """What was wrong, which is then forgotten."""
        said, self.complaints = self.complaints, []
        return said

    def _is_foreign(self, address: str) -> bool:
        return not address.startswith((self.home, "data:", "blob:"))

    def _refuse(self, route: Route) -> None:
        self.complaints.append(f"foreign request: {route.request.url}")
        route.abort()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not self._of_status(message):
            self.complaints.append(f"{message.type}: {message.text}")

    def _of_status(self, message: ConsoleMessage) -> bool:
        """Whether this is Chromium's line for a page that is itself answered with an error."""
        return message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url

    def _failed(self, request: Request) -> None:
        if not self._is_foreign(request.url) and request.failure != LEFT:
            self.complaints.append(f"failed: {request.url} {request.failure}")


@contextmanager
def window(browser: Browser, home: str, **options: object) -> Iterator[Window]:
    """A window without memory of others; `options` are those of playwright's contexts."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.add_init_script(TELL_VIOLATIONS)
    try:
        yield Window(context.new_page(), home)
    finally:
        context.close()
