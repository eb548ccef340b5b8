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
from zjtx_kg.resolve.apart import Branch, Name, NameReader
from zjtx_kg.resolve.home import Home
from zjtx_kg.resolve.names import load_department_names
from zjtx_kg.rules import load_rules
from zjtx_kg.vocabulary import Vocabulary

LOCAL = "local-government"
GROUPS = ("collective", LOCAL, "development-zone")
GOVERNING = (LOCAL, "government-office")  # functions of an issuer that has no divisions of its own in its policies
GOVERNMENT = "人民政府"
COUNTRY = "100000"


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
        plan: title of the national plan of that reform; None like `effective`.
    """

    name: str
    region_code: str | None
    function: str | None
    collective: bool = False
    effective: int | None = None
    successor: Department | None = None
    plan: str | None = None

    @property
    def key(self) -> str:
        """What tells it from all others: region code and name."""
        return f"{self.region_code or 'none'}/{self.name}"


@dataclass(frozen=True, slots=True)
class DepartmentReader:
    """Reads the units of one document; `parent` is the department that issues it, whose divisions it may name."""

    name_reader: NameReader
    functions: Vocabulary
    parent: Department | None = None

    def read(self, printed: str) -> Department:
        """The department or group that a printed unit names."""
        rules, names = self.name_reader.rules, self.name_reader.names
        base = rules["remark"].pattern.sub("", printed) or printed
        if (joint := rules["joint"].search(base)) is not None:
            return self._joint(joint["first"], joint["rest"])
        if rules["collective"].search(printed):
            return self._group(printed)
        if (national := names.national(base)) is not None:
            return self.of_the_centre(national)
        if (branch := self.name_reader.branch(base)) is not None:
            return self._branch(base, branch)
        if rules["whole"].search(base):
            owner = self.name_reader.owner_inside(base) or self.name_reader.home.owner
            return Department(base, owner.code, self._function(base))
        return self._division(base) or self._government(base) or self._department(base, self.name_reader.apart(base))

    def of_the_centre(self, name: str) -> Department:
        """The unit of the central government or party of that whole name."""
        return Department(name, COUNTRY, self._function(name))

    def _branch(self, base: str, branch: Branch) -> Department:
        """The branch of a national body, with what replaced it where it bears its region's name."""
        stem = branch.name.replace(branch.owner.name, "{region}") if branch.owner.name else branch.name
        if "{region}" in stem:
            return self._department(base, Name(branch.owner, stem))
        return Department(branch.name, branch.owner.code, self._function(base))

    def _joint(self, first: str, rest: str) -> Department:
        """Organs that act together under both names: region and function are the first one's."""
        leading, following = self.read(first), self.read(rest)
        return Department(f"{leading.name} {following.name}", leading.region_code, leading.function)

    def _division(self, base: str) -> Department | None:
        """A division of the department that issues the document, with its own task where its name tells another."""
        division = self.name_reader.rules["division"].search(base) if self.parent else None
        if self.parent is None or division is None:
            return None
        function = self._function(base) if not self.name_reader.rules["plain-office"].search(base) else None
        return Department(self.parent.name + division["own"], self.parent.region_code, function or self.parent.function)

    def _government(self, base: str) -> Department | None:
        """A region that answers by its bare name: its government."""
        home, regions = self.name_reader.home, self.name_reader.regions
        region = regions.choose([each for each in regions.named(base) if each.name == base], home.context)
        is_own = region in home.line
        if region is None or not (is_own or home.region in regions.ancestors(region.code)):
            return None
        return Department(region.name + GOVERNMENT, region.code, None if is_own else LOCAL)

    def _department(self, words: str, name: Name) -> Department:
        """The department of that name, whose function is read from `words`, with what replaced it."""
        home, names = self.name_reader.home, self.name_reader.names
        succession = names.successor(name.full, (name.owner.code or "")[:2])
        is_own_government = name.full == GOVERNMENT and name.owner.code in {region.code for region in home.line}
        successor = replace(name, full=succession.successor) if succession else None
        return Department(
            name=name.of(name.full),
            region_code=name.owner.code,
            function=None if is_own_government else self._function(words),
            effective=succession.effective if succession else None,
            successor=self._department(name.of(successor.full), successor) if successor else None,
            plan=succession.plan if succession else None,
        )

    def _group(self, printed: str) -> Department:
        """A group, with the function that its members share, else as what kind of group it is."""
        found = [concept.notation for _, concept in self.functions.find(printed)]
        own = (notation for notation in found if notation not in GROUPS)
        kinds = (kind for kind in GROUPS if kind in found)
        is_bare_level = len(printed) == 1
        function = next(chain(own, kinds), LOCAL if is_bare_level else GROUPS[0])
        name, owner = printed, self.name_reader.home.owner
        while owner.name and name.startswith(owner.name[-1]) and not is_bare_level:
            name = name[1:]
        return Department(owner.name + name, owner.code, function, collective=True)

    def _function(self, base: str) -> str | None:
        """The unit's own task before that of the zone or government it belongs to, the first name before others."""
        found = [concept.notation for _, concept in self.functions.find(base)]
        own = [notation for notation in found if notation not in GROUPS]
        return next(iter(own + found), LOCAL if self.name_reader.rules["township"].search(base) else None)


def department_reader(record: Record, home: Home, regions: Regions, functions: Vocabulary) -> DepartmentReader:
    """The reader for the units of one document."""
    names = NameReader(home, regions, load_department_names(), load_rules("resolve"))
    reader = DepartmentReader(names, functions)
    issuer = reader.read(record.fields.issuer) if record.fields.issuer else None
    has_divisions = issuer is not None and issuer.function not in (None, *GOVERNING)
    return replace(reader, parent=issuer) if has_divisions else reader


def resolve_departments(record: Record, reader: DepartmentReader) -> tuple[dict[str, Department], tuple[Finding, ...]]:
    """Each printed unit of the record that is known, with its department; a finding for each that is not."""
    departments: dict[str, Department] = {}
    unknown: dict[str, Finding] = {}
    for printed, span in printed_units(record):
        if printed in departments or printed in unknown:
            continue
        department = reader.read(printed)
        if department.function is None and not reader.name_reader.rules["authority"].search(department.name):
            message = f"no function is known for {printed!r}: it stays as printed"
            unknown[printed] = Finding("resolve.unknown-unit", message, "warning", span)
        else:
            departments[printed] = department
    return departments, tuple(unknown.values())


def printed_units(record: Record) -> Iterator[tuple[str, Span | None]]:
    """The issuer and all responsible units in reading order, each with its place."""
    if record.fields.issuer:
        quote = record.fields.quotes.get("issuer")
        yield record.fields.issuer, quote.span if quote else None
    of_measures = (unit for measure in record.measures for unit in measure.departments)
    of_tasks = (unit for task in record.tasks for unit in task.departments)
    for unit in chain(of_measures, of_tasks):
        yield unit.name, unit.quote.span
