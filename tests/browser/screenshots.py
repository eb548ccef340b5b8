"""Pictures of all pages in all variants, and print-outs of some, to be looked at.

Usage: python -m browser.screenshots RELEASE OUT [NAME…], in the folder `tests`; with names only of these pages.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from server_process import Server, running

from browser.chromium import LANGUAGES, VARIANTS, Variant, Window, chromium, window
from browser.pages import PAGES, Page

PRINTED = ("policy", "match-answer", "compare-two")
STYLE = "body { font: 1rem/1.5 system-ui; margin: 2rem } img { width: 14rem; height: 18rem; object-fit: cover; "
STYLE += "object-position: top; border: 1px solid #bbb } td { vertical-align: top; padding: .3rem }"


def picture(shown: Window, page: Page, address: str, variant: Variant, out: Path) -> str:
    """The name of the picture that was taken of the whole page."""
    name = f"{page.name}-{variant}.png"
    shown.look(variant)
    shown.go(variant.prefix + address)
    shown.page.screenshot(path=out / name, full_page=True, animations="disabled")
    return name


def printed(shown: Window, page: Page, address: str, out: Path) -> list[str]:
    """The names of the print-outs, in each language."""
    if page.name not in PRINTED:
        return []
    names = {prefix: f"{page.name}-{language}.pdf" for language, prefix in LANGUAGES.items()}
    for prefix, name in names.items():
        shown.go(prefix + address)
        shown.page.pdf(path=out / name, format="A4")
    return [*names.values()]


def index(rows: dict[str, list[str]]) -> str:
    """A page of all pictures and print-outs."""
    lines = [f"<!doctype html><meta charset=utf-8><title>screenshots</title><style>{STYLE}</style><table>"]
    for title, names in rows.items():
        cells = (f'<td><a href="{name}">{_shown(name)}</a></td>' for name in names)
        lines.append(f"<tr><th>{escape(title)}</th>{''.join(cells)}</tr>")
    return "\n".join((*lines, "</table>", ""))


def _shown(name: str) -> str:
    return escape(name) if name.endswith(".pdf") else f'<img src="{name}" alt="{escape(name)}" loading="lazy">'


def take(server: Server, out: Path, pages: list[Page]) -> dict[str, list[str]]:
    """Names of the pictures and print-outs by page."""
    taken = {}
    with chromium() as browser, window(browser, server.address) as shown:
        for page in pages:
            [address] = page.addresses(server)
            pictures = [picture(shown, page, address, variant, out) for variant in VARIANTS]
            taken[f"{page.name} {address}"] = pictures + printed(shown, page, address, out)
            print(page.name, *shown.complained(), flush=True)
    return taken


def main(release: str, out: str, *names: str) -> None:
    """Take what the command line names."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with running(Path(release)) as server:
        taken = take(server, folder, [page for page in PAGES if not names or page.name in names])
    if not names:
        (folder / "index.html").write_text(index(taken), encoding="utf-8")
    print(sum(map(len, taken.values())), "pictures and print-outs in", folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
