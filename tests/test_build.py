"""The main job on the real documents: what is in the release, and that it is the same each time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest

from zjtx_kg.catalogue import load_catalogue, load_publications
from zjtx_kg.clean import clean
from zjtx_kg.errors import CatalogueError, ProcessingError, ReleaseError, ValidationError, VocabularyError
from zjtx_kg.publish.build import build
from zjtx_kg.publish.release import current, find_release
from zjtx_kg.read import read_source
from zjtx_kg.resources import resource

ROOT = Path(__file__).parent.parent
HAN = re.compile("[\u4e00-\u9fff]")
PREFIXES = """
PREFIX zjtx: <https://w3id.org/zjtx/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def query(release: Path, text: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store.read_only(str(release / "store"))
    solutions = store.query(PREFIXES + text)
    return [tuple(term.value if term else "" for term in solution) for solution in solutions]


def copied_data(to: Path) -> Path:
    return Path(shutil.copytree(resource("data"), to / "data"))


def test_release_holds_what_it_says(release: Path) -> None:
    report = json.loads((release / "release.json").read_text(encoding="utf-8"))
    assert release.name == report["id"]
    for name, digest in report["files"].items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest, name
    named = query(release, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    assert named == [(str(report["quads"]),)]
    assert {document["id"] for document in report["documents"]} == {
        path.stem for path in (release / "records").glob("*.json")
    }
    assert "构建报告" in (release / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["Measure", "Task", "Responsibility", "Award", "Target", "LadderStep"])
def test_every_fact_stands_on_its_words(release: Path, kind: str) -> None:
    """The clean text at the place of each quote is the quote, in the text of the graph and in the file."""
    rows = query(
        release,
        f"""SELECT ?fact ?exact ?start ?end ?text ?source WHERE {{
              ?fact a zjtx:{kind} ; prov:wasQuotedFrom ?place .
              ?place oa:hasSource ?source ; oa:hasSelector ?words, ?position .
              ?source zjtx:cleanText ?text .
              ?words a oa:TextQuoteSelector ; oa:exact ?exact .
              ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }}""",
    )
    facts = query(release, f"SELECT ?fact WHERE {{ ?fact a zjtx:{kind} }}")
    assert facts and {row[0] for row in rows} == {fact for (fact,) in facts}
    for fact, exact, start, end, text, source in rows:
        assert text[int(start) : int(end)] == exact, fact
        name = source.rsplit("/", 1)[1]
        assert (release / "texts" / f"{name}.txt").read_text(encoding="utf-8") == text


def test_two_builds_are_byte_identical(release: Path, tmp_path: Path) -> None:
    """In one process or two; all but the store's own files, whose names are random."""
    again = build(resource("data"), tmp_path, silent, jobs=2)
    assert again.name == release.name
    for name in json.loads((release / "release.json").read_text(encoding="utf-8"))["files"]:
        assert (again / name).read_bytes() == (release / name).read_bytes(), name
    assert (again / "release.json").read_bytes() == (release / "release.json").read_bytes()
    assert (again / "report.html").read_bytes() == (release / "report.html").read_bytes()


def test_what_two_policies_say_counts_once(release: Path) -> None:
    """Each policy's graph describes its region and the country around it; the union holds the country once."""
    country = "SELECT (COUNT(*) AS ?n) WHERE { ?country a zjtx:Region ; zjtx:code '100000' }"
    assert query(release, country) == [("1",)]


def test_counts_are_of_different_things(release: Path) -> None:
    """What several policies name counts once; policies that are only cited count apart."""
    report = json.loads((release / "release.json").read_text(encoding="utf-8"))
    counted = query(
        release,
        """SELECT (STRAFTER(STR(?class), "#") AS ?name) (COUNT(DISTINCT ?thing) AS ?things) WHERE {
             ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(zjtx:)) && CONTAINS(STR(?thing), "/id/"))
             FILTER(!CONTAINS(STR(?thing), "/id/cited-policy/")) } GROUP BY ?class""",
    )
    apart = report["counts"].pop("Policy (only cited)")
    assert {name: int(things) for name, things in counted} == report["counts"]
    assert report["counts"]["Policy"] == len(report["documents"])
    cited = query(
        release, "SELECT DISTINCT ?p WHERE { ?p a zjtx:Policy FILTER(CONTAINS(STR(?p), '/id/cited-policy/')) }"
    )
    assert len(cited) == apart > 0


def test_sources_for_evaluation_stay_out(release: Path) -> None:
    kept_out = {entry.id for entry in load_catalogue(resource("data")) if entry.use == "evaluation"}
    assert kept_out
    dumps = [path.read_text(encoding="utf-8") for path in (release / "data.nq", release / "release.json")]
    assert not [name for name in kept_out for dump in dumps if name in dump]
    assert kept_out.isdisjoint(path.stem for path in release.glob("*/*.*"))


def test_no_spam_reaches_the_release(release: Path) -> None:
    """No four characters on end of what cleaning left out as spam stand in any file, and no hidden markup."""
    spam = {"<legend", "h4sia"}
    for entry in load_publications(resource("data")):
        source = read_source(resource("data") / entry.file, entry.id)
        for omission in clean(source).omissions:
            if omission.rule.startswith("clean-spam."):
                spam |= {
                    four for four in re.findall(r"(?=(\S{4}))", omission.source.of(source.text)) if HAN.search(four)
                }
    assert len(spam) > 50
    for path in (path for path in release.rglob("*") if path.is_file() and "store" not in path.parts):
        held = path.read_bytes().decode("utf-8", "ignore")  # the index is no text, but the words in it are
        assert [four for four in spam if four in held] == [], path.name


def test_store_tells_no_path_of_the_machine(release: Path) -> None:
    for file in (release / "store").iterdir():
        assert str(release.parent.parent).encode() not in file.read_bytes(), file.name
        assert not file.name.startswith(("LOG.", "OPTIONS")) and file.name != "LOG"


def test_store_opens_where_nobody_may_write(release: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(release, tmp_path / "copy"))
    for path in (*copy.rglob("*"), copy):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert query(copy, "SELECT ?p WHERE { ?p a zjtx:Award } LIMIT 1")
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755)


