"""Queries that are hostile by their shape alone: nested deeply, or long and flat.

Oxigraph's parser and optimiser recurse, in flat chains too: a few tens of KB end the process with SIGSEGV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hostile.attack import Attack, query

SOME = "SELECT * WHERE { ?s ?p ?o . %s } LIMIT 1"


def _nested(opening: str, core: str, closing: str) -> Callable[[int], str]:
    return lambda depth: opening * depth + core + closing * depth


# What is written inside itself, in the place of a group's content.
NESTS: dict[str, Callable[[int], str]] = {
    "groups": _nested("{", "", "}"),
    "parentheses": lambda depth: f"FILTER({'(' * depth}1{')' * depth})",
    "parentheses left open": lambda depth: f"FILTER({'(' * depth}",
    "EXISTS": _nested("FILTER EXISTS { ?s ?p ?o ", "", "}"),
    "NOT EXISTS": _nested("FILTER NOT EXISTS { ?s ?p 1 ", "", "}"),
    "sub-selects": _nested("{ SELECT ?s { ?s ?p ?o ", "", "}}"),
    "sub-selects that group": _nested("{ SELECT (MAX(?s) AS ?m) { ?s ?p ?o ", "", "}}"),
    "UNION": _nested("{ ?s ?p ?o ", "", "} UNION { ?s ?p ?o }"),
    "OPTIONAL": _nested("OPTIONAL { ?s ?p ?o ", "", "}"),
    "MINUS": _nested("MINUS { ?s ?p 1 ", "", "}"),
    "GRAPH": _nested("GRAPH ?g { ?s ?p ?o ", "", "}"),
    "ABS": lambda depth: f"BIND({'ABS(' * depth}1{')' * depth} AS ?n)",
    "IF": lambda depth: f"BIND({'IF(?s = 1, 1, ' * depth}1{')' * depth} AS ?n)",
    "COALESCE": lambda depth: f"BIND({'COALESCE(?u, ' * depth}1{')' * depth} AS ?n)",
    "REPLACE": lambda depth: "BIND(" + "REPLACE(" * depth + "'a'" + ", 'a', 'b')" * depth + " AS ?n)",
    "unknown functions": lambda depth: f"BIND({'<urn:f>(' * depth}1{')' * depth} AS ?n)",
    "IN": lambda depth: f"FILTER({'1 IN (' * depth}1{')' * depth})",
    "minus signs": lambda depth: f"FILTER({'-(' * depth}1{')' * depth} != 0)",
    "exclamation marks": lambda depth: f"FILTER({'!' * depth} ?s)",
    "brackets of a path": lambda depth: f"?s {'(' * depth}?p{')' * depth} ?z".replace("?p", "<urn:p>"),
    "stars of a path": lambda depth: f"?s {'(' * depth}<urn:p>{')*' * depth} ?z",
    "inverses of a path": lambda depth: f"?s {'^(' * depth}<urn:p>{')' * depth} ?z",
    "alternatives of a path": lambda depth: f"?s {'(<urn:q>|' * depth}<urn:p>{')' * depth} ?z",
    "collections": lambda depth: f"?s ?p {'(' * depth}1{')' * depth}",
    "blank nodes": lambda depth: f"?s ?p {'[ ?p ' * depth}1{']' * depth}",
}


def nesting() -> Iterator[Attack]:
    """A little nesting is a query like others; a lot may be refused, but by a reply."""
    for name, write in NESTS.items():
        left_open = name.endswith("left open")
        yield query("nesting", f"{name}, 8 deep", SOME % write(8), 400 if left_open else 200)
        for depth in (1_000, 20_000):
            yield query("nesting", f"{name}, {depth:,} deep", SOME % write(depth), 200, 400, 503, 504)


def _many(count: int, write: Callable[[int], str], between: str = " ") -> str:
    return between.join(map(write, range(count)))


# Long and flat: each a query that SPARQL allows.
FLAT: dict[str, str] = {
    "8,600 triple patterns": f"SELECT * WHERE {{ {_many(8_600, lambda i: '?s ?p ?o .')} }} LIMIT 1",
    "8,600 triple patterns in a chain": f"ASK {{ {_many(8_600, lambda i: f'?v{i} ?p ?v{i + 1} .')} }}",
    "10,000 ||": SOME % f"FILTER({_many(10_000, lambda i: f'?s = {i}', '||')})",
    "10,000 &&": SOME % f"FILTER({_many(10_000, lambda i: f'?s != {i}', '&&')})",
    "50,000 sums": SOME % f"BIND({_many(50_000, str, '+')} AS ?n)",
    "50,000 products": SOME % f"BIND({_many(50_000, lambda i: '1', '*')} AS ?n)",
    "20,000 rows of VALUES": SOME % f"VALUES ?v {{ {_many(20_000, str)} }}",
    "5,000 columns of VALUES": SOME
    % f"VALUES ({_many(5_000, lambda i: f'?v{i}')}) {{ ({_many(5_000, lambda i: 'UNDEF')}) }}",
    "50,000 in a list": SOME % f"FILTER(?o NOT IN ({_many(50_000, str, ',')}))",
    "1 MB of one comment": SOME % "" + " # " + "x" * 1_000_000,
    "300,000 lines of comment": SOME % "" + "\n#" * 300_000,
    "900 KB of blanks": SOME % (" " * 900_000),
    "an IRI of 500 KB": SOME % f"FILTER(?s != <urn:{'x' * 500_000}>)",
    "an IRI of 100 KB of dots": SOME % f"FILTER(?s != <http://a/{'../' * 30_000}>)",
    "a text of 500 KB": SOME % f"FILTER(?o != '{'专' * 160_000}')",
    "a text of 80,000 escapes": SOME % f"FILTER(?o != '{chr(92)}u4E13{(chr(92) + 'n') * 80_000}')",
    "a language tag of 100 KB": SOME % f"FILTER(?o != 'a'@en{'-x1' * 33_000})",
    "a variable of 500 KB": f"SELECT ?{'v' * 500_000} WHERE {{ ?s ?p ?o }} LIMIT 1",
    "a number of 500 KB after the point": SOME % f"FILTER(?o != 1.{'3' * 500_000})",
    "20,000 prefixes": _many(20_000, lambda i: f"PREFIX p{i}: <urn:{i}:>") + SOME % "",
    "20,000 bases": _many(20_000, lambda i: "BASE <a/>") + SOME % "",
    "20,000 variables": f"SELECT {_many(20_000, lambda i: f'?v{i}')} WHERE {{ ?s ?p ?o }} LIMIT 1",
    "10,000 projections": f"SELECT {_many(10_000, lambda i: f'({i} AS ?v{i})')} WHERE {{ ?s ?p ?o }} LIMIT 1",
    "5,000 aggregates": f"SELECT {_many(5_000, lambda i: f'(COUNT(?s) AS ?v{i})')} WHERE {{ ?s ?p ?o }}",
    "5,000 UNION": f"SELECT * WHERE {{ {_many(5_000, lambda i: '{ ?s ?p ?o }', 'UNION')} }} LIMIT 1",
    "5,000 OPTIONAL": SOME % _many(5_000, lambda i: f"OPTIONAL {{ ?s <urn:{i}> ?v{i} }}"),
    "5,000 MINUS": SOME % _many(5_000, lambda i: f"MINUS {{ ?s <urn:{i}> ?v }}"),
    "5,000 BIND": SOME % _many(5_000, lambda i: f"BIND({i} AS ?v{i})"),
    "5,000 BIND, each on the one before": SOME
    % f"BIND(1 AS ?v0) {_many(5_000, lambda i: f'BIND(?v{i} + 1 AS ?v{i + 1})')}",
    "10,000 FILTER": SOME % _many(10_000, lambda i: f"FILTER(?s != {i})"),
    "2,000 EXISTS": SOME % _many(2_000, lambda i: "FILTER EXISTS { ?s ?p ?o }"),
    "2,000 sub-selects": SOME % _many(2_000, lambda i: "{ SELECT ?s { ?s ?p ?o } LIMIT 1 }"),
    "5,000 keys of a sort": SOME.replace("LIMIT", f"ORDER BY {_many(5_000, lambda i: f'DESC(?v{i})')} LIMIT") % "",
    "5,000 keys of a group": f"SELECT (1 AS ?x) WHERE {{ ?s ?p ?o }} GROUP BY {_many(5_000, lambda i: f'?v{i}')}",
    "5,000 HAVING": f"SELECT ?s WHERE {{ ?s ?p ?o }} GROUP BY ?s HAVING {_many(5_000, lambda i: f'(?s != {i})')}",
    "10,000 steps of a path": f"ASK {{ ?s {_many(10_000, lambda i: '<urn:p>', '/')} ?o }}",
    "10,000 ways of a path": f"ASK {{ ?s {_many(10_000, lambda i: f'<urn:{i}>', '|')} ?o }}",
    "10,000 ways excluded": f"ASK {{ ?s !({_many(10_000, lambda i: f'<urn:{i}>', '|')}) ?o }}",
    "10,000 ways with stars": f"ASK {{ ?s {_many(10_000, lambda i: f'<urn:{i}>*', '|')} ?o }}",
    "20,000 objects": f"ASK {{ ?s ?p {_many(20_000, str, ',')} }}",
    "10,000 predicates": f"ASK {{ ?s {_many(10_000, lambda i: f'<urn:{i}> ?o{i}', ';')} }}",
    "a collection of 20,000": f"ASK {{ ?s ?p ({_many(20_000, str)}) }}",
    "20,000 arguments": SOME % f"BIND(CONCAT({_many(20_000, lambda i: '?o', ',')}) AS ?n)",
    "10,000 blank nodes": f"ASK {{ {_many(10_000, lambda i: f'_:b{i} ?p ?o .')} }}",
    "10,000 graphs in FROM": f"SELECT * {_many(10_000, lambda i: f'FROM <urn:{i}>')} WHERE {{ ?s ?p ?o }}",
    "10,000 graphs in FROM NAMED": f"ASK {_many(10_000, lambda i: f'FROM NAMED <urn:{i}>')} {{ GRAPH ?g {{}} }}",
    "10,000 GRAPH": f"ASK {{ {_many(10_000, lambda i: f'GRAPH <urn:{i}> {{ ?s ?p ?o }}')} }}",
    "5,000 unknown functions": SOME % _many(5_000, lambda i: f"BIND(<urn:f{i}>(?s) AS ?v{i})"),
    "20,000 IRIs to describe": f"DESCRIBE {_many(20_000, lambda i: f'<urn:{i}>')}",
    "10,000 statements to construct": f"CONSTRUCT {{ {_many(10_000, lambda i: f'?s <urn:{i}> ?o .')} }} "
    "WHERE { ?s ?p ?o }",
}
# Flat ones that are long only in one token or in what is skipped: they must simply be answered.
EASY = frozenset(
    {
        "20,000 rows of VALUES",
        "300,000 lines of comment",
        "900 KB of blanks",
        "an IRI of 500 KB",
        "a text of 500 KB",
        "a text of 80,000 escapes",
    }
)


def flat() -> Iterator[Attack]:
    """Either answered or refused; 413 for what is longer than any request may be."""
    for name, text in FLAT.items():
        yield query("flat", name, text, *((200,) if name in EASY else (200, 400, 413, 503, 504)))
