"""Anyone's documents, through the command line: put into a folder, built, taken out, and nothing by halves."""

from __future__ import annotations

import hashlib
import os
import pty
import resource as limits
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from zjtx_kg.catalogue import ID, CatalogueEntry, load_catalogue, read_entries
from zjtx_kg.cli import main
from zjtx_kg.collect import Terms, add, plan
from zjtx_kg.collect.entries import with_entries, without_entries
from zjtx_kg.collect.ids import free_id, id_of_name
from zjtx_kg.errors import CatalogueError, SourceError
from zjtx_kg.publish.release import current
from zjtx_kg.resources import resource

ROOT = Path(__file__).parent.parent
SOURCES = resource("data") / "sources"
WUHAN = SOURCES / "wuhan-2021.txt"
JIAXING = SOURCES / "jiaxing.txt"


def run(*arguments: str | Path) -> Result:
    """A command in this process, without a terminal."""
    return CliRunner().invoke(main, [str(each) for each in arguments])


def flat(text: str) -> str:
    """A message without the line breaks that a console puts in."""
    return " ".join(text.split())


def state(folder: Path) -> Mapping[str, bytes]:
    """Name and bytes of every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wuhan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources with Wuhan in it, to be copied."""
    own = tmp_path_factory.mktemp("wuhan") / "own"
    done = run("add", WUHAN, "--data", own, "--yes", "-q")
    assert (done.exit_code, done.stdout) == (0, "wuhan-2021\n"), done.stderr
    return own


@pytest.fixture
def folder(wuhan: Path, tmp_path: Path) -> Path:
    """A folder of sources with Wuhan in it, which a test may change."""
    return Path(shutil.copytree(wuhan, tmp_path / "own"))


def test_a_document_is_shown_and_catalogued_as_received(tmp_path: Path) -> None:
    own = tmp_path / "own"
    done = run(
        "add", WUHAN, "--data", own, "--origin", "武汉市人民政府", "--licence", "Article 5", "--note", "n", "--yes"
    )
    assert (done.exit_code, done.stdout) == (0, "wuhan-2021\n")
    (entry,) = load_catalogue(own)
    digest = hashlib.sha256(WUHAN.read_bytes()).hexdigest()
    assert entry == CatalogueEntry("wuhan-2021", "sources/wuhan-2021.txt", digest, "武汉市人民政府", "Article 5", "n")
    assert (own / entry.file).read_bytes() == WUHAN.read_bytes()
    for shown in (
        "武汉市促进中小企业“专精特新”高质量发展行动计划",
        "武汉市 (420100)",
        "2021-10-30",
        "1,000,000 yuan",  # an award with its sum
        ">= 260 家",
        "→ wuhan-2021",
        f"zjtx-kg build --data {own}",
    ):
        assert shown in flat(done.stderr), shown


def test_what_could_not_be_read_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("关于开展培训的通知\n各有关单位:\n决定开展培训,请踊跃报名。", encoding="utf-8")
    done = run("add", tmp_path / "a.txt", "--data", tmp_path, "--yes")
    assert "warning outline.numbers no numbered item" in flat(done.stderr) and "outline-doubts" in done.stderr


def test_a_second_time_changes_nothing(folder: Path) -> None:
    before = state(folder)
    again = run("add", WUHAN, "--data", folder)  # nothing to ask for
    assert (again.exit_code, again.stdout) == (0, "") and "is there already as wuhan-2021" in again.stderr
    assert state(folder) == before


def test_the_same_bytes_under_another_name_are_known(folder: Path, tmp_path: Path) -> None:
    before = state(folder)
    (tmp_path / "另一个 名字.html").write_bytes(WUHAN.read_bytes())
    done = run("add", tmp_path / "另一个 名字.html", "--data", folder, "--id", "other", "--yes")
    assert done.exit_code == 0 and "另一个 名字.html is there already as wuhan-2021" in flat(done.stderr)
    assert state(folder) == before


