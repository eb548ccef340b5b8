"""The ontology says what it means in two languages, and nobody uses a term that it does not define."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

import zjtx_kg
from zjtx_kg.iris import ZJTX
from zjtx_kg.resources import resource

ROOT = Path(zjtx_kg.__file__).parent.parent
STATEMENTS = ("Measure", "Task", "Responsibility", "Award", "Target", "LadderStep", "FieldStatement", "Citation")
QB = Namespace("http://purl.org/linked-data/cube#")

# Classes and properties of the design, which every part of the project shares.
CLASSES = (
    "Policy Section Measure Task Responsibility Department CollectiveParty UnresolvedUnit Region Tier Ladder "
    "LadderStep Award Target Indicator Counterpart SharedPassage Source FieldStatement Citation Correction "
    "Repair Table"
)
PROPERTIES = (
    "documentNumber issuedBy region published status validUntil basedOn hasLadder number position policy section text "
    "theme mainTheme instrument measure of department role nameAsPrinted leadDepartment responsibleDepartment "
    "function code administrativeLevel recipient forTier recognitionLevel amount minimumAmount maximumAmount ratio "
    "bound awardKind trigger indicator indicatorAsPrinted value unit comparator targetKind targetYear baselineValue "
    "baselineYear bindingForce targetSource hasStep tier between score grade ground method version passage place rule "
    "sha256 cleanText statesProperty cites correction correctionKind correctedField correctedFrom correctedTo reason "
    "correctedBy wordsInSource layout spamLeftOut frameLeftOut"
)


def parsed(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


ONTOLOGY = parsed(resource("ontology") / "zjtx.ttl")
VOCABULARIES = parsed(*sorted((resource("ontology") / "vocab").glob("*.ttl")))
TERMS = sorted({term for term in ONTOLOGY.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef)})
PROPERTY_TERMS = [
    term
    for term in TERMS
    if {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty} & set(ONTOLOGY.objects(term, RDF.type))
]
CONCEPTS = sorted({str(concept) for concept in VOCABULARIES.subjects(RDF.type, SKOS.Concept)})
SCHEMES = sorted({str(scheme) for scheme in VOCABULARIES.subjects(RDF.type, SKOS.ConceptScheme)})


def languages(graph: Graph, term: Node, predicate: URIRef) -> list[str]:
    values = graph.objects(term, predicate)
    return sorted(value.language or "" for value in values if isinstance(value, Literal))


def used(path: Path) -> set[str]:
    """Local names of the terms that a file uses, as zjtx:NAME or ZJTX.NAME."""
    text = path.read_text(encoding="utf-8")
    return set(re.findall(r"\b(?:zjtx:|ZJTX\.)([A-Za-z][A-Za-z0-9]*)", text))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.partition("#")[2])
def test_every_term_is_explained_in_both_languages(term: URIRef) -> None:
    assert languages(ONTOLOGY, term, RDFS.label) == ["en", "zh"]
    assert languages(ONTOLOGY, term, SKOS.definition) == ["en", "zh"]
    assert (term, SKOS.example, None) in ONTOLOGY


@pytest.mark.parametrize("term", PROPERTY_TERMS, ids=lambda term: term.partition("#")[2])
def test_every_property_has_domain_and_range(term: URIRef) -> None:
    assert len(list(ONTOLOGY.objects(term, RDFS.domain))) == 1
    assert len(list(ONTOLOGY.objects(term, RDFS.range))) == 1


def test_every_term_of_our_namespace_is_defined() -> None:
    nodes = {node for triple in ONTOLOGY + VOCABULARIES for node in triple if str(node).startswith(str(ZJTX))}
    assert nodes == set(TERMS)


def test_the_shared_classes_and_properties_are_there() -> None:
    names = {term.partition("#")[2] for term in TERMS}
    assert set(CLASSES.split()) <= names
    assert set(PROPERTIES.split()) <= names
    assert {ZJTX[name] for name in CLASSES.split()} <= set(ONTOLOGY.subjects(RDF.type, OWL.Class))
    assert {ZJTX[name] for name in PROPERTIES.split()} <= set(PROPERTY_TERMS)


@pytest.mark.parametrize(
    "path",
    [
        resource("ontology") / "alignments.ttl",
        *sorted(resource("shapes").glob("*.ttl")),
        *sorted((ROOT / "zjtx_kg" / "describe").glob("*.py")),
        ROOT / "tests" / "data" / "policy.ttl",
    ],
    ids=lambda path: path.name,
)
def test_no_term_is_used_that_is_not_defined(path: Path) -> None:
    assert {ZJTX[name] for name in used(path)} <= set(TERMS)


def test_every_property_that_describe_names_is_defined() -> None:
    """`graph.add(…, name=value)` names properties as keywords."""
    calls = (ROOT / "zjtx_kg" / "describe" / "facts.py").read_text(encoding="utf-8")
    names = set(re.findall(r"^ {8}([a-z][A-Za-z0-9]+)=", calls, re.MULTILINE))
    assert names
    assert {ZJTX[name] for name in names} <= set(TERMS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_is_one(name: str) -> None:
    assert ZJTX.Statement in ONTOLOGY.transitive_objects(ZJTX[name], RDFS.subClassOf)


def test_ontology_and_alignments_carry_a_version() -> None:
    whole = ONTOLOGY + parsed(resource("ontology") / "alignments.ttl")
    for ontology in whole.subjects(RDF.type, OWL.Ontology):
        assert (ontology, OWL.versionInfo, None) in whole
        assert languages(whole, ontology, DCTERMS.title) == ["en", "zh"]


def test_nothing_is_imported_over_the_network() -> None:
    assert not list(parsed(*resource("ontology").rglob("*.ttl")).triples((None, OWL.imports, None)))


def test_an_award_is_an_offer_and_no_grant_that_was_made() -> None:
    alignments = parsed(resource("ontology") / "alignments.ttl")
    assert not list(alignments.objects(ZJTX.Award, RDFS.subClassOf))
    assert (ZJTX.Target, RDFS.subClassOf, QB.Observation) in alignments


def test_only_concepts_are_mapped_by_skos() -> None:
    """SKOS makes a concept of whatever its mapping relations tie; properties and classes are none."""
    alignments = parsed(resource("ontology") / "alignments.ttl")
    relations = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    assert not [triple for relation in relations for triple in alignments.triples((None, relation, None))]


def test_no_alignment_makes_a_draft_a_legal_resource() -> None:
    """What stands on drafts too is no sub-property of ELI's, whose domain is the legal resource."""
    alignments = parsed(resource("ontology") / "alignments.ttl")
    assert not [each for each in alignments.objects(None, RDFS.subPropertyOf) if "/eli/" in str(each)]


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.partition("/vocab/")[2])
def test_every_concept_is_explained_in_both_languages(concept: str) -> None:
    this = URIRef(concept)
    assert languages(VOCABULARIES, this, SKOS.prefLabel) == ["en", "zh"]
    assert languages(VOCABULARIES, this, SKOS.definition) == ["en", "zh"]
    assert (this, SKOS.example, None) in VOCABULARIES
    assert URIRef(concept.rpartition("/")[0]) in set(VOCABULARIES.objects(this, SKOS.inScheme))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.partition("/vocab/")[2])
def test_every_scheme_is_named_described_and_versioned(scheme: str) -> None:
    this = URIRef(scheme)
    assert languages(VOCABULARIES, this, DCTERMS.title) == ["en", "zh"]
    assert languages(VOCABULARIES, this, DCTERMS.description) == ["en", "zh"]
    assert (this, OWL.versionInfo, None) in VOCABULARIES
    tops = set(VOCABULARIES.subjects(SKOS.topConceptOf, this))
    inside = set(VOCABULARIES.subjects(SKOS.inScheme, this))
    assert tops == {concept for concept in inside if (concept, SKOS.broader, None) not in VOCABULARIES}
