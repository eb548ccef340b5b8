"""What values of facets are called: regions and concepts, by their IRIs or by what stands for these in addresses."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from zjtx_server.pages.asking.options import NONE, OWN
from zjtx_server.pages.asking.parameters import Option
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.web.present import end

WITH_NONE = ("region", "year", "by-year", "tier", "level")  # facets that have such a value
SCHEMES = {  # of facets with another name
    "kind": ("award-kind", "target-kind"),
    "binding": ("binding-force",),
    "main-theme": ("theme",),
}


class Labels:
    """The names of all regions and concepts, whether anything here has them or not."""

    def __init__(self, browse: Browse) -> None:
        rows = browse.rows("SELECT iri, name FROM region UNION ALL SELECT iri, zh FROM concept")
        self._names: dict[str, str] = {row["iri"]: row["name"] for row in rows}
        self._by_scheme: dict[str, list[str]] = {}
        for iri in self._names:
            self._by_scheme.setdefault(iri.rsplit("/", 2)[1], []).append(iri)

    def of(self, value: str) -> str:
        """What a value of a facet is called, such as a region or concept; the end of its IRI where it has no name."""
        if value == NONE:
            return str(_("未载明"))
        if value.endswith(OWN):
            return str(_("%(region)s本级", region=self.of(value.removesuffix(OWN))))
        return self._names.get(value, end(value))

    def options(self, facet: str, had: Iterable[str]) -> list[Option]:
        """What may be asked of a facet: the values that things have, then all others that they could have."""
        known = (iri for scheme in SCHEMES.get(facet, (facet,)) for iri in self._by_scheme.get(scheme, ()))
        unsaid = (NONE,) if facet in WITH_NONE else ()
        return [Option(value, self.of(value)) for value in dict.fromkeys((*had, *unsaid, *known))]
