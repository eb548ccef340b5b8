"""Records as RDF: IRIs that can be taken apart again, terms that the ontology defines, silence that stays silence."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from zjtx_kg.catalogue import load_publications
from zjtx_kg.describe import describe
from zjtx_kg.describe.facts import QB
from zjtx_kg.describe.graph import DCAT, PolicyGraph, decimal
from zjtx_kg.describe.things import describe_source
from zjtx_kg.iris import ZJTX, concept, digest, part, policy_graph, split, thing
from zjtx_kg.knowledge import load_knowledge
from zjtx_kg.model import Citation, Document, Fields, Record, Source, Span
from zjtx_kg.pipeline import read_document, resolve_and_describe
from zjtx_kg.read import read_bytes, read_source
from zjtx_kg.regions import load_regions
from zjtx_kg.resolve import resolve
from zjtx_kg.resources import resource

DOCUMENTS = [entry.id for entry in load_publications(resource("data"))]


@pytest.fixture(scope="module", params=DOCUMENTS)
def graph(request: pytest.FixtureRequest) -> Graph:
    """The graph of each document of the project."""
    data = resource("data")
    (entry,) = (entry for entry in load_publications(data) if entry.id == request.param)
    knowledge = load_knowledge()
    return resolve_and_describe(read_document(read_source(data / entry.file, entry.id), knowledge), knowledge)[1]


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Ontology and vocabularies."""
    whole = Graph()
    for path in resource("ontology").rglob("*.ttl"):
        whole.parse(path)
    return whole


def test_every_term_is_defined(graph: Graph, ontology: Graph) -> None:
    """No property, class or concept of ours is used that the ontology and the vocabularies do not hold."""
    defined = set(ontology.subjects(RDF.type, None))
    ours = (str(ZJTX), str(concept("", "")).rstrip("/"))
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and str(term).startswith(ours)}
    assert used
    assert used - defined == set()


def test_properties_keep_to_their_domains(graph: Graph, ontology: Graph) -> None:
    """What carries a property of a simple domain is of that class or of one below it."""
    for name in ("recipient", "awardKind", "targetKind", "comparator", "nameAsPrinted", "sha256", "code"):
        (domain,) = ontology.objects(ZJTX[name], URIRef("http://www.w3.org/2000/01/rdf-schema#domain"))
        if (domain, OWL.unionOf, None) in ontology:
            continue
        for subject in graph.subjects(ZJTX[name]):
            assert (subject, RDF.type, domain) in graph, (name, subject)


