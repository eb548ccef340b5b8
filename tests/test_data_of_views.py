"""Data that pages offer are the same in all languages: words as documents and vocabularies have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.pages import PAGES
from lxml import html
from server_process import Server, running

TABLE = re.compile(r"\.(csv|json)($|\?)")
LEAST = 80  # addresses of tables


@pytest.fixture(scope="module")
def server(release: Path) -> Iterator[Server]:
    with running(release) as server:
        yield server


def tables(server: Server, address: str) -> list[str]:
    """The addresses of CSV and JSON that a page offers."""
    reply = server.ask(address, Accept="text/html")
    links = html.document_fromstring(reply.text).xpath("//p[@class='data']/a/@href")
    return [link for link in links if TABLE.search(link)]


def test_data_are_the_same_in_both_languages(server: Server) -> None:
    compared = []
    for address in (address for page in PAGES for address in page.addresses(server)):
        offered = tables(server, address)
        assert tables(server, f"/en{address}") == [f"/en{link}" for link in offered]
        for link in offered:
            chinese, english = server.ask(link), server.ask(f"/en{link}")
            assert (chinese.status, english.status) == (200, 200), link
            assert chinese.body == english.body, link
        compared += offered
    assert len(compared) > LEAST
