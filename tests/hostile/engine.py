"""Queries that are short and harmless to look at, and endless or enormous to evaluate."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.attack import Attack, query

XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s . ?t ?u ?v"  # all with all, seven times over
WIDE = "VALUES ?v1 { %s } VALUES ?v2 { %s } VALUES ?v3 { %s } VALUES ?v4 { %s }" % (
    (" ".join(map(str, range(300))),) * 4
)

# Numbers at and past every edge: answered, with an error in the one expression, or refused as no SPARQL.
NUMBERS = {
    "a double out of range": "1e999999",
    "a double out of range, negative": "-1e-999999",
    "an integer of 100 KB": "9" * 100_000,
    "a decimal of 100 KB": "9" * 50_000 + "." + "9" * 50_000,
    "an integer of 100 KB from text": f"xsd:integer('{'9' * 100_000}')",
    "the largest integer and one more": "9223372036854775807 + 1",
    "the smallest integer by minus one": "xsd:integer('-9223372036854775808') / -1",
    "the smallest integer times minus one": "xsd:integer('-9223372036854775808') * -1",
    "the size of the smallest integer": "ABS(xsd:integer('-9223372036854775808'))",
    "minus the smallest integer": "-xsd:integer('-9223372036854775808')",
    "an integer of an enormous double": "xsd:integer(1e300)",
    "a decimal of an enormous double": "xsd:decimal(1e300)",
    "a decimal of infinity": "xsd:decimal('INF'^^xsd:double)",
    "rounding an enormous double": "ROUND(1e308) + CEIL(1e308) + FLOOR(-1e308)",
    "by zero": "1 / 0",
    "by zero, as a decimal": "1.0 / 0.0",
    "by zero, as a double": "1e0 / 0e0",
    "a third": "1.0 / 3.0",
    "by the smallest decimal": "1.0 / 0.000000000000000001",
    "the largest decimal, squared": "170141183460469231731.0 * 170141183460469231731.0",
    "a text from a place that is no number": "SUBSTR('abc', 0e0 / 0e0)",
    "a text from an enormous place": "SUBSTR('abc', 1e308, 1e308)",
    "a text from below the smallest place": "SUBSTR('专精特新', -9223372036854775807, 9223372036854775807)",
    "a text to the largest place": "SUBSTR('专精特新', 9223372036854775807, 9223372036854775807)",
    "an enormous year": "YEAR('999999999999-01-01T00:00:00'^^xsd:dateTime)",
    "an enormous year compared": "'99999999999999999999-01-01'^^xsd:date < '0001-01-01'^^xsd:date",
    "an enormous duration added": "'2021-01-01T00:00:00Z'^^xsd:dateTime + 'P9223372036854775807D'^^xsd:duration",
    "an enormous duration": "'-P99999999999Y99999999999M'^^xsd:yearMonthDuration * 99999999999",
    "an enormous fraction of a second": f"SECONDS('2021-01-01T00:00:00.{'9' * 100_000}Z'^^xsd:dateTime)",
    "a time zone that is none": "TZ('2021-01-01T00:00:00+99:99'^^xsd:dateTime)",
    "the years' edge less a day": "'-9223372036854775808-01-01'^^xsd:date - 'P1D'^^xsd:dayTimeDuration",
}
SLICES = {
    "a LIMIT past all integers": "LIMIT 99999999999999999999999",
    "the largest LIMIT": "LIMIT 18446744073709551615",
    "the largest LIMIT and OFFSET": "LIMIT 18446744073709551615 OFFSET 18446744073709551615",
    "the largest OFFSET of a sort": "ORDER BY ?o OFFSET 9223372036854775807 LIMIT 9223372036854775807",
    "a negative LIMIT": "LIMIT -1",
    "a LIMIT of 100 KB": "LIMIT " + "9" * 100_000,
}


def numbers() -> Iterator[Attack]:
    """Numbers at and past every edge, and slices of them."""
    for name, expression in NUMBERS.items():
        slow = (503, 504) if len(expression) > 1_000 else ()
        yield query("numbers", name, XSD + f"SELECT ({expression} AS ?n) WHERE {{}}", 200, 400, *slow)
    for name, clause in SLICES.items():
        yield query("numbers", name, f"SELECT * WHERE {{ ?s ?p ?o }} {clause}", 200, 400, 503, 504)


def _grown(function: str, last: str, times: int = 40) -> str:
    """A text that `function` makes longer at each of many steps."""
    steps = " ".join(f"BIND({function.replace('?', f'?x{i}')} AS ?x{i + 1})" for i in range(times))
    return f"SELECT ({last} AS ?end) WHERE {{ BIND('0123456789 专精特新 ' AS ?x0) {steps} }}".replace(
        "LAST", f"?x{times}"
    )


# Few steps to gigabytes: stopped by the limit of memory, time or answer.
GROWTH = {
    "doubled by CONCAT": _grown("CONCAT(?, ?)", "LAST"),
    "doubled by CONCAT, its length": _grown("CONCAT(?, ?)", "STRLEN(LAST)"),
    "doubled by CONCAT, MD5": _grown("CONCAT(?, ?)", "MD5(LAST)"),
    "doubled by CONCAT, SHA512": _grown("CONCAT(?, ?)", "SHA512(LAST)"),
    "doubled by CONCAT, capitals": _grown("CONCAT(?, ?)", "UCASE(LAST)"),
    "doubled by CONCAT, a pattern": _grown("CONCAT(?, ?)", "REGEX(LAST, '(9 专.*)+$')"),
    "doubled by CONCAT, in turn with capitals": _grown("LCASE(UCASE(CONCAT(?, ?)))", "LAST"),
    "a hundredfold by CONCAT": _grown(f"CONCAT({', '.join('?' * 100)})", "STRLEN(LAST)", 8),
    "doubled by REPLACE": _grown("REPLACE(?, '(.)', '$1$1')", "STRLEN(LAST)"),
    "tripled by REPLACE of all": _grown("REPLACE(?, '^.*', '$0$0$0')", "STRLEN(LAST)"),
    "doubled by ENCODE_FOR_URI": _grown("ENCODE_FOR_URI(CONCAT(?, '专', ?))", "STRLEN(LAST)"),
    "doubled IRIs": _grown("IRI(CONCAT('urn:', ENCODE_FOR_URI(STR(?)), ENCODE_FOR_URI(STR(?))))", "LAST"),
    "doubled as STRDT": _grown("STRDT(CONCAT(STR(?), STR(?)), <urn:t>)", "LAST"),
    "doubled as STRLANG": _grown("STRLANG(CONCAT(STR(?), STR(?)), 'zh')", "LAST"),
    "GROUP_CONCAT of a product": f"SELECT (GROUP_CONCAT(?c) AS ?x) WHERE {{ {ALL} }}",
    "GROUP_CONCAT with a long separator": f"SELECT (GROUP_CONCAT(?c; SEPARATOR='{'x' * 100_000}') AS ?x) "
    f"WHERE {{ {ALL} }}",
    "GROUP_CONCAT of GROUP_CONCAT": "SELECT (GROUP_CONCAT(?x) AS ?y) WHERE { ?d ?e ?f . ?g ?h ?i . "
    "{ SELECT (GROUP_CONCAT(?c) AS ?x) WHERE { ?a ?b ?c . ?j ?k ?l } } }",
}
# All with all, in every clause that must look at each: stopped likewise.
PRODUCTS = {
    "counted": f"SELECT (COUNT(*) AS ?x) WHERE {{ {ALL} }}",
    "counted each once": f"SELECT (COUNT(DISTINCT *) AS ?x) WHERE {{ {ALL} }}",
    "listed": f"SELECT * WHERE {{ {ALL} }}",
    "listed each once": f"SELECT DISTINCT * WHERE {{ {ALL} }}",
    "listed REDUCED": f"SELECT REDUCED ?a WHERE {{ {ALL} }}",
    "sorted": f"SELECT * WHERE {{ {ALL} }} ORDER BY ?c ?f ?i",
    "sorted at random": f"SELECT * WHERE {{ {ALL} }} ORDER BY RAND() LIMIT 1",
    "grouped": f"SELECT ?a ?d ?g ?j (COUNT(*) AS ?x) WHERE {{ {ALL} }} GROUP BY ?a ?d ?g ?j",
    "summed": f"SELECT (SUM(STRLEN(STR(?c))) AS ?x) WHERE {{ {ALL} }}",
    "the least": f"SELECT (MIN(?v) AS ?x) WHERE {{ {ALL} }}",
    "none fits": f"SELECT * WHERE {{ {ALL} FILTER(?a = ?v && ?a != ?v) }}",
    "asked, none fits": f"ASK {{ {ALL} FILTER(CONCAT(STR(?a), STR(?v)) = 'no') }}",
    "skipped": f"SELECT * WHERE {{ {ALL} }} OFFSET 999999999999 LIMIT 1",
    "constructed": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?l }} WHERE {{ {ALL} }}",
    "constructed with new nodes": f"CONSTRUCT {{ [] ?e ?i ; ?h ?l }} WHERE {{ {ALL} }}",
    "described": f"DESCRIBE * WHERE {{ {ALL} }}",
    "described by variable": f"DESCRIBE ?a ?v WHERE {{ {ALL} }}",
    "in a sub-select": f"SELECT (MAX(?a) AS ?x) WHERE {{ {{ SELECT DISTINCT * WHERE {{ {ALL} }} }} }}",
    "in EXISTS": f"SELECT * WHERE {{ ?x ?y ?z FILTER EXISTS {{ {ALL} FILTER(?a = ?v && ?a != ?x) }} }} LIMIT 9999",
    "in MINUS": f"SELECT * WHERE {{ ?a ?x ?y MINUS {{ {ALL} }} }}",
    "in OPTIONAL": f"SELECT * WHERE {{ ?x ?y ?z OPTIONAL {{ {ALL} FILTER(?a = ?v && ?x = 1) }} }}",
    "in GRAPH": "SELECT (COUNT(*) AS ?x) WHERE { GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } "
    "GRAPH ?m { ?n ?o ?p } }",
    "of VALUES": f"SELECT (COUNT(*) AS ?x) WHERE {{ {WIDE} }}",
    "of UNION": "SELECT (COUNT(*) AS ?x) WHERE { "
    + " ".join(f"{{ ?s{i} ?p ?o }} UNION {{ ?o ?p ?s{i} }}" for i in range(6))
    + " }",
    "of nothing in common": "SELECT (COUNT(*) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f FILTER(?c < ?f) ?g ?h ?i "
    "FILTER(?f < ?i) ?j ?k ?l FILTER(CONCAT(STR(?i), STR(?l)) < STR(?c)) }",
    "each as HTML to a browser": f"SELECT * WHERE {{ {ALL} }} ORDER BY ?v",
}
# What gives another value each time cannot be shared or ended early.
LOOPS = {
    "RAND": f"SELECT * WHERE {{ {ALL} BIND(RAND() AS ?x) FILTER(?x > 2) }}",
    "UUID": f"SELECT (COUNT(DISTINCT ?x) AS ?y) WHERE {{ {ALL} BIND(UUID() AS ?x) }}",
    "STRUUID": f"SELECT DISTINCT ?x WHERE {{ {ALL} BIND(STRUUID() AS ?x) }}",
    "NOW": f"SELECT * WHERE {{ {ALL} FILTER(CONCAT(STR(NOW()), STR(?a)) = STR(?v)) }}",
    "BNODE": f"SELECT DISTINCT ?x WHERE {{ {ALL} BIND(BNODE() AS ?x) }}",
    "unknown functions": f"SELECT * WHERE {{ {ALL} FILTER(<urn:f>(CONCAT(STR(?a), STR(?v)))) }}",
    "SHA512": f"SELECT * WHERE {{ {ALL} FILTER(SHA512(CONCAT(STR(?a), STR(?v))) = '') }}",
}


def endless() -> Iterator[Attack]:
    """Queries that would need all memory or time there is: 503, and nobody else notices."""
    for family, table in (("growth", GROWTH), ("products", PRODUCTS), ("loops", LOOPS)):
        for name, text in table.items():
            yield query(family, name, text, 503, 504)


# Paths over a graph this small may come to an end; the product of them with themselves does not.
PATHS = {
    "anything, any number of times": "SELECT (COUNT(*) AS ?n) WHERE { ?a (<urn:a>|!<urn:a>)* ?b }",
    "a star of a star": "SELECT (COUNT(*) AS ?n) WHERE { ?a ((!<urn:a>)*)* ?b }",
    "a star of a star of a star": "SELECT (COUNT(*) AS ?n) WHERE { ?a (((!<urn:a>)*)*)* ?b }",
    "a plus of a plus": "SELECT (COUNT(*) AS ?n) WHERE { ?a ((!<urn:a>)+)+ ?b }",
    "there and back": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:a>|!^<urn:a>)* ?b }",
    "there and back in one": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!(<urn:a>|^<urn:a>))* ?b }",
    "backwards of backwards": "SELECT (COUNT(*) AS ?n) WHERE { ?a ^((^(!<urn:a>))*) ?b }",
    "maybe, maybe, maybe": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {'(' * 30}!<urn:a>{')?' * 30} ?b }}",
    "twenty maybes in a row": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {'/'.join(['(!<urn:a>)?'] * 20)} ?b }}",
    "ten stars in a row": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {'/'.join(['(!<urn:a>|!^<urn:a>)*'] * 10)} ?b }}",
    "a star of steps": f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a ({'/'.join(['(!<urn:a>|!^<urn:a>)'] * 10)})* ?b }}",
    "from a thing that is not there": "SELECT * WHERE { <urn:x> (!<urn:a>)* ?b }",
    "from a text": "SELECT * WHERE { '专' (!<urn:a>)* ?b }",
    "stars of nothing": "SELECT (COUNT(*) AS ?n) WHERE { ?a <urn:a>* ?b . ?b <urn:a>* ?c . ?c <urn:a>* ?d }",
    "in EXISTS": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?p ?b FILTER EXISTS { ?b (!<urn:a>|!^<urn:a>)* ?a } }",
    "in all graphs": "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a (!<urn:a>|!^<urn:a>)* ?b } }",
}
PATHS_TOGETHER = {
    "three stars with one another": "SELECT (COUNT(*) AS ?n) WHERE { "
    "?a (!<urn:a>|!^<urn:a>)* ?b . ?b (!<urn:a>|!^<urn:a>)* ?c . ?c (!<urn:a>|!^<urn:a>)* ?d . "
    "?d (!<urn:a>|!^<urn:a>)* ?e }",
    "four stars apart": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:a>)* ?b . ?c (!<urn:a>)* ?d . "
    "?e (!<urn:a>)* ?f . ?g (!<urn:a>)* ?h }",
    "stars, sorted": "SELECT * WHERE { ?a (!<urn:a>)* ?b . ?c (!<urn:a>)* ?d . ?e (!<urn:a>)* ?f . "
    "?g (!<urn:a>)* ?h } ORDER BY ?h",
}


def paths() -> Iterator[Attack]:
    """Property paths without an end."""
    for name, text in PATHS.items():
        yield query("paths", name, text, 200, 503, 504)
    for name, text in PATHS_TOGETHER.items():
        yield query("paths", name, text, 503, 504)


A = "a" * 5_000
# Patterns on which a backtracking engine never ends, or whose automaton fills memory; text, pattern.
PATTERNS = {
    "a plus of a plus": (A, "^(a+)+$"),
    "a plus of a plus that does not fit": (A + "!", "^(a+)+$"),
    "a star of a star": (A + "!", "^(a*)*b$"),
    "the same in two ways": (A + "!", "^(a|a)*$"),
    "the same in two ways, nested": (A + "!", "^((a|aa)+)+$"),
    "any, any, any": (A, "^.*.*.*.*.*.*.*.*.*.*=.*$"),
    "many maybes": ("a" * 50, "a?" * 5_000 + "a" * 5_000),
    "a thousand times a thousand": ("a", "(a{1000}){1000}"),
    "a thousand, three times over": ("a", "((a{1000}){1000}){1000}"),
    "up to a million": ("a", "a{0,1000000}"),
    "more times than numbers": ("a", "a{99999999999999999999}"),
    "a thousand of any letter": ("专" * 999, r"^\\p{L}{1000}$"),
    "a thousand of any letter, any case": ("专" * 999, r"^(\\p{L}|\\p{Lu}|\\w){500}$"),
    "any letter, nested": ("专" * 999, r"(?:(?:\\w{1,50}){1,50}){1,50}"),
    "brackets 10,000 deep": ("a", "(" * 10_000 + "a" + ")" * 10_000),
    "brackets left open": ("a", "(" * 10_000),
    "classes 5,000 deep": ("a", "[" * 5_000 + "a" + "]" * 5_000),
    "50,000 ways": ("a", "|".join(f"a{i}" for i in range(50_000))),
    "back to what was found": (A, r"^(a+)\\1+$"),
    "look ahead": (A, "^(?=(a+))a*b"),
    "once and for all": (A, "^(?>a+)b"),
    "itself again": (A, "^(a(?R)?)$"),
    "a pattern of 200 KB": (A, "a" * 200_000),
    "flags that are none": (A, "a"),
}


def patterns() -> Iterator[Attack]:
    """Each pattern in REGEX and in REPLACE; the engine's search is linear, so most are answered."""
    for name, (text, pattern) in PATTERNS.items():
        flags = ", 'qqzzqq'" if name.startswith("flags") else ", 'i'"
        for call in (f"REGEX('{text}', '{pattern}'{flags})", f"REPLACE('{text}', '{pattern}', '$0$0$1'{flags})"):
            yield query("patterns", f"{name}, {call[:5]}", f"SELECT ({call} AS ?x) WHERE {{}}", 200, 400, 503, 504)
    changing = f"SELECT * WHERE {{ {ALL} FILTER REGEX(STR(?c), CONCAT(STR(?v), '(a{{100}}){{100}}', STRUUID())) }}"
    yield query("patterns", "another one for each row", changing, 503, 504)
    written = f"SELECT * WHERE {{ {ALL} FILTER REGEX(CONCAT(STR(?c), STR(?v)), '^((.*)*)*no$') }}"
    yield query("patterns", "one for all rows", written, 503, 504)
