"""Time and peak memory of the build: each step, the five documents, and the same under 200 other regions each.

    python benchmarks/bench_build.py [COPIES]

Times are wall seconds of one run on this machine; compare ratios, not single figures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psutil
from generate import generate
from rich.console import Console
from rich.table import Table

from zjtx_kg.catalogue import load_publications
from zjtx_kg.clean import clean
from zjtx_kg.coverage import account
from zjtx_kg.describe import describe
from zjtx_kg.extract import read_record
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.outline import outline
from zjtx_kg.publish.dumps import quad_lines
from zjtx_kg.read import read_source
from zjtx_kg.resolve import resolve
from zjtx_kg.resources import resource
from zjtx_kg.validate import load_shapes, validate_policy

T = TypeVar("T")
COPIES = 200
SAMPLE_SECONDS = 0.1
MIB = 2**20


class Stopwatch:
    """Wall seconds by step, added up over documents."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, step: str, work: Callable[..., T], *arguments: Any) -> T:
        """Do the work and count its time to the step."""
        start = time.perf_counter()
        result = work(*arguments)
        self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start
        return result


def time_steps(data: Path) -> dict[str, float]:
    """Each step over the documents of `data`, in one process; knowledge is loaded first and counted by itself."""
    watch = Stopwatch()
    knowledge = watch.time("load knowledge", load_knowledge)
    shapes = watch.time("load shapes", load_shapes)
    for entry in load_publications(data):
        source = watch.time("read", read_source, data / entry.file, entry.id)
        document = watch.time("clean", clean, source)
        parts = watch.time("outline", outline, document)
        extraction = watch.time("extract", read_record, parts, knowledge)
        watch.time("coverage", account, parts, extraction)
        resolved = watch.time("resolve", resolve, extraction.record, knowledge.regions, knowledge.functions)
        graph = watch.time("describe", describe, document, resolved, knowledge.regions)
        watch.time("validate", validate_policy, graph, shapes)
        watch.time("write quads", quad_lines, graph)
    return watch.seconds


def build_and_measure(data: Path, out: Path) -> tuple[float, float]:
    """Wall seconds and peak memory (MiB, resident, all processes together) of a build from the command line."""
    command = [sys.executable, "-m", "zjtx_kg.cli", "build", "-q", "--data", str(data), "--out", str(out)]
    start, peak = time.perf_counter(), 0
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, _resident(process))
        threading.Event().wait(SAMPLE_SECONDS)
    if process.returncode:
        sys.exit(f"the build of {data} failed")
    return time.perf_counter() - start, peak / MIB


def _resident(process: psutil.Process) -> int:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return total


def main() -> None:
    """Measure and print."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    console = Console(width=100)
    steps = Table("step", "seconds", title="each step, five documents, one process")
    for step, seconds in time_steps(resource("data")).items():
        steps.add_row(step, f"{seconds:.3f}")
    console.print(steps)
    builds = Table("documents", "seconds", "ms a document", "peak MiB", title="zjtx-kg build")
    with tempfile.TemporaryDirectory() as scratch:
        many = Path(scratch) / "data"
        number = generate(resource("data"), many, copies)
        for name, count, data in (("five", 5, resource("data")), ("many", number, many)):
            seconds, peak = build_and_measure(data, Path(scratch) / name)
            builds.add_row(str(count), f"{seconds:.1f}", f"{1000 * seconds / count:.0f}", f"{peak:.0f}")
    console.print(builds)


if __name__ == "__main__":
    main()
