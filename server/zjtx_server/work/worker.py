"""What a worker does with its life: it answers one message after the other on the socket that it was born with."""

from __future__ import annotations

import ctypes
import gzip
import logging
import resource
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from zjtx_server.messages import Frames, Head, pack, unpack
from zjtx_server.release import Release
from zjtx_server.work import remote
from zjtx_server.work.evaluate import answer
from zjtx_server.work.remote import RemoteStore
from zjtx_server.work.stores import Held

FILES = {  # that a worker may have open, the store's own connection and sockets among them
    "memory": 0,
    "disk": 4096,  # Oxigraph opens its files when it comes to them
    "elsewhere": 64,
}
RECEIVED_BYTES = 1 << 16
WORTH_PACKING = 1024  # bytes of a body below which gzip gains nothing
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux
SPARE_SECONDS = 5  # by which a worker may pass its time
GZIP_LEVEL = 3  # level 6 takes twice the time for a tenth less


log = logging.getLogger(__name__)


def answer_queries(own: socket.socket, graph: Held, settings: dict[str, Any]) -> None:
    """Answers untrusted queries, with no more memory and time than allowed and no way out but to a store elsewhere."""
    store = graph.store()
    if graph.storage == "disk":
        _leave_network()
    _confine(settings["memory_bytes"], FILES[graph.storage])
    allowance = Allowance(settings["seconds"])

    def one(head: Head, _body: bytes) -> tuple[Head, bytes]:
        allowance.renew()
        return remote.answer(head, store) if isinstance(store, RemoteStore) else answer(head, store)

    _serve(own, one)


def answer_pages(own: socket.socket, graph: Held, release: Release, index: Path | None) -> None:
    """Answers requests for pages with the project's own web application."""
    # these load the web framework, which query workers do without
    from zjtx_server.pages.gateway import page_answerer
    from zjtx_server.pages.sources.browse import Browse
    from zjtx_server.pages.sources.graph import EmbeddedGraph
    from zjtx_server.pages.sources.remote import RemoteGraph

    store = graph.store()
    pages = RemoteGraph(store.endpoint, store.seconds) if isinstance(store, RemoteStore) else EmbeddedGraph(store)
    _serve(own, page_answerer(pages, Browse(index), release, graph.quads))


def _serve(own: socket.socket, one: Callable[[Head, bytes], tuple[Head, bytes]]) -> None:
    """Answers until the other side closes; each answer leaves before the next message is looked at."""
    frames = Frames()
    while data := own.recv(RECEIVED_BYTES):
        for message in frames.feed(data):
            request, sent = unpack(message)
            head, body = one(request, sent)
            if request.get("gzip") and len(body) >= WORTH_PACKING:
                body = gzip.compress(body, GZIP_LEVEL, mtime=0)
                head["encoding"] = "gzip"
            own.sendall(pack(head, body))


def _confine(memory_bytes: int, files: int) -> None:
    """No more memory and open files and sockets than allowed, no core file, and nothing written to a file, for good."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + memory_bytes
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, files),
    ):
        resource.setrlimit(what, (limit, limit))


def _leave_network() -> None:
    """Moves the process to a network of its own, in which there is nothing, where the system allows that."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(NEW_USERS | NEW_NETWORK) and libc.unshare(NEW_NETWORK):
        log.warning("query workers cannot be cut off the network here; SERVICE is refused all the same")


class Allowance:
    """Time of the processor for a query, after which the kernel ends a worker that nobody is left to stop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = 0

    def renew(self) -> None:
        """Allows at least the seconds of a query from now on; the kernel is told rarely, for that takes its time."""
        now = time.process_time()
        if self._end < now + self._seconds + 1:
            self._end = int(now + self._seconds + 1 + SPARE_SECONDS)
            resource.setrlimit(resource.RLIMIT_CPU, (self._end, resource.getrlimit(resource.RLIMIT_CPU)[1]))
