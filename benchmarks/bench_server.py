"""The SPARQL endpoint side by side with Oxigraph's own server and rdflib-endpoint, on the same quads.

    python benchmarks/bench_server.py [--data five|million] [--seconds 3] [--rounds 3] [--only small,rows]

Oxigraph's server is measured twice: uniting the graphs itself (--union-default-graph), and over a store in which the
union is stored, as this project's is. In each round the servers take turns, so that a busy spell of the machine
meets all of them; what is printed are medians over the rounds, of the figures and of their ratios. Load comes from wrk
on the same machine: more connections wait for answers, they do not come faster than these are given.
Needs wrk (apt-get install wrk), and oxigraph and rdflib-endpoint (pip install -e '.[bench]').
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

import click
from load import Load, Work, load
from quads import write_quads
from servers import SERVERS, Dataset, Endpoint, ask, asking, prepare, running
from tables import ORDERS, Figures, Times, print_loads, print_times

SMALL = """PREFIX zjtx: <https://w3id.org/zjtx/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?title ?region ?day WHERE {
  <https://w3id.org/zjtx/id/policy/wuhan-2021> rdfs:label ?title ; zjtx:region ?region ; zjtx:published ?day
}"""
ROWS = 10_000
MANY = f"SELECT ?thing ?property ?value WHERE {{ ?thing ?property ?value }} LIMIT {ROWS}"
HOSTILE = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(8)) + " }"
ANALYSTS = {path.stem: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "queries").glob("*.rq"))}
CONNECTIONS = (1, 8, 32)
PATIENCE = 40.0  # seconds for an analyst's query; a server that takes longer is not asked further
SETTLE_SECONDS = 1.0  # until a hostile query is under way
KINDS = ("small", "rows", "analysts", "hostile")


def works(kinds: Sequence[str]) -> dict[str, Work]:
    """The measures under load, by name."""
    small = {
        f"small query, {'cached' if cached else 'uncached'}, {connections} conn.": Work(SMALL, connections, cached)
        for cached in (True, False)
        for connections in CONNECTIONS
    }
    rows = {
        f"{ROWS:,} rows as {name}": Work(MANY, media_type=media_type)
        for name, media_type in (("JSON", "application/sparql-results+json"), ("CSV", "text/csv"))
    }
    return {**(small if "small" in kinds else {}), **(rows if "rows" in kinds else {})}


def in_turn(servers: Sequence[str], rounds: int) -> Iterator[list[str]]:
    """The servers of each round, each round another one first."""
    for number in range(rounds):
        first = number % len(servers)
        yield [*servers[first:], *servers[:first]]


def measure_load(dataset: Dataset, servers: Sequence[str], kinds: Sequence[str], seconds: int, rounds: int) -> Figures:
    """All measures under load; the servers run side by side, one at a time at work."""
    figures: Figures = {name: {server: [] for server in servers} for name in works(kinds)}
    if not figures:
        return figures
    with ExitStack() as stack:
        endpoints = {server: stack.enter_context(running(server, dataset)) for server in servers}
        for order in in_turn(servers, rounds):
            for name, work in works(kinds).items():
                for server in order:
                    figures[name][server].append(load(endpoints[server], work, seconds))
                    note(f"{name}, {server}: {figures[name][server][-1]}")
    return figures


def measure_fresh(
    dataset: Dataset, servers: Sequence[str], kinds: Sequence[str], seconds: int, rounds: int
) -> tuple[Times, Figures]:
    """What wants a server that has just started or that is ended afterwards: analysts' queries, a hostile query."""
    times: Times = {}
    hostile: Figures = {}
    for order in in_turn(servers, rounds) if {"analysts", "hostile"} & {*kinds} else ():
        for server in order:
            with running(server, dataset) as endpoint:
                if "analysts" in kinds:
                    for how, milliseconds in analyse(endpoint).items():
                        times.setdefault(how, {}).setdefault(server, []).append(milliseconds)
                    note(f"analysts' queries, {server}")
                if "hostile" in kinds:
                    beside = load_beside(endpoint, seconds)
                    hostile.setdefault("small query beside a hostile one, 8 conn.", {}).setdefault(server, []).append(
                        beside
                    )
                    note(f"hostile, {server}: {beside}")
    return times, hostile


def analyse(endpoint: Endpoint) -> dict[str, float | None]:
    """Milliseconds of each analyst's query: the first time, with another text, and again with that text."""
    times: dict[str, float | None] = {}
    for how, comment in zip(ORDERS, ("", "\n# warm", "\n# warm"), strict=True):
        for name, query in ANALYSTS.items():
            reply = ask(endpoint, query + comment, PATIENCE)
            times[f"{how} {name}"] = 1000 * reply.seconds if reply and reply.status == 200 else None
            if not reply:
                return times
    return times


def load_beside(endpoint: Endpoint, seconds: int) -> Load:
    """The small query while a hostile one is under way."""
    with asking(endpoint, [HOSTILE]):
        time.sleep(SETTLE_SECONDS)
        return load(endpoint, Work(SMALL, 8), seconds)


def note(text: str) -> None:
    """Tell on the way what was measured."""
    click.echo(text, err=True)


def build(data: str, scratch: Path) -> Path:
    """The quads to serve: the release of the carried documents, or a million of the same shape."""
    command = [sys.executable, "-m", "zjtx_kg.cli", "build", "--quiet", "--out", str(scratch / "build")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    release = scratch / "build" / "current"
    if data == "five":
        return release / "data.nq"
    write_quads(release, scratch / "million.nq")
    return scratch / "million.nq"


def _names(_context: click.Context, option: click.Parameter, value: str) -> list[str]:
    known = KINDS if option.name == "only" else SERVERS
    names = [name.strip() for name in value.split(",")] if "," in value or value in known else [value]
    if unknown := {*names} - {*known}:
        raise click.BadParameter(f"unknown are {', '.join(sorted(unknown))}; known are {', '.join(known)}")
    return names


@click.command()
@click.option("--data", type=click.Choice(["five", "million"]), default="five", show_default=True)
@click.option("--seconds", default=3, show_default=True, help="Of each measure under load.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--only", default=",".join(KINDS), callback=_names, help="Some of small,rows,analysts,hostile.")
@click.option(
    "--without-rdflib", is_flag=True, help="Leave rdflib-endpoint out; it takes long to load a million quads."
)
def main(data: str, seconds: int, rounds: int, only: list[str], without_rdflib: bool) -> None:
    """Measure, and print tables in Markdown."""
    servers = SERVERS[:-1] if without_rdflib else SERVERS
    with tempfile.TemporaryDirectory() as scratch:
        file = build(data, Path(scratch))
        dataset = prepare(file, Path(scratch))
        with file.open("rb") as lines:
            quads = sum(1 for _ in lines)
        versions = ", ".join(
            f"{name} {version(name)}" for name in ("zjtx-kg", "pyoxigraph", "oxigraph", "rdflib-endpoint")
        )
        click.echo(
            f"{quads:,} quads; {os.cpu_count()} processors; {versions}; rounds: {rounds}, each measure {seconds} s\n"
        )
        figures = measure_load(dataset, servers, only, seconds, rounds)
        times, hostile = measure_fresh(dataset, servers, only, seconds, rounds)
    if figures or hostile:
        print_loads({**figures, **hostile}, servers)
    if times:
        print_times(times, list(ANALYSTS), servers)


if __name__ == "__main__":
    main()
