"""What values of facets are called: regions and concepts, by their IRIs or by what stands for these in addresses."""

from __future__ import annotations

from zjtx_server.pages.sources.browse import Browse

NONE = "none"  # the value of a facet where a thing tells none
SCHEMES = {"kind": ("award-kind", "target-kind"), "binding": ("binding-force",)}  # of facets with another name


def token(value: str) -> str:
    """What stands for a value of a facet in addresses: the end of its IRI."""
    return value.rpartition("/")[2]


class Labels:
    """The names of all regions and concepts, whether anything here has them or not."""

    def __init__(self, browse: Browse) -> None:
        rows = browse.rows("SELECT iri, name FROM region UNION ALL SELECT iri, zh FROM concept")
        self._names: dict[str, str] = {row["iri"]: row["name"] for row in rows}
        self._ends = {tuple(iri.rsplit("/", 2)[1:]): name for iri, name in self._names.items()}

    def of(self, iri: str) -> str:
        """The name of a region or concept; the end of the IRI where it has none."""
        return self._names.get(iri, token(iri))

    def of_value(self, facet: str, value: str) -> str:
        """The name of a value of a facet by its token; empty where no vocabulary has it."""
        schemes = SCHEMES.get(facet, (facet,))
        return next((name for scheme in schemes if (name := self._ends.get((scheme, value)))), "")
