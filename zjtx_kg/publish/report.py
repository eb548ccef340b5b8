"""The build report: what is in the release, what could not be read, and the hashes, as JSON and as a page."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from zjtx_kg import __version__
from zjtx_kg.files import sha256
from zjtx_kg.iris import ID, ZJTX, thing
from zjtx_kg.model import Finding

Report = dict[str, Any]

LIBRARIES = ("opencc", "owlready2", "pyoxigraph", "pypinyin", "pyshacl", "rdflib")
# The metric that a finding counts to, by the first word of its rule's id.
METRIC_OF: Mapping[str, str] = {
    "coverage": "unread-numbers",
    "resolve": "unresolved-names",
    "clean": "damage-left",
    "clean-marks": "damage-left",
    "clean-spam": "damage-left",
    "outline": "outline-doubts",
    "fields": "record-doubts",
    "measures": "record-doubts",
    "tasks": "record-doubts",
    "shape": "shape-findings",
}
METRICS = tuple(dict.fromkeys(METRIC_OF.values()))
ID_LENGTH = 16
CITED = "Policy (only cited)"
CITED_POLICIES = str(thing("cited-policy", ""))


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document in the report: its counts by class and its findings."""

    id: str
    title: str | None
    sha256: str
    counts: Counter[str]
    findings: tuple[Finding, ...]

    def figures(self) -> dict[str, int]:
        """Number of findings (severity above info) for each metric of quality."""
        counted = Counter(metric_of(finding) for finding in self.findings if finding.severity != "info")
        return {metric: counted[metric] for metric in METRICS}

    def as_json(self) -> Report:
        """The document's entry in `release.json`."""
        return {
            "id": self.id,
            "title": self.title,
            "source_sha256": self.sha256,
            "counts": dict(sorted(self.counts.items())),
            "figures": self.figures(),
            "findings": [finding_json(finding) for finding in self.findings],
        }


def metric_of(finding: Finding) -> str:
    """The metric of quality that a finding counts to."""
    return METRIC_OF[finding.rule.partition(".")[0]]


def finding_json(finding: Finding) -> Report:
    """A finding with its place in code points of the clean text, null where it concerns the whole document."""
    place = [finding.span.start, finding.span.end] if finding.span else None
    return {"rule": finding.rule, "severity": finding.severity, "place": place, "message": finding.message}


def line(finding: Finding) -> str:
    """A finding in one line: document, place, rule, message."""
    place = f"@{finding.span.start}-{finding.span.end}" if finding.span else ""
    return f"{finding.document}{place} [{finding.rule}] {finding.message}"


def count_things(types: Iterable[tuple[str, str]]) -> Counter[str]:
    """Number of things of each class of the ontology, out of pairs of thing and class.

    Policies that are known only from being cited are counted apart.
    """
    return Counter(
        CITED if each.startswith(CITED_POLICIES) else kind.removeprefix(str(ZJTX))
        for each, kind in set(types)
        if each.startswith(str(ID)) and kind.startswith(str(ZJTX))
    )


def release_report(stage: Path, documents: Sequence[DocumentReport], quads: int, counts: Counter[str]) -> Report:
    """The whole report; its `id` is a digest of everything in it, so the same content has the same id.

    `counts` are of different things in the release; those of its documents add up to more, since they share some.
    """
    files = sorted(path for path in stage.rglob("*") if path.is_file() and "store" not in path.parts)
    report: Report = {
        "version": __version__,
        "libraries": {name: version(name) for name in LIBRARIES},
        "quads": quads,
        "counts": dict(sorted(counts.items())),
        "figures": {metric: sum(document.figures()[metric] for document in documents) for metric in METRICS},
        "validation": _validation(documents),
        "documents": [document.as_json() for document in documents],
        "files": {str(path.relative_to(stage)): sha256(path) for path in files},
    }
    return {"id": report_id(report), **report}


def report_id(report: Report) -> str:
    """Hexadecimal digits of a digest of everything in a report but the id itself."""
    content = {name: value for name, value in report.items() if name != "id"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH]


def write_report(stage: Path, report: Report) -> None:
    """Write `release.json` and `report.html`."""
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    (stage / "release.json").write_text(text, encoding="utf-8")
    environment = Environment(loader=PackageLoader("zjtx_kg.publish"), autoescape=select_autoescape())
    page = environment.get_template("report.html").render(report=report)
    (stage / "report.html").write_text(page, encoding="utf-8")


def _validation(documents: Sequence[DocumentReport]) -> Report:
    found = Counter(
        finding.severity
        for document in documents
        for finding in document.findings
        if metric_of(finding) == "shape-findings"
    )
    return {"policies": len(documents), "violations": found["error"], "warnings": found["warning"]}
