"""The command line as its users meet it: a process, its two streams and its exit code."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import resource as limits
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from zjtx_kg.resources import resource

WUHAN = resource("data") / "sources" / "wuhan-2021.txt"
COMMANDS = ["extract", "add", "remove", "build", "validate", "serve", "query", "evaluate"]


def run(
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "zjtx_kg.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment,
        preexec_fn=before,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"zjtx-kg {command}" in done.stdout.split("Example:")[1]


def test_extract_prints_the_record_alone() -> None:
    done = run("extract", WUHAN)
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(record) == ["document", "measures", "tasks", "awards", "targets", "ladder"]
    assert record["document"]["title"] == "武汉市促进中小企业“专精特新”高质量发展行动计划"


def test_extract_explains_in_the_terminal() -> None:
    done = run("extract", WUHAN, "--explain")
    assert done.returncode == 0 and "\x1b" not in done.stdout  # no colours where nobody sees them
    assert done.stdout.startswith("legend  field")
    assert "└ issued 2021-10-30 fields.date-line" in done.stdout
    assert "accounted for" in done.stdout
    assert not done.stdout.lstrip().startswith("{")


def test_extract_explains_on_a_page(tmp_path: Path) -> None:
    page = tmp_path / "wuhan.html"
    done = run("extract", WUHAN, "--html", page)
    assert (done.returncode, done.stdout.strip()) == (0, str(page))
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>") and "武汉市促进中小企业“专精特新”高质量发展行动计划" in html
    both = run("extract", WUHAN, "--explain", "--html", page)
    assert both.returncode == 0 and both.stdout.startswith("legend")


def test_a_page_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    done = run("extract", WUHAN, "--html", tmp_path / "nowhere" / "a.html")
    assert (done.returncode, done.stdout) == (3, "")
    assert "nowhere" in done.stderr and "Traceback" not in done.stderr


# What is no readable text: contents, exit code, and a word the message must say.
BAD_FILES = {
    "empty": (b"", 3, "empty"),
    "binary": (bytes(range(256)) * 40, 3, "binary"),
    "larger than any document": ("今天天气很好。".encode() * 1_600_000, 3, "larger than 32 MiB"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_unreadable_files_are_refused(name: str, tmp_path: Path) -> None:
    contents, code, word = BAD_FILES[name]
    (tmp_path / "a.txt").write_bytes(contents)
    done = run("extract", tmp_path / "a.txt")
    assert (done.returncode, done.stdout) == (code, "")
    assert word in done.stderr and "a.txt" in done.stderr and "Traceback" not in done.stderr


def test_missing_file_is_refused(tmp_path: Path) -> None:
    done = run("extract", tmp_path / "nothing.txt")
    assert done.returncode == 3 and "nothing.txt" in done.stderr


# Texts without measures give an empty record, not an error.
EMPTY_RECORDS = {
    "no policy": "今天天气很好,我们去公园散步。",
    "no numbered items": "关于开展培训的通知\n各有关单位:\n为提升企业管理水平,决定开展培训,请踊跃报名。",
}


@pytest.mark.parametrize("name", EMPTY_RECORDS)
def test_text_without_measures_gives_an_empty_record(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(EMPTY_RECORDS[name], encoding="utf-8")
    done = run("extract", tmp_path / "a.txt")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert record["measures"] == record["awards"] == record["targets"] == []
    assert "measure" in done.stderr, "that nothing was found is said"


def test_twenty_megabytes_are_read(tmp_path: Path) -> None:
    """A page with a picture inside; some 10 seconds. Running text takes some 3 seconds a megabyte."""
    picture = base64.b64encode(hashlib.shake_256(b"picture").digest(15_000_000)).decode()
    paragraphs = WUHAN.read_text(encoding="utf-8").splitlines()
    page = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    (tmp_path / "a.txt").write_text(f'{page}<img src="data:image/png;base64,{picture}">', encoding="utf-8")
    done = run("extract", tmp_path / "a.txt")
    assert done.returncode == 0
    assert json.loads(done.stdout)["measures"] == json.loads(run("extract", WUHAN).stdout)["measures"]


def test_scraps_of_numbering_are_read_without_a_fault(tmp_path: Path) -> None:
    """Numbers that stand inside the wording of the number before."""
    (tmp_path / "a.txt").write_text("二、人\n4，101人国2\n一）", encoding="utf-8")
    done = run("extract", tmp_path / "a.txt")
    assert done.returncode == 0 and json.loads(done.stdout)["awards"] == []


def test_a_query_file_that_is_not_there_is_said(tmp_path: Path, release: Path) -> None:
    done = run("query", tmp_path / "no.rq", "--release", release)
    assert done.returncode == 8 and "no such file" in done.stderr


def test_gb18030_reads_like_utf8(tmp_path: Path) -> None:
    (tmp_path / "gb.txt").write_bytes(WUHAN.read_text(encoding="utf-8").encode("gb18030"))
    assert run("extract", tmp_path / "gb.txt").stdout == run("extract", WUHAN).stdout


@pytest.mark.parametrize("name", [r"\[/b]", "[red]a", "a\x1b[2J"])
def test_names_of_files_are_shown_as_they_are(name: str, tmp_path: Path) -> None:
    done = run("extract", tmp_path / name)
    assert done.returncode == 3
    assert f"{name.replace(chr(27), '�')}: there is no such file" in done.stderr


def test_build_prints_the_release_and_query_answers(tmp_path: Path) -> None:
    built = run("build", "-q", "--out", tmp_path / "out", "--jobs", "1")
    assert built.returncode == 0 and built.stderr == ""
    assert Path(built.stdout.strip()).parent == tmp_path / "out" / "releases"
    text = "SELECT ?code WHERE { ?r a zjtx:Region ; zjtx:code ?code } ORDER BY ?code"
    done = run("query", text, "--release", tmp_path / "out", "--format", "csv")
    codes = [row[0] for row in csv.reader(io.StringIO(done.stdout))]
    assert codes[0] == "code" and {"420100", "340700", "330400", "500111", "320700"} <= set(codes)
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    as_json = run("query", tmp_path / "q.rq", "--release", tmp_path / "out", "--format", "json")
    assert len(json.loads(as_json.stdout)["results"]["bindings"]) == len(codes) - 1
    assert "420100" in run("query", text, "--release", tmp_path / "out").stdout
    checked = run("validate", "--release", tmp_path / "out", "-q")
    assert checked.returncode == 0 and "0 violations" in checked.stdout


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    """A copy of the release, which a test may damage."""
    return Path(shutil.copytree(release, tmp_path / "copy"))


# Queries that are refused, each with a word that the message must say.
REFUSED = {
    "no SPARQL": ("SELECT WHERE", "not valid SPARQL"),
    "another server": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    "another server, small letters": ("ASK { service SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
    "another server after a string": ("ASK { ?s ?p 'it is' . SERVICE<http://127.0.0.1:1/> { } }", "SERVICE"),
    "triples as CSV": ("DESCRIBE <https://w3id.org/zjtx/id/policy/wuhan-2021>", "Turtle"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_query_is_refused(name: str, release: Path) -> None:
    query, word = REFUSED[name]
    done = run("query", query, "--release", release, "--format", "csv")
    assert (done.returncode, done.stdout) == (8, "") and word in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("query", ["ASK { ?service ?p 'SERVICE' }  # SERVICE", "ASK { <urn:SERVICE> <urn:p> 'it''s' }"])
def test_service_is_a_word_too(query: str, release: Path) -> None:
    """In a string, a comment, an IRI or a variable it asks no other server."""
    assert "SERVICE is refused" not in run("query", query, "--release", release).stderr


def test_description_comes_as_turtle(release: Path) -> None:
    done = run("query", "DESCRIBE <https://w3id.org/zjtx/id/policy/wuhan-2021>", "--release", release)
    assert done.returncode == 0 and "@prefix zjtx:" in done.stdout


@pytest.mark.parametrize(("lost", "command"), [("data.nq", ["validate"]), ("store", ["query", "ASK {}"])])
def test_release_with_a_part_missing_is_said(copy: Path, lost: str, command: list[str]) -> None:
    shutil.rmtree(copy / lost, ignore_errors=True)
    (copy / lost).unlink(missing_ok=True)
    done = run(*command, "--release", copy)
    assert done.returncode == 7 and "Build it again" in done.stderr and "Traceback" not in done.stderr


# What stands in the dump, what takes its place, exit code, and what is said of it.
CHANGED = {
    "another amount": (b'zjtx/ontology#amount> "', b'zjtx/ontology#amount> "1', 7, "changed or missing: data.nq"),
    "words of a quote": (b'oa#exact> "', b'oa#exact> "X', 6, "quote.in-place"),
    "no line of N-Quads": (b'oa#exact> "', b'oa#exact> < "', 7, "no valid N-Quads"),
    "no line at all": (b"\n", b"\nnothing\n", 7, "cannot be read"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_changed_dump_does_not_pass(copy: Path, name: str) -> None:
    old, new, code, said = CHANGED[name]
    dump = copy / "data.nq"
    dump.write_bytes(dump.read_bytes().replace(old, new, 1))
    done = run("validate", "--jobs", "1", "--release", copy)
    assert done.returncode == code and said in done.stdout + done.stderr and "Traceback" not in done.stderr


def test_reasoning_without_java_does_not_pass(release: Path, tmp_path: Path) -> None:
    done = run("validate", "--reason", "-q", "--release", release, environment={**os.environ, "PATH": str(tmp_path)})
    assert done.returncode == 10 and "not run" in done.stdout and "Java" in done.stderr


def test_checks_show_progress_unless_told_not_to(release: Path) -> None:
    assert "documents" in run("validate", "--jobs", "1", "--release", release).stderr
    assert run("validate", "--jobs", "1", "-q", "--release", release).stderr == ""


def test_no_room_leaves_nothing_half_written(tmp_path: Path) -> None:
    """No file may grow beyond 64 KiB: the dump cannot be finished."""
    done = run(
        "build", "-q", "--out", tmp_path / "out", "--jobs", "1",
        before=lambda: limits.setrlimit(limits.RLIMIT_FSIZE, (2**16, 2**16)),
    )  # fmt: skip
    assert done.returncode == 7 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert list((tmp_path / "out" / "releases").iterdir()) == []
    assert not (tmp_path / "out" / "current").exists()


def test_occupied_port_is_said(tmp_path: Path, release: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--release", release, "--port", str(port), "--no-browser")
    assert done.returncode != 0 and str(port) in done.stderr and "Traceback" not in done.stderr


def test_evaluate_prints_figures() -> None:
    done = run("evaluate", "--json")
    assert done.returncode == 0 and "documents" in done.stderr
    figures = json.loads(done.stdout)
    documents = figures["documents"]
    assert documents["all"]["measures"]["gold"] == sum(
        documents[name]["measures"]["gold"] for name in documents if name != "all"
    )
    assert (figures["lost"], figures["falls"]) == ([], [])
