"""The region a document speaks for, from which 市 and 区 in its names are read."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.model import Fields
from zjtx_kg.regions import Region, Regions, short_name


@dataclass(frozen=True, slots=True)
class Owner:
    """What a unit belongs to: a region, or a zone that has no code of its own."""

    name: str
    code: str | None

    @property
    def short(self) -> str:
        """The name without the kind of region: 铜陵."""
        return short_name(self.name) or self.name


@dataclass(frozen=True, slots=True)
class Home:
    """The region or zone that issues a policy.

    Args:
        region: the region; None for a zone without a code (合肥高新区) and where the page does not tell.
        name: its name, also of a zone; empty where the page does not tell.
        line: the regions around, from the inside out, beginning with `region`, of a zone with the city it lies in.
    """

    region: Region | None
    name: str
    line: tuple[Region, ...]

    @property
    def owner(self) -> Owner:
        """The region or zone itself as owner of units."""
        return Owner(self.name, self.region.code if self.region else None)

    @property
    def context(self) -> tuple[str, ...]:
        """The codes by which an ambiguous name is decided."""
        return tuple(region.code for region in self.line[:1])

    def of_level(self, level: str) -> Owner | None:
        """The nearest region whose name ends with 市, 区, 省 …; 省 stands for any province-level region."""
        if self.region is None and self.name.endswith(level):
            return self.owner
        ends = (region for region in self.line if region.name.endswith(level))
        provinces = (region for region in self.line if region.level == "province" and level == "省")
        found = next(ends, None) or next(provinces, None)
        return Owner(found.name, found.code) if found else None


def home_of(fields: Fields, regions: Regions) -> Home:
    """The home of a document with these fields."""
    region = regions.get(fields.region_code)
    name = region.name if region else fields.region or ""
    inner = region or _around(name, fields.province, regions)
    return Home(region, name, (inner, *regions.ancestors(inner.code)) if inner else ())


def _around(zone: str, province: str | None, regions: Regions) -> Region | None:
    """The region in which a zone lies, by its name, else its province."""
    context = [region.code for region in regions.named(province or "")]
    named = [regions.choose(mention.candidates, context) for mention in regions.find(zone)]
    return next((region for region in named if region), None) or regions.choose(regions.named(province or ""))
