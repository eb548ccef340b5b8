"""Tables in Markdown of what servers did: figures of each, and how this project's compare."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import geometric_mean, median

import click
from load import Load
from servers import OURS

ORDERS = ("cold", "warm", "again")  # a query the first time after the start, with another text, again with that text

Figures = dict[str, dict[str, list[Load]]]  # by measure and server, one for each round
Times = dict[str, dict[str, list[float | None]]]  # by order and query, and server; milliseconds, None: no answer


def row(*cells: str) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def print_loads(figures: Figures, servers: Sequence[str]) -> None:
    """Requests a second and latency of each server, and the ratios of the rates."""
    others = [server for server in servers if server != OURS]
    click.echo(row("answers a second · p50 / p99 ms", *servers, *(f"rate ÷ {other}" for other in others)))
    click.echo(row("---", *("---:" for _ in [*servers, *others])))
    for name, loads in figures.items():
        cells = [_load_cell(loads[server]) for server in servers]
        click.echo(row(name, *cells, *(_ratio(loads[OURS], loads[other]) for other in others)))
    click.echo()


def _load_cell(loads: Sequence[Load]) -> str:
    rate, p50, p99 = (median(getattr(one, field) for one in loads) for field in ("rate", "p50", "p99"))
    if not rate:
        return "no answer"
    failed = sum(one.failed for one in loads)
    return f"{rate:,.{0 if rate >= 10 else 1}f} · {p50:.2f} / {p99:.2f}" + (f" ({failed} failed)" if failed else "")


def _ratio(ours: Sequence[Load], theirs: Sequence[Load]) -> str:
    ratios = [one.rate / other.rate for one, other in zip(ours, theirs, strict=True) if other.rate]
    return f"{median(ratios):.2f}" if ratios else "∞"


def print_times(times: Times, queries: Sequence[str], servers: Sequence[str]) -> None:
    """Milliseconds of each analyst's query, and how many times faster this project's server is."""
    others = [server for server in servers if server != OURS]
    click.echo(row("milliseconds", *servers, *(f"× faster than {other}" for other in others)))
    click.echo(row("---", *("---:" for _ in [*servers, *others])))
    for how in ORDERS:
        ratios: dict[str, list[float]] = {other: [] for other in others}
        for name in queries:
            by_server = times[f"{how} {name}"]
            speedups = {other: _speedup(by_server, other) for other in others}
            for other, speedup in speedups.items():
                ratios[other] += [speedup] if speedup else []
            cells = [_time_cell(by_server.get(server, [])) for server in servers]
            if how == "warm":
                shown = (f"{speedup:.2f}" if speedup else "" for speedup in speedups.values())
                click.echo(row(f"{name}, {how}", *cells, *shown))
        means = (f"{geometric_mean(ratios[other]):.2f}" if ratios[other] else "" for other in others)
        totals = (_mean_cell([times[f"{how} {name}"].get(server, []) for name in queries]) for server in servers)
        click.echo(row(f"**all, {how}**, geometric mean", *totals, *means))
    click.echo()


def _time_cell(milliseconds: Sequence[float | None]) -> str:
    answered = [one for one in milliseconds if one is not None]
    return f"{median(answered):.1f}" if answered else "no answer"


def _mean_cell(queries: Sequence[Sequence[float | None]]) -> str:
    medians = [median(answered) for query in queries if (answered := [one for one in query if one is not None])]
    missing = len(queries) - len(medians)
    return f"{geometric_mean(medians):.1f}" + (f" ({missing} not answered)" if missing else "")


def _speedup(times: dict[str, list[float | None]], other: str) -> float | None:
    pairs = zip(times.get(OURS, []), times.get(other, []), strict=False)
    ratios = [theirs / ours for ours, theirs in pairs if ours and theirs]
    return median(ratios) if ratios else None
