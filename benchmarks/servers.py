"""SPARQL servers as processes on free local ports, all with the same quads."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from click import ClickException

OURS, OXIGRAPH, UNITED, RDFLIB = "zjtx-kg", "Oxigraph", "Oxigraph, united", "rdflib-endpoint"
SERVERS = (OURS, OXIGRAPH, UNITED, RDFLIB)
START_SECONDS = 600.0
END_SECONDS = 20.0
UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }"
JSON = "application/sparql-results+json"


class Endpoint(NamedTuple):
    """Where a server answers queries."""

    port: int
    path: str


class Reply(NamedTuple):
    """What came back and after how many seconds."""

    status: int
    body: bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class Dataset:
    """The same quads in the forms that the servers want.

    Args:
        file: N-Quads.
        store: Oxigraph's folder, for a server that unites all graphs itself.
        united: the same with the union of all graphs stored as the default graph.
    """

    file: Path
    store: Path
    united: Path


def program(name: str, remedy: str) -> str:
    """The path of a program of this environment or of the system."""
    beside = Path(sys.executable).parent / name
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise ClickException(f"{name} is missing: {remedy}")
    return found


def _oxigraph() -> str:
    return program("oxigraph", "pip install -e '.[bench]'")


def prepare(file: Path, scratch: Path) -> Dataset:
    """Load the quads of a file into Oxigraph's stores below `scratch`."""
    dataset = Dataset(file, scratch / "store", scratch / "united")
    for location in (dataset.store, dataset.united):
        _run(_oxigraph(), "load", "-l", str(location), "-f", str(file))
    _run(_oxigraph(), "update", "-l", str(dataset.united), "-u", UNION)
    _run(_oxigraph(), "optimize", "-l", str(dataset.united))
    return dataset


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=START_SECONDS)


def _command(name: str, dataset: Dataset, port: int) -> tuple[list[str], Endpoint]:
    if name == OURS:
        ours = [sys.executable, "-m", "zjtx_kg.cli", "serve", "--data", str(dataset.file), "--no-browser"]
        return [*ours, "--port", str(port)], Endpoint(port, "/sparql")
    if name == RDFLIB:
        rdflib = program("rdflib-endpoint", "pip install -e '.[bench]'")
        command = [rdflib, "serve", "--host", "127.0.0.1", "--port", str(port), str(dataset.file)]
        return command, Endpoint(port, "/")
    serve = [_oxigraph(), "serve-read-only", "-b", f"127.0.0.1:{port}", "-l"]
    how = [str(dataset.united)] if name == UNITED else [str(dataset.store), "--union-default-graph"]
    return [*serve, *how], Endpoint(port, "/query")


@contextmanager
def running(name: str, dataset: Dataset) -> Iterator[Endpoint]:
    """A server that answers; it is ended by its id, with what it started."""
    command, endpoint = _command(name, dataset, _free_port())
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(endpoint, process, name)
        yield endpoint
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:  # a query that it does not leave
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _await(endpoint: Endpoint, process: subprocess.Popen[bytes], name: str) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        reply = ask(endpoint, "ASK {}", START_SECONDS)
        if reply and reply.status == 200:
            return
        time.sleep(0.05)
    raise ClickException(f"{name} did not start: {process.args!r}")


def target(endpoint: Endpoint, query: str) -> str:
    """Path and parameters of a query sent by GET."""
    return f"{endpoint.path}?query={quote(query)}"


def ask(endpoint: Endpoint, query: str, seconds: float, media_type: str = JSON) -> Reply | None:
    """The reply to one query; None when it did not come in time."""
    connection = HTTPConnection("127.0.0.1", endpoint.port, timeout=seconds)
    start = time.perf_counter()
    try:
        connection.request("GET", target(endpoint, query), headers={"Accept": media_type})
        response = connection.getresponse()
        return Reply(response.status, response.read(), time.perf_counter() - start)
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


@contextmanager
def asking(endpoint: Endpoint, queries: Sequence[str]) -> Iterator[None]:
    """Queries sent, each on a connection of its own, and their answers not read."""
    connections = [HTTPConnection("127.0.0.1", endpoint.port, timeout=END_SECONDS) for _ in queries]
    try:
        for connection, query in zip(connections, queries, strict=True):
            connection.request("GET", target(endpoint, query), headers={"Accept": JSON})
        yield
    finally:
        for connection in connections:
            connection.close()
