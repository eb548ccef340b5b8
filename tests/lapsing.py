"""The data of a release in which one policy has a last day: none of the five documents tells one."""

from __future__ import annotations

from pathlib import Path

from zjtx_kg.iris import GRAPH, ZJTX, thing

POLICY = "wuhan-2021"
LAST_DAY = "2023-12-31"


def with_last_day(release: Path, folder: Path) -> Path:
    """A file of RDF in a folder, which says what the release says, and the last day of the policy."""
    day = f'"{LAST_DAY}"^^<http://www.w3.org/2001/XMLSchema#date>'
    said = f"<{thing('policy', POLICY)}> <{ZJTX.validUntil}> {day} <{GRAPH[f'policy/{POLICY}']}> .\n"
    file = folder / "data.nq"
    file.write_text((release / "data.nq").read_text("utf-8") + said, "utf-8")
    return file
