"""A release: one directory, written whole beside the one in force and switched to atomically.

    OUT/releases/ID/     data.nq  data.trig  store/  browse.sqlite  records/  texts/  release.json  report.html
    OUT/current          symbolic link to the release in force

The ID is a digest of the content, so the same input gives the same release. Builds into one folder take turns by locks
that end with their process, however it ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph

from zjtx_kg.browse import FILE, is_whole
from zjtx_kg.errors import ReleaseError
from zjtx_kg.files import locked, sha256
from zjtx_kg.publish.report import ID_LENGTH, report_id

CURRENT = "current"
RELEASES = "releases"
STAGING = ".staging-"
REMEDY = "Build it again: zjtx-kg build"
ID = re.compile(f"[0-9a-f]{{{ID_LENGTH}}}")


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A directory to write a release into; it vanishes whatever happens, unless it was put in force.

    Raises:
        ReleaseError: the disk is full or the directory cannot be written; the release in force is untouched.
    """
    try:
        with _own_stage(out) as stage:
            yield stage
    except OSError as error:
        raise _unwritable(out, error) from error


@contextmanager
def _own_stage(out: Path) -> Iterator[Path]:
    """A new directory, locked as long as its build runs; those that killed builds left go."""
    (out / RELEASES).mkdir(parents=True, exist_ok=True)
    if (link := out / CURRENT).exists() and not link.is_symlink():
        raise ReleaseError("current is no link of ours", where=str(link), remedy="Choose another directory with --out.")
    with ExitStack() as running:
        with locked(out):
            for left in out.glob(f"{STAGING}*"):
                _remove_stale(left)
            stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=out))
            running.enter_context(locked(stage))
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def put_in_force(stage: Path, release_id: str) -> Path:
    """Move a written release to its place and switch to it; the one in force before is kept, older ones go."""
    out = stage.parent
    home = out / RELEASES / release_id
    with locked(out):
        before = current(out)
        if home.exists() and damage(home):
            shutil.rmtree(home)
        if not home.exists():
            stage.chmod(0o755)
            stage.rename(home)
        if before != home.resolve():
            _switch(out, home)
            _remove_older(out, {home.resolve(), before})
    return home


def current(out: Path) -> Path | None:
    """The release in force in `out`; None where there is none."""
    link = out / CURRENT
    return link.resolve() if link.exists() else None


def find_release(path: Path) -> Path:
    """The release at `path`: the directory itself, or the one in force below it."""
    for candidate in (path, path / CURRENT):
        if (candidate / "release.json").is_file():
            return candidate.resolve()
    raise ReleaseError("there is no release", where=str(path), remedy="Build one first: zjtx-kg build")


def damage(release: Path) -> list[str]:
    """The names of what is missing or changed since the release was written; none where it is whole."""
    try:
        report = json.loads((release / "release.json").read_bytes())
        expected = {name: str(digest) for name, digest in report["files"].items()}
        whole = report_id(report) == report["id"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ["release.json"]
    changed = [] if whole else ["release.json"]
    changed += [name for name, digest in expected.items() if not _holds(release / name, digest)]
    changed += [] if (release / "report.html").is_file() else ["report.html"]
    changed += [] if is_whole(release / FILE) else [FILE]
    try:
        open_store(release)
    except ReleaseError:
        changed.append("store")
    return changed


def open_store(release: Path) -> pyoxigraph.Store:
    """The store of a release, to be read only; `ReleaseError` where it is missing or broken."""
    try:
        return pyoxigraph.Store.read_only(str(release / "store"))
    except (OSError, ValueError, RuntimeError) as error:
        raise ReleaseError(f"its store cannot be opened ({error})", where=str(release), remedy=REMEDY) from error


def _holds(file: Path, digest: str) -> bool:
    return file.is_file() and sha256(file) == digest


def _switch(out: Path, home: Path) -> None:
    link = out / f".{CURRENT}-{home.name}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES) / home.name)
    link.replace(out / CURRENT)


def _remove_older(out: Path, kept: set[Path | None]) -> None:
    """Remove the releases of this folder that are not kept, and nothing that is no release."""
    for folder in (out / RELEASES).iterdir():
        if folder.resolve() not in kept and ID.fullmatch(folder.name) and _says(folder, folder.name):
            shutil.rmtree(folder, ignore_errors=True)


def _says(folder: Path, release_id: str) -> bool:
    """Whether a folder holds the report of the release of that id."""
    try:
        report: dict[str, Any] = json.loads((folder / "release.json").read_bytes())
        return bool(report["id"] == release_id)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _remove_stale(stage: Path) -> None:
    """Remove what a build left behind, unless that build still runs and holds its lock."""
    handle = os.open(stage, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(stage, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(handle)


def _unwritable(out: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"the release cannot be written ({error.strerror or error})",
        where=str(out),
        remedy="Nothing was changed. Make room or choose another directory with --out.",
    )
