"""Requests that come again byte for byte are answered before they are parsed; nobody can tell but by the time."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from server_process import DATA, PATIENCE, Server, running
from werkzeug.exceptions import BadRequest
from zjtx_server.front.protocol import read_parameters

ASK = "/sparql?query=" + quote("ASK { ?s ?p ?o }")
COUNT = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


def request(path: str, *headers: str, method: str = "GET") -> bytes:
    """A request as it goes over the wire."""
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


class Wire:
    """A connection that stays open."""

    def __init__(self, server: Server) -> None:
        address = urlsplit(server.address)
        self.socket = socket.create_connection((address.hostname, address.port), timeout=PATIENCE)
        self._file = self.socket.makefile("rb")

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.socket.sendall(piece)

    def response(self, *, body: bool = True) -> tuple[str, dict[str, str], bytes]:
        """Status line, headers without the date, and body of the next response."""
        first, headers = self._file.readline().decode().strip(), {}
        while line := self._file.readline().decode().strip():
            name, _, value = line.partition(": ")
            headers[name] = value
        assert headers.pop("date")
        return first, headers, self._file.read(int(headers.get("content-length", 0))) if body else b""


@pytest.mark.parametrize("path", [ASK, COUNT, "/", "/policies", "/regions"])
def test_each_time_the_same(server: Server, path: str) -> None:
    with Wire(server) as wire:
        replies = []
        for _ in range(5):
            wire.send(request(path))
            replies.append(wire.response())
    assert replies[0][0] == "HTTP/1.1 200 OK"
    assert all(reply == replies[0] for reply in replies)


def test_what_differs_by_a_header_is_not_the_same(server: Server) -> None:
    accepts = {"text/csv": b"n\r\n", "application/sparql-results+json": b'{"head"'}
    with Wire(server) as wire:
        for accept, start in [*accepts.items()] * 3:
            wire.send(request(COUNT, f"Accept: {accept}"))
            _, headers, body = wire.response()
            assert headers["content-type"].startswith(accept)
            assert body.startswith(start)


def test_a_client_that_has_the_answer_is_told_so_each_time(server: Server) -> None:
    with Wire(server) as wire:
        wire.send(request(ASK))
        tag = wire.response()[1]["etag"]
        for _ in range(4):
            wire.send(request(ASK, f"If-None-Match: {tag}"))
            first, headers, body = wire.response()
            assert (first, headers["etag"], body) == ("HTTP/1.1 304 Not Modified", tag, b"")


def test_heads_have_no_body_each_time(server: Server) -> None:
    with Wire(server) as wire:
        for method in ("GET", "HEAD", "GET", "HEAD", "HEAD", "GET"):
            wire.send(request(ASK, method=method))
            first, headers, body = wire.response(body=method == "GET")
            assert first == "HTTP/1.1 200 OK"
            assert headers["content-length"] == "26"
            assert body == (b'{"head":{},"boolean":true}' if method == "GET" else b"")


# How the same three requests may arrive: in one piece, cut anywhere, one with the start of the next.
@pytest.mark.parametrize("cut", [1, 20, 60, 100, 150])
def test_requests_in_pieces(server: Server, cut: int) -> None:
    with Wire(server) as wire:
        for _ in range(3):  # known from now on
            wire.send(request(ASK))
            wire.response()
        both = request(ASK) + request(COUNT) + request(ASK)
        wire.send(both)
        together = [wire.response()[2] for _ in range(3)]
        wire.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for start in range(0, len(both), cut):
            wire.send(both[start : start + cut])
        assert [wire.response()[2] for _ in range(3)] == together


def test_a_known_request_inside_another_is_none(server: Server) -> None:
    with Wire(server) as wire:
        for _ in range(3):
            wire.send(request(ASK))
            wire.response()
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(request(ASK))}\r\n\r\n"
        wire.send(head.encode(), request(ASK))
        assert wire.response()[0] == "HTTP/1.1 415 Unsupported Media Type"
        wire.send(request(ASK))
        assert wire.response()[2] == b'{"head":{},"boolean":true}'


def test_a_connection_closes_when_asked_to(server: Server) -> None:
    for _ in range(4):
        with Wire(server) as wire:
            wire.send(request(ASK, "Connection: close"))
            _, headers, body = wire.response()
            assert (headers["connection"], body) == ("close", b'{"head":{},"boolean":true}')
            assert wire.socket.recv(1) == b""


def test_a_new_release_is_not_answered_from_the_old(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text("<http://a> <http://a> <http://a> .\n")
    with running(data) as server, Wire(server) as wire:
        for _ in range(4):
            wire.send(request(COUNT, "Accept: text/csv"))
            assert wire.response()[2] == b"n\r\n1\r\n"
        (tmp_path / "new").write_text(data.read_text() + "<http://a> <http://a> <http://b> .\n")
        (tmp_path / "new").replace(data)
        for _ in range(100 * PATIENCE):
            wire.send(request(COUNT, "Accept: text/csv"))
            if wire.response()[2] == b"n\r\n2\r\n":
                break
            server.ask("/health")  # takes a moment
        else:
            pytest.fail("the new data was never served")


# What stands in addresses: escapes, wrong ones, signs of quoted-printable, Chinese in UTF-8.
PARTS = st.sampled_from(
    ["%", "=", "&", "+", "%3D", "%E4%B8%93", "%e4", "%2", "%25", "a", "_", " ", "\n", "=\n", "专", ";"]
)


@given(st.lists(PARTS, max_size=30).map("".join))
def test_parameters_are_read_as_by_the_standard_library_unless_an_escape_is_wrong(text: str) -> None:
    expected: dict[str, list[str]] | None = {}
    try:
        for name, value in parse_qsl(text, keep_blank_values=True, errors="strict"):
            expected.setdefault(name, []).append(value)
    except UnicodeDecodeError:
        expected = None
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        expected = None
    try:
        found = read_parameters(text.encode(), None, b"")
    except BadRequest:
        found = None
    assert found == expected
