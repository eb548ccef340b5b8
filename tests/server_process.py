"""A real server in a process of its own, for the tests of the web package; asked with urllib, ended by its id."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data" / "server"
PATIENCE = 60  # seconds after which a test fails instead of hanging
SCRIPT = """
import json, sys
from pathlib import Path
from typing import Any
from zjtx_server.front.query import Limits
from zjtx_server.front.serve import serve
from zjtx_server.front.settings import Settings
source, port, limits = sys.argv[1:]
given = json.loads(limits)
own = {name: given.pop(name) for name in Settings.__slots__ if name in given}
settings = Settings(port=int(port), log_level="warning", limits=Limits(**given), **own)
serve(Path(source), settings, announce=lambda url: print(url, flush=True))
"""


def setting(package: Path = ROOT / "server") -> dict[str, Any]:
    """How a server's process is started; `package` is the folder of its code."""
    return {"text": True, "env": {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(package)))}}


SETTING = setting()


def command(source: Path, port: int = 0, **limits: float) -> list[str]:
    """The command that serves `source`; `limits` are those of queries, or settings; port 0 is a free one."""
    return [sys.executable, "-c", SCRIPT, str(source), str(port), json.dumps(limits)]


@dataclass(frozen=True)
class Reply:
    """A response, whatever its status."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers["Content-Type"]


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    address: str
    process: subprocess.Popen

    def ask(self, path: str, *, method: str | None = None, body: bytes | None = None, **headers: str) -> Reply:
        """The reply to a request; header names are written with `_` for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(self.address + path.lstrip("/"), data=body, headers=named, method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as response:
                return Reply(response.status, response.headers, response.read())
        except HTTPError as error:
            with error:
                return Reply(error.code, error.headers, error.read())

    def query(self, text: str, **headers: str) -> Reply:
        """The reply to a query sent by GET."""
        return self.ask(f"/sparql?query={quote(text)}", **headers)


@contextmanager
def running(source: Path, **limits: float) -> Iterator[Server]:
    """A server of `source` on a free port; `limits` are those of queries, or settings of the server."""
    with started(command(source, **limits)) as server:
        yield server


@contextmanager
def started(words: list[str], package: Path = ROOT / "server") -> Iterator[Server]:
    """The server that a command starts, which tells its address first; `package` is the folder of its code."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, **setting(package))
    try:
        address = process.stdout.readline().strip()  # the server tells it once it listens
        assert address, "the server ended before it listened"
        yield Server(address, process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        process.stdout.close()
