"""Rows and milliseconds of each question over the endpoint: `python benchmarks/bench_questions.py [RELEASE]`.

The time is the least of several, from the request to the whole answer as CSV, of a server that keeps no answers.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from io import StringIO
from urllib.parse import quote
from urllib.request import Request, urlopen

from zjtx_kg.questions import load_questions

REPEATS = 5
SERVE = ["-m", "zjtx_kg.cli", "serve", "--port", "0", "--no-browser", "--cache", "0", "--log-level", "warning"]


def measured(address: str, query: str) -> tuple[int, float]:
    """Rows of an answer, and the least of its times in milliseconds."""
    request = Request(f"{address}/sparql?query={quote(query)}", headers={"Accept": "text/csv"})
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        with urlopen(request) as response:
            answer = response.read().decode()
        times.append(time.perf_counter() - started)
    return len(list(csv.DictReader(StringIO(answer)))), min(times) * 1000


def main(release: str) -> None:
    """Prints a table."""
    command = [sys.executable, *SERVE, "--release", release]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip().rstrip("/")
        print("| | question | rows | ms |\n| ---: | --- | ---: | ---: |")
        for each in load_questions():
            rows, milliseconds = measured(address, each.query(each.defaults))
            print(f"| {each.number} | {each.name} | {rows} | {milliseconds:.0f} |", flush=True)
        server.terminate()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "build")
