"""Printed units → departments with full name, region and function; groups of units stay groups.

The name's own words come first: a region or level before the stem (铜陵市, 市) says whose department it is; the stem is
written out by the tables of data/departments.md. What the tables do not know stays as printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from zjtx_kg.model import Finding, Record, Span
from zjtx_kg.regions import Regions
from zjtx_kg.resolve.home import Home, Owner
from zjtx_kg.resolve.names import DepartmentNames, load_department_names
from zjtx_kg.rules import RuleSet, load_rules
from zjtx_kg.vocabulary import Vocabulary

GROUPS = ("collective", "local-government", "development-zone")
GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or a group of them, as a thing that documents share.

    Args:
        name: full name, which begins with its own region's: 大足区经济和信息化委员会.
        region_code: GB/T 2260 code of its region; None for one of a zone without a code.
        function: notation in the vocabulary of functions; None where none fits.
        collective: whether it is a group that is not named one by one (各区人民政府).
        effective: year of the reform that replaced departments of this kind; None where they stand or it is not known.
        successor: what took its task then, perhaps replaced in its turn; None like `effective`.
    """

    name: str
    region_code: str | None
    function: str | None
    collective: bool = False
    effective: int | None = None
    successor: Department | None = None

    @property
    def key(self) -> str:
        """What tells it from all others: region code and name."""
        return f"{self.region_code or 'none'}/{self.name}"


@dataclass(frozen=True, slots=True)
class _Name:
    """A unit's name taken apart: what it belongs to, and its stem in full, perhaps with `{region}` in it."""

    owner: Owner
    stem: str
    full: str

    def of(self, stem: str) -> str:
        """The full name of the owner's department of that stem."""
        if "{" in stem:
            return stem.format(region=self.owner.name, short=self.owner.short)
        return self.owner.name + stem


