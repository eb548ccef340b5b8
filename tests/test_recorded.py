"""Recorded figures: what a change won and lost against them, and a fall that ends the command with its own code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_evaluate import GOLD, broken_off, changed

from zjtx_kg.catalogue import load_catalogue
from zjtx_kg.cli import main
from zjtx_kg.errors import FallError, SourceError
from zjtx_kg.evaluate import evaluate
from zjtx_kg.evaluate.assess import DOCUMENTS, LEFT_OUT
from zjtx_kg.evaluate.recorded import changes, load_recorded, write_recorded
from zjtx_kg.records import Json
from zjtx_kg.resources import resource


def figures(*records: Json) -> dict[str, dict[str, object]]:
    """Figures of records that should all read as `GOLD` does, under the names a, b …"""
    return {DOCUMENTS: {name: evaluate(GOLD, record) for name, record in zip("abc", records, strict=False)}}


RIGHT, WRONG_BOUND, NO_AWARD = GOLD, changed("awards.0.bound", "max"), changed("awards", [])

# Recorded, read now; won, lost, falls.
COMPARISONS: list[tuple[Json, Json, list[str], list[str], list[str]]] = [
    (RIGHT, RIGHT, [], [], []),
    (WRONG_BOUND, RIGHT, ["differs: 新认定的科技小巨人企业 200000 — bound: 'exact' ≠ 'max'"], [], []),
    (
        RIGHT,
        NO_AWARD,
        [],
        ["missing: 新认定的科技小巨人企业 200000"],
        ["precision 1.0000 → 0.0000", "recall 1.0000 → 0.0000", "f1 1.0000 → 0.0000", "exact_f1 1.0000 → 0.0000"],
    ),
    (
        RIGHT,
        WRONG_BOUND,
        [],
        ["differs: 新认定的科技小巨人企业 200000 — bound: 'exact' ≠ 'max'"],
        ["exact_f1 1.0000 → 0.0000"],
    ),
    # one miss for another: told on both sides, the figures are better
    (
        NO_AWARD,
        WRONG_BOUND,
        ["missing: 新认定的科技小巨人企业 200000"],
        ["differs: 新认定的科技小巨人企业 200000 — bound: 'exact' ≠ 'max'"],
        [],
    ),
]


@pytest.mark.parametrize(("past", "now", "won", "lost", "falls"), COMPARISONS)
def test_won_and_lost(past: Json, now: Json, won: list[str], lost: list[str], falls: list[str]) -> None:
    found = changes(figures(past), figures(now))
    assert found.won == tuple(f"documents, a, awards: {line}" for line in won)
    assert found.lost == tuple(f"documents, a, awards: {line}" for line in lost)
    assert found.falls == tuple(f"documents, a, awards: {line}" for line in falls)


@pytest.mark.parametrize(("past", "now"), [comparison[:2] for comparison in COMPARISONS])
def test_what_is_won_one_way_is_lost_the_other(past: Json, now: Json) -> None:
    there, back = changes(figures(past), figures(now)), changes(figures(now), figures(past))
    assert (there.won, there.lost) == (back.lost, back.won)


def test_a_miss_more_of_the_same_is_lost() -> None:
    once, twice = broken_off("强化金融支持"), broken_off("强化金融支持")
    twice["awards"].append(twice["awards"][-1])
    assert changes(figures(once), figures(twice)).lost == (
        "documents, a, awards: extra: 新认定的科技小巨人企业 200000",
    )


def test_documents_that_come_and_go() -> None:
    found = changes(figures(RIGHT, RIGHT), figures(RIGHT, RIGHT, NO_AWARD))
    assert (found.unrecorded, found.lost, found.falls) == (("documents, c",), (), ())
    assert changes(figures(RIGHT, RIGHT), figures(RIGHT)).falls == ("documents, b: is no longer evaluated",)
    assert changes({LEFT_OUT: figures(RIGHT)[DOCUMENTS]}, figures(RIGHT)).falls == ()  # not measured this time


def test_recorded_figures_are_read_again_and_stay_where_nothing_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    assert load_recorded(path) == {}
    write_recorded(path, {LEFT_OUT: figures(NO_AWARD)[DOCUMENTS]})
    write_recorded(path, figures(RIGHT, WRONG_BOUND))
    assert load_recorded(path) == {LEFT_OUT: figures(NO_AWARD)[DOCUMENTS], **figures(RIGHT, WRONG_BOUND)}
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum('"awards"' in line for line in lines) == 3  # a line for each document and kind


@pytest.mark.parametrize("text", ["", "[]", '{"documents": 3}', '{"documents": {"a": {"awards": {"gold": 1}}}}'])
def test_broken_record_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"figures\.json"):
        load_recorded(path)


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of two short documents of two regions, with their annotations."""
    (tmp_path / "gold").mkdir()
    with (tmp_path / "catalogue.toml").open("w", encoding="utf-8") as catalogue:
        for entry in load_catalogue(resource("data")):
            if entry.id in {"wuhan-2023", "xinxiang-2023"}:
                shutil.copy(resource("data") / entry.file, tmp_path / f"{entry.id}.txt")
                shutil.copy(resource("data") / "gold" / f"{entry.id}.json", tmp_path / "gold")
                catalogue.write(
                    f'[[sources]]\nid = "{entry.id}"\nfile = "{entry.id}.txt"\nsha256 = "{entry.sha256}"\n'
                    'origin = "a copy"\nlicence = "as there"\n'
                )
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", "-q", *map(str, arguments)])


