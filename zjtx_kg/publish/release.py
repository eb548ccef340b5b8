"""A release: one directory, written whole beside the one in force and switched to atomically.

    OUT/releases/ID/     data.nq  data.trig  store/  records/  texts/  release.json  report.html
    OUT/current          symbolic link to the release in force

The ID is a digest of the content, so the same input gives the same release.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zjtx_kg.errors import ReleaseError

CURRENT = "current"
RELEASES = "releases"


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A directory to write a release into; it vanishes whatever happens, unless it was put in force.

    Raises:
        ReleaseError: the disk is full or the directory cannot be written; the release in force is untouched.
    """
    try:
        (out / RELEASES).mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".staging-", dir=out))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield stage
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def put_in_force(stage: Path, release_id: str) -> Path:
    """Move a written release to its place and switch to it; the one in force before is kept, older ones go."""
    out = stage.parent
    home = out / RELEASES / release_id
    before = current(out)
    if not home.exists():
        stage.chmod(0o755)
        stage.rename(home)
    if before == home:
        return home
    _switch(out, home)
    for old in sorted((out / RELEASES).iterdir()):
        if old not in (home, before):
            shutil.rmtree(old, ignore_errors=True)
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


def _switch(out: Path, home: Path) -> None:
    link = out / f".{CURRENT}-{home.name}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES) / home.name)
    link.replace(out / CURRENT)


def _unwritable(out: Path, error: OSError) -> ReleaseError:
    return ReleaseError(
        f"the release cannot be written ({error.strerror or error})",
        where=str(out),
        remedy="Nothing was changed. Make room or choose another directory with --out.",
    )
