"""The evaluation of one request on a store: from a message of the front to the head and body of its answer."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pyoxigraph as ox

from zjtx_server.work.bounded import AnswerTooLargeError, Bounded
from zjtx_server.work.dataset import Dataset, dataset, graph_name
from zjtx_server.work.excerpt import first_rows, first_triples
from zjtx_server.work.refusals import Head, RefusedError
from zjtx_server.work.syntax import ROOM, explain
from zjtx_server.work.tokens import calls_service, mentions_service, usual
from zjtx_server.xml import MEDIA_TYPES, NotXmlError, as_xml

KINDS = {ox.QuerySolutions: "solutions", ox.QueryBoolean: "boolean", ox.QueryTriples: "triples"}
UNKNOWN_FUNCTION = re.compile(r"The custom function <(?P<iri>.*)> is not supported")
SERVICE = re.compile("service", re.IGNORECASE)
UNKNOWN_FUNCTIONS = 20  # the query is run again for each


def answer(request: dict[str, Any], store: ox.Store) -> tuple[Head, bytes]:
    """Head and body of the answer to a request; the head of a refused one has `reason` and `message`.

    Args:
        request: `op` "query" with `text`, `base`, the media types `results` and `graph` for the two kinds of answers,
            `default_graphs` and `named_graphs`; or `op` "dump" with `graph` (empty for the default graph) and
            `media_type`. Both with `answer_bytes`; a query for a page, which shows its beginning, with `page_bytes`:
            then the head of the answer is also that of `first_rows`.
        store: holds the union of its graphs as its default graph.
    """
    try:
        return fit(*(_dump(request, store) if request.get("op") == "dump" else _query(request, store)))
    except RefusedError as refusal:
        return refusal.head, b""
    except AnswerTooLargeError:
        return too_large(request).head, b""
    except MemoryError:
        return RefusedError(
            "memory", "The query needs more memory than is allowed; ask for less, or in parts."
        ).head, b""


def too_large(request: dict[str, Any]) -> RefusedError:
    """The refusal of an answer, or for a page of its first row, that is larger than allowed."""
    size = request.get("page_bytes") or request["answer_bytes"]
    return RefusedError("size", f"The answer is larger than {size:,} bytes; narrow the query or use LIMIT.")


def fit(head: Head, body: bytes) -> tuple[Head, bytes]:
    """An answer fit for its readers; RefusedError for one in XML that holds what XML cannot."""
    if head["media_type"] not in MEDIA_TYPES:
        return head, body
    try:
        return head, as_xml(body)
    except NotXmlError as error:
        raise RefusedError("evaluation", f"The answer cannot be written. {error}") from error


def _query(request: dict[str, Any], store: ox.Store) -> tuple[Head, bytes]:
    text = request["text"]
    try:
        refuse_calls(text, request["base"])
        return _tolerant(request, dataset(request, store))
    except SyntaxError as error:
        raise explain(text, request["base"], error) from error
    except (ValueError, RuntimeError) as error:
        raise RefusedError("evaluation", "The query cannot be evaluated by this endpoint's engine.") from error
    except OSError as error:
        raise RefusedError("failed", "The store could not be read.") from error


def refuse_calls(text: str, base: str) -> None:
    """Refuses a query that would call another server: with another word for SERVICE it could not be parsed.

    The engine has the last word, since a look at the text alone takes `<2)SERVICE#>` for an IRI where the engine sees
    a less-than, the end of a bracket, the keyword and a comment.
    """
    if not mentions_service(text):
        return
    if calls_service(text):
        raise RefusedError("service", "SERVICE is refused: this endpoint queries no other server.")
    with suppress(RuntimeError):  # it was parsed
        ox.Store().query(usual(SERVICE.sub("xervice", text)) + ROOM, base_iri=base)


def _tolerant(request: dict[str, Any], over: Dataset) -> tuple[Head, bytes]:
    """The answer to a query; a function that the engine does not know is an error wherever it is called, no more."""
    unknown: dict[ox.NamedNode, Any] = {}
    while True:
        try:
            return _serialised(request, over, unknown)
        except RuntimeError as error:
            found = UNKNOWN_FUNCTION.fullmatch(str(error))
            if not found:
                raise
            if len(unknown) == UNKNOWN_FUNCTIONS:
                message = f"The query calls more than {UNKNOWN_FUNCTIONS} functions that are not known here."
                raise RefusedError("evaluation", message) from error
            unknown[ox.NamedNode(found["iri"])] = _undefined


def _undefined(*_arguments: object) -> None:
    """A function without a value for any arguments."""


def _serialised(request: dict[str, Any], over: Dataset, functions: dict[ox.NamedNode, Any]) -> tuple[Head, bytes]:
    results = over.store.query(
        usual(request["text"]) + ROOM, base_iri=request["base"], custom_functions=functions, **over.choice
    )
    kind = KINDS[type(results)]
    media_type = request["graph" if kind == "triples" else "results"]
    if not media_type:
        raise RefusedError("format", kind)
    head = {"kind": kind, "media_type": media_type}
    if excerpt := excerpted(results, request):
        return {**head, **excerpt[0]}, excerpt[1]
    output = Bounded(request["answer_bytes"])
    if isinstance(results, ox.QueryTriples):
        results.serialize(output, ox.RdfFormat.from_media_type(media_type))
    else:
        results.serialize(output, ox.QueryResultsFormat.from_media_type(media_type))
    return head, output.getvalue()


def excerpted(results: Any, request: dict[str, Any]) -> tuple[Head, bytes] | None:
    """The beginning of an answer that a page shows; None where all is asked for, or yes or no."""
    size = request.get("page_bytes")
    if not size or isinstance(results, ox.QueryBoolean):
        return None
    return first_rows(results, size) if isinstance(results, ox.QuerySolutions) else first_triples(results, size)


def _dump(request: dict[str, Any], store: ox.Store) -> tuple[Head, bytes]:
    """A graph as it stands; in a format of datasets with its name."""
    iri, media_type = request["graph"], request["media_type"]
    graph = graph_name(iri) if iri else ox.DefaultGraph()
    if isinstance(graph, ox.NamedNode) and not store.contains_named_graph(graph):
        raise RefusedError("missing", f"There is no graph <{iri}>.")
    rdf_format = ox.RdfFormat.from_media_type(media_type)
    output = Bounded(request["answer_bytes"])
    if rdf_format in {ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS}:
        ox.serialize(store.quads_for_pattern(None, None, None, graph), output, rdf_format)
    else:
        store.dump(output, rdf_format, from_graph=graph)
    return {"kind": "triples", "media_type": media_type}, output.getvalue()