@dataclass(frozen=True, slots=True)
class DepartmentReader:
    """Reads the units of one document."""

    home: Home
    regions: Regions
    functions: Vocabulary
    names: DepartmentNames
    rules: RuleSet

    def read(self, printed: str) -> Department:
        """The department or group that a printed unit names."""
        base = self.rules["remark"].pattern.sub("", printed) or printed
        if self.rules["collective"].search(printed):
            return self._group(printed)
        if (national := self.names.national(base)) is not None:
            return Department(national, "100000", self._function(base))
        if (branch := self._branch(base)) is not None:
            return branch
        if self.rules["whole"].search(base):
            return Department(base, (self._owner_inside(base) or self.home.owner).code, self._function(base))
        return self._department(base, self._apart(base))

    def _department(self, words: str, name: _Name) -> Department:
        """The department of that name, whose function is read from `words`, with what replaced it."""
        succession = self.names.successor(name.full, (name.owner.code or "")[:2])
        is_own_government = name.full == GOVERNMENT and name.owner.code in {region.code for region in self.home.line}
        successor = replace(name, full=succession.successor) if succession else None
        return Department(
            name=name.of(name.full),
            region_code=name.owner.code,
            function=None if is_own_government else self._function(words),
            effective=succession.effective if succession else None,
            successor=self._department(name.of(successor.full), successor) if successor else None,
        )

    def _group(self, printed: str) -> Department:
        found = {concept.notation for _, concept in self.functions.find(printed)}
        function = next((kind for kind in GROUPS if kind in found), None) or self._function(printed) or GROUPS[0]
        name, owner = printed, self.home.owner
        while owner.name and name.startswith(owner.name[-1]):
            name = name[1:]
        return Department(owner.name + name, owner.code, function, collective=True)

    def _function(self, base: str) -> str | None:
        """The unit's own task before that of the zone or government it belongs to, the first name before others."""
        found = [concept.notation for _, concept in self.functions.find(base)]
        own = [notation for notation in found if notation not in GROUPS]
        return next(iter(own + found), None)

    def _apart(self, base: str) -> _Name:
        province = self.home.line[-1].code[:2] if self.home.line else ""
        if (found := self.rules["league"].search(base)) is not None:
            return _Name(self._of_level(found["level"]), base, self.names.template("league"))
        if (found := self.rules["party"].search(base)) is not None:
            office = self.names.full(found["office"], province) or "员会"
            return _Name(self._of_level(found["level"]), found["office"], self.names.template("party") + office)
        if (found := self.rules["level"].search(base)) is not None and self.home.of_level(found["level"]):
            stem = base[found.end() :]
            return _Name(self._of_level(found["level"]), stem, self.names.full(stem, province))
        owner, end = self._named_owner(base)
        if owner is None:
            stem = _without_overlap(self.home.name, base)
            return _Name(self.home.owner, stem, self.names.full(stem, province))
        stem = base[end:]
        full = self.names.full(stem, province)
        is_short = not base[:end].endswith(owner.name)
        return _Name(owner, stem, "{short}" + stem if is_short and full == stem else full)

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

    def _branch(self, base: str) -> Department | None:
        if (body := self.names.prefix(base)) is None:
            return None
        name, rest = body
        function = self._function(base)
        if (found := self.rules["branch"].search(rest)) is None:
            return Department(name + rest, self.home.owner.code, function)
        owner = self.home.of_level(found["place"]) or self._place(found["place"])
        kind = self.names.full(found["kind"])
        place = owner.name if owner and kind.startswith("中心支行") and self._is_plain_city(owner) else found["place"]
        return Department(name + place + kind, (owner or self.home.owner).code, function)

    def _place(self, name: str) -> Owner | None:
        region = self.regions.choose(self.regions.named(name), self.home.context)
        region = region or self.regions.choose(self.regions.named(name))
        return Owner(region.name, region.code) if region else None

    def _owner_inside(self, name: str) -> Owner | None:
        chosen = (self.regions.choose(mention.candidates, self.home.context) for mention in self.regions.find(name))
        region = next((region for region in chosen if region), None)
        return Owner(region.name, region.code) if region else None

    def _is_plain_city(self, owner: Owner) -> bool:
        """Whether it is a prefecture but no provincial capital, which has the first code of its province."""
        region = self.regions.get(owner.code)
        return region is not None and region.level == "prefecture" and not region.code.endswith("0100")

    def _of_level(self, level: str) -> Owner:
        return self.home.of_level(level) or self.home.owner


def resolve_departments(
    record: Record, home: Home, regions: Regions, functions: Vocabulary
) -> tuple[dict[str, Department], tuple[Finding, ...]]:
    """Each printed unit of the record that is known, with its department; a finding for each that is not."""
    reader = DepartmentReader(home, regions, functions, load_department_names(), load_rules("resolve"))
    departments: dict[str, Department] = {}
    unknown: dict[str, Finding] = {}
    for printed, span in printed_units(record):
        if printed in departments or printed in unknown:
            continue
        department = reader.read(printed)
        if department.function is None and not reader.rules["authority"].search(department.name):
            message = f"no function is known for {printed!r}: it stays as printed"
            unknown[printed] = Finding("resolve.unknown-unit", message, "warning", span)
        else:
            departments[printed] = department
    return departments, tuple(unknown.values())


def _without_overlap(owner: str, stem: str) -> str:
    """The stem without the words that end its owner's name: 合肥高新区 and 高新区财政局 share 高新区."""
    shared = (size for size in range(min(len(owner), len(stem)), 1, -1) if owner.endswith(stem[:size]))
    return stem[next(shared, 0) :]


def printed_units(record: Record) -> Iterator[tuple[str, Span | None]]:
    """The issuer and all responsible units in reading order, each with its place."""
    if record.fields.issuer:
        quote = record.fields.quotes.get("issuer")
        yield record.fields.issuer, quote.span if quote else None
    of_measures = (unit for measure in record.measures for unit in measure.departments)
    of_tasks = (unit for task in record.tasks for unit in task.departments)
    for unit in chain(of_measures, of_tasks):
        yield unit.name, unit.quote.span
