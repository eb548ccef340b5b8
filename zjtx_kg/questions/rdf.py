"""The questions as RDF, each query whole: with its prefixes, and narrowed by the defaults of its parameters."""

from __future__ import annotations

from rdflib import SH, XSD, BNode, Graph, Literal, URIRef

from zjtx_kg.iris import BASE, GRAPH, PREFIXES
from zjtx_kg.questions.load import QUESTION, SCHEMA, load_questions, source_graph

ENDPOINT = URIRef(f"{BASE}sparql")


def questions_graph() -> Graph:
    """All questions and parameters, in the form of SPARQL examples; `schema:target` is the endpoint's lasting IRI."""
    graph = Graph(identifier=GRAPH.queries)
    graph += source_graph()
    for question in load_questions():
        this = URIRef(QUESTION + question.name)
        graph.set((this, SH.select, Literal(question.query(question.defaults))))
        graph.add((this, SH.prefixes, GRAPH.queries))
        graph.add((this, SCHEMA.target, ENDPOINT))
    for prefix, namespace in PREFIXES.items():
        declaration = BNode()
        graph.add((GRAPH.queries, SH.declare, declaration))
        graph.add((declaration, SH.prefix, Literal(prefix)))
        graph.add((declaration, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph
