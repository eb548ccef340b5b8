"""Releases in Python: a query's answer as a pandas table with types."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import zjtx_kg
from zjtx_kg.errors import QueryError, ReleaseError

AWARDS = """
SELECT ?region ?recipient ?amount ?most WHERE {
  ?award a zjtx:Award ; zjtx:forTier tier:little-giant ; zjtx:recognitionLevel level:national ;
         zjtx:recipient ?recipient ; zjtx:policy/zjtx:region/rdfs:label ?region .
  OPTIONAL { ?award zjtx:amount ?amount }
  OPTIONAL { ?award zjtx:maximumAmount ?most }
} ORDER BY ?region"""

# One solution for each line of values, and the type its column has then.
COLUMNS = [
    ("1 2", "Int64", [1, 2]),
    ("1.5 2", "Float64", [1.5, 2.0]),  # a decimal and an integer
    ("1.5 '2'", "string", ["1.5", "2"]),  # a number and a text
    ("1.5 200000.0", "Float64", [1.5, 200000.0]),
    ("'2022'^^xsd:gYear '2018'^^xsd:gYear", "Int64", [2022, 2018]),
    ("'2021-10-30'^^xsd:date", "datetime64", [pd.Timestamp("2021-10-30")]),
    ("true false", "boolean", [True, False]),
    ("'武汉市'@zh '铜陵市'", "string", ["武汉市", "铜陵市"]),
    ("tier:little-giant", "string", ["https://w3id.org/zjtx/vocab/tier/little-giant"]),
    ("1 UNDEF", "Int64", [1, pd.NA]),
    ("'2021-10-30'^^xsd:date UNDEF", "datetime64", [pd.Timestamp("2021-10-30"), pd.NaT]),
    ("'2021-13-30'^^xsd:date '2021-10-30'^^xsd:date", "string", ["2021-13-30", "2021-10-30"]),  # no such month
]

REFUSED = {
    "no SPARQL": ("SELECT WHERE", "not valid SPARQL"),
    "no table": ("ASK { ?s ?p ?o }", "Use SELECT"),
    "another server": ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is refused"),
}


def test_a_release_is_opened_and_asked(release: Path) -> None:
    table = zjtx_kg.open_release(release).query(AWARDS)
    assert list(table.columns) == ["region", "recipient", "amount", "most"]
    assert [str(dtype) for dtype in table.dtypes[:3]] == ["string", "string", "Float64"]
    assert list(table[table.region == "武汉市"].amount) == [500_000.0]  # yuan: 国家级专精特新“小巨人”企业…50万元
    assert zjtx_kg.query(AWARDS, release).equals(table)


@pytest.mark.parametrize(("values", "dtype", "expected"), COLUMNS, ids=[values for values, _, _ in COLUMNS])
def test_columns_have_types(values: str, dtype: str, expected: list[object], release: Path) -> None:
    column = zjtx_kg.query(f"SELECT ?v {{ VALUES ?v {{ {values} }} }}", release)["v"]
    assert str(column.dtype).startswith(dtype)
    assert [None if pd.isna(value) else value for value in column] == [
        None if pd.isna(value) else value for value in expected
    ]


def test_no_solution_is_an_empty_table(release: Path) -> None:
    table = zjtx_kg.query("SELECT ?a ?b { ?a <urn:nothing> ?b }", release)
    assert table.empty
    assert list(table.columns) == ["a", "b"]


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_table_is_refused(name: str, release: Path) -> None:
    query, words = REFUSED[name]
    with pytest.raises(QueryError) as refused:
        zjtx_kg.query(query, release)
    assert words in str(refused.value)


def test_a_folder_without_release_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="zjtx-kg build"):
        zjtx_kg.open_release(tmp_path)


def test_a_release_without_store_is_said(tmp_path: Path, release: Path) -> None:
    copy = shutil.copytree(release, tmp_path / "copy", ignore=shutil.ignore_patterns("store"))
    with pytest.raises(ReleaseError, match="store"):
        zjtx_kg.open_release(copy)


def test_the_pipeline_does_without_pandas() -> None:
    code = "import sys, zjtx_kg.publish.build, zjtx_kg.cli; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_question_is_answered_by_its_name(release: Path) -> None:
    opened = zjtx_kg.open_release(release)
    assert opened.answer("tiers-then-and-now", year=2021).equals(opened.answer("tiers-then-and-now", year="2021"))
    table = opened.answer("award-for-a-tier", region=420100, tier="little-giant")
    assert set(table.regionName) == {"武汉市"}
    assert set(table.standing) == {"原文"}


def test_what_is_no_question_and_no_value_is_refused_with_what_there_is(release: Path) -> None:
    opened = zjtx_kg.open_release(release)
    with pytest.raises(QueryError, match="measures-of-a-region"):
        opened.answer("no-question")
    with pytest.raises(QueryError, match="武汉市"):
        opened.answer("award-for-a-tier", region="110000")
