"""Releases in one folder: what is removed, what is mended, and builds that meet."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from zjtx_kg.errors import ReleaseError
from zjtx_kg.publish.release import STAGING, current, damage, find_release, put_in_force, staging


def publish(whole: Path, out: Path, version: str) -> Path:
    """A copy of a release, told apart by its version, put in force in `out`."""
    with staging(out) as stage:
        return put_in_force(stage, written(whole, stage, version))


def written(whole: Path, stage: Path, version: str) -> str:
    """Write a copy of a release to `stage`; its id."""
    from zjtx_kg.publish.report import report_id

    shutil.copytree(whole, stage, dirs_exist_ok=True)
    report = json.loads((whole / "release.json").read_text(encoding="utf-8")) | {"version": version}
    report["id"] = report_id(report)
    (stage / "release.json").write_text(json.dumps(report), encoding="utf-8")
    return str(report["id"])


def test_only_releases_are_cleaned_away(release: Path, tmp_path: Path) -> None:
    """Others keep folders of the name `releases` too, some of hexadecimal names."""
    strangers = [tmp_path / "releases" / name for name in ("v1.0", "0123456789abcdef", "fedcba9876543210")]
    for stranger in strangers:
        stranger.mkdir(parents=True)
        (stranger / "notes.txt").write_text("mine", encoding="utf-8")
    (strangers[2] / "release.json").write_text('{"id": 7}', encoding="utf-8")
    first, second, third = (publish(release, tmp_path, version) for version in "123")
    assert all((stranger / "notes.txt").is_file() for stranger in strangers)
    assert not first.exists() and second.exists() and current(tmp_path) == third


def test_relative_folder_keeps_the_release_before(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = (publish(release, Path("out"), version) for version in "12")
    assert first.exists() and current(Path("out")) == second.resolve()


def test_builds_that_meet_keep_what_is_in_force(release: Path, tmp_path: Path) -> None:
    """A second build begins and ends while the first is under way: its own folder stays until it is done."""
    publish(release, tmp_path, "0")
    with staging(tmp_path) as slow:
        name = written(release, slow, "slow")
        quick = publish(release, tmp_path, "quick")
        put_in_force(slow, name)
    assert current(tmp_path) == tmp_path / "releases" / name
    assert quick.exists() and not damage(find_release(tmp_path))
    assert not list(tmp_path.glob(f"{STAGING}*"))


def test_what_a_killed_build_left_goes(release: Path, tmp_path: Path) -> None:
    left = tmp_path / f"{STAGING}killed"
    left.mkdir()
    (left / "data.nq").write_text("half", encoding="utf-8")
    publish(release, tmp_path, "1")
    assert not left.exists()


@pytest.mark.parametrize("name", ["data.nq", "records/jiaxing.json", "release.json", "report.html", "store/CURRENT"])
def test_damaged_release_is_replaced(release: Path, tmp_path: Path, name: str) -> None:
    home = publish(release, tmp_path, "1")
    assert damage(home) == []
    (home / name).unlink()
    assert damage(home) == [name.removesuffix("/CURRENT")]
    assert publish(release, tmp_path, "1") == home
    assert damage(home) == []


def test_changed_file_is_damage(release: Path, tmp_path: Path) -> None:
    home = publish(release, tmp_path, "1")
    with (home / "data.nq").open("a", encoding="utf-8") as dump:
        dump.write("\n")
    (home / "release.json").write_text((home / "release.json").read_text().replace('"quads": ', '"quads": 1'))
    assert damage(home) == ["release.json", "data.nq"]


def test_foreign_current_is_left_alone(release: Path, tmp_path: Path) -> None:
    (tmp_path / "current").write_text("mine", encoding="utf-8")
    with pytest.raises(ReleaseError, match="current"):
        publish(release, tmp_path, "1")
    assert (tmp_path / "current").read_text(encoding="utf-8") == "mine"
