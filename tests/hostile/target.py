"""A server that is attacked, and what must hold of every reply and for everybody else."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server_process import DATA, Server, running

from hostile.attack import Attack, Bystander, Place, Reply, exchange
from hostile.wire import EVIL

SMALL = "PREFIX zjtx: <https://w3id.org/zjtx/ontology#> SELECT (COUNT(*) AS ?n) WHERE { ?award a zjtx:Award }"
RIGHT = b'"value":"3"'
LIMITS = {  # reached soon
    "seconds": 0.5,
    "wait_seconds": 2,
    "memory_bytes": 256 << 20,
    "answer_bytes": 1 << 20,
    "request_seconds": 3,
    "grace_seconds": 1,
}
SECURE = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")
# What no reply may tell: a trace, a path of the machine, the software and its version, a file's content.
LEAK = re.compile(
    rb"Traceback|File \"|site-packages|/home/|/usr/|\.py\b|Error:|rust|0x[0-9a-f]{8}"
    rb"|(?i:werkzeug|flask|uvicorn|waitress|gunicorn|h11|httptools|python|oxigraph)",
)
SCRIPT = b"<script>alert"
USERS = b"root:x:0"  # stands in /etc/passwd


@dataclass(frozen=True)
class Target:
    """A server under attack, and the socket that nobody may call."""

    server: Server
    place: Place
    canary: socket.socket

    def called(self) -> bool:
        """Whether somebody called at the canary."""
        try:
            self.canary.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@dataclass(frozen=True)
class Outcome:
    """How an attack ended.

    Args:
        attack: the request.
        replies: what came back.
        asked: small queries that others asked meanwhile and right afterwards.
        slowest: seconds of the slowest of them.
        wrong: what may not be.
    """

    attack: Attack
    replies: tuple[Reply, ...]
    asked: int
    slowest: float
    wrong: tuple[str, ...]


def within() -> float:
    """Seconds in which a small query is answered, whatever else is asked: one, or more on a machine with other work."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@contextmanager
def attacked(source: Path = DATA / "small.trig", **limits: float) -> Iterator[Target]:
    """A server whose limits are reached soon."""
    with (
        running(source, **(LIMITS | limits)) as server,
        socket.create_server(("127.0.0.1", 0)) as canary,
    ):
        canary.setblocking(False)
        address = server.address.removeprefix("http://").rstrip("/")
        yield Target(server, Place(address, f"127.0.0.1:{canary.getsockname()[1]}"), canary)


def attempt(target: Target, attack: Attack) -> Outcome:
    """Makes an attack while others ask small queries."""
    wrong: list[str] = []
    got: tuple[Reply, ...] = ()
    with Bystander(target.place, SMALL, RIGHT) as bystander:
        try:
            got = tuple(exchange(target.place, attack))
            wrong += _wrong_status(attack, got)
        except TimeoutError:
            wrong.append("neither answered nor closed")
    wrong += bystander.failures
    wrong += [complaint for reply in got for complaint in _wrong_reply(attack, reply)]
    if bystander.slowest > within():
        wrong.append(f"a small query took {bystander.slowest:.1f} s")
    if target.called():
        wrong.append("somebody called at another server")
    return Outcome(attack, got, bystander.asked, bystander.slowest, tuple(wrong))


def _wrong_status(attack: Attack, got: tuple[Reply, ...]) -> Iterator[str]:
    statuses = [reply.status for reply in got] or [0]
    if len(statuses) > 1 or statuses[0] not in attack.may:
        yield f"ended with {statuses}, not with one of {sorted(attack.may)}"


def _wrong_reply(attack: Attack, reply: Reply) -> Iterator[str]:
    head = str(reply.headers).encode("utf-8", "replace")
    for name in SECURE:
        if name not in reply.headers:
            yield f"a {reply.status} without {name}"
    if EVIL.encode() in (head + reply.body if attack.family == "hosts" else head):
        yield f"repeats a false name in a {reply.status}"
    if found := LEAK.search(head) or (LEAK.search(reply.body) if reply.status >= 400 else None):
        yield f"tells {found[0]!r}: {(head + reply.body)[:500]!r}"
    if USERS in reply.body:
        yield "a file of the machine"
    if SCRIPT in reply.body and b"<html" in reply.body:
        yield "a script of the request in a page"
    if reply.status >= 400 and reply.body and not _is_error(reply):
        yield f"an error in another shape: {reply.body[:200]!r}"


def _is_error(reply: Reply) -> bool:
    return reply.headers.get("Content-Type", "").startswith("text/html") or bool(reply.message)
