"""Serves a release until told to stop."""

from __future__ import annotations

import signal
import sys
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from waitress.server import create_server

from zjtx_kg.errors import ZjtxError
from zjtx_server.front.pool import QueryPool
from zjtx_server.front.query import Limits
from zjtx_server.front.release import open_release
from zjtx_server.pages.app import create_app

SPARE_THREADS = 6  # for pages, however many queries run or wait


def serve(
    source: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    open_browser: bool = False,
    limits: Limits | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serves a release directory or RDF file; returns at SIGTERM or SIGINT, with the query workers ended.

    Args:
        source: release directory, folder of releases with `current`, or RDF file.
        host: address to listen on.
        port: port to listen on; 0 for a free one.
        open_browser: whether to open the first page in a browser.
        limits: what one query may use.
        announce: told the server's address once it listens.

    Raises:
        ZjtxError: the release cannot be opened, or the address cannot be listened on.
    """
    limits = limits or Limits()
    release = open_release(source)
    with QueryPool(release.data, limits) as pool:
        try:
            server = create_server(
                create_app(release, pool),
                host=host,
                port=port,
                threads=limits.workers + limits.waiting + SPARE_THREADS,
                ident=None,
            )
        except OSError as error:
            raise ZjtxError(
                f"cannot listen there: {error.strerror or error}",
                where=f"{host}:{port}",
                remedy="Stop what uses the port, or choose another one.",
            ) from error
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, partial(_stop, pool))
        address = f"http://{host}:{server.getsockname()[1]}/"
        announce(address)
        if open_browser:
            webbrowser.open(address)
        server.run()


def _stop(pool: QueryPool, _signal: int, _frame: FrameType | None) -> None:
    """Ends the queries under way, so that nobody waits for them, and leaves the server's loop, which closes it."""
    pool.close()
    sys.exit(0)
