"""Requests that are hostile by their HTTP: bodies, encodings, sizes, framing, names of hosts and of files."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from hostile.attack import CLOSED, DIRECT, FORM, Attack, Chunks, Place, request

ASK = "/sparql?query=ASK%7B%7D"
POSTED = f"Content-Type: {DIRECT}"
FORMED = f"Content-Type: {FORM}"
REFUSED = (400, 411, 413, 414, 415, 431, 501, 505)  # what no server need understand; never a 500, never silence
EVIL = "evil.example"  # must never come back in a reply


def _post(body: bytes, *headers: str) -> Chunks:
    return request("/sparql", body, *headers, method="POST")


def _raw(text: bytes | Callable[[], Iterable[bytes]]) -> Chunks:
    """Exactly these bytes, or chunks of them; HOST stands for the server's own name."""

    def chunks(place: Place) -> Iterator[bytes]:
        for chunk in (text,) if isinstance(text, bytes) else text():
            yield chunk.replace(b"HOST", place.server.encode())

    return chunks


def _head(first: str, *headers: str) -> bytes:
    """A request's head that ends the connection."""
    return "\r\n".join((f"{first} HTTP/1.1", "Host: HOST", *headers, "Connection: close", "", "")).encode("latin-1")


def _streamed(head: bytes, chunk: bytes, times: int, end: bytes = b"") -> Callable[[], Iterable[bytes]]:
    def chunks() -> Iterator[bytes]:
        yield head
        for _ in range(times):
            yield chunk
        yield end

    return chunks


