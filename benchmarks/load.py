"""Load from wrk, which takes little of the processors that the servers need: rate and latency of one query."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from servers import JSON, Endpoint, program, target

ANSWER_SECONDS = 30
RUN = count(1)
SCRIPT = """
local number = %d
local path = %s
local headers = { ["Accept"] = %s }
local changing, same = %s, nil
function request()
  if not changing then
    same = same or wrk.format("GET", path, headers)
    return same
  end
  number = number + 1
  return wrk.format("GET", path .. "%%0A%%23" .. number, headers)
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format(
    '\\nMEASURED {"answered": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "failed": %%d}\\n',
    summary.requests - errors.status, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, failed))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load.

    Args:
        rate: answers with status 200 in a second.
        p50: milliseconds within which half of the answers came.
        p99: milliseconds within which 99 of 100 answers came.
        failed: requests that failed or were answered with another status.
    """

    rate: float
    p50: float
    p99: float
    failed: int


@dataclass(frozen=True, slots=True)
class Work:
    """A query under load.

    Args:
        query: its text.
        connections: how many ask at a time, each for the next as soon as it is answered.
        cached: whether the same text is asked for again and again; otherwise each request ends in another comment, so
            that no cache of answers can know it.
        media_type: of the answer.
    """

    query: str
    connections: int = 1
    cached: bool = False
    media_type: str = JSON


def load(endpoint: Endpoint, work: Work, seconds: int) -> Load:
    """Ask a server the same query, or ever another one, for some seconds."""
    wrk = program("wrk", "apt-get install wrk (or build it from its source)")
    first = next(RUN) * 10_000_000  # no text of one run stands in another
    path, media_type = json.dumps(target(endpoint, work.query)), json.dumps(work.media_type)
    with tempfile.TemporaryDirectory() as scratch:
        script = Path(scratch) / "load.lua"
        script.write_text(SCRIPT % (first, path, media_type, "false" if work.cached else "true"), "utf-8")
        command = [wrk, "-t1", f"-c{work.connections}", f"-d{seconds}s", f"--timeout={ANSWER_SECONDS}s", "-s"]
        address = f"http://127.0.0.1:{endpoint.port}/"
        limit = seconds + 2 * ANSWER_SECONDS
        output = subprocess.run([*command, str(script), address], check=True, stdout=subprocess.PIPE, timeout=limit)
    measured = json.loads(output.stdout.partition(b"MEASURED ")[2])
    rate = measured["answered"] / measured["seconds"]
    return Load(rate, measured["p50"], measured["p99"], measured["failed"])
