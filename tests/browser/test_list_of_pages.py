"""The list of pages is complete: no address that shows a page, and no template, goes untested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
import zjtx_server.pages
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from server_process import Server
from werkzeug.routing import AnyConverter, Rule
from zjtx_server.pages.app import create_app
from zjtx_server.pages.sources.browse import Browse
from zjtx_server.pages.sources.graph import EmbeddedGraph
from zjtx_server.release import find
from zjtx_server.work.stores import load, unite

from browser.pages import PAGES, path_of

TEMPLATES = Path(zjtx_server.pages.__file__).with_name("templates")
BROWSER = {"Accept": "text/html"}
FILES = {"static", "files.file"}  # endpoints of files, whatever their names


@pytest.fixture(scope="module")
def client(release: Path) -> FlaskClient:
    """A client of the application itself, in this process."""
    found = find(release)
    store = load(found.data)
    unite(store)
    assert found.browse
    return create_app(EmbeddedGraph(store), Browse(found.browse), found, len(store)).test_client()


def endpoints(client: FlaskClient, address: str) -> set[str]:
    """Those that answer for an address, with those that they lead to."""
    reply = client.get(address, headers=BROWSER, follow_redirects=True)
    adapter = client.application.url_map.bind("localhost")
    return {adapter.match(each.request.path)[0] for each in (*reply.history, reply)}


def fixed(app: Flask) -> Iterator[str]:
    """The addresses that can be told from the rules alone, without those that a suffix makes data."""
    for rule in asked_for(app):
        if not open_parts(rule):
            choices = ([(name, item) for item in rule._converters[name].items] for name in rule.arguments)
            for chosen in product(*choices):
                address = rule.build(dict(chosen))[1]
                if "." not in address:  # nor what `.well-known` repeats
                    yield address


def asked_for(app: Flask) -> list[Rule]:
    """The rules that answer GET."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def open_parts(rule: Rule) -> list[str]:
    """The parts of a rule that stand for anything."""
    return [name for name in rule.arguments if not isinstance(rule._converters[name], AnyConverter)]


def test_every_address_that_shows_a_page_is_in_the_list(client: FlaskClient) -> None:
    asked = {address: client.get(address, headers=BROWSER) for address in fixed(client.application)}
    shown = {address for address, reply in asked.items() if (reply.status_code, reply.mimetype) == (200, "text/html")}
    assert len(shown) > 10
    missing = shown - {path_of(page.address) for page in PAGES}
    assert not missing


def test_every_kind_of_address_is_in_the_list(client: FlaskClient, server: Server) -> None:
    listed = {endpoint for page in PAGES for endpoint in endpoints(client, page.addresses(server)[0])}
    kinds = {rule.endpoint for rule in asked_for(client.application) if open_parts(rule)}
    missing = kinds - listed - FILES
    assert not missing


@contextmanager
def rendering(app: Flask) -> Iterator[set[str | None]]:
    """The names of the templates that are rendered meanwhile."""
    names: set[str | None] = set()

    def note(_app: Flask, template: Template, **_given: object) -> None:
        names.add(template.name)

    with template_rendered.connected_to(note, app):
        yield names


def test_every_template_is_rendered_for_a_page_in_the_list(client: FlaskClient, server: Server) -> None:
    with rendering(client.application) as rendered:
        for page in PAGES:
            client.get(page.addresses(server)[0], headers=BROWSER, follow_redirects=True)
        client.post("/error", json={"status": 404, "message": "nothing"})  # as the front asks
    every = {path.name for path in TEMPLATES.glob("*.html") if not path.stem.startswith("_")}
    missing = {name for name in every if not name.endswith("base.html")} - rendered
    assert not missing
