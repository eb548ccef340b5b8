"""Requests that try to reach outside: other servers, files, and changes of the data."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from hostile.attack import CANARY, FORM, Attack, Place, query, request

OTHER = f"<{CANARY}>"
REST = f"{OTHER} {{ ?s ?p ?o }}"
# SERVICE in every place and spelling in which it is the keyword.
CALLS = {
    "plain": f"SELECT * WHERE {{ SERVICE {REST} }}",
    "small letters": f"SELECT * WHERE {{ service {REST} }}",
    "mixed letters": f"SELECT * WHERE {{ SeRvIcE {REST} }}",
    "silent": f"SELECT * WHERE {{ SERVICE SILENT {REST} }}",
    "silent, over lines": f"SELECT * WHERE {{ SERVICE\r\n\tSILENT\n{REST} }}",
    "touching": f"SELECT*WHERE{{SERVICE{OTHER}{{?s ?p ?o}}}}",
    "touching the bracket before": f"SELECT * WHERE {{ FILTER(1=1)SERVICE{REST} }}",
    "after a point": f"SELECT * WHERE {{ ?s ?p ?o .SERVICE{REST} }}",
    "after a number": f"SELECT * WHERE {{ ?s ?p 1 SERVICE {REST} }}",
    "after a comment": f"SELECT * WHERE {{ #\nSERVICE#\n{REST} }}",
    "behind a less-than that looks like an IRI": f"SELECT * WHERE {{ FILTER(1<2)SERVICE#>\n{REST} }}",
    "behind a less-than, silent": f"SELECT * WHERE {{ FILTER(1<2)SERVICE#>\nSILENT {REST} }}",
    "behind an apostrophe in a comment": f"SELECT * WHERE {{ #'\nSERVICE {REST} #'\n}}",
    "behind three quotes in a comment": f'SELECT * WHERE {{ #"""\nSERVICE {REST} #"""\n}}',
    "behind a quoted quote": f"SELECT * WHERE {{ ?s ?p '\\'' SERVICE {REST} ?a ?b '' }}",
    "behind an empty text": f"SELECT * WHERE {{ ?s ?p '' SERVICE {REST} ?a ?b '' }}",
    "behind a local name with a quote": f"PREFIX a: <urn:> SELECT * WHERE {{ ?s a:b\\' ?o SERVICE {REST} ?x a:\\' 1 }}",
    "behind a local name with a hash": f"PREFIX a: <urn:> SELECT * WHERE {{ ?s a:b\\#c ?o SERVICE {REST} }}",
    "behind an IRI with a hash": f"SELECT * WHERE {{ ?s <urn:a#b> ?o SERVICE {REST} }}",
    "behind a language": f"SELECT * WHERE {{ ?s ?p 'a'@zh SERVICE {REST} }}",
    "behind a type": f"SELECT * WHERE {{ ?s ?p 'a'^^<urn:t>SERVICE {REST} }}",
    "in a group": f"SELECT * WHERE {{ {{ {{ SERVICE {REST} }} }} }}",
    "in EXISTS": f"SELECT * WHERE {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {REST} }} }}",
    "in NOT EXISTS": f"ASK {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE SILENT {REST} }} }}",
    "in a sub-select": f"SELECT * WHERE {{ {{ SELECT * {{ SERVICE {REST} }} }} }}",
    "in OPTIONAL": f"SELECT * WHERE {{ ?s ?p ?o OPTIONAL {{ SERVICE {REST} }} }}",
    "in MINUS": f"SELECT * WHERE {{ ?s ?p ?o MINUS {{ SERVICE {REST} }} }}",
    "in UNION": f"SELECT * WHERE {{ {{ ?s ?p ?o }} UNION {{ SERVICE {REST} }} }}",
    "in SERVICE": f"SELECT * WHERE {{ SERVICE {OTHER} {{ SERVICE {REST} }} }}",
    "in an order": f"SELECT * WHERE {{ ?s ?p ?o }} ORDER BY EXISTS {{ SERVICE {REST} }}",
    "in HAVING": f"SELECT ?s WHERE {{ ?s ?p ?o }} GROUP BY ?s HAVING(EXISTS {{ SERVICE {REST} }})",
    "in DESCRIBE": f"DESCRIBE ?s WHERE {{ SERVICE {REST} }}",
    "in CONSTRUCT": f"CONSTRUCT WHERE {{ SERVICE {REST} }}",
    "by a variable": f"SELECT * WHERE {{ BIND({OTHER} AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
    "by the other kind of variable": f"SELECT * WHERE {{ VALUES $x {{ {OTHER} }} SERVICE $x {{ ?s ?p ?o }} }}",
    "by a name": f"PREFIX c: {OTHER} SELECT * WHERE {{ SERVICE c: {{ ?s ?p ?o }} }}",
    "by a base": f"BASE {OTHER} SELECT * WHERE {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "a file": "SELECT * WHERE { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
    "with an escape": f"SELECT * WHERE {{ \\u0053ERVICE {REST} }}",
    "with a long escape": f"SELECT * WHERE {{ SERVIC\\U00000045 SILENT {REST} }}",
    "all escapes": f"SELECT * WHERE {{ {''.join(f'{chr(92)}u{ord(c):04X}' for c in 'SERVICE')} {REST} }}",
    "an escaped quote ends a text": f"SELECT * WHERE {{ ?s ?p '\\u0027 . SERVICE {REST} ?a ?b '' }}",
}
# The word where it is none: answered like any other query.
HARMLESS = {
    "in a text": "SELECT ('SERVICE <http://a/> {}' AS ?x) WHERE {}",
    "in a long text": 'SELECT ("""SERVICE\n"SERVICE" <http://a/> {}""" AS ?x) WHERE {}',
    "in a text with a quoted quote": r"SELECT ('\' SERVICE ' AS ?x) WHERE {}",
    "in a comment": "SELECT * WHERE { ?s ?p ?o # SERVICE <http://a/> {}\n } LIMIT 1",
    "in an IRI": "SELECT * WHERE { ?s ?p ?o FILTER(?s != <http://a/SERVICE>) } LIMIT 1",
    "as a variable": "SELECT ?service WHERE { ?service ?SERVICE $service } LIMIT 1",
    "as a prefix": "PREFIX service: <urn:> SELECT * WHERE { ?s ?p ?o FILTER(?s != service:SERVICE) } LIMIT 1",
    "as a language": "SELECT ('a'@service AS ?x) WHERE {}",
    "as a blank node": "SELECT * WHERE { _:SERVICE ?p ?o } LIMIT 1",
    "after a quote in a comment": "SELECT * WHERE { # it's\n ?s ?p 'SERVICE' } LIMIT 1",
}


