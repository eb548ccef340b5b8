"""A release checked again, from its dump: shapes and quotes for each policy, consistency of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from rdflib import Graph

from zjtx_kg.iris import policy_graph
from zjtx_kg.publish.dumps import QUADS
from zjtx_kg.publish.release import find_release
from zjtx_kg.publish.report import line
from zjtx_kg.validate import check_consistency, load_shapes, validate_policy

POLICY_GRAPHS = str(policy_graph(""))


@dataclass(frozen=True, slots=True)
class Check:
    """What was checked, one line each, and whether all of it passed; what was not run has not passed or failed."""

    lines: tuple[str, ...]
    passed: bool


def check_release(path: Path, *, reason: bool) -> Check:
    """Validate each policy graph of a release, and with `reason` ask HermiT whether they are consistent together.

    Raises:
        ReleaseError: there is no release at `path`.
    """
    graphs = list(policy_graphs(find_release(path) / QUADS))
    findings = [finding for graph in graphs for finding in validate_policy(graph, load_shapes())]
    violations = [finding for finding in findings if finding.severity == "error"]
    lines = [line(finding) for finding in findings]
    lines.append(
        f"SHACL: {len(graphs)} policies, {len(violations)} violations, {len(findings) - len(violations)} others"
    )
    if not reason:
        return Check(tuple(lines), not violations)
    consistency = check_consistency(graphs)
    lines.append(f"OWL: {consistency.detail}")
    return Check(tuple(lines), not violations and consistency.consistent is not False)


def policy_graphs(dump: Path) -> Iterator[Graph]:
    """The policy graphs of a dump, one at a time: a dump holds each graph's lines together."""
    with dump.open(encoding="utf-8") as lines:
        for name, group in groupby(lines, key=_graph_name):
            if name.startswith(POLICY_GRAPHS):
                graph = Graph(identifier=name)
                graph.parse(data="".join(each[: each.rindex(" <")] + " .\n" for each in group), format="nt")
                yield graph


def _graph_name(quad: str) -> str:
    """The last term of an N-Quads line."""
    return quad[quad.rindex("<") + 1 : quad.rindex(">")]