CHUNKED = _head("POST /sparql", POSTED, "Transfer-Encoding: chunked")
MEGABYTE = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
PART = b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\nASK{}\r\n'
BODIES: dict[str, tuple[Chunks, tuple[int, ...]]] = {
    "2 MB, a form": (_post(b"query=" + b"x" * (2 << 20), FORMED), (413,)),
    "2 MB, a query": (_post(b"ASK{} #" + b"x" * (2 << 20), POSTED), (413,)),
    "2 MB, of no type": (_post(b"x" * (2 << 20)), (413, 415)),
    "100 MB in chunks": (_raw(_streamed(CHUNKED, MEGABYTE, 100, b"0\r\n\r\n")), (413, CLOSED)),
    "endless chunks of one byte": (_raw(_streamed(CHUNKED, b"1\r\n \r\n" * 10_000, 200)), (413, CLOSED)),
    "100 GB promised": (_raw(_head("POST /sparql", POSTED, "Content-Length: 100000000000") + b"ASK{}"), (413,)),
    "100 GB in one chunk promised": (_raw(CHUNKED + b"1900000000\r\nASK{}"), (400, 408, 413)),
    "a chunk past all integers": (_raw(CHUNKED + b"FFFFFFFFFFFFFFFFFFF\r\nASK{}\r\n0\r\n\r\n"), (400, 413)),
    "a negative chunk": (_raw(CHUNKED + b"-5\r\nASK{}\r\n0\r\n\r\n"), (400,)),
    "a chunk that is no number": (_raw(CHUNKED + b"zz\r\nASK{}\r\n0\r\n\r\n"), (400,)),
    "a chunk shorter than told": (_raw(CHUNKED + b"2\r\nASK{}\r\n0\r\n\r\n"), (400,)),
    "an extension of a chunk of 1 MB": (
        _raw(CHUNKED + b"5;" + b"x" * (1 << 20) + b"\r\nASK{}\r\n0\r\n\r\n"),
        (*REFUSED, 200),
    ),
    "10,000 trailers": (_raw(CHUNKED + b"5\r\nASK{}\r\n0\r\n" + b"X-Y: z\r\n" * 10_000 + b"\r\n"), (*REFUSED, 200)),
    "empty, a form": (_post(b"", FORMED, "Content-Length: 0"), (400,)),
    "empty, a query": (_post(b"", POSTED, "Content-Length: 0"), (400,)),
    "of no type": (_post(b"ASK{}"), (415,)),
    "multipart": (_post(PART + b"--x--", "Content-Type: multipart/form-data; boundary=x"), (415,)),
    "multipart of 10,000 parts": (
        _post(PART * 10_000 + b"--x--", "Content-Type: multipart/form-data; boundary=x"),
        (415,),
    ),
    "multipart without a boundary": (_post(PART, "Content-Type: multipart/form-data"), (415,)),
    "plain text": (_post(b"ASK{}", "Content-Type: text/plain"), (415,)),
    "JSON, 100,000 deep": (_post(b"[" * 100_000, "Content-Type: application/json"), (415,)),
    "XML that unfolds": (
        _post(b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>', "Content-Type: application/xml"),
        (415,),
    ),
    "a type that is none": (_post(b"ASK{}", "Content-Type: ;;;=,"), (415,)),
    "a type of 50 KB": (_post(b"ASK{}", "Content-Type: " + "a/b;" * 12_000), (415, 431)),
    "two types": (_post(b"ASK{}", POSTED, "Content-Type: text/plain"), (200, 400, 415)),
    "UTF-16": (_post("ASK{}".encode("utf-16"), f"{POSTED}; charset=utf-16"), (400, 415)),
    "GB 18030": (_post("ASK{?s ?p '专精特新'}".encode("gb18030"), f"{POSTED}; charset=gb18030"), (400, 415)),
    "gzip": (_post(gzip.compress(b"ASK{}"), POSTED, "Content-Encoding: gzip"), (400, 415)),
    "gzip that unfolds to 100 MB": (
        _post(gzip.compress(gzip.compress(b" " * (100 << 20))), POSTED, "Content-Encoding: gzip, gzip"),
        (400, 415),
    ),
    "not UTF-8, a query": (_post(b"ASK { ?s ?p '\xff' }", POSTED), (400,)),
    "overlong UTF-8": (_post(b"ASK { ?s ?p '\xc0\xa7' }", POSTED), (400,)),
    "half of a pair": (_post(b"ASK { ?s ?p '\xed\xa0\x80' }", POSTED), (400,)),
    "past the last letter": (_post(b"ASK { ?s ?p '\xf4\x90\x80\x80' }", POSTED), (400,)),
    "cut in the middle of a letter": (_post(b"ASK {} # \xe4\xb8", POSTED), (400,)),
    "not UTF-8, a form": (_post(b"query=ASK%7B%7D&x=\xff", FORMED), (400,)),
    "not UTF-8, escaped in a form": (_post(b"query=ASK%7B%7D%20%23%ff", FORMED), (400,)),
    "not UTF-8, the name in a form": (_post(b"query=ASK%7B%7D&%ff=1", FORMED), (400,)),
    "NUL bytes": (_post(b"ASK {}\0\0\0", POSTED), (400,)),
    "NUL in a text": (_post(b"ASK { ?s ?p 'a\0b' }", POSTED), (200, 400)),
    "a mark of byte order": (_post(b"\xef\xbb\xbfASK {}", POSTED), (200, 400)),
    "letters that turn the line": (_post("ASK { ?s ?p '\u202e}' }".encode(), POSTED), (200,)),
    "100,000 parameters in a form": (_post(b"a=b&" * 100_000 + b"query=ASK{}", FORMED), (400, 413)),
    "a name of 500 KB in a form": (_post(b"a" * 500_000 + b"=1&query=ASK{}", FORMED), (200, 400)),
    "500 KB of percent signs in a form": (_post(b"query=" + b"%" * 500_000, FORMED), (400,)),
    "a query with a body by GET": (request(ASK, b"query=ASK{}", FORMED), (200, 400)),
}


def bodies() -> Iterator[Attack]:
    """Bodies of any size, type and encoding."""
    for name, (chunks, may) in BODIES.items():
        yield Attack("bodies", name, frozenset(may), chunks)


ADDRESSES: dict[str, tuple[str, tuple[int, ...]]] = {
    "bad UTF-8 in a path": ("/%ff", (400, 404)),
    "bad UTF-8 in the name of a thing": ("/id/policy/%ff%fe", (400, 404)),
    "overlong UTF-8 in a path": ("/id/%c0%af", (400, 404)),
    "raw bytes in a path": ("/id/\xff", (400, 404)),
    "raw bytes in a query": ("/sparql?query=ASK{?s%20?p%20'\xff'}", (400,)),
    "raw UTF-8 in a query": ("/sparql?query=ASK{?s%20?p%20'\xe4\xb8\x93'}", (200, 400)),
    "bad UTF-8 in a query": ("/sparql?query=ASK{?s%20?p%20'%ff'}", (400,)),
    "bad UTF-8 in a graph's name": ("/sparql?query=ASK{}&default-graph-uri=%ff", (400,)),
    "bad UTF-8 in a parameter nobody reads": ("/sparql?query=ASK{}&x=%ff", (400,)),
    "bad UTF-8 in the parameter of a page": ("/policies?region=%ff", (200, 400, 404)),
    "NUL in a path": ("/id/%00", (400, 404)),
    "NUL in a query": ("/sparql?query=ASK%00{}", (400,)),
    "line breaks in a path": ("/id/%0d%0aSet-Cookie:%20evil.example", (400, 404)),
    "line breaks in a format": ("/sparql?query=ASK{}&format=%0d%0aX-Evil:%20evil.example", (406,)),
    "percent signs that lead nowhere": ("/sparql?query=ASK{}%zz%", (400,)),
    "an escape of a browser": ("/sparql?query=ASK{}%u4E13", (400,)),
    "a query in double escapes": ("/sparql?query=" + quote(quote("ASK {}")), (400,)),
    "2 queries": ("/sparql?query=ASK{}&query=ASK{}", (400,)),
    "1,000 parameters": ("/sparql?" + "a=b&" * 1_000 + "query=ASK{}", (400,)),
    "2,000 graphs": ("/sparql?query=ASK{}" + "&default-graph-uri=a:b" * 2_000, (400, 414)),
    "1,000 times & and =": ("/sparql?" + "&=" * 1_000 + "&query=ASK{}", (200, 400)),
    "60 KB": ("/sparql?query=ASK{}%23" + "x" * 60_000, (200, 400, 414, 431)),
    "1 MB": ("/sparql?query=ASK{}%23" + "x" * 1_000_000, (400, 414, 431)),
    "1 MB of path": ("/id/" + "a" * 1_000_000, (400, 404, 414, 431)),
    "10,000 slashes": ("/" * 10_000, (200, 308, 400, 404, 414)),
    "10,000 dots": ("/id/" + "../" * 10_000, (308, 400, 404, 414)),
    "5,000 steps": ("/id/" + "a/" * 5_000, (308, 400, 404, 414)),
    "a script in a path": ("/id/<script>alert(1)</script>", (400, 404)),
    "a script in a query": ("/sparql?query=<script>alert(1)</script>", (400,)),
    "a script in a format": ("/sparql?query=ASK{}&format=<script>alert(1)</script>", (406,)),
    "a template in a path": ("/id/{{7*7}}", (400, 404)),
    "a page that is none": ("/policies?page=-1", (200, 400, 404)),
    "a page past all integers": ("/policies?page=" + "9" * 5_000, (200, 400, 404)),
    "an IRI that is none": ("/graph?graph=" + quote("<a b>{}"), (400, 404)),
    "both graphs": ("/graph?default&graph=a:b", (400, 404)),
}


def addresses() -> Iterator[Attack]:
    """Addresses that are no UTF-8, too long, or hold what belongs elsewhere; a script comes back as text alone."""
    for name, (target, may) in ADDRESSES.items():
        yield Attack("addresses", name, frozenset(may), request(target), "GET")
    for target in ("/sparql?query=<script>alert(1)</script>", "/id/<script>alert(1)</script>"):
        page = request(target, b"", "Accept: text/html")
        yield Attack("addresses", f"a browser's {target[:10]} with a script", frozenset({400, 404}), page, "GET")


HEADERS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "1,000 of them": (("X-Y: z",) * 1_000, (200, 400, 431)),
    "10,000 of them": (("X-Y: z",) * 10_000, (200, 400, 431)),
    "one of 60 KB": (("X-Y: " + "z" * 60_000,), (200, 400, 431)),
    "one of 1 MB": (("X-Y: " + "z" * 1_000_000,), (400, 413, 431)),
    "a name of 1 MB": (("X" * 1_000_000 + ": z",), (400, 413, 431)),
    "1 MB in 1,000 of them": (("X-Y: " + "z" * 1_000,) * 1_000, (400, 413, 431)),
    "cookies of 30 KB": (("Cookie: " + "a=b; " * 6_000,), (200, 400, 431)),
    "10,000 formats": (("Accept: " + ", ".join(f"a/b{i}" for i in range(2_000)),), (200, 400, 406, 431)),
    "raw bytes": (("Accept: \xff\xfe", "X-\xe9: \xff"), (200, 400, 406)),
    "NUL": (("X-Y: a\0b",), (400,)),
    "a bare CR": (("X-Y: a\rX-Z: b",), (200, 400)),
    "a bare LF": (("X-Y: a\nX-Z: b",), (200, 400)),
    "no colon": (("nonsense",), (400,)),
    "no name": ((": nonsense",), (400,)),
    "a blank before the colon": (("X-Y : z",), (200, 400)),
    "folded over 1,000 lines": (("X-Y: a" + "\r\n b" * 1_000,), (200, 400)),
    "a q that is none": (("Accept: */*;q=nan",), (200, 400, 406)),
    "a q past all numbers": (("Accept: text/csv;q=1e999999, */*;q=-1",), (200, 400, 406)),
    "a q of 10 KB": (("Accept: */*;q=0." + "9" * 10_000,), (200, 400, 406, 431)),
    "quotes without an end": (('Accept: text/csv;a="' + "\\" * 5_000,), (200, 400, 406, 431)),
    "ranges without an end": (("Range: bytes=0-18446744073709551615," + "0-," * 1_000,), (200, 206, 400, 416)),
    "tags without an end": (('If-None-Match: "' + "x" * 5_000 + '", W/,,,*',), (200, 304, 400)),
    "dates of nonsense": (("If-Modified-Since: Mon, 99 Foo 99999999 99:99:99 GMT",), (200, 400)),
    "encodings without an end": (("Accept-Encoding: " + "gzip;q=0.1," * 2_000,), (200, 400, 431)),
    "languages without an end": (("Accept-Language: " + "zh-CN;q=0.1," * 2_000,), (200, 400, 431)),
    "an expectation nobody knows": (("Expect: the-unexpected",), (200, 400, 417)),
    "an upgrade to a socket": (
        ("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: x"),
        (200, 400, 403, 426, 501),
    ),
    "an upgrade to HTTP/2": (("Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"), (200, 400)),
    "another method in disguise": (("X-HTTP-Method-Override: DELETE", "X-Method-Override: PUT"), (200,)),
    "a preflight of evil": (("Origin: http://evil.example", "Access-Control-Request-Method: DELETE"), (200,)),
    "an origin with a script": (('Origin: "><script>evil.example</script>',), (200,)),
    "authorization": (("Authorization: Basic " + "A" * 5_000,), (200,)),
    "a proxy's nonsense": (
        ("X-Forwarded-For: " + "1.2.3.4, " * 500, "Forwarded: for=evil.example;host=evil.example"),
        (200, 400),
    ),
}


