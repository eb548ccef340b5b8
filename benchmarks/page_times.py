"""How long the server takes for pages: asked the first time, again and again, and for many things of a kind."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from browser.pages import PREFIXES, Page
from server_process import Server

from zjtx_kg.iris import BASE

PATIENCE = 120.0  # seconds
BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip"}
OF_POLICIES = "EXISTS { ?policy a zjtx:Policy ; zjtx:region ?thing }"
OWN_REGIONS = ("420100", "330400")  # in addresses of the list; other data has others


class Times(NamedTuple):
    """Milliseconds of a page: first, then again, then of other things of its kind, each asked once."""

    page: str
    status: int
    first: float
    again: Sequence[float]
    others: Sequence[float]


def ask(connection: HTTPConnection, address: str) -> tuple[int, float]:
    """Status and milliseconds until the whole page was there; a thing leads to the page about it first."""
    start = time.perf_counter()
    connection.request("GET", address, headers=BROWSER)
    response = connection.getresponse()
    response.read()
    milliseconds = 1000 * (time.perf_counter() - start)
    return ask(connection, response.headers["Location"]) if response.status == 303 else (response.status, milliseconds)


def measure(server: Server, pages: Sequence[Page], asks: int, things: int) -> Iterator[Times]:
    """The times of each page, one at a time, nothing else being asked."""
    place = urlsplit(server.address)
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    regions = [iri.rpartition("/")[2] for iri in _things(server, "zjtx:Region", OF_POLICIES, 2)]
    for page in pages:
        own, *others = _addresses(server, page, things, regions)
        status, first = ask(connection, own)
        again = [ask(connection, own)[1] for _ in range(asks)]
        yield Times(page.name, status, first, again, [ask(connection, other)[1] for other in others])


def _addresses(server: Server, page: Page, things: int, regions: Sequence[str]) -> list[str]:
    if page.of:
        found = _things(server, page.of, page.where, things + 1)
        return ["/" + quote(iri.removeprefix(BASE), safe="/") for iri in found]
    others = dict(zip(OWN_REGIONS, regions, strict=False))
    return [re.sub("|".join(OWN_REGIONS), lambda own: others.get(own[0], own[0]), page.address)]


def _things(server: Server, kind: str, where: str, most: int) -> list[str]:
    """Up to so many things of a class, from all over it."""
    query = f"{PREFIXES} SELECT DISTINCT ?thing WHERE {{ ?thing a {kind} . FILTER({where}) }} ORDER BY STR(?thing)"
    reply = server.query(query, Accept="application/sparql-results+json")
    found = [row["thing"]["value"] for row in reply.json["results"]["bindings"]]
    return found[:: max(1, len(found) // most)][:most]


def typical(milliseconds: Sequence[float]) -> str:
    """Median and 95th percentile."""
    if len(milliseconds) < 2:
        return ""
    return f"{median(milliseconds):.1f} / {quantiles(milliseconds, n=20)[-1]:.1f}"
