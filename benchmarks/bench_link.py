"""Time and memory of linking, and how they grow: each kind of link by itself, in a process of its own.

    python benchmarks/bench_link.py [MEASURES …]

Policies are generated from the annotated measures (generate_links.py). Seconds are of one processor and of the wall
clock on this machine; growth is the exponent between a size and the one before: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from itertools import pairwise
from math import log
from typing import NamedTuple

from generate_links import load_material, policies
from rich.console import Console
from rich.table import Table

from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.link.counterparts import counterparts
from zjtx_kg.link.passages import shared_passages

SIZES = (100, 1_000, 10_000, 100_000)
KINDS = {"counterparts": counterparts, "passages": shared_passages}
KIB_IN_MIB = 1024


class Run(NamedTuple):
    """What one kind of link took: `words` are distinct pairs of characters, which tell whether words run out."""

    measures: int
    words: int
    links: int
    processor: float
    wall: float
    before: float
    peak: float


def run(kind: str, measures: int) -> Run:
    """Link policies with so many measures in all; memory in MiB, before and at most."""
    documents, knowledge = policies(measures, load_material()), load_knowledge()
    words = len({a + b for document in documents for a, b in pairwise(document.text)})
    before = _peak()
    processor, wall = time.process_time(), time.perf_counter()
    links = KINDS[kind](documents, knowledge)
    took = time.process_time() - processor, time.perf_counter() - wall
    return Run(measures, words, len(links), *took, before, _peak())


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB


def growth(runs: list[Run]) -> list[str]:
    """The exponent of the processor's seconds between each run and the one before."""
    exponents = (log(b.processor / a.processor) / log(b.measures / a.measures) for a, b in pairwise(runs))
    return ["", *(f"{exponent:.2f}" for exponent in exponents)]


def main() -> None:
    """Measure and print."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    console = Console(width=110)
    for kind in KINDS:
        heads = ("measures", "distinct words", "links", "seconds", "wall", "growth", "MiB before", "peak MiB")
        table = Table(*heads, title=kind)
        runs = []
        for size in sizes:  # a process each, so that the peak is its own
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                runs.append(pool.apply(run, (kind, size)))
        for each, exponent in zip(runs, growth(runs), strict=True):
            seconds = (f"{each.processor:.2f}", f"{each.wall:.2f}", exponent)
            counts = (f"{each.measures:,}", f"{each.words:,}", f"{each.links:,}")
            table.add_row(*counts, *seconds, f"{each.before:.0f}", f"{each.peak:.0f}")
        console.print(table)


if __name__ == "__main__":
    main()
