"""What the browser tells of pages: bytes that came, by kind, and when what was seen. Nothing is kept between pages."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from browser.chromium import Variant, chromium, window
from browser.pages import Page
from playwright.sync_api import CDPSession
from server_process import Server

WATCH = """
window.seen = { paint: 0, largest: 0, shift: 0, blocked: 0 };
const watch = (type, note) =>
  new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type, buffered: true });
watch("paint", entry => { if (entry.name === "first-contentful-paint") seen.paint = entry.startTime; });
watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("longtask", entry => { seen.blocked += Math.max(0, entry.duration - 50); });
"""
SETTLE = 700  # milliseconds after loading in which charts are drawn and shifts are seen
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js"}
KB = 1000


class Load(NamedTuple):
    """A page as a new visitor gets it: bytes sent by kind, milliseconds, and the sum of shifts."""

    page: str
    html: float
    css: float
    js: float
    others: float
    paint: float
    largest: float
    blocked: float
    shift: float


def measure(server: Server, pages: list[Page]) -> list[Load]:
    """The loads of pages, each in a window of its own."""
    with chromium() as browser:
        return [_load(browser, server, page) for page in pages]


def _load(browser: Any, server: Server, page: Page) -> Load:
    with window(browser, server.address) as shown:
        shown.page.add_init_script(WATCH)
        shown.look(Variant(1280, "light", "zh"))
        sizes = _counted(shown.page.context.new_cdp_session(shown.page))
        shown.go(page.addresses(server)[0])
        shown.page.wait_for_timeout(SETTLE)
        seen = shown.page.evaluate("() => seen")
    weights = {kind: sizes[kind] / KB for kind in ("html", "css", "js", "others")}
    return Load(page.name, *weights.values(), seen["paint"], seen["largest"], seen["blocked"], seen["shift"])


def _counted(session: CDPSession) -> Counter[str]:
    """Bytes that come from now on, heads included, by kind."""
    kinds: dict[str, str] = {}
    sizes: Counter[str] = Counter()

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = KINDS.get(event["type"], "others")

    def finished(event: dict[str, Any]) -> None:
        sizes[kinds.get(event["requestId"], "others")] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return sizes
