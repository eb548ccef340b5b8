"""A printed unit taken apart: whose it is, and what it is called without its owner."""

from __future__ import annotations

from dataclasses import dataclass

from zjtx_kg.regions import Regions
from zjtx_kg.resolve.home import Home, Owner
from zjtx_kg.resolve.names import DepartmentNames
from zjtx_kg.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Name:
    """A unit's name taken apart: what it belongs to, and its stem in full, perhaps with `{region}` in it."""

    owner: Owner
    full: str

    def of(self, stem: str) -> str:
        """The full name of the owner's department of that stem."""
        if "{" in stem:
            return stem.format(region=self.owner.name, short=self.owner.short)
        return self.owner.name + stem


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch of a national body: its name in full and the place where it sits."""

    name: str
    owner: Owner


@dataclass(frozen=True, slots=True)
class NameReader:
    """Takes the names of one document's units apart."""

    home: Home
    regions: Regions
    names: DepartmentNames
    rules: RuleSet

    def apart(self, base: str) -> Name:
        """Owner and stem of a unit: of a party committee, of the region that a level stands for or a name tells."""
        province = self.home.line[-1].code[:2] if self.home.line else ""
        if (found := self.rules["league"].search(base)) is not None:
            return Name(self._of_level(found["level"]), self.names.template("league"))
        if (found := self.rules["party"].search(base)) is not None:
            office = self.names.full(found["office"], province) or "员会"
            return Name(self._of_level(found["level"]), self.names.template("party") + office)
        if (found := self.rules["level"].search(base)) is not None and self.home.of_level(found["level"]):
            return Name(self._of_level(found["level"]), self.names.full(base[found.end() :], province))
        owner, end = self._named_owner(base)
        if owner is None:
            return Name(self.home.owner, self.names.full(_without_overlap(self.home.name, base), province))
        stem = base[end:]
        full = self.names.full(stem, province)
        is_short = not base[:end].endswith(owner.name)
        return Name(owner, "{short}" + stem if is_short and full == stem else full)

    def branch(self, base: str) -> Branch | None:
        """A branch of a national body; None where `base` names none."""
        if (body := self.names.prefix(base)) is None:
            return None
        name, rest = body
        if (found := self.rules["branch"].search(rest)) is None:
            return Branch(name + rest, self.home.owner)
        owner = self.home.of_level(found["place"]) or self._place(found["place"])
        kind = self.names.full(found["kind"])
        place = owner.name if owner and kind.startswith("中心支行") and self._is_plain_city(owner) else found["place"]
        return Branch(name + place + kind, owner or self.home.owner)

    def owner_inside(self, name: str) -> Owner | None:
        """The first region that a whole name holds."""
        chosen = (self.regions.choose(mention.candidates, self.home.context) for mention in self.regions.find(name))
        region = next((region for region in chosen if region), None)
        return Owner(region.name, region.code) if region else None

    def _named_owner(self, base: str) -> tuple[Owner | None, int]:
        """The region or zone whose name opens the unit's name, and where that ends."""
        if self.home.region is None and self.home.name and base.startswith(self.home.name):
            return self.home.owner, len(self.home.name)
        owner, end = None, 0
        for mention in self.regions.find(base):
            region = self.regions.choose(mention.candidates, self.home.context)
            if mention.span.start == end and region is not None and mention.span.end < len(base):
                owner, end = Owner(region.name, region.code), mention.span.end
        if owner is None and self.home.name and base.startswith(self.home.owner.short):
            return self.home.owner, len(self.home.owner.short)
        return owner, end

    def _place(self, name: str) -> Owner | None:
        region = self.regions.choose(self.regions.named(name), self.home.context)
        region = region or self.regions.choose(self.regions.named(name))
        return Owner(region.name, region.code) if region else None

    def _is_plain_city(self, owner: Owner) -> bool:
        """Whether it is a prefecture but no provincial capital, which has the first code of its province."""
        region = self.regions.get(owner.code)
        return region is not None and region.level == "prefecture" and not region.code.endswith("0100")

    def _of_level(self, level: str) -> Owner:
        return self.home.of_level(level) or self.home.owner


def _without_overlap(owner: str, stem: str) -> str:
    """The stem without the words that end its owner's name: 合肥高新区 and 高新区财政局 share 高新区."""
    shared = (size for size in range(min(len(owner), len(stem)), 1, -1) if owner.endswith(stem[:size]))
    return stem[next(shared, 0) :]