def spoil(annotation: Path) -> None:
    """Ask for a target that the text does not hold."""
    record = json.loads(annotation.read_text(encoding="utf-8"))
    record["targets"].append(record["targets"][0] | {"value": 7})
    annotation.write_text(json.dumps(record), encoding="utf-8")


def test_a_fall_ends_the_command_with_its_code(folder: Path) -> None:
    first = run("--data", folder)
    assert first.exit_code == 0 and "2 documents are not recorded yet" in first.stdout
    assert run("--data", folder, "--record").exit_code == 0
    unchanged = run("--data", folder)
    assert unchanged.exit_code == 0 and "0 won, 0 lost" in unchanged.stdout
    spoil(folder / "gold" / "wuhan-2023.json")
    fallen = run("--data", folder)
    assert fallen.exit_code == FallError.exit_code == 11
    assert "lost  documents, wuhan-2023, targets: missing: 市场主体总数 7户" in fallen.stdout
    assert "documents, wuhan-2023, targets: recall 1.0000 →" in fallen.stderr and "--record" in fallen.stderr
    assert run("--data", folder, "--record").exit_code == 0  # taken for good
    assert run("--data", folder).exit_code == 0
    shutil.copy(resource("data") / "gold" / "wuhan-2023.json", folder / "gold")
    risen = run("--data", folder)
    assert risen.exit_code == 0 and "1 won (--record keeps them), 0 lost" in risen.stdout


def test_a_doctored_record_file_is_a_fall(folder: Path) -> None:
    assert run("--data", folder, "--record").exit_code == 0
    recorded = folder / "figures.json"
    data = json.loads(recorded.read_text(encoding="utf-8"))
    del data["documents"]["xinxiang-2023"]
    data["documents"]["elsewhere-2020"] = {}
    recorded.write_text(json.dumps(data), encoding="utf-8")
    done = run("--data", folder, "--json")
    assert done.exit_code == FallError.exit_code
    told = json.loads(done.stdout)
    assert told["falls"] == ["documents, elsewhere-2020: is no longer evaluated"]
    assert told["unrecorded"] == ["documents, xinxiang-2023"]


def test_both_figures_stand_side_by_side_and_are_recorded(folder: Path) -> None:
    done = run("--data", folder, "--left-out", "--record")
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines()]
    targets = next(line for line in lines if line[:1] == ["targets"])
    assert len(targets) == 2 + 2 * 4  # kind and gold, four rates of each figure
    assert {line[0]: int(line[1]) for line in lines if line[:1] in (["武汉市"], ["新乡市"])}.keys() == {
        "武汉市",
        "新乡市",
    }
    assert list(load_recorded(folder / "figures.json")) == [DOCUMENTS, LEFT_OUT]
    assert "0 won, 0 lost" in run("--data", folder).stdout  # what is left out need not be measured each time


def test_pages_of_a_folder_by_set(tmp_path: Path, folder: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "set-9").mkdir(parents=True)
    page = pages / "set-9" / "xinxiang.txt"
    shutil.copy(folder / "xinxiang-2023.txt", page)
    lacking = run("--pages", pages)
    assert lacking.exit_code == SourceError.exit_code and "xinxiang.json" in lacking.stderr
    shutil.copy(folder / "gold" / "xinxiang-2023.json", page.with_suffix(".json"))
    (pages / "first-sight.csv").write_text("set,targets\nset-9,0.123\n", encoding="utf-8")
    done = run("--pages", pages, "--misses", "--record")
    assert done.exit_code == 0, done.output
    assert "set-9/xinxiang" in done.stdout and "0.123" in done.stdout and "no misses" in done.stdout
    assert "say nothing about unseen text" in done.stderr
    assert list(load_recorded(pages / "figures.json")) == ["composed pages"]
    assert run("--pages", pages, "--left-out").exit_code == 2


def test_a_folder_without_annotations(tmp_path: Path, folder: Path) -> None:
    assert run("--data", folder, "--gold", tmp_path / "none").exit_code == SourceError.exit_code
    assert run("--pages", tmp_path / "none").exit_code == SourceError.exit_code
