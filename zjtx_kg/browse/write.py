"""The index that lists, facets and search read: one SQLite file, filled from a graph.

A query of SPARQL for each page would take seconds over many policies; the file is made once, when a release is built,
or when a server loads a graph that brings none. Its bytes depend on the version of SQLite, so no digest holds them.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from importlib import metadata
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from zlib import crc32

from zjtx_kg.browse.asking import Row, Select, all_rows, of_policy
from zjtx_kg.browse.context import around
from zjtx_kg.browse.folding import folded
from zjtx_kg.browse.payers import payer
from zjtx_kg.resources import PACKAGE

FILE = "browse.sqlite"
HERE = Path(__file__).parent
# What makes an index besides the files here: the patterns that read who pays, and how scripts are told apart.
USED = ("rules/payers.toml", "rules/shared.toml", "rules.py", "patterns.py", "clean/script.py")
OF_POLICIES = (
    "measure",
    "award",
    "target",
    "responsibility",
    "classification",
    "step",
    "citation",
    "passage",
    "counterpart",
)
OF_ALL = ("department", "region", "indicator", "concept")
AMOUNTS = ("amount", "maximum", "minimum")
CACHE_KIB = 65536
UNSAFE_BUT_FAST = f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{CACHE_KIB};"


def write_browse(path: Path, select: Select) -> None:
    """Write the index of a graph to a new file.

    Args:
        path: the file; what is there already goes.
        select: the rows of a SELECT query, the variables that are bound as text; the default graph is all graphs.

    Raises:
        OSError: the file cannot be written.
    """
    path.unlink(missing_ok=True)
    try:
        _write(path, select)
    except sqlite3.Error as error:
        raise OSError(f"the index cannot be written: {error}") from error


def _write(path: Path, select: Select) -> None:
    with closing(sqlite3.connect(path)) as index, index:
        index.executescript(UNSAFE_BUT_FAST + (HERE / "schema.sql").read_text("utf-8"))
        index.create_function("lines", -1, lines, deterministic=True)
        index.create_function("folded", 1, folded, deterministic=True)
        for policy in all_rows(select, "policy"):
            _write_policy(index, select, policy)
        for name in OF_ALL:
            _insert(index, name, map(_complete, all_rows(select, name)))
        for row in all_rows(select, "name"):
            index.execute("UPDATE department SET names = lines(names, ?) WHERE iri = ?", (row["name"], row["iri"]))
        index.executescript((HERE / "finish.sql").read_text("utf-8"))
        _write_sets(index)
        index.execute(f"PRAGMA user_version = {version()}")


def is_whole(path: Path) -> bool:
    """Whether a file is an index as this program writes it, without damage."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
            made_by = index.execute("PRAGMA user_version").fetchone()[0]
            return bool(made_by == version() and index.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


@cache
def version() -> int:
    """A number that changes with what an index holds: a digest of what makes it, as SQLite keeps one."""
    files = sorted(path for path in HERE.rglob("*") if path.suffix in {".py", ".sql", ".rq"})
    tables = (metadata.version("opencc"), unicodedata.unidata_version)  # of characters, by which words are folded
    used = (PACKAGE / name for name in USED)
    made_of = (*(path.read_bytes() for path in (*files, *used)), *map(str.encode, tables))
    return crc32(b"".join(made_of)) >> 1  # signed, in 32 bits


def lines(*parts: str | None) -> str:
    """The parts one a line, without those that stand in others before them."""
    whole = ""
    for part in parts:
        if part and part not in whole:
            whole += f"\n{part}" if whole else part
    return whole


def _write_policy(index: sqlite3.Connection, select: Select, policy: Row) -> None:
    """A policy and what is in it; its things have its region and year."""
    iri = policy["iri"]
    text = next((row["text"] for row in of_policy(select, "text", iri)), "")
    day = policy.get("issued") or policy.get("published") or ""
    year = day[:4] if day[:4].isdecimal() else None
    _insert(index, "policy", [{**policy, "text": text, "year": year}])
    shared = {"policy": iri, "region": policy.get("region"), "year": year}
    for name in OF_POLICIES:
        rows = of_policy(select, name, iri)
        _insert(index, name, ({**_complete(row, text), **shared} for row in rows))


def _complete(row: Row, text: str = "") -> dict[str, Any]:
    """A row with what follows from it: the amount in whatever way it is bound, the words around the quote."""
    more: dict[str, Any] = {
        "yuan": next((row[name] for name in AMOUNTS if name in row), None),
        "measure": row.get("measure") or row.get("task_measure") or (row.get("of") if "class" in row else None),
        "collective": int(row.get("class", "").endswith("CollectiveParty")),
    }
    if "prefix" in row and "exact" in row:
        more["payer"] = payer(row["prefix"], row["exact"])
    start, end = row.get("start", ""), row.get("end", "")
    if start.isdecimal() and end.isdecimal() and text[int(start) : int(end)] == row.get("exact"):
        more["before"], more["after"] = around(text, int(start), int(end))
    return {**row, **more}


def _write_sets(index: sqlite3.Connection) -> None:
    """The things that have each value of a facet, as bits, so that choices are counted without a table."""
    size = index.execute("SELECT COALESCE(MAX(n), 0) FROM thing").fetchone()[0] // 8 + 1
    rows = index.execute("SELECT facet, value, n FROM facet JOIN thing ON iri = thing ORDER BY facet, value")
    for (facet, value), group in groupby(rows, key=itemgetter(0, 1)):
        bits = bytearray(size)
        for _, _, n in group:
            bits[n >> 3] |= 1 << (n & 7)
        index.execute("INSERT INTO chosen VALUES (?, ?, ?)", (facet, value, bytes(bits)))


def _insert(index: sqlite3.Connection, table: str, rows: Iterable[Row | dict[str, Any]]) -> None:
    """Rows into a table, of each thing the first; what the table has no column for is left out."""
    columns = [name for _, name, *_ in index.execute(f"PRAGMA table_info({table})")]
    sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    index.executemany(sql, ([row.get(column) for column in columns] for row in rows))
