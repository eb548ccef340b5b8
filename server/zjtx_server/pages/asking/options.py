"""What can be asked for: regions, policies and years that the index holds, concepts of a vocabulary."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from zjtx_kg.iris import VOCAB
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.sources.browse import Browse, Row
from zjtx_server.pages.web.present import end

NONE = "none"  # stands for what a thing does not tell
OWN = "-own"  # behind a region: without those within it
UNKNOWN = lazy_gettext("地区不明")
REGIONS = """
SELECT COALESCE(region, 'none') AS region, region_name AS regionName, SUM(measures) AS measures FROM policy
GROUP BY 1 ORDER BY 1
"""
OF_UNITS = """
SELECT COALESCE(region, 'none') AS region, region_name AS regionName FROM policy
UNION SELECT COALESCE(region, 'none'), region_name FROM department ORDER BY 1
"""
AROUND = """
SELECT iri, name FROM region
WHERE iri IN (SELECT place FROM region_within JOIN region AS inner ON inner.iri = region WHERE inner.policies > 0)
ORDER BY code
"""
POLICIES = "SELECT iri, title, region_name AS regionName, year FROM policy ORDER BY rowid"
CONCEPTS = """
SELECT concept.iri AS concept, concept.zh AS conceptName, concept.en AS english, concept.broader,
  above.zh AS broaderName
FROM concept LEFT JOIN concept AS above ON above.iri = concept.broader
WHERE concept.scheme = :scheme ORDER BY above.zh, concept.rowid
"""


def regions(browse: Browse) -> tuple[Row, ...]:
    """The regions that have policies, by code, with the number of their measures; `none` where policies tell none."""
    return _named(browse.rows(REGIONS))


def _named(regions: Iterable[Row]) -> tuple[Row, ...]:
    names = {NONE: UNKNOWN}
    return tuple({"regionName": names.get(row["region"], row["region"]), **row} for row in regions)


def placed(row: Row) -> Row:
    """A row for data, which name no region where none is known."""
    return {name: value for name, value in row.items() if name != "region"} if row["region"] == NONE else row


def region_options(browse: Browse) -> list[Option]:
    """The regions that have policies, with `none` where some tell no region."""
    return as_options(regions(browse))


def regions_of_units(browse: Browse) -> list[Option]:
    """The regions that have policies or departments, with `none` where some tell no region."""
    return as_options(_named(browse.rows(OF_UNITS)))


def as_options(regions: Iterable[Row]) -> list[Option]:
    """Regions of rows, as `regions` makes them."""
    return [Option(row["region"], row["regionName"]) for row in regions]


def regions_around(browse: Browse) -> list[Option]:
    """The regions that have policies, and those that they lie in; `none` where some policies tell none."""
    known = [Option(row["iri"], row.get("name", row["iri"])) for row in browse.rows(AROUND)]
    unplaced = browse.rows("SELECT iri FROM policy WHERE region IS NULL LIMIT 1")
    return [*known, Option(NONE, UNKNOWN)] if unplaced else known


def alone(browse: Browse) -> Callable[[str], str]:
    """What stands in addresses of lists for a region without those within it, which are taken in otherwise."""

    @cache
    def apart() -> frozenset[str]:
        sql = "SELECT value FROM chosen WHERE facet = 'within' AND value LIKE :own"
        return frozenset(row["value"] for row in browse.rows(sql, own=f"%{OWN}"))

    return lambda region: end(region + OWN if region + OWN in apart() else region)


def policy_options(browse: Browse) -> list[Option]:
    """The policies that were read."""
    return [Option(row["iri"], row.get("title", row["iri"])) for row in browse.rows(POLICIES)]


def linked_policies(browse: Browse) -> list[Option]:
    """The policies where only links choose one: a form would offer too many."""
    return [option._replace(offered=False) for option in policy_options(browse)]


def concepts(browse: Browse, scheme: str) -> tuple[Row, ...]:
    """The concepts of a vocabulary, such as `theme`, those below one of them together."""
    return browse.rows(CONCEPTS, scheme=f"{VOCAB}{scheme}")


def concept_options(browse: Browse, scheme: str) -> list[Option]:
    """The concepts of a vocabulary."""
    return [
        Option(row["concept"], row.get("conceptName", row["concept"]), row.get("english", ""))
        for row in concepts(browse, scheme)
    ]


def year_options(browse: Browse, table: str = "policy", column: str = "year") -> list[Option]:
    """The years that a column of the index has; `none` where some things tell none."""
    rows = browse.rows(f"SELECT DISTINCT COALESCE({column}, '{NONE}') AS year FROM {table} ORDER BY 1 DESC")
    names = {NONE: str(_("未载明"))}
    return [Option(row["year"], names.get(row["year"], str(row["year"]))) for row in rows]


def listed(options: Iterable[Option] | Sequence[str]) -> str:
    """IRIs for a query, where it has `json_each`."""
    return json.dumps([option.iri if isinstance(option, Option) else option for option in options])
