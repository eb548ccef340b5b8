"""From what a check found wrong to a finding that names document, place and shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import PROV, SH, Graph, Literal, Namespace
from rdflib.term import Node

from zjtx_kg.iris import GRAPH, SHAPES
from zjtx_kg.model import Finding, Severity, Span

OA = Namespace("http://www.w3.org/ns/oa#")
SEVERITIES: Final[dict[Node | None, Severity]] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}
VALUE_LENGTH = 60  # characters of a wrong value that a message shows


def finding(data: Graph, shapes: Graph, shape: Node, focus: Node, value: Node | None = None) -> Finding:
    """What `shape` says of `focus`; `value` is the wrong value, if one is to blame."""
    messages = [text for text in shapes.objects(shape, SH.message) if isinstance(text, Literal)]
    shown = "" if value is None else f" = {str(value)[:VALUE_LENGTH]}"
    return Finding(
        rule=f"shape.{str(shape).removeprefix(str(SHAPES))}",
        message=f"{' '.join(sorted(text for text in messages if text.language == 'en'))} <{focus}>{shown}",
        severity=SEVERITIES[shapes.value(shape, SH.severity) or SH.Violation],
        span=_span(data, focus),
        document=str(data.identifier).removeprefix(str(GRAPH["policy/"])),
    )


def offset(node: Node | None) -> int | None:
    """The number of code points that a literal states; None where it is none."""
    value = node.toPython() if isinstance(node, Literal) else None
    return value if isinstance(value, int) and value >= 0 else None


def _span(data: Graph, node: Node) -> Span | None:
    """The place that `node` concerns: its own quote, else the shortest of the statements that point to it."""
    own = list(_quoted(data, node))
    spans = own or [span for above in data.subjects(None, node) for span in _quoted(data, above)]
    return min(spans, key=lambda span: (span.end - span.start, span), default=None)


def _quoted(data: Graph, node: Node) -> Iterator[Span]:
    for quote in (node, *data.objects(node, PROV.wasQuotedFrom)):
        for selector in data.objects(quote, OA.hasSelector):
            start, end = offset(data.value(selector, OA.start)), offset(data.value(selector, OA.end))
            if start is not None and end is not None and start <= end:
                yield Span(start, end)
