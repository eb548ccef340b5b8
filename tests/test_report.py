"""Every finding that the program can report counts to one metric of quality, which the vocabulary knows."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import zjtx_kg
from zjtx_kg.coverage import UNREAD, Coverage
from zjtx_kg.model import Finding
from zjtx_kg.publish.report import ACCOUNT_METRICS, METRICS, DocumentReport, metric_of
from zjtx_kg.vocabulary import load_vocabulary

PACKAGE = Path(zjtx_kg.__file__).parent


def rule_ids(source: str) -> Iterator[str]:
    """The rules of the findings that a module makes; of rules out of a rule file any one of that file."""
    tree = ast.parse(source)
    constants = {
        node.targets[0].id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    loaded = [literal(call.args[0], constants) for call in calls if call.func.id == "load_rules"]
    for call in calls:
        if call.func.id == "Finding":
            rule = call.args[0] if call.args else next(each.value for each in call.keywords if each.arg == "rule")
            written = literal(rule, constants)
            yield from [written] if written else [f"{name}.any" for name in loaded]


def literal(node: ast.expr, constants: dict[str, object]) -> str:
    """The text of an expression as far as it is written out; empty where it is worked out."""
    match node:
        case ast.Constant(value=str(text)) | ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return text
        case ast.Name(id=name):
            return str(constants.get(name, ""))
    return ""


RULES = {rule: path for path in sorted(PACKAGE.rglob("*.py")) for rule in rule_ids(path.read_text(encoding="utf-8"))}


def test_findings_are_found() -> None:
    """One of each way to name a rule: as written, as a constant, by a rule file, as a shape."""
    assert {"fields.issued", "outline.texts", "clean-marks.any", "shape."} <= set(RULES)


@pytest.mark.parametrize("rule", sorted({*RULES, *UNREAD.values()}))
def test_finding_counts_to_a_metric(rule: str) -> None:
    finding = Finding(rule, "")
    assert metric_of(finding) in METRICS
    assert sum(DocumentReport("a", None, "", Counter(), (finding,), Coverage()).figures().values()) == 1


def test_metrics_are_those_of_the_vocabulary() -> None:
    assert {*METRICS, *ACCOUNT_METRICS} == set(load_vocabulary("metrics").concepts)
