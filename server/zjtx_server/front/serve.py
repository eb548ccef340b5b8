"""Serves a release until told to stop, and takes over a new one while it serves."""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import signal
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import uvicorn
import uvloop

from zjtx_kg.errors import ZjtxError
from zjtx_server.front.app import Front
from zjtx_server.front.connection import bounded
from zjtx_server.front.edition import Edition, open_edition
from zjtx_server.front.settings import Settings
from zjtx_server.release import Release, find
from zjtx_server.remote.source import StoreSource

BACKLOG = 1024
STORE_SECONDS = 10.0  # how often a store elsewhere is asked what it holds
Source = Path | StoreSource

log = logging.getLogger(__name__)


def serve(
    source: Source, settings: Settings, *, open_browser: bool = False, announce: Callable[[str], None] = print
) -> None:
    """Serves a release directory, an RDF file or a store elsewhere; returns at SIGTERM or SIGINT, the workers ended.

    Args:
        source: release directory, folder of releases with `current`, RDF file, or store elsewhere.
        settings: of the server.
        open_browser: whether to open the first page in a browser.
        announce: told the server's address once it listens.

    Raises:
        ZjtxError: the release cannot be opened, or the address cannot be listened on.
    """
    _tell_faults(settings.log_level)
    _allow_files()
    with _listening(settings.host, settings.port) as listener:
        address = f"http://{_shown(settings.host)}:{listener.getsockname()[1]}/"

        def begin() -> None:
            announce(address)
            if open_browser:
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some browsers do not return

        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(source, settings, listener, begin))


async def _serve(source: Source, settings: Settings, listener: socket.socket, begin: Callable[[], None]) -> None:
    edition = await open_edition(_find(source), settings.limits, settings.cache_bytes)
    front = Front(edition, settings)
    server = _Server(_config(front, settings))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, partial(_stop, server, front, settings))
    watching = loop.create_task(_watch(source, front, settings))
    gc.freeze()  # what is here now stays: no search for cycles in it, which halves the longest pauses
    try:
        loop.call_soon(begin)
        await server.serve(sockets=[listener])
    finally:
        watching.cancel()
        front.flush()
        front.edition.close()


def _config(front: Front, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        front,
        http=bounded(settings, front),
        ws="none",
        loop="uvloop",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=int(settings.idle_seconds),
        timeout_graceful_shutdown=int(settings.grace_seconds) + 2,
        backlog=BACKLOG,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, which leaves the signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _stop(server: _Server, front: Front, settings: Settings) -> None:
    """Takes no more requests; those under way have the time of grace, at the second call none."""
    if front.closing:
        front.refuse_queries()
    front.closing = True
    server.should_exit = True
    asyncio.get_running_loop().call_later(settings.grace_seconds, front.refuse_queries)


async def _watch(source: Source, front: Front, settings: Settings) -> None:
    """Takes over a new release, and replaces the processes of one whose nursery has ended; goes on whatever fails."""
    pause = STORE_SECONDS if isinstance(source, StoreSource) else settings.watch_seconds
    known = await asyncio.to_thread(_signature, source)
    while True:
        await asyncio.sleep(pause)
        try:
            known = await _renew(source, front, settings, known)
        except Exception:  # such as no more files or processes; there may be some at the next look
            log.exception("the release could not be looked at")


async def _renew(source: Source, front: Front, settings: Settings, known: object) -> object:
    """Serves what is to be served now, if that is not `known` or its nursery has ended; returns what is known then."""
    told = await asyncio.to_thread(_signature, source)
    if front.reached and not told:
        log.error("what is served cannot be reached")
    front.reached, found = bool(told), told or known
    if found == known and front.edition.alive:
        return known
    try:
        release = await asyncio.to_thread(_find, source)
        edition = await open_edition(release, settings.limits, settings.cache_bytes)
    except ZjtxError as error:
        log.error("the new release is not served: %s", error)
        return found
    _take_over(front, edition)
    return found


def _take_over(front: Front, edition: Edition) -> None:
    before, front.edition = front.edition, edition
    if not before.alive:
        before.hand_over(edition)
    front.metrics.switched()
    log.info("release %s is served in place of %s", edition.release.id, before.release.id)
    front.retire(before)


def _find(source: Source) -> Release:
    return source.find() if isinstance(source, StoreSource) else find(source)


def _signature(source: Source) -> object:
    """Changes when what is to be served does; nothing as long as that cannot be told."""
    if isinstance(source, StoreSource):
        return source.signature()
    try:
        target = (source / "current").resolve() if (source / "current").exists() else source.resolve()
        state = target.stat()
        return str(target), state.st_mtime_ns, state.st_size
    except OSError:
        return "", 0, 0


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except OSError as error:
            raise ZjtxError(
                f"cannot listen there: {error.strerror or error}",
                where=f"{host}:{port}",
                remedy="Stop what uses the port, or choose another one.",
            ) from error
        yield listener


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _tell_faults(level: str) -> None:
    """Messages of the server on standard error, beside the access log; those of uvicorn only if something is wrong."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def _allow_files() -> None:
    """As many open connections as the system lets this process have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
