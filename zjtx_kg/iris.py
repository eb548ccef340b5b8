"""The one place that mints and splits IRIs (policy: docs/iris.md).

Keys are stable: catalogue id, region code, printed number, digest of the words. Fields are joined by `/`, which no
field holds, so that two different things never share an IRI.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote

from rdflib import Namespace, URIRef

BASE = "https://w3id.org/zjtx/"
ZJTX = Namespace(BASE + "ontology#")
SHAPES = Namespace(BASE + "shapes#")
VOCAB = Namespace(BASE + "vocab/")
ID = Namespace(BASE + "id/")
GRAPH = Namespace(BASE + "graph/")

PREFIXES = {
    "zjtx": str(ZJTX),
    "id": str(ID),
    "vocab": str(VOCAB),
    "tier": f"{VOCAB}tier/",
    "level": f"{VOCAB}level/",
    "role": f"{VOCAB}role/",
    "function": f"{VOCAB}function/",
    "graph": str(GRAPH),
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

FOLDED = re.compile(r"[\s“”‘’\"'「」『』〔〕—–―-]")
UCSCHAR = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
UNSAFE = re.compile(  # what RFC 3987 allows in no segment of a path: all but iunreserved, sub-delims, `:` and `@`
    rf"[^A-Za-z0-9._~!$&'()*+,;=:@\xA0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF{UCSCHAR}\U000E1000-\U000EFFFD-]"
)
DIGEST_LENGTH = 8
CITED_DIGITS = 16  # all documents share these keys
DOCUMENTS = (f"{ID}policy/", f"{ID}source/", f"{ID}quality/", f"{GRAPH}policy/")  # what the id of a document follows


class Place(NamedTuple):
    """An IRI of a thing, taken apart: `kind` such as `policy` or `award`, and its keys from the outside in."""

    kind: str
    keys: tuple[str, ...]


def concept(scheme: str, notation: str) -> URIRef:
    """A concept of a vocabulary, e.g. `concept("tier", "little-giant")`."""
    return VOCAB[f"{scheme}/{notation}"]


def thing(kind: str, *keys: str) -> URIRef:
    """A thing of its own: `thing("policy", "wuhan-2021")`, `thing("department", "340700", "铜陵市财政局")`."""
    return ID["/".join((kind, *(_safe(key) for key in keys)))]


def cited_policy(name: str) -> URIRef:
    """A policy known from being cited, by its number, else its title."""
    return thing("cited-policy", digest(name, length=CITED_DIGITS))


def part(document: str, kind: str, key: str) -> URIRef:
    """A part of a policy: `part("wuhan-2021", "measure", "2.1.3")`."""
    return thing("policy", document, kind, key)


def selector(quote: URIRef, kind: str) -> URIRef:
    """A selector of a quote: its `words` or its `position`."""
    return URIRef(f"{quote}/{kind}")


def policy_graph(document: str) -> URIRef:
    """The named graph that holds what one document says."""
    return GRAPH[f"policy/{_safe(document)}"]


def digest(*fields: object, length: int = DIGEST_LENGTH) -> str:
    """Hexadecimal digits for the words of `fields`, whatever their width, white space and quotation marks."""
    joined = "\x1f".join(folded(str(field)) for field in fields)
    return hashlib.sha256(joined.encode()).hexdigest()[:length]


def folded(text: str) -> str:
    """The text without what two printings of the same words differ in: width, white space, quotation marks, dashes."""
    return FOLDED.sub("", unicodedata.normalize("NFKC", text))


def split(iri: str) -> Place | None:
    """The kind and keys of a thing's IRI; None where it is no thing of ours."""
    if not iri.startswith(str(ID)):
        return None
    fields = tuple(unquote(field) for field in iri[len(str(ID)) :].split("/"))
    if fields[0] == "policy" and len(fields) >= 4:
        return Place(fields[2], (fields[1], *fields[3:]))
    return Place(fields[0], fields[1:])


def document_of(iri: str) -> str:
    """The document that a thing or graph belongs to, by its IRI; empty where it belongs to none."""
    for kind in DOCUMENTS:
        if iri.startswith(kind):
            return unquote(iri[len(kind) :].partition("/")[0])
    return ""


def _safe(key: str) -> str:
    """The key with what an IRI cannot hold percent-encoded; Chinese characters stay readable."""
    return UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), key)
