"""`withdrawn.toml` of a folder of sources: documents that were taken out, so that who asks for them hears of it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zjtx_kg.catalogue import ID, check_keys, read_toml
from zjtx_kg.errors import CatalogueError

WITHDRAWN = "withdrawn.toml"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A document that was taken out.

    Args:
        id: the id that it had in the catalogue.
        date: the day.
        reason: in words for everybody; empty where none was given.
    """

    id: str
    date: datetime.date
    reason: str = ""


def read_withdrawals(folder: Path, published: Collection[str] = ()) -> tuple[Withdrawal, ...]:
    """The documents withdrawn from a folder of sources, none where it has no `withdrawn.toml`.

    Args:
        folder: folder of sources.
        published: ids of documents that are in it again.

    Raises:
        CatalogueError: the file is no TOML, or an entry lacks a key, has an unknown one or one of another type.
    """
    path = folder / WITHDRAWN
    if not path.exists():
        return ()
    data = read_toml(path)
    check_keys(data, {"withdrawn"}, set(), str(path))
    raw = data.get("withdrawn", [])
    if not isinstance(raw, list):
        remedy = "Write one [[withdrawn]] for each, with two brackets."
        raise CatalogueError("it is no list of documents.", where=str(path), remedy=remedy)
    read = {each.id: each for each in (_withdrawal(one, f"{path}, entry {n}") for n, one in enumerate(raw, 1))}
    return tuple(each for each in read.values() if each.id not in published)


def _withdrawal(raw: Any, where: str) -> Withdrawal:
    check_keys(raw, {"id", "date", "reason"}, {"id", "date"}, where)
    reason = raw.get("reason", "")
    if not isinstance(raw["id"], str) or not ID.fullmatch(raw["id"]):
        remedy = "Write the one that it had in the catalogue."
        raise CatalogueError("this id is no name.", where=where, remedy=remedy)
    if type(raw["date"]) is not datetime.date:
        raise CatalogueError("date is no day.", where=where, remedy="Write it like date = 2024-05-02")
    if not isinstance(reason, str):
        raise CatalogueError("reason is no text.", where=where, remedy="Put it in quotation marks.")
    return Withdrawal(raw["id"], raw["date"], reason)
