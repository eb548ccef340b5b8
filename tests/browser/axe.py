"""axe-core, which finds what hinders people who hear a page, enlarge it, or use no mouse."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

PACKAGES = Path(__file__).parents[2] / "server" / "frontend" / "node_modules"
OF_COLOURS = ("color-contrast", "link-in-text-block")  # the rules that another scheme of colours can break
RUN = """rules => axe.run(document, { resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) })
  .then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(node =>
    `axe ${id}: ${help}: ${node.html.slice(0, 120)} ${node.any.map(each => each.message).join(" ").slice(0, 160)}`)))"""


@cache
def _script() -> str:
    file = PACKAGES / "axe-core" / "axe.min.js"
    assert file.exists(), "axe-core is missing, by which the pages are tested: make bundle (needs npm)"
    return file.read_text("utf-8")


def findings(page: Page, *rules: str) -> list[str]:
    """What axe finds on a page as it stands, by all rules or these."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_script())
    return page.evaluate(RUN, [*rules])
