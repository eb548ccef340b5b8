"""XML that every reader takes: the engine writes characters and names as they are, also those that XML cannot hold."""

from __future__ import annotations

MEDIA_TYPES = frozenset({"application/rdf+xml", "application/sparql-results+xml"})
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
NEVER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # U+FFFE and U+FFFF
NAMELESS = b"<oxprefix: "  # the engine's element for a property whose IRI ends in no name


class NotXmlError(ValueError):
    """There is no XML for this content; the message says why."""


def as_xml(body: bytes) -> bytes:
    """A body in XML as the engine wrote it, fit for every reader: carriage returns would be taken for line feeds.

    Raises:
        NotXmlError: it holds what XML cannot.
    """
    if len(body.translate(None, CONTROLS)) != len(body) or any(character in body for character in NEVER):
        raise NotXmlError("It holds control characters, for which XML has no place; ask for another format.")
    if NAMELESS in body:
        raise NotXmlError("It holds a property that is no name in XML; ask for another format.")
    return body.replace(b"\r", b"&#13;")
