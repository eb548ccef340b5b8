"""`corrections.toml` of a folder of sources, as values whose form has been checked (docs/corrections.md)."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from zjtx_kg.catalogue import check_keys, read_toml
from zjtx_kg.errors import CatalogueError
from zjtx_kg.model import Action, Correction, Kind

CORRECTIONS = "corrections.toml"
KEYS = {"document", "kind", "reason", "entry", "field", "was", "value", "add", "drop", "quote", "by", "date"}
NEEDED = {"document", "kind", "reason"}
DEED: Mapping[str, Action] = {"field": "changed", "add": "added", "drop": "dropped"}

Corrections = Mapping[str, tuple[Correction, ...]]
"""The corrections of each document that has some, in the order in which they are made."""


def load_corrections(folder: Path, documents: Collection[str] | None = None) -> Corrections:
    """The corrections of a folder of sources; none where it has no `corrections.toml`.

    Args:
        folder: folder of sources.
        documents: ids that a correction may name; any when None.

    Raises:
        CatalogueError: the file is no TOML, or a correction lacks a key, has an unknown one or names no document.
    """
    path = folder / CORRECTIONS
    if not path.exists():
        return {}
    data = read_toml(path)
    check_keys(data, {"corrections"}, {"corrections"}, str(path))
    found: dict[str, tuple[Correction, ...]] = {}
    if not isinstance(data["corrections"], list):
        remedy = "Write one [[corrections]] for each, with two brackets."
        raise CatalogueError("it is no list of corrections.", where=str(path), remedy=remedy)
    for number, each in enumerate(data["corrections"], 1):
        correction = _correction(each, f"{path}, correction {number}")
        if documents is not None and correction.document not in documents:
            raise _unknown(correction, documents)
        found[correction.document] = (*found.get(correction.document, ()), correction)
    return found


def _correction(raw: Any, where: str) -> Correction:
    check_keys(raw, KEYS, NEEDED, where)
    values = {key: _plain(value) for key, value in raw.items()}
    deeds = [deed for deed in DEED if deed in values]
    if len(deeds) != 1 or values.get("drop", True) is not True:
        remedy = "Give one of field (with was and value), add (a table of fields) and drop = true."
        raise CatalogueError("it says not what to do, or two things.", where=where, remedy=remedy)
    for key in ("document", "reason", "quote", "by", "date", "field"):
        if key in values and not (isinstance(values[key], str) and values[key].strip()):
            raise CatalogueError(f"{key} is no text.", where=where, remedy="Write it in words, in quotation marks.")
    if "date" in values and not _is_day(values["date"]):
        raise CatalogueError("date is no day.", where=where, remedy="Write it like date = 2024-05-02")
    if values["kind"] not in get_args(Kind):
        raise CatalogueError("this kind is not known.", where=where, remedy=f"Known are {', '.join(get_args(Kind))}.")
    _check_parts(values, DEED[deeds[0]], where)
    return Correction(
        where=f"{where} ({values['document']}, {values['kind']})",
        action=DEED[deeds[0]],
        added=values.get("add", {}),
        **{key: value for key, value in values.items() if key not in ("add", "drop")},
    )


def _check_parts(values: Mapping[str, Any], action: Action, where: str) -> None:
    """Each deed has what it needs and nothing that would be ignored."""
    needs: set[str] = {"add", "quote"} if action == "added" else set()
    needs |= {"entry"} if action != "added" and values["kind"] != "document" else set()
    may = {"changed": {"was", "value", "quote"}, "added": set(), "dropped": set()}[action]
    deed = {"changed": "field", "added": "add", "dropped": "drop"}[action]
    check_keys(values, NEEDED | needs | may | {deed, "by", "date"}, needs, f"{where} ({deed})")
    if values["kind"] == "document" and action != "changed":
        remedy = "Change one of its fields, or take the document out: zjtx-kg remove"
        raise CatalogueError("a document is neither added nor dropped.", where=where, remedy=remedy)
    for key in ("entry", "add"):
        if key in values and not (isinstance(values[key], dict) and values[key]):
            remedy = f'Write fields with their values: {key} = {{ recipient = "…" }}'
            raise CatalogueError(f"{key} is no table, or empty.", where=where, remedy=remedy)


def _plain(value: Any) -> Any:
    """A value as records have it: days as text, lists as tuples."""
    match value:
        case datetime.datetime() | datetime.date():
            return value.isoformat()
        case list():
            return tuple(map(_plain, value))
        case dict():
            return {key: _plain(each) for key, each in value.items()}
    return value


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unknown(correction: Correction, documents: Collection[str]) -> CatalogueError:
    near = get_close_matches(correction.document, documents, n=3, cutoff=0.4)
    remedy = f"Near are {', '.join(near)}." if near else "Take the correction out, or add the document."
    return CatalogueError("the catalogue publishes no such document.", where=correction.where, remedy=remedy)
