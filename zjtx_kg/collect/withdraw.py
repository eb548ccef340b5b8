"""The record of documents that were taken out of a folder of sources; comments and order stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import tomlkit
from tomlkit.items import Table

from zjtx_kg.files import write_whole
from zjtx_kg.withdrawals import WITHDRAWN, Withdrawal, read_withdrawals

EMPTY = "# Documents that were taken out: their addresses answer that they are gone.\n"


def record(withdrawals: Sequence[Withdrawal], folder: Path) -> None:
    """Write down that documents were withdrawn; one that was before counts from now."""
    if not withdrawals:
        return
    path = folder / WITHDRAWN
    read_withdrawals(folder)  # nothing is added to a file that is broken
    text = path.read_text("utf-8") if path.exists() else EMPTY
    document = tomlkit.parse(_without(text, {each.id for each in withdrawals}))
    entries = document.setdefault("withdrawn", tomlkit.aot())
    for each in withdrawals:
        entries.append(_table(each))
    write_whole(path, tomlkit.dumps(document).encode())


def forget(ids: Collection[str], folder: Path) -> None:
    """Take out what is written of documents that are there again; the file goes with its last entry."""
    withdrawn = {each.id for each in read_withdrawals(folder)}
    if withdrawn.isdisjoint(ids):
        return
    path = folder / WITHDRAWN
    if withdrawn <= set(ids):
        path.unlink()
    else:
        write_whole(path, _without(path.read_text("utf-8"), ids).encode())


def _without(text: str, ids: Collection[str]) -> str:
    document = tomlkit.parse(text)
    entries = document.get("withdrawn", [])
    for place in reversed(range(len(entries))):
        if entries[place]["id"] in ids:
            del entries[place]
    if "withdrawn" in document and not entries:
        document.remove("withdrawn")
    return tomlkit.dumps(document)


def _table(withdrawal: Withdrawal) -> Table:
    table = tomlkit.table()
    table.update({"id": withdrawal.id, "date": withdrawal.date})
    if withdrawal.reason:
        table.add("reason", withdrawal.reason)
    return table
