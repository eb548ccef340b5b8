"""A release checked again, from its files: digests, shapes and quotes of each policy, consistency with the ontology."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rdflib import Graph
from rdflib.exceptions import ParserError

from zjtx_kg.errors import NotCheckedError, ReleaseError, ValidationError, ZjtxError
from zjtx_kg.iris import policy_graph
from zjtx_kg.model import Finding
from zjtx_kg.parallel import Progress, in_parallel
from zjtx_kg.pipeline import step
from zjtx_kg.publish.dumps import QUADS
from zjtx_kg.publish.release import REMEDY, damage, find_release
from zjtx_kg.publish.report import line
from zjtx_kg.validate import check_consistency, load_shapes, validate_policy

POLICY_GRAPHS = str(policy_graph(""))
BATCH = 10  # policies that HermiT sees together: its time grows faster than their number


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, in lines, and the first reason why not all of it passed."""

    lines: tuple[str, ...]
    error: ZjtxError | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the graph of a policy lies in a dump, in bytes: what processes are sent instead of the graph."""

    dump: Path
    name: str
    start: int
    end: int

    @property
    def document(self) -> str:
        """The document whose graph it is."""
        return self.name.removeprefix(POLICY_GRAPHS)

    def graph(self) -> Graph:
        """The graph read; `ReleaseError` where the dump is broken there."""
        with self.dump.open("rb") as dump:
            dump.seek(self.start)
            lines = dump.read(self.end - self.start).decode().splitlines()
        try:
            triples = "".join(f"{quad[: quad.rindex(' <')]} .\n" for quad in lines)
            return Graph(identifier=self.name).parse(data=triples, format="nt")
        except (ParserError, ValueError) as error:
            raise ReleaseError(
                f"{self.document} is no valid N-Quads ({error})", where=str(self.dump), remedy=REMEDY
            ) from error


def check_release(path: Path, progress: Progress, *, reason: bool, jobs: int | None = None) -> Check:
    """Check shapes and files of a release; with `reason` ask HermiT whether its policies contradict the ontology.

    Raises:
        ReleaseError: there is no release at `path`, or its dump cannot be read.
    """
    release = find_release(path)
    places = policy_places(release / QUADS)
    checks = [_check_shapes(release, places, progress, jobs), _check_files(release)]
    if reason:
        checks.append(_check_consistency(release, places, progress))
    errors = [check.error for check in checks if check.error]
    return Check(tuple(text for check in checks for text in check.lines), errors[0] if errors else None)


def policy_places(dump: Path) -> list[Place]:
    """Where each policy's graph lies; a dump holds each graph's lines together."""
    places, end = [], 0
    try:
        with dump.open("rb") as lines:
            for name, group in groupby(lines, key=_graph_name):
                start, end = end, end + sum(map(len, group))
                if name.startswith(POLICY_GRAPHS):
                    places.append(Place(dump, name, start, end))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"the dump cannot be read ({error})", where=str(dump), remedy=REMEDY) from error
    return places


def _check_shapes(release: Path, places: Sequence[Place], progress: Progress, jobs: int | None) -> Check:
    names = [place.document for place in places]
    results = in_parallel(_findings, places, names=names, jobs=jobs, progress=progress)
    findings = [finding for found in results for finding in found]
    violations = sum(finding.severity == "error" for finding in findings)
    total = f"SHACL: {len(places)} policies, {violations} violations, {len(findings) - violations} others"
    remedy = "See the lines on standard output."
    error = ValidationError(f"{violations} violations", where=str(release), remedy=remedy) if violations else None
    return Check((*map(line, findings), total), error)


def _findings(place: Place) -> tuple[Finding, ...]:
    with step("validate", place.document):
        return validate_policy(place.graph(), load_shapes())


def _check_files(release: Path) -> Check:
    if not (damaged := damage(release)):
        return Check(("files: as release.json says",), None)
    changed = f"changed or missing: {', '.join(damaged)}"
    return Check((f"files: {changed}",), ReleaseError(changed, where=str(release), remedy=REMEDY))


def _check_consistency(release: Path, places: Sequence[Place], progress: Progress) -> Check:
    """Ten policies at a time with the ontology; a contradiction between policies of two batches is not seen."""
    batches = [places[start : start + BATCH] for start in range(0, len(places), BATCH)]
    progress("reasoning", 0, len(batches))
    for done, batch in enumerate(batches, 1):
        found = check_consistency(place.graph() for place in batch)
        if found.consistent is not True:
            kind = ValidationError if found.ran else NotCheckedError
            names = ", ".join(place.document for place in batch)
            remedy = "Mend what is named." if found.ran else "Install Java 8 or newer, or leave out --reason."
            return Check((f"OWL: {names}: {found.detail}",), kind(found.detail, where=str(release), remedy=remedy))
        progress("reasoning", done, len(batches))
    return Check((f"OWL: {len(places)} policies, at most {BATCH} at a time with the ontology: consistent",), None)


def _graph_name(quad: bytes) -> str:
    """The last term of an N-Quads line."""
    return quad[quad.rindex(b"<") + 1 : quad.rindex(b">")].decode()