def test_nothing_is_nameless(graph: Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


def test_each_literal_has_one_value_and_type(graph: Graph) -> None:
    """A number is written as its type wants it, so that no reader takes it for another."""
    for literal in graph.objects():
        if isinstance(literal, Literal) and literal.datatype is not None:
            assert not literal.ill_typed, literal


def test_each_field_that_was_read_stands_on_its_words(graph: Graph) -> None:
    """Title, number, organ and days, each with the quote; the catalogue's id and the status of issue need none."""
    (policy,) = graph.subjects(DCTERMS.source)
    stated = {graph.value(this, ZJTX.statesProperty): this for this in graph.subjects(RDF.type, ZJTX.FieldStatement)}
    for name in (DCTERMS.title, ZJTX.documentNumber, ZJTX.issuedBy, DCTERMS.issued, ZJTX.published, ZJTX.validUntil):
        assert ((policy, name, None) in graph) == (name in stated), name
    for this in stated.values():
        assert (graph.value(this, PROV.wasQuotedFrom), RDF.type, None) in graph


def test_each_ground_stands_on_the_words_that_cite_it(graph: Graph) -> None:
    cited = {graph.value(this, ZJTX.cites) for this in graph.subjects(RDF.type, ZJTX.Citation)}
    assert cited == set(graph.objects(None, ZJTX.basedOn))


def test_targets_are_observations_that_their_dimensions_tell_apart(graph: Graph) -> None:
    """The integrity constraints 1, 11, 12 and 14 of the Data Cube vocabulary."""
    targets = list(graph.subjects(RDF.type, ZJTX.Target))
    for name in (QB.dataSet, ZJTX.policy, ZJTX.position, ZJTX.value):
        assert all(len(list(graph.objects(target, name))) == 1 for target in targets)
    places = {(graph.value(target, ZJTX.policy), graph.value(target, ZJTX.position)) for target in targets}
    assert len(places) == len(targets)


def described_grounds(*basis: tuple[str | None, str | None]) -> Graph:
    """The graph of a policy that rests on these titles and numbers."""
    document = Document(Source("p", "p.txt", "0" * 64, "utf-8", "依据"), "依据", range(2))
    citations = tuple(Citation(title, number, document.quote(Span(0, 2), "test")) for title, number in basis)
    record = Record("p", Fields(basis=citations, status="draft"), (), (), (), (), ())
    return describe(document, resolve(record, load_knowledge()), load_regions())


def test_a_ground_cited_with_and_without_its_number_is_one() -> None:
    graph = described_grounds(("促进法", None), ("促进法", "主席令第74号"), (None, "主席令第74号"), ("采购法", None))
    assert len(set(graph.objects(None, ZJTX.basedOn))) == 2
    assert len(set(graph.subjects(RDF.type, ZJTX.Citation))) == 4


def test_organ_and_year_of_a_cited_policy_are_told_as_concluded() -> None:
    graph = described_grounds(("意见", "国发〔2022〕12号"))
    (cited,) = graph.objects(None, ZJTX.basedOn)
    assert graph.value(cited, ZJTX.yearOfNumber) == Literal("2022", datatype=XSD.gYear)
    assert str(graph.value(graph.value(cited, ZJTX.originator), RDFS.label)) == "国务院"
    assert graph.value(cited, ZJTX.issuedBy) is None


def test_a_draft_is_no_legal_resource() -> None:
    assert not [term for term in described_grounds(("促进法", None)).predicates() if "/eli/" in str(term)]


@pytest.mark.parametrize(
    ("text", "media_type"),
    [("<!DOCTYPE html>\n<p>通知</p>", "text/html"), ("<p>通知</p>", "text/plain"), ("通知", "text/plain")],
)
def test_the_media_type_is_that_of_what_was_read(text: str, media_type: str) -> None:
    graph = PolicyGraph(Document(read_bytes(text.encode(), "p.txt", "p"), "", ()), load_regions())
    describe_source(graph)
    assert [str(each).partition("media-types/")[2] for each in graph.graph.objects(None, DCAT.mediaType)] == [
        media_type
    ]


# What an IRI stands for: minted with, taken apart to.
PLACES = [
    (thing("policy", "wuhan-2021"), "policy", ("wuhan-2021",)),
    (part("wuhan-2021", "measure", "二.一.1"), "measure", ("wuhan-2021", "二.一.1")),
    (thing("department", "340700", "铜陵市财政局"), "department", ("340700", "铜陵市财政局")),
    (thing("department", "340700", "a/b#c d"), "department", ("340700", "a/b#c d")),
]


@pytest.mark.parametrize(("iri", "kind", "keys"), PLACES)
def test_an_iri_tells_what_it_stands_for(iri: URIRef, kind: str, keys: tuple[str, ...]) -> None:
    place = split(str(iri))
    assert place is not None and (place.kind, place.keys) == (kind, keys)


def test_other_iris_are_nobody() -> None:
    assert split("https://example.org/id/policy/x") is None


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(KEYS)
def test_every_key_makes_an_iri(key: str) -> None:
    """Also with characters for private use, controls and non-characters, which damaged pages hold."""
    for iri in (thing("indicator", key), policy_graph(key)):
        assert next(iter(pyoxigraph.parse(f"<{iri}> <a:b> <a:c> .", pyoxigraph.RdfFormat.N_TRIPLES)))


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("新增特色\ue000园区", "新增特色%EE%80%80园区"),  # a character of a font of its own
        ("\ufffe\x01", "%EF%BF%BE%01"),
        ("县(市、区)", "县(市、区)"),
        ("𠮷野", "𠮷野"),  # beyond the first plane
        ("[2018]", "%5B2018%5D"),
    ],
)
def test_only_what_an_iri_cannot_hold_is_encoded(key: str, written: str) -> None:
    assert str(thing("indicator", key)).rpartition("/")[2] == written


def test_equal_numbers_never_share_an_iri() -> None:
    """The second 二.1 is not the 2 inside 二.1, nor what is printed as 二.1~2."""
    graph = PolicyGraph(Document(Source("p", "p.txt", "0" * 64, "utf-8", ""), "", ()), load_regions())
    keys = ("二.1", "二.1~2", "二.1", "二.1.2", "二.1")
    assert len({graph.mint("measure", key) for key in keys}) == len(keys)


@given(KEYS, KEYS)
def test_keys_survive_the_iri(one: str, other: str) -> None:
    place = split(str(thing("department", one, other)))
    assert place is not None and place.keys == (one, other)


@given(KEYS, KEYS)
def test_two_keys_never_run_together(one: str, other: str) -> None:
    """(1112, ) and (11, 12) are different things."""
    assert thing("indicator", one + other) != thing("indicator", one, other)
    assert digest(one, other) == digest(one, other)


def test_a_digest_looks_through_width_space_and_quotation_marks() -> None:
    assert digest("“专精特新” 企业") == digest("专精特新企业")
    assert digest("11", "12") != digest("1112")


@pytest.mark.parametrize(
    ("value", "written"),
    [(150000, "150000"), (1.5, "1.5"), (0.005, "0.005"), (40000000000, "40000000000"), (1.0, "1"), (1e-7, "0.0000001")],
)
def test_decimals_have_no_exponent(value: float, written: str) -> None:
    assert decimal(value) == written
