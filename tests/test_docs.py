"""What the documents promise, held against the code."""

from __future__ import annotations

import json
import re
import tomllib
from itertools import chain
from pathlib import Path

import pyoxigraph
import pytest
from click import Context

from zjtx_kg import errors, iris
from zjtx_kg.cli import main
from zjtx_kg.coverage import KINDS
from zjtx_kg.publish.report import ACCOUNT_METRICS, METRIC_OF

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def cells(text: str, column: int) -> list[str]:
    """A column of the tables of a document."""
    rows = [re.split(r"(?<!\\)\|", line) for line in text.splitlines() if line.startswith("|")]
    return [row[column].strip() for row in rows if len(row) > column + 1]


def test_commands_of_the_readme_are_all_and_exist() -> None:
    written = set(re.findall(r"^\| `zjtx-kg (\w+)", README, re.MULTILINE))
    assert written == set(main.commands)


@pytest.mark.parametrize("row", [cell for cell in cells(README, 1) if cell.startswith("`zjtx-kg ")])
def test_options_of_the_readme_exist(row: str) -> None:
    command = main.commands[row.split()[1].strip("`")]
    known = {option for each in command.get_params(Context(command)) for option in each.opts}
    assert set(re.findall(r"--[a-z-]+", row)) <= known


def test_targets_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_files_that_documents_name_exist() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (document.parent / link).exists(), (document.name, link)
        for program in re.findall(r"\b((?:benchmarks|scripts|tests)/[\w/]+\.py)\b", text):
            assert (ROOT / program).is_file(), (document.name, program)
    for place in (
        *re.findall(r"^\| `([a-z_]+/)`", README, re.MULTILINE),
        *re.findall(r"`(zjtx_kg/[\w/.]+)`", ARCHITECTURE),
    ):
        assert (ROOT / place).exists(), place


def test_query_of_the_readme_is_answered(release: Path) -> None:
    query = re.search(r"'query=\n(.*?)'", README, re.DOTALL)
    assert query
    assert list(pyoxigraph.Store.read_only(str(release / "store")).query(query[1]))


def test_exit_codes_of_the_readme_are_those_of_the_errors() -> None:
    sentence = re.search(r"Exit codes: (.*?)\.\n", README, re.DOTALL)
    assert sentence
    written = [int(code) for code in re.findall(r"(?:^|, )(\d+)", " ".join(sentence[1].split()))]
    codes = [each.exit_code for each in errors.ZjtxError.__subclasses__()]
    assert written == [0, *codes] and len(set(codes)) == len(codes)


def test_every_package_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    packages = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split("[^A-Za-z0-9-]", package)[0] for package in packages}
    table = ARCHITECTURE[ARCHITECTURE.index("| package") : ARCHITECTURE.index("| npm package")]
    assert {name for cell in cells(table, 1)[2:] for name in cell.split(", ")} == names


def test_every_npm_package_has_its_reason() -> None:
    package = json.loads((ROOT / "server" / "frontend" / "package.json").read_text(encoding="utf-8"))
    names = {name.split("/")[0] for name in package["dependencies"] | package["devDependencies"]}
    table = ARCHITECTURE[ARCHITECTURE.index("| npm package") :]
    assert {name for cell in cells(table, 1)[2:] for name in cell.split(", ")} == names


def test_kinds_and_metrics_of_the_coverage_account_are_documented() -> None:
    text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert [kind for cell in cells(text, 1)[2:] for kind in cell.split(", ")] == list(KINDS)
    unread = {metric for rule, metric in METRIC_OF.items() if rule.startswith("coverage.")}
    assert set(re.findall(r"`((?:items|share|unread)-[a-z]+)`", text)) == {*ACCOUNT_METRICS, *unread}


# A thing of each row of docs/iris.md and the IRI below the base that the row promises.
MINTED = {
    "`ontology#NAME`": (iris.ZJTX["Award"], "ontology#Award"),
    "`vocab/SCHEME/NOTATION`": (iris.concept("tier", "little-giant"), "vocab/tier/little-giant"),
    "`id/policy/DOC`": (iris.thing("policy", "a"), "id/policy/a"),
    "`id/policy/DOC/section/二.一`": (iris.part("a", "section", "二.一"), "id/policy/a/section/二.一"),
    "`id/policy/DOC/award/DIGEST`": (iris.part("a", "award", "0123abcd"), "id/policy/a/award/0123abcd"),
    "`id/policy/DOC/quote/START-END`": (iris.part("a", "quote", "1-2"), "id/policy/a/quote/1-2"),
    "`id/source/DOC`": (iris.thing("source", "a"), "id/source/a"),
    "`id/department/CODE/FULL-NAME`": (iris.thing("department", "340700", "局"), "id/department/340700/局"),
    "`id/region/CODE`": (iris.thing("region", "340700"), "id/region/340700"),
    "`graph/policy/DOC`": (iris.policy_graph("a"), "graph/policy/a"),
}


@pytest.mark.parametrize("row", MINTED)
def test_iris_are_minted_as_documented(row: str) -> None:
    assert row in (ROOT / "docs" / "iris.md").read_text(encoding="utf-8")
    iri, below = MINTED[row]
    assert str(iri) == iris.BASE + below


def test_things_of_a_release_have_documented_iris(release: Path) -> None:
    """The first word below `id/` of everything in a release stands in a row."""
    documented = set(re.findall(r"`id/([a-z-]+)/", (ROOT / "docs" / "iris.md").read_text(encoding="utf-8")))
    store = pyoxigraph.Store.read_only(str(release / "store"))
    things = {quad.subject.value for quad in store if isinstance(quad.subject, pyoxigraph.NamedNode)}
    kinds = {iri.removeprefix(str(iris.ID)).split("/")[0] for iri in things if iri.startswith(str(iris.ID))}
    assert kinds - documented == set()
