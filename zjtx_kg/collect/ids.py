"""The id of a document from what is stable about it: its region and year, else the name of its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from pypinyin import lazy_pinyin

from zjtx_kg.catalogue import ID
from zjtx_kg.model import Finding, Record
from zjtx_kg.regions import Regions, short_name

LONGEST = 60  # characters of an id: it names files
DOUBTS = {"fields.issued", "fields.date-line"}  # findings that leave the year uncertain


def id_of_record(record: Record, findings: Collection[Finding], regions: Regions) -> str | None:
    """`wuhan-2021`; None where region or year was not read for certain."""
    region = regions.get(record.fields.region_code)
    if region is None or record.fields.issued is None or any(finding.rule in DOUBTS for finding in findings):
        return None
    short = short_name(region.name) or region.name
    syllables = lazy_pinyin(region.name)  # of the whole name, since 朝 is read otherwise in 朝阳区 than in 朝阳
    found = f"{''.join(syllables[: len(short)])}-{record.fields.issued[:4]}"
    return found if ID.fullmatch(found) else None


def id_of_name(stem: str, sha256: str) -> str:
    """A file's name as an id, Chinese by its readings; of a name without a letter, the beginning of its digest."""
    spelt = unicodedata.normalize("NFKD", "-".join(lazy_pinyin(unicodedata.normalize("NFKC", stem)))).lower()
    words = re.findall("[a-z0-9]+", re.sub("[\u0300-\u036f]", "", spelt))
    while len("-".join(words)) > LONGEST and len(words) > 1:
        words.pop()
    return "-".join(words)[:LONGEST] or f"document-{sha256[:8]}"


def free_id(wanted: str, taken: Collection[str]) -> str:
    """`wanted` with the first number that makes it free, from 2: what to suggest where an id is taken."""
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
