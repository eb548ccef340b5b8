"""What is known of a cited policy beside its words: from its number, else its title, the organ and year it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zjtx_kg.model import Citation
from zjtx_kg.resolve.departments import Department, DepartmentReader
from zjtx_kg.resolve.names import rows_of
from zjtx_kg.resources import resource
from zjtx_kg.rules import load_rules


@dataclass(frozen=True, slots=True)
class CitedPolicy:
    """A policy that a document cites.

    Args:
        title: as cited; None where the number alone is.
        number: as cited, with its title elsewhere in the document too; None where no place gives one.
        issuer: the organ to which number or title belong; None where they do not tell for certain.
        year: of the number.
    """

    title: str | None
    number: str | None
    issuer: Department | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Whose numbers begin so; `province` is its region's code, None of an organ of the centre."""

    issuer: str
    province: str | None


def resolve_cited(basis: Iterable[Citation], reader: DepartmentReader) -> tuple[CitedPolicy, ...]:
    """What each citation cites, in their order; a title cited with its number once has it everywhere."""
    citations = tuple(basis)
    numbers = {each.title: each.number for each in citations if each.title and each.number}
    return tuple(_cited(each.title, each.number or numbers.get(each.title or ""), reader) for each in citations)


def _cited(title: str | None, number: str | None, reader: DepartmentReader) -> CitedPolicy:
    found = load_rules("cited")["number"].search(number) if number else None
    issuer = _of_number(found["head"], reader) if found else None
    year = int(found["year"]) if found and found["year"] else None
    return CitedPolicy(title, number, issuer or _of_title(title or "", reader), year)


def _of_number(head: str, reader: DepartmentReader) -> Department | None:
    """The organ of the longest prefix; a province's counts in documents of that province alone, others may share it."""
    prefixes = load_prefixes()
    begun = max((prefix for prefix in prefixes if head.startswith(prefix)), key=len, default=None)
    if begun is None:
        return None
    organ = prefixes[begun]
    if organ.province is None:
        return reader.of_the_centre(organ.issuer)
    is_home = organ.province in {region.code for region in reader.name_reader.home.line}
    is_whole = load_rules("cited")["kind"].search(head.removeprefix(begun)) is not None
    return reader.read(organ.issuer) if is_home and is_whole else None


def _of_title(title: str, reader: DepartmentReader) -> Department | None:
    """The organ with which a title opens: 陕西省人民政府关于…"""
    found = load_rules("cited")["title-issuer"].search(title)
    if found is None:
        return None
    central = load_rules("cited")["centre"].search(found["issuer"])
    return reader.of_the_centre(found["issuer"]) if central else reader.read(found["issuer"])


@lru_cache(maxsize=1)
def load_prefixes() -> Mapping[str, Prefix]:
    """The table `data/issuer-prefixes.csv`; `VocabularyError` where it is broken."""
    rows = rows_of(resource("data") / "issuer-prefixes.csv", ("prefix", "issuer", "province"))
    return {row["prefix"]: Prefix(row["issuer"], row["province"] or None) for _, row in rows}
