"""The graph of links of a built release: valid, derived from both ends, apart from what documents say."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from linkable import linkable
from rdflib import Graph

from zjtx_kg.iris import GRAPH, PREFIXES
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.link import LinkDocument, LinkStep, link
from zjtx_kg.resources import read_turtle, resource
from zjtx_kg.validate import load_shapes, validate_shared


def links_of(release: Path) -> str:
    """The graph of links of a release as N-Triples."""
    store = ox.Store.read_only(str(release / "store"))
    return "".join(
        f"{quad.triple} .\n" for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH["links"]))
    )


def ladder(name: str, *steps: tuple[str, str | None], issued: str | None = None) -> LinkDocument:
    found = tuple(LinkStep(f"urn:{name}:{tier}-{level}", tier, level) for tier, level in steps)
    return linkable(name, issued=issued, steps=found)


def test_the_graph_of_links_is_valid(release: Path) -> None:
    graph = read_turtle(sorted((resource("ontology") / "vocab").glob("*.ttl")))
    graph += Graph().parse(data=links_of(release), format="nt")
    assert validate_shared(graph, load_shapes()) == ()


def test_nothing_of_it_is_mixed_into_what_documents_say(release: Path) -> None:
    store = ox.Store.read_only(str(release / "store"))
    kinds = "zjtx:Counterpart zjtx:SharedPassage zjtx:StepMatch"
    query = f"SELECT DISTINCT ?g WHERE {{ VALUES ?kind {{ {kinds} }} GRAPH ?g {{ ?link a ?kind }} }}"
    graphs = {row["g"].value for row in store.query(query, prefixes=PREFIXES)}
    assert graphs == {str(GRAPH["links"])}


def test_steps_of_one_tier_match() -> None:
    one = ladder("one", ("little-giant", "national"), ("srdi-sme", "provincial"), ("high-tech", None))
    other = ladder("other", ("little-giant", "national"), ("srdi-sme", "municipal"), ("high-tech", "national"))
    matches = link([one, other], load_knowledge()).steps
    assert {(match.a, match.b, match.mapping) for match in matches} == {
        ("urn:one:little-giant-national", "urn:other:little-giant-national", "exactMatch"),
        ("urn:one:high-tech-None", "urn:other:high-tech-national", "closeMatch"),
    }


def test_links_do_not_depend_on_the_order_of_documents() -> None:
    documents = [
        ladder(f"d{number}", ("little-giant", "national"), issued=f"20{number:02}-01-01") for number in range(30)
    ]
    assert link(documents, load_knowledge()) == link(documents[::-1], load_knowledge())


def test_steps_are_matched_with_documents_near_in_time_alone() -> None:
    """So that the number of links grows with the number of documents and not with its square."""
    documents = [
        ladder(f"d{number}", ("little-giant", "national"), issued=f"20{number:02}-01-01") for number in range(60)
    ]
    assert len(link(documents, load_knowledge()).steps) == 20 * 40 + sum(range(20))
