"""Hostile requests at a real server: each ends with a fitting reply, and whoever asks meanwhile is answered at once."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import psutil
import pytest
from hostile import ATTACKS, Attack
from hostile.attack import DIRECT, FORM, PATIENCE, Bystander, Place, ask, exchange, replies
from hostile.engine import endless
from hostile.kills import await_workers, family, kill_workers, query_workers
from hostile.outside import updates
from hostile.target import LIMITS, RIGHT, SMALL, Target, attacked, attempt, within
from hostile.wire import files

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(8)) + " }"
QUADS = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
ROWS = 60_000
LARGE = f"SELECT * WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {ROWS}"  # about 20 MB of JSON
KILLS = 50


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    with attacked() as target:
        yield target


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_it_ends_and_nobody_else_notices(target: Target, attack: Attack) -> None:
    outcome = attempt(target, attack)
    assert not outcome.wrong
    assert outcome.asked


def test_updates_change_nothing(target: Target) -> None:
    before = ask(target.place, QUADS).body
    for attack in updates():
        attempt(target, attack)
    assert ask(target.place, f"{QUADS} # after").body == before


# --- clients that are slow, go away, or are many --------------------------------------------------------------------


def _posted(text: str, *headers: str) -> bytes:
    body = text.encode()
    lines = ("POST /sparql HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {DIRECT}", f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, *headers, "", "")).encode() + body


def _received(connection: socket.socket) -> bytes:
    """All that comes until the server closes."""
    chunks = []
    try:
        while chunk := connection.recv(1 << 16):
            chunks.append(chunk)
    except ConnectionResetError:
        pass
    return b"".join(chunks)


STALLED = {
    "nothing": b"",
    "half a line": b"GET /spa",
    "half a head": b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-",
    "no body": _posted(SMALL)[: -len(SMALL)],
    "half a body": _posted(SMALL)[:-9],
    "half a chunk": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nASK",
    "a query, and then nothing": _posted("ASK {}"),
    "a second that is not whole": _posted("ASK {}") + _posted("ASK {}")[:-3],
}


def test_300_clients_that_send_half_a_request_and_wait(target: Target) -> None:
    with Bystander(target.place, SMALL, RIGHT) as bystander, ExitStack() as stack:
        for index in range(300):
            connection = stack.enter_context(target.place.connect())
            connection.sendall(list(STALLED.values())[index % len(STALLED)])
        for _ in range(20):
            bystander.ask()
    assert (bystander.failures, bystander.slowest < within()) == ([], True)


def test_connections_at_rest_give_way_when_there_are_too_many() -> None:
    with attacked(connections=20, request_seconds=PATIENCE) as target, ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(target.place.connect())
        _assert_unharmed(target)


def test_clients_that_do_not_read_fill_no_memory() -> None:
    limits = {"request_seconds": 3 * PATIENCE, "delivery_bytes": 30 << 20, "answer_bytes": 64 << 20}
    with attacked(seconds=PATIENCE, **limits) as target, ExitStack() as stack:
        front = family(target)[0]
        before = front.memory_full_info().uss
        with Bystander(target.place, SMALL, RIGHT) as bystander:
            readers = [_reader(target, stack) for _ in range(4)]
        assert (bystander.failures, bystander.slowest < within()) == ([], True)
        assert front.memory_full_info().uss - before < 100 << 20
        answers = [next(replies(_received(reader))) for reader in readers]
    assert {answer.status for answer in answers} == {200, 503}
    rows = [len(json.loads(answer.body)["results"]["bindings"]) for answer in answers if answer.status == 200]
    assert set(rows) == {ROWS}


def test_short_answers_go_out_while_long_ones_are_not_read() -> None:
    limits = {"request_seconds": 3 * PATIENCE, "answer_bytes": 64 << 20}
    with attacked(seconds=PATIENCE, **limits) as target:
        size = len(ask(target.place, LARGE).body)
    with attacked(seconds=PATIENCE, delivery_bytes=size, **limits) as target, ExitStack() as stack:
        _reader(target, stack)
        assert ask(target.place, LARGE).status == 503
        assert ask(target.place, f"{SMALL} # asked for the first time").status == 200
        assert next(replies(_exchanged(target, "/health"))).status == 200


def test_long_requests_fill_no_memory() -> None:
    """Answers are kept by request: the request counts as well."""
    with attacked(cache_bytes=4 << 20, seconds=PATIENCE) as target:
        front = family(target)[0]
        before = front.memory_full_info().uss
        for index in range(300):
            assert ask(target.place, f"ASK {{}} # {index} {'x' * 60_000}").status == 200
        assert front.memory_full_info().uss - before < 12 << 20


def _reader(target: Target, stack: ExitStack) -> socket.socket:
    """A connection on which a large answer has begun to come."""
    reader = stack.enter_context(target.place.connect())
    reader.sendall(_posted(LARGE, "Connection: close"))
    reader.recv(1, socket.MSG_PEEK)
    return reader


DRIPS = {
    "headers": b"GET /sparql HTTP/1.1\r\n",
    "a body": _posted(SMALL, "Content-Length: 9999"),
    "a body that nobody reads": b"GET /health HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n",
    "the next request behind an answer that is not read": _posted(LARGE) + b"GET /sparql HTTP/1.1\r\nHost: a\r\n",
}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A release with one file, and with two more that its report names and that lie elsewhere."""
    (tmp_path / "secret.nq").write_text("secret")
    home = tmp_path / "release"
    home.mkdir()
    (home / "data.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    (home / "linked.nq").symlink_to(tmp_path / "secret.nq")
    report = {"id": "one", "files": {name: {} for name in ("data.nq", "linked.nq", "../secret.nq")}}
    (home / "release.json").write_text(json.dumps(report))
    return home


def test_the_files_of_a_release_lead_nowhere_else(published: Path) -> None:
    with attacked(source=published) as target:
        (whole,) = replies(_exchanged(target, "/data/data.nq"))
        assert (whole.status, whole.body) == (200, (published / "data.nq").read_bytes())
        for attack in files():
            (reply,) = exchange(target.place, attack)
            assert reply.status in attack.may
        for path in ("/data/linked.nq", "/data/../secret.nq", "/data/..%2fsecret.nq", "/data/x/../../secret.nq"):
            (reply,) = replies(_exchanged(target, path))
            assert reply.status in {308, 400, 404}


def _exchanged(target: Target, path: str) -> bytes:
    with target.place.connect() as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        return _received(connection)


@pytest.mark.parametrize("name", DRIPS)
def test_who_sends_drop_by_drop_is_cut_off(name: str) -> None:
    with attacked(request_seconds=1, answer_bytes=64 << 20, seconds=PATIENCE) as target:
        with target.place.connect() as connection:
            port = connection.getsockname()[1]
            connection.sendall(DRIPS[name])
            end = monotonic() + PATIENCE
            while port in _clients(target):
                assert monotonic() < end
                _drip(connection)
        _assert_unharmed(target)


def _clients(target: Target) -> set[int]:
    """The ports of those with an open connection to the server."""
    connections = family(target)[0].net_connections("tcp")
    return {one.raddr.port for one in connections if one.raddr and one.status == psutil.CONN_ESTABLISHED}


def _drip(connection: socket.socket) -> None:
    sleep(0.1)
    with suppress(ConnectionError):
        connection.send(b"x")


def test_a_query_ends_when_its_client_goes_away() -> None:
    with attacked(workers=1, slow_workers=1, seconds=600, wait_seconds=600) as target:
        await_workers(target, 1)
        for _ in range(2):
            with target.place.connect() as connection:
                connection.sendall(_posted(ENDLESS))
                busy = _await_busy(target)
            _await_end(busy)
        assert ask(target.place, f"{SMALL} # again").status == 200
        assert len(await_workers(target, 1)) == 1


def _await_busy(target: Target) -> psutil.Process:
    """A query worker whose query is no longer quick, so that it runs only where others leave time."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        for worker in query_workers(target):
            with suppress(psutil.NoSuchProcess):
                if worker.nice() > 0:
                    return worker
        sleep(0.02)
    raise AssertionError("no worker is busy")


def _await_end(process: psutil.Process) -> None:
    assert psutil.wait_procs([process], timeout=PATIENCE)[1] == []


@pytest.mark.parametrize("text", [SMALL, ENDLESS], ids=["small", "endless"])
def test_200_connections_at_once(text: str) -> None:
    with attacked(request_seconds=3 * PATIENCE) as target, ExitStack() as stack:
        idle = [stack.enter_context(target.place.connect()) for _ in range(100)]
        asking = [stack.enter_context(target.place.connect()) for _ in range(100)]
        for index, connection in enumerate(asking):
            connection.sendall(_posted(f"{text} # {index}", "Connection: close"))
        statuses = [next(replies(_received(connection))).status for connection in asking]
        assert set(statuses) <= ({200} if text is SMALL else {503, 504})
        for connection in idle:  # they were not forgotten
            connection.sendall(_posted("ASK {}", "Connection: close"))
            assert next(replies(_received(connection))).status == 200
        _assert_unharmed(target)


def test_a_client_that_asks_too_much_keeps_no_other_waiting() -> None:
    with attacked(seconds=PATIENCE, wait_seconds=PATIENCE) as target, ExitStack() as stack:
        for index in range(200):
            connection = stack.enter_context(target.place.connect())
            connection.sendall(_posted(f"{ENDLESS} # {index}"))
        _await_busy(target)
        with Bystander(_another(target), SMALL, RIGHT) as bystander:
            for _ in range(5):
                bystander.ask()
        assert (bystander.failures, bystander.slowest < within()) == ([], True)


def test_300_hostile_queries_at_once(target: Target) -> None:
    queries = list(endless())
    with ExitStack() as stack:
        asking = []
        for index in range(300):
            connection = stack.enter_context(target.place.connect())
            for chunk in queries[index % len(queries)].chunks(target.place):
                connection.sendall(chunk)
            asking.append(connection)
        statuses = [next(replies(_received(connection))).status for connection in asking]
    assert set(statuses) <= {503, 504}
    _assert_unharmed(target)


def _form(body: bytes) -> bytes:
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


# What is cheap to send, and would keep the one process busy that speaks with all clients.
FLOODS = {
    "a form of percent signs": _form(b"query=" + b"%" * 1_000_000),
    "a form of escapes": _form(b"query=" + b"%23" * 340_000),
    "tiny headers": b"GET /sparql?query=ASK{} HTTP/1.1\r\n" + b"a:\r\n" * 60_000 + b"\r\n",
    "tiny chunks": b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 150_000,
    "requests in a row": b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n" * 2_000,
    "tags": b"GET /sparql HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + b"a," * 120_000 + b"\r\n\r\n",
    "formats": b"GET /sparql HTTP/1.1\r\nHost: a\r\nAccept: " + b"a/b," * 1_000 + b"\r\n\r\n",
    "answers as pages": b"GET /sparql?query=SELECT*%7B?a%20?b%20?c.?d%20?e%20?f%7DLIMIT%201500 HTTP/1.1\r\nHost: a\r\n"
    b"Accept: text/html\r\n\r\n",
    "escapes in a path": b"GET /" + b"%" * 250_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
}


@pytest.mark.parametrize("name", FLOODS)
def test_floods_keep_nobody_waiting(target: Target, name: str) -> None:
    def send() -> None:
        with target.place.connect() as connection, suppress(ConnectionError):
            connection.sendall(FLOODS[name])
            connection.recv(1)

    senders = [Thread(target=send) for _ in range(20)]
    with Bystander(_another(target), SMALL, RIGHT) as bystander:
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join(PATIENCE)
    assert not any(sender.is_alive() for sender in senders)
    assert (bystander.failures, bystander.slowest < within()) == ([], True)


def test_50_requests_on_one_connection_are_answered_in_order(target: Target) -> None:
    asked = [_posted(f"SELECT ({index} AS ?n) WHERE {{}}") for index in range(49)]
    with target.place.connect() as connection:
        connection.sendall(b"".join(asked) + _posted("SELECT (49 AS ?n) WHERE {}", "Connection: close"))
        answers = [json.loads(reply.body)["results"]["bindings"] for reply in replies(_received(connection))]
    assert [int(row["n"]["value"]) for (row,) in answers] == list(range(50))


def _another(target: Target) -> Place:
    """The same server for another client."""
    return replace(target.place, source="127.0.0.2")


def _assert_unharmed(target: Target) -> None:
    with Bystander(target.place, SMALL, RIGHT) as bystander:
        pass
    assert (bystander.failures, bystander.slowest < within()) == ([], True)


# --- isolation ------------------------------------------------------------------------------------------------------


def test_query_workers_can_open_nothing(target: Target) -> None:
    workers = await_workers(target, 2)
    for worker in workers:
        for what in (psutil.RLIMIT_NOFILE, psutil.RLIMIT_FSIZE, psutil.RLIMIT_CORE):
            assert worker.rlimit(what) == (0, 0)
        assert worker.rlimit(psutil.RLIMIT_AS)[1] < (8 << 30)
        assert not worker.open_files()
        assert not worker.net_connections("inet")


def test_the_memory_of_all_workers_is_bounded(target: Target) -> None:
    """While as many bombs as workers may exist burn, each of the processes stays below its limit."""
    bombs = [attack for attack in endless() if attack.family == "growth"]
    most = 0
    with ExitStack() as stack:
        asking = []
        for bomb in bombs:
            connection = stack.enter_context(target.place.connect())
            for chunk in bomb.chunks(target.place):
                connection.sendall(chunk)
            connection.setblocking(False)
            asking.append(connection)
        while any(map(_waits, asking)):
            most = max(most, _memory(target))
    assert 0 < most < len(family(target)) * (LIMITS["memory_bytes"] + (128 << 20))


def _waits(connection: socket.socket) -> bool:
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except ConnectionResetError:
        pass
    return False


def _memory(target: Target) -> int:
    """The largest memory that one process shares with no other."""
    used = [0]
    for process in family(target):
        try:
            used.append(process.memory_full_info().uss)
        except psutil.Error:  # it ended
            continue
    return sum(used)


def test_killed_workers_are_replaced_and_no_request_is_lost() -> None:
    with attacked(seconds=PATIENCE) as target:
        toll = kill_workers(target, KILLS)
    assert toll.kills == KILLS
    assert toll.asked > KILLS
    assert toll.lost == ()
    assert toll.slowest < within()


def test_a_worker_killed_over_an_endless_query_is_replaced() -> None:
    with attacked(seconds=600) as target:
        with Bystander(target.place, SMALL, RIGHT) as bystander, target.place.connect() as connection:
            connection.sendall(_posted(ENDLESS))
            first = _await_busy(target)
            first.kill()
            _await_end(first)
            second = _await_busy(target)  # a query may be asked again, for nothing was changed
        _await_end(second)
        assert (bystander.failures, bystander.slowest < within()) == ([], True)
        await_workers(target, 2)


def test_the_server_recovers_when_the_process_with_the_graph_is_killed() -> None:
    with attacked() as target:
        before = await_workers(target, 2)
        psutil.Process(target.server.process.pid).children()[0].kill()
        end = monotonic() + PATIENCE
        while not _replaced(before, query_workers(target)):  # meanwhile it answers or says that it is busy
            assert ask(target.place, f"{SMALL} # {monotonic()}").status in {200, 503}
            assert monotonic() < end
            sleep(0.05)
        _assert_unharmed(target)


def _replaced(before: list[psutil.Process], now: list[psutil.Process]) -> bool:
    """Whether there are as many workers as before and all are new."""
    return len(now) >= len(before) and not set(before) & set(now)


def test_nothing_is_left_of_a_server_that_ends_under_attack() -> None:
    with ExitStack() as stack:
        target = stack.enter_context(attacked(seconds=600))
        for attack in list(endless())[:20]:
            connection = stack.enter_context(target.place.connect())
            for chunk in attack.chunks(target.place):
                connection.sendall(chunk)
        _await_busy(target)
        processes = family(target)
        target.server.process.terminate()
        assert target.server.process.wait(PATIENCE) == 0
        assert psutil.wait_procs(processes, timeout=PATIENCE)[1] == []
