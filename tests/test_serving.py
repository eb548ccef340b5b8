"""Running the server: releases taken over, workers replaced, kept answers, packing, figures, logs, settings."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from urllib.parse import quote

import psutil
import pytest
from server_process import DATA, PATIENCE, Server, running
from switching import ASK_NUMBER, kill_workers, number, publish, switch, uncached, under_load

SMALL = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
ALL = "SELECT * WHERE { ?s ?p ?o }"
DEPLOY = Path(__file__).parent.parent / "docs" / "deploy"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(8)) + " }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(DATA / "small.trig") as server:
        yield server


# --- releases and workers come and go -------------------------------------------------------------------------------


def test_releases_are_taken_over_without_a_failed_request(tmp_path: Path) -> None:
    publish(tmp_path, 0)
    with running(tmp_path, watch_seconds=0.05) as server:
        ends = under_load(server, lambda _: ASK_NUMBER, lambda: switch(server, tmp_path, 1, 5))
        assert number(server) == 5
    assert set(ends) == {200}


def test_nobody_waits_for_the_end_of_the_release_before(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    with running(tmp_path, watch_seconds=0.05) as server:
        nursery = psutil.Process(server.process.pid).children()[0]
        assert number(server) == 1  # there is a worker already
        nursery.suspend()  # as if it had a very large graph to free
        try:
            switch(server, tmp_path, 2, 2)
            sleep(1)  # by now it has been told to end
            assert number(server) == 2
        finally:
            nursery.resume()
        nursery.wait(PATIENCE)


def test_a_release_that_cannot_be_read_leaves_the_one_before_in_force(tmp_path: Path) -> None:
    publish(tmp_path, 1)
    with running(tmp_path, watch_seconds=0.05) as server:
        home = publish(tmp_path, 2)
        (home / "data.nq").write_text("nonsense", "utf-8")
        (home / "release.json").write_text("{}", "utf-8")
        assert number(server) in {1, 2}  # it may have been read before it was spoilt
        switch(server, tmp_path, 3, 3)


def test_killed_workers_are_replaced_and_nobody_notices(server: Server) -> None:
    assert set(under_load(server, uncached, lambda: kill_workers(server, 5))) == {200}


def test_a_server_whose_nursery_was_killed_goes_on(tmp_path: Path) -> None:
    publish(tmp_path, 7)
    with running(tmp_path, watch_seconds=0.05) as server:
        nursery = psutil.Process(server.process.pid).children()[0]
        nursery.kill()
        nursery.wait(PATIENCE)
        assert number(server) == 7


def test_a_server_that_could_open_no_file_for_a_while_goes_on() -> None:
    with running(DATA / "small.trig", watch_seconds=0.05) as server:
        front = psutil.Process(server.process.pid)
        before = front.rlimit(psutil.RLIMIT_NOFILE)
        front.rlimit(psutil.RLIMIT_NOFILE, (3, before[1]))
        nursery = front.children()[0]
        nursery.kill()
        nursery.wait(PATIENCE)
        sleep(1)  # many looks at the release, none of which can succeed
        front.rlimit(psutil.RLIMIT_NOFILE, before)
        assert server.query(SMALL).status == 200


def test_the_graph_is_asked_on_disk_where_it_does_not_fit(server: Server) -> None:
    with running(DATA / "small.trig", graph_bytes=1) as other:
        for query in (SMALL, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"):
            assert other.query(query).body == server.query(query).body
        assert other.ask("/policies").body == server.ask("/policies").body
        assert other.query(f"ASK {{ SERVICE <{server.address}sparql> {{}} }}").status == 403


def test_requests_under_way_are_answered_when_the_server_is_told_to_stop() -> None:
    slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . FILTER(?c != ?f) }"
    with running(DATA / "small.trig", grace_seconds=PATIENCE) as server, ThreadPoolExecutor(1) as other:
        asked = other.submit(server.query, slow)
        while not server.ask("/metrics").text.count('state="busy"} 1.0') and not asked.done():
            pass
        server.process.send_signal(signal.SIGTERM)
        assert asked.result(PATIENCE).status == 200
        assert server.process.wait(PATIENCE) == 0


def test_the_query_of_a_client_that_went_away_is_ended() -> None:
    with running(DATA / "small.trig", workers=1, slow_workers=1, seconds=PATIENCE, slow_seconds=0.1) as server:
        host, port = server.address.removeprefix("http://").rstrip("/").split(":")
        with socket.create_connection((host, int(port))) as client:
            client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            while 'kind="query",state="slow"} 1.0' not in server.ask("/metrics").text:
                pass
        while 'kind="query",state="slow"} 0.0' not in server.ask("/metrics").text:
            pass
        assert server.query(SMALL).status == 200


# --- kept answers and packing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/policies", f"/sparql?query={quote(SMALL)}", "/graph?default", "/static/style.css"])
def test_what_the_client_has_already_is_not_sent_again(server: Server, path: str) -> None:
    first = server.ask(path)
    again = server.ask(path, If_None_Match=f'"other", {first.headers["ETag"]}')
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert server.ask(path, If_None_Match='"other"').body == first.body


def test_each_form_of_an_answer_has_its_own_tag(server: Server) -> None:
    path = f"/sparql?query={quote(SMALL)}"
    tags = {server.ask(path, Accept=form).headers["ETag"] for form in ("text/csv", "application/json")}
    assert len(tags | {server.ask(path, Accept="text/csv", Accept_Encoding="gzip").headers["ETag"]}) == 3


def test_a_posted_query_is_answered_from_before(server: Server) -> None:
    def kept() -> float:
        found = re.search(r"^zjtx_kept_answers_total (\S+)", server.ask("/metrics").text, re.MULTILINE)
        return float(found[1])

    query = (ALL + " # posted").encode()
    first, before = server.ask("/sparql", body=query, Content_Type="application/sparql-query"), kept()
    again = server.ask("/sparql", body=query, Content_Type="application/sparql-query")
    other = server.ask("/sparql", body=query, Content_Type="application/sparql-query", Accept="text/csv")
    assert again.body == first.body != other.body
    while kept() == before:  # told a moment later
        pass
    assert kept() == before + 1


def test_what_is_kept_counts_with_all_that_was_posted(server: Server) -> None:
    def kept_bytes() -> float:
        return float(re.search(r"^zjtx_cache_bytes (\S+)", server.ask("/metrics").text, re.MULTILINE)[1])

    before, named = kept_bytes(), f"urn:{'x' * 500_000}"
    body = f"query=ASK%7B%7D&named-graph-uri={named}".encode()
    assert server.ask("/sparql", body=body, Content_Type="application/x-www-form-urlencoded").status == 200
    assert kept_bytes() - before > len(named)


def test_a_long_comment_full_of_what_might_change_is_read_at_once(server: Server) -> None:
    query = b"ASK {} #" + b"NOW#" * 200_000
    assert server.ask("/sparql", body=query, Content_Type="application/sparql-query").status == 200


def test_errors_and_what_changes_are_not_kept(server: Server) -> None:
    for query in ("SELECT", "SELECT (NOW() AS ?now) {}", "SELECT (rand () AS ?r) {}"):
        assert "ETag" not in server.query(query).headers
    first, second = (server.query("SELECT (UUID() AS ?u) {}").body for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    ("accepted", "packed"), [("gzip", True), ("br, *", True), ("gzip;q=0", False), ("identity", False), ("", False)]
)
def test_answers_are_packed_for_those_who_take_it(server: Server, accepted: str, packed: bool) -> None:
    for path in (f"/sparql?query={quote(ALL)}", "/id/policy/wuhan-2021.html", "/graph?default"):
        plain, reply = server.ask(path), server.ask(path, Accept_Encoding=accepted)
        assert reply.headers.get("Content-Encoding") == ("gzip" if packed else None)
        assert "Accept-Encoding" in reply.headers["Vary"]
        assert (gzip.decompress(reply.body) if packed else reply.body) == plain.body


# --- graphs by the Graph Store Protocol -----------------------------------------------------------------------------


def test_graphs_are_read_by_name(server: Server) -> None:
    graph = "https://w3id.org/zjtx/graph/policy/wuhan-2021"
    direct = server.ask(f"/graph?graph={quote(graph)}", Accept="application/n-triples")
    asked = server.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", Accept="text/plain")
    assert sorted(direct.body.splitlines()) == sorted(asked.body.splitlines())
    assert server.ask("/graph?graph=graph/policy/wuhan-2021", Accept="application/n-triples").body == direct.body
    assert graph in server.ask(f"/graph?graph={quote(graph)}", Accept="application/trig").text


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/graph", {}, 400),
        ("/graph?default&graph=http://e/", {}, 400),
        ("/graph?graph=http://e/none", {}, 404),
        ("/graph?default", {"method": "PUT"}, 405),
        ("/graph?default", {"method": "DELETE"}, 405),
        ("/graph?default", {"Accept": "image/png"}, 406),
        ("/graph?default", {"method": "HEAD"}, 200),
        ("/graph?default", {"method": "OPTIONS"}, 204),
    ],
)
def test_graph_requests(server: Server, path: str, options: dict, status: int) -> None:
    assert server.ask(path, **options).status == status


# --- how the server is watched --------------------------------------------------------------------------------------


def test_health_and_readiness(server: Server) -> None:
    assert server.ask("/health").json["status"] == "ok"
    assert server.ask("/ready").json == {"status": "ready", "release": "small.trig"}
    assert server.ask("/ready", method="POST", body=b"").status == 405


def test_figures(server: Server) -> None:
    server.query("SELECT")
    figures = server.ask("/metrics").text
    assert re.search(r'^zjtx_requests_total\{route="sparql",status="400"\} [1-9]', figures, re.MULTILINE)
    assert 'zjtx_query_refusals_total{reason="syntax"}' in figures
    assert "zjtx_release_quads 690.0" in figures


def test_figures_are_not_told_through_a_proxy(server: Server) -> None:
    assert server.ask("/metrics", X_Forwarded_For="203.0.113.7").status == 403
    assert server.ask("/metrics", Forwarded="for=203.0.113.7").status == 403


COMMAND = [sys.executable, "-m", "zjtx_kg.cli", "serve", "--data", str(DATA / "small.trig"), "--no-browser"]


def serve(*options: str, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def asked(process: subprocess.Popen, path: str, **headers: str) -> tuple[list[dict], Server]:
    """The access log after one request, and the server, which has ended."""
    server = Server(process.stdout.readline().strip(), process)
    try:
        server.ask(path, **headers)
    finally:
        process.terminate()
        _, told = process.communicate(timeout=PATIENCE)
    return [json.loads(line) for line in told.splitlines() if line.startswith("{")], server


def test_the_access_log_tells_a_query_by_its_hash_alone() -> None:
    query = "SELECT ('secret' AS ?s) {}"
    (line,), _ = asked(serve(), f"/sparql?query={quote(query)}")
    assert line["status"] == 200
    assert len(line["query_sha256"]) == 16
    assert "secret" not in json.dumps(line)
    (line,), _ = asked(serve("--log-level", "debug"), f"/sparql?query={quote(query)}")
    assert line["query"] == query
    assert asked(serve("--log-level", "warning"), "/health")[0] == []


def test_settings_come_from_options_environment_and_file(tmp_path: Path) -> None:
    file = tmp_path / "serve.toml"
    file.write_text('log-level = "debug"\ntimeout = 7\n', "utf-8")
    assert "query" in asked(serve("--config", str(file)), "/sparql?query=ASK{}")[0][0]
    assert "query" in asked(serve(ZJTX_KG_SERVE_LOG_LEVEL="debug"), "/sparql?query=ASK{}")[0][0]
    assert "query" not in asked(serve("--config", str(file), "--log-level", "info"), "/sparql?query=ASK{}")[0][0]


def test_the_settings_of_the_documentation_are_settings() -> None:
    (line,), _ = asked(serve("--config", str(DEPLOY / "serve.toml")), "/health", X_Forwarded_For="203.0.113.7")
    assert line["client"] == "203.0.113.7"
    known = subprocess.run(
        [*COMMAND[:4], "--help"], capture_output=True, text=True, timeout=PATIENCE, check=True
    ).stdout
    for name in re.findall(r"ZJTX_KG_SERVE_(\w+)", (DEPLOY / "Containerfile").read_text("utf-8")):
        assert f"--{name.lower().replace('_', '-')}" in known


@pytest.mark.parametrize(
    ("content", "says"),
    [("nonsense = 1", "nonsense"), ("timeout = ", "not readable as TOML"), ("timeout = 'soon'", "timeout")],
)
def test_a_wrong_setting_is_told(tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "serve.toml"
    file.write_text(content, "utf-8")
    done = subprocess.run(
        [*COMMAND, "--config", str(file)], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 2
    assert says in done.stderr


# --- what a client says of itself and of the server -----------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", 'x"><script>', "127.0.0.1:99999999"])
def test_a_foreign_host_is_never_repeated(server: Server, host: str) -> None:
    for path in ("/sparql", "/void", "/", "/id/policy/wuhan-2021", "/nothing"):
        for accept in ("text/turtle", "text/html"):
            reply = server.ask(path, Host=host, Accept=accept)
            assert "evil" not in reply.text + str(reply.headers)
            assert "script>" not in str(reply.headers)
    assert f"<{server.address}sparql>" in server.ask("/sparql", Host=host, Accept="text/turtle").text


def test_the_address_known_outside() -> None:
    process = serve("--public-url", "https://data.example.org/kg")
    server = Server(process.stdout.readline().strip(), process)
    try:
        assert "<https://data.example.org/kg/sparql>" in server.ask("/sparql", Accept="text/turtle").text
        assert 'href="/kg/policies"' in server.ask("/", Accept="text/html").text
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def test_only_a_trusted_proxy_tells_who_the_client_is() -> None:
    for options, client in (((), "127.0.0.1"), (("--trusted-proxy", "127.0.0.1"), "203.0.113.7")):
        (line,), _ = asked(serve(*options), "/health", X_Forwarded_For="203.0.113.7")
        assert line["client"] == client
