"""One planted defect for each shape: exactly that shape reports it, and a valid policy is left in peace."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDFS, SH, Graph, Literal, URIRef

from zjtx_kg.errors import VocabularyError
from zjtx_kg.iris import ID, SHAPES, VOCAB, ZJTX
from zjtx_kg.model import Finding
from zjtx_kg.resources import read_turtle, resource
from zjtx_kg.validate import load_shapes, validate_policy, validate_shared

SAMPLE = Path(__file__).parent / "data" / "policy.ttl"
DEFECTS_FILE = Path(__file__).parent / "data" / "defects.toml"
LINES = (SAMPLE.read_text(encoding="utf-8") + SAMPLE.with_name("shared.ttl").read_text(encoding="utf-8")).splitlines()
PREFIXES = "\n".join(line for line in LINES if line.startswith("@prefix"))


@dataclass(frozen=True)
class Defect:
    """A defect of `defects.toml`: properties that are dropped from the valid policy, Turtle that is added."""

    shape: str
    why: str
    drop: tuple[str, ...] = ()
    add: str = ""
    also: tuple[str, ...] = ()


def load_defects(kind: str) -> list[Defect]:
    data = tomllib.loads(DEFECTS_FILE.read_text(encoding="utf-8"))
    return [
        Defect(
            shape=entry["shape"],
            why=entry["why"],
            drop=tuple(entry.get("drop", ())),
            add=entry.get("add", "") + (data["other_policy"] if entry.get("other_policy") else ""),
            also=tuple(entry.get("also", ())),
        )
        for entry in data[kind]
    ]


DEFECTS = load_defects("defect")
SHARED_DEFECTS = load_defects("shared")


def parsed(turtle: str) -> Graph:
    kinds = "\n".join(f"@prefix {kind}: <{ID}{kind}/> ." for kind in ("policy", "source", "region"))
    return Graph().parse(data=f"@base <{VOCAB}> .\n{PREFIXES}\n{kinds}\n{turtle}", format="turtle")


def sample() -> Graph:
    return Graph(identifier=URIRef("https://w3id.org/zjtx/graph/policy/sample")).parse(SAMPLE)


def shared_sample() -> Graph:
    return Graph().parse(SAMPLE.with_name("shared.ttl"))


def defective(defect: Defect, graph: Graph | None = None) -> Graph:
    graph = sample() if graph is None else graph
    for line in defect.drop:
        for subject, predicate, _ in parsed(f"{line} 0 ."):
            graph.remove((subject, predicate, None))
    graph += parsed(defect.add)
    return graph


def planted(shape: str) -> Defect:
    return next(defect for defect in DEFECTS if defect.shape == shape)


def found(graph: Graph) -> tuple[Finding, ...]:
    return validate_policy(graph, load_shapes())


def test_valid_policy_has_no_findings() -> None:
    assert found(sample()) == ()


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.shape}: {defect.why}")
def test_planted_defect_is_reported_by_its_shape(defect: Defect) -> None:
    findings = found(defective(defect))
    assert {finding.rule for finding in findings} == {f"shape.{name}" for name in (defect.shape, *defect.also)}


def test_what_policies_share_is_valid() -> None:
    assert validate_shared(shared_sample(), load_shapes()) == ()


@pytest.mark.parametrize("defect", SHARED_DEFECTS, ids=lambda defect: f"{defect.shape}: {defect.why}")
def test_planted_defect_in_what_policies_share_is_reported_by_its_shape(defect: Defect) -> None:
    findings = validate_shared(defective(defect, shared_sample()), load_shapes())
    assert {finding.rule for finding in findings} == {f"shape.{defect.shape}"}


def test_vocabularies_are_valid() -> None:
    vocabularies = read_turtle(sorted((resource("ontology") / "vocab").glob("*.ttl")))
    assert validate_shared(vocabularies, load_shapes()) == ()


def test_every_class_of_the_ontology_has_a_shape() -> None:
    """Its own, or that of the classes above or of all those below."""
    ontology = read_turtle(sorted(resource("ontology").rglob("*.ttl")))
    targets = set(load_shapes().graph.objects(None, SH.targetClass))
    # a policy is targeted by its source, since one that is only cited has none
    targets |= {ZJTX.Policy} if (SHAPES["policy.class"], SH.hasValue, ZJTX.Policy) in load_shapes().graph else set()
    for kind in load_shapes().terms.classes:
        above = set(ontology.transitive_objects(kind, RDFS.subClassOf))
        below = set(ontology.subjects(RDFS.subClassOf, kind))
        assert above & targets or (below and below <= targets), kind


def test_every_shape_has_a_planted_defect() -> None:
    graph = load_shapes().graph
    shapes = {str(shape).partition("#")[2] for shape in graph.subjects(SH.severity)}
    assert {defect.shape for defect in (*DEFECTS, *SHARED_DEFECTS)} == shapes
    assert len(shapes) > 100


@pytest.mark.parametrize("shape", sorted(load_shapes().graph.subjects(SH.severity), key=str), ids=str)
def test_every_shape_says_the_mend_in_both_languages(shape: URIRef) -> None:
    messages = list(load_shapes().graph.objects(shape, SH.message))
    assert sorted(message.language or "" for message in messages if isinstance(message, Literal)) == ["en", "zh"]


def test_finding_names_document_place_and_mend() -> None:
    finding = next(each for each in found(defective(planted("award.amount-positive"))) if each.severity == "error")
    assert finding.document == "sample"
    assert finding.severity == "error"
    assert finding.message == f"An amount is above zero: read it again or leave it out. <{ID}policy/sample/award> = 0.0"
    text = str(next(sample().objects(None, ZJTX.cleanText)))
    assert finding.span is not None
    assert finding.span.of(text) == "对省级专精特新小巨人企业给予50万元奖励"


def test_an_empty_graph_is_not_valid() -> None:
    assert [finding.rule for finding in found(Graph(identifier=sample().identifier))] == ["shape.policy.there"]


def test_finding_about_a_department_names_the_place_where_it_is_printed() -> None:
    (finding,) = found(defective(planted("party.region-related")))
    text = str(next(sample().objects(None, ZJTX.cleanText)))
    assert finding.span is not None
    assert finding.span.of(text) == "市财政局"


def test_a_doubt_about_the_text_is_a_warning_and_damage_an_error() -> None:
    (doubt,) = found(defective(planted("policy.issued-before-published")))
    (damage,) = found(defective(planted("policy.status")))
    assert (doubt.severity, damage.severity) == ("warning", "error")


SPARQL = [defect for defect in DEFECTS if (SHAPES[defect.shape], SH.sparql, None) in load_shapes().graph]


@pytest.mark.parametrize("defect", SPARQL, ids=lambda defect: f"{defect.shape}: {defect.why}")
def test_any_shacl_engine_finds_what_the_fast_way_finds(defect: Defect) -> None:
    """The SPARQL constraints are answered by Oxigraph and the quotes compared in Python; pyshacl alone agrees."""
    whole = Graph()
    whole += load_shapes().graph
    whole.remove((None, SH.deactivated, None))
    for shape in list(whole.subjects(SH.group)):
        whole.remove((shape, None, None))
    data = defective(defect)
    data += load_shapes().classes
    _, report, _ = pyshacl.validate(data, shacl_graph=whole)
    assert isinstance(report, Graph)
    assert set(report.objects(None, SH.sourceShape)) == {SHAPES[defect.shape]}


# What is wrong in a copy of the shapes, the words of the message, and the line it names.
TARGETED = "s:x a sh:NodeShape ;\n    sh:severity sh:Violation ;\n    sh:targetSubjectsOf dcterms:source ;\n"
BROKEN = {
    "no Turtle": ("s:x a sh:NodeShape", "no valid Turtle", ":10"),
    "no SPARQL": (TARGETED + '    sh:sparql [ sh:select "SELECT $this WHERE { ?a }" ] .', "no valid SPARQL", ":9"),
    "no target": ('s:x a sh:NodeShape ;\n    sh:sparql [ sh:select "SELECT $this WHERE {}" ] .', "has no target", ":9"),
    "a path that is none": (
        "s:x a sh:PropertyShape ;\n    sh:targetClass s:x ;\n    sh:path s:one, s:other .",
        "not to be used",
        "",
    ),
}


@pytest.mark.parametrize(("shape", "problem", "line"), BROKEN.values(), ids=BROKEN)
def test_broken_shapes_name_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: str, problem: str, line: str
) -> None:
    own = resource("shapes")
    prefixes = (own / "award.ttl").read_text(encoding="utf-8").partition("\n\n")[0]
    (tmp_path / "bad.ttl").write_text(f"{prefixes}\n\n{shape}\n", encoding="utf-8")
    monkeypatch.setattr(
        "zjtx_kg.validate.shacl.resource", lambda name: tmp_path if name == "shapes" else resource(name)
    )
    with pytest.raises(VocabularyError) as raised:
        load_shapes.__wrapped__()
    assert problem in raised.value.problem
    assert raised.value.where == f"{tmp_path / 'bad.ttl'}{line}"