def services() -> Iterator[Attack]:
    """Refused, whether the engine would have called or not; the canary sees nobody."""
    for name, text in CALLS.items():
        yield query("service", name, text, 400, 403)
    for name, text in HARMLESS.items():
        yield query("service as a word", name, text, 200)
    escaped = f"SELECT * WHERE {{ #\\u000ASERVICE {REST}\n }}"  # a comment, or by SPARQL 1.1, section 19.2, its end
    yield query("service as a word", "an escaped line in a comment", escaped, 200, 400, 403)


UPDATES = {
    "INSERT DATA": "INSERT DATA { <urn:hostile> <urn:was> <urn:here> }",
    "INSERT DATA in a graph": "INSERT DATA { GRAPH <urn:g> { <urn:hostile> <urn:was> <urn:here> } }",
    "DELETE DATA": "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE": "DELETE WHERE { ?s ?p ?o }",
    "DELETE and INSERT": "DELETE { ?s ?p ?o } INSERT { <urn:hostile> <urn:was> ?o } WHERE { ?s ?p ?o }",
    "INSERT of a product": "INSERT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "LOAD from a file": "LOAD <file:///etc/passwd>",
    "LOAD from a server": f"LOAD SILENT {OTHER} INTO GRAPH <urn:g>",
    "CLEAR ALL": "CLEAR ALL",
    "DROP SILENT ALL": "DROP SILENT ALL",
    "CREATE": "CREATE GRAPH <urn:g>",
    "COPY": "COPY DEFAULT TO <urn:g>",
    "MOVE": "MOVE DEFAULT TO <urn:g>",
    "ADD": "ADD DEFAULT TO <urn:g>",
    "two at once": "CLEAR ALL ; INSERT DATA { <urn:hostile> <urn:was> <urn:here> }",
    "USING WITH": "WITH <urn:g> DELETE { ?s ?p ?o } USING <urn:h> WHERE { ?s ?p ?o }",
    "escaped": "\\u0043LEAR ALL",
}


