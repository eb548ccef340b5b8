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
from zjtx_kg.browse import FILE
from zjtx_kg.coverage import Coverage, Item
from zjtx_kg.files import sha256
from zjtx_kg.iris import ID, ZJTX, thing
from zjtx_kg.model import Finding

Report = dict[str, Any]

LIBRARIES = ("opencc", "owlready2", "pyoxigraph", "pypinyin", "pyshacl", "rdflib")
# The metric that a finding counts to, by its rule's id or the first word of it.
METRIC_OF: Mapping[str, str] = {
    "coverage.unread-number": "unread-numbers",
    "coverage.unread-cell": "unread-numbers",
    "coverage.unread-date": "unread-dates",
    "coverage.unread-cue": "unread-cues",
    "coverage.unread-units": "unread-lists",
    "resolve": "unresolved-names",
    "clean": "damage-left",
    "clean-marks": "damage-left",
    "clean-spam": "damage-left",
    "outline": "outline-doubts",
    "fields": "record-doubts",
    "measures": "record-doubts",
    "tasks": "record-doubts",
    "classify": "record-doubts",
    "corrections": "corrections-made",
    "shape": "shape-findings",
}
METRICS = tuple(dict.fromkeys(METRIC_OF.values()))
# What else is measured on each document: the sizes of its coverage account, and the share accounted for.
ACCOUNT_METRICS = ("items-found", "items-recorded", "items-ignored", "share-accounted")
SHARE_DIGITS = 4
ID_LENGTH = 16
CITED = "Policy (only cited)"
CITED_POLICIES = str(thing("cited-policy", ""))


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document in the report: its counts by class, its findings, and the account of what was read."""

    id: str
    title: str | None
    sha256: str
    counts: Counter[str]
    findings: tuple[Finding, ...]
    coverage: Coverage

    def figures(self) -> dict[str, int]:
        """Number of findings (severity above info) for each metric of quality."""
        counted = Counter(metric_of(finding) for finding in self.findings if finding.severity != "info")
        return {metric: counted[metric] for metric in METRICS}

    def measurements(self) -> dict[str, int | float]:
        """The value of every metric for this document."""
        sizes = (len(self.coverage.items), self.coverage.count("recorded"), self.coverage.count("ignored"))
        account = (*sizes, round(self.coverage.share, SHARE_DIGITS))
        return {**self.figures(), **dict(zip(ACCOUNT_METRICS, account, strict=True))}

    def as_json(self) -> Report:
        """The document's entry in `release.json`."""
        return {
            "id": self.id,
            "title": self.title,
            "source_sha256": self.sha256,
            "counts": dict(sorted(self.counts.items())),
            "figures": self.figures(),
            "coverage": coverage_json([self.coverage]),
            "unread": [unread_json(item) for item in self.coverage.unread],
            "findings": [finding_json(finding) for finding in self.findings],
        }


def metric_of(finding: Finding) -> str:
    """The metric of quality that a finding counts to."""
    return METRIC_OF.get(finding.rule) or METRIC_OF[finding.rule.partition(".")[0]]


def finding_json(finding: Finding) -> Report:
    """A finding with its place, null where it concerns the whole document.

    In code points of the clean text; of the steps read and clean, whose rules begin with their names, of the source.
    """
    place = [finding.span.start, finding.span.end] if finding.span else None
    return {"rule": finding.rule, "severity": finding.severity, "place": place, "message": finding.message}


def coverage_json(accounts: Sequence[Coverage]) -> Report:
    """The accounts of documents in sum: the share accounted for, and items by kind and outcome."""
    whole = Coverage(tuple(item for account in accounts for item in account.items))
    return {
        "items": len(whole.items),
        "share": round(whole.share, SHARE_DIGITS),
        "share_of_numbers": round(whole.share_of_numbers, SHARE_DIGITS),
        "kinds": whole.counts(),
    }


def unread_json(item: Item) -> Report:
    """An item that was not read, with its place in code points of the clean text."""
    return {"kind": item.kind, "place": [item.span.start, item.span.end], "words": item.words}


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
    made_of_them = {"store", FILE}  # their bytes are not the same each time
    files = sorted(path for path in stage.rglob("*") if path.is_file() and made_of_them.isdisjoint(path.parts))
    report: Report = {
        "version": __version__,
        "libraries": {name: version(name) for name in LIBRARIES},
        "quads": quads,
        "counts": dict(sorted(counts.items())),
        "figures": {metric: sum(document.figures()[metric] for document in documents) for metric in METRICS},
        "coverage": coverage_json([document.coverage for document in documents]),
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