def headers() -> Iterator[Attack]:
    """Headers too many, too long, or ill formed, on a harmless query."""
    for name, (lines, may) in HEADERS.items():
        yield Attack("headers", name, frozenset(may), request(ASK, b"", *lines), "GET")
    waited = _post(b"ASK{}", POSTED, "Expect: 100-continue")
    yield Attack("headers", "an expectation that is right", frozenset({200}), waited)


LENGTHS = ("-1", "x", "1e3", "0x5", "+5", "5, 5", "5 5", "", "9" * 30, "5\t;", "٥".encode().decode("latin-1"))
ENCODINGS = (
    "gzip, chunked",
    "chunked, identity",
    "xchunked",
    "identity",
    "chunked\t",
    "\x0bchunked",
    "chunked, chunked",
)
SECOND = b"GET /smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n"


def smuggling() -> Iterator[Attack]:
    """Two lengths, or one that is none: what two servers would read differently must not become two requests."""
    for length in LENGTHS:
        raw = _raw(_head("POST /sparql", POSTED, f"Content-Length: {length}") + b"ASK{}")
        yield Attack(
            "smuggling", f"a length of {length[:9]!r}", frozenset({400, 411, 413, 200 if "\t" in length else 400}), raw
        )
    for encoding in ENCODINGS:
        head = _head("POST /sparql", POSTED, f"Transfer-Encoding: {encoding}", "Content-Length: 5")
        raw = _raw(head + b"0\r\n\r\n" + SECOND)
        yield Attack("smuggling", f"chunks of {encoding!r} and a length", frozenset({400, 411, 501}), raw)
    for name, lines in {
        "two lengths": ("Content-Length: 5", "Content-Length: 50"),
        "a length twice": ("Content-Length: 5", "Content-Length: 5"),
        "a length before chunks": ("Content-Length: 5", "Transfer-Encoding: chunked"),
        "chunks before a length": ("Transfer-Encoding: chunked", "Content-Length: 5"),
        "a length with a blank before its colon": ("Content-Length : 5", "Content-Length: 50"),
        "chunks with a blank before the colon": ("Transfer-Encoding : chunked",),
        "a length folded": ("Content-Length:\r\n 5",),
        "chunks with a line feed alone": ("X: y\nTransfer-Encoding: chunked", "Content-Length: 5"),
    }.items():
        raw = _raw(_head("POST /sparql", POSTED, *lines) + b"ASK{}\r\n\r\n" + SECOND)
        yield Attack("smuggling", name, frozenset({400, 411, 413, 415, 501, 200}), raw)
    body_of_get = _raw(_head(f"GET {ASK}", f"Content-Length: {len(SECOND)}") + SECOND)
    yield Attack("smuggling", "a request as the body of a GET", frozenset({200, 400}), body_of_get, "GET")


