"""A folder of releases with a server on it, whose release is switched or whose workers are killed under load.

As a script it does both many times and tells how the requests of that time ended:

    python tests/switching.py --switches 50 --kills 50
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from urllib.parse import quote

import click
import psutil
from server_process import DATA, PATIENCE, Server, running

NUMBER = "http://example.org/number"
ASK_NUMBER = f"/sparql?query={quote(f'SELECT ?n {{ ?s <{NUMBER}> ?n }}')}"
CLIENTS = 4


def publish(out: Path, number: int) -> Path:
    """Writes a release that says `number`, and puts it in force by one rename, as a build does."""
    home = out / "releases" / f"{number:016x}"
    home.mkdir(parents=True)
    quad = f'<http://example.org/s> <{NUMBER}> "{number}" <https://w3id.org/zjtx/graph/numbers> .\n'
    (home / "data.nq").write_text(quad, "utf-8")
    (home / "release.json").write_text(json.dumps({"id": home.name, "quads": 1, "files": {}}), "utf-8")
    link = out / f".current-{number}"
    link.symlink_to(Path("releases") / home.name)
    link.replace(out / "current")
    return home


def number(server: Server) -> int:
    """The number that the server's release says."""
    reply = server.ask(ASK_NUMBER)
    assert reply.status == 200, reply.text
    return int(reply.json["results"]["bindings"][0]["n"]["value"])


def under_load(server: Server, paths: Callable[[int], str], work: Callable[[], None]) -> Counter[object]:
    """How requests end that clients send as long as `work` goes on, by status or error.

    Args:
        server: asked by several clients.
        paths: what is asked, by the number of the request.
        work: called once.
    """
    done = Event()

    def ask(client: int) -> Counter[object]:
        ends: Counter[object] = Counter()
        while not done.is_set():
            try:
                ends[server.ask(paths(client + CLIENTS * ends.total())).status] += 1
            except OSError as error:
                ends[repr(error)] += 1
        return ends

    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [clients.submit(ask, client) for client in range(CLIENTS)]
        try:
            work()
        finally:
            done.set()
        return sum((one.result(timeout=PATIENCE) for one in asked), Counter())


def switch(server: Server, out: Path, first: int, last: int) -> None:
    """Publishes one release after the other, each when the one before is served."""
    for each in range(first, last + 1):
        publish(out, each)
        _until(lambda wanted=each: number(server) == wanted)


def kill_workers(server: Server, times: int) -> None:
    """Kills a query worker again and again, each time when there are enough of them."""
    for _ in range(times):
        _until(lambda: len(workers(server)) > 1)
        workers(server)[0].kill()


def workers(server: Server) -> list[psutil.Process]:
    """The query workers that run."""
    found = []
    for one in psutil.Process(server.process.pid).children(recursive=True):
        try:
            if one.rlimit(psutil.RLIMIT_NOFILE) == (0, 0) and one.status() != psutil.STATUS_ZOMBIE:
                found.append(one)
        except psutil.NoSuchProcess:
            continue
    return found


def _until(fact: Callable[[], bool]) -> None:
    """Looks at a fact until it is one; a test fails rather than waits for ever."""
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end, "it did not come about"


def uncached(number: int) -> str:
    """A small query that no cache can know; each number makes another one."""
    return f"/sparql?query={quote(f'SELECT (COUNT(*) AS ?n) WHERE {{ ?s a ?o }} # {number}')}"


@click.command()
@click.option("--switches", default=50, show_default=True, help="Releases published one after the other.")
@click.option("--kills", default=50, show_default=True, help="Query workers killed one after the other.")
def main(switches: int, kills: int) -> None:
    """Tell how requests end while releases are switched and while workers are killed."""
    with TemporaryDirectory() as folder:
        publish(Path(folder), 0)
        with running(Path(folder), watch_seconds=0.05) as server:
            ends = under_load(server, lambda _: ASK_NUMBER, lambda: switch(server, Path(folder), 1, switches))
    click.echo(f"{switches} switches: requests by status {dict(ends)}")
    with running(DATA / "small.trig") as server:
        ends = under_load(server, uncached, lambda: kill_workers(server, kills))
    click.echo(f"{kills} kills: requests by status {dict(ends)}")


if __name__ == "__main__":
    main()
