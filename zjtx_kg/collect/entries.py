"""The text of a catalogue with entries more or fewer; comments and order stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import MISSING, asdict, fields

import tomlkit
from tomlkit.items import AoT, Array, Table

from zjtx_kg.catalogue import CatalogueEntry

DEFAULTS = {each.name: each.default for each in fields(CatalogueEntry) if each.default is not MISSING}


def with_entries(catalogue: str, entries: Sequence[CatalogueEntry]) -> str:
    """The catalogue's text with these entries at its end."""
    document = tomlkit.parse(catalogue)
    sources = document.get("sources")
    if isinstance(sources, Array) and sources:  # sources = [{id = …}, …]
        for entry in entries:
            inline = tomlkit.inline_table()
            inline.update(_values(entry))
            sources.append(inline)
        return _ended(tomlkit.dumps(document))
    if isinstance(sources, Array):
        document.remove("sources")
    added = tomlkit.document()
    added.add("sources", tomlkit.aot())
    for entry in entries:
        added["sources"].append(_table(entry))
    return _ended(f"{_ended(tomlkit.dumps(document))}\n{tomlkit.dumps(added)}".lstrip("\n"))


def without_entries(catalogue: str, ids: Collection[str]) -> str:
    """The catalogue's text without the entries of these ids."""
    document = tomlkit.parse(catalogue)
    sources = document["sources"]
    assert isinstance(sources, AoT | Array), "the entries have been read"
    for place in reversed(range(len(sources))):
        if sources[place]["id"] in ids:
            del sources[place]
    if not sources:
        document.remove("sources")
    return _ended(tomlkit.dumps(document))


def _table(entry: CatalogueEntry) -> Table:
    table = tomlkit.table()
    table.update(_values(entry))
    return table


def _values(entry: CatalogueEntry) -> dict[str, str]:
    """What is written of an entry: all but what an entry has anyway."""
    return {name: value for name, value in asdict(entry).items() if name not in DEFAULTS or value != DEFAULTS[name]}


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n"
