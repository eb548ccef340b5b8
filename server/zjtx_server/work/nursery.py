"""The processes in which untrusted queries are parsed and run.

Run as a module by `zjtx_server.front.pool`. The process that starts, the
nursery, loads the graph once and forks workers that share it. A worker answers one query after the other on a socket
it was born with; it can open no file and no connection, and the nursery ends it when told to.

Oxigraph cannot be interrupted and takes its process down when memory or stack run out, hence a process for each query
under way. Forking takes about 7 ms at 200,000 quads, loading them again 900 ms.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from zjtx_server.work.evaluate import answer
from zjtx_server.work.stores import load, unite

FD_BYTES = 64


def nurse(control: socket.socket) -> None:
    """Loads the graph, then forks and ends workers as told, until the other side closes."""
    settings = json.loads(control.recv(1 << 16))
    store = load(Path(settings["data"]))
    unite(store)
    workers: set[int] = set()
    control.send(b"ready")
    while True:
        command, fds, _, _ = socket.recv_fds(control, FD_BYTES, 1)
        if not command:
            break
        if fds:
            workers.add(pid := _fork(control, fds[0], store, settings))
            control.send(str(pid).encode())
        else:
            workers.remove(pid := int(command))
            control.send(str(_end(pid)).encode())
    for pid in workers:
        _end(pid)


def _fork(control: socket.socket, fd: int, store: ox.Store, settings: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        os.close(fd)
        return pid
    status = 1
    try:
        control.close()
        work(Connection(fd), store, settings)
        status = 0
    finally:
        os._exit(status)


def _end(pid: int) -> int:
    """Ends and reaps a worker; returns the signal that it died of, 0 when it left by itself."""
    os.kill(pid, signal.SIGKILL)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def work(connection: Connection, store: ox.Store, settings: dict[str, Any]) -> None:
    """Answers queries until the other side closes."""
    _confine(settings["memory_bytes"])
    with suppress(EOFError, ConnectionError):
        while True:
            query = json.loads(connection.recv_bytes())
            _allow_seconds(settings["seconds"])
            head, body = answer(query, store)
            connection.send_bytes(json.dumps(head).encode() + b"\n" + body)


def _confine(memory_bytes: int) -> None:
    """No more memory than allowed, no core file, no new file or socket, for good."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + memory_bytes
    for what, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (limit, limit))


def _allow_seconds(seconds: float) -> None:
    """The kernel ends a worker that nobody is left to stop."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when its workers end
    nurse(socket.socket(fileno=int(sys.argv[1])))