def test_an_id_with_other_bytes_is_refused_with_the_way_out(folder: Path, tmp_path: Path) -> None:
    before = state(folder)
    (tmp_path / "mended.txt").write_bytes(WUHAN.read_bytes() + b"\n")
    done = run("add", tmp_path / "mended.txt", "--data", folder, "--yes")
    assert done.exit_code == 4 and state(folder) == before
    assert "wuhan-2021" in done.stderr and "--id wuhan-2021-2" in done.stderr and "zjtx-kg remove" in done.stderr
    taken = run("add", tmp_path / "mended.txt", "--data", folder, "--yes", "-q", "--id", "wuhan-2021-2")
    assert (taken.exit_code, taken.stdout) == (0, "wuhan-2021-2\n")
    assert [entry.id for entry in load_catalogue(folder)] == ["wuhan-2021", "wuhan-2021-2"]


def test_a_folder_of_mixed_files(tmp_path: Path) -> None:
    """Documents are added in a stable order; everything else is left out with its reason."""
    mixed = tmp_path / "mixed"
    (mixed / "子 文件夹").mkdir(parents=True)
    (mixed / "b.txt").write_bytes(JIAXING.read_bytes())
    (mixed / "子 文件夹" / "武汉 行动计划.txt").write_bytes(WUHAN.read_bytes())
    (mixed / "子 文件夹" / "again.txt").write_bytes(WUHAN.read_bytes())
    (mixed / "junk.txt").write_bytes("café crème brûlée".encode("cp1252") * 20)
    (mixed / "style.css").write_text("p {}")
    (mixed / ".DS_Store").write_bytes(b"\0")
    (mixed / "empty.txt").write_bytes(b"")
    (mixed / "page.html").write_bytes(b"<html><body>" + JIAXING.read_bytes() + b"</body></html>")
    (mixed / "page_files").mkdir()
    (mixed / "page_files" / "frame.html").write_text("<p>part</p>")
    done = run("add", mixed, "--data", tmp_path / "own", "--yes")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split() == ["b", "page", "wuhan-2021"]
    said = flat(done.stderr)
    for name, reason in {
        "junk.txt": "the encoding is not known",
        "style.css": "no kind of document",
        ".DS_Store": "hidden",
        "empty.txt": "the file is empty",
        "page_files/frame.html": "part of a saved page",
    }.items():
        assert f"left out: {mixed / name}: {reason}" in said, name
    assert f"{mixed / '子 文件夹' / '武汉 行动计划.txt'} is there already as wuhan-2021" in said
    assert {entry.file for entry in load_catalogue(tmp_path / "own")} == {
        "sources/b.txt", "sources/page.html", "sources/wuhan-2021.txt",
    }  # fmt: skip


STRICTER = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix zjtx: <https://w3id.org/zjtx/ontology#> .
<https://w3id.org/zjtx/shapes#policy.title-short> a sh:PropertyShape ;
    sh:targetClass zjtx:Policy ; sh:path dcterms:title ; sh:maxLength 30 ;
    sh:severity sh:Violation ; sh:message "Shorten the title."@en .
