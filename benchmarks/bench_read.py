"""Rate, memory and growth of reading: clean, outline, extract and the account of what was not read.

    python benchmarks/bench_read.py [PAGES]

Pages of 4,000 characters are composed of the project's own documents. Times are seconds of processor and of wall
clock on this machine, the best of a few runs; compare ratios, not single figures.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import psutil
from compose import compose
from rich.console import Console
from rich.table import Table

from zjtx_kg.clean import clean
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Source
from zjtx_kg.parallel import in_parallel
from zjtx_kg.pipeline import read_document
from zjtx_kg.read import read_source
from zjtx_kg.resources import PACKAGE, resource
from zjtx_kg.rules import load_rules

PAGES = 2000
LENGTH = 4000
SOME = 50
RUNS = 3
GROWTH = (1, 10, 100)
LARGE = 10_000_000
MIB = 2**20


def read(source: Source) -> int:
    """Read one page; the number of awards and targets, so that little is sent back."""
    record = read_document(source, load_knowledge()).record
    return len(record.awards) + len(record.targets)


def read_texts() -> list[str]:
    """The texts of the project's own documents."""
    return [read_source(path).text for path in sorted((resource("data") / "sources").glob("*.txt"))]


def source_of(text: str, number: int = 0) -> Source:
    """A source that was not read from a file."""
    return Source(f"page-{number}", "page.txt", "", "utf-8", text)


def best(work: Callable[[], Any], runs: int = RUNS) -> tuple[float, float]:
    """The least processor and wall seconds of a few runs in this process."""
    times = []
    for _ in range(runs):
        processor, wall = time.process_time(), time.perf_counter()
        work()
        times.append((time.process_time() - processor, time.perf_counter() - wall))
    return min(processor for processor, _ in times), min(wall for _, wall in times)


def match_all(texts: Sequence[str]) -> None:
    """Plain matching for comparison: every rule of reading run once over each text."""
    names = [path.stem for path in (PACKAGE / "rules").glob("*.toml")]
    rules = [rule for name in sorted(names) for rule in load_rules(name).rules.values()]
    for text in texts:
        for line in text.split("\n"):
            for rule in rules:
                rule.search(line)


def rates(pages: Sequence[Source]) -> Table:
    """Pages a second on one core and on two, and of plain matching."""
    table = Table("", "pages", "ms a page, processor", "pages a second", title=f"pages of {LENGTH} characters")

    def add(how: str, count: int, processor: float | None, wall: float) -> None:
        milliseconds = "" if processor is None else f"{1000 * processor / count:.1f}"
        table.add_row(how, str(count), milliseconds, f"{count / wall:.0f}")

    add("one process", len(pages), *in_process(pages))
    start = time.perf_counter()
    deque(in_parallel(read, pages, names=[page.id for page in pages], jobs=2, progress=lambda *_: None), 0)
    add("two processes, with their start", len(pages), None, time.perf_counter() - start)
    some = [clean(page).text for page in pages[:SOME]]
    add("plain matching of all rules", len(some), *best(lambda: match_all(some), 1))
    return table


def in_process(pages: Sequence[Source]) -> tuple[float, float]:
    """Processor and wall seconds for all pages, from the best run of each tenth of them."""
    tenths = [pages[first::10] for first in range(10)]
    times = [best(lambda part=part: [read(page) for page in part]) for part in tenths]  # type: ignore[misc]
    return sum(processor for processor, _ in times), sum(wall for _, wall in times)


def growth(texts: Sequence[str]) -> Table:
    """Time of one document repeated, and of a text of ten million characters."""
    table = Table("characters", "seconds", "µs a character", title="growth with the length")
    longest = max(texts, key=len)
    for times in GROWTH:
        text = "\n".join([longest] * times)
        seconds = best(lambda text=text: read(source_of(text)), 1 if times > 10 else RUNS)[0]  # type: ignore[misc]
        table.add_row(f"{len(text):,}", f"{seconds:.2f}", f"{1e6 * seconds / len(text):.2f}")
    run = "\n".join(texts)
    text = (run * (LARGE // len(run) + 1))[:LARGE]
    seconds = best(lambda: read(source_of(text)), 1)[0]
    table.add_row(f"{len(text):,}", f"{seconds:.1f}", f"{1e6 * seconds / len(text):.2f}")
    return table


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    console = Console(width=100)
    texts = read_texts()
    pages = [source_of(text, number) for number, text in enumerate(compose(texts, count, LENGTH))]
    read(pages[0])  # rules and vocabularies are loaded
    console.print(rates(pages))
    console.print(f"resident memory {psutil.Process().memory_info().rss / MIB:.0f} MiB")
    console.print(growth(texts))


if __name__ == "__main__":
    main()
