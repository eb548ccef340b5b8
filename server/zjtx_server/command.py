"""The command `zjtx-kg serve`: settings from the command line, the environment or a file, in this order."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from zjtx_kg.console import Command, example, quiet

MIB = 1 << 20


def _read_settings(ctx: click.Context, _option: click.Parameter, file: Path | None) -> None:
    """Makes the entries of a TOML file the defaults of the options with these names."""
    if not file:
        return
    try:
        entries = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{file} is not readable as TOML: {error}") from error
    names = {option.name for option in ctx.command.params if option.name}
    settings = {name.replace("-", "_"): value for name, value in entries.items()}
    if unknown := sorted(settings.keys() - names):
        raise click.BadParameter(f"{file} sets {', '.join(unknown)}; known are {', '.join(sorted(names))}.")
    ctx.default_map = settings


def _whole_address(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not value.startswith(("http://", "https://")):
        raise click.BadParameter("it begins with http:// or https://")
    return value and value.rstrip("/") + "/"


SIZE = click.IntRange(1)
OPTIONS = (
    click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
    click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True),
    click.option("--no-browser", is_flag=True, help="Do not open a browser, also on a terminal."),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        is_eager=True,
        expose_value=False,
        callback=_read_settings,
        help="TOML file with these options by name.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=30,
        show_default=True,
        help="Seconds a query may take.",
    ),
    click.option(
        "--query-memory",
        type=SIZE,
        default=1024,
        show_default=True,
        help="MiB a query may take.",
    ),
    click.option(
        "--graph-memory",
        type=click.IntRange(0),
        default=0,
        show_default=True,
        help="MiB of graph held in memory; a larger one is asked on disk. 0 for half the machine's.",
    ),
    click.option("--answer-size", type=SIZE, default=64, show_default=True, help="MiB an answer may have."),
    click.option("--workers", type=SIZE, default=2, show_default=True, help="Quick queries at the same time."),
    click.option("--slow-workers", type=SIZE, default=4, show_default=True, help="Further queries that take longer."),
    click.option("--waiting", type=SIZE, default=512, show_default=True, help="Queries that may wait."),
    click.option(
        "--cache",
        type=click.IntRange(0),
        default=64,
        show_default=True,
        help="MiB of answers kept, 0 for none.",
    ),
    click.option(
        "--public-url",
        default="",
        callback=_whole_address,
        help="Address known outside.",
    ),
    click.option(
        "--trusted-proxy",
        multiple=True,
        metavar="ADDRESS",
        help="Proxy whose X-Forwarded-… is believed.",
    ),
    click.option(
        "--log-level",
        type=click.Choice(["warning", "info", "debug"]),
        default="info",
        show_default=True,
        help="Faults alone, also an access log, also the text of queries.",
    ),
)


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.command(cls=Command)
@click.option(
    "--release",
    type=click.Path(path_type=Path),
    help="Release or folder of releases.  [default: build, made first if missing]",
)
@click.option("--data", type=click.Path(path_type=Path), help="Serve this RDF file instead of a release.")
@click.option("--store", metavar="URL", help="Serve what the SPARQL store there holds (docs/stores.md).")
@_options
@quiet
@example("zjtx-kg serve --port 8080 --no-browser --timeout 10")
@click.pass_context
def serve(
    ctx: click.Context, /, release: Path | None, data: Path | None, store: str | None, no_browser: bool, **given: Any
) -> None:
    """Serve a release, any RDF file, or a store elsewhere: SPARQL endpoint, linked data and pages.

    Each option may also stand in the environment (ZJTX_KG_SERVE_TIMEOUT=10) or in the file of --config (timeout = 10).
    """
    from zjtx_server.bundle import MISSING, bundled
    from zjtx_server.front.query import Limits
    from zjtx_server.front.serve import serve as run
    from zjtx_server.front.settings import LOCAL_HOSTS, Settings
    from zjtx_server.remote.source import StoreSource

    if sum(map(bool, (release, data, store))) > 1:
        raise click.UsageError("give one of --release, --data and --store")
    limits = Limits(
        workers=given["workers"],
        slow_workers=given["slow_workers"],
        seconds=given["timeout"],
        waiting=given["waiting"],
        memory_bytes=given["query_memory"] * MIB,
        answer_bytes=given["answer_size"] * MIB,
        graph_bytes=given["graph_memory"] * MIB,
    )
    settings = Settings(
        host=given["host"],
        port=given["port"],
        public_url=given["public_url"],
        hosts=LOCAL_HOSTS | {given["host"].lower()},
        trusted_proxies=given["trusted_proxy"],
        limits=limits,
        cache_bytes=given["cache"] * MIB,
        log_level=given["log_level"],
    )
    source = StoreSource(store) if store else data or release or ctx.obj(given["quiet"])
    if not given["quiet"] and not bundled("charts.js"):
        click.echo(MISSING, err=True)
    run(source, settings, open_browser=not no_browser and sys.stdout.isatty())