def _update(text: str, content_type: str) -> Attack:
    body = (text if content_type != FORM else urlencode({"update": text})).encode()
    return Attack(
        "updates",
        f"{text[:30]} as {content_type}",
        frozenset({400, 403}),
        request("/sparql", body, f"Content-Type: {content_type}", method="POST"),
    )


def updates() -> Iterator[Attack]:
    """Refused by every door, and nothing is changed."""
    for name, text in UPDATES.items():
        yield query("updates", f"{name} as a query", text, 400, 403)
        yield _update(text, "application/sparql-update")
        yield _update(text, FORM)
    clear = quote("CLEAR ALL")
    for name, target in {
        "by GET": f"/sparql?update={clear}",
        "beside a query": f"/sparql?query=ASK%7B%7D&update={clear}",
        "with the name escaped": f"/sparql?%75pdate={clear}",
        "as the query of a GET": f"/sparql?query={clear}",
    }.items():
        yield Attack("updates", name, frozenset({400, 403}), request(target), "GET")
    for method in ("PUT", "DELETE", "PATCH", "POST"):  # Graph Store Protocol, but for reading
        chunks = request("/graph?default", b"<urn:a> <urn:b> <urn:c> .", "Content-Type: text/turtle", method=method)
        yield Attack("updates", f"{method} of a graph", frozenset({403, 404, 405}), chunks)


GRAPHS = {
    "a file": "file:///etc/passwd",
    "a file of this process": "file:///proc/self/environ",
    "a server": CANARY,
    "a server with a name": CANARY + "data.ttl#x",
    "another protocol": "ftp://127.0.0.1/x",
    "data in the address": "data:text/turtle,a:b%20a:b%20a:b",
    "a path": "/etc/passwd",
    "a path upwards": "../../../../../../etc/passwd",
    "a share": "//127.0.0.1/etc/passwd",
    "no scheme that is known": "gopher://127.0.0.1/",
}


def datasets() -> Iterator[Attack]:
    """The names of graphs that the store does not have: empty, never fetched; a relative one is resolved or refused."""
    for name, iri in GRAPHS.items():
        for clause in ("FROM", "FROM NAMED"):
            text = f"SELECT * {clause} <{iri}> WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
            yield query("datasets", f"{name}, {clause}", text, 200)
        yield query("datasets", f"{name}, GRAPH", f"SELECT * WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", 200)
        for which in ("default", "named"):
            yield _dataset(
                f"{name}, {which}-graph-uri", f"/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D&{which}-graph-uri=", iri
            )
        yield _dataset(f"{name}, Graph Store Protocol", "/graph?graph=", iri)
    yield _dataset("a blank, default-graph-uri", "/sparql?query=ASK%7B%7D&default-graph-uri=", "not an IRI")
    yield _dataset("nothing, named-graph-uri", "/sparql?query=ASK%7B%7D&named-graph-uri=", "")


def _dataset(name: str, before: str, iri: str) -> Attack:
    def chunks(place: Place) -> Iterator[bytes]:
        yield from request(before + quote(iri.replace(CANARY, f"http://{place.canary}/"), safe=""))(place)

    may = {200, 400, 404} if not iri.partition(":")[1] or before.startswith("/graph") else {200}
    return Attack("datasets", name, frozenset(may), chunks, "GET")