def test_wrong_hash_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    data, out = copied_data(tmp_path), tmp_path / "out"
    before = build(data, out, silent, jobs=1)
    source = data / "sources" / "jiaxing.txt"
    source.write_text(source.read_text(encoding="utf-8") + "。", encoding="utf-8")
    with pytest.raises(CatalogueError, match="jiaxing"):
        build(data, out, silent, jobs=1)
    assert current(out) == before
    assert [path for path in out.iterdir() if path.name.startswith(".staging")] == []


def test_missing_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="zjtx-kg build"):
        find_release(tmp_path)


def test_a_new_release_replaces_the_old_one_and_keeps_it(tmp_path: Path) -> None:
    data, out = copied_data(tmp_path), tmp_path / "out"
    first = build(data, out, silent, jobs=1)
    catalogue = (data / "catalogue.toml").read_text(encoding="utf-8")
    kept = catalogue[: catalogue.index("[[", catalogue.index("[[") + 2)]
    (data / "catalogue.toml").write_text(kept, encoding="utf-8")
    second = build(data, out, silent, jobs=1)
    assert current(out) == second != first
    assert first.exists(), "the release before stays for those who still read it"
    assert build(data, out, silent, jobs=1) == second
    assert sorted(path.name for path in (out / "releases").iterdir()) == sorted([first.name, second.name])


STRICTER = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix zjtx: <https://w3id.org/zjtx/ontology#> .
<https://w3id.org/zjtx/shapes#policy.title-short> a sh:PropertyShape ;
    sh:targetClass zjtx:Policy ; sh:path dcterms:title ; sh:maxLength 30 ;
    sh:severity sh:Violation ; sh:message "Shorten the title."@en .
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, whose knowledge a test may change."""
    for folder in ("zjtx_kg", "server", "ontology", "shapes", "data"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def run_build(project: Path, jobs: int = 1) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zjtx_kg.cli", "build", "-q", "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(project), str(project / "server")))}
    return subprocess.run(command, cwd=project, env=environment, check=False, capture_output=True, text=True)


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def test_violation_fails_the_build_and_names_document_and_rule(project: Path) -> None:
    """The same project with one shape more, which Wuhan's title meets and Dazu's does not."""
    assert run_build(project).returncode == 0
    before = current(project / "build")
    (project / "shapes" / "stricter.ttl").write_text(STRICTER, encoding="utf-8")
    done = run_build(project)
    assert done.returncode == ValidationError.exit_code and done.stdout == ""
    assert re.search(r"dazu-2022@\d+-\d+ \[shape\.policy\.title-short\] Shorten the title\.", done.stderr)
    assert "wuhan-2021" not in done.stderr
    assert current(project / "build") == before


BROKEN = b"\n<a> <b> .\n[["
OTHER_ENCODING = "规则".encode("gb18030")


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("ontology/zjtx.ttl", BROKEN),
        ("ontology/alignments.ttl", OTHER_ENCODING),
        ("ontology/vocab/tiers.ttl", BROKEN),
        ("ontology/vocab/tiers.ttl", None),
        ("ontology/vocab/metrics.ttl", BROKEN),
        ("shapes/award.ttl", BROKEN),
        ("shapes/award.ttl", OTHER_ENCODING),
        ("zjtx_kg/rules/awards.toml", BROKEN),
        ("zjtx_kg/rules/awards.toml", OTHER_ENCODING),
        ("zjtx_kg/rules/awards.toml", None),
        ("data/regions.csv", BROKEN),
        ("data/regions.csv", None),
    ],
)
def test_broken_knowledge_fails_the_build_and_names_the_file(project: Path, file: str, damage: bytes | None) -> None:
    """Damage is what is appended; None where the file is gone."""
    if damage is None:
        (project / file).unlink()
    else:
        (project / file).write_bytes((project / file).read_bytes() + damage)
    done = run_build(project)
    assert done.returncode == VocabularyError.exit_code, done.stderr
    assert Path(file).name in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("folder", ["ontology", "shapes", "data"])
def test_missing_knowledge_fails_the_build(project: Path, folder: str) -> None:
    """Without shapes everything would be valid."""
    shutil.rmtree(project / folder)
    done = run_build(project)
    assert done.returncode == VocabularyError.exit_code, done.stderr
    assert folder in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("error", ["ValueError('odd')", "RecursionError", "SyntaxError('odd')", "MemoryError"])
def test_fault_of_the_program_names_document_and_step(project: Path, error: str) -> None:
    append(project / "zjtx_kg" / "resolve" / "__init__.py", f"\n\ndef resolve(*_):\n    raise {error}\n")
    done = run_build(project)
    assert done.returncode == ProcessingError.exit_code
    assert "tongling-2018" in done.stderr and "resolve" in done.stderr and "Traceback" not in done.stderr


def test_process_that_ends_names_its_documents(project: Path) -> None:
    """As the system ends processes when memory runs out."""
    append(project / "zjtx_kg" / "resolve" / "__init__.py", "\n\ndef resolve(*_):\n    import os\n    os._exit(9)\n")
    done = run_build(project, jobs=2)
    assert done.returncode == ProcessingError.exit_code
    assert "tongling-2018" in done.stderr and "Traceback" not in done.stderr
