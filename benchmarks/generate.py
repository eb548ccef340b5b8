"""Many documents out of a few: the same sources under the names of other regions, with a catalogue of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from zjtx_kg.catalogue import CatalogueEntry, load_publications
from zjtx_kg.regions import Region, Regions, load_regions

OWN_NAMES = {
    "tongling-2018": "铜陵",
    "jiaxing": "嘉兴",
    "dazu-2022": "大足",
    "wuhan-2021": "武汉",
    "lianyungang-2018": "連云港",
}


def generate(data: Path, out: Path, copies: int) -> int:
    """Write `copies` of each document of `data` to `out`, each under another region; returns how many there are."""
    (out / "sources").mkdir(parents=True)
    entries = load_publications(data)
    with (out / "catalogue.toml").open("w", encoding="utf-8") as catalogue:
        for entry in entries:
            text = (data / entry.file).read_text(encoding="utf-8")
            for number, region in enumerate(islice(cycle(like(entry.id, load_regions())), copies)):
                name = f"{entry.id}-{number}"
                moved = text.replace(OWN_NAMES[entry.id], region.name[:-1])
                (out / "sources" / f"{name}.txt").write_text(moved, encoding="utf-8")
                catalogue.write(_entry(entry, name, moved))
    return len(entries) * copies


def like(document: str, regions: Regions) -> Iterator[Region]:
    """Regions of the same level with a plain two-character name: prefectures for cities, counties for districts."""
    level = "county" if document.startswith("dazu") else "prefecture"
    suffix = "区" if level == "county" else "市"
    return (
        region
        for region in list(regions)
        if region.level == level and len(region.name) == 3 and region.name.endswith(suffix)
    )


def _entry(entry: CatalogueEntry, name: str, text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields = {
        "id": name,
        "file": f"sources/{name}.txt",
        "sha256": digest,
        "origin": "generated",
        "licence": entry.licence,
        "note": "",
    }
    return "[[sources]]\n" + "".join(f'{key} = "{value}"\n' for key, value in fields.items()) + "\n"
