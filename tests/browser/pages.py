"""All kinds of pages, each with an address: what the tests open, what screenshots show, what benchmarks time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from server_process import Server

from zjtx_kg.iris import BASE, ZJTX

PREFIXES = """PREFIX zjtx: <https://w3id.org/zjtx/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dqv: <http://www.w3.org/ns/dqv#> PREFIX oa: <http://www.w3.org/ns/oa#>"""
RICHEST = """SELECT ?thing WHERE {{ ?thing a {kind} . {{ ?thing ?p ?o }} UNION {{ ?o ?p ?thing }} FILTER({where}) }}
GROUP BY ?thing ORDER BY DESC(COUNT(*)) STR(?thing) LIMIT {most}"""


@dataclass(frozen=True)
class Page:
    """A page.

    Args:
        name: of its tests and pictures.
        address: below the prefix of a language; without one it is the page of the thing of class `of` that the graph
            says most of.
        of: the class of the thing that it is about, with its prefix.
        where: what must hold of `?thing`, in SPARQL.
        status: that it is answered with.
    """

    name: str
    address: str = ""
    of: str = ""
    where: str = "true"
    status: int = 200

    def addresses(self, server: Server, most: int = 1) -> list[str]:
        """Addresses of this page at a server: its own, or those of up to `most` things of its class."""
        if self.address:
            return [self.address]
        reply = server.query(
            f"{PREFIXES} " + RICHEST.format(kind=self.of, where=self.where, most=most),
            Accept="application/sparql-results+json",
        )
        found = [row["thing"]["value"] for row in reply.json["results"]["bindings"]]
        assert found, f"nothing to show is a {self.of}"
        return ["/" + quote(iri.removeprefix(BASE), safe="/") for iri in found]


VIEWS = (
    Page("start", "/"),
    Page("search", "/search"),
    Page("search-found", "/search?q=" + quote("小巨人")),
    Page("search-nothing", "/search?q=" + quote("潜水艇")),
    Page("policies", "/policies"),
    Page("measures", "/measures"),
    Page("awards", "/awards"),
    Page("awards-chosen", "/awards?q=" + quote("小巨人") + "&region=420100&region=330400&kind=reward"),
    Page("award-overview", "/awards/overview"),
    Page("award-matrix", "/awards/matrix"),
    Page("targets", "/targets"),
    Page("target-overview", "/targets/overview"),
    Page("departments", "/departments"),
    Page("department-matrix", "/departments/matrix"),
    Page("department-functions", "/departments/functions"),
    Page("department-network", "/departments/network"),
    Page("themes", "/themes"),
    Page("instruments", "/themes?of=instrument"),
    Page("instrument-sides", "/themes?of=side"),
    Page("indicators", "/indicators"),
    Page("tiers", "/tiers"),
    Page("tier-names", "/tiers/names"),
    Page("regions", "/regions"),
    Page("compare", "/compare"),
    Page("compare-two", "/compare?region=420100&region=330400"),
    Page("cited", "/cited"),
    Page("passages", "/passages"),
    Page("match", "/match"),
    Page("match-answer", "/match?region=420100&new=national:little-giant&moved-in=1&on=2022-06-30"),
    Page("match-refused", "/match?region=000000", status=400),
    Page("questions", "/queries"),
    Page("question", "/queries/award-for-a-tier"),
    Page("query", "/sparql"),
    Page(
        "query-answer",
        "/sparql?query=" + quote(f"SELECT * WHERE {{ ?policy a <{ZJTX.Policy}> ; ?says ?this }} LIMIT 50"),
    ),
    Page("query-broken", "/sparql?query=" + quote("SELECT * WHERE { ?policy a "), status=400),
    Page("quality", "/quality"),
    Page("about", "/about"),
    Page("api", "/api"),
    Page("vocabularies", "/vocab"),
    Page("ontology", "/ontology"),
    Page("shapes", "/shapes"),
    Page("void", "/void"),
    Page("data", "/data/"),
    Page("not-found", "/id/policy/none", status=404),
)
THINGS = (
    Page("policy", "/id/policy/wuhan-2021", of="zjtx:Policy", where="EXISTS { ?thing zjtx:region ?region }"),
    Page("policy-longest", "/id/policy/tongling-2018"),
    Page("source", of="zjtx:Source"),
    Page("measure", of="zjtx:Measure"),
    Page("task", of="zjtx:Task"),
    Page("award", of="zjtx:Award"),
    Page("target", of="zjtx:Target"),
    Page("responsibility", of="zjtx:Responsibility"),
    Page("quote", of="oa:SpecificResource"),
    Page("classification", of="zjtx:Classification"),
    Page("counterpart", of="zjtx:Counterpart"),
    Page("shared-passage", of="zjtx:SharedPassage"),
    Page("tier-match", of="zjtx:TierMatch"),
    Page("step-match", of="zjtx:StepMatch"),
    Page("ladder-step", of="zjtx:LadderStep"),
    Page("section", of="zjtx:Section"),
    Page("department", of="zjtx:Department"),
    Page("collective-party", of="zjtx:CollectiveParty"),
    Page("reorganisation", of="zjtx:Reorganisation"),
    Page("region", of="zjtx:Region", where="EXISTS { ?policy zjtx:region ?thing }"),
    Page("indicator", of="zjtx:Indicator"),
    Page("cited-policy", of="zjtx:Policy", where='CONTAINS(STR(?thing), "/cited-policy/")'),
    Page("tier", "/vocab/tier/little-giant", of="zjtx:Tier"),
    Page("function", "/vocab/function/industry-it", of="zjtx:Function"),
    Page("theme", of="zjtx:Theme"),
    Page("instrument", of="zjtx:Instrument"),
    Page("concept", "/vocab/role/lead", of="skos:Concept"),
    Page("vocabulary", "/vocab/tier", of="skos:ConceptScheme"),
    Page("quality-figure", of="dqv:QualityMeasurement"),
    Page("dataset", "/id/dataset/zjtx-kg"),
    Page("graph", "/graph/policy/wuhan-2021"),
)
PAGES = VIEWS + THINGS


def path_of(address: str) -> str:
    """The path alone."""
    return urlsplit(address).path