"""


def test_documents_that_violate_shapes_are_told_and_nothing_is_kept(tmp_path: Path) -> None:
    """The same project with one shape more, which Wuhan's title meets and Dazu's does not."""
    for name in ("zjtx_kg", "server", "ontology", "shapes", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "shapes" / "stricter.ttl").write_text(STRICTER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(tmp_path / "server")))}
    command = [sys.executable, "-m", "zjtx_kg.cli", "add", WUHAN, SOURCES / "dazu-2022.txt", "--yes", "--data", "own"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (6, "")
    assert "violations; nothing was added" in done.stderr and "dazu-2022@" in done.stderr
    assert "[shape.policy.title-short] Shorten the title." in done.stderr
    assert not (tmp_path / "own").exists()


def test_word_documents_are_added_as_received(tmp_path: Path) -> None:
    """Its bytes, not its text; the record is that of the text."""
    word = docx.Document()
    for paragraph in WUHAN.read_text(encoding="utf-8").splitlines():
        word.add_paragraph(paragraph)
    word.save(str(tmp_path / "武汉 意见.DOCX"))
    done = run("add", tmp_path / "武汉 意见.DOCX", "--data", tmp_path / "own", "--yes", "-q")
    assert (done.exit_code, done.stdout) == (0, "wuhan-2021\n"), done.stderr
    (entry,) = load_catalogue(tmp_path / "own")
    assert entry.file == "sources/wuhan-2021.docx" and entry.origin == "File 武汉 意见.DOCX, as received"
    assert (tmp_path / "own" / entry.file).read_bytes() == (tmp_path / "武汉 意见.DOCX").read_bytes()
    assert run("build", "-q", "--data", tmp_path / "own", "--out", tmp_path / "out").exit_code == 0


# What is refused before anything is read: arguments, exit code, words of the message.
REFUSED = {
    "Latin in Windows-1252": (["junk.txt"], 3, "the encoding is not known"),
    "no such file": (["nothing.txt"], 3, "no such file"),
    "a folder without documents": (["empty"], 3, "no document to read"),
    "a device": (["/dev/zero"], 3, "no plain file"),
    "an id that is none": (["a.txt", "--id", "武汉 2021"], 4, "no name"),
    "one id for two files": (["a.txt", "b.txt", "--id", "x"], 4, "several files"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_nothing_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, code, said = REFUSED[name]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "junk.txt").write_bytes("café crème brûlée".encode("cp1252") * 20)
    (tmp_path / "a.txt").write_text("一、为促进中小企业发展。", encoding="utf-8")
    (tmp_path / "b.txt").write_text("二、为促进中小企业发展。", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = run("add", *arguments, "--yes")
    assert done.exit_code == code and said in flat(done.stderr), done.stderr
    assert not (tmp_path / "policies").exists()


def test_without_terminal_nothing_is_asked_and_nothing_written(tmp_path: Path) -> None:
    done = run("add", WUHAN, "--data", tmp_path / "own")
    assert done.exit_code == 2 and "--yes" in done.stderr and done.stdout == ""
    assert "武汉市" in done.stderr, "what would be added is shown all the same"
    assert not (tmp_path / "own").exists()


def answered(answer: bytes, *arguments: str | Path) -> tuple[int, str]:
    """A process whose standard input is a terminal on which `answer` is typed: exit code, and all it wrote."""
    user, terminal = pty.openpty()
    command = [sys.executable, "-m", "zjtx_kg.cli", *map(str, arguments)]
    process = subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    os.close(terminal)
    os.write(user, answer)
    written, _ = process.communicate(timeout=120)
    os.close(user)
    return process.returncode, written.decode()


@pytest.mark.parametrize(("answer", "code", "ids"), [(b"y\n", 0, ["wuhan-2021"]), (b"n\n", 1, []), (b"\n", 1, [])])
def test_on_a_terminal_it_asks(answer: bytes, code: int, ids: Sequence[str], tmp_path: Path) -> None:
    """No is what silence means."""
    done, written = answered(answer, "add", WUHAN, "--data", tmp_path / "own")
    assert done == code and "Add 1 document to" in written and "Traceback" not in written
    assert [entry.id for entry in load_catalogue(tmp_path / "own")] == ids if ids else not (tmp_path / "own").exists()


def test_the_folder_is_data_in_a_checkout_and_policies_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("add", WUHAN, "--yes", "-q").exit_code == 0
    assert [entry.id for entry in load_catalogue(tmp_path / "policies")] == ["wuhan-2021"]
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.toml").write_text("# mine\n", encoding="utf-8")
    assert run("add", JIAXING, "--yes", "-q").exit_code == 0
    assert [entry.id for entry in load_catalogue(tmp_path / "data")] == ["jiaxing"]
    assert (tmp_path / "data" / "catalogue.toml").read_text(encoding="utf-8").startswith("# mine\n")


def test_added_documents_build_without_more_ado(folder: Path, tmp_path: Path) -> None:
    """As processes, as a user meets it."""
    zjtx = [sys.executable, "-m", "zjtx_kg.cli"]
    added = subprocess.run([*zjtx, "add", JIAXING, "--data", folder, "--yes", "-q"], capture_output=True, check=False)
    assert (added.returncode, added.stdout, added.stderr) == (0, b"jiaxing\n", b"")
    built = subprocess.run(
        [*zjtx, "build", "-q", "--data", folder, "--out", tmp_path / "out"], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    release = Path(built.stdout.strip())
    assert sorted(path.stem for path in (release / "records").iterdir()) == ["jiaxing", "wuhan-2021"]


def test_the_commands_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, with a yes."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Your own documents")[1]
    commands = [shlex.split(line, comments=True) for line in section.split("```")[1].splitlines()[1:]]
    assert [command[:2] for command in commands] == [["zjtx-kg", name] for name in ("add", "build", "serve", "remove")]
    (tmp_path / "downloads").mkdir()
    shutil.copy(WUHAN, tmp_path / "downloads" / "武汉.txt")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        if command[1] == "serve":  # it goes on until it is ended; here, that what it is to serve is there
            assert current(Path(command[-1]))
            continue
        done = run(*command[1:], *([] if command[1] == "build" else ["--yes"]))
        assert done.exit_code == 0, done.stderr
    assert read_entries(tmp_path / "policies") == ()


def test_removed_and_added_again_is_the_same_to_the_byte(folder: Path) -> None:
    run("add", JIAXING, "--data", folder, "--yes", "-q", "--origin", "嘉兴")
    before = state(folder)
    removed = run("remove", "jiaxing", "--data", folder, "--yes")
    assert (removed.exit_code, removed.stdout) == (0, "jiaxing\n")
    assert set(state(folder)) == {"catalogue.toml", "withdrawn.toml", "sources/wuhan-2021.txt"}
    assert "zjtx-kg add FILE" in removed.stderr and "--id jiaxing --origin '嘉兴'" in removed.stderr
    assert run("add", JIAXING, "--data", folder, "--yes", "-q", "--origin", "嘉兴").exit_code == 0
    assert state(folder) == before


def test_removing_twice_and_unknown_ids_name_the_near_ones(folder: Path) -> None:
    before = state(folder)
    unknown = run("remove", "wuhan-2012", "--data", folder, "--yes")
    assert unknown.exit_code == 4 and "Near are wuhan-2021" in flat(unknown.stderr)
    half = run("remove", "wuhan-2021", "nowhere", "--data", folder, "--yes")
    assert half.exit_code == 4 and state(folder) == before, "all of it or nothing"
    assert run("remove", "wuhan-2021", "--data", folder, "--yes", "-q").exit_code == 0
    twice = run("remove", "wuhan-2021", "--data", folder, "--yes")
    assert twice.exit_code == 4 and "there is no document wuhan-2021" in flat(twice.stderr)


def test_removing_asks_a_terminal(folder: Path) -> None:
    assert run("remove", "wuhan-2021", "--data", folder).exit_code == 2
    code, written = answered(b"n\n", "remove", "wuhan-2021", "--data", folder)
    assert code == 1 and "with their files?" in written and len(load_catalogue(folder)) == 1


def test_after_the_last_one_a_build_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    run("remove", "wuhan-2021", "--data", folder, "--yes", "-q")
    done = run("build", "--data", folder, "--out", tmp_path / "out", "-q")
    assert done.exit_code == 4 and f"zjtx-kg add FILE --data {folder}" in flat(done.stderr)
    assert run("add", WUHAN, "--data", folder, "--yes", "-q").exit_code == 0
    assert run("build", "--data", folder, "--out", tmp_path / "out", "-q").exit_code == 0


def test_a_file_outside_the_folder_is_not_removed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(JIAXING.read_bytes())
    entry = CatalogueEntry("x", "../outside.txt", hashlib.sha256(outside.read_bytes()).hexdigest(), "o", "l")
    catalogue = folder / "catalogue.toml"
    catalogue.write_text(with_entries(catalogue.read_text(encoding="utf-8"), [entry]), encoding="utf-8")
    assert len(load_catalogue(folder)) == 2
    assert run("remove", "x", "--data", folder, "--yes").exit_code == 0
    assert outside.exists() and [each.id for each in load_catalogue(folder)] == ["wuhan-2021"]


def test_an_entry_whose_file_is_gone_can_be_removed(folder: Path) -> None:
    (folder / "sources" / "wuhan-2021.txt").unlink()
    assert run("remove", "wuhan-2021", "--data", folder, "--yes", "-q").exit_code == 0
    assert read_entries(folder) == ()


# Where a kill may leave things: the file without an entry, or a half-written file under its other name.
LEFT_BEHIND = {
    "the file, before the catalogue": lambda own: (own / "sources" / "jiaxing.txt").write_bytes(JIAXING.read_bytes()),
    "half a file": lambda own: (own / "sources" / ".jiaxing.txt.part").write_bytes(JIAXING.read_bytes()[:99]),
    "half a catalogue": lambda own: (own / ".catalogue.toml.part").write_bytes(b"[[sour"),
}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_adding_goes_on_from_what_a_killed_process_left(name: str, folder: Path) -> None:
    LEFT_BEHIND[name](folder)
    assert [entry.id for entry in load_catalogue(folder)] == ["wuhan-2021"], "the catalogue is whole at any time"
    assert run("add", JIAXING, "--data", folder, "--yes", "-q").exit_code == 0
    assert [entry.id for entry in load_catalogue(folder)] == ["wuhan-2021", "jiaxing"]
    assert not [path for path in folder.rglob(".*") if path.suffix == ".part"]


def test_no_room_leaves_the_folder_as_it_was(folder: Path) -> None:
    """No file may grow beyond 4 KiB: the source cannot be written."""
    before = state(folder)
    done = subprocess.run(
        [sys.executable, "-m", "zjtx_kg.cli", "add", JIAXING, "--data", folder, "--yes", "-q"],
        preexec_fn=lambda: limits.setrlimit(limits.RLIMIT_FSIZE, (2**12, 2**12)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4 and "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert state(folder) == before


def test_two_that_add_at_once_both_do(folder: Path) -> None:
    command = [sys.executable, "-m", "zjtx_kg.cli", "add", "--data", folder, "--yes", "-q"]
    both = [subprocess.Popen([*command, SOURCES / name]) for name in ("jiaxing.txt", "dazu-2022.txt")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert {entry.id for entry in load_catalogue(folder)} == {"wuhan-2021", "jiaxing", "dazu-2022"}


def test_a_file_that_changes_before_it_is_written_is_refused(folder: Path, tmp_path: Path) -> None:
    """Between what was shown and the yes."""
    (tmp_path / "a.txt").write_bytes(JIAXING.read_bytes())
    planned = plan([tmp_path / "a.txt"], folder, None, lambda *_: None, 1)
    (tmp_path / "a.txt").write_bytes(b"other")
    before = state(folder)
    with pytest.raises(SourceError, match="has changed"):
        add(planned, Terms())
    assert state(folder) == before


def test_an_id_given_away_meanwhile_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(JIAXING.read_bytes())
    planned = plan([tmp_path / "a.txt"], folder, "mine", lambda *_: None, 1)
    assert run("add", SOURCES / "dazu-2022.txt", "--id", "mine", "--data", folder, "--yes", "-q").exit_code == 0
    before = state(folder)
    with pytest.raises(CatalogueError, match="free is --id mine-2"):
        add(planned, Terms())
    assert state(folder) == before


def test_a_stranger_in_the_place_of_a_source_is_left_alone(folder: Path) -> None:
    (folder / "sources" / "jiaxing.txt").write_text("mine", encoding="utf-8")
    before = state(folder)
    done = run("add", JIAXING, "--data", folder, "--yes")
    assert done.exit_code == 4 and "another file" in flat(done.stderr) and state(folder) == before


def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    """A file where the sources should be; nothing of what was begun stays."""
    (folder / "sources" / "wuhan-2021.txt").unlink()
    (folder / "sources").rmdir()
    (folder / "sources").write_text("", encoding="utf-8")
    before = state(folder)
    done = run("add", JIAXING, "--data", folder, "--yes")
    assert done.exit_code == 4 and "cannot be written" in flat(done.stderr) and state(folder) == before


def test_a_broken_catalogue_is_named(folder: Path) -> None:
    (folder / "catalogue.toml").write_text("[[sources", encoding="utf-8")
    for command in (["add", JIAXING], ["remove", "wuhan-2021"]):
        done = run(*command, "--data", folder, "--yes")
        assert done.exit_code == 4 and "not valid TOML" in flat(done.stderr)


# A catalogue written by hand, and what must be left of it when the entry x is there for a while.
HAND_WRITTEN = {
    "comments around entries": '# head\n\n# about a\n[[sources]]\nid = "a"\nfile = "a.txt"  # its file\nsha256 = ""\n'
    'origin = "o"\nlicence = "l"\n\n# at the end\n',
    "on one line": 'sources = [{id = "a", file = "a", sha256 = "", origin = "o", licence = "l"}]  # short\n',
    "no entry": "# nothing yet\n",
    "none, in brackets": "sources = []\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_comments_and_order_of_a_catalogue_stay(name: str, tmp_path: Path) -> None:
    text = HAND_WRITTEN[name]
    new = [CatalogueEntry(id, f"{id}.txt", "0", 'with "quotes" and \\', "l", "注") for id in ("x", "y")]
    longer = with_entries(text, new)
    (tmp_path / "catalogue.toml").write_text(longer, encoding="utf-8")
    before = ["a"] if '"a"' in text else []
    assert [entry.id for entry in read_entries(tmp_path)] == [*before, "x", "y"]
    assert read_entries(tmp_path)[-1] == new[-1]
    for comment in ("# head", "# about a", "# its file", "# at the end", "# short", "# nothing yet"):
        assert (comment in longer) == (comment in text)
    shorter = without_entries(longer, ["x", "y"])
    assert shorter.strip() == text.replace("sources = []", "").strip()
    assert with_entries(shorter, new) == longer


def test_a_doubtful_year_is_in_no_id(tmp_path: Path) -> None:
    """Signed in one year, written in another by the portal."""
    text = "成文日期:2023-01-02\n铜陵市中小企业扶持办法\n1.支持企业。给予奖励5万元。\n铜陵市人民政府\n{}年1月2日\n"
    for year, id in (("2023", "tongling-2023"), ("2024", "a")):
        (tmp_path / "a.txt").write_text(text.format(year), encoding="utf-8")
        planned = plan([tmp_path / "a.txt"], tmp_path / "own", None, lambda *_: None, 1)
        assert [each.id for each in planned.new] == [id]


@pytest.mark.parametrize(
    ("stem", "id"),
    [
        ("wuhan-2021", "wuhan-2021"),
        ("武汉 意见(2021)", "wu-han-yi-jian-2021"),
        ("重庆长沙", "chong-qing-chang-sha"),  # read by words, not by characters alone
        ("Policy_Final (2)", "policy-final-2"),
        ("Zürich Été", "zurich-ete"),
        ("２０２２年", "2022-nian"),  # full-width
        ("!!!", "document-01234567"),
    ],
)  # fmt: skip
def test_ids_from_names(stem: str, id: str) -> None:
    assert id_of_name(stem, "0123456789") == id


@given(st.text(min_size=1))
def test_any_name_gives_an_id(stem: str) -> None:
    assert ID.fullmatch(id_of_name(stem, "0123456789")) and len(id_of_name(stem, "0123456789")) <= 60


def test_free_ids_are_free() -> None:
    assert free_id("a", {"a", "a-2", "a-3"}) == "a-4"
