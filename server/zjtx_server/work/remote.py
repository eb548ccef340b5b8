"""The evaluation of one request by a store elsewhere: checked here before, read and written anew here after.

What that store says of its failures stays in the log: the person who asks learns nothing of where or what it is.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple

import pyoxigraph as ox

from zjtx_server.remote.edition import quads
from zjtx_server.remote.endpoint import RESULTS, TRIPLES, Endpoint, RemoteError, Reply, connect
from zjtx_server.remote.results import read_results, read_triples
from zjtx_server.remote.rows import keeps_back, silent_limit
from zjtx_server.work.bounded import AnswerTooLargeError, Bounded
from zjtx_server.work.dataset import graph_name
from zjtx_server.work.evaluate import excerpted, fit, refuse_calls, too_large
from zjtx_server.work.refusals import Head, RefusedError
from zjtx_server.work.syntax import ROOM, explain
from zjtx_server.work.tokens import calls_service, form, usual

DATASETS = frozenset({"application/trig", "application/n-quads"})
GRAPH_FORMS = frozenset({"CONSTRUCT", "DESCRIBE"})
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
OWN_FUNCTIONS = re.compile(r"<(?:bif|sql):", re.IGNORECASE)  # Virtuoso's, which read files and settings
TOO_MANY = frozenset({429, 503})
UNWILLING = frozenset({400, 500})  # a query that it cannot bear, as Virtuoso says it

log = logging.getLogger(__name__)


class RemoteStore(NamedTuple):
    """A store elsewhere.

    Args:
        endpoint: where it is.
        seconds: time that one answer of it may take.
        rows: most solutions that it takes for a graph without telling so; 0 where it takes all.
    """

    endpoint: Endpoint
    seconds: float
    rows: int = 0


def open_remote(url: str, seconds: float) -> tuple[RemoteStore, int]:
    """The store at an address, and how many quads it holds; no connection is left open, since workers are forked.

    Raises:
        StoreError: the store does not answer as it should.
    """
    endpoint = connect(url)
    with endpoint.session:
        number = quads(endpoint)
        return RemoteStore(endpoint, seconds, silent_limit(endpoint)), number


def answer(request: dict[str, Any], store: RemoteStore) -> tuple[Head, bytes]:
    """Head and body of the answer of a store elsewhere; request and answer as of `evaluate.answer`."""
    try:
        return fit(*(_dump(request, store) if request.get("op") == "dump" else _query(request, store)))
    except RefusedError as refusal:
        return refusal.head, b""
    except RemoteError as error:
        log.warning("the store did not answer a request: %s %s", error.status or error.kind, error.message)
        return _refusal(error, store.seconds).head, b""
    except AnswerTooLargeError:
        return too_large(request).head, b""
    except MemoryError:
        return RefusedError("memory", "The answer needs more memory than is allowed.").head, b""


def _query(request: dict[str, Any], store: RemoteStore) -> tuple[Head, bytes]:
    _check(request)
    start = form(request["text"])
    is_graph = start is not None and start.keyword in GRAPH_FORMS
    media_type = request["graph" if is_graph else "results"]
    if is_graph and not media_type:
        raise RefusedError("format", "triples")
    if is_graph:
        return _graph(_triples(request, store), request, media_type)
    results = read_results(_ask(request, store, RESULTS))
    kind = "boolean" if isinstance(results, ox.QueryBoolean) else "solutions"
    if not media_type:
        raise RefusedError("format", kind)
    head = {"kind": kind, "media_type": media_type}
    output = Bounded(request["answer_bytes"])
    with _readable():
        if excerpt := excerpted(results, request):
            return {**head, **excerpt[0]}, excerpt[1]
        results.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))
    return head, output.getvalue()


def _check(request: dict[str, Any]) -> None:
    """Raises RefusedError for what the embedded store refuses as well, before anything is sent."""
    text = request["text"]
    for iri in (*request["default_graphs"], *request["named_graphs"]):
        graph_name(iri)
    plain = _without_escapes(text)  # as a store reads it that does so before it looks for strings and comments
    if calls_service(plain):
        raise RefusedError("service", "SERVICE is refused: this endpoint queries no other server.")
    try:
        refuse_calls(text, request["base"])
        ox.Store().query(usual(text) + ROOM, base_iri=request["base"])
    except SyntaxError as error:
        raise explain(text, request["base"], error) from error
    except (RuntimeError, ValueError):  # it is valid, but the engine here cannot evaluate it: an unknown function
        pass
    if OWN_FUNCTIONS.search(plain):
        raise RefusedError("evaluation", "Functions of a store's own (bif: and sql:) are refused.")


def _without_escapes(text: str) -> str:
    """A query with the characters that its codepoint escapes stand for; an escape that stands for none is left."""
    codes = ((found, int(found[1] or found[2], 16)) for found in ESCAPE.finditer(text))
    known = {found[0]: chr(code) for found, code in codes if code <= sys.maxunicode}
    return ESCAPE.sub(lambda found: known.get(found[0], found[0]), text)


def _ask(request: dict[str, Any], store: RemoteStore, accept: str) -> Reply:
    try:
        return store.endpoint.query(_text(request), accept, store.seconds, request["answer_bytes"], **_dataset(request))
    except RemoteError as error:
        raise (too_large(request) if error.kind == "size" else error) from error


def _text(request: dict[str, Any]) -> str:
    base = f"BASE <{request['base']}>\n" if request.get("base") else ""
    return base + usual(request["text"])


def _dataset(request: dict[str, Any]) -> dict[str, list[str]]:
    return {"default_graph_uri": request["default_graphs"], "named_graph_uri": request["named_graphs"]}


def _triples(request: dict[str, Any], store: RemoteStore) -> ox.QuadParser:
    """The triples of a query, all of them."""
    reply = _ask(request, store, TRIPLES)
    if store.rows and keeps_back(store.endpoint, _text(request), store.rows, store.seconds, **_dataset(request)):
        raise RefusedError(
            "size",
            f"The store makes a graph of no more than {store.rows:,} solutions; narrow the query or use LIMIT.",
        )
    return read_triples(reply)


def _graph(triples: Iterable[ox.Quad], request: dict[str, Any], media_type: str) -> tuple[Head, bytes]:
    output = Bounded(request["answer_bytes"])
    with _readable():
        if excerpt := excerpted(triples, request):
            return {"kind": "triples", "media_type": media_type, **excerpt[0]}, excerpt[1]
        ox.serialize(triples, output, ox.RdfFormat.from_media_type(media_type))
    return {"kind": "triples", "media_type": media_type}, output.getvalue()


def _dump(request: dict[str, Any], store: RemoteStore) -> tuple[Head, bytes]:
    """A graph as it stands; in a format of datasets with its name."""
    name = graph_name(request["graph"]) if request["graph"] else None
    pattern = f"GRAPH {name} {{ ?s ?p ?o }}" if name else "?s ?p ?o"
    query = {"text": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}", "default_graphs": (), "named_graphs": ()}
    triples = _triples({**request, **query}, store)
    with _readable():
        first = next(triples, None)
    if name and first is None:
        raise RefusedError("missing", f"There is no graph <{request['graph']}>.")
    whole = chain([first] if first else [], triples)
    if name and request["media_type"] in DATASETS:
        return _graph((ox.Quad(*_terms(quad), name) for quad in whole), request, request["media_type"])
    return _graph(whole, request, request["media_type"])


def _terms(quad: ox.Quad) -> tuple[Any, Any, Any]:
    return quad.subject, quad.predicate, quad.object


@contextmanager
def _readable() -> Iterator[None]:
    """Turns what a parser finds wrong in the store's answer into RemoteError."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise RemoteError("broken", f"its answer cannot be read: {error}") from error


def _refusal(error: RemoteError, seconds: float) -> RefusedError:
    """The failure of the store in words for the person who asked."""
    if error.kind == "time":
        return RefusedError("time", f"The query took longer than {seconds:g} seconds.")
    if error.kind == "partial":
        return RefusedError("size", "The store gives no answer with so many rows; narrow the query or use LIMIT.")
    if error.status in UNWILLING:
        return RefusedError("evaluation", "The query cannot be evaluated by this endpoint's store.")
    if error.status in TOO_MANY:
        return RefusedError("busy", "The store of this endpoint is busy; try again later.")
    return RefusedError("failed", "The store of this endpoint does not answer as it should.")
