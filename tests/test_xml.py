"""Answers and documents in XML, read by a strict reader; what XML cannot hold is refused, not written."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from server_process import Server, running
from zjtx_server.xml import NotXmlError, as_xml

RESULTS, RDF = "application/sparql-results+xml", "application/rdf+xml"
TURTLE = r"""
@prefix id: <https://w3id.org/zjtx/id/> .
id:dataset\/return <http://e/p> "a\r\nb" .
id:dataset\/control <http://e/p> "a\u0001b" .
id:dataset\/nameless <http://e/1> "a" .
id:dataset\/tame <http://e/p1> "<oxprefix: &\t" .
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file = tmp_path_factory.mktemp("xml") / "odd.ttl"
    file.write_text(TURTLE, "utf-8")
    with running(file) as server:
        yield server


def asked(key: str, form: str) -> str:
    thing = f"<https://w3id.org/zjtx/id/dataset/{key}>"
    return f"CONSTRUCT WHERE {{ {thing} ?p ?o }}" if form == RDF else f"SELECT ?o WHERE {{ {thing} ?p ?o }}"


@pytest.mark.parametrize(("key", "value"), [("return", "a\r\nb"), ("tame", "<oxprefix: &\t")])
def test_what_is_read_is_what_was_there(server: Server, key: str, value: str) -> None:
    replies = [server.query(asked(key, form), Accept=form) for form in (RESULTS, RDF)]
    for reply in (*replies, server.ask(f"/id/dataset/{key}.rdf")):
        assert reply.status == 200
        assert value in [element.text for element in ET.fromstring(reply.body).iter()]


@pytest.mark.parametrize("key", ["control", "nameless"])
def test_what_xml_cannot_hold_is_refused(server: Server, key: str) -> None:
    """And given in another format."""
    reply = server.query(asked(key, RDF), Accept=RDF)
    assert (reply.status, "ask for another format" in reply.json["message"]) == (400, True)
    document = server.ask(f"/id/dataset/{key}.rdf")
    assert (document.status, "ask for another format" in document.json["message"]) == (406, True)
    assert server.query(asked(key, RDF), Accept="text/turtle").status == 200
    assert server.ask(f"/id/dataset/{key}.ttl").status == 200


def test_control_characters_in_results(server: Server) -> None:
    assert server.query(asked("control", RESULTS), Accept=RESULTS).status == 400
    assert server.query(asked("nameless", RESULTS), Accept=RESULTS).status == 200  # its property is not shown


@given(st.text())
def test_any_text_comes_back_or_is_refused(text: str) -> None:
    triple = ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal(text))
    written = ox.serialize([triple], format=ox.RdfFormat.RDF_XML)
    try:
        body = as_xml(written)
    except NotXmlError:
        with pytest.raises(ET.ParseError):
            ET.fromstring(written)
    else:
        assert (ET.fromstring(body)[0][0].text or "") == text
