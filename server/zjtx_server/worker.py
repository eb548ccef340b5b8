"""The processes in which untrusted queries are parsed and run.

Run as a script by `zjtx_server.pool`, and by itself: it imports nothing of the project. The process that starts, the
nursery, loads the graph once and forks workers that share it. A worker answers one query after the other on a socket
it was born with; it can open no file and no connection, and the nursery ends it when told to.

Oxigraph cannot be interrupted and takes its process down when memory or stack run out, hence a process for each query
under way. Forking takes about 7 ms at 200,000 quads, loading them again 900 ms.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import socket
import sys
from contextlib import suppress
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

FD_BYTES = 64
KINDS = {ox.QuerySolutions: "solutions", ox.QueryBoolean: "boolean", ox.QueryTriples: "triples"}

# SPARQL's terminals, as far as it takes to tell a keyword from a string, comment, IRI, variable or prefixed name.
TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*\'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$@]\w+|[\w.-]*:(?:[\w.:%-]|\\.)*|(?P<keyword>[A-Za-z]+)|.""",
    re.DOTALL,
)


class AnswerTooLargeError(Exception):
    """The serialised answer passed the limit."""


class Bounded(BytesIO):
    """Bytes in memory that refuse to grow past `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, chunk: Any) -> int:
        """Takes a chunk; raises AnswerTooLargeError when the limit is passed."""
        if self.tell() + len(chunk) > self.limit:
            raise AnswerTooLargeError
        return super().write(chunk)


def load(path: Path) -> ox.Store:
    """A store in memory with the RDF of a file; the format is told by its name, of `.owl` by its beginning."""
    store = ox.Store()
    rdf_format = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if path.suffix == ".owl":
        with path.open("rb") as file:
            head = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")
        rdf_format = ox.RdfFormat.RDF_XML if head.startswith((b"<?xml", b"<rdf", b"<!")) else ox.RdfFormat.TURTLE
    store.bulk_load(path=str(path), format=rdf_format, base_iri=path.resolve().as_uri())
    return store


def unite(store: ox.Store) -> None:
    """Puts the union of all graphs into the default graph, each triple once.

    Oxigraph's own switch for this counts a triple as often as graphs hold it, and overrides FROM.
    """
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?graph { ?s ?p ?o } }")


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


def answer(query: dict[str, Any], store: ox.Store) -> tuple[dict[str, str], bytes]:
    """Head and body of the answer to a query; the head of a refused one has `reason` and `message`."""
    output = Bounded(query["answer_bytes"])
    try:
        head = _evaluate(query, store, output)
    except SyntaxError as error:
        return _refusal("syntax", f"The query is not valid SPARQL 1.1: {error.msg}"), b""
    except AnswerTooLargeError:
        return _refusal(
            "size", f"The answer is larger than {output.limit:,} bytes; narrow the query or use LIMIT."
        ), b""
    except MemoryError:
        return _refusal("memory", "The query needs more memory than is allowed."), b""
    except (ValueError, RuntimeError, OSError) as error:
        return _refusal("evaluation", f"The query cannot be evaluated: {error}"), b""
    return head, b"" if "reason" in head else output.getvalue()


def _refusal(reason: str, message: str) -> dict[str, str]:
    return {"reason": reason, "message": message}


def _evaluate(query: dict[str, Any], store: ox.Store, output: Bounded) -> dict[str, str]:
    if "SERVICE" in keywords(query["text"]):
        return _refusal("service", "SERVICE is refused: this endpoint queries no other server.")
    results = store.query(query["text"], base_iri=query["base"], **_dataset(query))
    kind = KINDS[type(results)]
    media_type = query["graph" if kind == "triples" else "results"]
    if not media_type:
        return _refusal("format", kind)
    if isinstance(results, ox.QueryTriples):
        results.serialize(output, ox.RdfFormat.from_media_type(media_type))
    else:
        results.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))
    return {"kind": kind, "media_type": media_type}


def keywords(text: str) -> set[str]:
    """The bare words of a query in capitals, without those in strings, comments, IRIs and names."""
    return {found["keyword"].upper() for found in TOKEN.finditer(text) if found["keyword"]}


def _dataset(query: dict[str, Any]) -> dict[str, Any]:
    """The dataset that the request names; nothing where it leaves that to the query."""
    default = [ox.NamedNode(iri) for iri in query["default_graphs"]]
    named = [ox.NamedNode(iri) for iri in query["named_graphs"]]
    return {"default_graph": default, "named_graphs": named} if default or named else {}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when its workers end
    nurse(socket.socket(fileno=int(sys.argv[1])))
