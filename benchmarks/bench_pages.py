"""The pages: how long the server takes for each, what it weighs, and what a browser tells of it.

    PYTHONPATH=tests python benchmarks/bench_pages.py RELEASE [--asks 20] [--things 50] [--only start,policy] [--loads]

The server keeps no answers (--cache 0). Milliseconds are from sending a request to the last byte, on one machine:
the first time, then median / 95th percentile when asked again (page workers remember what queries answered), and of
other things of the same kind, each asked once. Pages are those of tests/browser/pages.py. `--loads` adds weights and
timings of the browser (Debian's Chromium), for which nothing is kept between pages.
A release of a million quads: benchmarks/generate.py with 22 copies, then zjtx-kg build --data.
"""

from __future__ import annotations

from pathlib import Path

import click
import page_loads
import page_times
from browser.pages import PAGES
from server_process import running
from tables import row


@click.command()
@click.argument("release", type=click.Path(exists=True, path_type=Path))
@click.option("--asks", default=20, show_default=True)
@click.option("--things", default=50, show_default=True, help="Other things of a page's kind.")
@click.option("--only", default="", help="Names of pages.")
@click.option("--loads", is_flag=True, help="Also in a browser.")
def main(release: Path, asks: int, things: int, only: str, loads: bool) -> None:
    """Measure, and print tables in Markdown."""
    pages = [page for page in PAGES if not only or page.name in only.split(",")]
    with running(release, cache_bytes=0) as server:
        quads = server.ask("/health").json["quads"]
        click.echo(row(f"page, {quads:,} quads", "first, ms", "again, p50 / p95", "others of its kind, p50 / p95"))
        click.echo(row("---", "---:", "---:", "---:"))
        for each in page_times.measure(server, pages, asks, things):
            name = each.page if each.status == 200 else f"{each.page} ({each.status})"
            click.echo(row(name, f"{each.first:.1f}", page_times.typical(each.again), page_times.typical(each.others)))
        if loads:
            print_loads(page_loads.measure(server, pages))


def print_loads(loaded: list[page_loads.Load]) -> None:
    """Weights in kB as sent, and timings in ms."""
    click.echo()
    heads = ("html", "css", "js", "others", "without js", "first paint", "largest paint", "blocked", "shift")
    click.echo(row("page", *heads))
    click.echo(row("---", *("---:" for _ in heads)))
    for each in loaded:
        bare = each.html + each.css + each.others
        weights = (f"{size:.1f}" for size in (each.html, each.css, each.js, each.others, bare))
        click.echo(row(each.page, *weights, *(f"{ms:.0f}" for ms in each[5:8]), f"{each.shift:.3f}"))


if __name__ == "__main__":
    main()
