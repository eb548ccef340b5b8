"""What overviews can be narrowed to: regions and policies that the index holds, concepts of a vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from zjtx_kg.iris import VOCAB
from zjtx_server.pages.overviews.choosing import Option
from zjtx_server.pages.sources.browse import Browse, Row

REGIONS = """
SELECT region, region_name AS regionName, SUM(measures) AS measures FROM policy
WHERE region NOT NULL GROUP BY region ORDER BY region
"""
POLICIES = "SELECT iri, title, region_name AS regionName, year FROM policy ORDER BY rowid"
CONCEPTS = """
SELECT concept.iri AS concept, concept.zh AS conceptName, concept.broader, above.zh AS broaderName
FROM concept LEFT JOIN concept AS above ON above.iri = concept.broader
WHERE concept.scheme = :scheme ORDER BY above.zh, concept.rowid
"""


def regions(browse: Browse) -> tuple[Row, ...]:
    """The regions that have policies, by code, with the number of their measures."""
    return tuple({"regionName": row["region"], **row} for row in browse.rows(REGIONS))


def region_options(browse: Browse) -> list[Option]:
    """The regions that have policies."""
    return [Option(row["region"], row["regionName"]) for row in regions(browse)]


def policy_options(browse: Browse) -> list[Option]:
    """The policies that were read."""
    return [Option(row["iri"], row.get("title", row["iri"])) for row in browse.rows(POLICIES)]


def concepts(browse: Browse, scheme: str) -> tuple[Row, ...]:
    """The concepts of a vocabulary, such as `theme`, those below one of them together."""
    return browse.rows(CONCEPTS, scheme=f"{VOCAB}{scheme}")


def concept_options(browse: Browse, scheme: str) -> list[Option]:
    """The concepts of a vocabulary."""
    return [Option(row["concept"], row.get("conceptName", row["concept"])) for row in concepts(browse, scheme)]


def listed(options: Iterable[Option] | Sequence[str]) -> str:
    """IRIs for a query, where it has `json_each`."""
    return json.dumps([option.iri if isinstance(option, Option) else option for option in options])