METHODS = (
    "PUT",
    "DELETE",
    "PATCH",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "MKCOL",
    "SEARCH",
    "DEBUG",
    "TRACK",
    "FOO",
    "get",
    "G\0T",
    "GET" * 9_999,
)
FIRST_LINES: dict[str, tuple[bytes, tuple[int, ...]]] = {
    "HTTP/0.9": (b"GET /\r\n\r\n", (200, 400, CLOSED, 505)),
    "HTTP/0.9 of an answer": (b"GET " + ASK.encode() + b"\r\n\r\n", (200, 400, CLOSED, 505)),
    "HTTP/1.0": (b"GET " + ASK.encode() + b" HTTP/1.0\r\n\r\n", (200,)),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", (400, 405, CLOSED, 505)),
    "HTTP/9.9": (b"GET / HTTP/9.9\r\nHost: HOST\r\n\r\n", (400, 505)),
    "HTTP/1.1.1": (b"GET / HTTP/1.1.1\r\nHost: HOST\r\n\r\n", (400, 505)),
    "no protocol that is known": (b"GET / EVIL/1.1\r\nHost: HOST\r\n\r\n", (400, 505)),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) + b"\r\n\r\n", (400, CLOSED)),
    "SSH": (b"SSH-2.0-OpenSSH_9.9\r\n\r\n", (400, CLOSED)),
    "a mail": (b"EHLO evil.example\r\n\r\n", (400, CLOSED)),
    "random bytes": (bytes((i * 7919) % 256 for i in range(5_000)) + b"\r\n\r\n", (400, CLOSED)),
    "NUL bytes": (b"\0" * 5_000 + b"\r\n\r\n", (400, CLOSED)),
    "blanks in the target": (b"GET /sparql?query=ASK {} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (400,)),
    "no target": (b"GET  HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (400,)),
    "a target without a slash": (b"GET sparql HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (400, 404)),
    "a star": (b"OPTIONS * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (200, 204, 400, 404, 405)),
    "a star to get": (b"GET * HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (400, 404)),
    "a whole address": (
        b"GET http://HOST/sparql?query=ASK{} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        (200, 400, 404),
    ),
    "another's whole address": (
        b"GET http://evil.example/sparql HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        (200, 400, 403, 404, 421),
    ),
    "a file's whole address": (
        b"GET file:///etc/passwd HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        (400, 404),
    ),
    "two slashes and a host": (
        b"GET //evil.example/%2e%2e HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        (308, 400, 404),
    ),
    "a backslash and a host": (b"GET /\\evil.example HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (400, 404)),
    "a fragment": (b"GET /sparql#?query=ASK{} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", (200, 400, 404)),
    "1,000 empty lines before": (
        b"\r\n" * 1_000 + b"GET /sparql HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        (200, 400),
    ),
    "line feeds alone": (b"GET " + ASK.encode() + b" HTTP/1.1\nHost: HOST\nConnection: close\n\n", (200, 400)),
    "something after the end": (_head(f"GET {ASK}") + b"nonsense" * 1_000, (200, 400)),
}


def methods() -> Iterator[Attack]:
    """Methods and first lines that are none; CONNECT and TRACE do nothing for anybody."""
    for method in METHODS:
        chunks = request(ASK, b"", method=method)
        yield Attack("methods", method[:9], frozenset({400, 405, 414, 431, 501}), chunks, method)
    for target in (f"{EVIL}:443", ASK):
        chunks = request(target, b"", method="CONNECT")
        yield Attack("methods", f"CONNECT to {target[:12]}", frozenset({400, 404, 405, 501}), chunks, "CONNECT")
    for name, (raw, may) in FIRST_LINES.items():
        yield Attack("first lines", name, frozenset(may), _raw(raw), "GET")


PAGES = ("/", "/sparql", "/sparql?query=nonsense", "/id/nothing", "/policies", "/static/nothing.css", "/void")
HOSTS = (
    f"Host: {EVIL}",
    f"Host: {EVIL}:80@127.0.0.1",
    f'Host: 127.0.0.1"><script src=//{EVIL}>',
    f"Host: 127.0.0.1, {EVIL}",
    f"X-Forwarded-Host: {EVIL}",
    f"Forwarded: host={EVIL};proto=javascript",
)
OK = (200, 303, 307, 308, 400, 404, 421)


def hosts() -> Iterator[Attack]:
    """A false name of the server is never repeated to anybody."""
    for page in PAGES:
        for line in HOSTS:
            yield Attack("hosts", f"{page} {line}", frozenset(OK), request(page, b"", line), "GET")
    for name, lines in {
        "no Host": "",
        "an empty Host": "Host:\r\n",
        "two Hosts": f"Host: HOST\r\nHost: {EVIL}\r\n",
        "a Host of 10 KB": f"Host: {'a' * 10_000}\r\n",
        "a Host that is an address of somebody": "Host: [::ffff:1.2.3.4%25eth0]:99999\r\n",
        "another path behind": f"Host: HOST\r\nX-Original-URL: /{EVIL}\r\nX-Rewrite-URL: /{EVIL}\r\n",
        "script as scheme": "Host: HOST\r\nX-Forwarded-Proto: javascript\r\n",
    }.items():
        raw = f"GET /sparql HTTP/1.1\r\nAccept: text/turtle\r\n{lines}Connection: close\r\n\r\n".encode()
        yield Attack("hosts", name, frozenset((*OK, 431)), _raw(raw), "GET")


UPWARDS = (
    "../", "..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", ".%2e/", "..%5c", "..\\", "....//", "..%252f", "%252e%252e%252f",
    "..%c0%af", "%c0%ae%c0%ae/", "..;/", ".../", "..%00/", "%uff0e%uff0e%u2215", "..%ef%bc%8f",
)  # fmt: skip
FOLDERS = ("/static/", "/id/", "/vocab/", "/data/")
STRAIGHT = (
    "/etc/passwd", "//etc/passwd", "/static//etc/passwd", "/static/%2fetc/passwd", "/static/", "/static", "/static/.",
    "/static/style.css%00.txt", "/static/style.css/..", "/static/../app.py", "/static/..%2fapp.py", "/static/app.py",
    "/static/__init__.py", "/app.py", "/.git/config", "/proc/self/environ", "/static/proc/self/environ", "/data.nq",
    "/static/C:%5cwindows%5cwin.ini", "/static/~root", "/static/file:///etc/passwd", "/static/style.css::$DATA",
    "/store/", "/release.json", "/dumps/../release.json", "/data/../release.json", "/templates/base.html",
)  # fmt: skip


def files() -> Iterator[Attack]:
    """No way from the folders that are served to any other file."""
    for folder in FOLDERS:
        for step in UPWARDS:
            target = f"{folder}{step * 12}etc/passwd"
            yield Attack("files", target, frozenset({308, 400, 404}), request(target), "GET")
    for target in STRAIGHT:
        yield Attack("files", target, frozenset({308, 400, 404}), request(target), "GET")
