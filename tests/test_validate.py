"""Consistency in the open world, and the five documents of the project in the closed one."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, Graph, Literal, URIRef

from zjtx_kg.catalogue import CatalogueEntry, load_publications
from zjtx_kg.describe.graph import DCAT
from zjtx_kg.iris import GRAPH, ZJTX, concept
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.read import read_bytes, read_source
from zjtx_kg.resources import resource
from zjtx_kg.validate import Consistency, check_consistency, load_shapes, validate_policy, validate_shared

SAMPLE = Path(__file__).parent / "data" / "policy.ttl"
THING, OTHER = URIRef("urn:thing"), URIRef("urn:other")
ENTRIES = load_publications(resource("data"))


def described(entry: CatalogueEntry) -> Graph:
    reading = read_document(read_source(resource("data") / entry.file, entry.id), load_knowledge())
    return resolve_and_describe(reading, load_knowledge())[1]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_described_documents_are_valid(entry: CatalogueEntry) -> None:
    """No damage; doubts about what a text says are allowed and belong in the report."""
    graph = described(entry)
    findings = validate_policy(graph, load_shapes())
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert {finding.document for finding in findings} <= {entry.id}
    assert len(graph) > 100


def test_the_catalogue_and_the_vocabularies_of_a_release_are_valid(release: Path) -> None:
    shared = Graph()
    for quad in pyoxigraph.parse(path=release / "data.nq", format=pyoxigraph.RdfFormat.N_QUADS):
        if str(quad.graph_name).strip("<>") in (str(GRAPH["catalogue"]), str(GRAPH["vocabularies"])):
            shared.parse(data=f"{quad.triple} .", format="nt")
    assert (None, RDF.type, DCAT.Distribution) in shared
    assert validate_shared(shared, load_shapes()) == ()


def test_validation_leaves_the_graph_as_it_was() -> None:
    graph = Graph().parse(SAMPLE)
    before = set(graph)
    validate_policy(graph, load_shapes())
    assert set(graph) == before


def facts(*triples: tuple[URIRef, URIRef, URIRef | Literal]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


# What contradicts the ontology in the open world, where silence contradicts nothing.
CONTRADICTIONS = {
    "a measure that is an award": facts((THING, RDF.type, ZJTX.Measure), (THING, RDF.type, ZJTX.Award)),
    "two statuses, of which a policy has one": facts(
        (THING, ZJTX.status, concept("status", "draft")), (THING, ZJTX.status, concept("status", "issued"))
    ),
    "a level of recognition as tier": facts((THING, ZJTX.forTier, concept("level", "national"))),
    "a policy as region": facts((THING, ZJTX.region, OTHER), (OTHER, RDF.type, ZJTX.Policy)),
}


def reasoned(*graphs: Graph) -> Consistency:
    """What HermiT says; without Java the check says that it was not run, and the test is skipped with that reason."""
    result = check_consistency(graphs)
    if not result.ran:
        pytest.skip(result.detail)
    return result


def test_the_ontology_and_a_valid_policy_are_consistent() -> None:
    assert reasoned(Graph().parse(SAMPLE)).consistent is True


@pytest.mark.parametrize("contradiction", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictions_are_found(contradiction: Graph) -> None:
    assert reasoned(contradiction).consistent is False


def test_silence_is_no_contradiction() -> None:
    assert reasoned(facts((THING, RDF.type, ZJTX.Award), (THING, ZJTX.amount, Literal(0)))).consistent is True


def test_without_java_the_check_says_that_it_was_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = check_consistency([])
    assert (result.ran, result.consistent) == (False, None)
    assert result.detail.startswith("not run")


def test_values_of_cells_side_by_side_are_borne_out() -> None:
    """A starting point and a goal, each a bare number in a cell of its own."""
    page = """<html><body><p>绵阳市行动计划</p><p>一、任务</p><p>1.培育企业。加大企业培育力度,完善服务体系。</p>
    <p>附件</p><p>主要目标表</p><table><tr><td>序号</td><td>指标</td><td>单位</td><td>2021年</td><td>2025年</td></tr>
    <tr><td>1</td><td>国家级专精特新“小巨人”企业</td><td>家</td><td>24</td><td>60</td></tr></table></body></html>"""
    knowledge = load_knowledge()
    reading = read_document(read_bytes(page.encode(), "page.html", "page"), knowledge)
    assert [(target.baseline, target.value) for target in reading.record.targets] == [(24, 60)]
    _, graph = resolve_and_describe(reading, knowledge)
    assert "shape.target.value-in-quote" not in {found.rule for found in validate_policy(graph, load_shapes())}
