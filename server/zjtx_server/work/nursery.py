"""The process that holds the graph of one release and forks the workers that share it.

The front starts it as a module and gives its commands over a socket, one at a time:

    query | page, with a socket as file descriptor   fork a worker that answers on it → its process id
    PID                                              end that worker → the signal that it died of

A query worker is confined and answers untrusted queries, one after the other. A page worker runs the project's own
web pages over the same graph. Oxigraph cannot be interrupted and takes its process down when memory or stack run out,
hence processes. Forking takes about 7 ms at 200,000 quads, loading them again 900 ms.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from zjtx_kg.errors import StoreError
from zjtx_server.messages import pack
from zjtx_server.release import Release, find
from zjtx_server.work.browsing import browsed
from zjtx_server.work.stores import held
from zjtx_server.work.worker import answer_pages, answer_queries

FD_BYTES = 64
COMMAND_BYTES = 1 << 16
LIBC = ctypes.CDLL(None)
END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2): no worker outlives the process that could end it


def nurse(control: socket.socket) -> None:
    """Loads the graph, then forks and ends workers as told, until the other side closes."""
    settings = json.loads(control.recv(COMMAND_BYTES))
    source, endpoint = settings["source"], settings["endpoint"]
    release = Release(**endpoint) if endpoint else find(Path(source))
    try:
        with (
            held(release, settings["graph_bytes"], settings["seconds"]) as graph,
            browsed(release, graph) as index,
        ):
            told = {"quads": graph.quads, "storage": graph.storage, "expected_bytes": graph.expected_bytes}
            control.send(pack(told))
            work: dict[bytes, Callable[[socket.socket], None]] = {
                b"query": lambda own: answer_queries(own, graph, settings),
                b"page": lambda own: answer_pages(own, graph, release, index),
            }
            _take_commands(control, work)
    except (SyntaxError, ValueError, OSError, StoreError) as error:
        control.send(pack({"failed": f"not readable as RDF: {error}"}))


def _take_commands(control: socket.socket, work: dict[bytes, Callable[[socket.socket], None]]) -> None:
    gc.freeze()  # else each worker's collector would look through what all share, and copy it by that
    workers: set[int] = set()
    while True:
        command, fds, _, _ = socket.recv_fds(control, FD_BYTES, 1)
        if not command:
            break
        if fds:
            workers.add(pid := _fork(control, fds[0], work[command]))
            control.send(str(pid).encode())
        else:
            workers.remove(pid := int(command))
            control.send(str(_end(pid)).encode())
    for pid in workers:
        _end(pid)


def _fork(control: socket.socket, fd: int, work: Callable[[socket.socket], None]) -> int:
    pid = os.fork()
    if pid:
        os.close(fd)
        return pid
    status = 1
    try:
        LIBC.prctl(END_WITH_PARENT, signal.SIGKILL)
        control.close()
        with suppress(ConnectionError):
            work(socket.socket(fileno=fd))
        status = 0
    finally:
        os._exit(status)


def _end(pid: int) -> int:
    """Ends and reaps a worker; returns the signal that it died of, 0 when it left by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when its workers end
    nurse(socket.socket(fileno=int(sys.argv[1])))
