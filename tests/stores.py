"""SPARQL stores as real processes on this machine, each in a folder of its own and ended by its id."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
PATIENCE = 60  # seconds after which a test fails instead of hanging
TRIES = 3  # another process may take a free port first
VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 100
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{own}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Store:
    """A store that runs: where it takes queries and graphs, and who may put graphs there."""

    url: str
    graph_store: str
    user: str = ""
    password: str = ""


@contextmanager
def oxigraph(*options: str) -> Iterator[Store]:
    """Oxigraph's own server, in memory."""

    def command(port: int) -> list[str]:
        return [str(OXIGRAPH), "serve", "--bind", f"127.0.0.1:{port}", *options]

    with _running(command, "Listening") as port:
        yield Store(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextmanager
def virtuoso(folder: Path, rows: int = 100_000) -> Iterator[Store]:
    """Virtuoso with an empty database in `folder`; it gives no more than `rows` rows."""
    if not VIRTUOSO:
        pytest.skip("virtuoso-t is not installed")

    def command(port: int) -> list[str]:
        ini = folder / "virtuoso.ini"
        ini.write_text(VIRTUOSO_INI.format(folder=folder, port=port, own=_free_port(), rows=rows))
        return [VIRTUOSO, "+foreground", "+configfile", str(ini)]

    with _running(command, "Server online") as port:
        url = f"http://127.0.0.1:{port}/sparql"
        yield Store(url, f"{url}-graph-crud-auth", "dba", "dba")


@contextmanager
def hostile() -> Iterator[str]:
    """The address of a store that answers as no store should, in ways named by the path."""

    def command(port: int) -> list[str]:
        return [sys.executable, str(Path(__file__).with_name("hostile_store.py")), str(port)]

    with _running(command, "ready") as port:
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _running(command: Callable[[int], list[str]], ready: str) -> Iterator[int]:
    """The process of a store that has told that it is ready, and its port."""
    for _ in range(TRIES):
        port = _free_port()
        process = subprocess.Popen(command(port), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if any(ready in line for line in process.stdout):
            break
        process.wait(PATIENCE)
    else:
        pytest.fail(f"{command(0)[0]} does not start")
    try:
        yield port
    finally:
        process.kill()  # nothing of it is kept
        process.wait(PATIENCE)
        process.stdout.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
